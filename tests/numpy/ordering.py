"""Order: sorts, ranks, distinct elements, searches, counts."""
import numpy as np

from assembling import created, result_layout
from cases import number_of, operation


def ordered_values(draw, shape, dtype=None):
    """With ties, NaN, zeros of both signs, and in order or against it."""
    dtype = draw.dtype() if dtype is None else np.dtype(dtype)
    values, way = draw.values(shape, dtype), draw.integer(0, 4)
    flat = values.reshape(-1)
    if way == 1:
        few = draw.values((3,), dtype)
        values = few[draw.rng.integers(0, 3, shape)]
    elif way == 2 and flat.size:
        values = np.sort(flat, kind="stable")[:: draw.choice([1, -1])].reshape(shape)
    elif way == 3 and flat.size:
        values = np.full(shape, flat[0])
    elif way == 4 and dtype.kind in "fc":
        special = np.array([0.0, -0.0, np.nan, -np.nan, 1.0, -1.0, np.inf, -np.inf])
        count = int(np.prod(shape, dtype=int))
        parts = draw.rng.choice(special, (count, 2 if dtype.kind == "c" else 1))
        values = np.ascontiguousarray(parts.astype(f"f{dtype.itemsize // parts.shape[1]}")).view(dtype).reshape(shape)
    draw.note("order", way)
    return np.ascontiguousarray(values)


def ordered(draw, shape, name="array", dtype=None, **options):
    operand = draw.array(shape, dtype, name, **options)
    operand.base[...] = ordered_values(draw, operand.base.shape, operand.base.dtype)
    return operand


def axis_of(draw, lib_ndim):
    """An axis, or None for all."""
    axis = None if not lib_ndim or draw.chance(0.3) else draw.integer(-lib_ndim, lib_ndim - 1)
    return draw.note("axis", axis)


def number_of_axis(world, axis):
    return world.lib.FLAT if axis is None else axis


def shape_1d_or_more(draw):
    return draw.shape(draw.choice([0, 1, 1, 1, 2, 2, 3]))




@operation(needs=["array_sort"], weight=3)
def sort(draw):
    source = ordered(draw, shape_1d_or_more(draw))
    axis = axis_of(draw, source.values.ndim)
    expected = np.sort(source.values, axis, kind="stable")
    layout = result_layout(draw, expected.shape)

    def run(world):
        array = world.array(source)
        result = world.limited(world.lib.array_sort, array, number_of_axis(world, axis), created(world, layout))
        world.check(result, expected, layout)

    return run


@operation(needs=["array_sort_into"])
def sort_into(draw):
    source = ordered(draw, shape_1d_or_more(draw), **draw.choice([{}, {"unstructured": False}]))
    values, in_place = source.values, draw.chance(0.5)
    axis = draw.note("axis", draw.integer(-values.ndim, values.ndim - 1) if values.ndim else None)
    expected = np.sort(values, axis, kind="stable").reshape(values.shape if in_place else -1 if axis is None else values.shape)
    target = None if in_place else draw.array(expected.shape, values.dtype, "out")

    def run(world):
        array = world.array(source)
        out = array if in_place else world.array(target)
        if values.ndim == 0 and in_place:
            return
        world.limited(world.lib.array_sort_into, array, number_of_axis(world, axis), out)
        operand = source if in_place else target
        operand.values[...] = expected
        world.check_all(out, operand)

    return run


@operation(needs=["array_argsort"], weight=3)
def argsort(draw):
    source = ordered(draw, shape_1d_or_more(draw))
    axis = axis_of(draw, source.values.ndim)
    expected = np.argsort(source.values, axis, kind="stable").astype(np.int64)
    layout = result_layout(draw, expected.shape)

    def run(world):
        array = world.array(source)
        result = world.limited(world.lib.array_argsort, array, number_of_axis(world, axis), created(world, layout))
        world.check(result, expected, layout)

    return run


@operation(needs=["array_lexsort"])
def lexsort(draw):
    shape = shape_1d_or_more(draw)
    sources = [ordered(draw, shape, f"key {k}") for k in range(draw.integer(1, 3))]
    axis = axis_of(draw, len(shape))
    values = [source.values.reshape(-1) if axis is None else source.values for source in sources]
    expected = np.lexsort(values, -1 if axis is None else axis).astype(np.int64)
    layout = result_layout(draw, expected.shape)

    def run(world):
        keys = [world.array(source) for source in sources]
        arguments = len(keys), keys, number_of_axis(world, axis), created(world, layout)
        world.check(world.limited(world.lib.array_lexsort, *arguments), expected, layout)

    return run


def descending(values, axis):
    """Positions from the greatest to the least, of equals those in front first."""
    flipped = np.flip(values, axis)
    back = np.flip(np.argsort(flipped, axis, kind="stable"), axis)
    return values.shape[axis] - 1 - back


@operation(needs=["array_topk"])
def topk(draw):
    source = ordered(draw, shape_1d_or_more(draw))
    values, axis = source.values, axis_of(draw, source.values.ndim)
    values, along = (values.reshape(-1), 0) if axis is None else (values, axis)
    size = draw.note("size", draw.integer(0, values.shape[along]))
    greatest = draw.note("greatest", draw.integer(0, 1))
    order = descending(values, along) if greatest else np.argsort(values, along, kind="stable")
    order = np.take(order, range(size), along)

    def run(world):
        array = world.array(source)
        results = world.limited(world.lib.array_topk, array, size, number_of_axis(world, axis), greatest)
        world.check(results[0], np.take_along_axis(values, order, along), what="values")
        world.check(results[1], order.astype(np.int64), what="positions")

    return run
