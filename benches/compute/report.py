"""The report of `./dev bench compute`: python3 report.py results.csv > results.md"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "common"))
from contests import number, report, time

AIMS = [
    (r"^(a \+ b|2 \* a|a \+= b|.*::2.*); 10000$", r"", [("over", r"^C;", 0.5e-6)]),
    (r"^(a \+ b|2 \* a|a \+= b|.*::2.*);", r"", [(r"^C;", 0.95)]),
    (r"sin|sqrt|polynomial|stencil", r"", [(r"^C;", 0.95), (r"numexpr", 5.0)]),
    (r"of float(32|64);", r"", [(r"NumPy", 1.0)]),
    (r"^reproducible sum", r"", [(r"^DistArray sum", 1 / 1.3)]),
    (r"^var; \d{6,}$", r"", [(r"^C;", 0.95), (r"^DistArray sum", 1 / 1.2)]),
    (r"^(sum|max|dot); \d{6,}$|^sum along", r"", [(r"^C;", 0.95)]),
    (r"^sort", r"", [(r"np.sort$", 1.25)]),
    (r"^argsort", r"", [(r"np.argsort$", 3.0)]),
    (r"^uniform", r"", [(r"Philox", 2.5), (r"PCG64", 1.3)]),
    (r"^normal", r"", [(r"SFC64", 2.0)]),
    (r"^matmul", r"", [(r"OpenBLAS", 1.0), (r"pdgemm", 1.2)]),
    (r"^outer", r"", [(r"^C;", 0.95), (r"NumPy", 1.0)]),
    (r"^cumsum", r"", [(r"np.cumsum.*new", 1.8)]),
]


def functions(jobs):
    names = list(dict.fromkeys(r["contestant"] for found in jobs.values() for _, _, rows in found for r in rows))
    lines = ["", f"**transcendental functions of {next(iter(jobs.values()))[0][0]} elements, 2 ranks: times, ratios to the ceiling**", "",
             "| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for job, ((_, _, rows), *_) in jobs.items():
        found = {row["contestant"]: row for row in rows}
        cells = [f"{time(found[n]['median'])}, {number(found[n]['to_ceiling'])} x" if n in found else "" for n in names]
        lines.append(f"| {job} | " + " | ".join(cells) + " |")
    return lines


report("Computing (`./dev bench compute`)", AIMS, r"of float(32|64)$", (r"of float(32|64)$", functions))
