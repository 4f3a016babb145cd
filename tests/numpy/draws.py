"""Random numbers: uniform ones are NumPy's; all others are the same at any rank count and distribution."""
import numpy as np

from cases import compare, number_of, operation

INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
FLOATS = ["float32", "float64"]


class Streams:
    """A generator of the library and NumPy's, at the same place of the same stream."""

    def __init__(self, draw):
        self.key, self.stream = draw.integer(0, 2**62), draw.choice([0, 0, 1, draw.integer(0, 1000)])
        self.start = draw.choice([0, 0, draw.integer(1, 50), draw.integer(0, 2**60)])
        draw.note("key, stream, start", (self.key, self.stream, self.start))

    def of_library(self, world):
        random = world.lib.random_create(self.key, self.stream)
        world.lib.random_advance(random, self.start)
        return random

    def of_numpy(self):
        bits = np.random.Philox(key=self.key)
        bits = bits.jumped(self.stream) if self.stream else bits
        state = bits.state
        counter = int(state["state"]["counter"][0]) + self.start // 4
        state["state"]["counter"][0] = counter
        bits.state = state
        bits.random_raw(self.start % 4)
        return np.random.Generator(bits)


def state_of(world, random):
    state = np.zeros(world.lib.RANDOM_STATE, np.int64)
    world.lib.random_get_state(random, state)
    return state.tolist()


def fill(operand, values):
    operand.values[...] = values


@operation(needs=["random_fill_uniform"], weight=2)
def random_uniform(draw):
    """Several calls in a row, of both dtypes, with words left over between them."""
    streams, steps = Streams(draw), []
    for _ in range(draw.integer(1, 4)):
        operand = draw.array(draw.shape(), draw.choice(FLOATS))
        plain = operand.values.dtype == np.float32 or draw.chance(0.5)
        low, high = (0.0, 1.0) if plain else (draw.choice([-1.0, 0.1, 3e5]), draw.choice([3e5, 4e7]))
        steps.append((operand, low, high))
        draw.note("from, to", (low, high))
    save = draw.note("saved", draw.chance(0.5))

    def run(world):
        random, oracle = streams.of_library(world), streams.of_numpy()
        for operand, low, high in steps:
            array = world.array(operand)
            if save:
                random, saved = world.lib.random_create(0, 0), random
                world.lib.random_set_state(random, state_of(world, saved))
            world.lib.random_fill_uniform(random, array, low, high)
            values, shape = operand.values, operand.values.shape
            if (low, high) == (0.0, 1.0):
                fill(operand, oracle.random(shape, dtype=values.dtype))
            else:
                fill(operand, oracle.uniform(low, high, shape))
            world.check_all(array, operand)

    return run


@operation(needs=["random_fill_bits"])
def random_bits(draw):
    streams, operand = Streams(draw), draw.array(draw.shape(), draw.choice(INTEGERS))

    def run(world):
        array = world.array(operand)
        world.lib.random_fill_bits(streams.of_library(world), array)
        values = operand.values
        raw = streams.of_numpy().bit_generator.random_raw(values.size)
        fill(operand, np.asarray(raw, np.uint64).reshape(values.shape).astype(values.dtype))
        world.check_all(array, operand)

    return run


LAWS = {
    "uniform": (FLOATS, [(0.0, 1.0), (-2.0, 7.5)]),
    "integers": (INTEGERS, [(0, 100, 0), (3, 3, 1)]),
    "normal": (FLOATS, [(0.0, 1.0), (3.0, 0.25)]),
    "exponential": (FLOATS, [(1.0,), (0.0,)]),
    "gamma": (FLOATS, [(0.3, 1.0), (1.0, 2.0), (40.0, 0.1)]),
    "chi_square": (FLOATS, [(1.0,), (7.0,)]),
    "beta": (FLOATS, [(0.5, 0.5), (2.0, 9.0)]),
    "bernoulli": (INTEGERS + FLOATS + ["bool"], [(0.5,), (0.0,), (1.0,)]),
    "poisson": (INTEGERS + FLOATS, [(0.5,), (20.0,), (1000.0,), (0.0,)]),
    "binomial": (INTEGERS + FLOATS, [(10, 0.5), (10, 1.0), (0, 0.3), (1000, 0.3), (100000, 0.9)]),
    "choice": (["int64", "uint32"], [(1000, 1), (20000, 0), (70000, 0)]),
    "permutation": (["int32", "uint64"], [()]),
}


@operation(needs=["random_fill_normal"], weight=3)
def random_laws(draw):
    """Each law gives what it gives on every rank for itself, in one row."""
    streams, law = Streams(draw), draw.note("law", draw.choice(list(LAWS)))
    dtypes, parameters = LAWS[law]
    parameters = draw.note("parameters", draw.choice(parameters))
    operand = draw.array(draw.shape(), draw.choice(dtypes))
    again = draw.integer(1, 2)

    def run(world):
        function = getattr(world.lib, f"random_fill_{law}")
        random, alone, values = streams.of_library(world), streams.of_library(world), operand.values
        array = world.array(operand)
        row = world.lib.distribution_create_text(world.context, 1, [values.size], f"whole replicas({world.size})")
        row = world.lib.array_create_zeros(row, number_of(values.dtype))
        for _ in range(again):
            function(random, array, *parameters)
            function(alone, row, *parameters)
        fill(operand, world.local(row).reshape(values.shape))
        world.check_all(array, operand)
        compare(np.array(state_of(world, random)), np.array(state_of(world, alone)), "state")
        if law == "permutation":
            compare(np.sort(values, axis=None), np.arange(values.size, dtype=values.dtype), "sorted")

    return run


@operation(needs=["random_fill_weighted"])
def random_weighted(draw):
    streams, operand = Streams(draw), draw.array(draw.shape(), draw.choice(["int64", "uint16"]))
    weights = draw.rng.random(draw.integer(1, 300)) * draw.rng.integers(0, 2, 1)
    weights[draw.integer(0, len(weights) - 1)] = 1.0
    weights /= weights.sum()

    def run(world):
        array, values = world.array(operand), operand.values
        world.lib.random_fill_weighted(streams.of_library(world), array, weights, len(weights), 1)
        fill(operand, streams.of_numpy().choice(len(weights), values.shape, p=weights))
        world.check_all(array, operand)

    return run


@operation(needs=["random_shuffle", "random_permute"])
def random_shuffle(draw):
    streams, operand = Streams(draw), draw.array(draw.shape(draw.integer(1, 4)))
    ndim = operand.values.ndim
    axis, copy = draw.note("axis, copy", (draw.integer(-ndim, ndim - 1), draw.chance(0.5)))

    def run(world):
        array, values = world.array(operand), operand.values
        random = streams.of_library(world)
        n = values.shape[axis]
        row = world.lib.distribution_create_text(world.context, 1, [n], f"whole replicas({world.size})")
        row = world.lib.array_create_zeros(row, number_of(np.int64))
        world.lib.random_fill_permutation(streams.of_library(world), row)
        expected = np.take(values, world.local(row), axis)
        if copy:
            world.check(world.limited(world.lib.random_permute, random, array, axis), expected)
        else:
            world.limited(world.lib.random_shuffle, random, array, axis)
            fill(operand, expected)
        world.check_all(array, operand)

    return run
