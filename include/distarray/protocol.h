/* The Distributed Array Protocol 0.10.0 in C.
 *
 * Copyright (c) the DistArray authors. SPDX-License-Identifier: BSD-3-Clause
 * This file depends on nothing but <stdint.h> and <stddef.h> and may be copied into any project, with this note.
 *
 * One process's part of a distributed array is handed from a producer to a consumer in the same process, without
 * copying an element. The fields say what the protocol's Python dictionary says (`__version__`, `buffer`, `dim_data`),
 * and what a C consumer needs besides: element type, strides, ownership, and, if the producer likes, a communicator.
 *
 * LIFE CYCLE (that of the Arrow C data interface)
 *
 * - The consumer provides the memory of a struct distarray_protocol_section, uninitialised. The producer fills in all
 *   of it, or, when it returns an error, leaves `release` NULL and nothing to be freed.
 * - A section is alive while `release` is not NULL. Everything it points to (buffer, shape, strides, dimensions,
 *   their indices) belongs to the producer and stays valid, at the same address and, but for the buffer's elements,
 *   unchanged, until `release` is called.
 * - Whoever holds the live section calls `section->release(section)` exactly once when it no longer needs any of this.
 *   The callback frees what the section points to, not the struct itself, and sets `release` to NULL before it
 *   returns. A section with `release == NULL` is released: read nothing of it and do not release it again.
 * - To move a section, copy the struct bit by bit and set `release` of the source to NULL; only the copy is released
 *   from then on. Everything the callback needs is reachable from `private_data`, never from the struct's address.
 *   A section cannot be cloned: of two copies only one may be alive.
 * - Importing moves: on success the consumer has moved the section and left `release == NULL`; on failure the section
 *   is untouched and still belongs to the caller.
 * - `release` may be called from any thread, also one the producer does not know, and at any time, also after
 *   MPI_Finalize. It therefore must not call MPI, must not wait for other processes, must not throw or jump, and must
 *   not fail. It may run long and may release other sections. The consumer calls it without holding locks.
 * - The communicator is borrowed: it is valid until `release`, and a consumer that needs it longer duplicates it.
 * - A read-only section's elements must not be written by the consumer. Otherwise both sides may write; ordering
 *   accesses between threads is a matter between producer and consumer.
 *
 * Describing, checking and releasing one process's part need no communication. Making a distributed array of the parts
 * of all processes is a collective affair of the consumer.
 *
 * VERSIONS
 *
 * Fields are only ever appended, out of the reserved ones first. `struct_size` and `dimension_size` tell which the
 * producer knew. A consumer refuses a `struct_version` other than its own, unknown flags and reserved fields that are
 * not zero, since they may change the meaning of the others.
 */
#ifndef DISTARRAY_PROTOCOL_H
#define DISTARRAY_PROTOCOL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Version of the protocol, and of these structs. */
#define DISTARRAY_PROTOCOL_VERSION "0.10.0"
#define DISTARRAY_PROTOCOL_STRUCT_VERSION 1

/* Flags of a section. */
/* The elements must not be written. */
#define DISTARRAY_PROTOCOL_READ_ONLY UINT32_C(1)
/* `communicator` is set. */
#define DISTARRAY_PROTOCOL_HAS_COMMUNICATOR UINT32_C(2)
/* Extension: the place in the process grid does not follow from the rank. Without it, the grid is filled in C order
 * by all ranks of the communicator (replica by replica, if there are several). */
#define DISTARRAY_PROTOCOL_REMAPPED UINT32_C(4)

/* Flags of a dimension. */
/* Extension: padding[0] (padding[1]) holds wrapped copies from the other end of a periodic dimension. */
#define DISTARRAY_PROTOCOL_WRAPPED_BEGIN UINT32_C(1)
#define DISTARRAY_PROTOCOL_WRAPPED_END UINT32_C(2)

/* Device types as DLPack numbers them; others than the CPU are refused by consumers that cannot touch them. */
#define DISTARRAY_PROTOCOL_CPU 1

/* One dimension of one process's part: an entry of `dim_data`. Fields that do not belong to the type are zero.
 *
 * An all-zero struct stands for the empty dictionary: a whole dimension, neither distributed nor padded, whose size
 * is the buffer's extent. */
struct distarray_protocol_dimension {
  /* 'b' block, 'c' cyclic and block-cyclic, 'u' unstructured. ('n', not distributed, is protocol 0.9.) */
  char dist_type;
  /* 0 or 1. The dimension wraps around: the index after the last is the first. */
  uint8_t periodic;
  /* 'u': 0 or 1. Every index is held by exactly one grid coordinate. */
  uint8_t one_to_one;
  uint8_t reserved8;
  /* DISTARRAY_PROTOCOL_WRAPPED_... */
  uint32_t flags;
  /* Number of indices of the whole array: those owned by all coordinates together. */
  int64_t size;
  /* Number of processes along this dimension, at least 1, and this process's coordinate among them. */
  int64_t proc_grid_size;
  int64_t proc_grid_rank;
  /* 'b': the buffer holds the indices start <= i < stop, padding included (wrapped padding excepted); both are 0 to
   * size, and equal if the process has none.
   * 'c': start is proc_grid_rank * block_size (where that is past the end also size); stop is zero. */
  int64_t start;
  int64_t stop;
  /* 'b': widths of the padding at the beginning and the end of the buffer. padding[0] of coordinate 0 and padding[1]
   * of the last coordinate are boundary padding: owned, and counted in size. All others are communication padding:
   * copies of what the neighbour owns, as wide as the neighbour's towards this process, no wider than what it owns.
   * With a WRAPPED flag the padding on that side is communication padding too, lies in the buffer outside of start
   * and stop, and is no wider than what the coordinate at the other end owns: the buffer's extent is then
   * stop - start plus the wrapped widths. */
  int64_t padding[2];
  /* 'c': length of the blocks dealt out in turn, at least 1. */
  int64_t block_size;
  /* 'u': the index of each position in the buffer: distinct, in any order, of any sign. May be NULL if there are none. */
  const int64_t *indices;
  int64_t index_count;
  int64_t reserved[4];
};

/* One process's part of a distributed array. */
struct distarray_protocol_section {
  /* sizeof(struct distarray_protocol_section) and DISTARRAY_PROTOCOL_STRUCT_VERSION at the producer. */
  uint32_t struct_size;
  uint32_t struct_version;
  /* DISTARRAY_PROTOCOL_VERSION, terminated and filled up with zeros. */
  char version[16];
  /* Address of the element with all local indices 0 (so that negative strides reach below it). May be NULL only if
   * there are no elements. */
  void *buffer;
  /* Where the buffer is, in DLPack's numbers: DISTARRAY_PROTOCOL_CPU and 0 for ordinary memory. */
  int32_t device_type;
  int32_t device_id;
  /* Element type in native byte order: DLPack's code (0 signed, 1 unsigned, 2 float, 5 complex, 6 bool), bits and
   * lanes (1), and the same as a PEP 3118 format ("d", "Zf", "q", ...; may be empty), filled up with zeros. */
  uint8_t dtype_code;
  uint8_t dtype_bits;
  uint16_t dtype_lanes;
  int32_t ndim;
  int64_t itemsize;
  char format[16];
  /* ndim extents of the buffer, padding included, and ndim distances in bytes; both may be NULL if ndim is 0. */
  const int64_t *shape;
  const int64_t *strides;
  /* ndim dimensions, each dimension_size = sizeof(struct distarray_protocol_dimension) at the producer apart. */
  const struct distarray_protocol_dimension *dimensions;
  uint32_t dimension_size;
  /* DISTARRAY_PROTOCOL_READ_ONLY, ... */
  uint32_t flags;
  /* MPI_Comm_c2f() of the communicator whose ranks share the array (MPI_Fint is an int32_t), if so flagged. */
  int32_t communicator;
  /* Extension: how many copies of the whole array there are (1 if not replicated), and which of them this part
   * belongs to; -1 if this process is outside of the process grid. An outsider's buffer has extent 0 everywhere, and
   * its dimensions have proc_grid_rank -1. */
  int32_t replicas;
  int32_t replica;
  uint32_t reserved32;
  /* See above. */
  void (*release)(struct distarray_protocol_section *section);
  void *private_data;
  int64_t reserved[8];
};

typedef struct distarray_protocol_dimension distarray_protocol_dimension;
typedef struct distarray_protocol_section distarray_protocol_section;

#ifdef __cplusplus
}
#endif

#endif
