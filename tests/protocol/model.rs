//! A small model of the protocol's rules, in other words than the library's.

use serde_json::Value;

struct Dim {
    kind: String,
    n: [i64; 3], // size, parts, rank
    start: i64,
    stop: i64,
    padding: (i64, i64),
    flags: (bool, bool), // periodic, one_to_one
    block: i64,
    indices: Vec<i64>,
}

fn int(value: Option<&Value>) -> Option<i64> {
    match value {
        Some(Value::Number(n)) if !n.is_f64() => n.as_i64(),
        _ => None,
    }
}

fn flag(value: Option<&Value>) -> Option<bool> {
    match value {
        None => Some(false),
        Some(Value::Bool(flag)) => Some(*flag),
        _ => None,
    }
}

fn ints(value: &Value) -> Option<Vec<i64>> {
    value.as_array()?.iter().map(|item| int(Some(item))).collect()
}

fn parse(value: &Value, extent: i64) -> Option<Dim> {
    let map = value.as_object()?;
    if map.is_empty() {
        let n = [extent, 1, 0];
        let (padding, flags, indices) = ((0, 0), (false, false), vec![]);
        return Some(Dim { kind: "b".into(), n, start: 0, stop: extent, padding, flags, block: 1, indices });
    }
    let kind = map.get("dist_type")?.as_str()?.to_string();
    let keys = match kind.as_str() {
        "b" => "start stop padding",
        "c" => "start block_size",
        "u" => "indices one_to_one",
        _ => return None,
    };
    let keys: Vec<&str> =
        format!("{keys} dist_type size proc_grid_size proc_grid_rank periodic").leak().split(' ').collect();
    if map.keys().any(|key| !keys.contains(&key.as_str())) {
        return None;
    }
    let n = [int(map.get("size"))?, int(map.get("proc_grid_size"))?, int(map.get("proc_grid_rank"))?];
    let padding = match map.get("padding").map(ints) {
        None => (0, 0),
        Some(widths) => match widths?.as_slice() {
            [a, b] => (*a, *b),
            _ => return None,
        },
    };
    Some(Dim {
        n,
        start: if kind == "u" { 0 } else { int(map.get("start"))? },
        stop: if kind == "b" { int(map.get("stop"))? } else { 0 },
        padding,
        flags: (flag(map.get("periodic"))?, flag(map.get("one_to_one"))?),
        block: if map.contains_key("block_size") { int(map.get("block_size"))? } else { 1 },
        indices: if kind == "u" { ints(map.get("indices")?)? } else { vec![] },
        kind,
    })
}

/// Indices owned, at most `limit` + 1 of them.
fn owned(dim: &Dim, limit: i64) -> Vec<i64> {
    let [size, parts, rank] = dim.n;
    match dim.kind.as_str() {
        "b" => {
            let first = dim.start as i128 + if rank > 0 { dim.padding.0 as i128 } else { 0 };
            let end = dim.stop as i128 - if rank < parts - 1 { dim.padding.1 as i128 } else { 0 };
            (first..end).take(limit as usize + 1).map(|g| g as i64).collect()
        }
        "c" => (0..size).filter(|g| (g / dim.block) % parts == rank).take(limit as usize + 1).collect(),
        _ => dim.indices.clone(),
    }
}

fn local(dim: &Dim, extent: i64) -> bool {
    let [size, parts, rank] = dim.n;
    if size < 0 || parts < 1 || rank < 0 || rank >= parts {
        return false;
    }
    match dim.kind.as_str() {
        "b" => {
            let (before, after) = dim.padding;
            let (start, stop) = (dim.start, dim.stop);
            start >= 0
                && stop >= start
                && stop <= size
                && stop - start == extent
                && before >= 0
                && after >= 0
                && before <= extent
                && after <= extent - before
        }
        "c" => {
            let first = rank as i128 * dim.block as i128;
            dim.block >= 1
                && (dim.start as i128 == first || (first >= size as i128 && dim.start == size))
                && owned(dim, extent).len() as i64 == extent
        }
        _ => {
            let mut sorted = dim.indices.clone();
            sorted.sort();
            sorted.dedup();
            sorted.len() == dim.indices.len() && sorted.len() as i64 == extent
        }
    }
}

pub fn is_valid(all: &[Vec<Value>], shapes: &[Vec<i64>]) -> bool {
    let mut dims: Vec<Vec<Dim>> = Vec::new();
    for (values, shape) in all.iter().zip(shapes) {
        if values.len() != shape.len() {
            return false;
        }
        let parsed: Option<Vec<Dim>> = values.iter().zip(shape).map(|(v, &n)| parse(v, n)).collect();
        let Some(parsed) = parsed else { return false };
        if !parsed.iter().zip(shape).all(|(dim, &n)| local(dim, n)) {
            return false;
        }
        dims.push(parsed);
    }
    let ndim = shapes[0].len();
    let mut strides = vec![1i128; ndim + 1];
    for d in (0..ndim).rev() {
        strides[d] = strides[d + 1].saturating_mul(dims[0][d].n[1] as i128);
    }
    if strides[0] != all.len() as i128 {
        return false;
    }
    for (rank, mine) in dims.iter().enumerate() {
        for d in 0..ndim {
            let (a, b) = (&mine[d], &dims[0][d]);
            if (&a.kind, a.n[0], a.n[1], a.block, a.flags) != (&b.kind, b.n[0], b.n[1], b.block, b.flags) {
                return false;
            }
            if a.n[2] as i128 != rank as i128 / strides[d + 1] % a.n[1] as i128 {
                return false;
            }
            for other in &dims {
                let o = &other[d];
                let same = (a.start, a.stop, a.padding, &a.indices) == (o.start, o.stop, o.padding, &o.indices);
                if o.n[2] == a.n[2] && !same {
                    return false;
                }
            }
        }
    }
    (0..ndim).all(|d| {
        let parts = dims[0][d].n[1] as usize;
        let line: Vec<&Dim> =
            (0..parts).map(|r| dims.iter().map(|p| &p[d]).find(|dim| dim.n[2] == r as i64).unwrap()).collect();
        let size = line[0].n[0];
        let sets: Vec<Vec<i64>> = line.iter().map(|dim| owned(dim, 1000)).collect();
        let joined: Vec<i64> = sets.concat();
        match line[0].kind.as_str() {
            "b" => {
                let in_order = joined.len() as i64 == size && joined.iter().enumerate().all(|(i, &g)| i as i64 == g);
                // An empty block stands where its neighbours meet.
                let mut end = 0;
                let placed = line.iter().zip(&sets).all(|(dim, set)| {
                    let first = dim.start + if dim.n[2] > 0 { dim.padding.0 } else { 0 };
                    let fits = first == end;
                    end += set.len() as i64;
                    fits
                });
                let neighbours = (1..parts).all(|r| {
                    let width = line[r].padding.0;
                    width == line[r - 1].padding.1 && width <= sets[r - 1].len() as i64 && width <= sets[r].len() as i64
                });
                in_order && placed && neighbours
            }
            "c" => true,
            _ => {
                let mut sorted = joined.clone();
                sorted.sort();
                sorted.dedup();
                joined.len() as i64 == size && (!line[0].flags.1 || sorted.len() == joined.len())
            }
        }
    })
}
