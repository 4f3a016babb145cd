"""Runs properties.py on 1 to 9 ranks and in the library's modes.

    DISTARRAY_CASES=100000 SEED=7 python3 tests/numpy/run.py

DISTARRAY_CASES is the number of cases that all launches make together, 5000 unless said, and DISTARRAY_TREES that of further
random expressions, 2000 unless said; SEED is 1 unless said; MPIEXEC names another mpirun. DISTARRAY_LIBRARY and DISTARRAY_HEADER: see properties.py.
"""
import os
import pathlib
import subprocess
import sys
import time

LAUNCHES = [(ranks, {}) for ranks in range(1, 10)] + [
    (4, {"DISTARRAY_SHARED_MEMORY": "0"}),
    (5, {"DISTARRAY_NODE_SIZE": "2"}),
    (6, {"DISTARRAY_NODE_SIZE": "4", "DISTARRAY_CHECKS": "0"}),
]
# Both families: as root, and more ranks than cores without binding them.
PERMISSIONS = {
    "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "PRTE_ALLOW_RUN_AS_ROOT": "1",
    "PRTE_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_rmaps_base_oversubscribe": "1",
    "OMPI_MCA_hwloc_base_binding_policy": "none", "PRTE_MCA_rmaps_default_mapping_policy": ":oversubscribe",
}  # fmt: skip


def main():
    seed, begin, bad = os.environ.get("SEED", "1"), time.monotonic(), []
    cases, trees = (int(os.environ.get(f"DISTARRAY_{name}", count)) for name, count in [("CASES", 5000), ("TREES", 2000)])
    program = pathlib.Path(__file__).with_name("properties.py")
    rounds = [(cases, {}), (trees, {"OPERATION": "expression_text"})]
    if "OPERATION" in os.environ:
        rounds = [(cases, {})]
    launches = [(count, {**mode, **only}, ranks) for count, only in rounds for ranks, mode in LAUNCHES]
    for count, mode, ranks in launches:
        share = -(-count // len(LAUNCHES))
        title = " ".join([f"{ranks} ranks", *(f"{name}={value}" for name, value in mode.items())])
        print(f"-- {title}", flush=True)
        environment = {**os.environ, **PERMISSIONS, **mode, "SEED": seed, "CASES": str(share)}
        command = [os.environ.get("MPIEXEC", "mpirun"), "-n", str(ranks), sys.executable, str(program)]
        try:
            code = subprocess.run(command, env=environment, timeout=120 + share).returncode
        except subprocess.TimeoutExpired:
            code = f"not finished after {120 + share} s"
        if code:
            bad.append(f"{title}: {code}")
            print(f"FAILED: {bad[-1]}", flush=True)
    print(f"{len(launches)} launches in {time.monotonic() - begin:.0f} s; failed: {', '.join(bad) or 'none'}")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
