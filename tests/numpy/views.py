"""Views that share memory, writing through them, and assignment."""
import numpy as np

from cases import View, cast, number_of, operation, text_of

STEPS = {}


def step(function):
    """Registers a way to make a view: the function gives arguments of `array_<name>`, and NumPy's view."""
    STEPS[function.__name__.strip("_")] = function
    return function


def random_slice(draw, n):
    """Of any form that Python allows."""
    bound = lambda: None if draw.chance(0.3) else draw.integer(-n - 3, n + 3)  # noqa: E731
    return slice(bound(), bound(), draw.choice([None, None, 1, 2, 3, n + 1, -1, -1, -2, -3]))


def random_items(draw, shape):
    items = []
    for n in shape[: draw.integer(0, len(shape))]:
        if n and draw.chance(0.2):
            items.append(draw.integer(-n, n - 1))
        else:
            items.append(slice(None) if draw.chance(0.2) else random_slice(draw, n))
    if draw.chance(0.25):
        items.insert(draw.integer(0, len(items)), Ellipsis)
        if items[-1] is not Ellipsis:  # items behind an ellipsis count from the last axis
            behind = len(items) - 1 - items.index(Ellipsis)
            items[-behind:] = [random_slice(draw, n) for n in shape[len(shape) - behind :]]
    while len(items) < 6 and draw.chance(0.15):
        items.insert(draw.integer(0, len(items)), None)
    return tuple(items)


@step
def slice_text(draw, values):
    items = random_items(draw, values.shape)
    return (text_of(items),), values[items if Ellipsis in items else (*items, ...)]


@step
def slice_(draw, values):
    items = tuple(random_slice(draw, n) for n in values.shape)
    numbers = [[-(2**63) if n is None else n for n in part] for part in zip(*((i.start, i.stop) for i in items))]
    steps = [1 if item.step is None else item.step for item in items]
    return (*(numbers or [[], []]), steps if draw.chance(0.9) or set(steps) - {1} else None), values[(*items, ...)]


@step
def transpose(draw, values):
    if draw.chance(0.3):
        return (None,), values.transpose()
    axes = [int(axis) - draw.choice([0, 0, values.ndim]) for axis in draw.rng.permutation(values.ndim)]
    return (axes,), values.transpose(axes)


@step
def swap_axes(draw, values):
    axes = [draw.integer(-values.ndim, values.ndim - 1) for _ in range(2)]
    return axes, values.swapaxes(*axes)


@step
def move_axis(draw, values):
    axes = [draw.integer(-values.ndim, values.ndim - 1) for _ in range(2)]
    return axes, np.moveaxis(values, *axes)


@step
def flip(draw, values):
    if draw.chance(0.3):
        return (0, None), np.flip(values)
    axes = [int(axis) for axis in draw.rng.permutation(values.ndim)[: draw.integer(1, values.ndim)]]
    return (len(axes), axes), np.flip(values, axes)


@step
def squeeze(draw, values):
    axes = [axis for axis, n in enumerate(values.shape) if n == 1]
    if not axes or draw.chance(0.3):
        return (0, None), values.squeeze()
    axes = axes[: draw.integer(1, len(axes))]
    return (len(axes), axes), values.squeeze(tuple(axes))


@step
def expand_dims(draw, values):
    axis = draw.integer(-values.ndim - 1, values.ndim)
    return (axis,), np.expand_dims(values, axis)


@step
def diagonal(draw, values):
    axes = [int(axis) - draw.choice([0, values.ndim]) for axis in draw.rng.permutation(values.ndim)[:2]]
    offset = draw.choice([0, draw.integer(-5, 5)])
    view = values.diagonal(offset, *axes)
    if values.flags.writeable:
        view.flags.writeable = True
    return (offset, *axes), view


@step
def index_axis(draw, values):
    axis = draw.integer(-values.ndim, values.ndim - 1)
    index = draw.integer(-values.shape[axis], values.shape[axis] - 1)
    where = [slice(None)] * values.ndim
    where[axis] = index
    return (axis, index), values[(*where, ...)]


@step
def broadcast_to(draw, values):
    shape = [draw.integer(0, 4) if n == 1 else n for n in values.shape]
    shape = [draw.integer(1, 3) for _ in range(draw.choice([0, 1]))] + shape
    return (len(shape), shape), np.broadcast_to(values, shape)


def possible(values):
    """Steps that NumPy takes from here."""
    names = ["slice_text"] * 2 + ["slice"] + ["transpose", "squeeze"] + ["expand_dims"] * (values.ndim < 6)
    names += ["broadcast_to"] * (values.ndim < 6 and values.size < 2000)
    if values.ndim:
        names += ["swap_axes", "move_axis", "flip", "flip"] + ["index_axis"] * (0 not in values.shape)
    return names + ["diagonal"] * (2 * (values.ndim > 1))


def chain(draw, values, most=5):
    """Some steps, each as name, arguments and NumPy's view."""
    steps = []
    for _ in range(draw.integer(1, most)):
        name = draw.choice(possible(values))
        arguments, values = STEPS[name](draw, values)
        steps.append((name, arguments, values))
    draw.note("views", [f"{name}{tuple(arguments)}" for name, arguments, _ in steps])
    return steps


def made(world, operand, array, steps):
    for name, arguments, _ in steps:
        array = world.view(operand, getattr(world.lib, f"array_{name}"), array, *arguments)
    return array


@operation(needs=["array_slice_text"], weight=4)
def views(draw):
    """Views of views, each gathered; what is written through the last one is seen in the array."""
    source = draw.array(draw.shape())
    steps = chain(draw, source.values)
    value = draw.values((1,), draw.other_dtype(source.values.dtype))

    def run(world):
        array = view = world.array(source)
        for one in steps:
            view = made(world, source, view, [one])
            world.check(view, one[2], what=f"view {one[0]}{tuple(one[1])}")
        last = steps[-1][2]
        if last.flags.writeable:
            world.lib.array_assign_scalar(view, value, number_of(value.dtype))
            last[...] = cast(value, last.dtype)[0]
            world.check_all(array, source)

    return run


@operation(needs=["array_assign"], weight=4)
def assign(draw):
    """NumPy's assignment between views of any distributions, with broadcasting and a cast."""
    target = draw.array(draw.shape(), name="target", view=0.6)
    shape = draw.broadcast(target.values.shape)
    if draw.chance(0.1):
        shape = (1, *shape) if len(shape) == target.values.ndim else shape
    source = draw.array(shape, draw.other_dtype(target.values.dtype), "source", view=0.6)

    def run(world):
        a, b = world.array(source), world.array(target)
        world.limited(world.lib.array_assign, b, a)
        target.values[...] = cast(source.values, target.values.dtype)
        world.check_all(b, target)
        world.check_all(a, source)

    return run


@operation(needs=["array_assign"])
def assign_through_chain(draw):
    """Into the last of some views."""
    target = draw.array(draw.shape(), name="target")
    steps = [one for one in chain(draw, target.values) if one[2].flags.writeable]
    last = steps[-1][2] if steps else target.values
    source = draw.array(draw.broadcast(last.shape), draw.other_dtype(last.dtype), "source")

    def run(world):
        array = world.array(target)
        world.limited(world.lib.array_assign, made(world, target, array, steps), world.array(source))
        last[...] = cast(source.values, last.dtype)
        world.check_all(array, target)

    return run


@operation(needs=["array_assign"], weight=2)
def assign_overlapping(draw):
    """From one view of an array to another: as if the source were copied first."""
    shape = draw.shape(draw.integer(1, 3), least=1)
    if draw.chance(0.3):
        shape = (shape[0],) * len(shape)
    base = draw.array(shape, view=0)
    counts = [draw.integer(0, n) for n in shape]
    square = len(set(counts)) == 1 and draw.chance(0.5)

    def part():
        items = []
        for n, count in zip(shape, counts):
            step = draw.integer(1, max(1, (n - 1) // max(1, count - 1)))
            start = draw.integer(0, n - 1 - (count - 1) * step) if count else 0
            stop = start + (count - 1) * step + 1 if count else 0
            items.append(slice(start, stop, step))
            if draw.chance(0.3) and count:
                items[-1] = slice(stop - 1, start - 1 if start else None, -step)
        axes = [int(axis) for axis in draw.rng.permutation(len(shape))] if square else list(range(len(shape)))
        return draw.note("view", View(tuple(items), axes))

    source, target = part(), part()

    def run(world):
        array = world.array(base)
        world.limited(world.lib.array_assign, target.make(world.lib, array), source.make(world.lib, array))
        target.apply(base.base)[...] = source.apply(base.base).copy()
        world.check_all(array, base)

    return run


@operation(needs=["array_slice_text"])
def bad_views(draw):
    """What NumPy refuses, the library refuses on all ranks."""
    source = draw.array(draw.shape(), view=0)
    values, ndim = source.values, source.values.ndim
    bad = [("slice_text", (", ".join([":"] * (ndim + 1)),)), ("slice_text", ("..., ...",)), ("index_axis", (ndim, 0))]
    if ndim:
        axis = draw.integer(0, ndim - 1)
        n = values.shape[axis]
        outside = draw.choice([n, -n - 1, 2**62])
        bad += [("slice_text", (":, " * axis + str(outside),)), ("slice_text", ("::0",))]
        bad += [("index_axis", (axis, outside))]
        bad += [("transpose", ([0] * (ndim - 1) + [ndim],)), ("expand_dims", (ndim + 1,))]
        bad += [("squeeze", (1, [axis]))] * (n != 1)
        if values.shape != (1,) * ndim:
            bad += [("broadcast_to", (ndim, [n + 1 if n != 1 else 1 for n in values.shape]))]
    name, arguments = draw.note("bad", draw.choice(bad))

    def run(world):
        array, lib = world.array(source), world.lib
        statuses = [lib.ERR_INDEX, lib.ERR_ARGUMENT, lib.ERR_SHAPE]
        world.refuses(statuses, getattr(lib, f"array_{name}"), array, *arguments)
        world.check_all(array, source)

    return run
