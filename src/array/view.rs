//! Views: arrays that show elements of another one's memory. Nothing here communicates.

use super::{Array, Inner};
use crate::distribution::labels::mix;
use crate::distribution::{AxisMap, Distribution};
use crate::error::Result;
use crate::index::{Access, ByteRun, Segment, Slice};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

/// What a view is made of: who owns what, where the first owned element is, and where the others lie from there.
struct Made {
    distribution: Distribution,
    origin: isize,
    access: Vec<Access>,
}

/// Memory of what this process owns of a slice of an axis: bytes to the first, and the access from there.
fn sliced(axis: &AxisMap, coordinate: Option<i32>, slice: Slice, access: &Access) -> Result<(isize, Access)> {
    if slice.is_whole(axis.size()) {
        return Ok((0, access.clone()));
    }
    let mut pieces = Vec::new();
    if let Some(coordinate) = coordinate {
        for (first, step, count) in axis.positions(slice, coordinate)? {
            access.visit(first, step, count, &mut |offset, step, count| pieces.push((offset, step, count)));
        }
    }
    match (pieces.is_empty(), access) {
        (true, Access::Strided(stride)) => Ok((0, Access::Strided(stride.saturating_mul(slice.step as isize)))),
        _ => Ok(Access::of_pieces(pieces)),
    }
}

impl Array {
    fn coordinate(&self, axis: usize) -> Option<i32> {
        self.distribution().place().map(|place| place.coordinates[axis])
    }

    /// `what` says what was done, the same on all ranks.
    fn view(&self, made: Made, read_only: bool, what: &[i64]) -> Array {
        let serial = what.iter().fold(mix(self.serial() as i64), |hash, &n| mix((hash.rotate_left(9) ^ mix(n)) as i64));
        let stride = |(access, n): (&Access, i64)| match access {
            Access::Strided(stride) => Some(*stride),
            _ => access.stride(n),
        };
        let extents = made.distribution.local_shape();
        let strides: Option<Vec<isize>> = made.access.iter().zip(extents).map(stride).collect();
        Array(Arc::new(Inner {
            context: self.0.context.clone(),
            distribution: Arc::new(made.distribution),
            dtype: self.0.dtype,
            memory: self.0.memory.clone(),
            origin: made.origin,
            access: match &strides {
                Some(strides) => strides.iter().map(|&stride| Access::Strided(stride)).collect(),
                None => made.access,
            },
            strides,
            read_only: self.0.read_only || read_only,
            is_view: true,
            serial: AtomicU64::new(serial),
            damaged: self.0.damaged.clone(),
            pending: Mutex::new(None),
            extension: Mutex::new(None),
        }))
    }

    /// One slice per axis.
    pub(crate) fn sliced(&self, slices: &[Slice]) -> Result<Array> {
        let distribution = self.distribution().slice(slices)?;
        let mut origin = self.0.origin;
        let mut access = Vec::with_capacity(slices.len());
        for (d, &slice) in slices.iter().enumerate() {
            let (first, axis) = sliced(&self.distribution().axes()[d], self.coordinate(d), slice, &self.0.access[d])?;
            origin += first;
            access.push(axis);
        }
        let what: Vec<i64> = [1].into_iter().chain(slices.iter().flat_map(|s| [s.start, s.step, s.count])).collect();
        Ok(self.view(Made { distribution, origin, access }, false, &what))
    }

    /// One index of an axis, which goes.
    pub(crate) fn indexed(&self, axis: usize, index: i64) -> Result<Array> {
        let distribution = self.distribution().index_axis(axis, index)?;
        let map = &self.distribution().axes()[axis];
        let here = self.coordinate(axis).filter(|_| distribution.place().is_some());
        let mut access = self.0.access.clone();
        let removed = access.remove(axis);
        let mut origin = self.0.origin;
        // An axis of one index may have any label.
        let local = if map.size() == 1 { Some(0) } else { here.and_then(|c| map.local_of(c, index)) };
        if let Some(local) = local.filter(|_| here.is_some()) {
            origin += removed.offset(local);
        }
        Ok(self.view(Made { distribution, origin, access }, false, &[2, axis as i64, index]))
    }

    /// An axis of one index before `axis`.
    pub(crate) fn expanded(&self, axis: usize) -> Result<Array> {
        let distribution = self.distribution().expand_dims(axis)?;
        let mut access = self.0.access.clone();
        access.insert(axis, Access::Strided(0));
        Ok(self.view(Made { distribution, origin: self.0.origin, access }, false, &[3, axis as i64]))
    }

    /// The same elements where axes of one index, given as (axis, owner), have no labels.
    pub(crate) fn with_single_owners(&self, owners: &[(usize, i32)]) -> Result<Array> {
        let distribution = self.distribution().with_single_owners(owners)?;
        let what: Vec<i64> =
            [7].into_iter().chain(owners.iter().flat_map(|&(axis, owner)| [axis as i64, owner.into()])).collect();
        Ok(self.view(Made { distribution, origin: self.0.origin, access: self.0.access.clone() }, false, &what))
    }

    /// Axis d of the view is axis `order[d]`.
    pub(crate) fn transposed(&self, order: &[usize]) -> Result<Array> {
        let distribution = self.distribution().transpose(order)?;
        let access = order.iter().map(|&d| self.0.access[d].clone()).collect();
        let what: Vec<i64> = [4].into_iter().chain(order.iter().map(|&d| d as i64)).collect();
        Ok(self.view(Made { distribution, origin: self.0.origin, access }, false, &what))
    }

    /// Repeated to a longer shape; read-only.
    pub(crate) fn broadcast(&self, shape: &[i64]) -> Result<Array> {
        let distribution = self.distribution().broadcast_to(shape)?;
        let new = shape.len() - self.ndim();
        let access = (0..shape.len())
            .map(|d| match distribution.axes()[d].is_broadcast() {
                true => Access::Strided(0),
                false => self.0.access[d - new].clone(),
            })
            .collect();
        let what: Vec<i64> = [5].iter().chain(shape).copied().collect();
        Ok(self.view(Made { distribution, origin: self.0.origin, access }, true, &what))
    }

    /// The elements at `first.0 + k` and `first.1 + k` of two axes, which go; k comes last.
    pub(crate) fn diagonal_of(&self, pair: (usize, usize), first: (i64, i64), count: i64) -> Result<Array> {
        let distribution = self.distribution().diagonal(pair, first, count)?;
        let (a, b) = (&self.distribution().axes()[pair.0], &self.distribution().axes()[pair.1]);
        let mut access: Vec<Access> =
            (0..self.ndim()).filter(|&d| d != pair.0 && d != pair.1).map(|d| self.0.access[d].clone()).collect();
        let mut pieces = Vec::new();
        let coordinates = self.coordinate(pair.0).zip(self.coordinate(pair.1));
        let along = distribution.axes().last().zip(coordinates);
        for run in along.map_or(Vec::new(), |(axis, (in_a, in_b))| axis.runs(in_a * b.parts() + in_b)) {
            let mut done = 0;
            while done < run.count {
                let k = run.global + done * run.step;
                let (Some(in_a), Some(in_b)) = (a.locate(first.0 + k), b.locate(first.1 + k)) else { break };
                let together = match run.step {
                    1 => in_a.consecutive.min(in_b.consecutive).min(run.count - done),
                    _ => 1,
                };
                let segment = Segment::new(in_a.local, in_b.local, together);
                for both in ByteRun::list(&[segment], &self.0.access[pair.0], &self.0.access[pair.1]) {
                    pieces.push((both.from + both.to, both.from_step + both.to_step, both.count as i64));
                }
                done += together;
            }
        }
        let (offset, last) = Access::of_pieces(pieces);
        access.push(last);
        let what = [6, pair.0 as i64, pair.1 as i64, first.0, first.1, count];
        Ok(self.view(Made { distribution, origin: self.0.origin + offset, access }, false, &what))
    }
}
