#include "layout.h"
#ifdef __AVX512F__
#include <immintrin.h>
#endif

struct layout blocks(int n, int rows, int columns)
{
  return (struct layout){{{rows, (n + rows - 1) / rows, NULL}, {columns, (n + columns - 1) / columns, NULL}}};
}

struct layout block_cyclic(int block, int rows, int columns)
{
  return (struct layout){{{rows, block, NULL}, {columns, block, NULL}}};
}

void coordinates(const struct layout *layout, int of, int *at)
{
  at[0] = of / layout->axis[1].parts;
  at[1] = of % layout->axis[1].parts;
}

int axis_extent(const struct axis *axis, int n, int at)
{
  if (axis->bounds) return axis->bounds[at + 1] - axis->bounds[at];
  int whole = n / axis->block, extra = whole % axis->parts;
  return whole / axis->parts * axis->block + (at < extra ? axis->block : at == extra ? n % axis->block : 0);
}

int axis_global(const struct axis *axis, int at, int local)
{
  if (axis->bounds) return axis->bounds[at] + local;
  return (local / axis->block * axis->parts + at) * axis->block + local % axis->block;
}

/* Who owns a global index, where, and where the run that it lies in ends. */
static void locate(const struct axis *axis, int global, int *at, int *local, int *end)
{
  if (axis->bounds) {
    for (*at = 0; axis->bounds[*at + 1] <= global; ++*at);
    *local = global - axis->bounds[*at];
    *end = axis->bounds[*at + 1];
    return;
  }
  int block = global / axis->block;
  *at = block % axis->parts;
  *local = block / axis->parts * axis->block + global % axis->block;
  *end = (block + 1) * axis->block;
}

void extents(const struct layout *layout, int n, int of, int *found)
{
  int at[2];
  coordinates(layout, of, at);
  for (int d = 0; d < 2; d++) found[d] = axis_extent(&layout->axis[d], n, at[d]);
}

const char *layout_text(const struct layout *layout, int n, char *text, size_t capacity)
{
  size_t length = 0;
  for (int d = 0; d < 2; d++) {
    const struct axis *axis = &layout->axis[d];
    if (d) length += (size_t)snprintf(text + length, capacity - length, ", ");
    if (axis->bounds) {
      length += (size_t)snprintf(text + length, capacity - length, "bounds(");
      for (int i = 0; i <= axis->parts; i++) length += (size_t)snprintf(text + length, capacity - length, i ? ":%d" : "%d", axis->bounds[i]);
      length += (size_t)snprintf(text + length, capacity - length, ")");
    } else if (axis->parts == 1)
      length += (size_t)snprintf(text + length, capacity - length, "whole");
    else if (axis->block == (n + axis->parts - 1) / axis->parts)
      length += (size_t)snprintf(text + length, capacity - length, "block(ceil)");
    else
      length += (size_t)snprintf(text + length, capacity - length, "cyclic(%d)", axis->block);
  }
  snprintf(text + length, capacity - length, " @ %dx%d", layout->axis[0].parts, layout->axis[1].parts);
  return text;
}

distarray_distribution layout_distribution(const struct layout *layout, int n)
{
  char text[1024];
  distarray_distribution distribution;
  const int64_t shape[2] = {n, n};
  DISTARRAY_CHECK(
    distarray_distribution_create_text(context, 2, shape, layout_text(layout, n, text, sizeof text), &distribution));
  return distribution;
}

/* Where coordinate `here` of one axis and coordinate `there` of the other meet. */
static struct pieces meet(const struct axis *from, const struct axis *to, int n, int here, int there)
{
  struct pieces pieces = {NULL, 0, 0};
  int capacity = 0;
  for (int global = 0; global < n;) {
    int owner, owner_to, local, local_to, end, end_to;
    locate(from, global, &owner, &local, &end);
    locate(to, global, &owner_to, &local_to, &end_to);
    if (end_to < end) end = end_to;
    if (end > n) end = n;
    if (owner == here && owner_to == there) {
      struct piece *last = pieces.count ? &pieces.list[pieces.count - 1] : NULL;
      if (last && last->from + last->length == local && last->to + last->length == local_to)
        last->length += end - global;
      else {
        if (pieces.count == capacity) {
          capacity = capacity ? 2 * capacity : 16;
          pieces.list = realloc(pieces.list, sizeof *pieces.list * (size_t)capacity);
        }
        pieces.list[pieces.count++] = (struct piece){local, local_to, end - global};
      }
      pieces.total += end - global;
    }
    global = end;
  }
  return pieces;
}

static MPI_Datatype make_type(const struct pieces *pieces, int source, const int *part)
{
  MPI_Datatype row, type;
  const struct piece *rows = pieces[0].list, *columns = pieces[1].list;
  if (!pieces[0].total || !pieces[1].total)
    MPI_Type_contiguous(1, MPI_DOUBLE, &type);
  else if (pieces[0].count == 1 && pieces[1].count == 1) {
    const int box[2] = {rows->length, columns->length};
    const int at[2] = {source ? rows->from : rows->to, source ? columns->from : columns->to};
    MPI_Type_create_subarray(2, part, box, at, MPI_ORDER_C, MPI_DOUBLE, &type);
  } else {
    int *lengths = malloc(sizeof *lengths * (size_t)pieces[1].count), *places = malloc(sizeof *places * (size_t)pieces[1].count);
    MPI_Aint *starts = malloc(sizeof *starts * (size_t)pieces[0].total);
    int count = 0;
    for (int i = 0; i < pieces[1].count; i++) {
      lengths[i] = columns[i].length;
      places[i] = source ? columns[i].from : columns[i].to;
    }
    for (int i = 0; i < pieces[0].count; i++)
      for (int k = 0; k < rows[i].length; k++) starts[count++] = (MPI_Aint)((source ? rows[i].from : rows[i].to) + k) * part[1] * 8;
    MPI_Type_indexed(pieces[1].count, lengths, places, MPI_DOUBLE, &row);
    MPI_Type_create_hindexed_block(count, 1, starts, row, &type);
    MPI_Type_free(&row);
    free(lengths);
    free(places);
    free(starts);
  }
  MPI_Type_commit(&type);
  return type;
}

void make_way(struct way *way, int n, struct layout from, struct layout to)
{
  int mine_from[2], mine_to[2], sent = 0, received = 0;
  *way = (struct way){.n = n, .from = from, .to = to};
  extents(&from, n, rank, way->from_extents);
  extents(&to, n, rank, way->to_extents);
  coordinates(&from, rank, mine_from);
  coordinates(&to, rank, mine_to);
  for (int r = 0; r < ranks; r++) {
    int there_from[2], there_to[2], there[2];
    coordinates(&from, r, there_from);
    coordinates(&to, r, there_to);
    extents(&from, n, r, there);
    way->stride_there[r] = there[1];
    for (int d = 0; d < 2; d++) {
      way->sends[r][d] = meet(&from.axis[d], &to.axis[d], n, mine_from[d], there_to[d]);
      way->receives[r][d] = meet(&from.axis[d], &to.axis[d], n, there_from[d], mine_to[d]);
    }
    way->send_counts[r] = way->sends[r][0].total * way->sends[r][1].total;
    way->receive_counts[r] = way->receives[r][0].total * way->receives[r][1].total;
    way->send_places[r] = sent;
    way->receive_places[r] = received;
    sent += way->send_counts[r];
    received += way->receive_counts[r];
    way->send_types[r] = make_type(way->sends[r], 1, way->from_extents);
    way->receive_types[r] = make_type(way->receives[r], 0, way->to_extents);
    way->send_ones[r] = way->send_counts[r] != 0;
    way->receive_ones[r] = way->receive_counts[r] != 0;
  }
  size_t bytes_from = (size_t)sent * 8 + 64, bytes_to = (size_t)received * 8 + 64;
  way->source = memory(bytes_from > bytes_to ? bytes_from : bytes_to); /* the ceiling reads as much as it writes */
  way->send_buffer = memory(bytes_from);
  way->target = memory(bytes_to);
  way->receive_buffer = memory(bytes_to);
  way->shared = make_shared(bytes_from);
  fill_part(way->source, &from, n);
  memcpy(way->shared.part[rank], way->source, bytes_from);
  MPI_Barrier(MPI_COMM_WORLD);
}

void free_way(struct way *way)
{
  for (int r = 0; r < ranks; r++) {
    MPI_Type_free(&way->send_types[r]);
    MPI_Type_free(&way->receive_types[r]);
    for (int d = 0; d < 2; d++) {
      free(way->sends[r][d].list);
      free(way->receives[r][d].list);
    }
  }
  release_shared(&way->shared);
  free(way->source);
  free(way->target);
  free(way->send_buffer);
  free(way->receive_buffer);
}

void move_by_types(void *data)
{
  static const int zeros[RANKS];
  struct way *w = data;
  MPI_Alltoallw(w->source, w->send_ones, zeros, w->send_types, w->target, w->receive_ones, zeros, w->receive_types, MPI_COMM_WORLD);
}

static void pack(const double *part, int stride, const struct pieces *pieces, double *out)
{
  for (int i = 0; i < pieces[0].count; i++)
    for (int k = 0; k < pieces[0].list[i].length; k++) {
      const double *row = part + (size_t)(pieces[0].list[i].from + k) * (size_t)stride;
      for (int j = 0; j < pieces[1].count; j++) {
        const struct piece *p = &pieces[1].list[j];
        memcpy(out, row + p->from, (size_t)p->length * 8);
        out += p->length;
      }
    }
}

static void unpack(double *part, int stride, const struct pieces *pieces, const double *in)
{
  for (int i = 0; i < pieces[0].count; i++)
    for (int k = 0; k < pieces[0].list[i].length; k++) {
      double *row = part + (size_t)(pieces[0].list[i].to + k) * (size_t)stride;
      for (int j = 0; j < pieces[1].count; j++) {
        const struct piece *p = &pieces[1].list[j];
        memcpy(row + p->to, in, (size_t)p->length * 8);
        in += p->length;
      }
    }
}

/* Straight from a source part, this rank's or one that is mapped, into the target. */
static void copy_pieces(const struct way *w, const double *part, int owner)
{
  const struct pieces *pieces = w->receives[owner];
  for (int i = 0; i < pieces[0].count; i++)
    for (int k = 0; k < pieces[0].list[i].length; k++) {
      const double *from = part + (size_t)(pieces[0].list[i].from + k) * (size_t)w->stride_there[owner];
      double *to = w->target + (size_t)(pieces[0].list[i].to + k) * (size_t)w->to_extents[1];
      for (int j = 0; j < pieces[1].count; j++) {
        const struct piece *p = &pieces[1].list[j];
        memcpy(to + p->to, from + p->from, (size_t)p->length * 8);
      }
    }
}

static void move_by_buffers(struct way *w, int own_direct)
{
  int sends[RANKS], receives[RANKS];
  memcpy(sends, w->send_counts, sizeof sends);
  memcpy(receives, w->receive_counts, sizeof receives);
  if (own_direct) sends[rank] = receives[rank] = 0;
  for (int r = 0; r < ranks; r++)
    if (r != rank || !own_direct) pack(w->source, w->from_extents[1], w->sends[r], w->send_buffer + w->send_places[r]);
  MPI_Alltoallv(w->send_buffer, sends, w->send_places, MPI_DOUBLE, w->receive_buffer, receives, w->receive_places, MPI_DOUBLE, MPI_COMM_WORLD);
  if (own_direct) copy_pieces(w, w->source, rank);
  for (int r = 0; r < ranks; r++)
    if (r != rank || !own_direct) unpack(w->target, w->to_extents[1], w->receives[r], w->receive_buffer + w->receive_places[r]);
}

void move_packed(void *data) { move_by_buffers(data, 0); }
void move_packed_own_direct(void *data) { move_by_buffers(data, 1); }

void move_shared(void *data)
{
  struct way *w = data;
  MPI_Barrier(MPI_COMM_WORLD);
  for (int k = 0; k < ranks; k++) {
    int owner = (rank + k) % ranks;
    copy_pieces(w, (const double *)(const void *)w->shared.part[owner], owner);
  }
  MPI_Barrier(MPI_COMM_WORLD);
}

#ifdef __AVX512F__
/* One piece of a row past the cache, while the piece below it is fetched. */
static void stream_piece(char *to, const char *from, size_t bytes, size_t next)
{
  size_t at = (64 - ((uintptr_t)to & 63)) & 63;
  if (at > bytes) at = bytes;
  if (at) {
    __mmask8 mask = (__mmask8)((1u << (at / 8)) - 1);
    _mm512_mask_storeu_pd(to, mask, _mm512_maskz_loadu_pd(mask, from));
  }
  for (; at + 64 <= bytes; at += 64) {
    _mm_prefetch(from + next + at, _MM_HINT_T0);
    _mm512_stream_si512((void *)(to + at), _mm512_loadu_si512(from + at));
  }
  if (at < bytes) {
    __mmask8 mask = (__mmask8)((1u << ((bytes - at) / 8)) - 1);
    _mm512_mask_storeu_pd(to + at, mask, _mm512_maskz_loadu_pd(mask, from + at));
    _mm_prefetch(from + next + at, _MM_HINT_T0);
  }
}
#endif

void move_shared_streaming(void *data)
{
#ifdef __AVX512F__
  struct way *w = data;
  MPI_Barrier(MPI_COMM_WORLD);
  for (int k = 0; k < ranks; k++) {
    int owner = (rank + k) % ranks;
    const struct pieces *pieces = w->receives[owner];
    const size_t stride = (size_t)w->stride_there[owner];
    for (int i = 0; i < pieces[0].count; i++) {
      const struct piece *rows = &pieces[0].list[i];
      for (int r = 0; r < rows->length; r++) {
        const double *from = (const double *)(const void *)w->shared.part[owner] + (size_t)(rows->from + r) * stride;
        double *to = w->target + (size_t)(rows->to + r) * (size_t)w->to_extents[1];
        const size_t next = r + 1 < rows->length ? stride * 8 : 0;
        for (int j = 0; j < pieces[1].count; j++) {
          const struct piece *p = &pieces[1].list[j];
          stream_piece((char *)(to + p->to), (const char *)(from + p->from), (size_t)p->length * 8, next);
        }
      }
    }
  }
  _mm_sfence();
  MPI_Barrier(MPI_COMM_WORLD);
#else
  move_shared(data);
#endif
}

/* What this rank has to write. */
static size_t volume(const struct way *w) { return 8 * (size_t)w->to_extents[0] * (size_t)w->to_extents[1]; }

void copy_volume(void *data)
{
  struct way *w = data;
  memcpy(w->target, w->source, volume(w));
}

void copy_volume_streaming(void *data)
{
  struct way *w = data;
  copy_streaming(w->target, w->source, volume(w));
}

static double value(int n, int i, int j) { return (double)i * n + j; }

void fill_part(double *part, const struct layout *layout, int n)
{
  int at[2], extent[2];
  coordinates(layout, rank, at);
  extents(layout, n, rank, extent);
  for (int i = 0; i < extent[0]; i++)
    for (int j = 0; j < extent[1]; j++)
      *part++ = value(n, axis_global(&layout->axis[0], at[0], i), axis_global(&layout->axis[1], at[1], j));
}

size_t count_wrong(const double *part, const struct layout *layout, int n)
{
  int at[2], extent[2];
  size_t wrong = 0;
  coordinates(layout, rank, at);
  extents(layout, n, rank, extent);
  for (int i = 0; i < extent[0]; i++)
    for (int j = 0; j < extent[1]; j++)
      wrong += *part++ != value(n, axis_global(&layout->axis[0], at[0], i), axis_global(&layout->axis[1], at[1], j));
  return wrong;
}

void clear_target(void *data)
{
  struct way *w = data;
  memset(w->target, 0xff, (size_t)w->to_extents[0] * (size_t)w->to_extents[1] * 8);
}

size_t wrong_target(void *data)
{
  struct way *w = data;
  return count_wrong(w->target, &w->to, w->n);
}
