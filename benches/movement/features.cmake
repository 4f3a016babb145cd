# One line for each part of the interface that a case needs.
feature("taking by index" HAVE_TAKE "distarray_array_take(a, b, 0, DISTARRAY_RAISE, &a); distarray_array_take_into(a, b, 0, DISTARRAY_RAISE, a); distarray_array_get_mask(a, b, &a);")
feature("one-sided boxes" HAVE_BOXES "distarray_array_get_box(a, i, i, x); distarray_array_put_box(a, i, i, x);
  distarray_array_accumulate_box(DISTARRAY_ADD, a, i, i, x); distarray_array_fetch(DISTARRAY_ADD, a, i, x, x); distarray_array_register(a);
  distarray_array_unregister(a);")
feature("plans" HAVE_PLANS "distarray_plan p = 0; distarray_plan_create(d, e, &p); distarray_plan_run(p, a, b); distarray_plan_free(&p);")
feature("transposition with scaling" HAVE_TRANSFORM "distarray_array_transform(DISTARRAY_TRANSPOSE, x, a, x, b);")
feature("plans of halo exchange" HAVE_HALO_PLANS "distarray_plan p = 0; distarray_plan_create_halo(d, i, i, 1, &p); distarray_plan_run(p, a, a);")
