"""The report of `./dev bench movement`: python3 report.py results.csv > results.md"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "common"))
from contests import number, report, time

AIMS = [
    (r"^plan:", r"new plan", [("ceiling", 0.01)]),
    (r"^plan:", r"kept plan", [("seconds", 1e-6)]),
    (r"^plan:", r"", []),
    (r"block-cyclic", r"(redistribute|plan run)$", [("ceiling", 1.7), ("peer", 2.0), (r"pdgemr2d", 6.0)]),
    (r"rows to columns|irregular|blocks on", r"(redistribute|plan run)$", [("ceiling", 1.5), ("peer", 1.0)]),
    (r"block-cyclic|rows|blocks on", r"(redistribute|plan run); foreign", [("peer", 1.2)]),
    (r"same layout", r"redistribute|plan run", [("ceiling", 1 / 0.95)]),
    (r"transposition", r"transform$", [(r"pdtran", 3.0)]),
    (r"halo", r"plan run$", [(r"prototype", 1 / 1.3)]),
    (r"halo", r"exchange_halo$", [(r"hand-written.*agreement", 1.0)]),
    (r"take.*random", r"DistArray take", [("peer", 1.0), (r"np.take", 2.5)]),
    (r"take", r"DistArray (take|get_mask)", [("peer", 1.0)]),
    (r"one-sided", r"DistArray", [(r"Global Arrays", 1.0)]),
    (r"small", r"DistArray", [("ceiling", 2.0)]),
]


def small(jobs):
    columns = list(dict.fromkeys((size, ranks) for found in jobs.values() for size, ranks, _ in found))
    lines = ["", "**small arrays: DistArray, and its ratio to bare MPI + one agreement**", "",
             "| | " + " | ".join(f"{size}, {ranks} ranks" for size, ranks in columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for job, found in jobs.items():
        cells = []
        for wanted in columns:
            row = next((r for size, ranks, rows in found if (size, ranks) == wanted for r in rows if r["kind"] == "distarray"), None)
            cells.append(f"{time(row['median'])}, {number(row['to_ceiling'])} x" if row else "")
        lines.append(f"| {job[7:]} | " + " | ".join(cells) + " |")
    return lines


report("Moving data (`./dev bench movement`)", AIMS, r"^small|^one-sided", (r"^small:", small))
