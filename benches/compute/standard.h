/* C++'s algorithms for keys of several types. */
#ifndef STANDARD_H
#define STANDARD_H
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
enum key { KEY_F64, KEY_I64, KEY_I32, KEY_U8, KEYS };
void standard_sort(enum key key, void *keys, size_t count);
void standard_merge(enum key key, const void *a, size_t a_count, const void *b, size_t b_count, void *out);
#ifdef __cplusplus
}
#endif
#endif
