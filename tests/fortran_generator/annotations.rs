//! What the C types do not say.

/// How an argument reaches C.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Role {
    /// By its C type alone.
    Plain,
    /// Left out; this expression is passed.
    Given(&'static str),
    /// The number of entries of that argument.
    CountOf(&'static str),
    /// An array in: its required number of entries ("" = passed along as the count), counted from 1 or not.
    ArrayIn {
        entries: &'static str,
        one_based: bool,
    },
    /// Real numbers in, as many as there are.
    Reals,
    /// An array out, with the expression for its number of entries.
    ArrayOut {
        entries: &'static str,
        one_based: bool,
    },
    /// Handles in, with the expression for their required number.
    HandlesIn(&'static str),
    /// Handles out, with the expression for their number.
    HandlesOut(&'static str),
    /// Handles in and out, with the expression for their required number.
    HandlesInOut(&'static str),
    /// A handle in and out.
    HandleInOut,
    /// A handle that may be left out.
    OptionalHandle,
    /// A number counted from 1.
    OneBased,
    Logical,
    /// An axis counted from 1, -1 for C if missing.
    OptionalAxis,
    /// Axes counted from 1 that may be left out, with their required number ("" = any).
    OptionalAxes(&'static str),
    /// Text of a distribution, in Fortran's order unless it names one.
    DistributionText {
        optional: bool,
    },
    /// One element in, of the dtype of that expression.
    ElementIn(&'static str),
    /// One element out, of the dtype of that expression.
    ElementOut(&'static str),
    /// Elements of `array` in or out, with the expression for their required number.
    Elements(&'static str),
    /// One element in, of its own kind.
    ScalarIn,
    /// The shape of a file, allocated here.
    NewShape,
}
use Role::*;

const DISTRIBUTION: &str = "distribution_ndim(distribution)";
const ARRAY: &str = "array_ndim(array)";

const fn array_in(entries: &'static str, one_based: bool) -> Role {
    ArrayIn { entries, one_based }
}

const fn array_out(entries: &'static str, one_based: bool) -> Role {
    ArrayOut { entries, one_based }
}

/// Function ("" = all), argument, C type ("" = any), role. The first that matches counts.
pub const ROLES: &[(&str, &str, &str, Role)] = &[
    ("", "axis", "int", OneBased),
    ("", "axis1", "int", OneBased),
    ("", "axis2", "int", OneBased),
    ("", "destination", "int", OneBased),
    ("distarray_array_digitize", "right", "int", Logical),
    ("", "greatest", "int", Logical),
    ("", "invert", "int", Logical),
    ("", "density", "int", Logical),
    ("", "weights", "distarray_array", OptionalHandle),
    ("", "sorter", "distarray_array", OptionalHandle),
    ("distarray_array_sort", "distribution", "", OptionalHandle),
    ("distarray_array_argsort", "distribution", "", OptionalHandle),
    ("distarray_array_lexsort", "distribution", "", OptionalHandle),
    ("distarray_array_lexsort", "count", "", CountOf("keys")),
    ("", "down", "int", OptionalAxis),
    ("", "right", "int", OptionalAxis),
    ("distarray_distribution_get_axis_owner", "index", "", OneBased),
    ("distarray_distribution_get_axis_owner", "local_index", "", OneBased),
    ("distarray_distribution_get_axis_global", "index", "", OneBased),
    ("distarray_distribution_get_axis_global", "local_index", "", OneBased),
    ("distarray_array_index_axis", "index", "", OneBased),
    ("distarray_array_transpose", "axes", "", OptionalAxes(ARRAY)),
    ("distarray_array_reduce_value", "mask", "", OptionalHandle),
    ("distarray_array_reduce_over", "mask", "", OptionalHandle),
    ("distarray_array_reduce_from", "mask", "", OptionalHandle),
    ("distarray_array_reduce_into", "mask", "", OptionalHandle),
    ("distarray_array_reduce_over", "count", "", Given("c_axes_count")),
    ("distarray_array_reduce_over", "axes", "", OptionalAxes("")),
    ("distarray_array_reduce_from", "count", "", Given("c_axes_count")),
    ("distarray_array_reduce_from", "axes", "", OptionalAxes("")),
    ("distarray_array_reduce_into", "count", "", Given("c_axes_count")),
    ("distarray_array_reduce_into", "axes", "", OptionalAxes("")),
    ("distarray_array_average", "count", "", Given("c_axes_count")),
    ("distarray_array_average", "axes", "", OptionalAxes("")),
    ("distarray_array_average", "weights", "", OptionalHandle),
    ("distarray_array_quantile", "count", "", CountOf("q")),
    ("distarray_array_quantile", "q", "", Reals),
    ("distarray_array_quantile", "axis_count", "", Given("c_axes_count")),
    ("distarray_array_quantile", "axes", "", OptionalAxes("")),
    ("distarray_array_quantile_value", "values", "", array_out("size(q)", false)),
    ("", "skip_nan", "int", Logical),
    ("", "by_column", "int", Logical),
    ("distarray_array_reduce_from", "initial", "", ScalarIn),
    ("distarray_array_reduce_from", "initial_dtype", "", Given("{dtype}")),
    ("distarray_array_reduce_value", "value", "", ElementOut("c_dtype")),
    ("distarray_array_reduce_value", "result_dtype", "", Given("c_dtype")),
    ("distarray_array_flip", "count", "", Given("c_axes_count")),
    ("distarray_array_flip", "axes", "", OptionalAxes("")),
    ("distarray_array_squeeze", "count", "", Given("c_axes_count")),
    ("distarray_array_squeeze", "axes", "", OptionalAxes("")),
    ("distarray_array_slice_text", "text", "", Plain),
    ("distarray_expression_slice", "text", "", Plain),
    ("distarray_expression_parse", "text", "", Plain),
    ("distarray_evaluate", "text", "", Plain),
    ("distarray_evaluate", "result", "", HandleInOut),
    ("distarray_evaluate", "count", "", CountOf("arrays")),
    ("distarray_expression_parse", "count", "", CountOf("arrays")),
    ("distarray_expression_apply", "count", "", CountOf("operands")),
    ("distarray_expression_evaluate", "count", "", CountOf("expressions")),
    ("distarray_expression_evaluate", "results", "", HandlesInOut("size(expressions)")),
    ("distarray_expression_reduce", "count", "", Given("c_axes_count")),
    ("distarray_expression_reduce", "axes", "", OptionalAxes("")),
    ("distarray_expression_create_scalar", "dtype", "", Given("{dtype}")),
    ("distarray_expression_get_value", "value", "", ElementOut("c_dtype")),
    ("distarray_expression_get_value", "dtype", "", Given("c_dtype")),
    ("distarray_array_compute", "count", "", CountOf("operands")),
    ("distarray_array_compute", "mask", "", OptionalHandle),
    ("distarray_array_compute", "result", "", HandleInOut),
    ("", "literal", "int", Logical),
    ("distarray_array_is_view", "is_view", "", Logical),
    ("distarray_array_assign_scalar", "value", "", ScalarIn),
    ("distarray_array_assign_scalar", "dtype", "", Given("{dtype}")),
    ("distarray_array_split_at", "views", "", HandlesOut("size(cuts) + 1")),
    ("", "views", "distarray_array*", HandlesOut("size(views)")),
    ("distarray_array_split", "count", "", CountOf("views")),
    ("distarray_array_split_at", "count", "", CountOf("cuts")),
    ("distarray_plan_run_many", "count", "", CountOf("sources")),
    ("distarray_plan_run_many", "targets", "", HandlesIn("size(sources)")),
    ("", "done", "int*", Logical),
    ("", "cuts", "const int64_t*", array_in("", true)),
    ("distarray_array_redistribute_many", "count", "", CountOf("sources")),
    ("distarray_array_redistribute_many", "targets", "", HandlesIn("size(sources)")),
    ("distarray_array_exchange_halo_many", "count", "", CountOf("arrays")),
    ("distarray_array_exchange_halo_part", "lower", "", array_in(ARRAY, false)),
    ("distarray_plan_create_halo", "lower", "", array_in(DISTRIBUTION, false)),
    ("distarray_plan_create_halo", "upper", "", array_in(DISTRIBUTION, false)),
    ("distarray_array_exchange_halo_part", "upper", "", array_in(ARRAY, false)),
    ("", "corners", "int", Logical),
    ("distarray_array_transform", "alpha", "", ElementIn("array_dtype(target)")),
    ("distarray_array_transform", "beta", "", ElementIn("array_dtype(target)")),
    ("distarray_array_reshape", "distribution", "", OptionalHandle),
    ("distarray_distribution_propose_ranks", "count", "", CountOf("ranks")),
    ("distarray_distribution_propose_ranks", "ranks", "", array_out("size(ranks)", false)),
    ("distarray_array_concatenate", "count", "", CountOf("arrays")),
    ("distarray_array_stack", "count", "", CountOf("arrays")),
    ("distarray_array_mesh", "count", "", CountOf("arrays")),
    ("distarray_array_mesh", "views", "", HandlesOut("size(arrays)")),
    ("", "matrix", "int", Logical),
    ("distarray_array_select", "count", "", CountOf("masks")),
    ("distarray_array_select", "choices", "", HandlesIn("size(masks)")),
    ("distarray_array_select", "value", "", ScalarIn),
    ("distarray_array_select", "dtype", "", Given("{dtype}")),
    ("distarray_array_concatenate", "distribution", "", OptionalHandle),
    ("distarray_array_stack", "distribution", "", OptionalHandle),
    ("distarray_array_where", "distribution", "", OptionalHandle),
    ("distarray_array_select", "distribution", "", OptionalHandle),
    ("distarray_array_matmul", "distribution", "", OptionalHandle),
    ("distarray_array_plan_matmul", "distribution", "", OptionalHandle),
    ("distarray_array_dot", "distribution", "", OptionalHandle),
    ("distarray_array_inner", "distribution", "", OptionalHandle),
    ("distarray_array_outer", "distribution", "", OptionalHandle),
    ("distarray_array_kron", "distribution", "", OptionalHandle),
    ("distarray_array_tensordot", "distribution", "", OptionalHandle),
    ("distarray_array_einsum", "distribution", "", OptionalHandle),
    ("distarray_array_trace", "distribution", "", OptionalHandle),
    ("distarray_array_matmul_into", "alpha", "", ElementIn("array_dtype(out)")),
    ("distarray_array_matmul_into", "beta", "", ElementIn("array_dtype(out)")),
    ("", "reproducible", "int", Logical),
    ("distarray_array_vdot", "value", "", ElementOut("c_dtype")),
    ("distarray_array_vdot", "dtype", "", Given("c_dtype")),
    ("distarray_array_tensordot", "count", "", CountOf("axes_a")),
    ("distarray_array_tensordot", "axes_a", "", array_in("", true)),
    ("distarray_array_tensordot", "axes_b", "", array_in("size(axes_a)", true)),
    ("distarray_array_einsum", "count", "", CountOf("operands")),
    ("distarray_array_einsum_into", "count", "", CountOf("operands")),
    ("distarray_array_roll", "count", "", CountOf("shifts")),
    ("", "shifts", "const int64_t*", array_in("", false)),
    ("distarray_array_roll", "axes", "", array_in("size(shifts)", true)),
    ("", "axes", "const int*", array_in("", true)),
    ("distarray_array_pad", "before", "", array_in(ARRAY, false)),
    ("distarray_array_pad", "after", "", array_in(ARRAY, false)),
    ("distarray_array_repeat", "count", "", CountOf("repeats")),
    ("", "repeats", "const int64_t*", array_in("", false)),
    ("distarray_array_tile", "count", "", CountOf("times")),
    ("", "times", "const int64_t*", array_in("", false)),
    ("distarray_array_get_index", "count", "", CountOf("indices")),
    ("distarray_array_set_index", "count", "", CountOf("indices")),
    ("distarray_array_update_index", "count", "", CountOf("indices")),
    ("distarray_array_get_cross", "count", "", CountOf("indices")),
    ("distarray_array_set_cross", "count", "", CountOf("indices")),
    ("distarray_array_nonzero", "results", "", HandlesOut(ARRAY)),
    ("", "start", "const int64_t*", array_in(ARRAY, true)),
    ("", "count", "const int64_t*", array_in(ARRAY, false)),
    ("distarray_array_get_list", "data", "", Elements("size(data)")),
    ("distarray_array_put_list", "data", "", Elements("size(data)")),
    ("distarray_array_accumulate_list", "data", "", Elements("size(data)")),
    ("distarray_array_get_list", "count", "", CountOf("data")),
    ("distarray_array_put_list", "count", "", CountOf("data")),
    ("distarray_array_accumulate_list", "count", "", CountOf("data")),
    ("", "indices", "const int64_t*", array_in("size(data)*array_ndim(array)", true)),
    ("distarray_array_get_box", "data", "", Elements("int(product(count))")),
    ("distarray_array_put_box", "data", "", Elements("int(product(count))")),
    ("distarray_array_accumulate_box", "data", "", Elements("int(product(count))")),
    ("distarray_array_fetch", "index", "", array_in(ARRAY, true)),
    ("distarray_array_fetch", "old", "", ElementOut("array_dtype(array)")),
    ("distarray_specification_parse", "text", "", DistributionText { optional: false }),
    ("distarray_distribution_create_text", "text", "", DistributionText { optional: false }),
    ("", "text", "const char*", DistributionText { optional: true }),
    ("distarray_specification_set_grid", "ndim", "", CountOf("extents")),
    ("distarray_specification_set_grid", "extents", "", array_in("", false)),
    ("distarray_specification_set_ranks", "count", "", CountOf("ranks")),
    ("", "ranks", "const int*", array_in("", false)),
    ("", "bounds", "const int64_t*", array_in("", true)),
    ("distarray_specification_set_bounds", "count", "", CountOf("bounds")),
    ("", "labels", "const int64_t*", array_in("", true)),
    ("distarray_specification_set_unstructured", "count", "", CountOf("labels")),
    ("", "ndim", "int", CountOf("shape")),
    ("", "shape", "const int64_t*", array_in("", false)),
    ("", "one_to_one", "int", Logical),
    ("", "periodic", "int", Logical),
    ("", "keep", "int", Logical),
    ("", "owned", "int*", Logical),
    ("", "equal", "int*", Logical),
    ("", "aligned", "int*", Logical),
    ("distarray_random_get_state", "state", "", array_out("7", false)),
    ("distarray_random_set_state", "state", "", array_in("7", false)),
    ("distarray_random_fill_weighted", "weights", "", Reals),
    ("distarray_random_fill_weighted", "count", "", CountOf("weights")),
    ("", "endpoint", "int", Logical),
    ("", "replace", "int", Logical),
    ("distarray_file_get_shape_npy", "capacity", "", Given("64_c_int")),
    ("distarray_file_get_shape_hdf5", "capacity", "", Given("64_c_int")),
    ("distarray_file_get_shape_npy", "ndim", "", Given("file_ndim")),
    ("distarray_file_get_shape_hdf5", "ndim", "", Given("file_ndim")),
    ("distarray_file_get_shape_npy", "shape", "", NewShape),
    ("distarray_file_get_shape_hdf5", "shape", "", NewShape),
    ("distarray_array_get_shape", "shape", "", array_out(ARRAY, false)),
    ("distarray_array_get_element", "index", "", array_in(ARRAY, true)),
    ("distarray_array_set_element", "index", "", array_in(ARRAY, true)),
    ("", "shape", "int64_t*", array_out(DISTRIBUTION, false)),
    ("", "extents", "int*", array_out(DISTRIBUTION, false)),
    ("", "coordinates", "int*", array_out(DISTRIBUTION, false)),
    ("", "starts", "int64_t*", array_out(DISTRIBUTION, true)),
    ("", "stops", "int64_t*", array_out(DISTRIBUTION, false)),
    ("", "lower", "int64_t*", array_out(DISTRIBUTION, false)),
    ("", "upper", "int64_t*", array_out(DISTRIBUTION, false)),
    ("", "local_index", "int64_t*", array_out(DISTRIBUTION, true)),
    ("", "index", "int64_t*", array_out(DISTRIBUTION, true)),
    ("", "local_index", "const int64_t*", array_in(DISTRIBUTION, true)),
    ("", "index", "const int64_t*", array_in(DISTRIBUTION, true)),
    ("distarray_array_create_full", "value", "", ElementIn("dtype")),
    ("", "value", "const void*", ElementIn("array_dtype(array)")),
    ("distarray_array_reduce", "value", "", ElementOut("c_dtype")),
    ("distarray_array_reduce", "dtype", "", Given("c_dtype")),
    ("", "value", "void*", ElementOut("array_dtype(array)")),
    ("", "scalar", "const void*", ScalarIn),
    ("distarray_array_apply_scalar", "scalar_dtype", "", Given("{dtype}")),
    ("distarray_array_apply_scalar_first", "scalar_dtype", "", Given("{dtype}")),
    ("", "endpoint", "int", Logical),
    ("distarray_array_apply_where", "count", "", CountOf("operands")),
    ("distarray_array_apply_where", "scalars", "", Given("c_null_ptr")),
    ("distarray_array_apply_where", "scalar_dtypes", "", Given("c_null_ptr")),
    ("distarray_array_apply_where", "mask", "", OptionalHandle),
];

/// Short C names of handles in the header, and what Fortran calls them.
pub const NAMES: &[(&str, &str, &str)] = &[
    ("d", "distarray_distribution", "distribution"),
    ("a", "distarray_array", "array"),
    ("s", "distarray_specification", "specification"),
];

/// Written out in special.F90, support.F90 and kind_rank.F90, with the names of their specific procedures.
pub const SPECIAL: &[(&str, &[&str])] = &[
    ("distarray_context_create", &["context_create_integer", "context_create_f08"]),
    ("distarray_context_get_comm", &["context_get_comm_integer", "context_get_comm_f08"]),
    ("distarray_context_create_f", &[]),
    ("distarray_context_get_comm_f", &[]),
    ("distarray_specification_create", &["specification_create_int64", "specification_create_int32"]),
    ("distarray_distribution_slice", &["distribution_slice_int64", "distribution_slice_int32"]),
    ("distarray_array_slice", &["array_slice_int64", "array_slice_int32"]),
    ("distarray_array_create_from_function", &["distarray_array_create_from_function"]),
    ("distarray_array_apply_function", &["distarray_array_apply_function"]),
    ("distarray_array_visit", &["distarray_array_visit"]),
    ("distarray_array_quantile_value", &["distarray_array_quantile_value"]),
    ("distarray_array_reduce_user", &["distarray_array_reduce_user"]),
    ("distarray_array_reduce_user_value", &["distarray_array_reduce_user_value"]),
    ("distarray_log_set_callback", &["distarray_log_set_callback"]),
    ("distarray_context_set_progress", &["distarray_context_set_progress"]),
    ("distarray_check_build", &["distarray_check_build"]),
    ("distarray_array_get_local", &["local_*"]),
    ("distarray_array_get_local_padded", &["padded_*"]),
    ("distarray_array_wrap", &["wrap_*"]),
    ("distarray_array_scatter", &["scatter_*"]),
    ("distarray_array_gather", &["gather_*"]),
    ("distarray_array_create_from_parts", &["parts_*"]),
];

/// C functions that take or give an MPI_Comm by value, which Fortran reaches through the twins ending in `_f`.
pub const BY_TWIN: &[&str] = &["distarray_context_create", "distarray_context_get_comm"];

pub struct Kind {
    pub name: &'static str,
    pub fortran: &'static str,
    /// Element types that memory of this kind can hold.
    pub fitting: &'static [&'static str],
    /// How its scalars become a `number`, and when and how a `number` becomes one.
    pub to_number: &'static str,
    pub fits: &'static str,
    pub from_number: &'static str,
}

const INTEGER: &str = "    n = number(.true., int(value, int64), cmplx(real(value, real64), kind=real64))";
const REAL: &str = "    n%z = cmplx(real(value, real64), kind=real64)\n    call settle(n)";
const COMPLEX: &str = "    n%z = cmplx(value, kind=real64)\n    call settle(n)";
const REAL_FITS: &str = ".not. abs(aimag(n%z)) > 0";

const fn integer(
    name: &'static str,
    fortran: &'static str,
    fitting: &'static [&'static str],
    fits: &'static str,
    from_number: &'static str,
) -> Kind {
    Kind { name, fortran, fitting, to_number: INTEGER, fits, from_number }
}

pub const KINDS: &[Kind] = &[
    integer(
        "int8",
        "integer(int8)",
        &["DISTARRAY_INT8", "DISTARRAY_UINT8", "DISTARRAY_BOOL"],
        "n%whole .and. n%i >= -128 .and. n%i <= 127",
        "int(n%i, int8)",
    ),
    integer(
        "int16",
        "integer(int16)",
        &["DISTARRAY_INT16", "DISTARRAY_UINT16"],
        "n%whole .and. n%i >= -32768 .and. n%i <= 32767",
        "int(n%i, int16)",
    ),
    integer(
        "int32",
        "integer(int32)",
        &["DISTARRAY_INT32", "DISTARRAY_UINT32"],
        "n%whole .and. n%i >= -2147483648_int64 .and. n%i <= 2147483647_int64",
        "int(n%i, int32)",
    ),
    integer("int64", "integer(int64)", &["DISTARRAY_INT64", "DISTARRAY_UINT64"], "n%whole", "n%i"),
    Kind {
        name: "real32",
        fortran: "real(real32)",
        fitting: &["DISTARRAY_FLOAT32"],
        to_number: REAL,
        fits: REAL_FITS,
        from_number: "real(n%z, real32)",
    },
    Kind {
        name: "real64",
        fortran: "real(real64)",
        fitting: &["DISTARRAY_FLOAT64"],
        to_number: REAL,
        fits: REAL_FITS,
        from_number: "real(n%z, real64)",
    },
    Kind {
        name: "complex32",
        fortran: "complex(real32)",
        fitting: &["DISTARRAY_COMPLEX64"],
        to_number: COMPLEX,
        fits: ".true.",
        from_number: "cmplx(n%z, kind=real32)",
    },
    Kind {
        name: "complex64",
        fortran: "complex(real64)",
        fitting: &["DISTARRAY_COMPLEX128"],
        to_number: COMPLEX,
        fits: ".true.",
        from_number: "n%z",
    },
];
