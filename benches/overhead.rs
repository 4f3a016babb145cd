//! What a call costs before any element moves: the agreement beside a bare allreduce, and describing an array by the
//! protocol. Alternates the candidates, takes medians, prints ratios of one and the same run.
//!
//! `cargo bench --bench overhead` starts itself under `mpirun` (`DISTARRAY_TEST_MPIRUN` names another launcher).

use distarray::c_api::protocol::{distarray_array_export, distarray_section_validate};
use distarray::c_api::{array, context, distribution};
use distarray::context::{Arg, Call, Context};
use distarray::protocol::RawSection;
use mpi::ffi;
use std::process::Command;
use std::time::Instant;

const ROUNDS: usize = 15;

fn main() {
    if std::env::args().any(|argument| argument == "--child") {
        child();
        return;
    }
    let launcher = std::env::var("DISTARRAY_TEST_MPIRUN").unwrap_or_else(|_| "mpirun".into());
    let program = std::env::current_exe().expect("the path of this program");
    for ranks in ["2", "4"] {
        let status = Command::new(&launcher)
            .args(["-n", ranks])
            .arg(&program)
            .arg("--child")
            .env("OMPI_ALLOW_RUN_AS_ROOT", "1")
            .env("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1")
            .env("OMPI_MCA_rmaps_base_oversubscribe", "1")
            .status();
        assert!(status.is_ok_and(|s| s.success()), "{launcher} -n {ranks} failed");
    }
}

/// Microseconds per call, the slowest rank's.
fn time(comm: ffi::MPI_Comm, calls: usize, mut call: impl FnMut()) -> f64 {
    unsafe { ffi::MPI_Barrier(comm) };
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    let mine = start.elapsed().as_secs_f64() * 1e6 / calls as f64;
    let mut slowest = 0.0f64;
    let (from, to) = ((&raw const mine).cast(), (&raw mut slowest).cast());
    unsafe { ffi::MPI_Allreduce(from, to, 1, ffi::RSMPI_DOUBLE, ffi::RSMPI_MAX, comm) };
    slowest
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn child() {
    let world = Context::world().expect("MPI");
    let comm = world.comm();
    agreement(&world, comm);
    describing(&world, comm);
    tracing(&world, comm);
    drop(world);
    distarray::mpi::finalise();
}

fn agreement(world: &Context, comm: ffi::MPI_Comm) {
    let allreduce = |words: i32| {
        let (mine, mut all) = ([1u64; 8], [0u64; 8]);
        unsafe {
            ffi::MPI_Allreduce(
                mine.as_ptr().cast(),
                all.as_mut_ptr().cast(),
                words,
                ffi::RSMPI_UINT64_T,
                ffi::RSMPI_MAX,
                comm,
            )
        };
    };
    let agree = || {
        let arguments = [("array", Arg::Object("array", 7)), ("axis", Arg::Int(1))];
        let _ = world.agree(&Call::new("distarray_array_reduce_axis", &arguments), Ok(()));
    };
    let (mut one, mut eight, mut ours) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS + 1 {
        let calls = 2000;
        let sample = [time(comm, calls, || allreduce(1)), time(comm, calls, || allreduce(8)), time(comm, calls, agree)];
        // The first round warms up.
        if round > 0 {
            one.push(sample[0]);
            eight.push(sample[1]);
            ours.push(sample[2]);
        }
    }
    if world.rank() == 0 {
        let (one, eight, ours) = (median(one), median(eight), median(ours));
        println!(
            "{} ranks: allreduce of 1 word {one:.2} us, of 8 words {eight:.2} us, agreement {ours:.2} us \
             ({:.2} x the allreduce of 1 word)",
            world.size(),
            ours / one
        );
    }
}

/// A Local call and an agreement before any trace, while one is on, and after it.
fn tracing(world: &Context, comm: ffi::MPI_Comm) {
    let path = std::env::temp_dir().join(format!("distarray-overhead-{}.json", world.size()));
    let mut own = std::ptr::null_mut();
    unsafe { assert_eq!(context::distarray_context_create(comm, &mut own), 0) };
    let local = || {
        let mut rank = 0;
        unsafe { assert_eq!(context::distarray_context_get_rank(own, &mut rank), 0) };
    };
    let agree = || {
        let _ = world.agree(&Call::new("distarray_array_reduce_axis", &[("axis", Arg::Int(1))]), Ok(()));
    };
    let sample = || {
        let mut samples = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            samples.0.push(time(comm, 100_000, local) * 1000.0);
            samples.1.push(time(comm, 2000, agree));
        }
        (median(samples.0), median(samples.1))
    };
    let before = sample();
    world.start_trace(&path).expect("a file for the trace");
    let during = sample();
    world.stop_trace().expect("the trace");
    let after = sample();
    if world.rank() == 0 {
        let _ = std::fs::remove_file(&path);
        println!(
            "{} ranks: Local call without trace {:.1} ns, with {:.1} ns, after it {:.1} ns; agreement {:.2}, {:.2}, {:.2} us",
            world.size(),
            before.0,
            during.0,
            after.0,
            before.1,
            during.1,
            after.1
        );
    }
    unsafe { assert_eq!(context::distarray_context_free(&mut own), 0) };
}

fn describing(world: &Context, comm: ffi::MPI_Comm) {
    for side in [100i64, 1000, 10_000] {
        unsafe {
            let mut own = std::ptr::null_mut();
            assert_eq!(context::distarray_context_create(comm, &mut own), 0);
            let (mut layout, mut numbers) = (std::ptr::null_mut(), std::ptr::null_mut());
            let text = c"block halo(1), block halo(1)".as_ptr();
            let shape = [side, side];
            assert_eq!(distribution::distarray_distribution_create_text(own, 2, shape.as_ptr(), text, &mut layout), 0);
            assert_eq!(array::distarray_array_create(layout, array::DISTARRAY_FLOAT64, &mut numbers), 0);
            let mut samples = Vec::new();
            for _ in 0..ROUNDS {
                samples.push(time(comm, 10_000, || {
                    let mut section = RawSection::released();
                    assert_eq!(distarray_array_export(numbers, &mut section), 0);
                    assert_eq!(distarray_section_validate(&section, 0), 0);
                    if let Some(release) = section.release {
                        release(&mut section);
                    }
                }));
            }
            if world.rank() == 0 {
                let ranks = world.size();
                println!("{ranks} ranks: export + validate + release of {side} x {side}: {:.2} us", median(samples));
            }
            array::distarray_array_free(&mut numbers);
            distribution::distarray_distribution_free(&mut layout);
            context::distarray_context_free(&mut own);
        }
    }
}
