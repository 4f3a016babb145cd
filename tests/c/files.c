/* Files: .npy, raw and HDF5, written and read in different distributions and on different numbers of ranks. */
#include "check.h"

static const char *const TEXTS[] = {"block, whole", "cyclic, cyclic(2)", "block halo(1), block order(column)", "whole, cyclic"};
enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0] };

static const int64_t SHAPE[2] = {7, 10};

/* A context of the first ranks only, on those; -1 for the others. */
static int fewer(int ranks, distarray_context *context)
{
  MPI_Comm comm;
  MPI_Comm_split(MPI_COMM_WORLD, rank < ranks ? 0 : MPI_UNDEFINED, rank, &comm);
  if (comm == MPI_COMM_NULL) return 0;
  OK(distarray_context_create(comm, context));
  MPI_Comm_free(&comm);
  return 1;
}

static void npy(distarray_context context)
{
  for (int k = 0; k < DTYPE_COUNT; k++) {
    distarray_distribution d = distribution(context, 2, SHAPE, TEXTS[k % TEXT_COUNT]);
    distarray_array a = numbers(d, DTYPES[k]), b;
    distarray_dtype dtype;
    distarray_context few;
    int64_t shape[2] = {0, 0};
    int ndim;
    OK(distarray_array_write_npy(a, "files.npy"));
    OK(distarray_file_get_shape_npy(context, "files.npy", 2, &ndim, shape, &dtype));
    EXPECT(ndim == 2 && shape[0] == 7 && shape[1] == 10 && dtype == DTYPES[k]);
    OK(distarray_file_get_shape_npy(context, "files.npy", 0, &ndim, NULL, &dtype));
    for (int t = k % 2; t < TEXT_COUNT; t += 2) {
      OK(distarray_array_read_npy(context, "files.npy", TEXTS[t], &b));
      OK(distarray_array_get_dtype(b, &dtype));
      EXPECT(dtype == DTYPES[k] && wrong_elements(b, expected_at) == 0);
      OK(distarray_array_free(&b));
    }
    for (int ranks = 1; k % 4 == 0 && ranks < size; ranks += 2)
      if (fewer(ranks, &few)) {
        OK(distarray_array_read_npy(few, "files.npy", NULL, &b));
        EXPECT(wrong_elements(b, expected_at) == 0);
        OK(distarray_array_write_npy(b, "fewer.npy"));
        OK(distarray_array_free(&b));
        OK(distarray_context_free(&few));
      }
    MPI_Barrier(MPI_COMM_WORLD);
    if (size > 1) {
      OK(distarray_array_read_npy(context, "fewer.npy", TEXTS[1], &b));
      EXPECT(wrong_elements(b, expected_at) == 0);
      OK(distarray_array_free(&b));
    }
    OK(distarray_array_free(&a));
    OK(distarray_distribution_free(&d));
  }
}

/* The bytes that NumPy expects. */
static void npy_bytes(distarray_context context)
{
  distarray_distribution d = distribution(context, 2, SHAPE, TEXTS[1]);
  distarray_array a = numbers(d, DISTARRAY_FLOAT64);
  OK(distarray_array_write_npy(a, "files.npy"));
  if (rank == 0) {
    unsigned char bytes[4096];
    FILE *file = fopen("files.npy", "rb");
    const size_t length = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    const size_t header = length > 10 ? bytes[8] + 256u * bytes[9] : 0;
    int64_t index[2] = {0, 0}, wrong = 0;
    if (file) fclose(file);
    EXPECT(length == 10 + header + 70 * 8 && memcmp(bytes, "\x93NUMPY\x01\x00", 8) == 0 && (10 + header) % 64 == 0);
    if (length == 10 + header + 70 * 8) {
      const unsigned char *at = bytes + 10 + header;
      bytes[9 + header] = 0;
      EXPECT(strstr((char *)bytes + 10, "'descr': '<f8'") && strstr((char *)bytes + 10, "'shape': (7, 10)"));
      do {
        double value;
        memcpy(&value, at, 8);
        wrong += value != value_at(2, index);
        at += 8;
      } while (next_index(2, SHAPE, index));
      EXPECT(wrong == 0);
    }
  }
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
}

static void raw(distarray_context context)
{
  static const int ORDERS[] = {DISTARRAY_NATIVE_ENDIAN, DISTARRAY_BIG_ENDIAN, DISTARRAY_LITTLE_ENDIAN, DISTARRAY_BIG_ENDIAN};
  for (int k = 0; k < DTYPE_COUNT; k++) {
    const int order = ORDERS[k % 4];
    distarray_distribution from = distribution(context, 2, SHAPE, TEXTS[k % TEXT_COUNT]);
    distarray_distribution to = distribution(context, 2, SHAPE, TEXTS[(k + 3) % TEXT_COUNT]);
    distarray_array a = numbers(from, DTYPES[k]), b = NULL;
    size_t itemsize;
    OK(distarray_dtype_get_size(DTYPES[k], &itemsize));
    OK(distarray_array_write_raw(a, "files.raw", order));
    OK(distarray_array_read_raw(to, DTYPES[k], "files.raw", 0, order, &b));
    EXPECT(wrong_elements(b, expected_at) == 0);
    OK(distarray_array_free(&b));
    FAILS(DISTARRAY_ERR_IO, distarray_array_read_raw(to, DTYPES[k], "files.raw", 1, order, &b), "files.raw");
    EXPECT(b == NULL);
    if (rank == 0) { /* something before it */
      char bytes[70 * 16];
      FILE *file = fopen("files.raw", "rb");
      const size_t length = file ? fread(bytes, 1, sizeof bytes, file) : 0;
      EXPECT(length == 70 * itemsize);
      if (file) fclose(file);
      file = fopen("later.raw", "wb");
      EXPECT(file && fwrite("header!", 1, 7, file) == 7 && fwrite(bytes, 1, length, file) == length);
      if (file) fclose(file);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    OK(distarray_array_read_raw(to, DTYPES[k], "later.raw", 7, order, &b));
    EXPECT(wrong_elements(b, expected_at) == 0);
    OK(distarray_array_free(&b));
    OK(distarray_array_free(&a));
    OK(distarray_distribution_free(&to));
    OK(distarray_distribution_free(&from));
  }
}

/* HDF5 where the library has it; else a clear refusal. */
static void hdf5(distarray_context context)
{
  distarray_distribution d = distribution(context, 2, SHAPE, TEXTS[0]);
  distarray_array a = numbers(d, DISTARRAY_INT16), b = NULL;
  const distarray_status status = distarray_array_write_hdf5(a, "files.h5", "group/first");
  if (status == DISTARRAY_ERR_UNSUPPORTED) {
    EXPECT(strstr(distarray_last_error_message(), "HDF5") != NULL);
  } else {
    EXPECT(status == DISTARRAY_SUCCESS);
    for (int k = 0; k < DTYPE_COUNT; k++) {
      distarray_array other = numbers(d, DTYPES[k]);
      distarray_dtype dtype;
      distarray_context few;
      int64_t shape[2] = {0, 0};
      int ndim;
      OK(distarray_array_write_hdf5(other, "files.h5", "second"));
      OK(distarray_file_get_shape_hdf5(context, "files.h5", "second", 2, &ndim, shape, &dtype));
      EXPECT(ndim == 2 && shape[0] == 7 && shape[1] == 10 && dtype == DTYPES[k]);
      OK(distarray_array_read_hdf5(context, "files.h5", "second", TEXTS[k % TEXT_COUNT], &b));
      EXPECT(wrong_elements(b, expected_at) == 0);
      OK(distarray_array_free(&b));
      if (k % 4 == 0 && size > 1 && fewer(size - 1, &few)) {
        OK(distarray_array_read_hdf5(few, "files.h5", "second", NULL, &b));
        EXPECT(wrong_elements(b, expected_at) == 0);
        OK(distarray_array_free(&b));
        OK(distarray_context_free(&few));
      }
      MPI_Barrier(MPI_COMM_WORLD);
      OK(distarray_array_free(&other));
    }
    OK(distarray_array_read_hdf5(context, "files.h5", "group/first", NULL, &b)); /* kept all the while */
    EXPECT(wrong_elements(b, expected_at) == 0);
    OK(distarray_array_free(&b));
    FAILS(DISTARRAY_ERR_IO, distarray_array_read_hdf5(context, "missing.h5", "x", NULL, &b), "missing.h5");
    EXPECT(distarray_array_read_hdf5(context, "files.h5", "third", NULL, &b) != DISTARRAY_SUCCESS);
    EXPECT(strstr(distarray_last_error_message(), "third") != NULL && b == NULL);
  }
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
}

static void refusals(distarray_context context)
{
  distarray_distribution d = distribution(context, 2, SHAPE, TEXTS[0]);
  distarray_array a = numbers(d, DISTARRAY_FLOAT32), b = NULL;
  distarray_dtype dtype = -3;
  int64_t shape[2] = {-3, -3};
  int ndim = -3;
  FAILS(DISTARRAY_ERR_IO, distarray_array_read_npy(context, "missing.npy", NULL, &b), "missing.npy");
  EXPECT(same_on_all(distarray_last_error_message()));
  FAILS(DISTARRAY_ERR_IO, distarray_file_get_shape_npy(context, "missing.npy", 2, &ndim, shape, &dtype), "missing.npy");
  FAILS(DISTARRAY_ERR_IO, distarray_array_read_raw(d, DISTARRAY_INT8, "missing.raw", 0, 0, &b), "missing.raw");
  FAILS(DISTARRAY_ERR_IO, distarray_array_write_npy(a, "missing/files.npy"), "missing/");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_write_npy(a, ""), "path");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_write_raw(a, "files.raw", 5), "byte_order");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_read_raw(d, DISTARRAY_INT8, "files.raw", -1, 0, &b), "offset");
  if (rank == 0) {
    FILE *file = fopen("broken.npy", "wb");
    EXPECT(file && fwrite("\x93NUMPX\x01\x00 garbage", 1, 15, file) == 15);
    if (file) fclose(file);
  }
  MPI_Barrier(MPI_COMM_WORLD);
  FAILS(DISTARRAY_ERR_FORMAT, distarray_array_read_npy(context, "broken.npy", NULL, &b), "broken.npy");
  FAILS(DISTARRAY_ERR_FORMAT, distarray_file_get_shape_npy(context, "broken.npy", 2, &ndim, shape, &dtype), "broken.npy");
  EXPECT(b == NULL && dtype == -3 && ndim == -3 && shape[0] == -3);
  if (size > 1)
    FAILS(DISTARRAY_ERR_MISMATCH, distarray_array_write_npy(a, rank == 0 ? "one.npy" : "two.npy"), "path");
  /* After all this the old file is as it was, and no other is left behind. */
  OK(distarray_array_read_npy(context, "files.npy", NULL, &b));
  EXPECT(wrong_elements(b, expected_at) == 0);
  OK(distarray_array_free(&b));
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
}

static void png(distarray_context context)
{
  distarray_distribution d = distribution(context, 2, SHAPE, TEXTS[1]);
  distarray_array grey = numbers(d, DISTARRAY_UINT8), wrong = numbers(d, DISTARRAY_FLOAT64);
  OK(distarray_array_write_png(grey, "files.png"));
  FAILS(DISTARRAY_ERR_DTYPE, distarray_array_write_png(wrong, "files.png"), "uint8");
  if (rank == 0) {
    char bytes[8] = {0};
    FILE *file = fopen("files.png", "rb");
    EXPECT(file && fread(bytes, 1, 8, file) == 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0);
    if (file) fclose(file);
  }
  OK(distarray_array_free(&grey));
  OK(distarray_array_free(&wrong));
  OK(distarray_distribution_free(&d));
}

int main(int argc, char **argv)
{
  static const char *const FILES[] = {"files.npy", "fewer.npy", "files.raw", "later.raw", "broken.npy", "files.png", "files.h5"};
  distarray_context context = begin(&argc, &argv);
  npy(context);
  npy_bytes(context);
  raw(context);
  hdf5(context);
  refusals(context);
  png(context);
  OK(distarray_context_free(&context));
  MPI_Barrier(MPI_COMM_WORLD);
  for (size_t k = 0; rank == 0 && k < sizeof FILES / sizeof FILES[0]; k++) remove(FILES[k]);
  return verdict();
}
