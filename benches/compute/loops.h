/* Loops as one writes them in C for this processor: what elementwise contests are measured by.
 *
 * A plain loop is left to the compiler, which vectorises it and calls glibc's vector functions (libmvec). A streamed one sends
 * its result past the cache. */
#ifndef LOOPS_H
#define LOOPS_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

/* 64 bytes; the compiler makes narrower vectors of it where the processor has none of that width. */
typedef double v8 __attribute__((vector_size(64)));

static inline v8 load8(const double *from)
{
  v8 v;
  memcpy(&v, from, sizeof v);
  return v;
}

/* Past the cache; `to` is a multiple of 64 bytes. */
static inline void stream8(double *to, v8 v)
{
#if defined __AVX512F__
  _mm512_stream_pd(to, (__m512d)v);
#elif defined __SSE2__
  for (int i = 0; i < 4; i++) _mm_stream_pd(to + 2 * i, _mm_set_pd(v[2 * i + 1], v[2 * i]));
#else
  memcpy(to, &v, sizeof v);
#endif
}

static inline void end_stream(void)
{
#ifdef __SSE2__
  _mm_sfence();
#endif
}

typedef void loop(double *restrict out, const double *a, const double *b, const double *c, size_t n);

/* a; a + b; a + b + c */
loop copy, copy_streamed, add, add_streamed, add_three, add_three_streamed;
loop twice, twice_streamed;
loop add_to; /* out + a */
/* Every second element of operands; of the result too. */
loop add_strided, add_strided_streamed, add_into_strided;
/* a * b + sin(c); sqrt(a * a + b * b); sum of k a^k / 10, k to 9 */
loop product_and_sine, product_and_sine_streamed, hypotenuse, hypotenuse_streamed, polynomial, polynomial_streamed;
/* The same of scalars, for checks. */
double polynomial_of(double x);

/* out(j) = here(j) + rate * (sum of neighbours - 4 or 6 here(j)) for j from 1 to n - 2; `before` and `after` may be NULL. */
void stencil_row(double *restrict out, const double *above, const double *here, const double *below, const double *before,
                 const double *after, double rate, size_t n);

/* Transcendental functions. */
struct function {
  const char *name; /* NumPy's */
  int op;           /* DistArray's */
  double low, high; /* of arguments */
  int operands;
  void (*doubles)(double *restrict out, const double *a, const double *b, size_t n);
  void (*floats)(float *restrict out, const float *a, const float *b, size_t n);
  double (*exact)(double a, double b); /* libm's for scalars */
};
extern const struct function functions[];
extern const int function_count;
#endif
