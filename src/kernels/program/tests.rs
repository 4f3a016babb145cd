use super::*;
use crate::kernels::ufunc::{Operand, Ufunc};

fn function(name: &str, dtypes: &[Dtype]) -> Loop {
    let operands: Vec<Operand> = dtypes.iter().map(|&dtype| dtype.into()).collect();
    Ufunc::from_name(name).unwrap().resolve(&operands).unwrap()
}

/// Element strides as byte strides of f64.
fn bytes(strides: &[isize]) -> Vec<isize> {
    strides.iter().map(|stride| stride * 8).collect()
}

fn run(program: &Program, shape: &[usize], memories: &[(*mut u8, Vec<isize>)], streaming: bool) {
    let bindings: Vec<Binding> =
        memories.iter().map(|(pointer, strides)| Binding { pointer: *pointer, strides }).collect();
    let mut scratch = program.scratch().unwrap();
    unsafe { program.run(shape, &bindings, streaming, &mut scratch, &mut []) };
}

/// `x*y + 2*x` as one program with one output.
fn fused(x: bool) -> Program {
    let mut program = Program::new();
    let memories = [program.memory(Dtype::Float64, x), program.memory(Dtype::Float64, false)];
    let (x, y) = (program.load(memories[0]), program.load(memories[1]));
    let (add, multiply) = (function("add", &[Dtype::Float64; 2]), function("multiply", &[Dtype::Float64; 2]));
    let product = program.apply(&multiply, &[x, y]);
    let two = program.constant(Dtype::Int64, std::array::from_fn(|k| if k == 0 { 2 } else { 0 }));
    let double = program.apply(&multiply, &[two, x]);
    let sum = program.apply(&add, &[product, double]);
    let out = program.memory(Dtype::Float64, false);
    program.store(sum, out);
    program.finish();
    program
}

#[test]
fn every_order_and_stride_gives_the_same() {
    let program = fused(false);
    for shape in [vec![], vec![1], vec![5000], vec![7, 300], vec![300, 7], vec![70, 65, 3], vec![40, 1, 50], vec![0, 4]]
    {
        let count: usize = shape.iter().product();
        let x: Vec<f64> = (0..4 * count.max(1)).map(|k| k as f64 * 0.5).collect();
        let y: Vec<f64> = (0..4 * count.max(1)).map(|k| 3.0 - k as f64).collect();
        let row_major = |step: isize| {
            let mut strides = vec![0; shape.len()];
            let mut stride = step;
            for d in (0..shape.len()).rev() {
                strides[d] = stride;
                stride *= shape[d] as isize;
            }
            strides
        };
        let column_major = || {
            let mut strides = vec![0; shape.len()];
            let mut stride = 1;
            for (d, &n) in shape.iter().enumerate() {
                strides[d] = stride;
                stride *= n as isize;
            }
            strides
        };
        for xs in [row_major(1), row_major(2), column_major(), vec![0; shape.len()]] {
            for ys in [row_major(1), column_major()] {
                for outs in [row_major(1), row_major(3), column_major()] {
                    for streaming in [false, true] {
                        let mut out = vec![-1.0f64; 4 * count.max(1)];
                        let memories = [
                            (x.as_ptr() as *mut u8, bytes(&xs)),
                            (y.as_ptr() as *mut u8, bytes(&ys)),
                            (out.as_mut_ptr().cast(), bytes(&outs)),
                        ];
                        run(&program, &shape, &memories, streaming);
                        let mut expected = vec![-1.0f64; out.len()];
                        let mut index = vec![0i64; shape.len()];
                        let extents: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
                        if count > 0 {
                            loop {
                                let at = |strides: &[isize]| {
                                    index.iter().zip(strides).map(|(&i, &s)| i as isize * s).sum::<isize>() as usize
                                };
                                let (a, b) = (x[at(&xs)], y[at(&ys)]);
                                expected[at(&outs)] = a * b + 2.0 * a;
                                if !crate::index::shape::next_index(&mut index, &extents) {
                                    break;
                                }
                            }
                        }
                        assert!(out == expected, "{shape:?} {xs:?} {ys:?} {outs:?} {streaming}");
                    }
                }
            }
        }
    }
}

#[test]
fn backwards_uniform_and_in_place() {
    let y: Vec<f64> = (0..3000).map(f64::from).collect();
    let (x, mut out) = ([3.0f64], vec![0.0f64; 3000]);
    let last = y.as_ptr().wrapping_add(2999) as *mut u8;
    let end = out.as_mut_ptr().wrapping_add(2999).cast();
    run(&fused(true), &[3000], &[(x.as_ptr() as *mut u8, vec![0]), (last, vec![-8]), (end, vec![-8])], false);
    assert!(out.iter().zip(&y).all(|(out, y)| *out == 3.0 * y + 6.0));
    let mut both = y.clone();
    let memory = (both.as_mut_ptr().cast::<u8>(), vec![8]);
    run(&fused(false), &[3000], &[memory.clone(), memory.clone(), memory], false);
    assert!(both.iter().zip(&y).all(|(got, y)| *got == y * y + 2.0 * y));
}

#[test]
fn two_outputs_may_exchange_their_memories() {
    for streaming in [false, true] {
        let mut program = Program::new();
        let memories: Vec<usize> = (0..4).map(|_| program.memory(Dtype::Float64, false)).collect();
        let (x, y) = (program.load(memories[0]), program.load(memories[1]));
        program.store(y, memories[2]);
        program.store(x, memories[3]);
        program.finish();
        let (mut a, mut b) = (vec![1.0f64; 2500], vec![2.0f64; 2500]);
        let (pa, pb) = (a.as_mut_ptr().cast::<u8>(), b.as_mut_ptr().cast::<u8>());
        run(&program, &[2500], &[(pa, vec![8]), (pb, vec![8]), (pa, vec![8]), (pb, vec![8])], streaming);
        assert!(a.iter().all(|&x| x == 2.0) && b.iter().all(|&x| x == 1.0));
    }
}

#[test]
fn many_values_share_few_registers() {
    let mut program = Program::new();
    let memory = program.memory(Dtype::Float64, false);
    let add = function("add", &[Dtype::Float64; 2]);
    let mut value = program.load(memory);
    for k in 0..1000i64 {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&k.to_ne_bytes());
        let constant = program.constant(Dtype::Int64, bytes);
        value = program.apply(&add, &[value, constant]);
    }
    let out = program.memory(Dtype::Float32, false);
    program.store(value, out);
    program.finish();
    assert!(program.width < 100, "{}", program.width);
    let (x, mut out) = (vec![1.0f64; 2000], vec![0.0f32; 2000]);
    let memories = [(x.as_ptr() as *mut u8, vec![8]), (out.as_mut_ptr().cast(), vec![4])];
    run(&program, &[2000], &memories, false);
    assert!(out.iter().all(|&y| y == 499501.0));
}

#[test]
fn folds_see_every_element_once() {
    let mut program = Program::new();
    let memory = program.memory(Dtype::Int32, false);
    let value = program.load(memory);
    let value = program.cast(value, Dtype::Int64);
    program.feed(value, 0);
    program.finish();
    let x: Vec<i32> = (0..60 * 70).collect();
    let mut sum = 0i64;
    let mut feed = |values: *const u8, count: usize| {
        sum += unsafe { std::slice::from_raw_parts(values.cast::<i64>(), count) }.iter().sum::<i64>();
    };
    let binding = Binding { pointer: x.as_ptr() as *mut u8, strides: &[4, 240] };
    let mut scratch = program.scratch().unwrap();
    unsafe { program.run(&[60, 70], &[binding], false, &mut scratch, &mut [&mut feed]) };
    assert_eq!(sum, (0..60 * 70).sum::<i64>());
}
