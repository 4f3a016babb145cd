//! Order: sorting, ranking, distinct elements, searching, counting by value.

use super::arguments::{array_list, distribution_or_default, flag, Out};
use super::handles::{self, distarray_array, distarray_distribution, Handle, Object};
use super::indexing::axis_or_flat;
use super::status::{collective, distarray_status, Arguments};
use crate::array::Array;
use crate::error::Result;
use crate::ops::sort::{self, Bins, Side, Wanted};
use std::os::raw::c_int;

/// Where a value belongs beside elements that equal it, one of the constants below.
pub type distarray_side = i32;
/// In front of them.
pub const DISTARRAY_LEFT: i32 = 1;
/// Behind them.
pub const DISTARRAY_RIGHT: i32 = 2;

/// An array, or none for NULL.
fn optional(arguments: &Arguments, handle: distarray_array, name: &str) -> Result<Option<Array>> {
    match handle.number() {
        0 => Ok(None),
        _ => arguments.array(handle, name).map(Some),
    }
}

/// The range of a histogram; none if it begins behind its end.
fn range(low: f64, high: f64) -> Option<[f64; 2]> {
    (!(low > high && low.is_finite() && high.is_finite())).then_some([low, high])
}

/// A sorted copy, as NumPy's sort with kind="stable": NaN last, complex numbers by their real parts first. Zeros of both signs
/// are equal, and all NaN; they keep their order.
///
/// **Collective**. Allocates; communicates.
///
/// @param axis -ndim to ndim-1, or DISTARRAY_FLAT for all elements in C order; the same on all ranks
/// @param distribution of the result (1-D with DISTARRAY_FLAT); NULL: as that of `array`
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_sort(
    array: distarray_array,
    axis: c_int,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_sort", |arguments| {
        let array = arguments.array(array, "array")?;
        let distribution = distribution_or_default(arguments, distribution, array.context())?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::sort(&array, axis_or_flat(axis), distribution.as_ref())?), out)
    })
}

/// As distarray_array_sort(), into an array of the same shape (or of as many elements in one dimension) and dtype with any
/// distribution. `out` may be `array` itself, which is then sorted in place.
///
/// **Collective**. Communicates.
#[no_mangle]
pub unsafe extern "C" fn distarray_array_sort_into(
    array: distarray_array,
    axis: c_int,
    out: distarray_array,
) -> distarray_status {
    collective("distarray_array_sort_into", |arguments| {
        let array = arguments.array(array, "array")?;
        let mut out = arguments.array(out, "out")?;
        sort::sort_into(&array, axis_or_flat(axis), &mut out)
    })
}

/// Positions of the elements in ascending order, as NumPy's argsort with kind="stable": int64, counted from 0 along the axis or
/// in C order. Ties go by position, on any number of processes.
///
/// **Collective**. Allocates; communicates.
///
/// @param axis,distribution as for distarray_array_sort()
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_argsort(
    array: distarray_array,
    axis: c_int,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_argsort", |arguments| {
        let array = arguments.array(array, "array")?;
        let distribution = distribution_or_default(arguments, distribution, array.context())?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::argsort(&array, axis_or_flat(axis), distribution.as_ref())?), out)
    })
}

/// Positions that order elements by several keys, as NumPy's lexsort: by the last key, where that is equal by the one before
/// it, and so on; int64, counted from 0.
///
/// **Collective**. Allocates; communicates.
///
/// @param count number of keys, at least 1
/// @param keys arrays of one shape, of any dtypes and distributions
/// @param axis,distribution as for distarray_array_sort()
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_lexsort(
    count: c_int,
    keys: *const distarray_array,
    axis: c_int,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_lexsort", |arguments| {
        let keys = array_list(arguments, keys, count, "keys")?;
        let distribution = distribution_or_default(arguments, distribution, keys[0].context())?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::lexsort(&keys, axis_or_flat(axis), distribution.as_ref())?), out)
    })
}

/// The greatest elements in descending order, or the least in ascending order, and their positions (int64, counted from 0 along
/// the axis or in C order). Of equal elements those in front come first; NaN is greater than everything.
///
/// **Collective**. Allocates; communicates.
///
/// @param size how many, 0 to the extent of the axis or the number of elements
/// @param axis -ndim to ndim-1, or DISTARRAY_FLAT; the same on all ranks
/// @param greatest 1 for the greatest, 0 for the least
/// @param[out] values,positions each to be freed with distarray_array_free(); distributed as `array` with blocks along the axis,
/// or in blocks over all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_topk(
    array: distarray_array,
    size: i64,
    axis: c_int,
    greatest: c_int,
    values: *mut distarray_array,
    positions: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_topk", |arguments| {
        let array = arguments.array(array, "array")?;
        let greatest = flag(greatest, "greatest")?;
        let (values, positions) = (Out::new(values, "values")?, Out::new(positions, "positions")?);
        let (top, at) = sort::top(&array, size, axis_or_flat(axis), greatest)?;
        handles::put_each(vec![(Object::Array(top), values), (Object::Array(at), positions)])
    })
}

/// The distinct elements in ascending order, as NumPy's unique; all NaN are one. Of elements that are equal but differ in their bits
/// the first stays. Every process gets those that it found in its share of the sorted elements.
///
/// **Collective**. Allocates; communicates.
///
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_unique(
    array: distarray_array,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_unique", |arguments| {
        let array = arguments.array(array, "array")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::unique(&array, Wanted::default())?.values), out)
    })
}

/// The distinct elements in ascending order, as NumPy's unique_all, where in C order each comes first, to which of them each element
/// of the array is equal, and how often each comes; int64, counted from 0.
///
/// **Collective**. Allocates; communicates.
///
/// @param[out] values,positions,counts 1-D, distributed alike, each to be freed with distarray_array_free()
/// @param[out] inverse of the array's shape and distribution, to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_unique_all(
    array: distarray_array,
    values: *mut distarray_array,
    positions: *mut distarray_array,
    inverse: *mut distarray_array,
    counts: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_unique_all", |arguments| {
        let array = arguments.array(array, "array")?;
        let outs = [(values, "values"), (positions, "positions"), (inverse, "inverse"), (counts, "counts")]
            .map(|(pointer, name)| Out::new(pointer, name));
        let outs = outs.into_iter().collect::<Result<Vec<_>>>()?;
        let found = sort::unique(&array, Wanted { index: true, inverse: true, counts: true })?;
        let made = [Some(found.values), found.index, found.inverse, found.counts].into_iter().flatten();
        handles::put_each(made.map(Object::Array).zip(outs).collect())
    })
}

/// Where values belong in a sorted array, as NumPy's searchsorted: int64, counted from 0, in the shape and distribution of
/// `values`.
///
/// **Collective**. Allocates; communicates: up to 1 MiB of sorted elements go to all processes, else values to the processes
/// into whose share they fall.
///
/// @param sorted 1-D, in ascending order unless there is a sorter
/// @param side DISTARRAY_LEFT or DISTARRAY_RIGHT of elements that equal the value; the same on all ranks
/// @param sorter integers that order `sorted`, as distarray_array_argsort() gives them; NULL: none is needed
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_searchsorted(
    sorted: distarray_array,
    values: distarray_array,
    side: distarray_side,
    sorter: distarray_array,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_searchsorted", |arguments| {
        let sorted = arguments.array(sorted, "sorted")?;
        let values = arguments.array(values, "values")?;
        let side = Side::from_number(side)?;
        let sorter = optional(arguments, sorter, "sorter")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::searchsorted(&sorted, &values, side, sorter.as_ref())?), out)
    })
}

/// The number of the bin into which each value falls, as NumPy's digitize: int64, in the shape and distribution of `values`; 0 before
/// the first edge.
///
/// **Collective**. Allocates; communicates.
///
/// @param bins edges, 1-D, ascending or descending
/// @param right 1: the right edge of a bin belongs to it; 0: the left one
/// @param[out] result to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_ARGUMENT for bins that do neither
#[no_mangle]
pub unsafe extern "C" fn distarray_array_digitize(
    values: distarray_array,
    bins: distarray_array,
    right: c_int,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_digitize", |arguments| {
        let values = arguments.array(values, "values")?;
        let bins = arguments.array(bins, "bins")?;
        let right = flag(right, "right")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::digitize(&values, &bins, right)?), out)
    })
}

/// For every element whether it is among those of another array, as NumPy's isin: bools in the shape and distribution of `array`.
/// NaN is among nothing.
///
/// **Collective**. Allocates; communicates.
///
/// @param invert 1: whether it is not among them
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_isin(
    array: distarray_array,
    among: distarray_array,
    invert: c_int,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_isin", |arguments| {
        let array = arguments.array(array, "array")?;
        let among = arguments.array(among, "among")?;
        let invert = flag(invert, "invert")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::isin(&array, &among, invert)?), out)
    })
}

/// The distinct elements of either array, as NumPy's union1d: ascending, 1-D, in the dtype that both promote to.
///
/// **Collective**. Allocates; communicates.
///
/// @param a,b arrays of any shape, flattened
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_union1d(
    a: distarray_array,
    b: distarray_array,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_union1d", |arguments| {
        let a = arguments.array(a, "a")?;
        let b = arguments.array(b, "b")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::union1d(&a, &b)?), out)
    })
}

/// The distinct elements that are in both arrays, as NumPy's intersect1d: ascending, 1-D, in the dtype that both promote to.
///
/// **Collective**. Allocates; communicates.
///
/// @param a,b arrays of any shape, flattened
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_intersect1d(
    a: distarray_array,
    b: distarray_array,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_intersect1d", |arguments| {
        let a = arguments.array(a, "a")?;
        let b = arguments.array(b, "b")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::intersect1d(&a, &b)?), out)
    })
}

/// The distinct elements of `a` that are not in `b`, as NumPy's setdiff1d: ascending, 1-D, in the dtype of `a`.
///
/// **Collective**. Allocates; communicates.
///
/// @param a,b arrays of any shape, flattened
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_setdiff1d(
    a: distarray_array,
    b: distarray_array,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_setdiff1d", |arguments| {
        let a = arguments.array(a, "a")?;
        let b = arguments.array(b, "b")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::setdiff1d(&a, &b)?), out)
    })
}

/// The distinct elements that are in one of the arrays only, as NumPy's setxor1d: ascending, 1-D, in the dtype that both promote to.
///
/// **Collective**. Allocates; communicates.
///
/// @param a,b arrays of any shape, flattened
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_setxor1d(
    a: distarray_array,
    b: distarray_array,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_setxor1d", |arguments| {
        let a = arguments.array(a, "a")?;
        let b = arguments.array(b, "b")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::setxor1d(&a, &b)?), out)
    })
}

/// How often each number from 0 on comes, as NumPy's bincount: int64; with weights their sums: float64. The result lies in blocks
/// over all processes; each counts in memory for all of it, within the context's ceiling.
///
/// **Collective**. Allocates; communicates.
///
/// @param array 1-D, integers of at least 0
/// @param weights of the array's shape, in any distribution; NULL: all 1
/// @param minlength least length of the result; the same on all ranks
/// @param[out] result to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_ARGUMENT for numbers below 0
#[no_mangle]
pub unsafe extern "C" fn distarray_array_bincount(
    array: distarray_array,
    weights: distarray_array,
    minlength: i64,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_bincount", |arguments| {
        let array = arguments.array(array, "array")?;
        let weights = optional(arguments, weights, "weights")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::bincount(&array, weights.as_ref(), minlength)?), out)
    })
}

/// How many elements lie in each of several bins of equal width, as NumPy's histogram: int64; with weights their sums, in their
/// dtype; as densities float64. Results are whole on every process. The last bin has both its edges; elements outside the range
/// and NaN do not count.
///
/// **Collective**. Allocates; communicates.
///
/// @param bins number of bins, at least 1; the same on all ranks
/// @param low,high the range; where `low` is greater (1 and 0, say) it goes from the least to the greatest element
/// @param weights of the array's shape, in any distribution; NULL: all 1
/// @param density 1: divided by the widths of the bins and the sum of all
/// @param[out] result,edges each to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_ARGUMENT where the range follows from elements that are not all finite
#[no_mangle]
pub unsafe extern "C" fn distarray_array_histogram(
    array: distarray_array,
    bins: i64,
    low: f64,
    high: f64,
    weights: distarray_array,
    density: c_int,
    result: *mut distarray_array,
    edges: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_histogram", |arguments| {
        let array = arguments.array(array, "array")?;
        let weights = optional(arguments, weights, "weights")?;
        let density = flag(density, "density")?;
        let (result, edges) = (Out::new(result, "result")?, Out::new(edges, "edges")?);
        let (made, between) = sort::histogram(&array, bins, range(low, high), weights.as_ref(), density)?;
        handles::put_each(vec![(Object::Array(made), result), (Object::Array(between), edges)])
    })
}

/// As distarray_array_histogram() with bins between neighbours of given edges.
///
/// **Collective**. Allocates; communicates.
///
/// @param edges 1-D, at least 2 numbers in ascending order, in any distribution
/// @param weights,density as for distarray_array_histogram()
/// @param[out] result whole on every process, to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_ARGUMENT for edges that do not ascend
#[no_mangle]
pub unsafe extern "C" fn distarray_array_histogram_edges(
    array: distarray_array,
    edges: distarray_array,
    weights: distarray_array,
    density: c_int,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_histogram_edges", |arguments| {
        let array = arguments.array(array, "array")?;
        let edges = arguments.array(edges, "edges")?;
        let weights = optional(arguments, weights, "weights")?;
        let density = flag(density, "density")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::histogram_edges(&array, &edges, weights.as_ref(), density)?), out)
    })
}

/// How many pairs of elements of two arrays lie in each of several bins of equal width, as NumPy's histogram2d: float64. Results are
/// whole on every process.
///
/// **Collective**. Allocates; communicates.
///
/// @param x,y arrays of one shape
/// @param x_bins,y_bins numbers of bins, at least 1
/// @param x_low,x_high,y_low,y_high ranges, as for distarray_array_histogram()
/// @param weights,density as for distarray_array_histogram()
/// @param[out] result,x_edges,y_edges each to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_histogram2d(
    x: distarray_array,
    y: distarray_array,
    x_bins: i64,
    x_low: f64,
    x_high: f64,
    y_bins: i64,
    y_low: f64,
    y_high: f64,
    weights: distarray_array,
    density: c_int,
    result: *mut distarray_array,
    x_edges: *mut distarray_array,
    y_edges: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_histogram2d", |arguments| {
        let (x, y) = (arguments.array(x, "x")?, arguments.array(y, "y")?);
        let weights = optional(arguments, weights, "weights")?;
        let density = flag(density, "density")?;
        let (result, x_edges) = (Out::new(result, "result")?, Out::new(x_edges, "x_edges")?);
        let y_edges = Out::new(y_edges, "y_edges")?;
        let bins = [Bins::Equal(x_bins, range(x_low, x_high)), Bins::Equal(y_bins, range(y_low, y_high))];
        let (counts, first, second) = sort::histogram2d(&x, &y, bins, weights.as_ref(), density)?;
        let made = [(counts, result), (first, x_edges), (second, y_edges)];
        handles::put_each(made.map(|(array, out)| (Object::Array(array), out)).into())
    })
}

/// As distarray_array_histogram2d() with bins between neighbours of given edges.
///
/// **Collective**. Allocates; communicates.
///
/// @param x_edges,y_edges as for distarray_array_histogram_edges()
/// @param[out] result whole on every process, to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_histogram2d_edges(
    x: distarray_array,
    y: distarray_array,
    x_edges: distarray_array,
    y_edges: distarray_array,
    weights: distarray_array,
    density: c_int,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_histogram2d_edges", |arguments| {
        let (x, y) = (arguments.array(x, "x")?, arguments.array(y, "y")?);
        let (x_edges, y_edges) = (arguments.array(x_edges, "x_edges")?, arguments.array(y_edges, "y_edges")?);
        let weights = optional(arguments, weights, "weights")?;
        let density = flag(density, "density")?;
        let out = Out::new(result, "result")?;
        let bins = [Bins::Edges(&x_edges), Bins::Edges(&y_edges)];
        handles::put(Object::Array(sort::histogram2d(&x, &y, bins, weights.as_ref(), density)?.0), out)
    })
}
