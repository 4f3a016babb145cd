//! One contraction on all ranks: panels come to where they are multiplied, partial results to where they are added.

use crate::array::{blocks, Array, Memory, Part, Place};
use crate::context::{Call, Context, Temporary};
use crate::distribution::{AxisMap, Distribution};
use crate::dtype::{Dtype, Kind};
use crate::error::{Error, Result, Status};
use crate::index::{shape, Order, Slice};
use crate::kernels::copy::{Accumulation, Factor, How};
use crate::kernels::gemm;
use crate::kernels::reduce::{Fold, Options, Reduction};
use crate::ops::redistribute::{self, move_all};
use crate::ops::{create, directory, view};
use crate::plan::contraction::{Contraction, Layout, Term};
use std::sync::Arc;

/// What is multiplied. Labels number the indices of the contraction.
#[derive(Clone)]
pub(super) struct Operand {
    pub array: Array,
    /// One per axis; none for axes of one index that are repeated along a longer label.
    pub labels: Vec<Option<usize>>,
    pub conjugate: bool,
}

/// `C = alpha · sum of A·B + beta·C`.
pub(super) struct Job {
    /// Extent of each label.
    pub sizes: Vec<i64>,
    pub operands: [Operand; 2],
    /// Of the axes of the result.
    pub labels: Vec<usize>,
    /// In which it is computed.
    pub dtype: Dtype,
    /// One element of `dtype`.
    pub alpha: gemm::Factor,
    /// In the result's dtype.
    pub beta: Factor,
}

impl Job {
    /// Without factors.
    fn is_plain(&self) -> bool {
        self.alpha == gemm::one(self.dtype) && self.beta == Factor::new(0u8)
    }
}

/// What ranks must know of each other before they start, as words of an agreement, which makes maxima of them: the
/// complement of the bytes a rank may use, whether it cannot read A and B where they are, and whether it cannot write C
/// there (2: not before all has been read).
pub(super) type Needs = [u64; 4];

pub(super) fn needs(context: &Context, operands: [&Array; 2], target: Option<&Array>) -> Needs {
    let [a, b] = operands.map(|array| u64::from(steps(array).is_none()));
    let c = target.map_or(0, |target| match operands.iter().any(|array| array.overlaps(target)) {
        true => 2,
        false => u64::from(steps(target).is_none()),
    });
    [!room(context), a, b, c]
}

/// Bytes that this rank may use.
pub(super) fn room(context: &Context) -> u64 {
    let used = context.counters().snapshot().temporary_bytes;
    context.memory_ceiling().map_or(u64::MAX, |ceiling| (ceiling as u64).saturating_sub(used))
}

/// Distances of a local part in elements, if it has some.
fn steps(array: &Array) -> Option<Vec<isize>> {
    let size = array.dtype().size() as isize;
    if !array.has_elements() {
        return Some(vec![0; array.ndim()]);
    }
    let strides = array.strides()?;
    strides.iter().all(|stride| stride % size == 0).then(|| strides.iter().map(|stride| stride / size).collect())
}

/// Computes the contraction. Collective, in the commit phase.
pub(super) fn run(call: &Call, job: Job, target: &Array, needs: Needs) -> Result<()> {
    let context = target.context();
    // Sums of integers are the same in any order.
    if context.reproducible() && job.labels.is_empty() && job.dtype.kind() >= Kind::Float && job.is_plain() {
        let dtype = job.dtype;
        let sum = Work::new(call, job, target, needs)?.exact()?;
        return create::fill(&mut target.clone(), &create::cast_scalar(&sum, dtype, target.dtype()));
    }
    let aside = needs[3] > 1 || !target.distribution().is_closed_form();
    if !aside {
        return Work::new(call, job, target, needs)?.run();
    }
    let made = blocks_of(context, target.shape()).and_then(|to| Array::prepare(context, &to, target.dtype(), None));
    let between = context.confirm(made)?.finish(context);
    let how = How::Scale { alpha: Factor::new(1u8), beta: job.beta, conjugate: false };
    Work::new(call, Job { beta: Factor::new(0u8), ..job }, &between, needs)?.run()?;
    move_all(call, context, Ok(()), &[(&between, target)], how)
}

/// All axes in blocks over all ranks.
pub(super) fn blocks_of(context: &Context, shape: &[i64]) -> Result<Arc<Distribution>> {
    let specification = crate::distribution::Specification::new(shape)?;
    Distribution::build(&specification, context.size(), context.rank(), &[]).map(Arc::new)
}

/// A contraction with its layout, whose operands have exactly the axes of their labels.
struct Work<'a> {
    call: &'a Call<'a>,
    context: &'a Context,
    job: Job,
    labels: [Vec<usize>; 3],
    target: &'a Array,
    layout: Arc<Chosen>,
    needs: Needs,
    /// Pieces into which each label is cut, one after the other.
    rounds: Vec<i64>,
}

/// A layout as a context keeps it.
pub(super) struct Chosen {
    room: u64,
    digests: [u64; 3],
    labels: [Vec<usize>; 3],
    item: usize,
    pub layout: Layout,
}

/// The layout of a contraction, kept for the next one like it.
pub(super) fn choose(context: &Context, contraction: &Contraction) -> Result<Arc<Chosen>> {
    let digests = contraction.terms.map(|term| term.distribution.digest());
    let labels = contraction.terms.map(|term| term.labels.to_vec());
    let (item, room) = (contraction.item, contraction.room);
    let fits =
        |kept: &Chosen| kept.digests == digests && kept.labels == labels && (kept.item, kept.room) == (item, room);
    let make = || {
        let layout = contraction.choose(context.size());
        Ok(Chosen { room, digests, labels: labels.clone(), item, layout })
    };
    context.kept(fits, make, |_| true)
}

/// An operand without the axes that have no label, which are of one index.
pub(super) fn without_repeated(operand: &Operand) -> Result<(Array, Vec<usize>)> {
    let axes = operand.labels.iter().enumerate();
    let gone: Vec<usize> = axes.filter(|(_, label)| label.is_none()).map(|(axis, _)| axis).collect();
    let labels = operand.labels.iter().flatten().copied().collect();
    if gone.is_empty() {
        return Ok((operand.array.clone(), labels));
    }
    let maps = operand.array.distribution().axes();
    let unknown: Vec<usize> = gone.iter().copied().filter(|&axis| maps[axis].owner_of(0).is_err()).collect();
    let settled = directory::settle(&operand.array, &unknown)?;
    let gone: Vec<i32> = gone.into_iter().map(|axis| axis as i32).collect();
    Ok((view::squeeze(&settled, Some(&gone))?, labels))
}

/// Memory of a panel, with distances in elements, none if it is read where it is.
struct Panel {
    array: Array,
    buffer: Option<Temporary>,
    steps: Vec<isize>,
}

impl Panel {
    /// An array that is used where it is.
    fn of(array: &Array) -> Panel {
        Panel { array: array.clone(), buffer: None, steps: steps(array).unwrap_or_default() }
    }
}

impl<'a> Work<'a> {
    fn new(call: &'a Call<'a>, mut job: Job, target: &'a Array, needs: Needs) -> Result<Work<'a>> {
        let context = target.context();
        let mut labels = [Vec::new(), Vec::new(), job.labels.clone()];
        for (operand, labels) in job.operands.iter_mut().zip(&mut labels) {
            (operand.array, *labels) = without_repeated(operand)?;
        }
        let [a, b] = &job.operands;
        let layout = {
            let distributions = [a.array.distribution(), b.array.distribution(), target.distribution()];
            let terms = [0, 1, 2].map(|k| Term { distribution: distributions[k], labels: &labels[k] });
            choose(context, &Contraction { sizes: &job.sizes, terms, item: job.dtype.size(), room: !needs[0] })?
        };
        let rounds = vec![1; job.sizes.len()];
        let mut work = Work { call, context, job, labels, target, layout, needs, rounds };
        work.rounds = work.rounds_within(!needs[0])?;
        Ok(work)
    }

    fn term(&self, k: usize) -> &Array {
        match k {
            2 => self.target,
            _ => &self.job.operands[k].array,
        }
    }

    fn here(&self) -> (i32, i32) {
        (self.context.size(), self.context.rank())
    }

    /// Whether a term is used where it is, on all ranks.
    fn in_place(&self, k: usize, array: &Array, layout: &Layout) -> Result<bool> {
        let usable = self.needs[k + 1] == 0 && array.dtype() == self.job.dtype;
        if !usable || (k == 2 && layout.layers() > 1) || (k < 2 && self.job.operands[k].conjugate) {
            return Ok(false);
        }
        Ok(layout.panel(&self.labels[k], self.here())?.is_aligned(array.distribution()))
    }

    /// Indices of each label in a round.
    fn ranges(&self, round: &[i64]) -> Vec<(i64, i64)> {
        let edge = |size: i64, k: i64, of: i64| (size as i128 * k as i128 / of as i128) as i64;
        let range = |l: usize| {
            let (size, of) = (self.job.sizes[l], self.rounds[l]);
            (edge(size, round[l], of), edge(size, round[l] + 1, of))
        };
        (0..round.len()).map(range).collect()
    }

    /// Cuts labels until the panels of a round fit in what every rank has. Sums are cut first: that costs no volume.
    fn rounds_within(&self, room: u64) -> Result<Vec<i64>> {
        let layout = &self.layout.layout;
        let mut rounds = vec![1i64; self.job.sizes.len()];
        let mut in_place = [false; 3];
        for (k, in_place) in in_place.iter_mut().enumerate() {
            *in_place = self.in_place(k, self.term(k), layout)?;
        }
        let longest = |l: usize, rounds: &[i64]| match rounds[l] {
            1 => layout.longest(l),
            of => ((self.job.sizes[l] + of - 1) / of + layout.extent(l) as i64 - 1) / layout.extent(l) as i64,
        };
        let bytes = |rounds: &[i64]| -> u128 {
            let elements = |k: usize| {
                let moved = self.labels[k].iter().any(|&l| rounds[l] > 1 && layout.extent(l) > 1);
                let panel = self.labels[k].iter().map(|&l| longest(l, rounds).max(0) as u128).product::<u128>();
                if in_place[k] && !moved {
                    0
                } else {
                    panel
                }
            };
            let layers = match layout.layers() {
                1 => 0,
                layers => elements(2) * if self.target.dtype() == self.job.dtype { 1 } else { layers as u128 },
            };
            (elements(0) + elements(1) + elements(2) + layers) * self.job.dtype.size() as u128
        };
        // The movement itself packs what it sends in pieces of its own.
        let limit = if room == u64::MAX { u128::MAX } else { room as u128 / 4 * 3 };
        loop {
            let now = bytes(&rounds);
            if now <= limit {
                return Ok(rounds);
            }
            let halved = |l: usize| {
                let mut next = rounds.clone();
                next[l] = (next[l] * 2).min(self.job.sizes[l]);
                (bytes(&next), next)
            };
            let summed = |l: &usize| !self.labels[2].contains(l);
            let shorter = |l: &usize| rounds[*l] < self.job.sizes[*l] && longest(*l, &rounds) > 1;
            let best = |sums: bool| {
                let all = (0..rounds.len()).filter(|l| shorter(l) && (!sums || summed(l) && longest(*l, &rounds) > 64));
                all.map(halved).filter(|(bytes, _)| *bytes < now).min_by_key(|(bytes, _)| *bytes)
            };
            match best(true).or_else(|| best(false)) {
                Some((_, next)) => rounds = next,
                None => {
                    return Err(Error::new(
                        Status::Memory,
                        format!(
                        "the smallest panels of this product take {now} bytes, of which the context's ceiling leaves \
                             {limit}: raise the ceiling"
                    ),
                    ))
                }
            }
        }
    }

    /// The sum of all products, of which no rounding error but that of each product remains: the same bits whatever the
    /// distributions and the number of ranks. For contractions to a single number.
    fn exact(self) -> Result<[u8; 16]> {
        let (context, dtype) = (self.context, self.job.dtype);
        let options = Options { dtype: Some(dtype), reproducible: true, ..Options::default() };
        let fold = Fold::new(Reduction::Sum, dtype, options)?;
        let bytes = fold.state_size();
        let mut states = vec![0u128; 2 * bytes.div_ceil(16)];
        let (state, other) = states.split_at_mut(bytes.div_ceil(16));
        let (state, other) = (state.as_mut_ptr().cast::<u8>(), other.as_mut_ptr().cast::<u8>());
        unsafe { fold.start(state) };
        let mut round = vec![0; self.rounds.len()];
        loop {
            let ranges = self.ranges(&round);
            let layout = match self.rounds.iter().all(|&n| n == 1) {
                true => self.layout.layout.clone(),
                false => self.layout.layout.window(&ranges),
            };
            let panels = self.operands(&layout, &ranges, None, false)?;
            if let Some(counts) = layout.counts(context.rank()) {
                let axes = self.axes(&counts, &[&panels[0], &panels[1]]);
                let pointers = panels.each_ref().map(|panel| panel.array.local_pointer().cast_const());
                let feed = |products: *const u8, count: usize| unsafe { fold.feed(state, products, count, 0, 1) };
                unsafe { gemm::products(dtype, &axes, pointers, feed) };
            }
            if !shape::next_index(&mut round, &self.rounds) {
                break;
            }
        }
        let mine = unsafe { std::slice::from_raw_parts(state, bytes) }.to_vec();
        unsafe { fold.start(state) };
        for one in context.all_gather(&mine)?.chunks_exact(bytes) {
            unsafe {
                std::ptr::copy_nonoverlapping(one.as_ptr(), other, bytes);
                fold.merge(state, other);
            }
        }
        let mut sum = [0; 16];
        unsafe { fold.finish(state, sum.as_mut_ptr()) };
        Ok(sum)
    }

    fn run(self) -> Result<()> {
        let sums: Vec<bool> = (0..self.rounds.len()).map(|l| !self.labels[2].contains(&l)).collect();
        let of = |kept: bool| -> Vec<i64> {
            self.rounds.iter().zip(&sums).map(|(&n, &sum)| if sum == kept { 1 } else { n }).collect()
        };
        let (outer, inner) = (of(true), of(false));
        let total = self.rounds.iter().product::<i64>() as u64;
        let mut done = 0;
        let mut place = vec![0; outer.len()];
        loop {
            let outcome = self.part(&place, &inner, &mut done, total);
            if outcome.is_err() && done > 0 {
                self.target.mark_damaged();
            }
            outcome?;
            if !shape::next_index(&mut place, &outer) {
                return Ok(());
            }
        }
    }

    /// One part of the result: sums in rounds, then what they come to.
    fn part(&self, place: &[i64], sums: &[i64], done: &mut u64, total: u64) -> Result<()> {
        let (context, dtype) = (self.context, self.job.dtype);
        let mut round = place.to_vec();
        let mut inner = vec![0; place.len()];
        let shown = self.shown(2, self.target, &self.ranges(place))?;
        let layout_of = |round: &[i64]| match self.rounds.iter().all(|&n| n == 1) {
            true => self.layout.layout.clone(),
            false => self.layout.layout.window(&self.ranges(round)),
        };
        let layout = layout_of(&round);
        let in_place = self.in_place(2, &shown, &layout)?;
        let result = match in_place {
            true => Ok(Panel::of(&shown)),
            false => self.partial(&shown, &layout),
        };
        let mut beta = if in_place { self.job.beta.element(dtype) } else { [0; 16] };
        let mut started = false;
        loop {
            place.iter().zip(&inner).zip(&mut round).for_each(|((a, b), to)| *to = a + b);
            let ranges = self.ranges(&round);
            let layout = layout_of(&round);
            let failed = result.as_ref().err().cloned();
            let [a, b] = self.operands(&layout, &ranges, failed, !in_place && !started)?;
            if let Ok(result) = &result {
                let _scope = context.trace().scope("multiply");
                self.multiply(&layout, [&a, &b, result], &beta);
            }
            (beta, started) = (gemm::one(dtype), true);
            *done += 1;
            context.checkpoint("multiplying", *done, total)?;
            if !shape::next_index(&mut inner, sums) {
                break;
            }
        }
        match in_place {
            true => Ok(()),
            false => self.collect(&layout, result?, &shown),
        }
    }

    /// Both operands where this rank multiplies them. `failed` is what went wrong before, of which all learn here; they
    /// meet `anyway` or if something moves.
    fn operands(
        &self,
        layout: &Layout,
        ranges: &[(i64, i64)],
        failed: Option<Error>,
        anyway: bool,
    ) -> Result<[Panel; 2]> {
        let sources = [self.shown(0, self.term(0), ranges)?, self.shown(1, self.term(1), ranges)?];
        let mut stays = [false; 2];
        for (k, stays) in stays.iter_mut().enumerate() {
            *stays = self.in_place(k, &sources[k], layout)?;
        }
        // Whoever fails goes on to where the others are.
        let panel = |k: usize| match stays[k] {
            true => Ok(Panel::of(&sources[k])),
            false => self.panel(k, &sources[k], layout),
        };
        let panels = [panel(0), panel(1)];
        let failed = failed.or_else(|| panels.iter().find_map(|panel| panel.as_ref().err().cloned()));
        let checked = failed.map_or(Ok(()), Err);
        let moved: Vec<(&Array, &Array)> = (0..2)
            .filter(|&k| !stays[k])
            .filter_map(|k| panels[k].as_ref().ok().map(|panel| (&sources[k], &panel.array)))
            .collect();
        match stays {
            [true, true] if !anyway => checked?,
            [true, true] => self.context.confirm(checked)?,
            _ => move_all(self.call, self.context, checked, &moved, How::Replace)?,
        }
        let [a, b] = panels;
        let (mut a, mut b) = (a?, b?);
        for (operand, panel) in self.job.operands.iter().zip([&mut a, &mut b]) {
            if let Some(buffer) = panel.buffer.as_mut().filter(|_| operand.conjugate) {
                let count = buffer.len() / self.job.dtype.size();
                unsafe { gemm::conjugate(self.job.dtype, buffer.as_mut_ptr(), count) };
            }
        }
        Ok([a, b])
    }

    /// What a round sees of a term.
    fn shown(&self, k: usize, array: &Array, ranges: &[(i64, i64)]) -> Result<Array> {
        if self.labels[k].iter().all(|&l| self.rounds[l] == 1) {
            return Ok(array.clone());
        }
        let slice = |&l: &usize| Slice { start: ranges[l].0, step: 1, count: ranges[l].1 - ranges[l].0 };
        array.sliced(&self.labels[k].iter().map(slice).collect::<Vec<_>>())
    }

    /// Room for what this rank needs of an operand.
    fn panel(&self, k: usize, source: &Array, layout: &Layout) -> Result<Panel> {
        self.room(layout.panel(&self.labels[k], self.here()), self.order(k, source), 0)
    }

    /// Room for this rank's share of the products, with an axis of layers where they are several.
    fn partial(&self, target: &Array, layout: &Layout) -> Result<Panel> {
        let order = self.order(2, target);
        if layout.layers() == 1 {
            return self.room(layout.panel(&self.labels[2], self.here()), order, 0);
        }
        let order: Vec<usize> = std::iter::once(0).chain(order.into_iter().map(|axis| axis + 1)).collect();
        self.room(layout.partial(&self.labels[2], self.here()), order, 1)
    }

    /// Axes from slow to fast: those of both operands and the result, then as they lie in memory, so that copies run along.
    fn order(&self, k: usize, array: &Array) -> Vec<usize> {
        let stride = |axis: usize| array.strides().map_or(0, |strides| strides[axis].unsigned_abs());
        let batch = |axis: usize| self.labels.iter().all(|labels| labels.contains(&self.labels[k][axis]));
        let mut order = array.distribution().order().axes(array.ndim());
        order.sort_by_key(|&axis| (!batch(axis), std::cmp::Reverse(stride(axis))));
        order
    }

    /// Memory for a part of a distribution, with its axes in this order, the first of which are layers.
    fn room(&self, distribution: Result<Distribution>, order: Vec<usize>, layers: usize) -> Result<Panel> {
        let (context, dtype) = (self.context, self.job.dtype);
        let prepared = distribution.and_then(|distribution| {
            let extents = distribution.local_shape();
            let bytes = if distribution.place().is_none() { 0 } else { shape::byte_count(&extents, dtype.size())? };
            let mut buffer = context.temporary(bytes)?;
            let mut strides = vec![0isize; extents.len()];
            let mut stride = dtype.size() as isize;
            for axis in order.into_iter().rev() {
                strides[axis] = stride;
                stride = stride.saturating_mul(extents[axis].max(1) as isize);
            }
            let steps = strides[layers..].iter().map(|stride| stride / dtype.size() as isize).collect();
            let memory = Memory::foreign(buffer.as_mut_ptr(), None);
            let part = Part { memory, strides: Some(strides), read_only: false };
            let array = Array::prepare(context, &Arc::new(distribution), dtype, Some(part))?;
            Ok((array, buffer, steps))
        });
        match prepared {
            Ok((array, buffer, steps)) => Ok(Panel { array: array.finish(context), buffer: Some(buffer), steps }),
            Err(error) => {
                // The others have numbered theirs.
                context.next_serial();
                Err(error)
            }
        }
    }

    /// The local products.
    fn multiply(&self, layout: &Layout, panels: [&Panel; 3], beta: &gemm::Factor) {
        let Some(counts) = layout.counts(self.context.rank()) else { return };
        let axes = self.axes(&counts, &panels);
        let [a, b, c] = panels.map(|panel| panel.array.local_pointer());
        unsafe { gemm::contract(self.job.dtype, &axes, [a, b], c, &self.job.alpha, beta) };
    }

    /// The labels as axes of local memory.
    fn axes(&self, counts: &[i64], panels: &[&Panel]) -> Vec<gemm::Labelled> {
        let step = |k: usize, l: usize| {
            let axis = self.labels[k].iter().position(|&label| label == l);
            axis.zip(panels.get(k)).map(|(axis, panel)| panel.steps[axis])
        };
        let axis = |(l, &count): (usize, &i64)| {
            let steps = [step(0, l), step(1, l), step(2, l)];
            gemm::Labelled {
                axis: gemm::Axis { count: count as usize, steps: steps.map(|step| step.unwrap_or(0)) },
                in_a: steps[0].is_some(),
                in_b: steps[1].is_some(),
                in_c: steps[2].is_some(),
            }
        };
        counts.iter().enumerate().map(axis).collect()
    }

    /// Brings partial results to their owners, who add them in order of the layers.
    fn collect(&self, layout: &Layout, partial: Panel, target: &Array) -> Result<()> {
        let how = match self.job.beta == Factor::new(0u8) {
            true => How::Replace,
            false => How::Scale { alpha: Factor::new(1u8), beta: self.job.beta, conjugate: false },
        };
        if layout.layers() == 1 {
            return move_all(self.call, self.context, Ok(()), &[(&partial.array, target)], how);
        }
        let (context, dtype) = (self.context, self.job.dtype);
        let layers = layout.layers() as i64;
        let owned = shape::byte_count(&target.distribution().local_shape(), dtype.size())?;
        let at_once = match dtype == target.dtype() {
            // As many as there is room for; all ranks take the same number.
            true => {
                let fit = (room(context) / 2 / owned.max(1) as u64).clamp(1, layers as u64);
                let mut slots = [!fit, 0, 0, 0];
                if context.memory_ceiling().is_some() || context.size() > 1 {
                    context.confirm_with(Ok(()), &mut slots)?;
                }
                !slots[0] as i64
            }
            false => layers,
        };
        let mut first = 0;
        while first < layers {
            let count = at_once.min(layers - first);
            self.add(&partial, target, (first, count), how)?;
            first += count;
        }
        Ok(())
    }

    /// Adds some layers to the target; the first of all meets what was there.
    fn add(&self, partial: &Panel, target: &Array, (first, count): (i64, i64), how: How) -> Result<()> {
        let (context, dtype) = (self.context, self.job.dtype);
        let stacked = stacked(target.distribution(), count);
        let order = self.order(2, target).into_iter().map(|axis| axis + 1);
        let prepared = self.room(stacked, std::iter::once(0).chain(order).collect(), 0);
        let mut slices: Vec<Slice> = target.shape().iter().map(|&n| Slice::whole(n)).collect();
        slices.insert(0, Slice { start: first, step: 1, count });
        let source = partial.array.sliced(&slices)?;
        let arrived = match prepared {
            Ok(arrived) => {
                move_all(self.call, context, Ok(()), &[(&source, &arrived.array)], How::Replace)?;
                arrived
            }
            Err(error) => return move_all(self.call, context, Err(error), &[(&source, target)], How::Replace),
        };
        if !target.has_elements() {
            return Ok(());
        }
        let whole = arrived.array.place();
        let layer = |k: i64| Place {
            pointer: whole.pointer.wrapping_offset(whole.access[0].offset(k)),
            access: whole.access[1..].to_vec(),
            extents: whole.extents[1..].to_vec(),
            ..whole.clone()
        };
        let to = target.place();
        let add = How::Accumulate(Accumulation::Add);
        let sums = if dtype == target.dtype() { &to } else { &layer(0) };
        if dtype == target.dtype() {
            unsafe { blocks::combine(&layer(0), &to, if first == 0 { how } else { add }) };
        }
        (1..count).for_each(|k| unsafe { blocks::combine(&layer(k), sums, add) });
        if dtype != target.dtype() {
            unsafe { blocks::combine(sums, &to, how) };
        }
        Ok(())
    }
}

/// Several layers of an array in the same places, one after the other.
pub(super) fn stacked(target: &Distribution, layers: i64) -> Result<Distribution> {
    let mut axes: Vec<AxisMap> = target.axes().iter().map(AxisMap::without_padding).collect();
    axes.insert(0, AxisMap::whole(layers));
    let mut extents = target.grid().extents().to_vec();
    extents.insert(0, 1);
    let grid = target.grid().with_unit_axes(extents);
    Distribution::from_axes(axes, grid, Order::RowMajor, target.context_size(), target.rank())
}

/// A 0-d array of the number 1 on all ranks: the other operand of sums of one. Collective, in the commit phase.
pub(super) fn unit(context: &Context, dtype: Dtype) -> Result<Array> {
    let prepared = redistribute::whole_on(context, &[], redistribute::Receiver::All)
        .and_then(|distribution| Array::prepare(context, &distribution, dtype, None));
    let mut unit = context.confirm(prepared)?.finish(context);
    create::fill(&mut unit, &gemm::one(dtype))?;
    Ok(unit)
}
