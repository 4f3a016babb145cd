"""Random cases of everything that moves elements, against NumPy in one process, bit for bit.

    SEED=1 CASES=200 mpirun -n 4 python3 tests/numpy/properties.py          200 cases
    SEED=1 CASE=17 mpirun -n 4 python3 tests/numpy/properties.py            this case only; CASE=0:18 for a range
    OPERATION=redistribute,take ...                                         these operations only; -take leaves one out
    VERBOSE=1 ...                                                           tells what each case is before it runs

DISTARRAY_LIBRARY and DISTARRAY_HEADER name another library and its header.
"""
import collections
import os
import sys
import time
import traceback

import numpy as np
from mpi4py import MPI

import assembling  # noqa: F401 - these register their operations
import cases
import draws  # noqa: F401
import expressions  # noqa: F401
import halos  # noqa: F401
import indexing  # noqa: F401
import linear  # noqa: F401
import moving  # noqa: F401
import onesided  # noqa: F401
import ordering  # noqa: F401
import reductions  # noqa: F401
import ufuncs  # noqa: F401
import views  # noqa: F401
from distarray_c import Error

MOST_FAILURES = 10


def choose(world):
    """The operations that take part, one entry for each unit of weight."""
    words, chosen, missing = os.environ.get("OPERATION", "").split(","), [], []
    wanted = [word for word in words if word and not word.startswith("-")]
    for name, (function, weight, needs) in cases.OPERATIONS.items():
        if f"-{name}" in words or wanted and name not in wanted:
            continue
        if all(need in world.lib.functions for need in needs):
            chosen += [(name, function)] * weight
        else:
            missing.append(name)
    if missing and world.rank == 0:
        print(f"left out, the library has no function for them: {', '.join(missing)}")
    return chosen


def attempt(world, seed, case, chosen):
    """One case; the text of this rank's failure, or None."""
    rng = np.random.default_rng([seed, world.size, case])
    name, function = chosen[int(rng.integers(len(chosen)))]
    draw = cases.Draw(rng, world.size, "array_slice_text" in world.lib.functions)
    error = None
    try:
        run = function(draw)
        if "VERBOSE" in os.environ and world.rank == 0:
            print(f"CASE={case} {name}", *draw.notes, sep="\n  ", flush=True)
        world.begin(case, draw.limits())
        run(world)
    except cases.Left as reason:
        world.counts[f"ended early at {reason}"] += 1
    except (Error, cases.Different) as exception:
        error = f"{traceback.extract_tb(exception.__traceback__)[1].lineno}: {exception}"
    except Exception:
        error = traceback.format_exc()
    return name, draw, error


def main():
    comm = MPI.COMM_WORLD
    world = cases.World(comm)
    seed = comm.bcast(int(os.environ.get("SEED", time.time_ns() % 10**6)))
    first, stop = 0, int(os.environ.get("CASES", 200))
    if "CASE" in os.environ:
        first, _, stop = os.environ["CASE"].partition(":")
        first, stop = int(first), int(stop or int(first) + 1)
    chosen, done, failed, begin = choose(world), collections.Counter(), 0, time.monotonic()
    settings = [f"{name}={os.environ[name]}" for name in sorted(os.environ) if name.startswith("DISTARRAY_")]
    for case in range(first, stop):
        name, draw, error = attempt(world, seed, case, chosen)
        done[name] += 1
        if not comm.allreduce(error is not None, MPI.LOR):
            continue
        failed += 1
        errors = comm.gather(error)
        if world.rank == 0:
            ranks = [rank for rank, text in enumerate(errors) if text]
            print(f"\nFAILED: {name} on ranks {ranks} of {world.size}: {errors[ranks[0]]}")
            print("\n".join(f"  {note}" for note in draw.notes))
            repeat = [f"SEED={seed} CASE={case}", *settings, f"mpirun -n {world.size} {sys.executable}", *sys.argv]
            print(" ".join(repeat), flush=True)
        dead = "ERR" if error is None else error
        if failed >= MOST_FAILURES or comm.allreduce("[12]" in dead or "[17]" in dead or "[18]" in dead, MPI.LOR):
            break
    if world.rank == 0:
        counts = ", ".join(f"{name} {count}" for name, count in sorted((done + world.counts).items()))
        print(f"seed {seed}, {world.size} ranks, {time.monotonic() - begin:.1f} s: {counts}")
        print(f"{sum(done.values()) - failed} passed, {failed} failed", flush=True)
    return failed


if __name__ == "__main__":
    code = main()
    if MPI.COMM_WORLD.Get_rank() == 0:
        sys.exit(code != 0)
