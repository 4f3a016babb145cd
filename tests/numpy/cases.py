"""What operations are written with: `Draw` makes random choices, `World` does things on all ranks and compares.

An operation takes a `Draw`, chooses everything, and returns `run(world)`, the same on all ranks:

    @operation()
    def transpose(draw):
        source = draw.array(draw.shape())

        def run(world):
            result = world.lib.array_transpose(world.array(source), None)
            world.check(result, source.values.transpose())

        return run

`source.values` is what NumPy has of the array; where the operation writes, write there too and call `world.check_all`.
"""
import collections
import warnings

import numpy as np

from distarray_c import Error, Library, Room
from layouts import COLUMN, Layout

DTYPES = {
    "int8": 1, "int16": 2, "int32": 3, "int64": 4, "uint8": 5, "uint16": 6, "uint32": 7, "uint64": 8,
    "float32": 11, "float64": 12, "complex64": 21, "complex128": 22, "bool": 31,
}  # fmt: skip
OPERATIONS = {}
np.seterr(all="ignore")


def number_of(dtype):
    return DTYPES[np.dtype(dtype).name]


def operation(weight=1, needs=()):
    """Registers an operation; `needs` names the C functions without which it is left out."""

    def register(function):
        OPERATIONS[function.__name__] = (function, weight, needs)
        return function

    return register


class Different(Exception):
    """The library's result is not NumPy's."""


class Left(Exception):
    """The case ends here: a refusal that is documented."""


def compare(got, expected, what):
    expected = np.asarray(expected)
    if got.dtype != expected.dtype or got.shape != expected.shape:
        raise Different(f"{what}: expected {expected.dtype}{expected.shape}, got {got.dtype}{got.shape}")
    if got.tobytes() != expected.tobytes():
        raw = [np.ascontiguousarray(a).view(f"V{a.itemsize}") if a.ndim else a for a in (got, expected)]
        index = next(i for i in np.ndindex(got.shape) if raw[0][i].tobytes() != raw[1][i].tobytes())
        wrong = sum(raw[0][i].tobytes() != raw[1][i].tobytes() for i in np.ndindex(got.shape))
        raise Different(
            f"{what}: {wrong} of {got.size} elements differ, first at {index}: expected {expected[index]!r}, got "
            f"{got[index]!r}\nexpected\n{expected!r}\ngot\n{got!r}"
        )


def cast(values, dtype):
    values = np.asarray(values)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if values.dtype.kind in "fc" and dtype == np.uint32:
            # Outside the range NumPy's loops for long and short arrays differ; the short ones' result.
            values = values.real.astype(np.int64)
        return values.astype(dtype)


# Operations that combine, by their numbers in the library.
COMBINE = {1: np.add, 3: np.multiply, 6: np.minimum, 7: np.maximum}
PADS = {"constant": 1, "edge": 2, "reflect": 3, "symmetric": 4, "wrap": 5}


def pad_indices(mode, n, before, after):
    """Which index stands in each place of a padded axis: np.pad, before NumPy 1.25, cannot wrap more than once."""
    index = np.arange(-before, n + after)
    if mode == "edge":
        return index.clip(0, n - 1)
    period = {"wrap": n, "symmetric": 2 * n, "reflect": max(1, 2 * (n - 1))}[mode]
    index = index % period
    return np.where(index < n, index, period - index - (mode == "symmetric"))


class Operand:
    """An array to be made: elements and layout of a base, and the view of it that takes part, or None."""

    def __init__(self, base, layout, view=None):
        self.base, self.layout, self.view = base, layout, view
        self.values = base if view is None else view.apply(base)
        self.has_labels = any(axis.kind == "unstructured" for axis in layout.axes)


class View:
    """Items in brackets, then an order of axes."""

    def __init__(self, items, axes):
        self.items, self.axes = items, axes

    def __repr__(self):
        return f"[{text_of(self.items)}] transposed to {self.axes}"

    def apply(self, values):
        return values[(*self.items, ...)].transpose(self.axes)

    def make(self, lib, array):
        return lib.array_transpose(lib.array_slice_text(array, text_of(self.items)), self.axes)


def text_of(items):
    """Items of basic indexing as text."""

    def word(item):
        if isinstance(item, slice):
            numbers = [item.start, item.stop] + [item.step] * (item.step is not None)
            return ":".join("" if number is None else str(number) for number in numbers)
        return {None: "newaxis", Ellipsis: "..."}[item] if item in (None, Ellipsis) else str(item)

    return ", ".join(word(item) for item in items)


class Draw:
    """Random choices, the same on all ranks."""

    def __init__(self, rng, size, has_views):
        self.rng, self.size, self.has_views, self.notes = rng, size, has_views, []

    def note(self, name, value):
        """Keeps a choice for the report of a failure."""
        self.notes.append(f"{name}: {value}")
        return value

    def integer(self, low, high):
        """Both included."""
        return int(self.rng.integers(low, high + 1))

    def chance(self, probability):
        return bool(self.rng.random() < probability)

    def choice(self, options):
        return options[self.integer(0, len(options) - 1)]

    def shape(self, ndim=None, least=0):
        ndim = self.choice([0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4]) if ndim is None else ndim
        most = max(1, [1, 50, 13, 7, 5, 4][ndim])
        extents = [least if self.chance(0.04) else self.integer(max(least, 1), most) for _ in range(ndim)]
        return tuple(self.note("shape", extents))

    def dtype(self):
        return np.dtype(self.choice(list(DTYPES)))

    def other_dtype(self, dtype):
        return dtype if self.chance(0.6) else self.dtype()

    def values(self, shape, dtype=None):
        """Of distinct, small, special or any bits, so that casts and NaN patterns are met."""
        dtype = self.dtype() if dtype is None else np.dtype(dtype)
        way, count = self.integer(0, 3), int(np.prod(shape, dtype=int))
        if dtype == bool:
            values = self.rng.integers(0, 2, count).astype(bool)
        elif way < 2:
            values = cast(np.arange(count) + self.integer(-3, 100), dtype)
            if dtype.kind == "c":
                values = values - dtype.type(1j) * values[::-1]
        elif way == 2 and dtype.kind in "fc":
            special = [0.0, -0.0, 1.5, -2.25, np.inf, -np.inf, np.nan, 1e-310, 1e30, 300.0, -1e5]
            parts = self.rng.choice(special, (count, 2 if dtype.kind == "c" else 1))
            values = cast(parts, f"f{dtype.itemsize // parts.shape[1]}").view(dtype).reshape(count)
        else:
            values = np.frombuffer(self.rng.bytes(count * dtype.itemsize), dtype)
        self.note("values", f"{dtype}, way {way}")
        return values.astype(dtype).reshape(shape)

    def small(self, shape, dtype):
        """Small integers, which add and multiply exactly in any order."""
        values = self.rng.integers(0, 2 if dtype == bool else 4, shape)
        return np.asarray(values).astype(dtype)

    def combination(self, dtype):
        """Number of an operation that combines, and its ufunc."""
        number = self.note("op", self.choice([1, 3] if np.dtype(dtype).kind == "c" else list(COMBINE)))
        return number, COMBINE[number]

    def layout(self, shape, name="layout", **options):
        return self.note(name, Layout(self.rng, self.size, shape, **options))

    def array(self, shape, dtype=None, name="array", view=0.4, **options):
        """An array of this shape; often a view of a larger one."""
        view = self.view_of_shape(shape) if self.has_views and self.chance(view) else None
        base = self.values(shape if view is None else view.base_shape, dtype)
        layout = self.layout(base.shape, name, **options)
        if view is not None:
            self.note("its view", view)
        return Operand(base, layout, view)

    def broadcast(self, shape):
        """A shape that broadcasts to this one."""
        shape = [1 if self.chance(0.25) else n for n in shape]
        return tuple(shape[self.integer(0, len(shape)) if self.chance(0.2) else 0 :])

    def view_of_shape(self, shape):
        """A view that has this shape, of a larger array."""
        items, extents = [], []
        axes = [int(axis) for axis in self.rng.permutation(len(shape))]
        for axis in np.argsort(axes):
            if len(extents) < 4 and self.chance(0.1):
                extents.append(self.integer(1, 3))
                items.append(self.integer(-extents[-1], extents[-1] - 1))
            n, step = shape[axis], self.choice([1, 1, 1, 2, 3, -1, -1, -2])
            before, behind = self.choice([0, 0, 1, 3]), self.choice([0, 0, 1, 2])
            span = (n - 1) * abs(step) + 1 if n else 0
            extents.append(before + span + behind)
            start, stop = before, before + span
            if step < 0:
                start, stop = stop - 1, (start - 1 if start else None)
            items.append(slice(start, stop, step) if n else slice(before, before, step))
        view = View(tuple(items), axes)
        view.base_shape = tuple(extents)
        return view

    def limits(self):
        """A message limit for all, and a memory ceiling for each rank; 0 for none."""
        message = self.choice([0, 0, 0, 0, 0, 0, 0, 7])
        ceiling = self.choice([0, 0, 0, 0, 0, 0, 0, 100, 1000, 5000])
        ceilings = [ceiling and 32 * self.size + ceiling + self.integer(0, 200) for _ in range(self.size)]
        return self.note("message limit, memory ceilings", (message, ceilings))


class Memory:
    """Makes NumPy see a local part, and keep the array as long as it does."""

    def __init__(self, array, address, shape, strides, dtype):
        self.array = array
        self.__array_interface__ = {"data": (address, False), "shape": tuple(shape), "strides": tuple(strides)}
        self.__array_interface__ |= {"typestr": dtype.str, "version": 3}


class World:
    """The library on all ranks of one launch."""

    def __init__(self, comm):
        self.lib, self.comm = Library(), comm
        self.context = self.lib.context_create_f(comm.py2f())
        self.rank, self.size = comm.Get_rank(), comm.Get_size()
        self.ceiling, self.kept, self.counts = 0, collections.deque(maxlen=100), collections.Counter()
        self.lib.context_set_watchdog(self.context, 20.0, self.lib.HANG_ERROR)

    def begin(self, case, limits):
        self.case, (message, ceilings) = case, limits
        self.ceiling = ceilings[self.rank]
        self.lib.context_set_message_limit(self.context, message or 2**30)
        self.made = 0
        self.kept.append([])

    def keep(self, memory):
        """Memory that arrays borrow stays for some cases longer than the arrays."""
        self.kept[-1].append(memory)

    def limited(self, function, *arguments):
        """A collective call within the case's ceiling, and without where all ranks refuse because it is too low."""
        if not self.ceiling:
            return function(*arguments)
        lib, context = self.lib, self.context
        lib.context_reset_counters(context)
        lib.context_set_memory_ceiling(context, self.ceiling)
        try:
            result = function(*arguments)
            peak = lib.context_get_counter(context, lib.COUNTER_TEMPORARY_PEAK)
            if peak > self.ceiling:
                raise Different(f"{function.name}: {peak} bytes of temporaries under a ceiling of {self.ceiling}")
            self.counts["under a ceiling"] += 1
            return result
        except Error as error:
            if error.status != lib.ERR_MEMORY:
                raise
            self.counts["ceiling too low"] += 1
        finally:
            lib.context_set_memory_ceiling(context, 0)
        return function(*arguments)

    def refuses(self, statuses, function, *arguments):
        """The call must fail with one of the statuses."""
        try:
            function(*arguments)
        except Error as error:
            if error.status in statuses:
                return
            raise
        raise Different(f"{function.name}: expected status {statuses}, got success")

    def distribution(self, layout):
        return layout.create(self.lib, self.context, self.rank)

    def array(self, operand):
        """Makes an operand: its base from parts, scattered, written in place, or borrowed, then the view of it."""
        values, layout = operand.base, operand.layout
        distribution, dtype = self.distribution(layout), number_of(values.dtype)
        self.made += 1
        way = (self.case + self.made) % 4
        part = layout.part(self.rank, values)
        if way == 0:
            data = np.ascontiguousarray(values) if self.rank == self.case % self.size else None
            array = self.lib.array_scatter(distribution, dtype, self.case % self.size, data)
        elif way == 1:
            array = self.lib.array_create_zeros(distribution, dtype)
            if part is not None:
                self.local(array)[...] = part
        elif way == 2:
            flat = None if part is None else part.ravel("F" if layout.order == COLUMN else "C")
            array = self.lib.array_create_from_parts(distribution, dtype, flat)
        else:
            array = self.wrapped(distribution, part, values, layout)
        view = array if operand.view is None else self.view(operand, operand.view.make, self.lib, array)
        view.base = array
        return view

    def view(self, operand, make, *arguments):
        """A view. Indices and diagonals of unstructured axes may be refused: who owns them is not known everywhere."""
        try:
            return make(*arguments)
        except Error as error:
            if operand.has_labels and error.status == self.lib.ERR_DISTRIBUTION:
                raise Left("an index or diagonal of an unstructured axis") from None
            raise

    def wrapped(self, distribution, part, values, layout):
        """Over memory of our own, with gaps, axes in any order and of any direction."""
        rng = np.random.default_rng([self.case, self.made])
        halo = layout.halo(self.rank)
        shape = (0,) * values.ndim if part is None else part.shape
        steps, axes = rng.choice([1, 1, 2, -1, -3], values.ndim), rng.permutation(values.ndim)
        extents = [(n + sum(widths)) * abs(step) + 1 for n, widths, step in zip(shape, halo, steps)]
        room = np.zeros([extents[axis] for axis in axes], values.dtype).transpose(np.argsort(axes))
        view = room[tuple(slice(0, n - 1, abs(step)) for n, step in zip(extents, steps)) + (...,)]
        view = view[tuple(slice(None, None, 1 if step > 0 else -1) for step in steps) + (...,)]
        if part is not None:
            view[tuple(slice(lower, lower + n) for (lower, _), n in zip(halo, shape)) + (...,)] = part
        self.keep(room)
        pointer = view.ctypes.data if part is not None else None
        return self.lib.array_wrap(distribution, number_of(values.dtype), pointer, list(view.strides), None, None)

    def room(self, count):
        return Room(self.lib, "distarray_array", count)

    def dtype_of(self, array):
        number = self.lib.array_get_dtype(array)
        return np.dtype(next(name for name, n in DTYPES.items() if n == number))

    def shape_of(self, array):
        shape = np.zeros(self.lib.array_get_ndim(array), np.int64)
        self.lib.array_get_shape(array, shape)
        return tuple(shape.tolist())

    def local(self, array, padded=False):
        """This process's part as a NumPy array on its memory."""
        ndim, dtype = self.lib.array_get_ndim(array), self.dtype_of(array)
        shape, strides, pointer = np.zeros(ndim, np.int64), np.zeros(ndim, np.int64), np.zeros(1, np.uintp)
        get = self.lib.array_get_local_padded if padded else self.lib.array_get_local
        get(array, pointer.ctypes.data, shape, strides)
        if 0 in shape:
            return np.zeros(shape, dtype)
        return np.asarray(Memory(array, int(pointer[0]), shape.tolist(), strides.tolist(), dtype))

    def gather(self, array):
        data = np.empty(self.shape_of(array), self.dtype_of(array))
        self.limited(self.lib.array_gather, array, self.lib.ALL_RANKS, data)
        return data

    def check(self, array, expected, layout=None, what="result"):
        """The whole array on every rank is NumPy's; of a known layout, so is each part, replicas too."""
        compare(self.gather(array), expected, what)
        if layout is not None and self.rank in layout.ranks:
            part = layout.part(self.rank, np.asarray(expected))
            compare(self.local(array), part, f"{what}, part of rank {self.rank}")

    def check_all(self, array, operand, what="array"):
        """An operand is as NumPy has it, also what its view does not show."""
        self.check(array, operand.values, None if operand.view else operand.layout, what)
        if operand.view:
            self.check(array.base, operand.base, operand.layout, f"base of {what}")
