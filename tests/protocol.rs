//! The Distributed Array Protocol: published examples, mutations against a model of the rules, round trips, C structs.

use distarray::distribution::{Base, Distribution};
use distarray::error::Error;
use distarray::index::Order;
use distarray::protocol::*;
use serde_json::{json, Map, Value};
use std::fs;
use std::path::Path;
use Leniency::Strict;

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
