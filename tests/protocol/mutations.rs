//! Changed dictionaries: library and model must agree which are valid.

use super::*;

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
