//! The Distributed Array Protocol: published examples, mutations against a model of the rules, round trips, C structs.

use distarray::distribution::{AxisKind, AxisSpecification, Base, Distribution, Facts, Labels, Padding};
use distarray::distribution::{Specification, Widths};
use distarray::dtype::Dtype;
use distarray::error::{Error, Status};
use distarray::index::{Order, Slice};
use distarray::protocol::*;
use serde_json::{json, Map, Value};
use std::mem::{offset_of, size_of};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::{fs, ptr};
use Leniency::{Lenient, Strict};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn examples() -> Value {
    let text = fs::read_to_string(root().join("tests/data/protocol_examples.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn integers(value: &Value) -> Vec<i64> {
    list(value).iter().map(|n| n.as_i64().unwrap()).collect()
}

/// Dictionaries with what is said by default left out.
fn plain(dim_data: &Value) -> Value {
    let mut plain = dim_data.clone();
    for entry in plain.as_array_mut().unwrap() {
        let map: &mut Map<String, Value> = entry.as_object_mut().unwrap();
        for (key, default) in [
            ("padding", json!([0, 0])),
            ("periodic", json!(false)),
            ("one_to_one", json!(false)),
            ("block_size", json!(1)),
        ] {
            if map.get(key) == Some(&default) {
                map.remove(key);
            }
        }
    }
    plain
}

fn distribution_of(parts: &[Part], rank: usize) -> Result<Distribution, Error> {
    to_distribution(parts, rank as i32, Order::RowMajor, Strict, &[])
}

fn owned_indices(distribution: &Distribution, d: usize) -> Vec<i64> {
    let axis = &distribution.axes()[d];
    let coordinate = distribution.place().unwrap().coordinates[d];
    (0..axis.count(coordinate).unwrap()).map(|l| axis.global_of(coordinate, l).unwrap()).collect()
}

#[test]
fn published_examples_pass() {
    for example in list(&examples()["examples"]) {
        let title = example["title"].as_str().unwrap();
        let processes = list(&example["processes"]);
        let parts: Vec<Part> = processes
            .iter()
            .map(|process| {
                let shape = integers(&process["local_shape"]);
                let part = part_from_json(&process["dim_data"], Some(&shape), Strict).expect(title);
                validate_local(&part.dimensions, part.placement, &shape, Strict).expect(title);
                part
            })
            .collect();
        validate_global(&parts, Strict).expect(title);
        for (rank, process) in processes.iter().enumerate() {
            let distribution = distribution_of(&parts, rank).expect(title);
            assert_eq!(distribution.shape(), integers(&example["global_shape"]), "{title}");
            let grid: Vec<i64> = distribution.grid().extents().iter().map(|&p| p as i64).collect();
            assert_eq!(grid, integers(&example["grid_shape"]), "{title}");
            assert_eq!(distribution.padded_shape(), integers(&process["local_shape"]), "{title}");
            for (d, indices) in list(&process["global_indices"]).iter().enumerate() {
                let owned = match process.get("owned_indices") {
                    Some(owned) => owned,
                    None => indices,
                };
                assert_eq!(owned_indices(&distribution, d), integers(owned), "{title}, rank {rank}");
            }
            let back = describe(&distribution).unwrap();
            assert_eq!(back, parts[rank], "{title}");
            assert_eq!(plain(&part_to_json(&back)), plain(&process["dim_data"]), "{title}");

            let text = json!({"__version__": "0.10.0", "buffer": process["buffer"], "dim_data": process["dim_data"],
                "x-dtype": example["dtype"]})
            .to_string();
            let (description, buffer) = from_json(&text, Strict).expect(title);
            assert_eq!(description.part, parts[rank]);
            let (again, _) = from_json(&to_json(&description, buffer), Strict).unwrap();
            assert_eq!(again, description);
        }
    }
}

#[test]
fn padding_table_passes() {
    let table: Vec<Vec<i64>> = list(&examples()["padding_table"]["padding_by_rank"]).iter().map(integers).collect();
    // Four processes, left boundary 4, communication widths 1, 2, 3; 10 owned by each.
    let parts: Vec<Part> = table
        .iter()
        .enumerate()
        .map(|(r, padding)| {
            let (first, end) = (10 * r as i64, 10 * r as i64 + 10);
            let start = if r == 0 { 0 } else { first - padding[0] };
            let stop = if r == 3 { end } else { end + padding[1] };
            let plain = Dimension::block(40, 4, r as i64, start, stop);
            Part::new(vec![Dimension { padding: [padding[0], padding[1]], ..plain }])
        })
        .collect();
    for rank in 0..4 {
        let distribution = distribution_of(&parts, rank).unwrap();
        let axis = &distribution.axes()[0];
        assert_eq!(axis.base(), &Base::Block);
        assert_eq!(axis.padding().boundary, (4, 0));
        let halos: Vec<_> = (0..4).map(|c| axis.halo(c)).collect();
        assert_eq!(halos, [(0, 1), (1, 2), (2, 3), (3, 0)]);
        assert_eq!(describe(&distribution).unwrap(), parts[rank]);
    }
}

#[test]
fn owned_counts_are_right() {
    for case in list(&examples()["num_owned_indices"]) {
        let part = part_from_json(&json!([case["dim_dict"]]), None, Strict).unwrap();
        let dimension = &part.dimensions[0];
        assert_eq!(Some(dimension.owned()), case["owned"].as_i64(), "{case}");
        validate_local(&part.dimensions, part.placement, &part.extents(), Strict).expect("a published case");
    }
    let mut wrong_upstream = 0;
    for case in list(&examples()["num_owned_indices_upstream_bug"]) {
        let number = |key: &str| case[key].as_i64().unwrap();
        let (size, block, parts) = (number("size"), number("block_size"), number("proc_grid_size"));
        let counts: Vec<i64> = (0..parts).map(|r| owned_cyclic(size, block, parts, r)).collect();
        assert_eq!(counts, integers(&case["correct"]));
        wrong_upstream += i32::from(counts != integers(&case["upstream_utils"]));
    }
    assert_eq!(wrong_upstream, 4);
    for (size, block, parts) in (0..40).flat_map(|s| (1..9).flat_map(move |b| (1..7).map(move |p| (s, b, p)))) {
        for r in 0..parts {
            let count = (0..size).filter(|g| (g / block) % parts == r).count() as i64;
            assert_eq!(owned_cyclic(size, block, parts, r), count);
        }
    }
}

/// Reads and checks one process's dictionaries.
fn read(dim_data: &Value, shape: &[i64], leniency: Leniency) -> Result<Part<'static>, Error> {
    let part = part_from_json(dim_data, Some(shape), leniency)?;
    validate_local(&part.dimensions, part.placement, shape, leniency)?;
    Ok(part)
}

#[test]
fn validator_cases_pass_but_for_documented_deviations() {
    for case in list(&examples()["validator"]) {
        let Some(mut dim_data) = case.get("dim_data").cloned() else { continue };
        dim_data[0].as_object_mut().unwrap().remove("indices_is_list");
        // Ours looks at the buffer's length; in JSON `indices` is a list.
        let contradicts = case["note"].as_str().is_some_and(|note| note.contains("contradicts"));
        let is_list = case["why"].as_str().is_some_and(|why| why.contains("not a buffer"));
        let expected = (case["valid"] == true && !contradicts) || is_list;
        let result = read(&dim_data, &[case["buffer_len"].as_i64().unwrap()], Strict);
        assert_eq!(result.is_ok(), expected, "{case}: {result:?}");
    }
    let whole = json!({"__version__": "0.10.0", "dim_data": [{}], "x-dtype": "float64", "x-shape": [3]});
    from_json(&whole.to_string(), Strict).unwrap();
    let refused = |key: &str, value: Option<Value>, leniency| {
        let mut changed = whole.clone();
        match value {
            Some(value) => changed[key] = value,
            None => drop(changed.as_object_mut().unwrap().remove(key)),
        }
        let error = from_json(&changed.to_string(), leniency).err();
        if let Some(error) = &error {
            assert!(error.message.contains(key.trim_start_matches("x-")), "{key}: {error}");
        }
        error.is_some()
    };
    for key in ["__version__", "dim_data", "x-dtype"] {
        assert!(refused(key, None, Strict), "{key}");
    }
    for version in ["v1.0.0alpha", "", "1", "0.10.0rc1", "1.0.0", "0.11.0", "00.10.0", "0.10.0.0", "0.-1.0", "0.10. 0"]
    {
        assert!(refused("__version__", Some(json!(version)), Lenient), "{version}");
    }
    for version in ["0.9.0", "0.10"] {
        assert!(refused("__version__", Some(json!(version)), Strict), "{version}");
        assert!(!refused("__version__", Some(json!(version)), Lenient), "{version}");
    }
    assert!(refused("__version__", Some(json!("1".repeat(1_000_000))), Lenient));
    assert!(refused("__version__", Some(json!(10)), Lenient));
    assert!(!refused("__version__", Some(json!("0.10.7")), Strict));
    assert!(refused("x-strides", Some(json!([0])), Strict) && refused("x-strides", Some(json!([4])), Strict));
    assert!(!refused("x-strides", Some(json!([-24])), Strict));
    assert!(refused("other", Some(json!(1)), Strict) && !refused("other", Some(json!(1)), Lenient));
    assert!(from_json("{", Strict).is_err_and(|e| e.status == Status::Format));
}

// A small model of the rules, in other words than the library's.
mod model {
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
                    let in_order =
                        joined.len() as i64 == size && joined.iter().enumerate().all(|(i, &g)| i as i64 == g);
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
                        width == line[r - 1].padding.1
                            && width <= sets[r - 1].len() as i64
                            && width <= sets[r].len() as i64
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
}

/// All processes' dictionaries with the shapes of their buffers.
type Whole = (Vec<Vec<Value>>, Vec<Vec<i64>>);

fn mutation_bases() -> Vec<Whole> {
    let b = |size: i64, p: i64, r: i64, start: i64, stop: i64| json!({"dist_type": "b", "size": size, "proc_grid_size": p, "proc_grid_rank": r, "start": start, "stop": stop});
    let padded = |p: i64, r: i64, start: i64, stop: i64, padding: [i64; 2], periodic: bool| {
        let mut value = b(12, p, r, start, stop);
        value["padding"] = json!(padding);
        value["periodic"] = json!(periodic);
        value
    };
    let c = |size: i64, p: i64, r: i64, block: i64| {
        json!({"dist_type": "c", "size": size, "proc_grid_size": p, "proc_grid_rank": r, "start": r * block,
            "block_size": block, "periodic": false})
    };
    let u = |r: i64, indices: &[i64], one_to_one: bool| {
        json!({"dist_type": "u", "size": 7, "proc_grid_size": 2, "proc_grid_rank": r, "indices": indices,
            "one_to_one": one_to_one})
    };
    vec![
        (vec![vec![b(5, 3, 0, 0, 2)], vec![b(5, 3, 1, 2, 4)], vec![b(5, 3, 2, 4, 5)]], vec![vec![2], vec![2], vec![1]]),
        (
            vec![
                vec![padded(3, 0, 0, 7, [2, 1], false)],
                vec![padded(3, 1, 5, 10, [1, 2], false)],
                vec![padded(3, 2, 6, 12, [2, 0], false)],
            ],
            vec![vec![7], vec![5], vec![6]],
        ),
        (
            vec![
                vec![b(5, 2, 0, 0, 3), c(9, 2, 0, 2)],
                vec![b(5, 2, 0, 0, 3), c(9, 2, 1, 2)],
                vec![b(5, 2, 1, 3, 5), c(9, 2, 0, 2)],
                vec![b(5, 2, 1, 3, 5), c(9, 2, 1, 2)],
            ],
            vec![vec![3, 5], vec![3, 4], vec![2, 5], vec![2, 4]],
        ),
        (
            vec![vec![u(0, &[3, -1, 9], true), json!({})], vec![u(1, &[4, 2, 11, 0], true), json!({})]],
            vec![vec![3, 4], vec![4, 4]],
        ),
        (vec![vec![u(0, &[3, 0, 9], false)], vec![u(1, &[4, 0, 9, 2], false)]], vec![vec![3], vec![4]]),
        (vec![vec![padded(1, 0, 0, 12, [2, 2], true)]], vec![vec![12]]),
        (
            vec![vec![c(3, 4, 0, 1)], vec![c(3, 4, 1, 1)], vec![c(3, 4, 2, 1)], vec![c(3, 4, 3, 1)]],
            vec![vec![1], vec![1], vec![1], vec![0]],
        ),
        (vec![vec![b(0, 2, 0, 0, 0)], vec![b(0, 2, 1, 0, 0)]], vec![vec![0], vec![0]]),
    ]
}

#[test]
fn every_mutation_is_judged_as_by_the_model() {
    let mut values: Vec<Option<Value>> =
        [-1, 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 13, 100, i64::MAX, i64::MIN].iter().map(|&n| Some(json!(n))).collect();
    let others = json!([
        true,
        false,
        null,
        1.0,
        2.5,
        1e300,
        u64::MAX,
        "",
        "b",
        "c",
        "u",
        "n",
        "x",
        "bb",
        "3",
        {},
        [],
        [0],
        [0, 0],
        [1, 1],
        [2, 1],
        [1, 2],
        [-1, 0],
        [0, 1, 2],
        [5, 6, 7, 8],
        [3, 4, 4],
        [true, 0],
        [0.0, 1],
        ["a", "b"],
        [i64::MAX, i64::MAX]
    ]);
    values.extend(list(&others).iter().cloned().map(Some));
    values.push(None);
    let keys = [
        "dist_type",
        "size",
        "proc_grid_size",
        "proc_grid_rank",
        "start",
        "stop",
        "padding",
        "periodic",
        "block_size",
        "indices",
        "one_to_one",
        "other",
    ];
    let (mut cases, mut valid) = (0, 0);
    for (all, shapes) in mutation_bases() {
        assert!(model::is_valid(&all, &shapes), "{all:?}");
        for rank in 0..all.len() {
            for d in 0..all[0].len() {
                for key in keys {
                    for value in &values {
                        let mut changed = all.clone();
                        match value {
                            Some(value) => changed[rank][d][key] = value.clone(),
                            None => drop(changed[rank][d].as_object_mut().unwrap().remove(key)),
                        }
                        let expected = model::is_valid(&changed, &shapes);
                        let result = judge(&changed, &shapes);
                        let shown = &changed[rank][d];
                        assert_eq!(result.is_ok(), expected, "rank {rank}, dimension {d}: {shown}: {result:?}");
                        if let Err(error) = result {
                            let names_it = error.message.contains("dim_data[") || error.message.contains("dimension ");
                            assert!(names_it || error.message.contains("'proc_grid_"), "{error}");
                        }
                        cases += 1;
                        valid += i32::from(expected);
                    }
                }
            }
        }
    }
    assert!(cases > 10_000 && valid > 300, "{cases} cases, {valid} valid");
}

/// Several numbers moved a little, extents of buffers with them: near misses that one change alone does not reach.
#[test]
fn near_misses_are_judged_as_by_the_model() {
    let bases = mutation_bases();
    let mut random = Random(3);
    let (mut valid, mut invalid) = (0, 0);
    for _ in 0..60_000 {
        let (mut all, mut shapes) = bases[random.below(bases.len() as u64) as usize].clone();
        for _ in 0..random.range(1, 5) {
            let (rank, d) = (random.below(all.len() as u64) as usize, random.below(all[0].len() as u64) as usize);
            let keys: Vec<String> = all[rank][d].as_object().unwrap().keys().cloned().collect();
            if keys.is_empty() {
                continue;
            }
            let key = keys[random.below(keys.len() as u64) as usize].as_str();
            let by = [-2, -1, 1, 2][random.below(4) as usize];
            let value = &mut all[rank][d][key];
            let place = match value {
                Value::Array(list) if !list.is_empty() => {
                    let at = random.below(list.len() as u64) as usize;
                    &mut list[at]
                }
                value => value,
            };
            let Some(number) = place.as_i64() else { continue };
            *place = json!(number + by);
            shapes[rank][d] += match key {
                "stop" => by,
                "start" if all[rank][d]["dist_type"] == "b" => -by,
                _ => 0,
            };
        }
        let expected = shapes.concat().iter().all(|&n| n >= 0) && model::is_valid(&all, &shapes);
        let result = judge(&all, &shapes);
        assert_eq!(result.is_ok(), expected, "{all:?} {shapes:?}: {result:?}");
        *(if expected { &mut valid } else { &mut invalid }) += 1;
    }
    assert!(valid > 500 && invalid > 30_000, "{valid} valid, {invalid} invalid");
}

fn judge(all: &[Vec<Value>], shapes: &[Vec<i64>]) -> Result<(), Error> {
    let parts = all
        .iter()
        .zip(shapes)
        .map(|(dim_data, shape)| read(&Value::from(dim_data.clone()), shape, Strict))
        .collect::<Result<Vec<_>, _>>()?;
    validate_global(&parts, Strict)?;
    for rank in 0..parts.len() {
        let distribution = distribution_of(&parts, rank)?;
        assert_eq!(describe(&distribution).unwrap(), parts[rank], "a round trip of {all:?}");
    }
    Ok(())
}

/// Numbers without pattern, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }

    fn range(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low) as u64) as i64
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i as u64 + 1) as usize);
        }
    }
}

/// The distribution on every rank of a context, and whether it is a plain one.
fn random_distributions(random: &mut Random) -> Option<Vec<Distribution>> {
    let ndim = random.below(4) as usize;
    let mut shape = Vec::new();
    let mut grid = Vec::new();
    let mut axes = Vec::new();
    let mut all_labels: Vec<Option<Vec<Vec<i64>>>> = Vec::new();
    for _ in 0..ndim {
        let (size, parts) = (random.range(0, 14), random.range(1, 4) as i32);
        let mut labels = None;
        let kind = match random.below(6) {
            0 => AxisKind::Block,
            1 => AxisKind::BlockCeil,
            2 => {
                let mut bounds: Vec<i64> = (1..parts).map(|_| random.range(0, size + 1)).chain([0, size]).collect();
                bounds.sort();
                AxisKind::Bounds(bounds)
            }
            3 => AxisKind::Cyclic(random.range(1, 5)),
            4 => {
                let mut values: Vec<i64> = (0..size).map(|i| i * random.range(1, 2) - 3).collect();
                random.shuffle(&mut values);
                let mut lists = vec![Vec::new(); parts as usize];
                for value in values {
                    lists[random.below(parts as u64) as usize].push(value);
                }
                labels = Some(lists);
                AxisKind::Unstructured { labels: Vec::new(), one_to_one: true }
            }
            _ => AxisKind::Block,
        };
        let is_block = matches!(kind, AxisKind::Block | AxisKind::BlockCeil | AxisKind::Bounds(_));
        let mut padding = Padding::none();
        if is_block && random.below(2) == 0 {
            let width = random.range(0, 3).min(size);
            let other = if random.below(8) == 0 { random.range(0, 3).min(size) } else { width };
            padding.widths = Widths::Uniform(width, other);
            padding.periodic = random.below(3) == 0;
            if !padding.periodic && size > 3 {
                padding.boundary = (random.range(0, 3), random.range(0, 2));
            }
        }
        shape.push(size);
        grid.push(parts);
        axes.push(AxisSpecification { kind, padding });
        all_labels.push(labels);
    }
    let replicas = random.range(1, 3) as i32;
    let processes = grid.iter().product::<i32>() * replicas;
    let context_size = processes + if random.below(3) == 0 { random.range(0, 3) as i32 } else { 0 };
    let mut ranks: Vec<i32> = (0..context_size).collect();
    if random.below(3) == 0 {
        random.shuffle(&mut ranks);
    }
    ranks.truncate(processes as usize);
    let order = if random.below(2) == 0 { Order::RowMajor } else { Order::ColumnMajor };
    let specification = Specification { shape, axes, grid, ranks: Some(ranks), replicas: Some(replicas), order };
    let grid = Distribution::grid_for(&specification, context_size).ok()?;
    let build = |rank: i32| {
        let place = grid.place_of(rank);
        let labels: Vec<Option<Arc<Labels>>> = all_labels
            .iter()
            .enumerate()
            .map(|(d, lists)| {
                let lists = lists.as_ref()?;
                let coordinate = place.as_ref().map_or(-1, |place| place.coordinates[d]);
                let own = usize::try_from(coordinate).map_or(vec![], |c| lists[c].clone());
                let counts = lists.iter().map(|list| list.len() as i64).collect();
                let facts = Facts::of(&lists.iter().map(Vec::as_slice).collect::<Vec<_>>());
                Some(Arc::new(Labels::new(coordinate, own, counts, facts)))
            })
            .collect();
        Distribution::build(&specification, context_size, rank, &labels).ok()
    };
    (0..context_size).map(build).collect()
}

#[test]
fn random_distributions_survive_the_round_trip() {
    let mut random = Random(7);
    let (mut said, mut refused, mut sliced) = (0, 0, 0);
    for _ in 0..6000 {
        let Some(distributions) = random_distributions(&mut random) else { continue };
        let described: Vec<Result<Part, Error>> = distributions.iter().map(describe).collect();
        if let Err(error) = &described[0] {
            refused += 1;
            assert!(described.iter().all(|d| d.as_ref() == Err(error)), "{described:?}");
            assert!(error.message.contains("axis ") && error.message.contains("redistribute"), "{error}");
            continue;
        }
        let parts: Vec<Part> = described.into_iter().map(Result::unwrap).collect();
        said += 1;
        check_round_trip(&distributions, &parts);

        let shape = distributions[0].shape().to_vec();
        let slices: Vec<Slice> = shape
            .iter()
            .map(|&n| {
                Slice::resolve(n, Some(random.range(-2, n + 2)), None, Some([1, 2, -1, -3][random.below(4) as usize]))
            })
            .collect::<Result<_, _>>()
            .unwrap();
        let views: Result<Vec<Distribution>, Error> = distributions.iter().map(|d| d.slice(&slices)).collect();
        if let Ok(views) = views {
            let parts: Vec<Part> = views.iter().map(|view| describe(view).unwrap()).collect();
            validate_global(&parts, Strict).unwrap();
            for (rank, view) in views.iter().enumerate() {
                let back = to_distribution(&parts, rank as i32, view.order(), Strict, &[]).unwrap();
                assert_eq!(back.local_shape(), view.local_shape());
                for d in 0..view.ndim() {
                    if view.place().is_some() {
                        assert_eq!(owned_indices(&back, d), owned_indices(view, d));
                    }
                }
            }
            sliced += 1;
        }
    }
    assert!(said > 2000 && refused > 50 && sliced > 1000, "{said} said, {refused} refused, {sliced} sliced");
}

fn check_round_trip(distributions: &[Distribution], parts: &[Part]) {
    validate_global(parts, Strict).unwrap();
    assert_eq!(grid_of(parts, Strict).as_ref(), Ok(distributions[0].grid()));
    for (rank, distribution) in distributions.iter().enumerate() {
        let part = &parts[rank];
        validate_local(&part.dimensions, part.placement, &part.extents(), Strict).unwrap();
        if distribution.local_count() > 0 {
            assert_eq!(part.extents(), distribution.padded_shape());
        }
        let description = Description::contiguous(part.clone(), Dtype::Int16, distribution.order()).unwrap();
        description.validate(Strict).unwrap();
        let far = decode(&encode(&description)).unwrap();
        assert_eq!(far, description);
        assert_eq!(from_json(&to_json(&description, None), Strict).unwrap().0, description);

        let back = to_distribution(parts, rank as i32, distribution.order(), Strict, &[]).unwrap();
        assert!(back.is_aligned(distribution), "{back:?} {distribution:?}");
        assert_eq!((back.order(), back.grid()), (distribution.order(), distribution.grid()));
        assert_eq!((back.halo(), back.padded_shape()), (distribution.halo(), distribution.padded_shape()));
        for (a, b) in back.axes().iter().zip(distribution.axes()) {
            assert_eq!((a.padding().boundary, a.padding().periodic), (b.padding().boundary, b.padding().periodic));
            assert!((0..a.parts()).all(|c| a.halo(c) == b.halo(c)));
            assert_eq!(a.labels(), b.labels());
        }
        assert_eq!(&describe(&back).unwrap(), part);

        // The same from gathered numbers and labels.
        let gathered: Vec<Part> = parts
            .iter()
            .map(|p| {
                decode(&encode(&Description::contiguous(p.clone(), Dtype::Int16, Order::RowMajor).unwrap()))
                    .unwrap()
                    .part
            })
            .collect();
        let labels: Vec<Option<Arc<Labels>>> = distribution.axes().iter().map(|axis| axis.labels().cloned()).collect();
        let again = to_distribution(&gathered, rank as i32, distribution.order(), Strict, &labels).unwrap();
        assert!(again == back);
        if labels.iter().any(Option::is_some) {
            assert!(to_distribution(&gathered, rank as i32, distribution.order(), Strict, &[]).is_err());
        }
        check_dictionary(distribution, part);
    }
}

/// The plain dictionary loses the extensions only.
fn check_dictionary(distribution: &Distribution, part: &Part) {
    match describe_dictionary(distribution) {
        Err(error) => {
            assert!(
                part.placement != Placement::default()
                    || distribution.context_size() as i64 != distribution.grid().parts()
            );
            assert_eq!(error.status, Status::Unsupported);
        }
        Ok((dictionary, left_out)) => {
            for ((plain, full), (before, after)) in dictionary.dimensions.iter().zip(&part.dimensions).zip(left_out) {
                assert_eq!(plain.wrapped, [false, false]);
                assert_eq!(plain.extent(), full.extent() - before - after);
                assert_eq!(plain.owned(), full.owned());
            }
        }
    }
}

fn build(shape: &[i64], text: &str, size: i32, rank: i32) -> Distribution {
    Distribution::build(&Specification::parse(shape, text).unwrap(), size, rank, &[]).unwrap()
}

#[test]
fn halos_that_cannot_be_said_are_refused() {
    for (shape, text, size, word) in [
        (vec![9], "block halo(1:2)", 3, "asymmetric"),
        (vec![6, 4], "block halo(2), whole", 6, "owns only 1"),
        (vec![4], "block halo(1) periodic", 6, "owns only 0"),
        (vec![4], "block boundary(3:0)", 4, "boundary"),
    ] {
        let errors: Vec<Error> =
            (0..size).map(|rank| describe(&build(&shape, text, size, rank)).unwrap_err()).collect();
        assert!(errors.iter().all(|error| *error == errors[0]));
        assert!(errors[0].message.contains(word) && errors[0].message.contains("dim_data[0]"), "{}", errors[0]);
    }
}

#[test]
fn wrapped_halos_stay_in_range() {
    let parts: Vec<Part<'static>> =
        (0..2).map(|rank| describe(&build(&[10], "block halo(2) periodic", 2, rank)).unwrap().into_owned()).collect();
    let first = &parts[0].dimensions[0];
    assert_eq!((first.start, first.stop, first.padding, first.wrapped), (0, 7, [2, 2], [true, false]));
    assert_eq!((first.extent(), first.owned(), first.communication(), first.boundary()), (9, 5, (2, 2), (0, 0)));
    let back = distribution_of(&parts, 1).unwrap();
    assert!(back == build(&[10], "block halo(2) periodic", 2, 1));
    let one = build(&[10], "block halo(2) periodic", 2, 0);
    let (plain, left_out) = describe_dictionary(&one).unwrap();
    assert_eq!((plain.dimensions[0].padding, left_out), ([0, 2], vec![(2, 0)]));
}

#[test]
fn lenient_import_takes_what_others_emit() {
    // PyTrilinos: version 0.9, 'n' axes, local sizes.
    let n = json!({"dist_type": "n", "size": 2});
    let b = |r: i64, start: i64, stop: i64| {
        json!({"dist_type": "b", "size": stop - start, "proc_grid_size": 2, "proc_grid_rank": r, "start": start,
            "stop": stop, "extra": 1})
    };
    let u = |r: i64, indices: &[i64]| json!({"dist_type": "u", "size": indices.len(), "proc_grid_size": 2.0, "proc_grid_rank": r, "indices": indices});
    for (second, shapes, size) in [
        ([b(0, 0, 6), b(1, 6, 10)], [[2, 6], [2, 4]], 10),
        ([b(0, 0, 5), b(1, 5, 10)], [[2, 5], [2, 5]], 10),
        ([u(0, &[7, 1]), u(1, &[3, 8, 2])], [[2, 2], [2, 3]], 5),
    ] {
        let data: Vec<Value> = second.iter().map(|value| json!([n, value])).collect();
        let parts: Vec<Part> =
            data.iter().zip(&shapes).map(|(value, shape)| read(value, shape, Lenient).unwrap()).collect();
        assert!(data.iter().zip(&shapes).all(|(value, shape)| read(value, shape, Strict).is_err()));
        let distribution = to_distribution(&parts, 1, Order::RowMajor, Lenient, &[]).unwrap();
        assert_eq!(distribution.shape(), [2, size]);
        assert_eq!(distribution.local_shape(), shapes[1]);
        assert!(validate_global(&parts, Strict).is_err());
    }
    // Ranks in column-major order of the grid.
    let parts: Vec<Part> = [(0, 0), (1, 0), (0, 1), (1, 1)]
        .into_iter()
        .map(|(i, j)| Part::new(vec![Dimension::block(4, 2, i, 2 * i, 2 * i + 2), Dimension::cyclic(5, 2, j, 1)]))
        .collect();
    let error = validate_global(&parts, Strict).unwrap_err();
    assert!(error.message.starts_with("rank 1, dim_data[0]['proc_grid_rank']: expected 0, "), "{error}");
    let distribution = to_distribution(&parts, 1, Order::RowMajor, Lenient, &[]).unwrap();
    assert_eq!(distribution.grid().ranks(), Some(&[0, 2, 1, 3][..]));
    assert_eq!(distribution.local_bounds_of(2), None);
    assert_eq!(distribution.global_index(&[0, 0]), Some(vec![2, 0]));
    // One 0-d array on each process.
    let parts = vec![Part::new(vec![]); 3];
    assert!(validate_global(&parts, Strict).is_err() && validate_global(&parts[..1], Strict).is_ok());
    assert_eq!(to_distribution(&parts, 2, Order::RowMajor, Lenient, &[]).unwrap().grid().replicas(), 3);
    // A cyclic part beyond the end.
    let late = json!([{"dist_type": "c", "size": 3, "proc_grid_size": 4, "proc_grid_rank": 3, "start": 7}]);
    assert!(read(&late, &[0], Strict).is_err() && read(&late, &[0], Lenient).is_ok());
}

#[test]
fn errors_name_rank_dimension_key_and_values() {
    let global = |bounds: [(i64, i64, [i64; 2]); 3]| {
        let parts: Vec<Part> = bounds
            .iter()
            .enumerate()
            .map(|(r, &(start, stop, padding))| {
                Part::new(vec![Dimension { padding, ..Dimension::block(9, 3, r as i64, start, stop) }])
            })
            .collect();
        validate_global(&parts, Strict).unwrap_err().message
    };
    let none = [0, 0];
    for (message, expected) in [
        (
            global([(0, 3, none), (4, 6, none), (6, 9, none)]),
            "rank 1, dim_data[0]['start']: expected 3, where the indices of rank 0 end, got 4",
        ),
        (
            global([(0, 3, none), (3, 6, none), (6, 8, none)]),
            "rank 2, dim_data[0]['stop']: expected 9 to reach 'size' = 9, got 8",
        ),
        (
            global([(0, 4, [0, 1]), (3, 6, none), (6, 9, none)]),
            "rank 0, dim_data[0]['padding']: expected padding[1] = 0, equal to padding[0] on rank 1, got 1",
        ),
        (
            global([(0, 3, [0, 2]), (0, 6, [2, 0]), (6, 9, none)]),
            "rank 1, dim_data[0]['start']: expected -1, where the indices of rank 0 end less communication padding, got 0",
        ),
        (
            global([(0, 3, [0, 2]), (0, 6, [1, 0]), (6, 9, none)]),
            "rank 0, dim_data[0]['padding']: expected padding[1] = 1, equal to padding[0] on rank 1, got 2",
        ),
    ] {
        assert_eq!(message, expected);
    }
    let read = |value: Value| read(&json!([{}, value]), &[1, 2], Strict).unwrap_err().message;
    let b = json!({"dist_type": "b", "size": 5, "proc_grid_size": 2, "proc_grid_rank": 0, "start": 0, "stop": 7});
    assert_eq!(read(b.clone()), "dim_data[1]['stop']: expected at most 'size' = 5, got 7");
    let mut other = b.clone();
    other["stop"] = json!(true);
    assert_eq!(read(other.clone()), "dim_data[1]['stop']: expected an integer below 2^63, got true");
    other.as_object_mut().unwrap().remove("stop");
    assert_eq!(read(other), "dim_data[1]['stop']: expected a value, got none, as the key is missing");
}

#[test]
fn local_checks_are_quick() {
    let part = describe(&build(&[100, 100, 100], "block halo(1)", 8, 3)).unwrap().into_owned();
    let shape = part.extents();
    let start = std::time::Instant::now();
    let rounds = 10_000;
    for _ in 0..rounds {
        validate_local(std::hint::black_box(&part.dimensions), part.placement, &shape, Strict).unwrap();
    }
    let each = start.elapsed() / rounds;
    println!("{each:?} for a check of three dimensions");
    assert!(each < std::time::Duration::from_micros(20), "{each:?}");
}

// The C structs.

extern "C" fn release(section: *mut RawSection) {
    unsafe { (*section).release = None };
}

fn alive(layout: &Layout, buffer: &mut [i64]) -> RawSection {
    RawSection { release: Some(release), ..layout.section(buffer.as_mut_ptr().cast(), Some(42)) }
}

#[test]
fn sections_say_what_was_described() {
    let part = describe(&build(&[10, 3], "block halo(2) periodic, cyclic @ 2x1", 2, 0)).unwrap().into_owned();
    let mut description = Description::contiguous(part, Dtype::Int64, Order::ColumnMajor).unwrap();
    description.read_only = true;
    let layout = Layout::new(description.clone());
    let mut buffer = vec![0i64; 27];
    let mut section = alive(&layout, &mut buffer);
    let (version, dtype) = section.check(Strict).unwrap();
    assert_eq!((version, dtype, section.communicator(), section.ndim), (Version::CURRENT, Dtype::Int64, Some(42), 2));
    let (shape, strides, raw) = unsafe {
        let slice = |pointer| std::slice::from_raw_parts(pointer, 2);
        (slice(section.shape), slice(section.strides), std::slice::from_raw_parts(section.dimensions, 2))
    };
    let dimensions =
        raw.iter().enumerate().map(|(d, dim)| dim.read(d, &[], shape[d], Strict).unwrap()).collect::<Vec<_>>();
    let part = Part { dimensions, placement: section.placement() };
    let read_only = section.is_read_only();
    let back = Description { version, part, dtype, shape: shape.to_vec(), strides: strides.to_vec(), read_only };
    assert_eq!(back, description);
    assert_eq!(back.order(), Order::ColumnMajor);

    let moved = section.take();
    assert!(section.check(Strict).is_err_and(|e| e.status == Status::State) && moved.check(Strict).is_ok());

    let empty = RawDimension {
        dist_type: 0,
        size: 0,
        proc_grid_size: 0,
        start: 0,
        stop: 0,
        padding: [0; 2],
        flags: 0,
        periodic: 0,
        ..raw[0]
    };
    assert_eq!(empty.read(0, &[], 7, Strict), Ok(Dimension::whole(7)));
    let n = RawDimension { dist_type: b'n' as _, ..empty };
    assert!(n.read(0, &[], 7, Strict).is_err());
    assert_eq!(n.read(0, &[], 7, Lenient), Ok(Dimension::whole(7)));
    type Change = fn(&mut RawDimension);
    let changes: [(&str, Change); 9] = [
        ("dist_type", |d| d.dist_type = -1),
        ("periodic", |d| d.periodic = 2),
        ("one_to_one", |d| d.one_to_one = 1),
        ("flags", |d| d.flags = 8),
        ("reserved", |d| d.reserved[3] = 1),
        ("reserved", |d| d.reserved8 = 1),
        ("block_size", |d| d.block_size = 1),
        ("indices", |d| d.index_count = 1),
        ("dist_type", |d| d.dist_type = 0),
    ];
    for (key, change) in changes {
        let mut dimension = raw[0];
        change(&mut dimension);
        let error = dimension.read(3, &[], 9, Strict).unwrap_err();
        assert!(error.message.starts_with(&format!("dim_data[3]['{key}']")), "{error}");
    }
    let odd = ptr::without_provenance(4);
    for (count, pointer) in [(-1, ptr::null()), (1, ptr::null()), (i64::MAX, ptr::null()), (1, odd)] {
        let dimension = RawDimension { index_count: count, indices: pointer, ..raw[0] };
        assert!(dimension.check_indices(0).is_err());
    }
}

#[test]
fn sections_with_strange_fields_are_refused() {
    let part = describe(&build(&[10], "block", 1, 0)).unwrap().into_owned();
    let layout = Layout::new(Description::contiguous(part, Dtype::Int64, Order::RowMajor).unwrap());
    let mut buffer = vec![0i64; 10];
    type Change = fn(&mut RawSection);
    let changes: [(&str, Change); 20] = [
        ("struct_version", |s| s.struct_version = 2),
        ("struct_size", |s| s.struct_size = 8),
        ("dimension_size", |s| s.dimension_size += 4),
        ("dimension_size", |s| s.dimension_size = 0),
        ("__version__", |s| s.version[0] = b'1' as _),
        ("version", |s| s.version = [b'0' as _; 16]),
        ("version", |s| s.version[0] = -1),
        ("flags", |s| s.flags = 1 << 31),
        ("reserved", |s| s.reserved[7] = 1),
        ("reserved", |s| s.reserved32 = 1),
        ("buffer", |s| s.device_type = 2),
        ("dtype_lanes", |s| s.dtype_lanes = 4),
        ("dtype", |s| s.dtype_bits = 16 + 1),
        ("itemsize", |s| s.itemsize = 4),
        ("format", |s| s.format[0] = b'd' as _),
        ("format", |s| s.format[..2].copy_from_slice(&[b'>' as _, b'q' as _])),
        ("ndim", |s| s.ndim = -1),
        ("ndim", |s| s.ndim = 33),
        ("strides", |s| s.strides = ptr::null()),
        ("dimensions", |s| s.dimensions = 12 as *const RawDimension),
    ];
    for (field, change) in changes {
        let mut section = alive(&layout, &mut buffer);
        change(&mut section);
        let error = section.check(Strict).unwrap_err();
        assert!(error.message.contains(field), "{field}: {error}");
    }
    for (format, itemsize, dtype) in [
        ("l", 8, Some(Dtype::Int64)),
        ("=l", 4, Some(Dtype::Int32)),
        ("<d", 8, Some(Dtype::Float64)),
        ("@Zf", 8, Some(Dtype::Complex64)),
        (">b", 1, Some(Dtype::Int8)),
        (">d", 8, None),
        ("e", 2, None),
        ("g", 16, None),
        ("d", 4, None),
        ("", 8, None),
        ("2d", 8, None),
        ("é", 8, None),
    ] {
        assert_eq!(dtype_of_format(format, itemsize).ok(), dtype, "{format}");
    }
}

#[test]
fn buffers_are_checked() {
    let check = |address: usize, shape: &[i64], strides: &[i64], read_only: bool| {
        Buffer { address, shape, strides, dtype: Dtype::Float64, read_only }.check().is_ok()
    };
    assert!(check(64, &[3, 4], &[32, 8], false) && check(64, &[3, 4], &[-8, 24], false));
    assert!(check(0, &[0, 4], &[1, 8], false) && check(64, &[1, 4], &[0, 8], false) && check(64, &[], &[], false));
    assert!(!check(0, &[], &[], false) && !check(4, &[3], &[8], false) && !check(64, &[3], &[12], false));
    assert!(!check(64, &[3], &[8, 8], false) && !check(64, &[-1], &[8], false));
    assert!(!check(64, &[3, 4], &[8, 8], false) && check(64, &[3, 4], &[8, 8], true));
    assert!(!check(64, &[2], &[0], false) && check(64, &[2], &[0], true));
    assert!(!check(64, &[i64::MAX], &[8], true) && !check(64, &[2], &[i64::MIN], true));
}

/// Compiles and runs a program against the header in `include`.
fn run_c(name: &str, compiler: &str, standard: &str, program: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("protocol");
    fs::create_dir_all(&folder).unwrap();
    let (source, binary) = (folder.join(name), folder.join(format!("{name}.out")));
    fs::write(&source, program).unwrap();
    let compiled = Command::new(compiler)
        .args([standard, "-Wall", "-Wextra", "-pedantic", "-Werror", "-I"])
        .arg(root().join("include"))
        .arg(&source)
        .arg("-o")
        .arg(&binary)
        .output()
        .unwrap();
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let output = Command::new(&binary).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

macro_rules! layout_of {
    ($rust:ty, $c:literal, $($field:ident),*) => {
        (
            vec![format!("{} {}", $c, size_of::<$rust>()), $(format!("{} {}", stringify!($field), offset_of!($rust, $field))),*],
            [
                format!("printf(\"{} %zu\\n\", sizeof(struct {}));\n", $c, $c),
                $(format!("printf(\"{} %zu\\n\", offsetof(struct {}, {}));\n", stringify!($field), $c, stringify!($field))),*
            ]
            .concat(),
        )
    };
}

#[test]
fn structs_are_those_of_the_header() {
    let dimension = layout_of!(
        RawDimension,
        "distarray_protocol_dimension",
        dist_type,
        periodic,
        one_to_one,
        reserved8,
        flags,
        size,
        proc_grid_size,
        proc_grid_rank,
        start,
        stop,
        padding,
        block_size,
        indices,
        index_count,
        reserved
    );
    let section = layout_of!(
        RawSection,
        "distarray_protocol_section",
        struct_size,
        struct_version,
        version,
        buffer,
        device_type,
        device_id,
        dtype_code,
        dtype_bits,
        dtype_lanes,
        ndim,
        itemsize,
        format,
        shape,
        strides,
        dimensions,
        dimension_size,
        flags,
        communicator,
        replicas,
        replica,
        reserved32,
        release,
        private_data,
        reserved
    );
    let program = format!(
        "#include <distarray/protocol.h>\n#include <distarray/protocol.h>\n#include <stdio.h>\nint main(void) {{\n{}{}\
         printf(\"%s %d\\n\", DISTARRAY_PROTOCOL_VERSION, DISTARRAY_PROTOCOL_STRUCT_VERSION);\nreturn 0; }}\n",
        dimension.1, section.1
    );
    let mut expected = [dimension.0, section.0].concat();
    expected.push("0.10.0 1".to_string());
    for (name, compiler, standard) in
        [("layout.c", "cc", "-std=c99"), ("layout.cpp", "c++", "-std=c++11"), ("layout17.cpp", "c++", "-std=c++17")]
    {
        let said: Vec<String> = run_c(name, compiler, standard, &program).lines().map(str::to_string).collect();
        assert_eq!(said, expected);
    }
}
