//! What a product of matrices would do, without doing it.

use super::contract::{choose, Operand};
use super::{check_pair, check_result, matmul_letters, result};
use crate::array::Array;
use crate::distribution::Distribution;
use crate::error::Result;
use crate::kernels::gemm;
use crate::plan::contraction::{Contraction, Term};
use crate::plan::{closed_form_matches, redistribution, Plan};
use std::fmt;
use std::sync::Arc;

/// How [`super::matmul`] would go about it, and what this rank has to do with it.
#[derive(Clone, Debug, PartialEq)]
pub struct MatmulPlan {
    /// Extents of the grid of ranks along the stacks, rows, columns and sums.
    pub grid: [i32; 4],
    /// Bytes that arrive at this rank: of both operands, and of partial results.
    pub received: [i64; 3],
    /// Bytes that leave it.
    pub sent: [i64; 3],
    /// Bytes of panels and partial results that it holds, without a memory ceiling; with one, rounds keep below it.
    pub temporaries: i64,
    /// Multiplications.
    pub multiplications: f64,
    /// What multiplies floats.
    pub backend: String,
}

impl fmt::Display for MatmulPlan {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let [stacks, rows, columns, sums] = self.grid;
        writeln!(f, "grid: {stacks} stacks x {rows} rows x {columns} columns x {sums} sums")?;
        for (name, bytes) in [("received", self.received), ("sent", self.sent)] {
            let [a, b, c] = bytes;
            writeln!(f, "{name}: {} bytes (a {a}, b {b}, partial results {c})", a + b + c)?;
        }
        writeln!(f, "temporaries: {} bytes", self.temporaries)?;
        writeln!(f, "multiplications: {:.0}", self.multiplications)?;
        write!(f, "floats are multiplied by: {}", self.backend)
    }
}

/// What [`super::matmul`] of these operands would move to and from this rank. Between closed forms only: where labels lie is
/// looked up by a call that communicates. **Local.**
pub fn plan_matmul(a: &Array, b: &Array, distribution: Option<&Arc<Distribution>>) -> Result<MatmulPlan> {
    check_pair(a, b)?;
    let letters = matmul_letters(a.shape(), b.shape())?;
    let [left, right] = &letters.operands;
    let (sizes, labels) = super::resolve(&[a.shape(), b.shape()], &[left, right], letters.count)?;
    let context = a.context();
    let mut operands = Vec::with_capacity(2);
    for ((array, labels), name) in [a, b].into_iter().zip(labels).zip(["a", "b"]) {
        if !array.distribution().is_closed_form() {
            refuse!(Distribution, name, "who owns an index of an unstructured axis is not known to all processes");
        }
        let operand = Operand { array: array.clone(), labels, conjugate: false };
        let (array, labels) = super::contract::without_repeated(&operand)?;
        operands.push(Operand { array, labels: labels.into_iter().map(Some).collect(), conjugate: false });
    }
    let to = match distribution {
        Some(given) => given.clone(),
        None => result::distribution(context, &[&operands[0], &operands[1]], &letters.result, &sizes)?,
    };
    let shape: Vec<i64> = letters.result.iter().map(|&l| sizes[l]).collect();
    check_result(&shape, to.shape(), "distribution")?;
    if !to.is_closed_form() {
        refuse!(
            Distribution,
            "distribution",
            "who owns an index of an unstructured axis is not known to all processes"
        );
    }
    let lists: Vec<Vec<usize>> = operands.iter().map(|o| o.labels.iter().flatten().copied().collect()).collect();
    let dtype = a.dtype().promote(b.dtype());
    let terms = [
        Term { distribution: operands[0].array.distribution(), labels: &lists[0] },
        Term { distribution: operands[1].array.distribution(), labels: &lists[1] },
        Term { distribution: &to, labels: &letters.result },
    ];
    let chosen = choose(
        context,
        &Contraction { sizes: &sizes, terms, item: dtype.size(), room: super::contract::room(context) },
    )?;
    let layout = &chosen.layout;
    let here = (context.size(), context.rank());
    let (mut received, mut sent, mut temporaries) = ([0; 3], [0; 3], 0);
    let mut add = |k: usize, plan: &Plan, item: usize| {
        let statistics = plan.statistics();
        received[k] += statistics.wire_received * item as i64;
        sent[k] += statistics.wire_sent * item as i64;
    };
    for k in 0..2 {
        let (from, panel) = (terms[k].distribution, layout.panel(terms[k].labels, here)?);
        add(k, &between(from, &panel)?, operands[k].array.dtype().size());
        if !panel.is_aligned(from) || operands[k].array.dtype() != dtype {
            temporaries += panel.local_count() * dtype.size() as i64;
        }
    }
    let panel = layout.panel(terms[2].labels, here)?;
    match layout.layers() {
        1 if panel.is_aligned(&to) => {}
        1 => {
            add(2, &between(&panel, &to)?, dtype.size());
            temporaries += panel.local_count() * dtype.size() as i64;
        }
        layers => {
            let partial = layout.partial(terms[2].labels, here)?;
            let stacked = super::contract::stacked(&to, layers as i64)?;
            add(2, &between(&partial, &stacked)?, dtype.size());
            temporaries += (partial.local_count() + stacked.local_count()) * dtype.size() as i64;
        }
    }
    let mut grid = [1; 4];
    for l in 0..sizes.len() {
        let has = |k: usize| terms[k].labels.contains(&l);
        let role = match (has(2), has(0), has(1)) {
            (false, ..) => 3,
            (true, true, false) => 1,
            (true, false, true) => 2,
            _ => 0,
        };
        grid[role] *= layout.extent(l);
    }
    let counts = layout.counts(context.rank()).unwrap_or(vec![0]);
    let multiplications = counts.iter().map(|&n| n as f64).product();
    Ok(MatmulPlan { grid, received, sent, temporaries, multiplications, backend: gemm::backend() })
}

fn between(from: &Distribution, to: &Distribution) -> Result<Plan> {
    match closed_form_matches(from, to) {
        Ok(matches) => Ok(redistribution(from, to, &matches)),
        Err(_) => refuse!(Internal, "a", "closed forms were expected"),
    }
}
