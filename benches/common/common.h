/* What the programs of all suites share: contests between libraries, timing, memory, shared segments, results as CSV.
 *
 * A contest is one job done by several contestants in the same processes. They alternate: every round runs each once, in an
 * order shuffled anew, after a barrier; a time is that of the slowest rank; results are medians over the rounds. Ratios are
 * medians of the ratios of single rounds, because the bandwidth of a shared machine changes within seconds. */
#ifndef BENCHES_COMMON_H
#define BENCHES_COMMON_H
#include <distarray.h>
#include <mpi.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef HAVE_PETSC
#include <petscdmda.h>
#include <petscvec.h>
#endif
#ifdef HAVE_GA
#include <ga.h>
#include <macdecls.h>
#endif

enum { RANKS = 64, CONTESTANTS = 32 };

/* What a contestant is measured as. All others are given as a ratio to the ceiling; the best peer is the fastest PEER. */
enum kind { CEILING, PEER, PROTOTYPE, DISTARRAY, NOTE };

typedef void (*action)(void *data);
typedef size_t (*counting)(void *data);

struct contestant {
  const char *name;
  enum kind kind;
  action run;
  void *data;
  action before;  /* not timed, before every run */
  action clear;   /* spoils the result, before the check */
  counting wrong; /* wrong elements on this rank after a run; NULL if it cannot be told */
  void *result;   /* what `clear` and `wrong` get; NULL for `data` */
  int most;       /* at most so many rounds; 0 for all */
  int alone;      /* rank 0 runs, the others leave their cores */
};

struct contest {
  const char *job;
  char size[96];
  double bytes;    /* read once and written once, over all ranks */
  double sample;   /* seconds; shorter jobs are repeated within a sample; 0 for big ones */
  int rounds;
  int count;
  struct contestant contestants[CONTESTANTS];
};

extern int rank, ranks, quick;
extern distarray_context context;

/* MPI, the peers that are there and DistArray. */
void start(int *argc, char ***argv);
void finish(void);

struct contestant *enter(struct contest *contest, const char *name, enum kind kind, action run, void *data);
/* Checks and times all contestants, prints one CSV line for each: among it what the first run made resident in memory at its
 * peak, beyond what was, on the worst rank, as the system counts it. */
void hold(struct contest *contest);

double now(void);
void *memory(size_t bytes); /* zeroed, in huge pages if they are granted */
/* Bytes past the cache; what a copy through memory can reach. */
void copy_streaming(void *to, const void *from, size_t bytes);
uint64_t random_number(uint64_t *state);

/* One segment per rank, mapped by all ranks. */
struct shared {
  char *part[RANKS];
  size_t length;
};
struct shared make_shared(size_t bytes);
void release_shared(struct shared *shared);

/* Waits until *place has reached value: spinning, then yielding the core. */
void await(_Atomic unsigned long *place, unsigned long value);

/* Python in this process: 0 if it is not there or the code fails on some rank. */
int python_has(const char *setup);
void python_run(const char *code);
void *python_compile(const char *code);
void python_execute(void *compiled); /* an action */
/* A NumPy array of that name over memory of the program's. */
void python_array(const char *name, const char *dtype, void *elements, size_t count);

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))
#endif
