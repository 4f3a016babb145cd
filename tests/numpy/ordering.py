"""Order: sorts, ranks, distinct elements, searches, counts."""
import numpy as np

from assembling import created, result_layout
from cases import Different, cast, number_of, operation


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


def distinct(values):
    """Positions of the first of each group of equal elements in stable order, and the group of every element."""
    flat = values.reshape(-1)
    order = np.argsort(flat, kind="stable")
    ordered_flat = flat[order]
    nan = np.isnan(ordered_flat) if flat.dtype.kind in "fc" else np.zeros(flat.size, bool)
    begins = np.ones(flat.size, bool)
    begins[1:] = (ordered_flat[1:] != ordered_flat[:-1]) & ~(nan[1:] & nan[:-1])
    inverse = np.empty(flat.size, np.int64)
    inverse[order] = np.cumsum(begins) - 1
    return order[begins].astype(np.int64), inverse


def first_of(values):
    """The distinct elements with the bits of the first of each."""
    return values.reshape(-1)[distinct(values)[0]]


@operation(needs=["array_unique"])
def unique(draw):
    source = ordered(draw, shape_1d_or_more(draw))

    def run(world):
        world.check(world.limited(world.lib.array_unique, world.array(source)), first_of(source.values))

    return run


@operation(needs=["array_unique_all"], weight=2)
def unique_all(draw):
    source = ordered(draw, shape_1d_or_more(draw))
    first, inverse = distinct(source.values)

    def run(world):
        values, positions, groups, counts = world.limited(world.lib.array_unique_all, world.array(source))
        world.check(values, source.values.reshape(-1)[first], what="values")
        world.check(positions, first, what="positions")
        world.check(groups, inverse.reshape(source.values.shape), what="inverse")
        world.check(counts, np.bincount(inverse, minlength=0).astype(np.int64), what="counts")

    return run


def pair(draw, **options):
    """Values to search for and values to search in, which meet."""
    dtype = draw.dtype()
    among = ordered(draw, draw.shape(1), "among", draw.other_dtype(dtype), **options)
    source = ordered(draw, draw.shape(), "values", dtype)
    if among.values.size and draw.chance(0.7):
        with np.errstate(all="ignore"):
            meeting = draw.rng.integers(0, 2, source.base.shape).astype(bool)
            taken = among.values[draw.rng.integers(0, among.values.size, source.base.shape)]
            source.base[meeting] = cast(taken, dtype)[meeting]
    return source, among


def as_common(*values):
    """In the dtype that all promote to."""
    dtype = np.result_type(*(one.dtype for one in values))
    return [cast(one, dtype) for one in values]


@operation(needs=["array_searchsorted"], weight=2)
def searchsorted(draw):
    source, among = pair(draw)
    side, with_sorter = draw.choice(["left", "right"]), draw.chance(0.4)
    draw.note("side, sorter", (side, with_sorter))
    # In the dtype in which they are searched.
    order = np.argsort(as_common(among.values, source.values)[0], kind="stable")
    if not with_sorter:
        among.values[...] = among.values[order]
        order = np.argsort(as_common(among.values, source.values)[0], kind="stable")
    wide, values = as_common(among.values, source.values)
    expected = np.asarray(np.searchsorted(wide[order], values, side)).astype(np.int64)
    sorter = draw.layout(order.shape, "sorter", unstructured=False)

    def run(world):
        arrays = [world.array(among), world.array(source)]
        by = None
        if with_sorter:
            by = world.lib.array_create_zeros(world.distribution(sorter), number_of(np.int64))
            part = sorter.part(world.rank, order)
            if part is not None:
                world.local(by)[...] = part
        number = world.lib.LEFT if side == "left" else world.lib.RIGHT
        world.check(world.limited(world.lib.array_searchsorted, *arrays, number, by), expected)

    return run


@operation(needs=["array_digitize"])
def digitize(draw):
    source, among = pair(draw)
    right = draw.note("right", draw.integer(0, 1))
    wide, values = as_common(among.values, source.values)
    order = np.argsort(wide, kind="stable")[:: draw.choice([1, -1])]
    among.values[...] = among.values[order]
    wide = wide[order]

    def run(world):
        arguments = world.array(source), world.array(among), right
        if source.values.dtype.kind == "c" or among.values.dtype.kind == "c":
            world.refuses([world.lib.ERR_DTYPE], world.lib.array_digitize, *arguments)
            return
        keys = np.unique(np.concatenate([wide, values.reshape(-1)]), return_inverse=True)[1]
        bins, places = keys[: wide.size], keys[wide.size :]
        ascends = (bins[1:] >= bins[:-1]).all()
        side = "left" if right else "right"
        expected = np.searchsorted(bins if ascends else bins[::-1], places, side)
        expected = expected if ascends else wide.size - expected
        world.check(world.limited(world.lib.array_digitize, *arguments), expected.reshape(values.shape).astype(np.int64))

    return run


@operation(needs=["array_isin"])
def isin(draw):
    source, among = pair(draw)
    invert = draw.note("invert", draw.integer(0, 1))
    wide, values = as_common(among.values, source.values)
    expected = np.asarray((values.reshape(-1, 1) == wide.reshape(1, -1)).any(1).reshape(values.shape)) != bool(invert)

    def run(world):
        arrays = [world.array(source), world.array(among)]
        world.check(world.limited(world.lib.array_isin, *arrays, invert), expected)

    return run


@operation(needs=["array_union1d"], weight=2)
def sets(draw):
    a, b = pair(draw)
    which = draw.note("which", draw.choice(["union1d", "intersect1d", "setdiff1d", "setxor1d"]))
    wide = as_common(a.values, b.values)

    def without(first, second):
        found = first_of(first)
        return found[~(found.reshape(-1, 1) == second.reshape(1, -1)).any(1)]

    if which == "union1d":
        expected = first_of(np.concatenate([one.reshape(-1) for one in wide]))
    elif which == "intersect1d":
        found = first_of(wide[0])
        expected = found[(found.reshape(-1, 1) == wide[1].reshape(1, -1)).any(1)]
    elif which == "setdiff1d":
        found = first_of(a.values)
        common = as_common(found, b.values)
        expected = found[~(common[0].reshape(-1, 1) == common[1].reshape(1, -1)).any(1)]
    else:
        expected = np.sort(np.concatenate([without(*wide), without(*wide[::-1])]), kind="stable")

    def run(world):
        arrays = [world.array(a), world.array(b)]
        world.check(world.limited(getattr(world.lib, f"array_{which}"), *arrays), expected, what=which)

    return run


@operation(needs=["array_bincount"])
def bincount(draw):
    dtype = draw.choice(["bool", "int8", "uint8", "int32", "int64", "uint64"])
    source = draw.array(draw.shape(1), dtype)
    source.base[...] = draw.rng.integers(0, 2 if dtype == "bool" else 40, source.base.shape)
    weights = draw.array(source.values.shape, None, "weights") if draw.chance(0.5) else None
    if weights:
        weights.base[...] = draw.small(weights.base.shape, weights.base.dtype)
    least = draw.note("minlength", draw.choice([0, 0, 3, 60]))

    def run(world):
        array, by = world.array(source), world.array(weights) if weights else None
        if weights and weights.values.dtype.kind == "c":
            world.refuses([world.lib.ERR_DTYPE], world.lib.array_bincount, array, by, least)
            return
        values = source.values.astype(np.int64)
        expected = np.bincount(values, None if weights is None else weights.values.astype(float), least)
        result = world.limited(world.lib.array_bincount, array, by, least)
        world.check(result, expected.astype(np.int64 if weights is None else float))

    return run


def numbers(draw, shape, name, dtype=None):
    """Finite real numbers of which many lie on edges."""
    dtype = np.dtype(draw.choice(["bool", "int8", "uint16", "int64", "float32", "float64"]) if dtype is None else dtype)
    operand = draw.array(shape, dtype, name)
    values = draw.rng.integers(0, 2 if dtype == bool else 12, operand.base.shape)
    if dtype.kind == "f":
        values = np.where(draw.rng.random(values.shape) < 0.5, values / 4, draw.rng.normal(2, 3, values.shape))
    operand.base[...] = values.astype(dtype)
    return operand


def weights_of(draw, shape):
    weights = draw.array(shape, draw.choice(["int32", "float32", "float64"]), "weights") if draw.chance(0.4) else None
    if weights:
        weights.base[...] = draw.small(weights.base.shape, weights.base.dtype)
    return weights


@operation(needs=["array_histogram"], weight=2)
def histogram(draw):
    shape = draw.shape()
    source, weights = numbers(draw, shape, "array"), weights_of(draw, shape)
    density, way = draw.note("density", draw.integer(0, 1)), draw.note("way", draw.integer(0, 2))
    values, count = source.values, draw.note("bins", draw.integer(1, 15))
    values = values.astype(np.uint8) if values.dtype == bool else values
    # NumPy 1 computes the edges between extremes of float32 in float64; then both ends are said.
    limits = None
    if way == 0 or values.dtype == np.float32:
        low = draw.integer(-2, 3)
        limits = (float(low), float(low + draw.integer(0, 9)))
    edges = np.sort(draw.rng.integers(-2, 12, draw.integer(2, 7)) / 2) if way == 2 else None
    draw.note("range, edges", (limits, edges))
    by = None if weights is None else weights.values
    bins, limits_or_none = (count, limits) if edges is None else (edges, None)
    with np.errstate(all="ignore"):
        expected, expected_edges = np.histogram(values, bins, limits_or_none, weights=by, density=bool(density))
    layout = draw.layout(expected_edges.shape, "edges")

    def run(world):
        array, by = world.array(source), world.array(weights) if weights else None
        if edges is None:
            low, high = limits or (1.0, 0.0)
            result, made = world.limited(world.lib.array_histogram, array, count, low, high, by, density)
            world.check(made, expected_edges, what="edges")
        else:
            given = world.lib.array_create_zeros(world.distribution(layout), number_of(float))
            part = layout.part(world.rank, edges)
            if part is not None:
                world.local(given)[...] = part
            result = world.limited(world.lib.array_histogram_edges, array, given, by, density)
        check_counts(world, result, expected)

    return run


def check_counts(world, result, expected):
    """NumPy divides sums of float32 in that type."""
    got = world.gather(result)
    same = np.allclose(got, expected, rtol=1e-6, atol=0, equal_nan=True)
    if got.dtype.kind in "iu":
        expected = expected.astype(np.int64) if expected.dtype.kind == "i" and got.dtype == np.int64 else expected
        same = np.array_equal(got, expected) and got.dtype == expected.dtype
    if not same or got.shape != expected.shape:
        raise Different(f"counts: expected {expected!r}, got {got!r}")


@operation(needs=["array_histogram2d"])
def histogram2d(draw):
    shape = draw.shape()
    x, y, weights = numbers(draw, shape, "x"), numbers(draw, shape, "y"), weights_of(draw, shape)
    density, counts = draw.note("density", draw.integer(0, 1)), [draw.integer(1, 5), draw.integer(1, 5)]
    limits = [[float(low), float(low + draw.integer(1, 9))] for low in (draw.integer(-2, 3), draw.integer(-2, 3))]
    draw.note("bins, range", (counts, limits))
    flat = [one.values.reshape(-1).astype(float) for one in (x, y)]
    by = None if weights is None else weights.values.reshape(-1)
    with np.errstate(all="ignore"):
        expected, *edges = np.histogram2d(*flat, counts, limits, bool(density), by)

    def run(world):
        arrays = [world.array(x), world.array(y)]
        by = world.array(weights) if weights else None
        arguments = counts[0], *limits[0], counts[1], *limits[1], by, density
        result, *made = world.limited(world.lib.array_histogram2d, *arrays, *arguments)
        check_counts(world, result, expected)
        for got, wanted in zip(made, edges):
            world.check(got, wanted, what="edges")
        again = world.limited(world.lib.array_histogram2d_edges, *arrays, *made, by, density)
        check_counts(world, again, expected)

    return run
