"""Arrays put together from others."""
import numpy as np

from cases import PADS, cast, number_of, operation, pad_indices


def result_layout(draw, shape):
    """A layout for the result, or None for the library's choice."""
    return draw.layout(shape, "result") if draw.chance(0.5) else None


def created(world, layout):
    return None if layout is None else world.distribution(layout)


def common(*operands):
    return np.result_type(*(operand.values.dtype for operand in operands))


def arrays(draw, shapes, **options):
    """Operands of these shapes, mostly of one dtype."""
    first = draw.dtype()
    return [draw.array(shape, draw.other_dtype(first), f"array {k}", **options) for k, shape in enumerate(shapes)]


@operation(needs=["array_concatenate"])
def concatenate(draw):
    shape = list(draw.shape(draw.integer(1, 3)))
    axis, shapes = draw.integer(0, len(shape) - 1), []
    for _ in range(draw.integer(1, 4)):
        shape[axis] = draw.integer(0, 6)
        shapes.append(tuple(shape))
    sources = arrays(draw, shapes)
    expected = np.concatenate([cast(source.values, common(*sources)) for source in sources], axis)
    layout, axis = result_layout(draw, expected.shape), draw.note("axis", draw.choice([axis, axis - len(shape)]))

    def run(world):
        handles = [world.array(source) for source in sources]
        result = world.limited(
            world.lib.array_concatenate, len(handles), handles, axis, created(world, layout)
        )
        world.check(result, expected, layout)

    return run


@operation(needs=["array_stack"])
def stack(draw):
    shape = draw.shape(draw.integer(0, 3))
    sources = arrays(draw, [shape] * draw.integer(1, 4))
    axis = draw.note("axis", draw.integer(-len(shape) - 1, len(shape)))
    expected = np.stack([cast(source.values, common(*sources)) for source in sources], axis)
    layout = result_layout(draw, expected.shape)

    def run(world):
        handles = [world.array(source) for source in sources]
        result = world.limited(world.lib.array_stack, len(handles), handles, axis, created(world, layout))
        world.check(result, expected, layout)

    return run


@operation(needs=["array_split", "array_split_at"])
def split(draw):
    source = draw.array(draw.shape(draw.integer(1, 3)))
    values = source.values
    axis = draw.note("axis", draw.integer(-values.ndim, values.ndim - 1))
    if draw.chance(0.5):
        where = draw.note("parts", draw.integer(1, 6))
        expected = np.array_split(values, where, axis)
    else:
        n = values.shape[axis]
        where = draw.note("cuts", [draw.integer(-n - 2, n + 2) for _ in range(draw.integer(0, 4))])
        expected = np.split(values, where, axis)

    def run(world):
        array, room = world.array(source), world.room(len(expected))
        if isinstance(where, int):
            world.lib.array_split(array, axis, where, room)
        else:
            world.lib.array_split_at(array, axis, len(where), where, room)
        for part, wanted in zip(room.handles, expected):
            world.check(part, wanted)

    return run


@operation(needs=["array_roll"])
def roll(draw):
    source = draw.array(draw.shape(draw.integer(1, 4)))
    ndim = source.values.ndim
    axes = [draw.integer(-ndim, ndim - 1) for _ in range(draw.integer(0, 3))]
    shifts = [draw.choice([draw.integer(-4, 4), draw.integer(-100, 100), 2**40]) for _ in axes]
    draw.note("shifts, axes", (shifts, axes))
    expected = np.roll(source.values, shifts, axes) if axes else source.values

    def run(world):
        result = world.limited(world.lib.array_roll, world.array(source), len(axes), shifts, axes)
        world.check(result, expected)

    return run


@operation(needs=["array_rotate"])
def rotate(draw):
    source = draw.array(draw.shape(draw.integer(2, 4)))
    ndim, turns = source.values.ndim, draw.integer(-5, 5)
    axes = [int(axis) - draw.choice([0, ndim]) for axis in draw.rng.permutation(ndim)[:2]]
    draw.note("turns, axes", (turns, axes))

    def run(world):
        world.check(world.lib.array_rotate(world.array(source), turns, *axes), np.rot90(source.values, turns, axes))

    return run


@operation(needs=["array_pad"], weight=2)
def pad(draw):
    source = draw.array(draw.shape())
    values, mode = source.values, draw.note("mode", draw.choice(list(PADS)))
    most = draw.choice([3, 3, 20 if values.ndim < 2 else 5])
    widths = draw.note("widths", [(draw.integer(0, most), draw.integer(0, most)) for _ in values.shape])
    value = draw.values((1,), values.dtype) if draw.chance(0.7) else None

    def run(world):
        array = world.array(source)
        before, after = ([pair[side] for pair in widths] for side in (0, 1))
        arguments = array, before, after, PADS[mode], value
        if mode != "constant" and any(n == 0 and sum(pair) for n, pair in zip(values.shape, widths)):
            world.refuses([world.lib.ERR_ARGUMENT, world.lib.ERR_SHAPE], world.lib.array_pad, *arguments)
            return
        if values.ndim == 0:
            expected = values
        elif mode == "constant":
            expected = np.pad(values, widths, constant_values=values.dtype.type(0) if value is None else value[0])
        elif 0 in values.shape:
            expected = np.zeros([n + sum(pair) for n, pair in zip(values.shape, widths)], values.dtype)
        else:
            expected = values[np.ix_(*(pad_indices(mode, n, *pair) for n, pair in zip(values.shape, widths)))]
        world.check(world.limited(world.lib.array_pad, *arguments), expected)

    return run


@operation(needs=["array_repeat"])
def repeat(draw):
    source = draw.array(draw.shape(draw.integer(1, 3)))
    axis = draw.integer(-source.values.ndim, source.values.ndim - 1)
    n = source.values.shape[axis]
    repeats = [draw.integer(0, 3) for _ in range(draw.choice([1, n]))]
    draw.note("axis, repeats", (axis, repeats))

    def run(world):
        result = world.limited(world.lib.array_repeat, world.array(source), axis, len(repeats), repeats)
        world.check(result, np.repeat(source.values, repeats, axis))

    return run


@operation(needs=["array_tile"])
def tile(draw):
    source = draw.array(draw.shape(draw.integer(0, 3)))
    times = draw.note("times", [draw.integer(0, 3) for _ in range(draw.integer(0, 4))])

    def run(world):
        result = world.limited(world.lib.array_tile, world.array(source), len(times), times)
        world.check(result, np.tile(source.values, times))

    return run


@operation(needs=["array_where"])
def where(draw):
    shape = draw.shape()
    mask = draw.array(draw.broadcast(shape), draw.choice([np.dtype(bool), draw.dtype()]), "mask")
    a, b = arrays(draw, [draw.broadcast(shape), draw.broadcast(shape)])
    dtype = common(a, b)
    expected = np.where(mask.values != 0, cast(a.values, dtype), cast(b.values, dtype))
    layout = result_layout(draw, expected.shape)

    def run(world):
        handles = [world.array(operand) for operand in (mask, a, b)]
        world.check(world.limited(world.lib.array_where, *handles, created(world, layout)), expected, layout)

    return run


@operation(needs=["array_select"])
def select(draw):
    shape, count = draw.shape(), draw.integer(1, 3)
    masks = [draw.array(draw.broadcast(shape), "bool", "mask") for _ in range(count)]
    choices = arrays(draw, [draw.broadcast(shape) for _ in range(count)])
    value = draw.values((1,))
    dtype = np.result_type(*(choice.values.dtype for choice in choices), value.dtype)
    operands = masks + choices
    whole = np.broadcast_shapes(*(operand.values.shape for operand in operands))
    expected = np.broadcast_to(cast(value, dtype)[0], whole)
    for mask, choice in zip(masks[::-1], choices[::-1]):
        expected = np.where(mask.values, cast(choice.values, dtype), expected)
    layout = result_layout(draw, expected.shape)

    def run(world):
        handles = [world.array(operand) for operand in operands]
        arguments = count, handles[:count], handles[count:], value, number_of(value.dtype), created(world, layout)
        world.check(world.limited(world.lib.array_select, *arguments), expected, layout)

    return run


@operation(needs=["array_assign_where"])
def assign_where(draw):
    target = draw.array(draw.shape(), name="target")
    shape = target.values.shape
    mask = draw.array(draw.broadcast(shape), draw.choice([np.dtype(bool), draw.dtype()]), "mask")
    source = draw.array(draw.broadcast(shape), draw.other_dtype(target.values.dtype), "source")

    def run(world):
        handles = [world.array(operand) for operand in (target, source, mask)]
        world.limited(world.lib.array_assign_where, *handles)
        np.copyto(target.values, cast(source.values, target.values.dtype), where=mask.values != 0)
        world.check_all(handles[0], target)

    return run


@operation(needs=["array_mesh"])
def mesh(draw):
    sources = [draw.array((draw.integer(0, 6),)) for _ in range(draw.integer(1, 4))]
    matrix = draw.note("matrix", draw.integer(0, 1))
    expected = np.meshgrid(*(source.values for source in sources), indexing="ij" if matrix else "xy")

    def run(world):
        handles, room = [world.array(source) for source in sources], world.room(len(sources))
        world.lib.array_mesh(len(handles), handles, matrix, room)
        for view, wanted in zip(room.handles, expected):
            world.check(view, wanted)

    return run


@operation(needs=["array_lower_triangle", "array_upper_triangle"])
def triangle(draw):
    source = draw.array(draw.shape(draw.integer(1, 4)))
    which, diagonal = draw.note("which, diagonal", (draw.choice(["lower", "upper"]), draw.integer(-6, 6)))

    def run(world):
        function = world.lib.array_lower_triangle if which == "lower" else world.lib.array_upper_triangle
        oracle = np.tril if which == "lower" else np.triu
        world.check(world.limited(function, world.array(source), diagonal), oracle(source.values, diagonal))

    return run
