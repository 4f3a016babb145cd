/* Counting checks, element values that follow from global indices, and walks over local parts. */
#ifndef CHECK_H
#define CHECK_H

#include <distarray.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int checks, failures, rank, size;

#define EXPECT(condition) expect((condition) != 0, #condition, __FILE__, __LINE__)
/* A call that must succeed; the others cannot go on without it. */
#define OK(call) \
  do { \
    const distarray_status status_ = (call); \
    expect(status_ == DISTARRAY_SUCCESS, #call, __FILE__, __LINE__); \
    if (status_ != DISTARRAY_SUCCESS) { \
      fprintf(stderr, "rank %d: %s\n", rank, distarray_last_error_message()); \
      MPI_Abort(MPI_COMM_WORLD, 1); \
    } \
  } while (0)
/* A call that must fail with a status and a message that names the function and says `word`. */
#define FAILS(status, call, word) fails(status, call, #call, word, __FILE__, __LINE__)

static inline void expect(int holds, const char *text, const char *file, int line)
{
  checks++;
  if (holds) return;
  failures++;
  fprintf(stderr, "%s:%d: rank %d of %d: %s\n", file, line, rank, size, text);
}

static inline void fails(distarray_status expected, distarray_status status, const char *call, const char *word,
                         const char *file, int line)
{
  const char *message = distarray_last_error_message();
  const size_t name = strcspn(call, "(");
  const int good = status == expected && strncmp(message, call, name) == 0 && strstr(message, word) != NULL;
  expect(good, call, file, line);
  if (!good) fprintf(stderr, "  %s instead of %s: %s\n", distarray_status_name(status), distarray_status_name(expected), message);
}

static inline distarray_context begin(int *argc, char ***argv)
{
  distarray_context context;
  MPI_Init(argc, argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  OK(DISTARRAY_CHECK_BUILD());
  OK(distarray_context_create(MPI_COMM_WORLD, &context));
  return context;
}

/* The failures of all ranks; ends MPI. */
static inline int verdict(void)
{
  int mine[2], all[2];
  mine[0] = checks - failures;
  mine[1] = failures;
  MPI_Allreduce(mine, all, 2, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
  if (rank == 0) printf("%d passed, %d failed\n", all[0], all[1]);
  MPI_Finalize();
  return all[1] != 0;
}

static inline distarray_distribution distribution(distarray_context context, int ndim, const int64_t *shape, const char *text)
{
  distarray_distribution d;
  OK(distarray_distribution_create_text(context, ndim, shape, text, &d));
  return d;
}

static inline int64_t count_of(int ndim, const int64_t *extents)
{
  int64_t count = 1;
  for (int d = 0; d < ndim; d++) count *= extents[d];
  return count;
}

/* Steps through all indices in C order; 0 at the end. */
static inline int next_index(int ndim, const int64_t *extents, int64_t *index)
{
  for (int d = ndim - 1; d >= 0; d--) {
    if (++index[d] < extents[d]) return 1;
    index[d] = 0;
  }
  return 0;
}

/* Whole numbers below 100, so that every dtype holds them. */
static inline double value_at(int ndim, const int64_t *index)
{
  int64_t value = 7;
  for (int d = 0; d < ndim; d++) value = (value * 31 + index[d] * 5 + 1) % 100;
  return (double)value;
}

static inline void store(distarray_dtype dtype, double value, void *element)
{
  switch (dtype) {
    case DISTARRAY_INT8: *(int8_t *)element = (int8_t)value; break;
    case DISTARRAY_INT16: *(int16_t *)element = (int16_t)value; break;
    case DISTARRAY_INT32: *(int32_t *)element = (int32_t)value; break;
    case DISTARRAY_INT64: *(int64_t *)element = (int64_t)value; break;
    case DISTARRAY_UINT8: *(uint8_t *)element = (uint8_t)value; break;
    case DISTARRAY_UINT16: *(uint16_t *)element = (uint16_t)value; break;
    case DISTARRAY_UINT32: *(uint32_t *)element = (uint32_t)value; break;
    case DISTARRAY_UINT64: *(uint64_t *)element = (uint64_t)value; break;
    case DISTARRAY_FLOAT32: *(float *)element = (float)value; break;
    case DISTARRAY_FLOAT64: *(double *)element = value; break;
    case DISTARRAY_COMPLEX64: ((float *)element)[0] = (float)value, ((float *)element)[1] = 0; break;
    case DISTARRAY_COMPLEX128: ((double *)element)[0] = value, ((double *)element)[1] = 0; break;
    default: *(uint8_t *)element = value != 0; break;
  }
}

static inline double load(distarray_dtype dtype, const void *element)
{
  switch (dtype) {
    case DISTARRAY_INT8: return (double)*(const int8_t *)element;
    case DISTARRAY_INT16: return (double)*(const int16_t *)element;
    case DISTARRAY_INT32: return (double)*(const int32_t *)element;
    case DISTARRAY_INT64: return (double)*(const int64_t *)element;
    case DISTARRAY_UINT8: case DISTARRAY_BOOL: return (double)*(const uint8_t *)element;
    case DISTARRAY_UINT16: return (double)*(const uint16_t *)element;
    case DISTARRAY_UINT32: return (double)*(const uint32_t *)element;
    case DISTARRAY_UINT64: return (double)*(const uint64_t *)element;
    case DISTARRAY_FLOAT32: case DISTARRAY_COMPLEX64: return (double)*(const float *)element;
    default: return *(const double *)element;
  }
}

static const distarray_dtype DTYPES[] = {
  DISTARRAY_INT8, DISTARRAY_INT16, DISTARRAY_INT32, DISTARRAY_INT64, DISTARRAY_UINT8, DISTARRAY_UINT16, DISTARRAY_UINT32,
  DISTARRAY_UINT64, DISTARRAY_FLOAT32, DISTARRAY_FLOAT64, DISTARRAY_COMPLEX64, DISTARRAY_COMPLEX128, DISTARRAY_BOOL};
enum { DTYPE_COUNT = sizeof DTYPES / sizeof DTYPES[0] };

/* The value an element of this dtype should have. */
static inline double expected_at(distarray_dtype dtype, int ndim, const int64_t *index)
{
  const double value = value_at(ndim, index);
  return dtype == DISTARRAY_BOOL ? value != 0 : value;
}

static inline int fill_value(int ndim, const int64_t *index, void *element, void *user)
{
  store(*(const distarray_dtype *)user, value_at(ndim, index), element);
  return 0;
}

static inline distarray_array numbers(distarray_distribution d, distarray_dtype dtype)
{
  distarray_array a;
  OK(distarray_array_create_from_function(d, dtype, fill_value, &dtype, &a));
  return a;
}

typedef double (*element_rule)(distarray_dtype dtype, int ndim, const int64_t *index);

/* How many owned elements of this process differ from what a rule says of their global index. */
static inline int64_t wrong_elements(distarray_array a, element_rule rule)
{
  distarray_distribution d;
  distarray_dtype dtype;
  int64_t extents[32], strides[32], local[32] = {0}, index[32], wrong = 0;
  void *pointer;
  int ndim;
  OK(distarray_array_get_distribution(a, &d));
  OK(distarray_array_get_ndim(a, &ndim));
  OK(distarray_array_get_dtype(a, &dtype));
  OK(distarray_array_get_local(a, &pointer, extents, strides));
  if (count_of(ndim, extents) > 0) {
    do {
      const char *at = (const char *)pointer;
      for (int k = 0; k < ndim; k++) at += local[k] * strides[k];
      if (distarray_distribution_get_global_index(d, local, index) != DISTARRAY_SUCCESS) {
        wrong++; /* outside of the grid of a 0-d array */
        continue;
      }
      wrong += load(dtype, at) != rule(dtype, ndim, index);
    } while (next_index(ndim, extents, local));
  }
  OK(distarray_distribution_free(&d));
  return wrong;
}

/* Decimal digits: element (i, j) is 10 i + j. */
static inline int fill_digits(int ndim, const int64_t *index, void *element, void *user)
{
  double value = 0;
  for (int d = 0; d < ndim; d++) value = 10 * value + (double)index[d];
  store(*(const distarray_dtype *)user, value, element);
  return 0;
}

static inline distarray_array digits(distarray_context context, int ndim, const int64_t *shape, const char *text,
                                     distarray_dtype dtype)
{
  distarray_distribution d = distribution(context, ndim, shape, text);
  distarray_array a;
  OK(distarray_array_create_from_function(d, dtype, fill_digits, &dtype, &a));
  OK(distarray_distribution_free(&d));
  return a;
}

/* A 1-D array of these integers. */
static inline distarray_array listed(distarray_context context, int64_t count, const int64_t *values, const char *text)
{
  distarray_distribution d = distribution(context, 1, &count, text);
  distarray_array a;
  OK(distarray_array_scatter(d, DISTARRAY_INT64, 0, values, &a));
  OK(distarray_distribution_free(&d));
  return a;
}

/* Copies text with one space between numbers and none at brackets. */
static inline void squeeze_spaces(const char *from, char *to)
{
  char last = '[';
  for (; *from; from++) {
    if (strchr(" \n", *from)) {
      if (last != '[' && last != ']' && last != ' ') *to++ = last = ' ';
      continue;
    }
    if (strchr("[]", *from) && last == ' ') to--;
    *to++ = last = *from;
  }
  *to = 0;
}

/* What the array looks like on every rank, but for spaces. */
#define SHOWS(array, text) shows(array, text, #array, __FILE__, __LINE__)
static inline void shows(distarray_array a, const char *text, const char *name, const char *file, int line)
{
  char printed[4000], found[4000], expected[4000];
  OK(distarray_array_print(a, printed, sizeof printed, NULL));
  squeeze_spaces(printed, found);
  squeeze_spaces(text, expected);
  expect(strcmp(found, expected) == 0, name, file, line);
  if (strcmp(found, expected) != 0) fprintf(stderr, "  %s instead of %s\n", found, expected);
}

/* The same of an array that is not needed any more. */
#define SHOWS_LAST(array, text) (shows(array, text, #array, __FILE__, __LINE__), release(&(array)))
static inline void release(distarray_array *a)
{
  OK(distarray_array_free(a));
}

/* Whether all ranks have the same text. */
static inline int same_on_all(const char *text)
{
  unsigned long long digest = 5381, least, most;
  for (const char *c = text; *c; c++) digest = digest * 33 + (unsigned char)*c;
  MPI_Allreduce(&digest, &least, 1, MPI_UNSIGNED_LONG_LONG, MPI_MIN, MPI_COMM_WORLD);
  MPI_Allreduce(&digest, &most, 1, MPI_UNSIGNED_LONG_LONG, MPI_MAX, MPI_COMM_WORLD);
  return least == most;
}

#endif
