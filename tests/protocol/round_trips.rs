//! Distributions described and read back.

use super::*;

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
