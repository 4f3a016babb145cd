/* What the programs of this folder share: operands, checks of results, ceilings, Python. */
#ifndef COMPUTING_H
#define COMPUTING_H
#include "common.h"
#include "folds.h"
#include "loops.h"

/* DistArray computes in memory of its own and in the program's, which the peers use. */
enum { OWN, WRAPPED, MEMORIES };
extern const char *const DISTARRAY_NAMES[MEMORIES];

/* For actions that know nothing else. */
static inline void *where(int memory)
{
  static int memories[MEMORIES] = {OWN, WRAPPED};
  return &memories[memory];
}
static inline int memory_of(const void *data) { return *(const int *)data; }

struct operand {
  void *part; /* this rank's, contiguous */
  size_t count, bytes;
  distarray_array array[MEMORIES];
  void *memory[MEMORIES]; /* memory[WRAPPED] is part */
};

/* MPI, DistArray, peers, and NumPy and numexpr if they are there. */
void start_computing(int *argc, char ***argv);
extern int has_numpy, has_numexpr;

/* How much of `total` is this rank's, and where it begins; `total` must be a multiple of `ranks`. */
size_t share(size_t total);
size_t first_of_share(size_t total);
/* The greatest multiple of `of`, which quick runs make small. */
size_t sized(size_t total, size_t quick_total, size_t of);

/* Zeros, spread as `words` say, without halo. */
struct operand open_operand(int ndim, const int64_t *shape, const char *words, distarray_dtype dtype);
struct operand open_vector(size_t total, distarray_dtype dtype);
void publish(struct operand *operand); /* from `part` to DistArray's own memory */
void close_operand(struct operand *operand);
distarray_array view(distarray_array array, const char *slices);

/* Doubles of this rank, and what they shall be. */
struct result {
  double *elements;
  size_t count, stride;
  double (*expected)(size_t place);
  double tolerance; /* relative to 1 + the expected one's size */
};
void clear_result(void *result);
size_t wrong_result(void *result);
/* One number, which every rank has. */
struct number {
  double value, expected, tolerance; /* relative */
};
void clear_number(void *number);
size_t wrong_number(void *number);

struct contestant *enter_result(struct contest *contest, const char *name, enum kind kind, action run, void *data, struct result *result);
struct contestant *enter_number(struct contest *contest, const char *name, enum kind kind, action run, void *data, struct number *number);
/* Every rank runs the code on its part; nothing is entered if Python is not there. */
void enter_python(struct contest *contest, const char *name, const char *code, struct result *result);

/* An expression of arrays, as text, and where its result goes. */
struct evaluation {
  const char *text, *names;
  distarray_array arrays[3];
  int count;
  distarray_array out;
  distarray_expression expression;
};
/* DistArray's contestants, one for each memory: the text is parsed before. A third one for small arrays parses each time. */
void enter_evaluations(struct contest *contest, struct evaluation evaluations[MEMORIES], struct result results[MEMORIES]);
void close_evaluations(struct evaluation evaluations[MEMORIES]);

/* Reads some vectors and writes one, past the cache if it does not fit there. */
struct traffic {
  loop *run;
  double *out;
  const double *in[3];
  size_t count;
};
void pass(void *traffic);
extern volatile double sink;
#endif
