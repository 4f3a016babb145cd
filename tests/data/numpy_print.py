"""Writes numpy_print.json: what NumPy's str gives for arrays. Bytes are little-endian hex, row-major."""
import json
import os

import numpy as np

np.seterr(all="ignore")
rng = np.random.default_rng(7)
cases = []


def case(a):
    a = np.ascontiguousarray(a) if np.ndim(a) else np.asarray(a)
    cases.append({"dtype": a.dtype.name, "shape": list(a.shape), "bytes": a.tobytes().hex(), "text": str(a)})


nan, inf = np.nan, np.inf
floats = [
    [1.0], [0.0], [-0.0], [0.1], [1.5, -2.25], [1, 2, 3], [1e8], [99999999.0], [1e-4], [9e-5], [1e-3, 1.0], [1e-3, 1.001],
    [1e300, 1e-300], [nan], [inf], [-inf], [nan, inf], [nan, -inf, 1.5], [inf, 100000.0], [nan, 1e10], [1e10, -1e-10, 0.0],
    [0.1 + 0.2, 1 / 3], [2 / 3, 100.125], [123456.789012345], [1 / 3e5, 1.0], [-1.0, 10.0, 0.0], [1e100], [1e-100, nan],
    [5e-324, 0.0], [1.7976931348623157e308], [0.123456785], [0.5, 0.25, 0.000244140625], [1234.56789, 2.0, nan],
    [1.00000000001], [999.999999999], [0.99999999999], [9.9999999999e9], [1.0, inf, -inf, nan], [-nan], [3e7, 4e7],
    [0.001953125, 1.0], [0.005859375, 1.0], [2.0**-20], [2.0**-11, 2.0**-9], [2.0**60, 2.0**70], [1e12, 1.2345679e-12], [5.0**10 / 2**10],
]
for values in floats:
    for t in ["float64", "float32"]:
        a = np.array(values, t)
        # The version that made this table compares float32 with double precision limits.
        if t == "float32" and {1e-4, 1e-3} & set(values):
            continue
        case(a)
        case(a[0])
        for other in floats[:2] + floats[15:17]:
            z = np.empty(a.shape, "complex64" if t == "float32" else "complex128")
            z.real, z.imag = a, np.resize(np.array(other, t), a.shape)
            case(z)
            case(z[0])
for t in ["float64", "float32", "complex128", "complex64"]:
    for shape in [(2, 3), (40,), (3, 17), (2, 2, 4), (7, 1), (1, 1, 1, 1)]:
        for scale in [1, 1e3, 1e-3, 1e12]:
            a = rng.standard_normal(shape) * scale
            case((a + 1j * rng.standard_normal(shape) if t[0] == "c" else a).astype(t))
for value in [1e16, 9.999e15, 1e15, 123456789.123, 1e-4, 9.99e-5, 1e-5, 0.1, 100.0, 2.5e20, 1e100]:
    case(np.float64(value))
    case(np.float32(value * 1.1))
for z in [0, 1, -1, 1j, -1j, 1 + 2j, complex(-0.0, 1), complex(nan, nan), complex(0, nan), complex(inf, -inf), 1e16 + 1e-5j,
          0.5 - 0.25j, complex(1, -0.0), complex(nan, 0), 100j]:
    case(np.complex128(z))
    case(np.complex64(z))
integers = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
for t in integers:
    i = np.iinfo(t)
    for a in [[i.max, 0, i.min], [5], [1, -1] if i.min else [1, 11], [0] * 50]:
        case(np.array(a, t))
    case(np.array(i.min, t))
    case(np.array(i.max, t))
    case(np.array([[1, 2, 100], [3, 4, 5]], t))
for a in [[True], [False, True], [[True, False], [False, False]], [True] * 40]:
    case(np.array(a))
case(np.array(True))
case(np.array(False))
for shape in [(0,), (0, 3), (3, 0), (2, 0, 2), (1000000, 0)]:
    case(np.zeros(shape))
    case(np.zeros(shape, "int8"))
for shape in [(1000,), (1001,), (1200,), (40, 30), (2, 600), (600, 2), (11, 12, 13), (3, 7, 6, 8), (5, 5, 5, 9), (1, 1001), (1001, 1)]:
    n = int(np.prod(shape))
    case((np.arange(n) % 251).astype("uint8").reshape(shape))
    case((np.arange(n) % 3 == 0).reshape(shape))
    if n % 3 == 0:
        case((np.arange(n) * 37 % 1009 - 500).astype("int16").reshape(shape))
    if len(shape) != 2:
        case((np.sqrt(np.arange(n))).astype("float32").reshape(shape))
case(np.sqrt(np.arange(1024.0)).reshape(32, 32))
case((np.arange(1005.0) * (1 - 0.5j)).astype("complex64"))
case(np.full((2, 2, 8), -123456789012345678))
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "numpy_print.json"), "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
