"""More than 2^31 elements in one array and in one message, every byte compared.

    mpirun -n 2 python3 tests/numpy/large.py                                 within one node: copies between processes
    DISTARRAY_SHARED_MEMORY=0 mpirun -n 2 python3 tests/numpy/large.py       messages

Needs 12 GiB of free memory, else skips.
"""
import pathlib
import re
import time

import numpy as np
from mpi4py import MPI

import cases

COUNT = 2**31 + 12_345
NEEDED = 12 * 2**30
PIECE = 2**24 - 3  # bytes that repeat; odd, so that no power of two is a period
LIMITS = [2**30, 2**31 - 1, 123_456_789]  # the longest message; the first is the default
# From the whole on one rank to the whole on the other and back by uneven pieces.
UNEVEN = f"bounds(0:{2**31 + 1}:{COUNT}) @ 2"
STEPS = ["whole ranks(1)", UNEVEN, "cyclic(1000003) @ 2", "block @ 2 ranks(1:0)", "whole ranks(0)"]


def each_piece(owned):
    """Start and stop of pieces: of the local part, and of the bytes that belong there."""
    local = 0
    for start, stop in owned:
        while start < stop:
            end = min(stop, (start // PIECE + 1) * PIECE)
            yield slice(local, local + end - start), slice(start % PIECE, start % PIECE + end - start)
            local, start = local + end - start, end


def owned_by(world, text, rank):
    """Ranges of global indices that the rank owns, ascending, from the definition of each rule."""
    kind, ranks = text.split()[0], re.search(r"ranks\(([\d:]+)\)", text)
    order = [int(r) for r in ranks[1].split(":")] if ranks else [0, 1]
    if rank not in order:
        return []
    c = order.index(rank)
    if kind == "whole":
        return [(0, COUNT)]
    if kind.startswith("cyclic"):
        block = int(kind[7:-1])
        return [(start, min(start + block, COUNT)) for start in range(c * block, COUNT, 2 * block)]
    middle = int(kind.split(":")[1]) if kind.startswith("bounds") else -(-COUNT // 2)
    return [[(0, middle), (middle, COUNT)][c]]


def main():
    comm = MPI.COMM_WORLD
    available = re.search(r"MemAvailable:\s+(\d+) kB", pathlib.Path("/proc/meminfo").read_text())
    if comm.size != 2 or comm.bcast(int(available[1]) * 1024) < NEEDED:
        if comm.rank == 0:
            free = int(available[1]) >> 20
            print(f"skipped: needs 2 ranks and {NEEDED >> 30} GiB of memory; got {comm.size} and {free} GiB")
        return
    world, pattern, passed = cases.World(comm), np.frombuffer(np.random.default_rng(1).bytes(PIECE), np.uint8), 0
    lib = world.lib
    lib.context_set_watchdog(world.context, 600.0, lib.HANG_ERROR)

    def create(text):
        distribution = lib.distribution_create_text(world.context, 1, [COUNT], text)
        return lib.array_create(distribution, lib.UINT8)

    def check(array, text, what):
        local = world.local(array)
        assert local.size == sum(stop - start for start, stop in owned_by(world, text, world.rank)), what
        for here, there in each_piece(owned_by(world, text, world.rank)):
            cases.compare(local[here], pattern[there], f"{what}, rank {world.rank}, from {here.start}")

    for limit in LIMITS:
        lib.context_set_message_limit(world.context, limit)
        before = "whole ranks(0)"
        array = create(before)
        local = world.local(array)
        for here, there in each_piece(owned_by(world, before, world.rank)):
            local[here] = pattern[there]
        del local
        for text in STEPS:
            target, begin = create(text), time.monotonic()
            lib.array_redistribute(array, target)
            seconds = time.monotonic() - begin
            array = target
            check(array, text, f"{before} to {text}, message limit {limit}")
            if world.rank == 0:
                print(f"message limit {limit}: {before} to {text}, {seconds:.1f} s", flush=True)
            before, passed = text, passed + 1
        element = np.zeros(1, np.uint8)
        lib.array_get_element(array, [COUNT - 1], element)
        cases.compare(element, pattern[[(COUNT - 1) % PIECE]], "last element")
        lib.array_set_element(array, [-2], pattern[:1] ^ 255)
        lib.array_get_element(array, [COUNT - 2], element)
        cases.compare(element, pattern[:1] ^ 255, "element written")
        del array, target
    if comm.rank == 0:
        print(f"{passed} passed, 0 failed")


if __name__ == "__main__":
    main()
