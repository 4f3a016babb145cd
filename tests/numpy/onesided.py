"""Boxes and lists of elements read and written by single ranks."""
import numpy as np

from cases import compare, operation

NEEDS = ["array_register", "array_fence", "array_get_box", "array_get_list"]


def box(draw, shape):
    starts = [draw.integer(0, n) for n in shape]
    return starts, [draw.integer(0, n - start) for start, n in zip(starts, shape)]


def inside(starts, counts):
    return (*(slice(start, start + count) for start, count in zip(starts, counts)), ...)


def places(draw, source, count):
    """Indices of elements, some of them twice."""
    least = [0 if source.has_labels else -n for n in source.values.shape]
    index = lambda: [draw.integer(low, n - 1) for low, n in zip(least, source.values.shape)]  # noqa: E731
    return np.array([index() for _ in range(count)], np.int64).reshape(count, len(least))


def registered(world, source):
    array = world.array(source)
    world.lib.array_register(array)
    return array


@operation(needs=NEEDS)
def get_and_put(draw):
    """All ranks read boxes and lists of their own; then one writes."""
    source = draw.array(draw.shape(least=1))
    values = source.values
    boxes = [box(draw, values.shape) for _ in range(draw.size)]
    lists = [places(draw, source, draw.integer(0, 8)) for _ in range(draw.size)]
    writer, where = draw.integer(0, draw.size - 1), box(draw, values.shape)
    listed = places(draw, source, draw.integer(0, 8))
    put_box, put_list = draw.values(where[1], values.dtype), draw.values((len(listed),), values.dtype)
    draw.note("boxes, writer, its box", (boxes, writer, where))

    def run(world):
        array, lib = registered(world, source), world.lib
        mine = boxes[world.rank]
        data = np.zeros(mine[1], values.dtype)
        lib.array_get_box(array, *mine, data)
        compare(data, values[inside(*mine)], f"box of rank {world.rank}")
        data = np.zeros(len(lists[world.rank]), values.dtype)
        lib.array_get_list(array, len(data), lists[world.rank], data)
        expected = values[tuple(lists[world.rank].T)] if values.ndim else values.repeat(len(data))
        compare(data, expected, f"list of rank {world.rank}")
        lib.array_fence(array)
        if world.rank == writer:
            lib.array_put_box(array, *where, put_box)
            lib.array_put_list(array, len(listed), listed, put_list)
        lib.array_fence(array)
        values[inside(*where)] = put_box
        for index, value in zip(listed, put_list):
            values[tuple(index)] = value
        world.check_all(array, source)
        lib.array_unregister(array)

    return run


@operation(needs=NEEDS)
def accumulate_one_sided(draw):
    """All ranks at once add, multiply, or take the extreme."""
    source = draw.array(draw.shape(least=1))
    values = source.values
    source.base[...] = draw.small(source.base.shape, source.base.dtype)
    number, combine = draw.combination(values.dtype)
    boxes = [box(draw, values.shape) for _ in range(draw.size)]
    lists = [places(draw, source, draw.integer(0, 8)) for _ in range(draw.size)]
    box_data = [draw.small(one[1], values.dtype) for one in boxes]
    list_data = [draw.small((len(one),), values.dtype) for one in lists]
    draw.note("boxes, lists", (boxes, [one.tolist() for one in lists]))

    def run(world):
        array, lib, rank = registered(world, source), world.lib, world.rank
        lib.array_accumulate_box(number, array, *boxes[rank], box_data[rank])
        lib.array_accumulate_list(number, array, len(lists[rank]), lists[rank], list_data[rank])
        lib.array_fence(array)
        for one, data in zip(boxes, box_data):
            values[inside(*one)] = combine(values[inside(*one)], data)
        for one, data in zip(lists, list_data):
            if values.ndim:
                combine.at(values, tuple(one.T), data)
            else:
                for value in data:
                    values[...] = combine(values, value)
        world.check_all(array, source)
        lib.array_unregister(array)

    return run


@operation(needs=["array_fetch"])
def fetch(draw):
    """A counter that all ranks share: everybody gets another number."""
    source = draw.array(draw.shape(least=1), draw.choice(["int32", "int64", "uint64", "float64"]))
    values, rounds = source.values, draw.integer(1, 3)
    source.base[...] = 0
    index = places(draw, source, 1)[0]

    def run(world):
        array, one, old = registered(world, source), np.ones(1, values.dtype), np.zeros(1, values.dtype)
        numbers = []
        for _ in range(rounds):
            world.lib.array_fetch(world.lib.ADD, array, index, one, old)
            numbers.append(int(old[0]))
        world.lib.array_fence(array)
        numbers = sorted(sum(world.comm.allgather(numbers), []))
        compare(np.array(numbers), np.arange(rounds * world.size), "numbers fetched")
        values[tuple(index)] = rounds * world.size
        world.check_all(array, source)
        world.lib.array_unregister(array)

    return run
