"""Reductions over all axes or some, scans, differences, gradients and convolutions against NumPy."""
import warnings

import numpy as np

from cases import DTYPES, Different, compare, number_of, operation

FLOATS = ("float32", "float64", "complex64", "complex128")
NUMBERS = ["SUM", "MIN", "MAX", "MEAN", "COUNT_NONZERO", "PROD", "ANY", "ALL", "VAR", "STD", "ARGMIN", "ARGMAX", "PTP"]
NORMS = {"NORM1": 1, "NORM2": 2, "NORM_INF": np.inf, "NORM_NEGINF": -np.inf}
KNOWN = ["NANSUM", "NANPROD", "NANMIN", "NANMAX", "NANMEAN", "NANVAR", "NANSTD", "NANARGMIN", "NANARGMAX"]
INDICES = ("ARGMIN", "ARGMAX", "NANARGMIN", "NANARGMAX")
TAKES_DTYPE = ("SUM", "PROD", "MEAN", "VAR", "STD", "NANSUM", "NANPROD", "NANMEAN", "NANVAR", "NANSTD")
TAKES_INITIAL = ("SUM", "PROD", "MIN", "MAX")
SPREAD = ("VAR", "STD", "NANVAR", "NANSTD")


def numbers(draw, shape, dtype):
    """Mostly small values with ties, some NaN and signs: no overflow, no cancellation that decides digits."""
    count = int(np.prod(shape, dtype=int))
    values = draw.rng.integers(-3 if np.dtype(dtype).kind in "ifc" else 0, 4, count).astype(dtype)
    if values.dtype.kind in "fc":
        values = (values * draw.rng.choice([1, 0.5, 1.25], count)).astype(dtype)
        if values.dtype.kind == "c":
            values = (values + 1j * draw.rng.integers(-2, 3, count)).astype(dtype)
        specials = [np.nan] if values.dtype.kind == "c" else [np.nan, np.inf, -np.inf]
        if draw.chance(0.3):
            values[draw.rng.random(count) < 0.1] = draw.choice(specials)
    return values.reshape(shape)


def operand(draw, dtype=None, **options):
    dtype = np.dtype(dtype or draw.dtype())
    array = draw.array(draw.shape(**options), dtype)
    array.base[...] = numbers(draw, array.base.shape, dtype)
    return array


def balanced(draw, array):
    """Factors whose products neither overflow nor vanish on the way."""
    if array.base.dtype.kind in "fc":
        factors = [1, -1, 0.5, 2] + [1j] * (array.base.dtype.kind == "c")
        array.base[...] = draw.rng.choice(factors, array.base.shape)


def wider(draw, dtype, whole):
    """A dtype to compute in that holds what this one does."""
    options = ["complex64", "complex128"]
    if dtype.kind != "c":
        options = ["float32", "float64", *options]
    if whole and dtype.kind in "biu":
        options += [name for name in DTYPES if name not in FLOATS]
    return np.dtype(draw.note("dtype", draw.choice(options)))


def close(got, expected, what, scale=1.0):
    """Equal but for rounding; NaN and infinities where NumPy has them."""
    expected = np.asarray(expected)
    if got.dtype != expected.dtype or got.shape != expected.shape:
        raise Different(f"{what}: expected {expected.dtype}{expected.shape}, got {got.dtype}{got.shape}")
    if expected.dtype.kind not in "fc":
        return compare(got, expected, what)
    tolerance = (1e-5 if expected.real.dtype == np.float32 else 1e-12) * scale
    if expected.dtype.kind == "c":
        # Which of several NaN is met first is not promised.
        broken = np.isnan(got) & np.isnan(expected)
        got, expected = np.where(broken, 0, got), np.where(broken, 0, expected)
    parts = [(got.real, expected.real), (got.imag, expected.imag)] if expected.dtype.kind == "c" else [(got, expected)]
    for mine, numpys in parts:
        with np.errstate(all="ignore"):
            same = (mine == numpys) | (np.isnan(mine) & np.isnan(numpys))
            same |= np.abs(mine - numpys) <= tolerance * (1 + np.abs(expected))
        if not np.all(same):
            index = tuple(np.argwhere(~same)[0]) if same.ndim else ()
            raise Different(f"{what}: {index}: expected {expected[index]!r}, got {got[index]!r}")


def numpys(name, values, axis, keep=False, dtype=None, ddof=0.0, **more):
    if name in NORMS:
        values = values if values.dtype.kind in "fc" else values.astype(float)
        absolute = np.abs(values)
        if name == "NORM1":
            return absolute.sum(axis=axis, keepdims=keep)
        if name == "NORM2":
            wide = absolute.astype(float)
            return np.sqrt((wide * wide).sum(axis=axis, keepdims=keep)).astype(absolute.dtype)
        return (absolute.max if name == "NORM_INF" else absolute.min)(axis=axis, keepdims=keep)
    if name == "COUNT_NONZERO":
        found = np.sum(values != 0, axis=axis, keepdims=keep, dtype=np.int64, **more)
        return np.asarray(found)
    function = getattr(np, name.lower())
    if dtype is not None:
        more["dtype"] = dtype
    if name in SPREAD:
        more["ddof"] = ddof
    return np.asarray(function(values, axis=axis, keepdims=keep, **more))


def choose(draw, dtype):
    names = NUMBERS + list(NORMS) + KNOWN
    name = draw.note("op", draw.choice([n for n in names if n != "PTP" or dtype != bool]))
    asked = None
    if name in TAKES_DTYPE and draw.chance(0.25):
        if name in SPREAD:
            asked = np.dtype(draw.choice(["float32", "float64"])) if dtype.kind != "c" else None
        else:
            asked = wider(draw, dtype, name in ("SUM", "PROD", "NANSUM", "NANPROD"))
    return name, asked


def axes_of(draw, ndim, name):
    """None for all, else some; an index is along one axis or all."""
    if draw.chance(0.25) or ndim == 0 and name in INDICES:
        return None
    if ndim == 0:
        return ()
    most = 1 if name in INDICES else ndim
    chosen = draw.rng.permutation(ndim)[: draw.integer(1 if name in INDICES else 0, most)]
    return tuple(int(axis) - (ndim if draw.chance(0.3) else 0) for axis in chosen)


def mask_for(draw, shape):
    mask = draw.array(draw.broadcast(shape) if draw.chance(0.5) else shape, bool, "mask")
    mask.base[...] = draw.rng.integers(0, 2, mask.base.shape).astype(bool)
    return mask


def outcome(name, values, axes, keep, asked, ddof, more):
    """NumPy's result, or the exception that it raises."""
    axis = axes[0] if name in INDICES and axes else axes
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return numpys(name, values, axis, keep, asked, ddof, **more)
    except (ValueError, TypeError) as error:
        return error


@operation(needs=["array_reduce_over"], weight=6)
def reduce_over(draw):
    """One, several, no or all axes; masks, dtypes, values to begin with; into a new array, one that exists, or one value."""
    source = operand(draw)
    dtype, shape = source.values.dtype, source.values.shape
    name, asked = choose(draw, dtype)
    if name in ("PROD", "NANPROD"):
        balanced(draw, source)
    axes = draw.note("axes", axes_of(draw, len(shape), name))
    keep = draw.note("keep", draw.chance(0.4))
    ddof = draw.note("ddof", float(draw.choice([0, 1, 1, 3])) if name in SPREAD else 0.0)
    masked = name not in INDICES + tuple(NORMS) + ("PTP",) and draw.chance(0.3)
    mask = mask_for(draw, shape) if masked else None
    initial = draw.note("initial", draw.integer(0, 1) if name in TAKES_INITIAL and draw.chance(0.4) else None)
    reproducible = draw.note("reproducible", draw.chance(0.3))
    more = {} if mask is None else {"where": np.broadcast_to(mask.values, shape)}
    if initial is not None:
        more["initial"] = initial
    expected = outcome(name, source.values, axes, keep, asked, ddof, more)
    if masked and initial is None and name in ("MIN", "MAX", "NANMIN", "NANMAX"):
        expected = ValueError("no identity")
    fails = isinstance(expected, Exception)
    ways = ["new"] if initial is not None else ["new", "into"] if keep or axes is not None else ["new", "into", "value"]
    way = draw.note("way", draw.choice(ways))
    out = None
    if way == "into" and not fails:
        out = draw.array(expected.shape, expected.dtype, "out")

    def run(world):
        lib = world.lib
        op, number = getattr(lib, name), 0 if asked is None else number_of(asked)
        array, condition = world.array(source), None if mask is None else world.array(mask)
        lib.context_set_reproducible(world.context, int(reproducible))
        listed = [0 if axes is None else len(axes), None if axes is None else list(axes) or np.zeros(1, np.int32)]
        errors = [lib.ERR_SHAPE, lib.ERR_ARGUMENT]
        try:
            if initial is not None:
                value = np.asarray(initial, np.int64).reshape(1)
                call = [op, array, *listed, int(keep), number, condition, value, number_of(np.int64)]
                function = lib.array_reduce_from
            elif way == "value":
                call, function = [op, array, number, ddof, condition], None
            else:
                call, function = [op, array, *listed, int(keep), number, ddof, condition], lib.array_reduce_over
            if way == "value":
                room, kind = np.zeros(16, np.uint8), np.zeros(1, np.int32)
                if fails:
                    return world.refuses(errors, lib.array_reduce_value, *call, room, kind)
                lib.array_reduce_value(*call, room, kind)
                result = np.dtype(next(n for n, k in DTYPES.items() if k == kind[0]))
                return close(room[: result.itemsize].view(result).reshape(()), expected, "value")
            if fails:
                return world.refuses(errors, function, *call)
            if out is not None:
                target = world.array(out)
                world.limited(lib.array_reduce_into, *call, target)
                out.values[...] = expected
                return close(world.gather(target), expected, "out")
            result = world.limited(function, *call)
            close(world.gather(result), expected, "result")
        finally:
            lib.context_set_reproducible(world.context, 0)

    return run


SCANS = {"CUMSUM": np.cumsum, "CUMPROD": np.cumprod, "NANCUMSUM": np.nancumsum, "NANCUMPROD": np.nancumprod}


@operation(needs=["array_scan"], weight=4)
def scan(draw):
    source = operand(draw)
    values, dtype = source.values, source.values.dtype
    name = draw.note("op", draw.choice([*SCANS, "CUMMIN", "CUMMAX"]))
    axis = draw.integer(-values.ndim, values.ndim - 1) if values.ndim and draw.chance(0.7) else None
    draw.note("axis", axis)
    asked = None
    if name in SCANS and draw.chance(0.2):
        asked = wider(draw, dtype, False)
    if "PROD" in name:
        balanced(draw, source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if name in SCANS:
            expected = SCANS[name](values, axis=axis, dtype=asked)
        else:
            function = np.minimum if name == "CUMMIN" else np.maximum
            flat = values.ravel() if axis is None else values
            expected = function.accumulate(flat, axis=0 if axis is None else axis)

    def run(world):
        op, number = getattr(world.lib, name), 0 if asked is None else number_of(asked)
        array = world.array(source)
        if axis is None:
            result = world.limited(world.lib.array_scan_flat, op, array, number)
        else:
            result = world.limited(world.lib.array_scan, op, array, axis, number)
        close(world.gather(result), expected, "result", scale=50)

    return run


@operation(needs=["array_diff"], weight=2)
def diff(draw):
    source = operand(draw, ndim=draw.integer(1, 3))
    values = source.values
    n, axis = draw.note("n", draw.choice([0, 1, 1, 2, 3])), draw.note("axis", draw.integer(-values.ndim, values.ndim - 1))
    expected = np.diff(values, n, axis)

    def run(world):
        close(world.gather(world.limited(world.lib.array_diff, world.array(source), n, axis)), expected, "result")

    return run


@operation(needs=["array_gradient"])
def gradient(draw):
    source = operand(draw, draw.choice([d for d in DTYPES if d != "bool"]), ndim=draw.integer(1, 3), least=3)
    values = source.values
    axis, order = draw.note("axis", draw.integer(-values.ndim, values.ndim - 1)), draw.note("order", draw.integer(1, 2))
    spacing = draw.note("spacing", float(draw.choice([1, 0.5, -2, 0.1])))
    fails = values.shape[axis] < order + 1
    expected = None if fails else np.gradient(values, spacing, axis=axis, edge_order=order)

    def run(world):
        call = [world.lib.array_gradient, world.array(source), axis, spacing, order]
        if fails:
            return world.refuses([world.lib.ERR_SHAPE], *call)
        close(world.gather(world.limited(*call)), expected, "result")

    return run


@operation(needs=["array_convolve"], weight=2)
def convolve(draw):
    source = operand(draw, ndim=draw.integer(1, 3), least=1)
    values = source.values
    axis = draw.note("axis", draw.integer(-values.ndim, values.ndim - 1))
    kernel = operand(draw, draw.dtype(), ndim=1, least=1)
    if draw.chance(0.7) and kernel.view is None and kernel.values.size > 5:
        kernel = operand(draw, kernel.values.dtype, ndim=1, least=1)
    name = draw.note("function", draw.choice(["convolve", "correlate"]))
    mode = draw.note("mode", draw.choice(["full", "same", "valid"]))
    for array in (source, kernel):
        if array.base.dtype.kind in "fc":
            array.base[~np.isfinite(array.base)] = 1
    if 0 in values.shape or 0 in kernel.values.shape:
        expected = None
    else:
        function = getattr(np, name)
        expected = np.apply_along_axis(lambda line: function(line, kernel.values, mode), axis, values)

    def run(world):
        function = getattr(world.lib, f"array_{name}")
        call = [function, world.array(source), world.array(kernel), axis, getattr(world.lib, f"CONVOLVE_{mode.upper()}")]
        if expected is None:
            return None
        close(world.gather(world.limited(*call)), expected, "result", scale=20)

    return run


QUANTILES = ["linear", "lower", "higher", "nearest", "midpoint", "inverted_cdf", "averaged_inverted_cdf"]
QUANTILES += ["interpolated_inverted_cdf", "hazen", "weibull", "median_unbiased", "normal_unbiased"]


@operation(needs=["array_quantile"], weight=2)
def quantile(draw):
    """Along axes or over all elements; NaN decides or is left out."""
    dtype = np.dtype(draw.choice([d for d in DTYPES if d not in ("bool", "complex64", "complex128")]))
    source = operand(draw, dtype, least=1)
    values = source.values
    axes = draw.note("axes", axes_of(draw, values.ndim, "SUM") if values.ndim else None)
    q = draw.note("q", [float(x) for x in draw.rng.choice([0, 0.1, 0.25, 0.5, 0.77, 1], draw.integer(1, 4))])
    method, skip = draw.note("method", draw.choice(QUANTILES)), draw.note("skip_nan", draw.chance(0.5))
    keep = draw.note("keep", draw.chance(0.3))
    expected = None
    if axes != () and values.size:
        wide = values.astype(float) if values.dtype.kind == "f" else values
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            function = np.nanquantile if skip else np.quantile
            expected = function(wide, q, axis=axes, method=method, keepdims=keep)
        discrete = method in ("lower", "higher", "nearest", "inverted_cdf")
        if values.dtype.kind == "f":
            expected = expected.astype(values.dtype)
        elif discrete:
            expected = expected.astype(values.dtype)
        if np.isinf(values.astype(float)).any():
            expected = None  # between infinities NumPy's formulas give NaN here and there

    def run(world):
        lib = world.lib
        number = getattr(lib, f"QUANTILE_{method.upper()}")
        array = world.array(source)
        if expected is None:
            return
        listed = [0 if axes is None else len(axes), None if axes is None else list(axes)]
        result = world.limited(lib.array_quantile, array, len(q), np.array(q), *listed, int(keep), number, int(skip))
        close(world.gather(result), expected, "result")
        if axes is None and not keep:
            room = np.zeros(len(q))
            lib.array_quantile_value(array, len(q), np.array(q), number, int(skip), room)
            close(room, expected.astype(float), "values")

    return run


@operation(needs=["array_average"])
def average(draw):
    source = operand(draw, least=1)
    values = source.values
    axes = draw.note("axes", axes_of(draw, values.ndim, "SUM") if values.ndim else None)
    keep = draw.note("keep", draw.chance(0.3))
    weighted, weights = draw.chance(0.8), None
    if weighted:
        line = axes is not None and len(axes) == 1 and draw.chance(0.5)
        shape = (values.shape[axes[0]],) if line else values.shape
        weights = draw.array(shape, draw.choice(["int32", "float32", "float64"]), "weights")
        weights.base[...] = draw.rng.integers(1, 4, weights.base.shape)
    axis = axes[0] if axes is not None and len(axes) == 1 else axes
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if weights is None or axes == () or values.size == 0:
            weights = None
            expected = np.mean(values, axis=axes, keepdims=keep)
        else:
            expected = np.average(values, axis, weights.values, keepdims=keep)

    def run(world):
        listed = [0 if axes is None else len(axes), None if axes is None else list(axes) or np.zeros(1, np.int32)]
        array, other = world.array(source), None if weights is None else world.array(weights)
        close(world.gather(world.lib.array_average(array, other, *listed, int(keep))), expected, "result", scale=20)

    return run


@operation(needs=["array_cov"])
def covariance(draw):
    source = operand(draw, ndim=draw.integer(1, 2), least=1)
    if source.base.dtype.kind in "fc":
        source.base[~np.isfinite(source.base)] = 1
    values, ddof = source.values, draw.note("ddof", draw.integer(0, 2))
    by_column, correlates = draw.note("by column", draw.chance(0.5)), draw.note("corrcoef", draw.chance(0.3))
    if values.dtype.kind == "c":
        correlates = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if correlates:
            expected = np.corrcoef(values, rowvar=not by_column)
        else:
            expected = np.cov(values, rowvar=not by_column or values.ndim == 1, ddof=ddof)

    def run(world):
        if not values.size:
            return
        array = world.array(source)
        if correlates:
            result = world.lib.array_corrcoef(array, int(by_column))
        else:
            result = world.lib.array_cov(array, int(by_column), float(ddof))
        close(world.gather(result), expected, "result", scale=100)

    return run
