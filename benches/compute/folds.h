/* Reductions as one writes them in C for this processor: enough independent sums to keep all loads of memory under way. */
#ifndef FOLDS_H
#define FOLDS_H
#include <stddef.h>
#include <stdint.h>

uint64_t or_of(const void *part, size_t count); /* reads words, as fast as memory gives them */
double sum_of(const double *part, size_t count);
double max_of(const double *part, size_t count);
double dot_of(const double *a, const double *b, size_t count);

struct moments {
  double count, mean, squares; /* sum of squares of differences from the mean */
};
struct moments moments_of(const double *part, size_t count);

/* out(i, k) = sum over j of part(i, j, k) */
void sum_axis(double *restrict out, const double *part, size_t before, size_t axis, size_t after);
/* Running sums, the first of which is start + part(0); past the cache. */
void running_sums(double *restrict out, const double *part, double start, size_t count);
/* So many multiplications and additions, in registers. */
double multiply_add(double operations);
#endif
