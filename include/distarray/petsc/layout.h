/* What <distarray/petsc.h> needs to know of an array before PETSc may see it: owners, memory, and why not. Not for callers;
 * included by that file, after PETSc and DistArray. Axes here are PETSc's: 0 is x.
 */
#ifndef DISTARRAY_PETSC_LAYOUT_H
#define DISTARRAY_PETSC_LAYOUT_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  MPI_Comm comm;
  int rank, size;
  int ndim;        /* grid axes, without that of the components */
  int axis_of[3];  /* the array's axis */
  int64_t shape[3], start[3], stop[3], lower[3], upper[3], count, padded_count;
  int parts[3];
  int position, reordered; /* rank that a DMDA's numbering asks for; whether it differs from the rank anywhere */
  PetscInt dof;
  void *interior, *padded;
  int interior_dense, padded_dense;
  int64_t stencil;
  int periodic[3];
  distarray_status status;
  char reason[512];
} distarray_petsc_layout_;

/* The first reason stays: later ones follow from it. */
static inline void distarray_petsc_refuse_(distarray_petsc_layout_ *l, distarray_status status, const char *format, ...)
{
  va_list arguments;
  if (l->status != DISTARRAY_SUCCESS) return;
  l->status = status;
  va_start(arguments, format);
  vsnprintf(l->reason, sizeof l->reason, format, arguments);
  va_end(arguments);
}

/* The status of a call of the library becomes the layout's. */
static inline int distarray_petsc_ok_(distarray_petsc_layout_ *l, distarray_status status)
{
  if (status != DISTARRAY_SUCCESS) distarray_petsc_refuse_(l, status, "%s", distarray_last_error_message());
  return l->status == DISTARRAY_SUCCESS;
}

static inline distarray_status distarray_petsc_error_(PetscErrorCode code)
{
  const char *text = NULL;
  char message[256];
  PetscErrorMessage(code, &text, NULL);
  snprintf(message, sizeof message, "PETSc refused with error %d: %s", (int)code, text ? text : "no text");
  return distarray_error_set(DISTARRAY_ERR_STATE, message);
}

#define DISTARRAY_PETSC_TRY_(call) \
  do { \
    PetscErrorCode code_ = (call); \
    if (code_) return distarray_petsc_error_(code_); \
  } while (0)

/* One verdict for all ranks: the lowest refusing rank's. `maxima` become the largest of all ranks. */
static inline distarray_status distarray_petsc_agree_(distarray_petsc_layout_ *l, int count, int64_t *maxima)
{
  int64_t mine[6], all[6];
  int status = l->status, root;
  mine[0] = l->status == DISTARRAY_SUCCESS ? 0 : l->size - l->rank;
  for (int i = 0; i < count; i++) mine[i + 1] = maxima[i];
  if (MPI_Allreduce(mine, all, count + 1, MPI_INT64_T, MPI_MAX, l->comm) != MPI_SUCCESS)
    return distarray_error_set(DISTARRAY_ERR_MPI, "MPI_Allreduce failed");
  for (int i = 0; i < count; i++) maxima[i] = all[i + 1];
  if (all[0] == 0) return DISTARRAY_SUCCESS;
  root = l->size - (int)all[0];
  if (MPI_Bcast(&status, 1, MPI_INT, root, l->comm) != MPI_SUCCESS ||
      MPI_Bcast(l->reason, (int)sizeof l->reason, MPI_CHAR, root, l->comm) != MPI_SUCCESS)
    return distarray_error_set(DISTARRAY_ERR_MPI, "MPI_Bcast failed");
  l->status = status;
  return distarray_error_set(l->status, l->reason);
}

/* Elements follow each other without a gap, the densest axis first? */
static inline int distarray_petsc_dense_(int ndim, int row_major, const int64_t *shape, const int64_t *strides)
{
  int64_t expected = (int64_t)sizeof(PetscScalar);
  for (int i = 0; i < ndim; i++)
    if (shape[i] == 0) return 1;
  for (int i = 0; i < ndim; i++) {
    int axis = row_major ? ndim - 1 - i : i;
    if (shape[axis] > 1 && strides[axis] != expected) return 0;
    expected *= shape[axis];
  }
  return 1;
}

/* Which axis keeps the array from being in blocks, in words. */
static inline void distarray_petsc_refuse_axis_(distarray_petsc_layout_ *l, distarray_distribution d, int ndim)
{
  int coordinates[4], replica;
  int64_t shape[4], first, last;
  char text[256] = "";
  distarray_distribution_describe(d, text, sizeof text, NULL);
  if (!distarray_petsc_ok_(l, distarray_distribution_get_coordinates(d, l->rank, coordinates, &replica)) ||
      !distarray_petsc_ok_(l, distarray_distribution_get_local_shape(d, l->rank, shape)))
    return;
  for (int axis = 0; axis < ndim; axis++) {
    int c = coordinates[axis];
    if (shape[axis] < 2 || distarray_distribution_get_axis_global(d, axis, c, 0, &first) != DISTARRAY_SUCCESS ||
        distarray_distribution_get_axis_global(d, axis, c, shape[axis] - 1, &last) != DISTARRAY_SUCCESS || last - first == shape[axis] - 1)
      continue;
    distarray_petsc_refuse_(l, DISTARRAY_ERR_DISTRIBUTION,
                            "axis %d is not in blocks (coordinate %d owns indices with gaps), but PETSc numbers what a rank owns "
                            "consecutively; redistribute axis %d to 'block' (the array is %s)", axis, c, axis, text);
  }
  distarray_petsc_refuse_(l, DISTARRAY_ERR_DISTRIBUTION,
                          "not every axis is in blocks, but PETSc numbers what a rank owns consecutively; redistribute to 'block' (the "
                          "array is %s)", text);
}

/* Owners of an array, as a DMDA would say them. Local; reasons against it stay in the layout. */
static inline void distarray_petsc_examine_owners_(distarray_petsc_layout_ *l, distarray_distribution d, int ndim, int row_major)
{
  int grid[4], coordinates[4], replica, replicas;
  int64_t shape[4], start[4], stop[4], lower[4], upper[4], total = 1;
  int components = l->dof > 1 ? (row_major ? ndim - 1 : 0) : -1;
  if (!distarray_petsc_ok_(l, distarray_distribution_get_shape(d, shape)) ||
      !distarray_petsc_ok_(l, distarray_distribution_get_grid(d, grid)) ||
      !distarray_petsc_ok_(l, distarray_distribution_get_replicas(d, &replicas)) ||
      !distarray_petsc_ok_(l, distarray_distribution_get_halo(d, lower, upper)))
    return;
  if (replicas != 1) {
    distarray_petsc_refuse_(l, DISTARRAY_ERR_DISTRIBUTION,
                            "the array has %d replicas, but each entry of a Vec has one owner; redistribute without replicas", replicas);
    return;
  }
  for (int rank = 0; rank < l->size; rank++) {
    if (!distarray_petsc_ok_(l, distarray_distribution_get_coordinates(d, rank, coordinates, &replica))) return;
    if (replica < 0) {
      distarray_petsc_refuse_(l, DISTARRAY_ERR_DISTRIBUTION,
                              "rank %d is outside the array's process grid, but a Vec spans its whole communicator; redistribute over "
                              "all ranks, or make the array in a context of its %d ranks alone", rank, l->size);
      return;
    }
    int position = 0;
    for (int i = 0; i < ndim; i++) {
      int axis = row_major ? i : ndim - 1 - i;
      position = position * grid[axis] + coordinates[axis];
    }
    if (rank == l->rank) l->position = position;
    if (rank != position) l->reordered = 1;
  }
  if (distarray_distribution_get_local_bounds(d, l->rank, start, stop) != DISTARRAY_SUCCESS) {
    distarray_petsc_refuse_axis_(l, d, ndim);
    return;
  }
  l->count = l->padded_count = 1;
  for (int i = 0, k = 0; i < ndim; i++) {
    int axis = row_major ? ndim - 1 - i : i;
    int64_t owned = stop[axis] - start[axis];
    l->count *= owned;
    l->padded_count *= owned + lower[axis] + upper[axis];
    if (shape[axis] > 0 && total > PETSC_MAX_INT / shape[axis]) {
      distarray_petsc_refuse_(l, DISTARRAY_ERR_OVERFLOW,
                              "the array has more than %lld elements, the most that this PETSc can count; use a PETSc configured "
                              "--with-64-bit-indices", (long long)PETSC_MAX_INT);
      return;
    }
    total *= shape[axis];
    if (axis == components) {
      if (grid[axis] != 1 || shape[axis] != l->dof || lower[axis] || upper[axis])
        distarray_petsc_refuse_(l, DISTARRAY_ERR_DISTRIBUTION,
                                "axis %d holds the components: expected 'whole' with %lld entries and no halo, got %lld entries over %d "
                                "coordinates; redistribute it to 'whole'",
                                axis, (long long)l->dof, (long long)shape[axis], grid[axis]);
      continue;
    }
    l->axis_of[k] = axis;
    l->shape[k] = shape[axis];
    l->parts[k] = grid[axis];
    l->start[k] = start[axis];
    l->stop[k] = stop[axis];
    l->lower[k] = lower[axis];
    l->upper[k] = upper[axis];
    if (lower[axis] > l->stencil) l->stencil = lower[axis];
    if (upper[axis] > l->stencil) l->stencil = upper[axis];
    /* The library allocates no halo beyond the ends of an axis unless it wraps around. */
    l->periodic[k] = (start[axis] == 0 && lower[axis] > 0) || (stop[axis] == shape[axis] && upper[axis] > 0);
    k++;
  }
}

/* Can the array's memory of this form be a Vec's? Local. */
static inline void distarray_petsc_examine_memory_(distarray_petsc_layout_ *l, int32_t form)
{
  if (form == DISTARRAY_PETSC_LOCAL_VEC && !l->padded_dense)
    distarray_petsc_refuse_(l, DISTARRAY_ERR_DISTRIBUTION,
                            "the local part with its halo is strided in memory, but a Vec is contiguous; copy the array first");
  if (form != DISTARRAY_PETSC_VEC || l->interior_dense) return;
  for (int k = 0; k < l->ndim; k++)
    if (l->lower[k] || l->upper[k])
      distarray_petsc_refuse_(l, DISTARRAY_ERR_DISTRIBUTION,
                              "axis %d has a halo, so what a rank owns is not contiguous in memory, but a global Vec is; share the padded "
                              "part with distarray_petsc_local_vec_create(), or redistribute to the same blocks without halo", l->axis_of[k]);
  distarray_petsc_refuse_(l, DISTARRAY_ERR_DISTRIBUTION, "the local part is strided in memory, but a Vec is contiguous; copy the array first");
}

/* Everything about an array, checked on this rank. Returns an error only where ranks cannot agree, for want of a context. */
static inline distarray_status distarray_petsc_examine_(distarray_array a, PetscInt dof, int32_t form, distarray_petsc_layout_ *l)
{
  distarray_context context = NULL;
  distarray_distribution d = NULL;
  distarray_dtype dtype;
  distarray_order order;
  distarray_status status;
  int ndim;
  int64_t shape[4], strides[4];
  memset(l, 0, sizeof *l);
  l->status = DISTARRAY_SUCCESS;
  status = distarray_array_get_context(a, &context);
  if (status != DISTARRAY_SUCCESS) return status;
  status = distarray_context_get_comm(context, &l->comm);
  distarray_context_free(&context);
  if (status != DISTARRAY_SUCCESS) return status;
  MPI_Comm_rank(l->comm, &l->rank);
  MPI_Comm_size(l->comm, &l->size);

  if (!distarray_petsc_ok_(l, distarray_array_get_ndim(a, &ndim)) || !distarray_petsc_ok_(l, distarray_array_get_dtype(a, &dtype)))
    return DISTARRAY_SUCCESS;
  /* Four axes are three and the components, whether the caller says so or not. */
  l->dof = dof;
  l->ndim = ndim - (dof > 1);
  if (dof < 1 || ndim < 1 || ndim > 4 || (form == DISTARRAY_PETSC_DMDA && (l->ndim < 1 || l->ndim > 3))) {
    distarray_petsc_refuse_(l, DISTARRAY_ERR_SHAPE, "expected 1 to 3 axes, and one more with dof > 1, got %d axes and dof %lld", ndim, (long long)dof);
    return DISTARRAY_SUCCESS;
  }
  if (dtype != DISTARRAY_PETSC_SCALAR) {
    distarray_petsc_refuse_(l, DISTARRAY_ERR_DTYPE,
                            "the array's element type is number %d, but this PETSc's PetscScalar is number %d (%d bytes%s); cast the array first",
                            (int)dtype, (int)DISTARRAY_PETSC_SCALAR, (int)sizeof(PetscScalar), PetscDefined(USE_COMPLEX) ? ", complex" : "");
    return DISTARRAY_SUCCESS;
  }
  if (!distarray_petsc_ok_(l, distarray_array_get_distribution(a, &d))) return DISTARRAY_SUCCESS;
  if (distarray_petsc_ok_(l, distarray_distribution_get_order(d, &order))) {
    int row_major = order == DISTARRAY_ROW_MAJOR;
    if (ndim == 4 && l->dof == 1) {
      if (distarray_petsc_ok_(l, distarray_array_get_shape(a, shape))) l->dof = (PetscInt)shape[row_major ? 3 : 0];
      l->ndim = 3;
    }
    if (l->status == DISTARRAY_SUCCESS) distarray_petsc_examine_owners_(l, d, ndim, row_major);
    if (distarray_petsc_ok_(l, l->status) && distarray_petsc_ok_(l, distarray_array_get_local(a, &l->interior, shape, strides)))
      l->interior_dense = distarray_petsc_dense_(ndim, row_major, shape, strides);
    if (distarray_petsc_ok_(l, l->status) && distarray_petsc_ok_(l, distarray_array_get_local_padded(a, &l->padded, shape, strides)))
      l->padded_dense = distarray_petsc_dense_(ndim, row_major, shape, strides);
    if (l->status == DISTARRAY_SUCCESS) distarray_petsc_examine_memory_(l, form);
  }
  distarray_distribution_free(&d);
  return DISTARRAY_SUCCESS;
}

/* Would a DMDA with the largest halo as stencil width own and allocate exactly this? Collective. */
static inline distarray_status distarray_petsc_examine_dmda_(distarray_petsc_layout_ *l)
{
  int64_t maxima[5] = {l->stencil, l->periodic[0], l->periodic[1], l->periodic[2], l->reordered};
  distarray_status status = distarray_petsc_agree_(l, 5, maxima);
  if (status != DISTARRAY_SUCCESS) return status;
  l->stencil = maxima[0];
  for (int k = 0; k < l->ndim; k++) {
    int64_t s = l->stencil, n = l->shape[k], below = l->start[k], above = n - l->stop[k];
    l->periodic[k] = (int)maxima[k + 1];
    if (l->stop[k] == l->start[k]) {
      distarray_petsc_refuse_(l, DISTARRAY_ERR_DISTRIBUTION,
                              "axis %d gives rank %d nothing, but a DMDA wants something on every rank; use fewer coordinates on this axis, or "
                              "share it as a plain Vec", l->axis_of[k], l->rank);
    } else if (l->stop[k] - l->start[k] < s && (l->parts[k] > 1 || l->periodic[k])) {
      distarray_petsc_refuse_(l, DISTARRAY_ERR_DISTRIBUTION,
                              "axis %d gives rank %d %lld indices, fewer than the stencil width %lld that the halo asks for; use fewer "
                              "coordinates on this axis", l->axis_of[k], l->rank, (long long)(l->stop[k] - l->start[k]), (long long)s);
    } else if (l->lower[k] != (l->periodic[k] || below > s ? s : below) || l->upper[k] != (l->periodic[k] || above > s ? s : above)) {
      distarray_petsc_refuse_(l, DISTARRAY_ERR_DISTRIBUTION,
                              "axis %d has a halo of %lld and %lld on rank %d, but a DMDA has one stencil width, here %lld, on both sides of "
                              "every axis; redistribute to 'block halo(%lld)' on every axis", l->axis_of[k], (long long)l->lower[k],
                              (long long)l->upper[k], l->rank, (long long)s, (long long)s);
    }
  }
  return distarray_petsc_agree_(l, 0, NULL);
}

/* The communicator in whose rank order PETSc numbers the array; to be freed if it is not the context's. */
static inline distarray_status distarray_petsc_comm_(const distarray_petsc_layout_ *l, int reordered, MPI_Comm *comm)
{
  *comm = l->comm;
  if (reordered && MPI_Comm_split(l->comm, 0, l->position, comm) != MPI_SUCCESS)
    return distarray_error_set(DISTARRAY_ERR_MPI, "MPI_Comm_split failed");
  return DISTARRAY_SUCCESS;
}

static inline void distarray_petsc_comm_free_(const distarray_petsc_layout_ *l, MPI_Comm *comm)
{
  if (*comm != l->comm) MPI_Comm_free(comm);
}

/* Does the DMDA own, or with ghosts hold, what the array does? Local. */
static inline distarray_status distarray_petsc_compare_(distarray_petsc_layout_ *l, DM da, int ghosted)
{
  PetscBool is_dmda;
  PetscInt dim, n[3], dof, start[3], width[3];
  DISTARRAY_PETSC_TRY_(PetscObjectTypeCompare((PetscObject)da, DMDA, &is_dmda));
  if (!is_dmda) {
    distarray_petsc_refuse_(l, DISTARRAY_ERR_UNSUPPORTED, "argument 'da': expected a DMDA");
    return DISTARRAY_SUCCESS;
  }
  DISTARRAY_PETSC_TRY_(DMDAGetInfo(da, &dim, &n[0], &n[1], &n[2], NULL, NULL, NULL, &dof, NULL, NULL, NULL, NULL, NULL));
  if (ghosted)
    DISTARRAY_PETSC_TRY_(DMDAGetGhostCorners(da, &start[0], &start[1], &start[2], &width[0], &width[1], &width[2]));
  else
    DISTARRAY_PETSC_TRY_(DMDAGetCorners(da, &start[0], &start[1], &start[2], &width[0], &width[1], &width[2]));
  if (dim != l->ndim || dof != l->dof)
    distarray_petsc_refuse_(l, DISTARRAY_ERR_SHAPE, "the DMDA has %d axes and %d components, the array has %d and %d", (int)dim, (int)dof,
                            l->ndim, (int)l->dof);
  for (int k = 0; k < l->ndim && l->status == DISTARRAY_SUCCESS; k++) {
    int64_t low = l->start[k] - (ghosted ? l->lower[k] : 0), high = l->stop[k] + (ghosted ? l->upper[k] : 0);
    if (n[k] != l->shape[k] || start[k] != low || start[k] + width[k] != high)
      distarray_petsc_refuse_(l, DISTARRAY_ERR_DISTRIBUTION,
                              "axis %d: on rank %d the DMDA holds indices %d to %d of %d%s, the array %lld to %lld of %lld; make the DMDA with "
                              "distarray_petsc_dmda_create() from an array of the same blocks%s", l->axis_of[k], l->rank, (int)start[k],
                              (int)(start[k] + width[k]), (int)n[k], ghosted ? " with ghosts" : "", (long long)low, (long long)high,
                              (long long)l->shape[k], ghosted ? " and halo" : "");
  }
  return DISTARRAY_SUCCESS;
}

#ifdef __cplusplus
}
#endif

#endif
