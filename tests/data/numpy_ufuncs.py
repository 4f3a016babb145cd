"""Writes numpy_ufuncs.json: dtypes and values of NumPy 2's functions of elements, and exact values for error bounds.

    python3 tests/data/numpy_ufuncs.py tests/data/numpy_ufuncs.json       needs NumPy 2 and mpmath
"""
import json
import sys
import warnings

import mpmath
import numpy as np

warnings.simplefilter("ignore")
np.seterr(all="ignore")
assert np.__version__ >= "2"
rng = np.random.default_rng(11)
NAMES = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128".split()
UNARY = """sqrt absolute negative positive sign signbit square reciprocal cbrt fabs floor ceil trunc rint exp exp2 expm1
    log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh degrees radians isnan
    isfinite isinf logical_not invert conjugate real imag angle spacing fraction mantissa exponent""".split()
BINARY = """add subtract multiply divide hypot minimum maximum bitwise_and bitwise_or bitwise_xor logical_and logical_or
    logical_xor floor_divide remainder fmod power float_power arctan2 fmax fmin copysign nextafter ldexp gcd lcm heaviside
    logaddexp logaddexp2 equal not_equal less less_equal greater greater_equal left_shift right_shift""".split()
PARTS = {"fraction": lambda x: np.modf(x)[0], "mantissa": lambda x: np.frexp(x)[0], "exponent": lambda x: np.frexp(x)[1]}
LITERALS = {"int64": 1, "float64": 1.0, "complex128": 1j}


def function(name):
    return PARTS.get(name) or getattr(np, name)


def letter(f, *arguments):
    """A letter of the alphabet for the result's dtype; float32 stands for float16, a dash for none."""
    try:
        dtype = np.asarray(f(*arguments)).dtype.name
    except TypeError:
        return "-"
    return "abcdefghijklm"[NAMES.index("float32" if dtype == "float16" else dtype)]


def sample(name):
    t = np.dtype(name)
    if t == bool:
        v = [False, True]
    elif t.kind in "iu":
        i = np.iinfo(t)
        v = [0, 1, 2, 3, 5, 7, 8, 100, i.max, i.max - 1, i.min, i.min + 1] + ([-1, -2, -3, -7] if i.min else [])
    elif t.kind == "f":
        i = np.finfo(t)
        v = [0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 3, -7.25, 10, 100.7, -88.2, np.inf, -np.inf, np.nan, i.tiny,
             -i.tiny, i.smallest_subnormal, i.max, i.min, 1e-5, 1e10, np.pi / 2, 0.999, i.eps]
    else:
        parts = [0.0, -0.0, 1, -1.5, 0.25, np.inf, -np.inf, np.nan]
        v = [complex(a, b) for a in parts for b in parts]
    return np.array(v, t)


def hexed(a):
    return np.ascontiguousarray(a).tobytes().hex()


def widened(f, *arguments):
    r = f(*arguments)
    if r.dtype != np.float16:
        return r
    wide = [a.astype("float32") for a in arguments]
    return f(wide[0], *arguments[1:]) if f is np.ldexp else f(*wide)


def exact(name, dtype):
    """Random arguments and the nearest floats to the function's values there."""
    log = lambda low, high: 10 ** rng.uniform(low, high, 60)
    signs = lambda x: x * rng.choice([-1, 1], x.size)
    ranges = {
        "sqrt": [log(-30, 30)], "cbrt": [signs(log(-30, 30))], "exp": [rng.uniform(-80, 80, 120)],
        "exp2": [rng.uniform(-120, 120, 120)], "expm1": [signs(log(-10, 1)), rng.uniform(-5, 5, 60)],
        "arcsin": [rng.uniform(-1, 1, 120)], "arccos": [rng.uniform(-1, 1, 120)], "arctan": [signs(log(-5, 5)), rng.uniform(-3, 3, 60)],
        "sinh": [rng.uniform(-80, 80, 60), rng.uniform(-2, 2, 60)], "cosh": [rng.uniform(-80, 80, 60), rng.uniform(-5, 5, 60)],
        "tanh": [rng.uniform(-3, 3, 120)], "arcsinh": [signs(log(-5, 5)), rng.uniform(-3, 3, 60)], "arccosh": [1 + log(-3, 5), rng.uniform(1, 3, 60)],
        "arctanh": [rng.uniform(-1, 1, 120)], "log1p": [log(-8, 8), rng.uniform(-0.9, 2, 60)],
    }  # fmt: skip
    x = ranges.get(name) or ([log(-30, 30), rng.uniform(0.5, 2, 60)] if "log" in name else
                             [rng.uniform(-10, 10, 60), signs(log(1, 5))])
    x = np.concatenate(x).astype(dtype)
    of = {"arcsin": "asin", "arccos": "acos", "arctan": "atan", "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh",
          "log2": lambda a: mpmath.log(a, 2), "exp2": lambda a: mpmath.mpf(2) ** a,
          "cbrt": lambda a: mpmath.sign(a) * mpmath.cbrt(abs(a))}.get(name, name)
    f = of if callable(of) else getattr(mpmath, of)
    with mpmath.workprec(200):
        values = [f(mpmath.mpf(float(a))) for a in x]
        # The value as a double and what is missing from it, in units of its last place.
        high = np.array([float(v) for v in values])
        low = np.array([float((v - mpmath.mpf(h)) / mpmath.mpf(float(np.spacing(abs(h))))) for v, h in zip(values, high)])
    return {"name": name, "dtype": dtype, "x": hexed(x), "high": hexed(high), "low": hexed(low.astype("float32"))}


out = {"names": NAMES, "unary_dtypes": {}, "binary_dtypes": {}, "literal_dtypes": {}, "unary": [], "binary": [], "exact": []}
for op in UNARY:
    out["unary_dtypes"][op] = "".join(letter(function(op), np.ones(2, a)) for a in NAMES)
    for a in NAMES:
        if letter(function(op), np.ones(2, a)) != "-":
            r = widened(function(op), sample(a))
            out["unary"].append([op, a, hexed(sample(a)), hexed(r)])
for op in BINARY:
    f = function(op)
    out["binary_dtypes"][op] = ["".join(letter(f, np.ones(2, a), np.ones(2, b)) for b in NAMES) for a in NAMES]
    out["literal_dtypes"][op] = ["".join(letter(f, np.ones(2, a), LITERALS[b]) for b in LITERALS) for a in NAMES]
    for a in NAMES:
        if letter(f, np.ones(2, a), np.ones(2, a)) == "-":
            continue
        for turn in [5] if a[0] == "c" else [1, 4]:
            x, y = sample(a), np.roll(sample(a), turn)
            if op == "power" and x.dtype.kind == "i":
                y = np.abs(y) % 12
            r = widened(f, x, y)
            out["binary"].append([op, a, hexed(x), hexed(y), hexed(r)])
for op in """sqrt cbrt exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh
    arctanh""".split():
    out["exact"] += [exact(op, "float32"), exact(op, "float64")]
text = json.dumps(out, separators=(",", ":"))
open(sys.argv[1], "w").write(text.replace('],["', '],\n["').replace('},{"', '},\n{"'))
