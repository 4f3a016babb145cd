#include "loops.h"
#include <distarray.h>
#include <math.h>

enum { BLOCK = 512 }; /* doubles that stay in the first cache */

static inline v8 sqrt8(v8 v)
{
#ifdef __AVX512F__
  return (v8)_mm512_sqrt_pd((__m512d)v);
#else
  v8 r;
  for (int i = 0; i < 8; i++) r[i] = sqrt(v[i]);
  return r;
#endif
}

/* The same expression of doubles, in a plain loop, and of vectors, streamed. */
#define LOOPS(NAME, EXPRESSION, SQRT, SQRT8)                                                                  \
  void NAME(double *restrict out, const double *a, const double *b, const double *c, size_t n)               \
  {                                                                                                           \
    (void)b, (void)c;                                                                                         \
    for (size_t i = 0; i < n; i++) out[i] = EXPRESSION(a[i], b[i], c[i], SQRT);                               \
  }                                                                                                           \
  void NAME##_streamed(double *restrict out, const double *a, const double *b, const double *c, size_t n)    \
  {                                                                                                           \
    size_t i = 0;                                                                                             \
    (void)b, (void)c;                                                                                         \
    for (; i + 8 <= n; i += 8) stream8(out + i, EXPRESSION(load8(a + i), load8(b + i), load8(c + i), SQRT8)); \
    for (; i < n; i++) out[i] = EXPRESSION(a[i], b[i], c[i], SQRT);                                           \
    end_stream();                                                                                             \
  }

#define COPY(A, B, C, SQRT) A
#define ADD(A, B, C, SQRT) A + B
#define ADD_THREE(A, B, C, SQRT) A + B + C
#define TWICE(A, B, C, SQRT) 2 * A
#define HYPOTENUSE(A, B, C, SQRT) SQRT(A *A + B * B)
LOOPS(copy, COPY, sqrt, sqrt8)
LOOPS(add, ADD, sqrt, sqrt8)
LOOPS(add_three, ADD_THREE, sqrt, sqrt8)
LOOPS(twice, TWICE, sqrt, sqrt8)
LOOPS(hypotenuse, HYPOTENUSE, sqrt, sqrt8)

void add_to(double *restrict out, const double *a, const double *b, const double *c, size_t n)
{
  (void)b, (void)c;
  for (size_t i = 0; i < n; i++) out[i] += a[i];
}

#define HORNER(X, ONE) \
  (0.1 * ONE + X * (0.2 + X * (0.3 + X * (0.4 + X * (0.5 + X * (0.6 + X * (0.7 + X * (0.8 + X * (0.9 + X)))))))))

double polynomial_of(double x) { return HORNER(x, 1); }
static inline v8 polynomial_of8(v8 x) { return HORNER(x, 1); }
#define POLYNOMIAL(A, B, C, OF) OF(A)
LOOPS(polynomial, POLYNOMIAL, polynomial_of, polynomial_of8)

void product_and_sine(double *restrict out, const double *a, const double *b, const double *c, size_t n)
{
  for (size_t i = 0; i < n; i++) out[i] = a[i] * b[i] + sin(c[i]);
}

/* Through a block in the first cache: there is no portable way to call the vector function for one vector. */
void product_and_sine_streamed(double *restrict out, const double *a, const double *b, const double *c, size_t n)
{
  static double block[BLOCK] __attribute__((aligned(64)));
  for (size_t i = 0; i < n; i += BLOCK) {
    const size_t m = n - i < BLOCK ? n - i : BLOCK;
    product_and_sine(block, a + i, b + i, c + i, m);
    copy_streamed(out + i, block, NULL, NULL, m);
  }
}

void add_strided(double *restrict out, const double *a, const double *b, const double *c, size_t n)
{
  (void)c;
  for (size_t i = 0; i < n; i++) out[i] = a[2 * i] + b[2 * i];
}

typedef int64_t places __attribute__((vector_size(64)));

/* Sums of all elements, of which every second is kept. */
void add_strided_streamed(double *restrict out, const double *a, const double *b, const double *c, size_t n)
{
  size_t i = 0;
  for (; i + 9 <= n; i += 8) {
    const v8 low = load8(a + 2 * i) + load8(b + 2 * i), high = load8(a + 2 * i + 8) + load8(b + 2 * i + 8);
    stream8(out + i, __builtin_shuffle(low, high, (places){0, 2, 4, 6, 8, 10, 12, 14}));
  }
  add_strided(out + i, a + 2 * i, b + 2 * i, c, n - i);
  end_stream();
}

void add_into_strided(double *restrict out, const double *a, const double *b, const double *c, size_t n)
{
  size_t i = 0;
  (void)c;
#ifdef __AVX512F__
  for (; i + 5 <= n; i += 4)
    _mm512_mask_storeu_pd(out + 2 * i, 0x55, _mm512_add_pd(_mm512_loadu_pd(a + 2 * i), _mm512_loadu_pd(b + 2 * i)));
#endif
  for (; i < n; i++) out[2 * i] = a[2 * i] + b[2 * i];
}

#define STENCIL(LOAD, J)                                                                                            \
  (LOAD(here + (J)) * centre + rate * (LOAD(above + (J)) + LOAD(below + (J)) + LOAD(here + (J) - 1) + LOAD(here + (J) + 1)))
#define SCALAR(PLACE) (*(PLACE))

void stencil_row(double *restrict out, const double *above, const double *here, const double *below, const double *before,
                 const double *after, double rate, size_t n)
{
  const double centre = 1 - (before ? 6 : 4) * rate;
  size_t j = 1;
  if (before) {
    for (; j + 1 < n && (uintptr_t)(out + j) % 64; j++) out[j] = STENCIL(SCALAR, j) + rate * (before[j] + after[j]);
    for (; j + 9 <= n; j += 8) stream8(out + j, STENCIL(load8, j) + rate * (load8(before + j) + load8(after + j)));
    for (; j + 1 < n; j++) out[j] = STENCIL(SCALAR, j) + rate * (before[j] + after[j]);
  } else {
    for (; j + 1 < n && (uintptr_t)(out + j) % 64; j++) out[j] = STENCIL(SCALAR, j);
    for (; j + 9 <= n; j += 8) stream8(out + j, STENCIL(load8, j));
    for (; j + 1 < n; j++) out[j] = STENCIL(SCALAR, j);
  }
}

/* ---- transcendental functions ---- */

/* Names in NumPy, in DistArray, in C; least and greatest argument. */
#define UNARY(EACH)                                                                                    \
  EACH(exp, EXP, exp, -20, 20) EACH(exp2, EXP2, exp2, -20, 20) EACH(expm1, EXPM1, expm1, -20, 20)      \
  EACH(log, LOG, log, 1e-3, 1e3) EACH(log2, LOG2, log2, 1e-3, 1e3) EACH(log10, LOG10, log10, 1e-3, 1e3) \
  EACH(log1p, LOG1P, log1p, -0.9, 1e3) EACH(sin, SIN, sin, -100, 100) EACH(cos, COS, cos, -100, 100)   \
  EACH(tan, TAN, tan, -100, 100) EACH(arcsin, ARCSIN, asin, -1, 1) EACH(arccos, ARCCOS, acos, -1, 1)   \
  EACH(arctan, ARCTAN, atan, -100, 100) EACH(sinh, SINH, sinh, -20, 20) EACH(cosh, COSH, cosh, -20, 20) \
  EACH(tanh, TANH, tanh, -5, 5) EACH(arcsinh, ARCSINH, asinh, -100, 100)                               \
  EACH(arccosh, ARCCOSH, acosh, 1, 100) EACH(arctanh, ARCTANH, atanh, -0.999, 0.999)                   \
  EACH(cbrt, CBRT, cbrt, -100, 100)
#define BINARY(EACH) \
  EACH(power, POWER, pow, 0.1, 10) EACH(arctan2, ARCTAN2, atan2, -10, 10) EACH(hypot, HYPOT, hypot, -10, 10)

#define UNARY_LOOPS(NAME, OP, C, LOW, HIGH)                                                                  \
  static void doubles_##NAME(double *restrict out, const double *a, const double *b, size_t n)             \
  {                                                                                                         \
    (void)b;                                                                                                \
    for (size_t i = 0; i < n; i++) out[i] = C(a[i]);                                                        \
  }                                                                                                         \
  static void floats_##NAME(float *restrict out, const float *a, const float *b, size_t n)                 \
  {                                                                                                         \
    (void)b;                                                                                                \
    for (size_t i = 0; i < n; i++) out[i] = C##f(a[i]);                                                     \
  }                                                                                                         \
  static double exact_##NAME(double a, double b) { return (void)b, C(a); }
#define BINARY_LOOPS(NAME, OP, C, LOW, HIGH)                                                                 \
  static void doubles_##NAME(double *restrict out, const double *a, const double *b, size_t n)             \
  {                                                                                                         \
    for (size_t i = 0; i < n; i++) out[i] = C(a[i], b[i]);                                                  \
  }                                                                                                         \
  static void floats_##NAME(float *restrict out, const float *a, const float *b, size_t n)                 \
  {                                                                                                         \
    for (size_t i = 0; i < n; i++) out[i] = C##f(a[i], b[i]);                                               \
  }                                                                                                         \
  static double exact_##NAME(double a, double b) { return C(a, b); }
UNARY(UNARY_LOOPS)
BINARY(BINARY_LOOPS)

#define UNARY_ROW(NAME, OP, C, LOW, HIGH) {#NAME, DISTARRAY_##OP, LOW, HIGH, 1, doubles_##NAME, floats_##NAME, exact_##NAME},
#define BINARY_ROW(NAME, OP, C, LOW, HIGH) {#NAME, DISTARRAY_##OP, LOW, HIGH, 2, doubles_##NAME, floats_##NAME, exact_##NAME},
const struct function functions[] = {UNARY(UNARY_ROW) BINARY(BINARY_ROW)};
const int function_count = sizeof functions / sizeof *functions;
