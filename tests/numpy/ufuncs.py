"""Functions of elements on aligned arrays, the caller's own, arrays of progressions, and printed text."""
import ctypes

import numpy as np

from cases import Different, Operand, cast, number_of, operation

INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
FLOATS = ["float32", "float64"]
REAL = INTEGERS + FLOATS
ALL = ["bool", *REAL, "complex64", "complex128"]
# Name, number, dtypes for which NumPy 1.24 and 2 agree, units of the last place.
UNARY = [
    ("sqrt", 1, FLOATS, 0), ("absolute", 2, ["bool", *REAL], 0), ("negative", 3, ALL[1:], 0), ("positive", 4, ALL[1:], 0),
    ("sign", 5, REAL, 0), ("signbit", 6, FLOATS, 0), ("square", 7, REAL, 0), ("cbrt", 9, FLOATS, 6), ("fabs", 10, FLOATS, 0),
    ("floor", 11, FLOATS, 0), ("ceil", 12, FLOATS, 0), ("trunc", 13, FLOATS, 0), ("rint", 14, FLOATS, 0),
    ("exp", 15, FLOATS, 4), ("exp2", 16, FLOATS, 4), ("log", 18, FLOATS, 4), ("log10", 20, FLOATS, 5), ("sin", 22, FLOATS, 5),
    ("arctan", 27, FLOATS, 4), ("tanh", 30, FLOATS, 4), ("degrees", 34, FLOATS, 1), ("isnan", 36, ALL, 0),
    ("isfinite", 37, ALL, 0), ("isinf", 38, ALL, 0), ("logical_not", 39, ALL, 0), ("invert", 40, ["bool", *INTEGERS], 0),
    ("conjugate", 41, ALL[1:], 0), ("real", 42, ALL, 0), ("imag", 43, ALL, 0), ("spacing", 45, FLOATS, 0),
]  # fmt: skip
BINARY = [
    ("add", 1, ALL, 0), ("subtract", 2, ALL[1:], 0), ("multiply", 3, ["bool", *REAL], 0), ("divide", 4, REAL, 0),
    ("minimum", 6, ["bool", *REAL], 0), ("maximum", 7, ["bool", *REAL], 0), ("bitwise_and", 8, ["bool", *INTEGERS], 0),
    ("bitwise_xor", 10, ["bool", *INTEGERS], 0), ("logical_or", 12, ALL, 0), ("floor_divide", 14, REAL, 0),
    ("remainder", 15, REAL, 0), ("fmod", 16, REAL, 0), ("arctan2", 19, FLOATS, 5), ("fmax", 20, REAL, 0),
    ("copysign", 22, FLOATS, 0), ("gcd", 25, INTEGERS, 0), ("equal", 30, ALL, 0), ("less", 32, ["bool", *REAL], 0),
    ("greater_equal", 35, ["bool", *REAL], 0), ("left_shift", 36, INTEGERS, 0), ("right_shift", 37, INTEGERS, 0),
]  # fmt: skip


def near(got, expected, ulps, what):
    """Equal, both NaN, or floats within some units of the last place."""
    expected = np.asarray(expected)
    if got.dtype != expected.dtype or got.shape != expected.shape:
        raise Different(f"{what}: expected {expected.dtype}{expected.shape}, got {got.dtype}{got.shape}")
    good = got == expected
    if expected.dtype.kind in "fc":
        good |= np.isnan(got) & np.isnan(expected)
        if ulps:
            gap = np.spacing(np.maximum(np.abs(expected), np.finfo(expected.dtype).tiny))
            good |= np.abs(got - expected) <= ulps * gap
    if not good.all():
        index = np.argwhere(~good)[0]
        at = tuple(index)
        raise Different(f"{what}: {np.sum(~good)} differ, first at {at}: expected {expected[at]!r}, got {got[at]!r}")


def operands(draw, dtypes, count):
    """Arrays of one layout, and an output of any dtype."""
    shape = draw.shape()
    layout = draw.layout(shape)
    arrays = [Operand(draw.values(shape, draw.choice(dtypes)), layout) for _ in range(count)]
    return layout, arrays


def agree(*dtypes):
    """NumPy 1.24 compares signed integers with uint64 as floats, and gcd of the two has no loop."""
    dtypes = [np.dtype(dtype) for dtype in dtypes]
    return not (np.dtype("uint64") in dtypes and any(dtype.kind == "i" for dtype in dtypes))


def evaluated(name, values):
    """NumPy's result, with float32 for float16."""
    function = getattr(np, name)
    result = np.asarray(function(*values))
    return np.asarray(function(*(np.float32(v) for v in values))) if result.dtype == np.float16 else result


@operation(weight=3, needs=["array_apply_ternary"])
def apply_functions(draw):
    """One or two operands of any dtypes into a result of any, without communication."""
    count = draw.integer(1, 2)
    name, number, dtypes, ulps = draw.note("function", draw.choice(UNARY if count == 1 else BINARY))
    layout, inputs = operands(draw, dtypes, count)
    if not agree(*(operand.values.dtype for operand in inputs)):
        inputs = inputs[:1] * count
    expected = evaluated(name, [operand.values for operand in inputs])
    dtype = draw.note("out", expected.dtype if ulps else draw.other_dtype(expected.dtype))

    def run(world):
        lib = world.lib
        arrays = [world.array(operand) for operand in inputs]
        out = lib.array_create_zeros(world.distribution(layout), number_of(dtype))
        lib.context_reset_counters(world.context)
        apply = lib.array_apply_unary if count == 1 else lib.array_apply_binary
        apply(number, *arrays, out)
        if lib.context_get_counter(world.context, lib.COUNTER_COLLECTIVES):
            raise Different(f"{name} communicated")
        near(world.gather(out), cast(expected, dtype), ulps, name)

    return run


@operation(weight=2, needs=["array_apply_scalar_first"])
def apply_scalars(draw):
    """A scalar of any dtype on either side, which counts as an array does."""
    name, number, dtypes, ulps = draw.note("function", draw.choice(BINARY))
    layout, (operand,) = operands(draw, dtypes, 1)
    scalar = draw.note("scalar", draw.values((1,), draw.choice(dtypes)))
    if not agree(operand.values.dtype, scalar.dtype):
        scalar = scalar.astype(operand.values.dtype)
    first = draw.note("first", draw.chance(0.5))
    values = [np.full(operand.values.shape, scalar[0]), operand.values]
    expected = evaluated(name, values if first else values[::-1])

    def run(world):
        lib, array = world.lib, world.array(operand)
        out = lib.array_create_zeros(world.distribution(layout), number_of(expected.dtype))
        if first:
            lib.array_apply_scalar_first(number, scalar, number_of(scalar.dtype), array, out)
        else:
            lib.array_apply_scalar(number, array, scalar, number_of(scalar.dtype), out)
        near(world.gather(out), expected, ulps, name)

    return run


@operation(weight=2, needs=["array_apply_where"])
def apply_where(draw):
    """Under a mask and a casting rule, in place now and then; clip and where too."""
    count = draw.integer(1, 3)
    choice = {1: UNARY, 2: BINARY, 3: [("clip", 2, REAL, 0), ("where", 1, REAL, 0)]}[count]
    name, number, dtypes, ulps = draw.note("function", draw.choice([row for row in choice if not row[3]]))
    layout, inputs = operands(draw, dtypes, count)
    shape = layout.shape
    if not agree(*(operand.values.dtype for operand in inputs)):
        inputs = [Operand(inputs[0].values.copy(), layout) for _ in inputs]
    if name == "where":
        inputs[0] = Operand(draw.values(shape, "bool"), layout)
    expected = evaluated(name, [operand.values for operand in inputs])
    out = Operand(draw.values(shape, draw.other_dtype(expected.dtype)), layout)
    mask = Operand(draw.values(shape, "bool"), layout) if draw.chance(0.7) else None
    rule = draw.note("casting", draw.integer(1, 5))
    casting = ["no", "equiv", "safe", "same_kind", "unsafe"][rule - 1]
    loop = np.result_type(*(operand.values.dtype for operand in inputs[name == "where" :]))
    plain = all(operand.values.dtype == loop for operand in inputs[name == "where" :])

    def run(world):
        lib = world.lib
        arrays = [world.array(operand) for operand in inputs]
        target = world.array(out)
        where = None if mask is None else world.array(mask)
        arguments = (number, count, arrays, None, None, where, rule, target)
        if not np.can_cast(expected.dtype, out.values.dtype, casting):
            world.refuses([lib.ERR_DTYPE], lib.array_apply_where, *arguments)
            try:
                lib.array_reduce(5, target, np.zeros(2), None)  # takes the error that was kept
            except Exception:
                pass
            return
        if rule < 3 and (not plain or name == "divide"):
            return
        lib.array_apply_where(*arguments)
        chosen = np.ones(shape, bool) if mask is None else mask.values
        near(world.gather(target), np.where(chosen, cast(expected, out.values.dtype), out.values), ulps, name)

    return run


@operation(needs=["array_apply_function"])
def apply_function(draw):
    """A function of blocks, with dtypes of its own; its refusal is an error."""
    layout, inputs = operands(draw, REAL, draw.integer(0, 3))
    dtype = draw.note("out", draw.choice(REAL))
    fails = draw.chance(0.1)
    block = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int64, ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p, ctypes.c_void_p)

    def function(count, operands, out, _user):
        views = [np.ctypeslib.as_array((ctypes.c_double * count).from_address(operands[k])) for k in range(len(inputs))]
        result = np.ctypeslib.as_array((ctypes.c_double * count).from_address(out))
        result[:] = sum((k + 1) * view for k, view in enumerate(views)) + 3
        return int(fails)

    expected = sum(((k + 1) * operand.values.astype(float) for k, operand in enumerate(inputs)), np.zeros(layout.shape)) + 3

    def run(world):
        lib, call = world.lib, block(function)
        arrays = [world.array(operand) for operand in inputs]
        out = lib.array_create_zeros(world.distribution(layout), number_of(dtype))
        dtypes = [number_of("float64")] * (len(inputs) + 1)
        if fails:
            if world.rank in layout.ranks and layout.part(world.rank, expected).size:
                world.refuses([lib.ERR_CANCELLED], lib.array_apply_function, len(inputs), arrays, dtypes, call, None, out)
            return
        lib.array_apply_function(len(inputs), arrays, dtypes, call, None, out)
        near(world.gather(out), cast(expected, dtype), 0, "function")

    return run


@operation(needs=["array_visit"])
def visit(draw):
    """A function of the whole local part, which knows its global indices; its refusal is everybody's."""
    operand = draw.array(draw.shape(), "float64", view=0)
    fails = draw.chance(0.2)
    number = ctypes.POINTER(ctypes.c_int64)
    part = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[number] * 5, ctypes.c_void_p)

    def run(world):
        calls = []

        def function(memory, ndim, shape, strides, lower, upper, indices, _user):
            shape, strides = list(shape[:ndim]), list(strides[:ndim])
            axes, first = [], 0
            for n in shape:
                axes.append(np.array(indices[first : first + n], np.int64))
                first += n
            for d, axis in enumerate(axes):
                if (lower[d], upper[d]) != (axis.min(), axis.max() + 1):
                    return 1
            for at in np.ndindex(*shape):
                address = memory + sum(k * stride for k, stride in zip(at, strides))
                element = ctypes.c_double.from_address(address)
                element.value = sum((d + 1) * axis[k] for d, (axis, k) in enumerate(zip(axes, at)))
            calls.append(shape)
            return int(fails)

        lib, array = world.lib, world.array(operand)
        if fails and operand.values.size:
            world.refuses([lib.ERR_CANCELLED], lib.array_visit, array, part(function), None)
        else:
            lib.array_visit(array, part(function), None)
            grids = np.indices(operand.values.shape)
            expected = sum(((d + 1) * grid for d, grid in enumerate(grids)), np.zeros(operand.values.shape))
            world.check(array, expected.astype(float), operand.layout)
        if len(calls) > 1:
            raise Different("the function was called more than once")

    return run


@operation(needs=["array_create_linspace"])
def progressions(draw):
    """linspace bit for bit, logspace and geomspace nearly."""
    kind = draw.note("kind", draw.choice(["linspace", "linspace", "logspace", "geomspace"]))
    scale = 10.0 ** draw.integer(-3, 3) if kind != "logspace" else 1.0
    start, stop = (draw.note("bound", scale * draw.choice([0.0, 1.0, -1.0, draw.rng.normal()])) for _ in range(2))
    if kind == "geomspace":
        start, stop = abs(start) + 0.25, abs(stop) + 0.25
        start, stop = (-start, -stop) if draw.chance(0.5) else (start, stop)
    count, endpoint = draw.note("count", draw.integer(0, 40)), draw.chance(0.7)
    dtype = draw.note("dtype", draw.choice(["float64", "float64", "float32", "int32", "complex128"]))
    if kind != "linspace" and dtype == "int32":
        dtype = "float64"  # a last digit may decide
    options = dict(endpoint=endpoint, dtype=dtype)
    text = draw.note("text", draw.choice(["block", "cyclic", "cyclic(3)"]))

    def run(world):
        lib, context = world.lib, world.context
        common = (context, start, stop, count, int(endpoint))
        if kind == "logspace":
            array = lib.array_create_logspace(*common, 2.0, number_of(dtype), text)
            near(world.gather(array), np.logspace(start, stop, count, base=2.0, **options), 2, kind)
        elif kind == "geomspace":
            array = lib.array_create_geomspace(*common, number_of(dtype), text)
            near(world.gather(array), np.geomspace(start, stop, count, **options), 64, kind)
        else:
            array = lib.array_create_linspace(*common, number_of(dtype), text)
            world.check(array, np.linspace(start, stop, count, **options))

    return run


@operation(needs=["array_create_indices"])
def diagonals_and_indices(draw):
    """eye, identity and indices in any distribution."""
    kind, dtype = draw.note("kind", draw.choice(["eye", "identity", "indices"])), draw.dtype()
    shape = draw.shape(2) if kind == "eye" else (draw.integer(0, 9),) * 2
    if kind == "indices":
        rest = draw.shape(draw.integer(1, 3))
        shape = (len(rest), *rest)
    layout, k = draw.layout(shape), draw.integer(-4, 4)

    def run(world):
        lib, distribution = world.lib, world.distribution(layout)
        if kind == "eye":
            array = lib.array_create_eye(distribution, number_of(dtype), k)
            expected = np.eye(*shape, k, dtype=dtype)
        elif kind == "identity":
            array, expected = lib.array_create_identity(distribution, number_of(dtype)), np.identity(shape[0], dtype)
        else:
            array = lib.array_create_indices(distribution, number_of(dtype))
            expected = cast(np.indices(shape[1:]), dtype)
        world.check(array, expected, layout)

    return run


@operation(weight=2, needs=["array_print"])
def printed(draw):
    """The text of arrays, short and summarised."""
    dtype = draw.choice(["bool", *INTEGERS, "float64", "float64", "complex128"])
    shape = draw.shape() if draw.chance(0.6) else draw.choice([(1500,), (40, 50), (3, 900), (12, 12, 12), (5, 6, 7, 8)])
    values = draw.values(shape, dtype)
    if values.dtype.kind == "f" and draw.chance(0.7):
        values = np.round(draw.rng.normal(size=shape) * 10.0 ** draw.integer(-6, 9), draw.integer(0, 9))
    operand = Operand(values, draw.layout(shape))

    def run(world):
        array = world.array(operand)
        room, length = ctypes.create_string_buffer(1 << 20), ctypes.c_size_t()
        world.lib.array_print(array, room, 1 << 20, ctypes.pointer(length))
        with np.printoptions(threshold=1000, edgeitems=3, linewidth=75, precision=8):
            expected = str(values)
        if room.value.decode() != expected:
            raise Different(f"expected\n{expected}\ngot\n{room.value.decode()}")

    return run
