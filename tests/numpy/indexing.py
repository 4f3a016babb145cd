"""Lists of indices and masks: taken, put, set and combined."""
import numpy as np

from cases import cast, operation

MODES = {"raise": 0, "wrap": 1, "clip": 2}
INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]


def indices(draw, shape, n, mode="raise", name="indices"):
    """An operand of indices into an axis of this extent, many of them twice."""
    dtype = np.dtype(draw.choice(INTEGERS if n < 128 else ["int64", "int32"]))
    operand = draw.array(shape, dtype, name, view=0.2)
    low, high = (-n, n - 1) if mode == "raise" else (-3 * n - 3, 3 * n + 3)
    low, high = max(low, np.iinfo(dtype).min), min(high, np.iinfo(dtype).max)
    operand.base[...] = draw.rng.integers(low if dtype.kind == "i" else 0, high + 1, operand.base.shape) if n else 0
    return operand


def list_shape(draw, n):
    """Shape of an index array; without elements where the axis has none."""
    shape = [draw.integer(0, 8) for _ in range(draw.choice([0, 1, 1, 1, 2]))]
    return tuple(shape) if n else (0, *shape[1:])


@operation(needs=["array_take", "array_take_into"], weight=3)
def take(draw):
    source = draw.array(draw.shape())
    values = source.values
    axis = None if draw.chance(0.3) or not values.ndim else draw.integer(-values.ndim, values.ndim - 1)
    n, mode = values.size if axis is None else values.shape[axis], draw.choice(["raise", "raise", "wrap", "clip"])
    draw.note("axis, mode", (axis, mode))
    where = indices(draw, list_shape(draw, n), n, mode)
    expected = np.take(values, where.values.astype(np.int64), axis, mode=mode)
    into = draw.array(expected.shape, draw.other_dtype(values.dtype), "out") if draw.chance(0.4) else None

    def run(world):
        arguments = world.array(source), world.array(where), world.lib.FLAT if axis is None else axis, MODES[mode]
        if into is None:
            world.check(world.limited(world.lib.array_take, *arguments), expected)
            return
        out = world.array(into)
        world.limited(world.lib.array_take_into, *arguments, out)
        into.values[...] = cast(expected, into.values.dtype)
        world.check_all(out, into)

    return run


@operation(needs=["array_put"], weight=2)
def put(draw):
    """Of several values for one element the last one stays; few values are repeated."""
    target = draw.array(draw.shape(), name="target")
    n, mode = target.values.size, draw.note("mode", draw.choice(list(MODES)))
    where = indices(draw, list_shape(draw, n), n, mode)
    shape = (draw.choice([where.values.size, draw.integer(1, 5)]),) if where.values.size else (draw.integer(0, 2),)
    given = draw.array(shape, draw.other_dtype(target.values.dtype), "values")

    def run(world):
        handles = [world.array(operand) for operand in (target, where, given)]
        world.limited(world.lib.array_put, *handles, MODES[mode])
        np.put(target.values, where.values.astype(np.int64), cast(given.values, target.values.dtype), mode)
        world.check_all(handles[0], target)

    return run


def index_lists(draw, values):
    """Arrays of indices that broadcast against each other, None for whole axes; and NumPy's form of them."""
    lists = [None] * draw.integer(1, values.ndim)
    shape = list_shape(draw, 1)
    chosen = [k for k in range(len(lists)) if draw.chance(0.6)] or [draw.integer(0, len(lists) - 1)]
    if any(values.shape[k] == 0 for k in chosen):
        shape = (0,)
    for k in chosen:
        one = shape if 0 in shape else draw.broadcast(shape)
        lists[k] = indices(draw, one, values.shape[k], name=f"indices of axis {k}")
    return lists, tuple(slice(None) if one is None else one.values for one in lists)


def some(world, lists):
    return [None if one is None else world.array(one) for one in lists]


@operation(needs=["array_get_index"], weight=3)
def get_index(draw):
    """Several index arrays, mixed with whole axes."""
    source = draw.array(draw.shape(draw.integer(1, 4)))
    lists, where = index_lists(draw, source.values)
    expected = source.values[where]

    def run(world):
        result = world.limited(world.lib.array_get_index, world.array(source), len(lists), some(world, lists))
        world.check(result, expected)

    return run


@operation(needs=["array_set_index"], weight=3)
def set_index(draw):
    target = draw.array(draw.shape(draw.integer(1, 4)), name="target")
    lists, where = index_lists(draw, target.values)
    shape = draw.broadcast(target.values[where].shape)
    given = draw.array(shape, draw.other_dtype(target.values.dtype), "values")

    def run(world):
        array = world.array(target)
        world.limited(world.lib.array_set_index, array, len(lists), some(world, lists), world.array(given))
        # Of several values for one element the last in C order stays; NumPy goes by memory where it is transposed.
        straight = tuple(k.copy(order="C") if isinstance(k, np.ndarray) else k for k in where)
        target.values[straight] = cast(given.values, target.values.dtype).copy(order="C")
        world.check_all(array, target)

    return run


@operation(needs=["array_update_index"], weight=2)
def update_index(draw):
    """NumPy's add.at and its like: elements named several times are combined as often."""
    target = draw.array(draw.shape(draw.integer(1, 3)), name="target")
    values = target.values
    target.base[...] = draw.small(target.base.shape, values.dtype)
    lists, where = index_lists(draw, values)
    given = draw.array(draw.broadcast(values[where].shape), values.dtype, "values")
    given.base[...] = draw.small(given.base.shape, values.dtype)
    number, combine = draw.combination(values.dtype)

    def run(world):
        array = world.array(target)
        arguments = array, len(lists), some(world, lists), world.array(given)
        world.limited(world.lib.array_update_index, number, *arguments)
        combine.at(values, where, given.values)
        world.check_all(array, target)

    return run


def cross_lists(draw, values):
    """A list of indices for each of the first axes, None for whole ones; and NumPy's form of them."""
    lists, where = [], []
    for k, n in enumerate(values.shape[: draw.integer(1, values.ndim)]):
        whole = draw.chance(0.3)
        lists.append(None if whole else indices(draw, (draw.integer(0, 7) if n else 0,), n, name=f"list of axis {k}"))
        where.append(np.arange(n) if whole else lists[-1].values.astype(np.int64))
    return lists, np.ix_(*where)


@operation(needs=["array_get_cross"])
def get_cross(draw):
    """Every combination of one index per axis."""
    source = draw.array(draw.shape(draw.integer(1, 4)))
    lists, where = cross_lists(draw, source.values)

    def run(world):
        result = world.limited(world.lib.array_get_cross, world.array(source), len(lists), some(world, lists))
        world.check(result, source.values[where])

    return run


@operation(needs=["array_set_cross"])
def set_cross(draw):
    target = draw.array(draw.shape(draw.integer(1, 4)), name="target")
    lists, where = cross_lists(draw, target.values)
    shape = draw.broadcast(target.values[where].shape)
    given = draw.array(shape, draw.other_dtype(target.values.dtype), "values")

    def run(world):
        array = world.array(target)
        world.limited(world.lib.array_set_cross, array, len(lists), some(world, lists), world.array(given))
        target.values[where] = cast(given.values, target.values.dtype)
        world.check_all(array, target)

    return run


def draw_mask(draw, values):
    """A mask of the first axes."""
    shape = values.shape[: draw.integer(min(1, values.ndim), values.ndim)]
    mask = draw.array(shape, bool, "mask")
    if draw.chance(0.3):
        mask.base[...] = draw.chance(0.5)
    return mask


@operation(needs=["array_get_mask"], weight=2)
def get_mask(draw):
    source = draw.array(draw.shape())
    mask = draw_mask(draw, source.values)

    def run(world):
        result = world.limited(world.lib.array_get_mask, world.array(source), world.array(mask))
        world.check(result, source.values[mask.values])

    return run


@operation(needs=["array_set_mask"], weight=2)
def set_mask(draw):
    target = draw.array(draw.shape(), name="target")
    mask = draw_mask(draw, target.values)
    shape = draw.broadcast(target.values[mask.values].shape)
    given = draw.array(shape, draw.other_dtype(target.values.dtype), "values")

    def run(world):
        handles = [world.array(operand) for operand in (target, mask, given)]
        world.limited(world.lib.array_set_mask, *handles)
        target.values[mask.values] = cast(given.values, target.values.dtype)
        world.check_all(handles[0], target)

    return run


@operation(needs=["array_nonzero", "array_argwhere", "array_flatnonzero"])
def nonzero(draw):
    source = draw.array(draw.shape(draw.integer(1, 4)))
    values = source.values
    source.base[...] *= (draw.rng.random(source.base.shape) < 0.4).astype(values.dtype)

    def run(world):
        array, room = world.array(source), world.room(values.ndim)
        world.limited(world.lib.array_nonzero, array, room)
        for got, expected in zip(room.handles, np.nonzero(values)):
            world.check(got, expected)
        world.check(world.limited(world.lib.array_argwhere, array), np.argwhere(values))
        world.check(world.limited(world.lib.array_flatnonzero, array), np.flatnonzero(values))

    return run


@operation(needs=["array_take", "array_put"])
def bad_indices(draw):
    """One index outside: the same status on all ranks, and nothing is written."""
    target = draw.array(draw.shape(draw.integer(1, 3), least=1), name="target")
    values = target.values
    axis = None if draw.chance(0.5) else draw.integer(0, values.ndim - 1)
    n = values.size if axis is None else values.shape[axis]
    where = draw.array((draw.integer(1, 9),), draw.choice(["int16", "int32", "int64"]), "indices")
    where.base[...] = where.base % n
    outside = draw.choice([n, -n - 1, 2 ** (where.values.itemsize * 8 - 1) - 1])
    where.values[draw.integer(0, where.values.size - 1)] = draw.note("outside", outside)
    given = draw.array((1,), values.dtype, "values")
    lists = [where if d == axis else None for d in range(values.ndim)]

    def run(world):
        array, indices, value, lib = world.array(target), world.array(where), world.array(given), world.lib
        calls = [(lib.array_take, array, indices, lib.FLAT if axis is None else axis, MODES["raise"])]
        if axis is None:
            calls += [(lib.array_put, array, indices, value, MODES["raise"])]
        else:
            handles = [one and indices for one in lists]
            calls += [(lib.array_get_index, array, len(lists), handles)]
            calls += [(lib.array_set_index, array, len(lists), handles, value)]
            calls += [(lib.array_update_index, lib.ADD, array, len(lists), handles, value)]
        for function, *arguments in calls:
            world.refuses([lib.ERR_INDEX], function, *arguments)
            world.check_all(array, target)

    return run
