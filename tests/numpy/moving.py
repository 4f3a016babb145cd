"""Redistribution, gather, scatter, copies and casts."""
import numpy as np

from cases import Operand, cast, compare, number_of, operation


@operation(weight=4)
def redistribute(draw):
    """Into an array that exists, with a cast."""
    shape = draw.shape()
    source = draw.array(shape, name="source")
    target = draw.array(shape, draw.other_dtype(source.values.dtype), name="target")

    def run(world):
        a, b = world.array(source), world.array(target)
        world.limited(world.lib.array_redistribute, a, b)
        target.values[...] = cast(source.values, target.values.dtype)
        world.check_all(b, target)
        world.check_all(a, source)

    return run


@operation(weight=2)
def redistribute_to(draw):
    """Through a chain of layouts, with whatever fills the halos."""
    source = draw.array(draw.shape(), name="source")
    layouts = [draw.layout(source.values.shape) for _ in range(draw.integer(1, 3))]

    def run(world):
        array = world.array(source)
        for layout in layouts:
            array = world.limited(world.lib.array_redistribute_to, array, world.distribution(layout))
            world.check(array, source.values, layout)

    return run


@operation(needs=["array_redistribute_many"])
def redistribute_many(draw):
    """Several pairs in one round."""
    pairs = []
    for _ in range(draw.integer(1, 4)):
        source = draw.array(draw.shape(draw.integer(0, 3)), name="source")
        pairs.append((source, draw.array(source.values.shape, draw.other_dtype(source.values.dtype), "target")))

    def run(world):
        sources, targets = ([world.array(pair[side]) for pair in pairs] for side in (0, 1))
        world.limited(world.lib.array_redistribute_many, len(pairs), sources, targets)
        for array, (source, target) in zip(targets, pairs):
            target.values[...] = cast(source.values, target.values.dtype)
            world.check_all(array, target)

    return run


def other_shape(draw, count):
    """A shape of so many elements."""
    if count == 0:
        return tuple(draw.rng.permutation([0, *(draw.integer(0, 5) for _ in range(draw.integer(0, 3)))]).tolist())
    shape = []
    while count > 1 or draw.chance(0.2):
        shape.append(draw.choice([factor for factor in range(1, count + 1) if count % factor == 0]))
        count //= shape[-1]
        if len(shape) == 4:
            shape.append(count)
            break
    return tuple(shape)


@operation(needs=["array_reshape"], weight=2)
def reshape(draw):
    source = draw.array(draw.shape())
    shape = draw.note("new shape", list(other_shape(draw, source.values.size)))
    layout = draw.layout(shape, "result") if draw.chance(0.5) else None
    expected, asked = source.values.reshape(shape), list(shape)
    if asked and source.values.size and draw.chance(0.3):
        asked[draw.integer(0, len(asked) - 1)] = -1

    def run(world):
        array, distribution = world.array(source), None if layout is None else world.distribution(layout)
        result = world.limited(world.lib.array_reshape, array, len(asked), asked, distribution)
        world.check(result, expected, layout)

    return run


@operation(needs=["array_reshape_into"])
def reshape_into(draw):
    source = draw.array(draw.shape(), name="source")
    shape = other_shape(draw, source.values.size)
    target = draw.array(shape, draw.other_dtype(source.values.dtype), "target")

    def run(world):
        array = world.array(target)
        world.limited(world.lib.array_reshape_into, world.array(source), array)
        target.values[...] = cast(source.values, target.values.dtype).reshape(shape)
        world.check_all(array, target)

    return run


@operation(needs=["array_transform"], weight=2)
def transform(draw):
    """target = alpha * op(source) + beta * target; any elements where they are only moved, else small integers."""
    source = draw.array(draw.shape(), name="source")
    op = draw.note("op", draw.choice(["NO_TRANSPOSE", "TRANSPOSE", "CONJUGATE", "CONJUGATE_TRANSPOSE"]))
    turned = op in ("TRANSPOSE", "CONJUGATE_TRANSPOSE")
    shape = source.values.shape[::-1] if turned else source.values.shape
    target = draw.array(shape, draw.other_dtype(source.values.dtype), "target")
    dtype, moves = target.values.dtype, draw.chance(0.3)
    alpha, beta = (None if moves or draw.chance(0.3) else draw.small((1,), dtype) for _ in range(2))
    draw.note("alpha, beta", (alpha, beta))
    if not moves:
        for operand in (source, target):
            operand.base[...] = draw.small(operand.base.shape, operand.base.dtype)

    def run(world):
        array = world.array(target)
        world.limited(world.lib.array_transform, getattr(world.lib, op), alpha, world.array(source), beta, array)
        moved = cast(source.values, dtype)
        moved = moved.conj() if "CONJUGATE" in op else moved
        moved = moved.transpose() if turned else moved
        if alpha is not None:
            moved = moved * alpha[0]
        target.values[...] = moved if beta is None else moved + target.values * beta[0]
        if moves:
            world.check_all(array, target)
        else:
            zero = dtype.type(0)  # the sign of zeros is not promised
            compare(world.gather(array) + zero, target.values + zero, "result")

    return run


@operation(needs=["plan_create", "plan_run", "plan_run_many"], weight=2)
def plan(draw):
    """Made once, run for several arrays: one after the other, at once, or in the background."""
    source = draw.array(draw.shape(), name="source")
    target = draw.array(source.values.shape, draw.other_dtype(source.values.dtype), "target")
    more = []
    for operand in (source, target):
        for _ in range(2):
            base = draw.values(operand.base.shape, draw.other_dtype(operand.base.dtype))
            more.append(Operand(base, operand.layout, operand.view))
    pairs = [(source, target), (more[0], more[2]), (more[1], more[3])]
    way = draw.note("way", draw.choice(["run", "run_many", "begin"]))

    def run(world):
        lib = world.lib
        sources, targets = ([world.array(pair[side]) for pair in pairs] for side in (0, 1))
        distributions = [lib.array_get_distribution(array[0]) for array in (sources, targets)]
        one = world.limited(lib.plan_create, *distributions)
        if way == "run":
            for a, b in zip(sources, targets):
                world.limited(lib.plan_run, one, a, b)
        elif way == "run_many":
            world.limited(lib.plan_run_many, one, len(pairs), sources, targets)
        else:
            requests = [lib.plan_begin(one, a, b) for a, b in zip(sources, targets)]
            lib.request_test(requests[0])
            for request in requests[::-1] if world.case % 2 else requests:
                lib.request_end(request)
        for array, (a, b) in zip(targets, pairs):
            b.values[...] = cast(a.values, b.values.dtype)
            world.check_all(array, b)

    return run


@operation()
def gather_to_one(draw):
    source, root = draw.array(draw.shape()), draw.note("root", draw.integer(0, draw.size - 1))

    def run(world):
        array = world.array(source)
        data = np.zeros(source.values.shape, source.values.dtype) if world.rank == root else None
        world.limited(world.lib.array_gather, array, root, data)
        if data is not None:
            compare(data, source.values, "gathered")

    return run


@operation()
def copy_and_cast(draw):
    source, dtype = draw.array(draw.shape()), draw.note("dtype", draw.dtype())

    def run(world):
        array = world.array(source)
        world.check(world.lib.array_copy(array), source.values, what="copy")
        world.check(world.lib.array_cast(array, number_of(dtype)), cast(source.values, dtype), what="cast")

    return run


@operation()
def labels(draw):
    """Between unstructured axes whose labels are any numbers: label by label."""
    n = draw.integer(1, 20)
    pool = draw.rng.choice(np.concatenate([np.arange(-30, 30), draw.rng.integers(-(2**63), 2**63 - 1, 40)]), n, False)
    values = draw.values((n,))
    layouts = [draw.layout((n,), name, may_be_open=False) for name in ("source", "target")]
    draw.note("labels", pool.tolist())
    for layout in layouts:
        axis, order = layout.axes[0], draw.rng.permutation(n)
        bounds = np.linspace(0, n, layout.extents[0] + 1).astype(int)
        axis.kind, axis.argument, axis.halo, axis.boundary, axis.periodic = "unstructured", 1, (0, 0), (0, 0), False
        axis.owned = [pool[order[a:b]] for a, b in zip(bounds, bounds[1:])]
    by_label = dict(zip(pool.tolist(), range(n)))

    def part(world, layout):
        coordinates = layout.coordinates(world.rank)
        if coordinates is not None:
            return values[[by_label[label] for label in layout.axes[0].owned[coordinates[0]].tolist()]]

    def run(world):
        source, target = (world.distribution(layout) for layout in layouts)
        source = world.lib.array_create_from_parts(source, number_of(values.dtype), part(world, layouts[0]))
        target = world.lib.array_create_zeros(target, number_of(values.dtype))
        world.limited(world.lib.array_redistribute, source, target)
        expected = part(world, layouts[1])
        if expected is not None:
            compare(world.local(target), expected, f"part of rank {world.rank}")

    return run


@operation()
def elements(draw):
    """One element read and written, by negative indices too (labels on unstructured axes); outside: refused."""
    source = draw.array(draw.shape(least=1))
    values = source.values
    index = [draw.integer(0 if source.has_labels else -n, n - 1) for n in values.shape]
    value, outside = draw.values((1,), values.dtype), list(index)
    if outside:
        axis = draw.integer(0, len(index) - 1)
        outside[axis] = draw.choice([values.shape[axis], -values.shape[axis] - 1, 2**40])
    draw.note("index, outside", (index, outside))

    def run(world):
        array, got = world.array(source), np.zeros((1,), values.dtype)
        world.lib.array_get_element(array, index, got)
        compare(got, values[tuple(index)].reshape(1), "element")
        world.lib.array_set_element(array, index, value)
        values[tuple(index)] = value[0]
        world.check_all(array, source)
        if outside:
            world.refuses([world.lib.ERR_INDEX], world.lib.array_get_element, array, outside, got)

    return run
