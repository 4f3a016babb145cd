"""Linear algebra. Elements are small integers, of which every order of summation makes the same."""
import numpy as np

from cases import Left, number_of, operation
from distarray_c import Error


def small(draw, shape, dtype, name, imaginary=True):
    """An operand of small integers, some of them imaginary."""
    operand = draw.array(shape, dtype, name)
    operand.base[...] = draw.small(operand.base.shape, dtype)
    if np.dtype(dtype).kind == "c" and imaginary:
        operand.base[...] += 1j * draw.small(operand.base.shape, dtype)
    return operand


def dtypes(draw):
    dtype = draw.dtype()
    return dtype, draw.other_dtype(dtype)


def place(draw, expected):
    """A layout for a result, or none."""
    return draw.layout(np.shape(expected), "result's layout") if draw.chance(0.5) else None


def distribution(world, layout):
    return None if layout is None else world.distribution(layout)


def extent(draw, most=9):
    return draw.choice([draw.integer(1, most)] * 8 + [0, 1, 4 * most])


def pair(draw):
    """Shapes for matmul."""
    m, n, k = (extent(draw) for _ in range(3))
    stack = [draw.integer(1, 3) for _ in range(draw.choice([0, 0, 0, 1, 2]))]
    left, right = ([*draw.broadcast(tuple(stack))] for _ in range(2))
    a, b = [*left, m, k], [*right, k, n]
    if draw.chance(0.15):
        a = [k]
    if draw.chance(0.15):
        b = [k]
    return a, b


def two(draw, shapes):
    a, b = (small(draw, shape, dtype, name) for shape, dtype, name in zip(shapes, dtypes(draw), "ab"))
    return a, b


def product(draw, function, shapes, of):
    """A function of two arrays, with or without a layout for its result."""
    a, b = two(draw, shapes)
    # NumPy 1 goes by the values of single numbers.
    dtype = np.promote_types(a.values.dtype, b.values.dtype)
    expected = of(a.values.astype(dtype), b.values.astype(dtype))
    layout = place(draw, expected)

    def run(world):
        arrays = world.array(a), world.array(b)
        result = world.limited(getattr(world.lib, function), *arrays, distribution(world, layout))
        world.check(result, expected, layout)
        world.check_all(arrays[0], a)

    return run


@operation(needs=["array_matmul"], weight=5)
def matmul(draw):
    return product(draw, "array_matmul", pair(draw), np.matmul)


@operation(needs=["array_matmul_into"], weight=4)
def matmul_into(draw):
    """Transposed and conjugated operands, factors, results in arrays that are there, also over operands."""
    m, n, k = (extent(draw) for _ in range(3))
    dtype = draw.dtype()
    if draw.chance(0.3):
        m = n = k
    first, second = draw.other_dtype(dtype), draw.other_dtype(dtype)
    ops = [draw.note("op", draw.integer(1, 4)) for _ in range(2)]
    swapped = [op in (2, 4) for op in ops]
    a = small(draw, (k, m) if swapped[0] else (m, k), first, "a")
    b = small(draw, (n, k) if swapped[1] else (k, n), second, "b")
    out = small(draw, (m, n), dtype, "out")
    over = m == n == k and a.values.shape == out.values.shape and draw.chance(0.3)
    if over:
        out = a
    dtype = out.values.dtype
    alpha, beta = (draw.note("factor", draw.choice([None, 0, 1, 2])) for _ in range(2))
    shown = [x.values.T if swap else x.values for x, swap in zip((a, b), swapped)]
    shown = [np.conj(x) if op > 2 and x.dtype.kind == "c" else x for x, op in zip(shown, ops)]
    factor = lambda number, default: np.array(default if number is None else number).astype(dtype)  # noqa: E731
    result = np.result_type(a.values, b.values)
    scaled = np.multiply(factor(alpha, 1).astype(result), np.matmul(*shown), dtype=result).astype(dtype)
    old = np.multiply(factor(beta, 0), out.values, dtype=dtype)
    expected = np.add(scaled, old, dtype=dtype) if factor(beta, 0) else scaled

    def run(world):
        arrays = world.array(a), world.array(b)
        target = arrays[0] if over else world.array(out)
        bytes_of = lambda number: None if number is None else np.array([number]).astype(dtype)  # noqa: E731
        world.limited(
            world.lib.array_matmul_into, bytes_of(alpha), ops[0], arrays[0], ops[1], arrays[1], bytes_of(beta), target
        )
        out.values[...] = expected
        world.check_all(target, out)

    return run


@operation(needs=["array_dot"], weight=2)
def dot(draw):
    a, b = draw.shape(least=0)[:3], draw.shape(least=0)[:3]
    if a and b:
        b = (*b[:-2], a[-1], b[-1]) if len(b) > 1 else (a[-1],)
    return product(draw, "array_dot", (a, b), np.dot)


@operation(needs=["array_inner"], weight=2)
def inner(draw):
    a, b = draw.shape(least=0)[:3], draw.shape(least=0)[:3]
    if a and b:
        b = (*b[:-1], a[-1])
    return product(draw, "array_inner", (a, b), np.inner)


@operation(needs=["array_outer"], weight=2)
def outer(draw):
    return product(draw, "array_outer", (draw.shape()[:2], draw.shape()[:2]), np.outer)


@operation(needs=["array_kron"], weight=2)
def kron(draw):
    # NumPy 1 gives the wrong dtype for some arrays without elements.
    shapes = [draw.shape(least=1)[:3] for _ in range(2)]
    shapes = [tuple(min(n, 6) for n in shape) for shape in shapes]

    return product(draw, "array_kron", shapes, np.kron)


@operation(needs=["array_vdot"], weight=2)
def vdot(draw):
    shape = draw.shape()
    other = shape if draw.chance(0.6) else (int(np.prod(shape, dtype=int)),)
    a, b = two(draw, (shape, other))
    reproducible = draw.note("reproducible", draw.integer(0, 1))

    def run(world):
        arrays = world.array(a), world.array(b)
        value = np.zeros(1, np.result_type(a.values, b.values))
        world.lib.context_set_reproducible(world.context, reproducible)
        dtype = world.limited(world.lib.array_vdot, *arrays, value)
        world.lib.context_set_reproducible(world.context, 0)
        expected = np.asarray(np.vdot(a.values, b.values))
        assert dtype == number_of(expected.dtype), (dtype, expected.dtype)
        assert value[0] == expected, (value, expected)

    return run


@operation(needs=["array_tensordot"], weight=3)
def tensordot(draw):
    shape = draw.shape(draw.choice([1, 2, 2, 3]), least=0)
    count = draw.integer(0, len(shape))
    axes = [int(axis) for axis in draw.rng.permutation(len(shape))[:count]]
    others = [extent(draw, 4) for _ in range(draw.integer(0, 2))]
    order = [int(axis) for axis in draw.rng.permutation(count + len(others))]
    extents = [*(shape[axis] for axis in axes), *others]
    second = [extents[axis] for axis in order]
    axes_b = [order.index(k) for k in range(count)]
    a, b = two(draw, (shape, second))
    expected = np.tensordot(a.values, b.values, (axes, axes_b))
    signed = [axis - draw.choice([0, a.values.ndim]) for axis in axes]
    layout = place(draw, expected)

    def run(world):
        arrays = world.array(a), world.array(b)
        call = world.lib.array_tensordot
        world.check(world.limited(call, *arrays, count, signed, axes_b, distribution(world, layout)), expected, layout)

    return run


@operation(needs=["array_trace"], weight=2)
def trace(draw):
    ndim = draw.integer(2, 4)
    a = small(draw, draw.shape(ndim), draw.dtype(), "a")
    axes = [int(axis) - draw.choice([0, ndim]) for axis in draw.rng.permutation(ndim)[:2]]
    offset = draw.integer(-3, 3)
    expected = np.asarray(np.trace(a.values, offset, *axes))
    layout = place(draw, expected)

    def run(world):
        array = world.array(a)
        try:
            result = world.limited(world.lib.array_trace, array, offset, *axes, distribution(world, layout))
        except Error as error:
            if a.has_labels and error.status == world.lib.ERR_DISTRIBUTION:
                raise Left("a diagonal of an unstructured axis") from None
            raise
        world.check(result, expected, layout)

    return run


def random_subscripts(draw):
    """Letters for some operands, and for the result."""
    letters = "abcdeXZ"[: draw.integer(1, 6)]
    sizes = {letter: draw.choice([1, 2, 3, 4, 5, 6, draw.integer(0, 12)]) for letter in letters}
    count = draw.choice([1, 1, 2, 2, 2, 3, 3, 4])
    words = []
    for _ in range(count):
        word = [draw.choice(letters) for _ in range(draw.choice([0, 1, 2, 2, 3]))]
        words.append("".join(word if draw.chance(0.3) else dict.fromkeys(word)))
    span = draw.choice([0, 0, 0, 1, 2])
    shapes = [[sizes[letter] for letter in word] for word in words]
    if span:
        for k, word in enumerate(words):
            own, at = draw.integer(0, span), draw.integer(0, len(word))
            words[k] = f"{word[:at]}...{word[at:]}"
            shapes[k][at:at] = [draw.choice([1, 3]) if d else 3 for d in range(own)][::-1]
    used = sorted(set("".join(words)) - {"."})
    result = None
    if draw.chance(0.7):
        chosen = [letter for letter in used if draw.chance(0.6)]
        result = "".join(draw.rng.permutation(chosen)) if chosen else ""
        if span:
            at = draw.integer(0, len(result))
            result = f"{result[:at]}...{result[at:]}"
    text = ",".join(words) + ("" if result is None else f"->{result}")
    return draw.note("subscripts", text), shapes


@operation(needs=["array_einsum"], weight=6)
def einsum(draw):
    text, shapes = random_subscripts(draw)
    dtype = draw.dtype()
    # Of three complex numbers the order of multiplication decides on the signs of zeros.
    imaginary = len(shapes) < 3
    arrays = [small(draw, s, draw.other_dtype(dtype), f"operand {k}", imaginary) for k, s in enumerate(shapes)]
    common = np.result_type(*(a.values.dtype for a in arrays))
    expected = np.asarray(np.einsum(text, *(a.values.astype(common) for a in arrays)))
    layout = place(draw, expected)
    out = small(draw, expected.shape, draw.other_dtype(expected.dtype), "out") if draw.chance(0.3) else None

    def run(world):
        made, lib = [world.array(a) for a in arrays], world.lib
        try:
            if out is not None:
                target = world.array(out)
                world.limited(lib.array_einsum_into, text, len(made), made, target)
                out.values[...] = expected.astype(out.values.dtype)
                world.check_all(target, out)
            else:
                result = world.limited(lib.array_einsum, text, len(made), made, distribution(world, layout))
                world.check(result, expected, layout)
        except Error as error:
            if any(a.has_labels for a in arrays) and error.status == lib.ERR_DISTRIBUTION:
                raise Left("a diagonal of an unstructured axis") from None
            raise

    return run


@operation(needs=["array_matmul"])
def bad_products(draw):
    """What NumPy refuses is refused on all ranks."""
    a, b = small(draw, (3, 4), np.dtype("f8"), "a"), small(draw, (5, 2), np.dtype("i4"), "b")
    bad = [
        ("matmul", (None,)), ("dot", (None,)), ("inner", (None,)), ("tensordot", (1, [1], [0], None)),
        ("tensordot", (1, [2], [0], None)), ("tensordot", (2, [0, 0], [0, 1], None)),
    ]  # fmt: skip
    name, arguments = draw.note("bad", draw.choice(bad))
    text = draw.note("text", draw.choice(["ij", "ij,jk->ik", "ij,kl->im", "ij,kl->ii", "i!,jk", "ij,k"]))

    def run(world):
        arrays, lib = [world.array(a), world.array(b)], world.lib
        statuses = [lib.ERR_ARGUMENT, lib.ERR_SHAPE]
        world.refuses(statuses, getattr(lib, f"array_{name}"), *arrays, *arguments)
        world.refuses(statuses, lib.array_einsum, text, 2, arrays, None)
        world.check_all(arrays[0], a)

    return run
