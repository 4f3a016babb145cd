# One line for each part of the interface that a case needs.
feature(HAVE_REDISTRIBUTE "distarray_array_redistribute(a, b);")
