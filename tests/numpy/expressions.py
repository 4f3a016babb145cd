"""Random expressions as text, stencils on halos, and functions with a result, a mask and a casting rule."""
import warnings

import numpy as np

from cases import Different, Left, cast, number_of, operation, text_of
from distarray_c import Error
from views import random_items

# Types whose square roots are float16 in NumPy are not among those of float functions.
LEAVES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
LEAVES += ["float32", "float64"] * 3 + ["complex64", "complex128"]
CASTING = {"no": 1, "equiv": 2, "safe": 3, "same_kind": 4, "unsafe": 5}
NUMBERS = {"add": 1, "subtract": 2, "multiply": 3, "minimum": 6, "maximum": 7, "equal": 30, "less": 32}


class Promotion:
    """NEP 50, which NumPy 1.24 to 1.26 has behind a switch."""

    def __enter__(self):
        if hasattr(np, "_get_promotion_state"):
            self.before = np._get_promotion_state()
            np._set_promotion_state("weak")

    def __exit__(self, *_):
        if hasattr(np, "_set_promotion_state"):
            np._set_promotion_state(self.before)


def canonical(values):
    """With one NaN for all."""
    values = np.array(values, order="C")
    if values.dtype.kind == "c":
        parts = values.reshape(-1).view(values.real.dtype)
        parts[np.isnan(parts)] = np.nan
    elif values.dtype.kind == "f":
        values[np.isnan(values)] = np.nan
    return values


def compare(got, expected, what):
    expected = np.asarray(expected)
    if got.dtype != expected.dtype or got.shape != expected.shape:
        raise Different(f"{what}: expected {expected.dtype}{expected.shape}, got {got.dtype}{got.shape}")
    if canonical(got).tobytes() != canonical(expected).tobytes():
        raise Different(f"{what}: expected\n{expected!r}\ngot\n{got!r}")


def first_of_equals(choose):
    """minimum and maximum, where zeros of both signs are equal: NumPy's choice depends on the processor's loop."""

    def function(a, b):
        chosen = choose(a, b)
        return np.where(np.equal(a, b), np.asarray(a).astype(chosen.dtype), chosen)[()]

    return function


NAMES = {name: getattr(np, name) for name in dir(np) if not name.startswith("_")}
NAMES |= {name: first_of_equals(getattr(np, name)) for name in ("minimum", "maximum")}


class Tree:
    """Grows text together with NumPy's value of it, from functions whose results are exact."""

    def __init__(self, draw, shape):
        self.draw, self.shape, self.operands = draw, shape, []

    def leaf(self):
        draw = self.draw
        if draw.chance(0.2):
            return self.literal()
        if self.operands and draw.chance(0.5):
            name, operand = draw.choice(self.operands)
        else:
            shape = self.shape if draw.chance(0.6) else draw.broadcast(self.shape)
            dtype = np.dtype(draw.choice(LEAVES))
            name = f"x{len(self.operands)}"
            operand = draw.array(shape, dtype, name)
            if draw.chance(0.7):
                operand.base[...] = draw.small(operand.base.shape, dtype) - (0 if dtype.kind in "bu" else 1)
            self.operands.append((name, operand))
        if draw.chance(0.2) and operand.values.ndim:
            items = random_items(draw, operand.values.shape)
            full = items if Ellipsis in items else (*items, ...)
            return f"{name}[{text_of(items) or '...'}]", operand.values[full]
        return name, operand.values

    def literal(self):
        text = self.draw.choice(["0", "1", "2", "-3", "7", "0.5", "-1.25", "1e10", "2j", "True", "(3 - 1)", "2**3", "7 // 2"])
        return text, eval(text)

    def grow(self, depth):
        """Text and value; what NumPy refuses is not grown."""
        draw = self.draw
        if depth == 0 or draw.chance(0.1):
            return self.leaf()
        for _ in range(20):
            made = draw.choice([self.binary, self.binary, self.binary, self.unary, self.call, self.reduction])(depth)
            if made is not None and np.size(made[1]) < 5000 and np.ndim(made[1]) <= 6:
                return made
        return self.leaf()

    def value(self, text, **names):
        """NumPy's value, or None if it refuses or has no float16 here."""
        try:
            with Promotion(), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                value = eval(text, dict(NAMES), names)
        except (TypeError, ValueError, OverflowError, ZeroDivisionError, np.AxisError):
            return None
        if not isinstance(value, (bool, int, float, complex)) and np.asarray(value).dtype.name not in (*LEAVES,):
            return None
        return value

    def made(self, pattern, *parts):
        """What a pattern with {} for each part makes."""
        try:  # before NumPy 1.25 == gives False instead
            np.broadcast_shapes(*(np.shape(part[1]) for part in parts))
        except ValueError:
            return None
        names = {f"p{k}": part[1] for k, part in enumerate(parts)}
        value = self.value(pattern.format(*names), **names)
        return None if value is None else (pattern.format(*(f"({part[0]})" for part in parts)), value)

    def binary(self, depth):
        a, b = self.grow(depth - 1), self.grow(depth - 1)
        kinds = np.asarray(a[1]).dtype.kind + np.asarray(b[1]).dtype.kind
        options = ["{} + {}", "{} - {}", "{} * {}", "{} == {}", "{} != {}"]
        if "c" not in kinds:
            options += ["{} / {}", "{} < {}", "{} >= {}", "minimum({}, {})", "maximum({}, {})", "{} // {}", "{} % {}"]
        if "f" not in kinds and "c" not in kinds:
            options += ["{} & {}", "{} | {}", "{} ^ {}"]
        return self.made(self.draw.choice(options), a, b)

    def unary(self, depth):
        a = self.grow(depth - 1)
        kind, size = np.asarray(a[1]).dtype.kind, np.asarray(a[1]).dtype.itemsize
        options = ["-{}", "+{}"] if kind != "b" else ["~{}", "logical_not({})"]
        if kind in "iu":
            options += ["~{}", "{} << 1", "{} >> 2"]
        if kind in "fiu" and size > 1:
            options += ["sqrt({})"]
        if kind in "fiub":
            options += ["abs({})"]
        if kind == "f":
            options += ["floor({})", "isnan({})", "{}**2", "signbit({})"]
        if kind == "c":
            options += ["conjugate({})", "real({})", "imag({})"]
        return self.made(self.draw.choice(options), a)

    def call(self, depth):
        parts = [self.grow(depth - 1) for _ in range(3)]
        if self.draw.chance(0.3):
            dtype = self.draw.choice(["int64", "float32", "float64", "complex128"])
            text, value = parts[0]
            if np.asarray(value).dtype.kind in "bu" or dtype.startswith("c"):
                return f"{dtype}({text})", np.asarray(value).astype(dtype)
            return None
        if self.draw.chance(0.3):
            return self.made("clip({}, 1, 3)", parts[0]) if np.asarray(parts[0][1]).dtype.kind in "iu" else None
        # NumPy before 2 has no weak numbers here.
        with Promotion():
            dtype = np.result_type(parts[1][1], parts[2][1])
        both = [(text, np.asarray(value).astype(dtype)) for text, value in parts[1:]]
        return self.made("where({}, {}, {})", parts[0], *both)

    def reduction(self, depth):
        a = self.grow(depth - 1)
        values = np.asarray(a[1])
        if isinstance(a[1], (bool, int, float, complex)):
            return None
        small = values.dtype.kind in "biufc" and bool(np.all(np.isfinite(values)))
        small = small and bool(np.all(values == np.rint(values)) and np.all(np.abs(values) < 1000))
        # Sums of -0.0 are -0.0 since NumPy 1.25.
        small = small and not np.any(np.signbit(values.real) & (values.real == 0))
        options = ["any", "all", "count_nonzero"]
        if values.dtype.kind != "c":
            options += ["min", "max"]
        if small or values.dtype.kind in "biu":
            options += ["sum"] + ["mean"] * (small and values.dtype.kind != "c")
        name, settings = self.draw.choice(options), ""
        if values.ndim and self.draw.chance(0.6):
            axis = self.draw.integer(-values.ndim, values.ndim - 1)
            settings = f", axis={axis}" + ", keepdims=True" * self.draw.chance(0.5)
        made = self.made(f"{name}({{}}{settings})", a)
        # Here it is an int64, in NumPy sometimes a number of Python's.
        return (made[0], np.int64(made[1])) if made and isinstance(made[1], int) else made


def refusable(world, operands, error):
    """Slices and owners of unstructured axes that are refused as documented."""
    lib = world.lib
    if any(operand.has_labels for _, operand in operands) and error.status in (lib.ERR_DISTRIBUTION, lib.ERR_ARGUMENT):
        raise Left("an unstructured axis") from None
    raise error


def call(world, operands, function, *arguments):
    try:
        return world.limited(function, *arguments)
    except Error as error:
        refusable(world, operands, error)


@operation(weight=12, needs=("evaluate",))
def expression_text(draw):
    tree = Tree(draw, draw.shape())
    text, value = tree.grow(draw.choice([1, 2, 3, 3, 4, 5]))
    draw.note("text", text)
    expected, operands = np.asarray(value), tree.operands
    out = None
    if draw.chance(0.3) and expected.size:
        dtype = np.result_type(expected.dtype, draw.choice(["int8", "float64", "complex128"]))
        out = draw.array(expected.shape, dtype, "out")

    def run(world):
        arrays = [world.array(operand) for _, operand in operands]
        names = ", ".join(name for name, _ in operands)
        arguments = [world.context, text, names, arrays or None, len(arrays)]
        if out is None:
            result = call(world, operands, world.lib.evaluate, *arguments)
            compare(world.gather(result), expected, "result")
        else:
            result = world.array(out)
            call(world, operands + [("out", out)], world.lib.evaluate, *arguments, result)
            out.values[...] = expected
            compare(world.gather(result), out.values, "out")
        for array, (name, operand) in zip(arrays, operands):
            world.check_all(array, operand, name)

    return run


@operation(weight=2, needs=("evaluate",))
def expression_stencil(draw):
    shape = tuple(draw.note("shape", [draw.integer(3, 14) for _ in range(draw.integer(1, 3))]))
    operand = draw.array(shape, draw.choice(["float64", "float32", "int32"]), "u", view=0.1)
    operand.base[...] = draw.small(operand.base.shape, operand.base.dtype)
    terms, expected = [], 0
    reach = draw.integer(1, 1 if min(shape) < 5 else 2)
    for _ in range(draw.integer(1, 5)):
        shifts = [draw.integer(-reach, reach) for _ in shape]
        items = tuple(slice(reach + s, n - reach + s) for s, n in zip(shifts, shape))
        terms.append(f"u[{text_of(items)}]")
        expected = expected + operand.values[items]
    text = draw.note("text", " + ".join(terms))
    inner = tuple(slice(reach, n - reach) for n in shape)
    in_place = draw.chance(0.3)

    def run(world):
        array = world.array(operand)
        if in_place:
            try:
                target = world.lib.array_slice_text(array, text_of(inner))
            except Error:
                raise Left("a slice of an unstructured axis") from None
            call(world, [("u", operand)], world.lib.evaluate, world.context, text, "u", [array], 1, target)
            operand.values[inner] = expected
            world.check_all(array, operand, "u")
        else:
            result = call(world, [("u", operand)], world.lib.evaluate, world.context, text, "u", [array], 1)
            compare(world.gather(result), expected, "result")

    return run


@operation(weight=2, needs=("array_compute",))
def compute(draw):
    shape = draw.shape()
    name = draw.note("function", draw.choice(list(NUMBERS)))
    dtype = np.dtype(draw.choice(["int32", "float64", "float32", "uint8"]))
    a = draw.array(draw.broadcast(shape), dtype, "a")
    b = draw.array(shape, draw.choice([dtype, np.dtype("int64")]), "b")
    function = getattr(np, name)
    scalar = draw.note("scalar", b.values.dtype.type(draw.integer(0, 5)) if draw.chance(0.3) else None)
    with Promotion():
        plain = np.asarray(function(a.values, b.values if scalar is None else scalar))
    dtype = draw.choice([plain.dtype, plain.dtype, draw.dtype()])
    out = draw.array(plain.shape, dtype, "out") if draw.chance(0.6) else None
    mask = draw.array(draw.broadcast(plain.shape), np.bool_, "mask") if draw.chance(0.5) else None
    casting = draw.note("casting", draw.choice(["unsafe", "unsafe", "same_kind", "safe", "no"]))

    def run(world):
        lib = world.lib
        first = lib.expression_create(world.array(a))
        if scalar is None:
            other = lib.expression_create(world.array(b))
        else:
            other = lib.expression_create_scalar(np.asarray(scalar), number_of(scalar.dtype), 0)
        operands = [("a", a), ("b", b)] + [("out", out)] * (out is not None) + [("mask", mask)] * (mask is not None)
        masks = None if mask is None else world.array(mask)
        arguments = [world.context, NUMBERS[name], 2, [first, other], masks, CASTING[casting]]
        if out is not None and not np.can_cast(plain.dtype, out.values.dtype, casting):
            world.refuses([lib.ERR_DTYPE], lib.array_compute, *arguments, world.array(out))
            return
        if out is None:
            result = call(world, operands, lib.array_compute, *arguments)
            expected = plain if mask is None else np.where(mask.values, plain, plain.dtype.type(0))
            compare(world.gather(result), expected, "result")
            return
        result = world.array(out)
        call(world, operands, lib.array_compute, *arguments, result)
        kept = out.values.copy()
        out.values[...] = cast(plain, out.values.dtype)
        if mask is not None:
            out.values[...] = np.where(mask.values, out.values, kept)
        compare(world.gather(result), out.values, "out")

    return run
