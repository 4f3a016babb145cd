"""Writes numpy_kernels.json: what NumPy gives for casts, arithmetic and reductions.

Bytes are little-endian hex. Where NumPy would compute in float16, float32 is used.
"""
import json
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")
np.seterr(all="ignore")
NAMES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
         "float32", "float64", "complex64", "complex128"]


def sample(name, turn=0):
    t = np.dtype(name)
    if t.kind == "b":
        v = np.array([0, 1, 1, 0, 1, 0, 0, 1], t)
    elif t.kind in "iu":
        i = np.iinfo(t)
        v = np.array([0, 1, 2, 7, 100, i.max, i.min, i.max - 3, 5, 3], t)
    elif t.kind == "f":
        v = np.array([0.0, -0.0, 1.5, -2.75, 1e10, -3e9, 3e20, np.inf, -np.inf, np.nan, 300.7, -129.5, 1e-30], t)
    else:
        v = np.array([0, 1 + 2j, -1.5 + 0.25j, 3j, -4, complex(np.inf, 1), complex(1, np.nan), complex(np.nan, 2),
                      complex(-2, -0.0), 1e20 - 1e10j, -300.7 + 1e-20j, 5 + 5j], t)
    return np.roll(v, turn)


def hexed(a):
    a = np.asarray(a)
    return {"dtype": a.dtype.name, "bytes": a.tobytes().hex()}


def inexact16(f, *args):
    r = f(*args)
    return f(*args, dtype="float32") if r.dtype == np.float16 else r


out = {"samples": {n: hexed(sample(n)) for n in NAMES}, "casts": [], "unary": [], "binary": [], "dtypes": [],
       "reduce": [], "axis": []}
for a in NAMES:
    for b in NAMES:
        x = sample(a)
        if np.dtype(a).kind in "fc" and b == "uint32":
            x = x[(x.real > -2**31) & (x.real < 2**32)]  # NumPy's vector and scalar loops disagree beyond
        out["casts"].append([hexed(x), hexed(x.astype(b))])
        for op in ["add", "subtract", "multiply", "divide", "hypot"]:
            try:
                r = inexact16(getattr(np, op), np.ones(2, a), np.ones(2, b)).dtype.name
            except TypeError:
                r = None
            out["dtypes"].append([op, a, b, r])
    for op in ["sqrt", "abs", "negative"]:
        try:
            out["unary"].append([op, hexed(sample(a)), hexed(inexact16(getattr(np, op), sample(a)))])
        except TypeError:
            out["unary"].append([op, hexed(sample(a)), None])
    for op in ["add", "subtract", "multiply", "divide", "hypot"]:
        for turn in [1, 3]:
            try:
                r = inexact16(getattr(np, op), sample(a), sample(a, turn))
                out["binary"].append([op, hexed(sample(a)), hexed(sample(a, turn)), hexed(r)])
            except TypeError:
                pass
    for op in ["sum", "min", "max"]:
        x = sample(a)
        out["reduce"].append([op, hexed(x), hexed(getattr(np, op)(x))])
        x = x[np.isfinite(x)]
        out["reduce"].append([op, hexed(x), hexed(getattr(np, op)(x))])
# Pairwise sums: element i is ((i * 7919) % 10007) / 9973, imaginary part 1 / (i + 1).
for name in ["float32", "float64", "complex64", "complex128"]:
    for n in [1, 7, 8, 9, 100, 128, 129, 130, 1000, 5003]:
        i = np.arange(n)
        x = ((i * 7919) % 10007) / 9973.0
        if name.startswith("c"):
            x = x + 1j / (i + 1.0)
        out["axis"].append([name, n, hexed(np.sum(x.astype(name)))])
json.dump(out, open(sys.argv[1], "w"), indent=0)
