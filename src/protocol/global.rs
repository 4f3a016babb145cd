//! Rules that need the parts of all processes.

use super::dimension::{complain, DimType, Dimension, Field, Leniency, Part, Placement};
use super::local::{check_dimension, says_local_size};
use crate::distribution::{Facts, Grid};
use crate::error::{Error, Result, Status};
use rustc_hash::FxHashMap;

/// Checks the parts of all processes, in order of rank, against each other. Pure.
///
/// Indices of other processes may be left out (`Indices::Elsewhere`); that they are one to one is then not checked.
/// Errors (`Status::Protocol`) name ranks, dimension and key, what was expected and what was given.
pub fn validate_global(parts: &[Part], leniency: Leniency) -> Result<()> {
    arrange(parts, leniency).map(drop)
}

/// The parts of all processes, put in order.
pub(super) struct Arranged {
    pub extents: Vec<i32>,
    pub sizes: Vec<i64>,
    pub replicas: i32,
    /// Rank at each position of the grid, if not the position itself.
    pub ranks: Option<Vec<i32>>,
    /// Per dimension and coordinate the lowest rank that describes it.
    pub describers: Vec<Vec<usize>>,
    /// Per unstructured dimension what its labels are like, if all are here.
    pub facts: Vec<Option<Facts>>,
}

impl Arranged {
    pub fn grid(&self, context_size: usize) -> Result<Grid> {
        Grid::new(self.extents.clone(), self.replicas, self.ranks.clone(), context_size as i32)
    }
}

fn at(rank: usize, error: Error) -> Error {
    Error { message: format!("rank {rank}, {}", error.message), rank: Some(rank as i32), ..error }
}

fn complain_at(rank: usize, d: usize, key: &'static str, expected: String, got: impl std::fmt::Display) -> Error {
    at(rank, complain(Field(d, key), expected, got))
}

pub(super) fn arrange(parts: &[Part], leniency: Leniency) -> Result<Arranged> {
    let inside: Vec<usize> = (0..parts.len()).filter(|&rank| parts[rank].placement.replica >= 0).collect();
    let Some(&first) = inside.first() else {
        return Err(complain("dim_data", "at least one process inside of the process grid", "none"));
    };
    let model = &parts[first];
    let ndim = model.dimensions.len();
    for (rank, part) in parts.iter().enumerate() {
        if part.dimensions.len() != ndim {
            let expected = format!("{ndim} entries, as on rank {first}");
            return Err(at(rank, complain("dim_data", expected, part.dimensions.len())));
        }
        let of = |p: &Placement| (p.replicas, p.remapped);
        if of(&part.placement) != of(&model.placement) {
            let expected = format!("{:?}, as on rank {first}", of(&model.placement));
            return Err(at(
                rank,
                complain("replicas and remapped flag", expected, format!("{:?}", of(&part.placement))),
            ));
        }
        for (d, (dimension, reference)) in part.dimensions.iter().zip(&model.dimensions).enumerate() {
            check_dimension(d, dimension, part.placement, leniency).map_err(|error| at(rank, error))?;
            same_on_all(rank, first, d, dimension, reference, leniency)?;
        }
    }
    let extents: Vec<i32> = model.dimensions.iter().map(|dimension| dimension.proc_grid_size as i32).collect();
    let (replicas, ranks) = positions(parts, &inside, &extents, leniency)?;
    let describers = describers(parts, &inside, &extents)?;
    let (mut sizes, mut facts) = (Vec::with_capacity(ndim), Vec::with_capacity(ndim));
    for (d, ranks) in describers.iter().enumerate() {
        let axis = Axis { d, ranks, dimensions: ranks.iter().map(|&rank| &parts[rank].dimensions[d]).collect() };
        sizes.push(axis.check(leniency)?);
        facts.push(axis.check_labels()?);
    }
    Ok(Arranged { extents, sizes, replicas, ranks, describers, facts })
}

/// What does not depend on the coordinate.
fn same_on_all(
    rank: usize,
    first: usize,
    d: usize,
    dimension: &Dimension,
    reference: &Dimension,
    leniency: Leniency,
) -> Result<()> {
    let differs = |key, expected: String, got: String| {
        Err(complain_at(rank, d, key, format!("{expected}, as on rank {first}"), got))
    };
    if dimension.dist_type != reference.dist_type {
        let letter = |t: DimType| format!("'{}'", t.letter());
        return differs("dist_type", letter(reference.dist_type), letter(dimension.dist_type));
    }
    let numbers = [
        ("proc_grid_size", reference.proc_grid_size, dimension.proc_grid_size),
        ("size", reference.size, dimension.size),
        ("block_size", reference.block_size, dimension.block_size),
    ];
    for (key, expected, got) in numbers {
        if expected != got && !(key == "size" && leniency.is_lenient()) {
            return differs(key, expected.to_string(), got.to_string());
        }
    }
    let flags = [
        ("periodic", reference.periodic, dimension.periodic),
        ("one_to_one", reference.one_to_one, dimension.one_to_one),
    ];
    for (key, expected, got) in flags {
        if expected != got {
            return differs(key, expected.to_string(), got.to_string());
        }
    }
    Ok(())
}

fn coordinates_of(part: &Part) -> String {
    let coordinates: Vec<String> = part.dimensions.iter().map(|dim| dim.proc_grid_rank.to_string()).collect();
    format!("({})", coordinates.join(", "))
}

/// Number of replicas, and the rank at each position of the grid.
fn positions(parts: &[Part], inside: &[usize], extents: &[i32], leniency: Leniency) -> Result<(i32, Option<Vec<i32>>)> {
    let placement = parts[inside[0]].placement;
    let per_replica: i128 = extents.iter().fold(1i128, |product, &p| product.saturating_mul(p as i128));
    let total = per_replica.saturating_mul(placement.replicas as i128);
    if total != inside.len() as i128 {
        if per_replica == 1 && placement == Placement::default() && leniency.is_lenient() {
            return Ok((parts.len() as i32, None));
        }
        let hint = if per_replica == 1 { " (the lenient import takes this as one copy on each)" } else { "" };
        return Err(complain(
            "dim_data, product of all 'proc_grid_size'",
            format!("{}, the number of processes", inside.len() / placement.replicas.max(1) as usize),
            format!("{per_replica}{hint}"),
        ));
    }
    let mut ranks: Vec<Option<usize>> = vec![None; inside.len()];
    for &rank in inside {
        let part = &parts[rank];
        let within = part.dimensions.iter().zip(extents).fold(0i64, |p, (d, &e)| p * e as i64 + d.proc_grid_rank);
        let position = part.placement.replica as i64 * per_replica as i64 + within;
        let slot = &mut ranks[position as usize];
        if let Some(other) = *slot {
            return Err(complain(
                "dim_data, 'proc_grid_rank' of all dimensions",
                "other coordinates on every process",
                format!("{} on ranks {other} and {rank}", coordinates_of(part)),
            ));
        }
        if position != rank as i64 && !placement.remapped && !leniency.is_lenient() {
            let mut rest = rank as i64;
            let mut expected = vec![0; extents.len()];
            for (coordinate, &extent) in expected.iter_mut().zip(extents).rev() {
                *coordinate = rest % extent as i64;
                rest /= extent as i64;
            }
            let d = (0..expected.len()).find(|&d| expected[d] != part.dimensions[d].proc_grid_rank).unwrap_or(0);
            return Err(complain_at(
                rank,
                d,
                "proc_grid_rank",
                format!("{}, ranks being in C order of the grid {extents:?}", expected.get(d).copied().unwrap_or(0)),
                format!("{} (coordinates {})", part.dimensions[d].proc_grid_rank, coordinates_of(part)),
            ));
        }
        *slot = Some(rank);
    }
    let ranks: Vec<i32> = ranks.into_iter().flatten().map(|rank| rank as i32).collect();
    let in_order = ranks.len() == parts.len() && ranks.iter().enumerate().all(|(p, &rank)| p as i32 == rank);
    Ok((placement.replicas, (!in_order).then_some(ranks)))
}

/// Per dimension and coordinate the lowest rank that has it; the others must say the same.
fn describers(parts: &[Part], inside: &[usize], extents: &[i32]) -> Result<Vec<Vec<usize>>> {
    let mut all = Vec::with_capacity(extents.len());
    for (d, &extent) in extents.iter().enumerate() {
        let mut of_axis: Vec<Option<usize>> = vec![None; extent as usize];
        for &rank in inside {
            let dimension = &parts[rank].dimensions[d];
            let slot = &mut of_axis[dimension.proc_grid_rank as usize];
            let Some(other) = *slot else {
                *slot = Some(rank);
                continue;
            };
            if let Some(key) = dimension.difference(&parts[other].dimensions[d]) {
                let expected = format!("the same as on rank {other}, which has the same 'proc_grid_rank'");
                return Err(complain_at(rank, d, key, expected, "something else"));
            }
        }
        all.push(of_axis.into_iter().flatten().collect());
    }
    Ok(all)
}

/// One dimension as all coordinates describe it.
struct Axis<'a> {
    d: usize,
    ranks: &'a [usize],
    dimensions: Vec<&'a Dimension<'a>>,
}

impl Axis<'_> {
    /// Returns the size.
    fn check(&self, leniency: Leniency) -> Result<i64> {
        let size = match self.dimensions[0].dist_type {
            DimType::Block => self.check_chain(leniency)?,
            DimType::Cyclic => self.dimensions[0].size,
            DimType::Unstructured => {
                let sum = self.dimensions.iter().try_fold(0i64, |sum, dim| sum.checked_add(dim.indices.count()));
                sum.ok_or_else(|| Error::new(Status::Overflow, format!("{}: over 2^63 - 1", Field(self.d, "size"))))?
            }
        };
        let last = self.dimensions.len() - 1;
        let derived = leniency.is_lenient() && self.dimensions.iter().all(|dim| says_local_size(dim));
        for (c, dimension) in self.dimensions.iter().enumerate() {
            if dimension.size == size || derived {
                continue;
            }
            if dimension.dist_type == DimType::Cyclic {
                let expected = format!("{size}, as on rank {}", self.ranks[0]);
                return Err(self.complain(c, "size", expected, dimension.size));
            }
            if dimension.dist_type == DimType::Unstructured {
                let expected = format!("{size}, the number of 'indices' of all coordinates");
                return Err(self.complain(c, "size", expected, dimension.size));
            }
            let stop = self.dimensions[last].stop;
            let expected = format!(
                "{} to reach 'size' = {}",
                stop as i128 + dimension.size as i128 - size as i128,
                dimension.size
            );
            return Err(self.complain(last, "stop", expected, stop));
        }
        if self.dimensions[0].dist_type == DimType::Block {
            self.check_padding()?;
        }
        Ok(size)
    }

    fn complain(&self, c: usize, key: &'static str, expected: String, got: impl std::fmt::Display) -> Error {
        complain_at(self.ranks[c], self.d, key, expected, got)
    }

    /// Each block begins where the one before ends; returns where the last one ends.
    fn check_chain(&self, leniency: Leniency) -> Result<i64> {
        let mut end_before = 0;
        for (c, dimension) in self.dimensions.iter().enumerate() {
            let (first, end) = dimension.owned_bounds();
            if leniency.is_lenient() && first == end {
                continue;
            }
            if first != end_before {
                let expected = end_before as i128 + dimension.start as i128 - first as i128;
                let padding = if dimension.start == first { "" } else { " less communication padding" };
                let expected = match c {
                    0 => "0".to_string(),
                    _ => format!("{expected}, where the indices of rank {} end{padding}", self.ranks[c - 1]),
                };
                return Err(self.complain(c, "start", expected, dimension.start));
            }
            end_before = end;
        }
        Ok(end_before)
    }

    /// Neighbours agree on the width of what they share, and own what they share.
    fn check_padding(&self) -> Result<()> {
        let last = self.dimensions.len() - 1;
        let owns = |c: usize, from: usize, side: usize| -> Result<()> {
            let (width, owned) = (self.dimensions[c].padding[side], self.dimensions[from].owned());
            if width > owned {
                let expected =
                    format!("padding[{side}] of at most {owned}, what its neighbour, rank {}, owns", self.ranks[from]);
                return Err(self.complain(c, "padding", expected, width));
            }
            Ok(())
        };
        for c in 0..last {
            let (width, other) = (self.dimensions[c].padding[1], self.dimensions[c + 1].padding[0]);
            if width != other {
                let expected = format!("padding[1] = {other}, equal to padding[0] on rank {}", self.ranks[c + 1]);
                return Err(self.complain(c, "padding", expected, width));
            }
            owns(c, c + 1, 1)?;
            owns(c + 1, c, 0)?;
        }
        for (c, from, side) in [(0, last, 0), (last, 0, 1)] {
            if self.dimensions[c].wrapped[side] {
                owns(c, from, side)?;
                if self.dimensions[c].owned() == 0 && self.dimensions[c].padding[side] > 0 {
                    let expected = format!("padding[{side}] = 0 on a process that owns nothing");
                    return Err(self.complain(c, "padding", expected, self.dimensions[c].padding[side]));
                }
            }
        }
        Ok(())
    }

    /// Labels of all coordinates, if they are here.
    fn check_labels(&self) -> Result<Option<Facts>> {
        if self.dimensions[0].dist_type != DimType::Unstructured {
            return Ok(None);
        }
        let all: Option<Vec<&[i64]>> = self.dimensions.iter().map(|dimension| dimension.indices.values()).collect();
        let Some(all) = all else { return Ok(None) };
        let facts = Facts::of(&all);
        if self.dimensions[0].one_to_one && !facts.one_to_one {
            let mut seen: FxHashMap<i64, usize> = FxHashMap::default();
            for (c, values) in all.iter().enumerate() {
                for &label in *values {
                    if let Some(other) = seen.insert(label, c) {
                        let expected = "every index at one coordinate only, as 'one_to_one' is true".to_string();
                        let got = format!("{label} on ranks {} and {}", self.ranks[other], self.ranks[c]);
                        return Err(self.complain(c, "indices", expected, got));
                    }
                }
            }
        }
        Ok(Some(facts))
    }
}
