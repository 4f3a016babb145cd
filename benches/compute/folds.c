#include "folds.h"
#include "loops.h"
#include <math.h>

typedef uint64_t words8 __attribute__((vector_size(64)));

enum { LANES = 8, STEP = 8 * LANES };

uint64_t or_of(const void *part, size_t count)
{
  const char *from = part;
  words8 all[LANES] = {{0}};
  size_t i = 0;
  for (; i + STEP <= count; i += STEP)
    for (size_t k = 0; k < LANES; k++) {
      words8 v;
      memcpy(&v, from + 8 * (i + 8 * k), sizeof v);
      all[k] |= v;
    }
  uint64_t found = 0;
  for (int k = 0; k < LANES; k++)
    for (int j = 0; j < 8; j++) found |= all[k][j];
  return found; /* without the last few words */
}

static double lanes_sum(const v8 *lanes)
{
  v8 all = lanes[0];
  double sum = 0;
  for (int k = 1; k < LANES; k++) all += lanes[k];
  for (int j = 0; j < 8; j++) sum += all[j];
  return sum;
}

double sum_of(const double *part, size_t count)
{
  v8 sums[LANES] = {{0}};
  size_t i = 0;
  for (; i + STEP <= count; i += STEP)
    for (size_t k = 0; k < LANES; k++) sums[k] += load8(part + i + 8 * k);
  double sum = lanes_sum(sums);
  for (; i < count; i++) sum += part[i];
  return sum;
}

double max_of(const double *part, size_t count)
{
  v8 most[LANES];
  size_t i = 0;
  for (int k = 0; k < LANES; k++) most[k] = (v8){0} - INFINITY;
  for (; i + STEP <= count; i += STEP)
    for (size_t k = 0; k < LANES; k++) {
      const v8 v = load8(part + i + 8 * k);
      most[k] = (v8)(((words8)v & (words8)(v > most[k])) | ((words8)most[k] & ~(words8)(v > most[k])));
    }
  double found = -INFINITY;
  for (int k = 0; k < LANES; k++)
    for (int j = 0; j < 8; j++) found = most[k][j] > found ? most[k][j] : found;
  for (; i < count; i++) found = part[i] > found ? part[i] : found;
  return found;
}

double dot_of(const double *a, const double *b, size_t count)
{
  v8 sums[LANES] = {{0}};
  size_t i = 0;
  for (; i + STEP <= count; i += STEP)
    for (size_t k = 0; k < LANES; k++) sums[k] += load8(a + i + 8 * k) * load8(b + i + 8 * k);
  double sum = lanes_sum(sums);
  for (; i < count; i++) sum += a[i] * b[i];
  return sum;
}

struct moments moments_of(const double *part, size_t count)
{
  enum { BLOCK = 2048 }; /* doubles that stay in the first cache */
  struct moments all = {0, 0, 0};
  for (size_t i = 0; i < count; i += BLOCK) {
    const size_t n = count - i < BLOCK ? count - i : BLOCK;
    const double mean = sum_of(part + i, n) / (double)n;
    v8 squares[LANES] = {{0}};
    size_t j = 0;
    for (; j + STEP <= n; j += STEP)
      for (size_t k = 0; k < LANES; k++) {
        const v8 d = load8(part + i + j + 8 * k) - mean;
        squares[k] += d * d;
      }
    double sum = lanes_sum(squares);
    for (; j < n; j++) sum += (part[i + j] - mean) * (part[i + j] - mean);
    const double together = all.count + (double)n, apart = mean - all.mean;
    all.squares += sum + apart * apart * all.count * (double)n / together;
    all.mean += apart * (double)n / together;
    all.count = together;
  }
  return all;
}

void sum_axis(double *restrict out, const double *part, size_t before, size_t axis, size_t after)
{
  if (after == 1) {
    for (size_t i = 0; i < before; i++) out[i] = sum_of(part + i * axis, axis);
    return;
  }
  memset(out, 0, before * after * sizeof *out);
  for (size_t i = 0; i < before; i++) {
    double *to = out + i * after;
    size_t j = 0;
    for (; j + 4 <= axis; j += 4) { /* four rows at a time, so that the sums are loaded a fourth as often */
      const double *p = part + (i * axis + j) * after, *q = p + after, *r = q + after, *s = r + after;
      for (size_t k = 0; k < after; k++) to[k] += (p[k] + q[k]) + (r[k] + s[k]);
    }
    for (; j < axis; j++)
      for (size_t k = 0; k < after; k++) to[k] += part[(i * axis + j) * after + k];
  }
}

void running_sums(double *restrict out, const double *part, double start, size_t count)
{
  typedef int64_t places __attribute__((vector_size(64)));
  const v8 zero = {0};
  size_t i = 0;
  for (; i + 8 <= count; i += 8) { /* 8 and above name elements of zero */
    v8 v = load8(part + i);
    v += __builtin_shuffle(v, zero, (places){8, 0, 1, 2, 3, 4, 5, 6});
    v += __builtin_shuffle(v, zero, (places){8, 8, 0, 1, 2, 3, 4, 5});
    v += __builtin_shuffle(v, zero, (places){8, 8, 8, 8, 0, 1, 2, 3});
    v += start;
    stream8(out + i, v);
    start = v[7];
  }
  for (; i < count; i++) out[i] = start += part[i];
  end_stream();
}

double multiply_add(double operations)
{
  enum { CHAINS = 12 };
  v8 chains[CHAINS], all = {0};
  for (int k = 0; k < CHAINS; k++) chains[k] = (v8){0} + k;
  for (long i = (long)(operations / (2 * 8 * CHAINS)); i > 0; i--)
    for (int k = 0; k < CHAINS; k++) chains[k] = chains[k] * 0.999999 + 1e-9;
  for (int k = 0; k < CHAINS; k++) all += chains[k];
  return all[0];
}
