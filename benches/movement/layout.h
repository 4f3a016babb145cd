/* Layouts of an N x N matrix of doubles on a process grid, and the hand-written ways between two of them. Local parts are
 * row-major; ranks stand on the grid in row-major order. */
#ifndef MOVEMENT_LAYOUT_H
#define MOVEMENT_LAYOUT_H
#include "common.h"

/* One axis: blocks dealt out in turn, or, where bounds are given, one piece for each part. */
struct axis {
  int parts, block;
  const int *bounds;
};

struct layout {
  struct axis axis[2];
};

struct piece {
  int from, to, length; /* local position in the source and in the target */
};

struct pieces {
  struct piece *list;
  int count, total;
};

struct layout blocks(int n, int rows, int columns);
struct layout block_cyclic(int block, int rows, int columns);

void coordinates(const struct layout *layout, int of, int *at);
int axis_extent(const struct axis *axis, int n, int at);
int axis_global(const struct axis *axis, int at, int local);
void extents(const struct layout *layout, int n, int of, int *found);
/* As the library writes it. */
const char *layout_text(const struct layout *layout, int n, char *text, size_t capacity);
distarray_distribution layout_distribution(const struct layout *layout, int n);

/* The way from one layout to another as seen by this rank: products of pieces for every other rank, message sizes in
 * elements, and MPI types over the local parts. */
struct way {
  int n;
  struct layout from, to;
  int from_extents[2], to_extents[2];
  int stride_there[RANKS]; /* row length of every rank's source part */
  struct pieces sends[RANKS][2], receives[RANKS][2];
  int send_counts[RANKS], send_places[RANKS], receive_counts[RANKS], receive_places[RANKS];
  MPI_Datatype send_types[RANKS], receive_types[RANKS];
  int send_ones[RANKS], receive_ones[RANKS];
  double *source, *target, *send_buffer, *receive_buffer;
  struct shared shared; /* another copy of the source, which all ranks see */
};

void make_way(struct way *way, int n, struct layout from, struct layout to);
void free_way(struct way *way);

/* Contestants; data is a struct way. */
void move_by_types(void *way);
void move_packed(void *way);
void move_packed_own_direct(void *way);
void move_shared(void *way);
void move_shared_streaming(void *way);
void copy_volume(void *way);
void copy_volume_streaming(void *way);

void fill_part(double *part, const struct layout *layout, int n);
size_t count_wrong(const double *part, const struct layout *layout, int n);
void clear_target(void *way);
size_t wrong_target(void *way);
#endif
