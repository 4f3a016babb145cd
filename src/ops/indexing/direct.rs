//! Reading by lists straight from the memory of processes on the same node.

use super::get::{full_coordinates, replica_for};
use super::lists::{grouped, Finder, Selection, CHUNK};
use super::rounds::{accesses, partners, Copy, Matched};
use crate::array::{Array, Place};
use crate::context::Context;
use crate::error::{Error, Result, Status};
use crate::index::shape::MAX_NDIM;
use crate::index::Access;
use crate::kernels::rows::{Rows, AHEAD};
use crate::mpi::Mapping;
use crate::plan::AxisMatch;

/// Where a rank's part lies, as it tells the others: whether they can read it, offset and length of its allocation, where
/// in it the first element is, and per axis extent and stride.
const WORDS: usize = 4 + 2 * MAX_NDIM;

/// One combination of coordinates on the kept axes.
struct Source {
    rows: Rows,
    /// Address and stride of each coordinate of the group.
    parts: Vec<(usize, isize)>,
}

/// Memory of all owners, mapped.
pub(super) struct Direct {
    sources: Vec<Source>,
    _mappings: Vec<Mapping>,
}

impl Direct {
    /// None, on all ranks, where one of them cannot. **Collective**, in the commit phase.
    pub fn new(
        source: &Array,
        target: &Place,
        selection: &Selection,
        matches: &[AxisMatch],
        copy: &Copy,
        finder: &Finder,
    ) -> Result<Option<Direct>> {
        let context = source.context();
        let size = context.size();
        if (0..size).any(|rank| rank != context.rank() && context.neighbour(rank).is_none()) {
            // The same on all ranks: they are on several nodes.
            return Ok(None);
        }
        let place = source.place();
        let mine = describe(&place, size == 1 || !source.has_elements());
        let words = if size == 1 { mine.to_vec() } else { gathered(context, &mine)? };
        if words.chunks_exact(WORDS).any(|record| record[0] == 0) {
            return Ok(None);
        }
        let made = Direct::map(source, &place, target, selection, matches, copy, finder, &words);
        let mut slots = [u64::from(!matches!(made, Ok(Some(_)))), 0, 0, 0];
        let made = context.confirm_with(made, &mut slots)?;
        Ok(made.filter(|_| size == 1 || slots[0] == 0))
    }

    #[allow(clippy::too_many_arguments)]
    fn map(
        source: &Array,
        own: &Place,
        target: &Place,
        selection: &Selection,
        matches: &[AxisMatch],
        copy: &Copy,
        finder: &Finder,
        words: &[i64],
    ) -> Result<Option<Direct>> {
        let (context, distribution) = (source.context(), source.distribution());
        let me = context.rank();
        let received: Vec<&Matched> = matches.iter().map(|m| m.receives.as_slice()).collect();
        let to_kept = accesses(target, &selection.kept_axes());
        let mut direct = Direct { sources: Vec::new(), _mappings: Vec::new() };
        for partner in partners(&received) {
            let mut parts = Vec::with_capacity(finder.parts());
            let mut kept: Option<Vec<Access>> = None;
            for part in 0..finder.parts() {
                let coordinates = full_coordinates(distribution, selection, part as i64, &partner.coordinates);
                let rank = distribution.grid().rank_of(&coordinates, replica_for(distribution, &coordinates, me));
                let record = &words[rank as usize * WORDS..][..WORDS];
                let axes: Vec<(i64, Access)> = record[4..]
                    .chunks_exact(2)
                    .take(source.ndim())
                    .map(|axis| (axis[0], Access::Strided(axis[1] as isize)))
                    .collect();
                if axes.iter().any(|axis| axis.0 == 0) {
                    parts.push((0, 0));
                    continue;
                }
                let Access::Strided(stride) = grouped(selection.group.iter().map(|&d| axes[d].clone())) else {
                    return Ok(None);
                };
                let here: Vec<Access> = selection.kept.iter().map(|&d| axes[d].1.clone()).collect();
                if kept.get_or_insert_with(|| here.clone()) != &here {
                    return Ok(None);
                }
                let address = match rank == me {
                    true => own.pointer as usize,
                    false => {
                        let Some(neighbour) = context.neighbour(rank) else { return Ok(None) };
                        let Some(mapping) = context.map_of(neighbour, record[1] as u64, record[2] as u64) else {
                            return Ok(None);
                        };
                        let address = (mapping.pointer() as usize).wrapping_add(record[3] as usize);
                        direct._mappings.push(mapping);
                        address
                    }
                };
                parts.push((address, stride));
            }
            let Some(kept) = kept else { continue };
            direct.sources.push(Source { rows: copy.rows(&partner.lists, &kept, &to_kept), parts });
        }
        Ok(Some(direct))
    }

    /// Copies all entries of this rank. Others still may read when it is done.
    pub fn run(&self, finder: &Finder, target: &Place, selection: &Selection) {
        let to_group = grouped(selection.list_axes().map(|e| (target.extents[e], target.access[e].clone())));
        let (mut now, mut next) = (Found::new(finder, 0), Found::new(finder, CHUNK as i64));
        let (mut from, mut to, mut own) = ([0; CHUNK + AHEAD], [0; CHUNK], [0; CHUNK]);
        for first in (0..finder.count).step_by(CHUNK) {
            let to = &mut to[..now.count];
            own[..now.count].iter_mut().zip(first..).for_each(|(own, position)| *own = position);
            super::lists::offsets(&to_group, &mut own[..now.count], to);
            for source in &self.sources {
                let addresses = now.addresses(source).chain(next.addresses(source).take(AHEAD));
                let count = from.iter_mut().zip(addresses).map(|(from, address)| *from = address).count();
                // The addresses are those of elements that their owners keep until all are done.
                unsafe { source.rows.run(std::ptr::null(), &from[..count], target.pointer, to) };
            }
            std::mem::swap(&mut now, &mut next);
            next.find(finder, first + 2 * CHUNK as i64);
        }
    }
}

/// Where some entries are.
struct Found {
    count: usize,
    coordinates: [i32; CHUNK],
    positions: [i64; CHUNK],
}

impl Found {
    fn new(finder: &Finder, first: i64) -> Found {
        let mut found = Found { count: 0, coordinates: [0; CHUNK], positions: [0; CHUNK] };
        found.find(finder, first);
        found
    }

    /// Those from `first` on, if there are more.
    fn find(&mut self, finder: &Finder, first: i64) {
        self.count = (finder.count - first).clamp(0, CHUNK as i64) as usize;
        if self.count > 0 {
            finder.find(first, &mut self.coordinates[..self.count], &mut self.positions[..self.count]);
        }
    }

    fn addresses<'a>(&'a self, source: &'a Source) -> impl Iterator<Item = isize> + 'a {
        self.coordinates.iter().zip(&self.positions).take(self.count).map(|(&coordinate, &position)| {
            let (address, stride) = source.parts[coordinate as usize];
            (address as isize).wrapping_add(position as isize * stride)
        })
    }
}

fn describe(place: &Place, readable: bool) -> [i64; WORDS] {
    let mut words = [0; WORDS];
    if let Some(span) = &place.heap {
        words[1] = span.offset as i64;
        words[2] = span.bytes as i64;
        words[3] = (place.pointer as usize).wrapping_sub(span.address) as i64;
    }
    words[0] = i64::from(place.heap.is_some() || readable);
    for (d, (access, &extent)) in place.access.iter().zip(&place.extents).enumerate() {
        words[4 + 2 * d] = extent;
        match access.stride(extent) {
            Some(stride) => words[5 + 2 * d] = stride as i64,
            None => words[0] = 0,
        }
    }
    words
}

fn gathered(context: &Context, mine: &[i64; WORDS]) -> Result<Vec<i64>> {
    let all = context.all_gather(bytemuck::cast_slice(mine))?;
    match all.len() == context.size() as usize * WORDS * 8 {
        true => Ok(bytemuck::allocation::pod_collect_to_vec(&all)),
        false => Err(Error::new(Status::Internal, "descriptions of memory are incomplete")),
    }
}
