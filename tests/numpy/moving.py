"""Redistribution, gather, scatter, copies and casts."""
import numpy as np

from cases import cast, compare, number_of, operation


@operation(weight=4)
def redistribute(draw):
    """Into an array that exists, with a cast."""
    values = draw.values(draw.shape())
    source, target = draw.layout(values.shape, "source"), draw.layout(values.shape, "target")
    old = draw.values(values.shape, draw.other_dtype(values.dtype))

    def run(world):
        a, b = world.array(values, source), world.array(old, target)
        world.limited(world.lib.array_redistribute, a, b)
        world.check(b, cast(values, old.dtype), target)
        world.check(a, values, source, "source")

    return run


@operation(weight=2)
def redistribute_to(draw):
    """Through a chain of layouts, with whatever fills the halos."""
    values = draw.values(draw.shape())
    layouts = [draw.layout(values.shape, "layout") for _ in range(draw.integer(2, 4))]

    def run(world):
        array = world.array(values, layouts[0])
        for layout in layouts[1:]:
            array = world.limited(world.lib.array_redistribute_to, array, world.distribution(layout))
            world.check(array, values, layout)

    return run


@operation()
def gather_to_one(draw):
    values = draw.values(draw.shape())
    layout, root = draw.layout(values.shape), draw.note("root", draw.integer(0, draw.size - 1))

    def run(world):
        array = world.array(values, layout)
        data = np.zeros(values.shape, values.dtype) if world.rank == root else None
        world.limited(world.lib.array_gather, array, root, data)
        if data is not None:
            compare(data, values, "gathered")

    return run


@operation()
def copy_and_cast(draw):
    values = draw.values(draw.shape())
    layout, dtype = draw.layout(values.shape), draw.note("dtype", draw.dtype())

    def run(world):
        array = world.array(values, layout)
        world.check(world.lib.array_copy(array), values, layout, "copy")
        world.check(world.lib.array_cast(array, number_of(dtype)), cast(values, dtype), layout, "cast")

    return run


@operation()
def labels(draw):
    """Between unstructured axes whose labels are any numbers: label by label."""
    n = draw.integer(1, 20)
    pool = draw.rng.choice(np.concatenate([np.arange(-30, 30), draw.rng.integers(-(2**63), 2**63 - 1, 40)]), n, False)
    values, old = draw.values((n,)), draw.values((n,))
    old = cast(old, values.dtype)
    layouts = [draw.layout((n,), name, may_be_open=False) for name in ("source", "target")]
    orders = [draw.rng.permutation(n), draw.rng.permutation(n)]
    draw.note("labels", pool.tolist())

    def relabel(layout, order):
        """The same grid with an unstructured axis of these labels."""
        parts, bounds = layout.extents[0], np.linspace(0, n, layout.extents[0] + 1).astype(int)
        axis = layout.axes[0]
        axis.kind, axis.argument, axis.halo, axis.boundary, axis.periodic = "unstructured", 1, (0, 0), (0, 0), False
        axis.owned = [pool[order[a:b]] for a, b in zip(bounds, bounds[1:])]
        assert len(axis.owned) == parts
        return axis.owned

    owned = [relabel(layout, order) for layout, order in zip(layouts, orders)]
    by_label = dict(zip(pool.tolist(), range(n)))

    def part(world, layout, lists, values):
        coordinates = layout.coordinates(world.rank)
        if coordinates is None:
            return None
        return values[[by_label[label] for label in lists[coordinates[0]].tolist()]]

    def run(world):
        arrays = []
        for layout, lists, content in zip(layouts, owned, (values, old)):
            local = part(world, layout, lists, content)
            arrays.append(world.lib.array_create_from_parts(world.distribution(layout), number_of(values.dtype), local))
        world.limited(world.lib.array_redistribute, *arrays)
        expected = part(world, layouts[1], owned[1], values)
        if expected is not None:
            compare(world.local(arrays[1]), expected, f"part of rank {world.rank}")

    return run


@operation()
def elements(draw):
    """One element read and written, by negative indices too (labels on unstructured axes); outside: refused."""
    values = draw.values(draw.shape(least=1))
    layout = draw.layout(values.shape)
    least = [0 if axis.kind == "unstructured" else -n for n, axis in zip(values.shape, layout.axes)]
    index = [draw.integer(low, n - 1) for n, low in zip(values.shape, least)]
    value = draw.values((1,), values.dtype)
    outside = list(index)
    if outside:
        axis = draw.integer(0, len(index) - 1)
        outside[axis] = draw.choice([values.shape[axis], -values.shape[axis] - 1, 2**40])
    draw.note("index, outside", (index, outside))

    def run(world):
        array, got = world.array(values, layout), np.zeros((1,), values.dtype)
        world.lib.array_get_element(array, index, got)
        compare(got, values[tuple(index)].reshape(1), "element")
        world.lib.array_set_element(array, index, value)
        expected = values.copy()
        expected[tuple(index)] = value[0]
        world.check(array, expected, layout)
        if outside:
            world.refuses([world.lib.ERR_INDEX], world.lib.array_get_element, array, outside, got)

    return run
