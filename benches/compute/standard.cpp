#include "standard.h"
#include <algorithm>
#include <cstdint>

template <class Work> static void with_type(key key, Work work)
{
  switch (key) {
    case KEY_F64: return work(double());
    case KEY_I64: return work(int64_t());
    case KEY_I32: return work(int32_t());
    default: return work(uint8_t());
  }
}

void standard_sort(key key, void *keys, size_t count)
{
  with_type(key, [=](auto zero) {
    auto *first = static_cast<decltype(zero) *>(keys);
    std::sort(first, first + count);
  });
}

void standard_merge(key key, const void *a, size_t a_count, const void *b, size_t b_count, void *out)
{
  with_type(key, [=](auto zero) {
    using type = decltype(zero);
    auto *first = static_cast<const type *>(a), *second = static_cast<const type *>(b);
    std::merge(first, first + a_count, second, second + b_count, static_cast<type *>(out));
  });
}
