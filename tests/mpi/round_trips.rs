//! Random distributions through the protocol and the C functions, and slices of them.

use crate::elements::{bytes, for_each, is_narrow, number, stored, write};
use crate::layouts::{shape, single, Choice, Layout};
use crate::protocol::{array_handle, context_handle, dictionary_of, export, give_back, import, message, ok};
use crate::protocol::{padded_address, Handle, DISTARRAY_FLOAT64};
use crate::redistribution::cases;
use crate::Subject;
use distarray::array::Array;
use distarray::c_api::{array::*, distribution::*, operations::*, protocol::*, specification::*, status::*};
use distarray::c_api::{distarray_array, distarray_context, distarray_distribution, distarray_specification};
use distarray::context::Context;
use distarray::distribution::{AxisKind, Specification, Widths};
use distarray::dtype::Dtype;
use distarray::index::Order;
use distarray::ops::create;
use distarray::protocol::RawSection;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use std::ffi::{c_int, c_void};
use std::ptr::null_mut;

pub const SUBJECTS: &[Subject] = &[
    Subject::new("protocol_round_trips", &[1, 2, 3, 4, 6], round_trips),
    Subject::new("protocol_slices", &[1, 2, 3, 4, 6], slices),
];

/// The specification through the setters of the C interface.
fn specification_handle(specification: &Specification) -> Handle<distarray_specification> {
    let mut handle = null_mut();
    let ndim = specification.shape.len() as c_int;
    unsafe {
        ok(distarray_specification_create(ndim, specification.shape.as_ptr(), &mut handle));
        for (d, axis) in (0..).zip(&specification.axes) {
            match &axis.kind {
                AxisKind::Block => ok(distarray_specification_set_block(handle, d, DISTARRAY_BLOCK_EVEN)),
                AxisKind::BlockCeil => ok(distarray_specification_set_block(handle, d, DISTARRAY_BLOCK_CEIL)),
                AxisKind::Bounds(bounds) => {
                    ok(distarray_specification_set_bounds(handle, d, bounds.len() as i64, bounds.as_ptr()))
                }
                AxisKind::Cyclic(block) => ok(distarray_specification_set_cyclic(handle, d, *block)),
                AxisKind::Unstructured { labels, one_to_one } => ok(distarray_specification_set_unstructured(
                    handle,
                    d,
                    labels.len() as i64,
                    labels.as_ptr(),
                    (*one_to_one).into(),
                )),
                AxisKind::Whole => ok(distarray_specification_set_whole(handle, d)),
            }
            if let Widths::Uniform(lower, upper) = axis.padding.widths {
                ok(distarray_specification_set_halo(handle, d, lower, upper));
            }
            let (lower, upper) = axis.padding.boundary;
            ok(distarray_specification_set_boundary(handle, d, lower, upper));
            ok(distarray_specification_set_periodic(handle, d, axis.padding.periodic.into()));
        }
        ok(distarray_specification_set_grid(handle, ndim, specification.grid.as_ptr()));
        if let Some(ranks) = &specification.ranks {
            ok(distarray_specification_set_ranks(handle, ranks.len() as c_int, ranks.as_ptr()));
        }
        if let Some(replicas) = specification.replicas {
            ok(distarray_specification_set_replicas(handle, replicas));
        }
        let column = specification.order == Order::ColumnMajor;
        ok(distarray_specification_set_order(
            handle,
            if column { DISTARRAY_COLUMN_MAJOR } else { DISTARRAY_ROW_MAJOR },
        ));
    }
    Handle(handle, distarray_specification_free)
}

fn distribution_of(world: distarray_context, layout: &Layout, context: &Context) -> Handle<distarray_distribution> {
    let specification = specification_handle(&layout.specification(context.rank(), context.size()));
    let mut handle = null_mut();
    ok(unsafe { distarray_distribution_create(world, specification.0, &mut handle) });
    Handle(handle, distarray_distribution_free)
}

/// The same memory as an array of the Rust interface, whose elements the tests can name.
fn seen(context: &Context, layout: &Layout, dtype: Dtype, array: distarray_array) -> Array {
    let mut pointer = null_mut();
    let mut strides = vec![0i64; layout.shape.len()];
    ok(unsafe { distarray_array_get_local_padded(array, &mut pointer, null_mut(), strides.as_mut_ptr()) });
    let strides = strides.into_iter().map(|s| s as isize).collect();
    let part = create::borrowed(pointer.cast(), Some(strides), None);
    Array::wrap(context, &crate::redistribution::build(context, layout), dtype, part).unwrap()
}

fn round_trips(context: &Context) {
    let world = context_handle();
    let (mut said, mut refused, mut halos) = (0u64, 0u64, 0u64);
    for case in 0..cases(context, 1500) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 3 << 50);
        let choice = Choice { unstructured: case % 3 == 0, padding: (0.7, 3) };
        let extents = shape(&mut rng);
        let mut layout = single(&mut rng, context.size(), &extents, choice);
        for axis in &mut layout.axes {
            // Widths of each coordinate cannot be asked for in C; often the same on both sides, as the protocol wants.
            if let Widths::Each(each) = &axis.padding.widths {
                axis.padding.widths = Widths::Uniform(each[0].0, each[0].1);
            }
            if let (Widths::Uniform(lower, _), true) = (&axis.padding.widths, rng.random_bool(0.8)) {
                axis.padding.widths = Widths::Uniform(*lower, *lower);
            }
        }
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let narrow = is_narrow(dtype);
        let what = || format!("case {case} on {} ranks, {dtype:?}\n{layout:?}", context.size());
        let distribution = distribution_of(world.0, &layout, context);
        let mut handle = null_mut();
        ok(unsafe { distarray_array_create_zeros(distribution.0, dtype as i32, &mut handle) });
        let array = array_handle(handle);
        let address = padded_address(array.0);
        write(&seen(context, &layout, dtype, array.0), &layout, |labels| stored(number(labels, narrow), dtype));

        let mut section = RawSection::released();
        let status = unsafe { distarray_array_export(array.0, &mut section) };
        let all = context.sum(&[u64::from(status != 0)]).unwrap()[0];
        assert!(all == 0 || all == context.size() as u64, "{}", what());
        if all > 0 {
            assert_eq!(status, DISTARRAY_ERR_PROTOCOL);
            assert!(section.release.is_none() && message().contains("axis "), "{}", message());
            refused += 1;
            continue;
        }
        said += 1;
        assert_eq!(unsafe { distarray_section_validate(&section, 0) }, 0, "{}\n{}", message(), what());
        let dictionary = dictionary_of(&section);
        let mut handle = null_mut();
        let status = unsafe { distarray_array_import(world.0, &mut section, 0, &mut handle) };
        assert_eq!(status, 0, "{}\n{}", message(), what());
        drop(array);
        let back = array_handle(handle);
        assert_eq!(padded_address(back.0), address, "{}", what());
        let mut handle = null_mut();
        ok(unsafe { distarray_array_get_distribution(back.0, &mut handle) });
        let found = Handle(handle, distarray_distribution_free);
        let (mut equal, mut aligned) = (0, 0);
        ok(unsafe { distarray_distribution_is_aligned(found.0, distribution.0, &mut aligned) });
        assert_eq!(aligned, 1, "{}", what());
        // Strides tell the memory order only where a part extends along two axes.
        let mut padded = vec![0i64; extents.len()];
        ok(unsafe { distarray_distribution_get_padded_shape(distribution.0, padded.as_mut_ptr()) });
        let tells = padded.iter().filter(|&&n| n > 1).count() > 1 && !padded.contains(&0);
        if layout.order == Order::RowMajor || context.sum(&[u64::from(tells)]).unwrap()[0] > 0 {
            ok(unsafe { distarray_distribution_is_equal(found.0, distribution.0, &mut equal) });
            assert_eq!(equal, 1, "{}", what());
        }

        ok(unsafe { distarray_array_exchange_halo(back.0) });
        for_each(&seen(context, &layout, dtype, back.0), &layout, |position, element| {
            if position.primary || !position.owned {
                halos += u64::from(!position.owned);
                let expected = bytes(stored(number(position.labels, narrow), dtype), dtype);
                assert_eq!(element, expected, "rank {}, {:?}\n{}", context.rank(), position.labels, what());
            }
        });
        // The copy says the same, and so does what it says.
        let copy = import(world.0, &mut export(back.0), DISTARRAY_IMPORT_COPY);
        let mut second = export(copy.0);
        let mut again = dictionary_of(&second);
        again["x-strides"] = dictionary["x-strides"].clone();
        assert_eq!(again, dictionary, "{}", what());
        give_back(&mut second);
    }
    let totals = context.sum(&[said, refused, halos]).unwrap();
    assert!(totals[0] > 100 && totals[2] > 100, "{totals:?}");
    assert!(context.size() == 1 || totals[1] > 5, "{totals:?}");
}

unsafe extern "C" fn numbered(ndim: c_int, index: *const i64, element: *mut c_void, _user: *mut c_void) -> c_int {
    let index = if ndim == 0 { &[] } else { unsafe { std::slice::from_raw_parts(index, ndim as usize) } };
    unsafe { element.cast::<f64>().write(number(index, false) as f64) };
    0
}

fn slices(context: &Context) {
    let world = context_handle();
    let mut compared = 0u64;
    for case in 0..cases(context, 800) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 5 << 50);
        let choice = Choice { unstructured: case % 4 == 0, padding: (0.3, 2) };
        let extents = shape(&mut rng);
        let mut layout = single(&mut rng, context.size(), &extents, choice);
        for axis in &mut layout.axes {
            if let Widths::Each(each) = &axis.padding.widths {
                axis.padding.widths = Widths::Uniform(each[0].0, each[0].1);
            }
        }
        let what = || format!("case {case} on {} ranks\n{layout:?}", context.size());
        let whole = distribution_of(world.0, &layout, context);
        let pick = |rng: &mut SmallRng| extents.iter().map(|&n| rng.random_range(-n - 1..=n + 1)).collect::<Vec<_>>();
        let (starts, mut stops) = (pick(&mut rng), pick(&mut rng));
        let steps: Vec<i64> = extents.iter().map(|_| [1, 1, 1, 2, 3, -1, -2][rng.random_range(0..7)]).collect();
        stops.iter_mut().filter(|_| rng.random_bool(0.7)).for_each(|stop| *stop = i64::MIN);
        let mut handle = null_mut();
        let sliced = unsafe {
            distarray_distribution_slice(whole.0, starts.as_ptr(), stops.as_ptr(), steps.as_ptr(), &mut handle)
        };
        ok(sliced);
        let view = Handle(handle, distarray_distribution_free);
        let mut handle = null_mut();
        let status = unsafe {
            distarray_array_create_from_function(view.0, DISTARRAY_FLOAT64, Some(numbered), null_mut(), &mut handle)
        };
        assert_eq!(status, 0, "{}\n{}", message(), what());
        let array = array_handle(handle);
        let mut section = RawSection::released();
        let status = unsafe { distarray_array_export(array.0, &mut section) };
        let all = context.sum(&[u64::from(status != 0)]).unwrap()[0];
        assert!(all == 0 || all == context.size() as u64, "{}", what());
        if status != 0 {
            assert_eq!(status, DISTARRAY_ERR_PROTOCOL, "{}", message());
            continue;
        }
        let mut handle = null_mut();
        let status = unsafe { distarray_array_import(world.0, &mut section, 0, &mut handle) };
        assert_eq!(status, 0, "{}\n{}", message(), what());
        let back = array_handle(handle);
        assert_eq!(padded_address(back.0), padded_address(array.0));
        let mut shape = vec![0; extents.len()];
        ok(unsafe { distarray_array_get_shape(back.0, shape.as_mut_ptr()) });
        let count: i64 = shape.iter().product();
        let mut texts = [vec![0.0f64; count as usize], vec![1.0f64; count as usize]];
        let statuses = [(array.0, 0), (back.0, 1)].map(|(array, k)| unsafe {
            distarray_array_gather(array, DISTARRAY_ALL_RANKS, texts[k].as_mut_ptr().cast())
        });
        assert_eq!(statuses[0], statuses[1], "{}\n{}", message(), what());
        if statuses[0] == 0 {
            assert_eq!(texts[0], texts[1], "{}", what());
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared}");
}
