/* What cannot be shared is refused on all ranks alike, in words, and nothing breaks. */
#include "check.h"

/* The same status and sentence on every rank, with these words in it. */
static void expect_refusal(distarray_status status, distarray_status expected, const char *words)
{
  char mine[512], first[512];
  snprintf(mine, sizeof mine, "%s", distarray_last_error_message());
  memcpy(first, mine, sizeof first);
  EXPECT(MPI_Bcast(first, (int)sizeof first, MPI_CHAR, 0, MPI_COMM_WORLD) == MPI_SUCCESS);
  EXPECT(status == expected);
  EXPECT(strcmp(first, mine) == 0);
  EXPECT(strstr(mine, words) != NULL);
  if (!strstr(mine, words)) fprintf(stderr, "expected '%s' in: %s\n", words, mine);
}

static void expect_why_not(distarray_array a, int32_t form, PetscInt dof, const char *words)
{
  char text[512], cut[8];
  size_t length;
  OK(distarray_petsc_why_not(a, form, dof, text, sizeof text, &length));
  EXPECT(length == strlen(text));
  EXPECT(words ? strstr(text, words) != NULL : length == 0);
  if (words ? !strstr(text, words) : length) fprintf(stderr, "expected '%s' in: %s\n", words ? words : "nothing", text);
  OK(distarray_petsc_why_not(a, form, dof, cut, sizeof cut, NULL));
  EXPECT(strncmp(cut, text, 7) == 0);
  OK(distarray_petsc_why_not(a, form, dof, NULL, 0, &length));
}

static void refuse_vec(distarray_context context, int ndim, const int64_t *shape, const char *text, distarray_status status, const char *words)
{
  distarray_array a = make(context, ndim, shape, text);
  Vec v = NULL;
  expect_refusal(distarray_petsc_vec_create(a, NULL, &v), status, words);
  EXPECT(v == NULL);
  expect_why_not(a, DISTARRAY_PETSC_VEC, 1, words);
  OK(distarray_array_free(&a));
}

static void refuse_dmda(distarray_context context, int ndim, const int64_t *shape, const char *text, distarray_status status, const char *words)
{
  distarray_array a = make(context, ndim, shape, text);
  DM da = NULL;
  expect_refusal(distarray_petsc_dmda_create(a, 1, &da), status, words);
  EXPECT(da == NULL);
  expect_why_not(a, DISTARRAY_PETSC_DMDA, 1, words);
  OK(distarray_array_free(&a));
}

/* Over fewer processes than the context has. */
static void check_subset(distarray_context context)
{
  const int64_t size = 10;
  const int ranks[1] = {0};
  distarray_specification s;
  distarray_distribution d;
  distarray_array a;
  Vec v = NULL;
  OK(distarray_specification_create(1, &size, &s));
  OK(distarray_specification_set_ranks(s, 1, ranks));
  OK(distarray_distribution_create(context, s, &d));
  OK(distarray_array_create_zeros(d, DISTARRAY_PETSC_SCALAR, &a));
  expect_refusal(distarray_petsc_vec_create(a, NULL, &v), DISTARRAY_ERR_DISTRIBUTION, "outside the array's process grid");
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
  OK(distarray_specification_free(&s));
}

static void check_strangers(distarray_context context)
{
  const int64_t shape[2] = {12, 14}, other[2] = {14, 12}, size = 24;
  distarray_array a = make(context, 2, shape, "block, block"), b = make(context, 2, other, "block, block"), c = make(context, 1, &size, "block");
  distarray_array integers;
  DM da;
  Vec v = NULL, w;
  distarray_dtype wrong = DISTARRAY_INT32;
  OK(distarray_petsc_dmda_create(b, 1, &da));
  expect_refusal(distarray_petsc_vec_create(a, da, &v), DISTARRAY_ERR_DISTRIBUTION, "the DMDA holds indices");
  expect_refusal(distarray_petsc_vec_create(c, da, &v), DISTARRAY_ERR_SHAPE, "the DMDA has 2 axes");
  OK(distarray_array_cast(c, wrong, &integers));
  expect_refusal(distarray_petsc_vec_create(integers, NULL, &v), DISTARRAY_ERR_DTYPE, "cast the array first");
  EXPECT(v == NULL);
  OK(distarray_petsc_vec_create(a, NULL, &w));
  expect_refusal(distarray_petsc_begin_access(w, c, DISTARRAY_PETSC_WRITE), DISTARRAY_ERR_STATE, "not the same memory");
  expect_refusal(distarray_petsc_begin_access(w, a, 7), DISTARRAY_ERR_ARGUMENT, "'access'");
  PETSC(VecLockReadPush(w));
  if (PetscDefined(USE_DEBUG)) expect_refusal(distarray_petsc_begin_access(w, a, DISTARRAY_PETSC_WRITE), DISTARRAY_ERR_STATE, "locked");
  PETSC(VecLockReadPop(w));
  PETSC(VecDestroy(&w));
  EXPECT(distarray_petsc_vec_create(NULL, NULL, &v) != DISTARRAY_SUCCESS);
  OK(distarray_array_free(&a));
  EXPECT(distarray_petsc_vec_create(a, NULL, &v) != DISTARRAY_SUCCESS);
  OK(distarray_array_free(&b));
  OK(distarray_array_free(&c));
  OK(distarray_array_free(&integers));
  PETSC(DMDestroy(&da));
}

int main(int argc, char **argv)
{
  distarray_context context;
  int ranks;
  const int64_t line = 60, flat[2] = {30, 40}, deep[5] = {2, 2, 2, 2, 2}, few[2] = {2, 40};
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCallMPI(MPI_Comm_size(PETSC_COMM_WORLD, &ranks));
  OK(distarray_context_create(PETSC_COMM_WORLD, &context));
  refuse_vec(context, 5, deep, "block", DISTARRAY_ERR_SHAPE, "got 5 axes");
  refuse_vec(context, 2, flat, "block halo(1), block halo(1) periodic", DISTARRAY_ERR_DISTRIBUTION, "local_vec_create");
  if (ranks > 1) {
    refuse_vec(context, 1, &line, "cyclic", DISTARRAY_ERR_DISTRIBUTION, "axis 0 is not in blocks");
    refuse_vec(context, 2, flat, "block, cyclic(4)", DISTARRAY_ERR_DISTRIBUTION, "'block'");
    refuse_vec(context, 1, &line, "whole", DISTARRAY_ERR_DISTRIBUTION, "replicas");
    char text[64];
    snprintf(text, sizeof text, "block halo(1) periodic, block @ 1x%d", ranks);
    refuse_dmda(context, 2, flat, text, DISTARRAY_ERR_DISTRIBUTION, "axis 1 has a halo of 0 and 0");
    refuse_dmda(context, 2, flat, "block halo(1:2) periodic, block halo(1:2) periodic", DISTARRAY_ERR_DISTRIBUTION, "one stencil width");
    check_subset(context);
  }
  if (ranks > 2) refuse_dmda(context, 2, few, "block, whole", DISTARRAY_ERR_DISTRIBUTION, "nothing");
  check_strangers(context);

  distarray_array a = make(context, 2, flat, "block halo(1), block halo(1)");
  expect_why_not(a, DISTARRAY_PETSC_LOCAL_VEC, 1, NULL);
  expect_why_not(a, DISTARRAY_PETSC_DMDA, 1, NULL);
  expect_refusal(distarray_petsc_why_not(a, 9, 1, NULL, 0, NULL), DISTARRAY_ERR_ARGUMENT, "'form'");
  OK(distarray_array_free(&a));
  OK(distarray_context_free(&context));
  int failed = verdict();
  PetscCall(PetscFinalize());
  return failed;
}
