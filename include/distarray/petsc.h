/* DistArray and PETSc on the same memory: header-only glue for C99 and C++, PETSc 3.18 or newer, real or complex.
 *
 * A distributed array in blocks is a Vec, and a Vec is a distributed array: both sides see one buffer, nothing is copied.
 *
 *   array, 1-D blocks of any sizes      <->  Vec with the same ownership ranges
 *   array, n-D blocks without halo      <->  global Vec of the DMDA that distarray_petsc_dmda_create() makes of it
 *   array, n-D blocks with a halo s     <->  local (ghosted) Vec of a DMDA with stencil width s
 *
 * Axes: PETSc's x is the axis that lies densest in memory, the last axis of a row-major array, the first of a column-major one.
 * Components: pass dof > 1 if the densest axis is not spread and holds the dof components of each grid point.
 *
 * Lifetimes: a Vec made here keeps its array alive, an array made here keeps its Vec alive; free both in any order. An
 * array made from a Vec must be freed before PetscFinalize(), by the same thread that uses PETSc, and on all ranks
 * in the same order as other PETSc objects, because its last act may be VecDestroy().
 *
 * State: PETSc caches norms. Put every write from the array's side between distarray_petsc_begin_access() and
 * distarray_petsc_end_access().
 *
 * Errors: every function returns a distarray_status; the sentence is in distarray_last_error_message(). What cannot be
 * shared is refused on all ranks alike, with the axis, the reason and the layout to redistribute to.
 */
#ifndef DISTARRAY_PETSC_H
#define DISTARRAY_PETSC_H

#include <distarray.h>
#include <distarray/protocol.h>
#include <petscdmda.h>
#include <petscvec.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if !PETSC_VERSION_GE(3, 18, 0)
#error "distarray/petsc.h needs PETSc 3.18 or newer"
#endif

/** What an array is to become, for distarray_petsc_why_not(). */
#define DISTARRAY_PETSC_VEC 1
#define DISTARRAY_PETSC_LOCAL_VEC 2
#define DISTARRAY_PETSC_DMDA 3

/** What is about to be done to shared memory, for distarray_petsc_begin_access(). */
#define DISTARRAY_PETSC_READ 1
#define DISTARRAY_PETSC_WRITE 2

/** The element type that PetscScalar is. */
#if defined(PETSC_USE_REAL_DOUBLE) && defined(PETSC_USE_COMPLEX)
#define DISTARRAY_PETSC_SCALAR DISTARRAY_COMPLEX128
#elif defined(PETSC_USE_REAL_DOUBLE)
#define DISTARRAY_PETSC_SCALAR DISTARRAY_FLOAT64
#elif defined(PETSC_USE_REAL_SINGLE) && defined(PETSC_USE_COMPLEX)
#define DISTARRAY_PETSC_SCALAR DISTARRAY_COMPLEX64
#elif defined(PETSC_USE_REAL_SINGLE)
#define DISTARRAY_PETSC_SCALAR DISTARRAY_FLOAT32
#else
#define DISTARRAY_PETSC_SCALAR 0
#endif

/** The element type that PetscInt is, for arrays of indices. */
#if defined(PETSC_USE_64BIT_INDICES)
#define DISTARRAY_PETSC_INT DISTARRAY_INT64
#else
#define DISTARRAY_PETSC_INT DISTARRAY_INT32
#endif

#include <distarray/petsc/layout.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Says in words why an array cannot be shared with PETSc in a given form: which axis, why, and what to redistribute to.
 * An empty text means that it can.
 *
 * **Collective**.
 *
 * @param form DISTARRAY_PETSC_VEC, DISTARRAY_PETSC_LOCAL_VEC or DISTARRAY_PETSC_DMDA
 * @param dof components per grid point, 1 if there is no axis of components
 * @param[out] buffer the sentence, cut to capacity; may be NULL if capacity is 0
 * @param[out] length length of the whole sentence; may be NULL
 */
static inline distarray_status distarray_petsc_why_not(distarray_array a, int32_t form, PetscInt dof, char *buffer, size_t capacity, size_t *length)
{
  distarray_petsc_layout_ l;
  distarray_status status;
  if (form < DISTARRAY_PETSC_VEC || form > DISTARRAY_PETSC_DMDA)
    return distarray_error_set(DISTARRAY_ERR_ARGUMENT, "argument 'form': expected DISTARRAY_PETSC_VEC, _LOCAL_VEC or _DMDA");
  status = distarray_petsc_examine_(a, dof, form, &l);
  if (status != DISTARRAY_SUCCESS) return status;
  status = form == DISTARRAY_PETSC_DMDA ? distarray_petsc_examine_dmda_(&l) : distarray_petsc_agree_(&l, 0, NULL);
  if (status != DISTARRAY_SUCCESS && l.status == DISTARRAY_SUCCESS) return status;
  if (length) *length = strlen(l.reason);
  if (capacity > 0) snprintf(buffer, capacity, "%s", l.reason);
  return DISTARRAY_SUCCESS;
}

/**
 * Makes the DMDA whose points are owned by the same ranks as the array's elements. Its stencil (a box) is as wide as the
 * array's halo, or has width 0 if there is none; an axis whose halo wraps around is periodic. If the array's ranks are not
 * in DMDA's order, the DMDA has a communicator with the ranks reordered.
 *
 * **Collective**; allocates no array.
 *
 * @param dof components per grid point: 1, or the extent of the densest axis, which must be 'whole' then
 * @param[out] da to be freed with DMDestroy()
 */
static inline distarray_status distarray_petsc_dmda_create(distarray_array a, PetscInt dof, DM *da)
{
  distarray_petsc_layout_ l;
  DMBoundaryType boundary[3] = {DM_BOUNDARY_NONE, DM_BOUNDARY_NONE, DM_BOUNDARY_NONE};
  PetscInt *widths[3] = {NULL, NULL, NULL};
  PetscInt n[3] = {1, 1, 1}, p[3] = {1, 1, 1};
  PetscErrorCode code = 0;
  MPI_Comm comm;
  DM made = NULL;
  distarray_distribution d = NULL;
  distarray_status status = distarray_petsc_examine_(a, dof, DISTARRAY_PETSC_DMDA, &l);
  if (status != DISTARRAY_SUCCESS) return status;
  for (int k = 0; k < l.ndim; k++) {
    widths[k] = (PetscInt *)calloc((size_t)(l.parts[k] > 0 ? l.parts[k] : 1), sizeof(PetscInt));
    if (!widths[k]) distarray_petsc_refuse_(&l, DISTARRAY_ERR_MEMORY, "no memory for the widths of axis %d", l.axis_of[k]);
  }
  if (l.status == DISTARRAY_SUCCESS) distarray_petsc_ok_(&l, distarray_array_get_distribution(a, &d));
  for (int rank = 0; rank < l.size && l.status == DISTARRAY_SUCCESS; rank++) {
    int coordinates[4], replica;
    int64_t start[4], stop[4];
    if (distarray_petsc_ok_(&l, distarray_distribution_get_coordinates(d, rank, coordinates, &replica)) &&
        distarray_petsc_ok_(&l, distarray_distribution_get_local_bounds(d, rank, start, stop)))
      for (int k = 0; k < l.ndim; k++)
        widths[k][coordinates[l.axis_of[k]]] = (PetscInt)(stop[l.axis_of[k]] - start[l.axis_of[k]]);
  }
  distarray_distribution_free(&d);
  status = distarray_petsc_examine_dmda_(&l);
  if (status == DISTARRAY_SUCCESS) status = distarray_petsc_comm_(&l, l.reordered, &comm);
  if (status == DISTARRAY_SUCCESS) {
    for (int k = 0; k < l.ndim; k++) {
      n[k] = (PetscInt)l.shape[k];
      p[k] = (PetscInt)l.parts[k];
      if (l.periodic[k]) boundary[k] = DM_BOUNDARY_PERIODIC;
    }
    if (l.ndim == 1)
      code = DMDACreate1d(comm, boundary[0], n[0], l.dof, (PetscInt)l.stencil, widths[0], &made);
    else if (l.ndim == 2)
      code = DMDACreate2d(comm, boundary[0], boundary[1], DMDA_STENCIL_BOX, n[0], n[1], p[0], p[1], l.dof, (PetscInt)l.stencil,
                          widths[0], widths[1], &made);
    else
      code = DMDACreate3d(comm, boundary[0], boundary[1], boundary[2], DMDA_STENCIL_BOX, n[0], n[1], n[2], p[0], p[1], p[2], l.dof,
                          (PetscInt)l.stencil, widths[0], widths[1], widths[2], &made);
    if (!code) code = DMSetUp(made);
    distarray_petsc_comm_free_(&l, &comm);
    if (code) status = distarray_petsc_error_(code);
  }
  for (int k = 0; k < 3; k++) free(widths[k]);
  if (status == DISTARRAY_SUCCESS) *da = made;
  return status;
}

static inline PetscErrorCode distarray_petsc_let_go_(void *user)
{
  struct distarray_protocol_section *section = (struct distarray_protocol_section *)user;
  if (section->release) section->release(section);
  free(section);
  return 0;
}

/* Ties the array's life to the Vec's: the Vec holds an export of the array. */
static inline distarray_status distarray_petsc_hold_(Vec v, struct distarray_protocol_section *section)
{
  PetscContainer container;
  DISTARRAY_PETSC_TRY_(PetscContainerCreate(PETSC_COMM_SELF, &container));
  DISTARRAY_PETSC_TRY_(PetscContainerSetPointer(container, section));
  DISTARRAY_PETSC_TRY_(PetscContainerSetUserDestroy(container, distarray_petsc_let_go_));
  DISTARRAY_PETSC_TRY_(PetscObjectCompose((PetscObject)v, "distarray", (PetscObject)container));
  DISTARRAY_PETSC_TRY_(PetscContainerDestroy(&container));
  return DISTARRAY_SUCCESS;
}

static inline PetscErrorCode distarray_petsc_make_vec_(const distarray_petsc_layout_ *l, MPI_Comm comm, DM da, int ghosted, Vec *v)
{
  const PetscScalar *memory = (const PetscScalar *)(ghosted ? l->padded : l->interior);
  ISLocalToGlobalMapping mapping;
  PetscInt count = (PetscInt)(ghosted ? l->padded_count : l->count);
  PetscErrorCode code = ghosted ? VecCreateSeqWithArray(PETSC_COMM_SELF, l->dof, count, memory, v)
                                : VecCreateMPIWithArray(comm, l->dof, count, PETSC_DECIDE, memory, v);
  if (code || !da) return code;
  code = VecSetDM(*v, da);
  if (code || ghosted) return code;
  code = DMGetLocalToGlobalMapping(da, &mapping);
  return code ? code : VecSetLocalToGlobalMapping(*v, mapping);
}

static inline distarray_status distarray_petsc_share_(distarray_array a, DM da, int ghosted, Vec *v)
{
  distarray_petsc_layout_ l;
  struct distarray_protocol_section *section;
  MPI_Comm comm = MPI_COMM_NULL;
  Vec made = NULL;
  PetscErrorCode code;
  PetscInt dof = 1;
  int64_t reordered;
  distarray_status status;
  if (da) DISTARRAY_PETSC_TRY_(DMGetDimension(da, &dof)); /* refuses what is not a DM before any communication */
  if (da) DISTARRAY_PETSC_TRY_(DMGetBlockSize(da, &dof));
  status = distarray_petsc_examine_(a, dof, ghosted ? DISTARRAY_PETSC_LOCAL_VEC : DISTARRAY_PETSC_VEC, &l);
  if (status != DISTARRAY_SUCCESS) return status;
  if (da && l.status == DISTARRAY_SUCCESS) {
    status = distarray_petsc_compare_(&l, da, ghosted);
    if (status != DISTARRAY_SUCCESS) distarray_petsc_ok_(&l, status);
  }
  section = (struct distarray_protocol_section *)calloc(1, sizeof *section);
  if (!section) distarray_petsc_refuse_(&l, DISTARRAY_ERR_MEMORY, "no memory for a description of the array");
  if (l.status == DISTARRAY_SUCCESS) distarray_petsc_ok_(&l, distarray_array_export(a, section));
  reordered = l.reordered;
  status = distarray_petsc_agree_(&l, 1, &reordered);
  if (status == DISTARRAY_SUCCESS) {
    if (da) status = PetscObjectGetComm((PetscObject)da, &comm) ? DISTARRAY_ERR_STATE : DISTARRAY_SUCCESS;
    else status = distarray_petsc_comm_(&l, (int)reordered && !ghosted, &comm);
  }
  if (status != DISTARRAY_SUCCESS) {
    if (section) distarray_petsc_let_go_(section);
    return status;
  }
  code = distarray_petsc_make_vec_(&l, comm, da, ghosted, &made);
  if (!da) distarray_petsc_comm_free_(&l, &comm);
  if (code) {
    distarray_petsc_let_go_(section);
    return distarray_petsc_error_(code);
  }
  status = distarray_petsc_hold_(made, section);
  if (status == DISTARRAY_SUCCESS) *v = made;
  return status;
}

/**
 * Makes a Vec of an array's memory, without copying: entry by entry the array's elements as each rank owns them, ranks in
 * DMDA's order. The array has 1-D blocks of any sizes, or up to three axes in blocks (and an axis of components) without halo.
 * Write through the array only inside distarray_petsc_begin_access().
 *
 * **Collective**; allocates no array. The Vec keeps the array alive. Its duplicates have memory of their own.
 *
 * @param da DMDA of the same blocks, to make the Vec usable as its global vector; NULL for a plain Vec
 * @param[out] v to be freed with VecDestroy()
 */
static inline distarray_status distarray_petsc_vec_create(distarray_array a, DM da, Vec *v)
{
  return distarray_petsc_share_(a, da, 0, v);
}

/**
 * Makes a Vec of one process of an array's padded local part, without copying: the local (ghosted) vector of a DMDA whose
 * stencil width is the array's halo. distarray_array_exchange_halo() and DMGlobalToLocal() fill the same ghost points.
 *
 * **Collective** on the array; allocates no array. The Vec keeps the array alive.
 *
 * @param da DMDA of the same blocks and halo, or NULL
 * @param[out] v to be freed with VecDestroy()
 */
static inline distarray_status distarray_petsc_local_vec_create(distarray_array a, DM da, Vec *v)
{
  return distarray_petsc_share_(a, da, 1, v);
}

/* Called when the last handle to an array made from a Vec goes. */
static inline void distarray_petsc_release_(void *memory, void *user)
{
  Vec v = (Vec)user;
  PetscBool finalized = PETSC_TRUE;
  (void)memory;
  if (!PetscFinalized(&finalized) && !finalized) (void)VecDestroy(&v);
}

/* What a Vec says about owners: of a DMDA's vector, or of a plain one (one axis). Local. */
typedef struct {
  int ndim, parts[3], periodic[3], ghosted;
  int64_t shape[3], width;
  const PetscInt *sizes[3];   /* of a DMDA */
  const PetscInt *ranges;     /* of a plain Vec */
  PetscInt dof;
  PetscScalar *memory;
} distarray_petsc_vec_;

static inline PetscErrorCode distarray_petsc_read_dmda_(DM da, Vec v, distarray_petsc_vec_ *w, distarray_petsc_layout_ *l)
{
  DMBoundaryType boundary[3];
  PetscInt dim, n[3], p[3], s, local, corner[3], width[3];
  PetscCall(DMDAGetInfo(da, &dim, &n[0], &n[1], &n[2], &p[0], &p[1], &p[2], &w->dof, &s, &boundary[0], &boundary[1], &boundary[2], NULL));
  PetscCall(DMDAGetOwnershipRanges(da, &w->sizes[0], &w->sizes[1], &w->sizes[2]));
  PetscCall(DMDAGetCorners(da, &corner[0], &corner[1], &corner[2], &width[0], &width[1], &width[2]));
  PetscCall(VecGetLocalSize(v, &local));
  w->ndim = (int)dim;
  w->ghosted = local != width[0] * width[1] * width[2] * w->dof;
  w->width = s;
  for (int k = 0; k < w->ndim; k++) {
    w->shape[k] = n[k];
    w->parts[k] = (int)p[k];
    w->periodic[k] = boundary[k] == DM_BOUNDARY_PERIODIC;
    if (w->ghosted && boundary[k] != DM_BOUNDARY_NONE && !w->periodic[k])
      distarray_petsc_refuse_(l, DISTARRAY_ERR_UNSUPPORTED,
                              "PETSc's axis %d has ghost points beyond its ends, which a halo has not; share the DMDA's global vector, or "
                              "make the DMDA with DM_BOUNDARY_NONE or DM_BOUNDARY_PERIODIC", k);
  }
  return 0;
}

static inline PetscErrorCode distarray_petsc_read_vec_(Vec v, distarray_petsc_vec_ *w, distarray_petsc_layout_ *l, MPI_Comm *comm)
{
  DM da;
  PetscBool is_dmda = PETSC_FALSE;
  PetscInt n;
  PetscMemType place;
  const PetscScalar *memory;
  memset(w, 0, sizeof *w);
  PetscCall(VecGetArrayReadAndMemType(v, &memory, &place));
  w->memory = (PetscScalar *)memory;
  PetscCall(VecRestoreArrayReadAndMemType(v, &memory));
  if (!PetscMemTypeHost(place))
    distarray_petsc_refuse_(l, DISTARRAY_ERR_UNSUPPORTED, "the Vec's memory is on a device; copy it to a Vec of type 'standard' first");
  PetscCall(PetscObjectGetComm((PetscObject)v, comm));
  PetscCall(VecGetDM(v, &da));
  if (da) PetscCall(PetscObjectTypeCompare((PetscObject)da, DMDA, &is_dmda));
  if (is_dmda) {
    PetscCall(PetscObjectGetComm((PetscObject)da, comm));
    return distarray_petsc_read_dmda_(da, v, w, l);
  }
  PetscCall(VecGetSize(v, &n));
  PetscCall(VecGetOwnershipRanges(v, &w->ranges));
  w->ndim = 1;
  w->dof = 1;
  w->shape[0] = n;
  w->parts[0] = 1;
  return 0;
}

/* The specification of a Vec's distribution: axes in C order, so that x is the last of the grid's. */
static inline distarray_status distarray_petsc_specify_(const distarray_petsc_vec_ *w, const int *ranks, int size, distarray_specification *made)
{
  int ndim = w->ndim + (w->dof > 1), grid[4] = {1, 1, 1, 1};
  int64_t shape[4], *bounds = (int64_t *)malloc(((size_t)size + 1) * sizeof(int64_t));
  distarray_specification s = NULL;
  distarray_status status;
  if (!bounds) return distarray_error_set(DISTARRAY_ERR_MEMORY, "no memory for the bounds of the blocks");
  for (int k = 0; k < w->ndim; k++) {
    shape[w->ndim - 1 - k] = w->shape[k];
    grid[w->ndim - 1 - k] = w->ranges ? size : w->parts[k];
  }
  if (w->dof > 1) shape[w->ndim] = w->dof;
  status = distarray_specification_create(ndim, shape, &s);
  for (int k = 0; k < w->ndim && status == DISTARRAY_SUCCESS; k++) {
    int axis = w->ndim - 1 - k;
    bounds[0] = 0;
    for (int i = 0; i < grid[axis]; i++) bounds[i + 1] = w->ranges ? w->ranges[i + 1] : bounds[i] + w->sizes[k][i];
    status = distarray_specification_set_bounds(s, axis, grid[axis] + 1, bounds);
    if (status == DISTARRAY_SUCCESS && w->ghosted) status = distarray_specification_set_halo(s, axis, w->width, w->width);
    if (status == DISTARRAY_SUCCESS && w->periodic[k]) status = distarray_specification_set_periodic(s, axis, 1);
  }
  if (status == DISTARRAY_SUCCESS && w->dof > 1) status = distarray_specification_set_whole(s, w->ndim);
  if (status == DISTARRAY_SUCCESS) status = distarray_specification_set_grid(s, ndim, grid);
  if (status == DISTARRAY_SUCCESS && ranks) status = distarray_specification_set_ranks(s, size, ranks);
  free(bounds);
  if (status == DISTARRAY_SUCCESS) *made = s;
  else distarray_specification_free(&s);
  return status;
}

/* The context's ranks in the order of PETSc's; NULL if the order is the same. */
static inline void distarray_petsc_ranks_(distarray_petsc_layout_ *l, MPI_Comm comm, int **ranks)
{
  MPI_Group ours, theirs;
  int size = 0, same, *positions = NULL;
  MPI_Comm_compare(l->comm, comm, &same);
  MPI_Comm_size(comm, &size);
  if (same == MPI_IDENT || same == MPI_CONGRUENT) return;
  if (same == MPI_UNEQUAL) {
    distarray_petsc_refuse_(l, DISTARRAY_ERR_ARGUMENT,
                            "argument 'context': expected a context of the same %d processes as the Vec's communicator, got one of %d; make "
                            "it with distarray_context_create(PetscObjectComm(vec))", size, l->size);
    return;
  }
  *ranks = (int *)malloc((size_t)size * sizeof(int));
  positions = (int *)malloc((size_t)size * sizeof(int));
  if (!*ranks || !positions) {
    distarray_petsc_refuse_(l, DISTARRAY_ERR_MEMORY, "no memory for a list of %d ranks", size);
  } else {
    for (int i = 0; i < size; i++) positions[i] = i;
    MPI_Comm_group(comm, &theirs);
    MPI_Comm_group(l->comm, &ours);
    MPI_Group_translate_ranks(theirs, size, positions, ours, *ranks);
    MPI_Group_free(&theirs);
    MPI_Group_free(&ours);
  }
  free(positions);
}

/**
 * Makes an array of a Vec's memory, without copying. A plain Vec becomes a 1-D array in blocks by its ownership ranges, a
 * DMDA's global vector a row-major array in the DMDA's blocks (axes z, y, x, and one of components if dof > 1), a DMDA's local
 * vector the same with the ghost points as halo. Write through the array only inside distarray_petsc_begin_access().
 *
 * **Collective**; allocates no array. The array keeps the Vec alive and must be freed before PetscFinalize().
 *
 * @param context of the processes of the Vec's (or its DMDA's) communicator, in any order of ranks
 * @param[out] a to be freed with distarray_array_free()
 */
static inline distarray_status distarray_petsc_array_create(distarray_context context, Vec v, distarray_array *a)
{
  distarray_petsc_layout_ l;
  distarray_petsc_vec_ w;
  distarray_specification s = NULL;
  distarray_distribution d = NULL;
  MPI_Comm comm;
  PetscErrorCode code;
  int *ranks = NULL;
  distarray_status status;
  memset(&l, 0, sizeof l);
  l.status = DISTARRAY_SUCCESS;
  status = distarray_context_get_comm(context, &l.comm);
  if (status != DISTARRAY_SUCCESS) return status;
  MPI_Comm_rank(l.comm, &l.rank);
  MPI_Comm_size(l.comm, &l.size);
  if (DISTARRAY_PETSC_SCALAR == 0) distarray_petsc_refuse_(&l, DISTARRAY_ERR_DTYPE, "this PETSc's PetscScalar is no element type of an array");
  code = distarray_petsc_read_vec_(v, &w, &l, &comm);
  if (code) distarray_petsc_ok_(&l, distarray_petsc_error_(code));
  else if (l.status == DISTARRAY_SUCCESS) distarray_petsc_ranks_(&l, comm, &ranks);
  if (l.status == DISTARRAY_SUCCESS) distarray_petsc_ok_(&l, distarray_petsc_specify_(&w, ranks, l.size, &s));
  free(ranks);
  status = distarray_petsc_agree_(&l, 0, NULL);
  if (status == DISTARRAY_SUCCESS) status = distarray_distribution_create(context, s, &d);
  if (status == DISTARRAY_SUCCESS) {
    /* The reference is the array's; its release gives it back. */
    PetscObjectReference((PetscObject)v);
    status = distarray_array_wrap(d, DISTARRAY_PETSC_SCALAR, w.memory, NULL, distarray_petsc_release_, v, a);
    if (status != DISTARRAY_SUCCESS) PetscObjectDereference((PetscObject)v);
  }
  distarray_distribution_free(&d);
  distarray_specification_free(&s);
  return status;
}

/**
 * Tells whether a Vec and an array are the same memory on this process.
 *
 * **Local**.
 *
 * @param[out] shared 1 or 0
 */
static inline distarray_status distarray_petsc_is_shared(Vec v, distarray_array a, int *shared)
{
  const PetscScalar *memory;
  void *interior, *padded;
  PetscInt local;
  distarray_status status = distarray_array_get_local(a, &interior, NULL, NULL);
  if (status == DISTARRAY_SUCCESS) status = distarray_array_get_local_padded(a, &padded, NULL, NULL);
  if (status != DISTARRAY_SUCCESS) return status;
  DISTARRAY_PETSC_TRY_(VecGetLocalSize(v, &local));
  DISTARRAY_PETSC_TRY_(VecGetArrayRead(v, &memory));
  *shared = local == 0 || (const void *)memory == interior || (const void *)memory == padded;
  DISTARRAY_PETSC_TRY_(VecRestoreArrayRead(v, &memory));
  return DISTARRAY_SUCCESS;
}

/**
 * Begins work on shared memory through the array. A PETSc configured with debugging refuses to write to the Vec until
 * distarray_petsc_end_access(), and knows if the Vec is in use already: then this is refused.
 *
 * **Local**, but all ranks must do the same: PETSc's state of a Vec is common to its ranks.
 *
 * @param access DISTARRAY_PETSC_READ or DISTARRAY_PETSC_WRITE
 */
static inline distarray_status distarray_petsc_begin_access(Vec v, distarray_array a, int32_t access)
{
  int shared = 0;
  PetscInt lock;
  distarray_status status;
  if (access != DISTARRAY_PETSC_READ && access != DISTARRAY_PETSC_WRITE)
    return distarray_error_set(DISTARRAY_ERR_ARGUMENT, "argument 'access': expected DISTARRAY_PETSC_READ or DISTARRAY_PETSC_WRITE");
  status = distarray_petsc_is_shared(v, a, &shared);
  if (status != DISTARRAY_SUCCESS) return status;
  if (!shared)
    return distarray_error_set(DISTARRAY_ERR_STATE, "the Vec and the array are not the same memory: expected a pair made by "
                                                    "distarray_petsc_vec_create() or distarray_petsc_array_create(), without VecPlaceArray()");
  DISTARRAY_PETSC_TRY_(VecLockGet(v, &lock));
  if (lock < 0 || (lock > 0 && access == DISTARRAY_PETSC_WRITE))
    return distarray_error_set(DISTARRAY_ERR_STATE, lock < 0 ? "the Vec is being written by PETSc" : "the Vec is locked for reading");
  DISTARRAY_PETSC_TRY_(VecLockReadPush(v));
  return DISTARRAY_SUCCESS;
}

/**
 * Ends what distarray_petsc_begin_access() began. After a write PETSc forgets the norms it had cached.
 *
 * **Local**, but all ranks must do the same.
 *
 * @param access as at the beginning
 */
static inline distarray_status distarray_petsc_end_access(Vec v, distarray_array a, int32_t access)
{
  int shared = 0;
  distarray_status status = distarray_petsc_is_shared(v, a, &shared);
  if (status != DISTARRAY_SUCCESS) return status;
  if (!shared) return distarray_error_set(DISTARRAY_ERR_STATE, "the Vec and the array are no longer the same memory");
  DISTARRAY_PETSC_TRY_(VecLockReadPop(v));
  if (access == DISTARRAY_PETSC_WRITE) {
    /* The public way to raise the object state, on which PETSc's cached norms depend. */
    PetscScalar *memory;
    DISTARRAY_PETSC_TRY_(VecGetArray(v, &memory));
    DISTARRAY_PETSC_TRY_(VecRestoreArray(v, &memory));
  }
  return DISTARRAY_SUCCESS;
}

#ifdef __cplusplus
}
#endif

#endif
