"""Halos: np.pad with mode "wrap" says what they hold."""
import numpy as np

from cases import PADS, compare, operation, pad_indices


def padded_indices(layout, rank):
    """Global indices of the padded part along each axis, before 0 and behind the end where a periodic axis wraps."""
    indices = []
    for labels, (lower, upper) in zip(layout.owned(rank), layout.halo(rank)):
        if lower or upper:
            labels = np.arange(labels[0] - lower, labels[-1] + 1 + upper)
        indices.append(labels)
    return indices


def padded_part(layout, rank, values):
    """What the padded part holds after an exchange."""
    if not values.ndim:
        return values
    widths = [max(axis.halo) for axis in layout.axes]
    wrapped = np.pad(values, [(width, width) for width in widths], mode="wrap")
    return wrapped[np.ix_(*(index + width for index, width in zip(padded_indices(layout, rank), widths)))]


def distances(layout, rank):
    """How far each cell of the padded part lies outside the owned part: one array per axis, negative before it."""
    lists = []
    for labels, (lower, upper) in zip(layout.owned(rank), layout.halo(rank)):
        lists.append(np.concatenate([np.arange(-lower, 0), np.zeros(len(labels), int), np.arange(1, upper + 1)]))
    return np.meshgrid(*lists, indexing="ij")


def source_with_halo(draw, **options):
    return draw.array(draw.shape(least=1), view=0, halo=0.85, **options)


def check_padded(world, array, source):
    world.check_all(array, source)
    if world.rank in source.layout.ranks:
        expected = padded_part(source.layout, world.rank, source.values)
        compare(world.local(array, padded=True), expected, f"padded part of rank {world.rank}")


@operation(weight=2)
def exchange_halo(draw):
    source = source_with_halo(draw)

    def run(world):
        array = world.array(source)
        world.limited(world.lib.array_exchange_halo, array)
        check_padded(world, array, source)

    return run


@operation(needs=["array_exchange_halo_many"])
def exchange_halo_many(draw):
    sources = [source_with_halo(draw) for _ in range(draw.integer(1, 4))]

    def run(world):
        arrays = [world.array(source) for source in sources]
        world.limited(world.lib.array_exchange_halo_many, len(arrays), arrays)
        for array, source in zip(arrays, sources):
            check_padded(world, array, source)

    return run


@operation(needs=["array_exchange_halo_part"])
def exchange_halo_part(draw):
    source = source_with_halo(draw)
    layout, corners = source.layout, draw.integer(0, 1)
    widths = [[draw.integer(0, axis.halo[side]) for axis in layout.axes] for side in (0, 1)]
    draw.note("corners, lower, upper", (corners, widths))

    def run(world):
        array = world.array(source)
        held = world.rank in layout.ranks and source.values.ndim > 0
        before = world.local(array, padded=True).copy() if held else None
        world.limited(world.lib.array_exchange_halo_part, array, *widths, corners)
        world.check_all(array, source)
        if held:
            outside = distances(layout, world.rank)
            filled = sum(distance != 0 for distance in outside) <= (len(outside) if corners else 1)
            for distance, lower, upper in zip(outside, *widths):
                filled &= (-lower <= distance) & (distance <= upper)
            expected = np.where(filled, padded_part(layout, world.rank, source.values), before)
            compare(world.local(array, padded=True), expected, f"padded part of rank {world.rank}")

    return run


@operation(needs=["array_accumulate_halo"], weight=2)
def accumulate_halo(draw):
    source = source_with_halo(draw)
    values, layout, seed = source.base, source.layout, draw.integer(0, 2**30)
    values[...] = draw.small(values.shape, values.dtype)
    number, combine = draw.combination(values.dtype)

    def padded(rank, shape):
        """What the halo holds: the same in all replicas."""
        rng = np.random.default_rng([seed, *layout.coordinates(rank)])
        return rng.integers(0, 2 if values.dtype == bool else 4, shape).astype(values.dtype)

    def run(world):
        array = world.array(source)
        expected = values.copy()
        if values.ndim:
            for rank in layout.ranks[: int(np.prod(layout.extents))]:
                outside = sum(distance != 0 for distance in distances(layout, rank)) > 0
                places = np.meshgrid(*padded_indices(layout, rank), indexing="ij")
                places = tuple(place[outside] % n for place, n in zip(places, values.shape))
                combine.at(expected, places, padded(rank, outside.shape)[outside])
            if world.rank in layout.ranks:
                local = world.local(array, padded=True)
                outside = sum(distance != 0 for distance in distances(layout, world.rank)) > 0
                local[outside] = padded(world.rank, local.shape)[outside]
        world.limited(world.lib.array_accumulate_halo, array, number)
        world.check(array, expected, layout)

    return run


@operation(needs=["array_fill_boundary"])
def fill_boundary(draw):
    source = draw.array(draw.shape(least=1), view=0, halo=0.9)
    values, layout = source.values, source.layout
    mode = draw.note("mode", draw.choice(["constant", "edge", "reflect"]))
    value = draw.values((1,), values.dtype) if draw.chance(0.5) else None
    axes = [axis for axis in range(values.ndim) if sum(layout.axes[axis].boundary) < values.shape[axis]]

    def run(world):
        array, expected = world.array(source), values.copy()
        for axis in axes:
            (lower, upper), n = layout.axes[axis].boundary, values.shape[axis]
            world.limited(world.lib.array_fill_boundary, array, axis, PADS[mode], value)
            inside = expected.take(range(lower, n - upper), axis)
            if mode == "constant":
                widths = [(lower, upper) if d == axis else (0, 0) for d in range(values.ndim)]
                fill = values.dtype.type(0) if value is None else value[0]
                expected = np.pad(inside, widths, constant_values=fill)
            else:
                expected = inside.take(pad_indices(mode, n - lower - upper, lower, upper), axis)
        world.check(array, expected, layout)

    return run
