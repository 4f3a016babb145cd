"""Makes Markdown of the CSV that the programs wrote: python3 report.py results.csv > results.md

First what DistArray reached against the aims of the project, then every contest in full."""
import collections
import csv
import re
import sys

COLUMNS = ("job size ranks contestant kind rounds median least bytes gigabytes to_ceiling to_best verdict "
           "barrier_before barrier_after").split()

# Job, contestant (patterns), and what its time is compared with: ("ceiling", most), ("seconds", most), or (pattern of
# contestants of which the fastest counts, how many times as fast DistArray shall be at least). "peer" is the fastest peer.
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


def number(value, digits=3):
    value = float(value)
    if value == 0:
        return "0"
    text = f"{value:.{digits}g}"
    return f"{value:.0f}" if "e" in text and value >= 1 else text


def time(seconds):
    seconds = float(seconds)
    for unit, factor in (("s", 1), ("ms", 1e3), ("us", 1e6)):
        if seconds * factor >= 1:
            return f"{number(seconds * factor)} {unit}"
    return f"{number(seconds * 1e9)} ns"


def read(path):
    described, contests = [], collections.OrderedDict()
    with open(path, newline="") as file:
        for line in file:
            if line.startswith("# "):
                described.append(line[2:].strip())
            row = next(csv.reader([line]), [])
            if len(row) != len(COLUMNS) or not row[6].replace(".", "").replace("e-", "").isdigit():
                continue
            row = dict(zip(COLUMNS, row))
            contests.setdefault((row["job"], row["size"], row["ranks"]), []).append(row)
    return described, contests


def judge(rows, row, aims):
    """The conditions of an aim in words, and by how much the worst is missed: 1 is just reached, more is not."""
    words, missed = [], 0.0
    mine = float(row["median"])
    for against, bound in aims:
        if against == "ceiling":
            if row["to_ceiling"]:
                reached = float(row["to_ceiling"])
                words.append(f"{number(reached)} x the ceiling (at most {number(bound)})")
                missed = max(missed, reached / bound)
            continue
        if against == "seconds":
            words.append(f"{time(mine)} (at most {time(bound)})")
            missed = max(missed, mine / bound)
            continue
        if against == "peer":
            others = [r for r in rows if r["kind"] == "peer"]
        else:
            others = [r for r in rows if re.search(against, r["contestant"]) and r["kind"] != "distarray"]
        if not others:
            continue
        best = min(others, key=lambda r: float(r["median"]))
        if against == "peer" and row["to_best"]:
            reached = 1 / float(row["to_best"])
        else:
            reached = float(best["median"]) / mine
        words.append(f"{number(reached)} x as fast as {best['contestant']} (at least {number(bound)})")
        missed = max(missed, bound / reached)
    return words, missed


def summary(contests):
    lines = ["| case | size | contestant | time | reached (aim) | |", "|---|---|---|---|---|---|"]
    many = collections.OrderedDict()
    for (job, size, ranks), rows in contests.items():
        for row in rows:
            if row["kind"] != "distarray" or ranks != "2":
                continue
            aims = next((a for j, c, a in AIMS if re.search(j, job) and re.search(c, row["contestant"])), None)
            words, missed = judge(rows, row, aims) if aims else ([], 0)
            if not words:
                continue
            name = re.sub("^DistArray ?", "", row["contestant"]).lstrip("; ")
            cells = [job, size, name, time(row["median"]), "; ".join(words), "yes" if missed <= 1 else "**no**"]
            if job.startswith(("small:", "one-sided")):
                many.setdefault(job.split(":")[0] + (f"; {name}" if name else ""), []).append((missed, cells))
            else:
                lines.append("| " + " | ".join(cells) + " |")
    for group, members in many.items():
        missed, cells = max(members, key=lambda m: m[0])
        good = sum(m <= 1 for m, _ in members)
        lines.append(f"| {group}: {good} of {len(members)} reached; the worst: {cells[0]} | {' | '.join(cells[1:])} |")
    return lines


def full(contests):
    """One table for each job: contestants down, sizes and ranks across. Cells are times and ratios to the ceiling."""
    jobs, lines = collections.OrderedDict(), []
    for (job, size, ranks), rows in contests.items():
        jobs.setdefault(job, []).append((size, ranks, rows))
    small = [(job, columns) for job, columns in jobs.items() if job.startswith("small:")]
    for job, columns in jobs.items():
        if job.startswith("small:"):
            continue
        lines += ["", f"**{job}**", "", "| | " + " | ".join(f"{size}, {ranks} ranks" for size, ranks, _ in columns) + " |",
                  "|---" * (len(columns) + 1) + "|"]
        names = list(dict.fromkeys(row["contestant"] for _, _, rows in columns for row in rows))
        for name in names:
            cells, label = [], name
            for _, _, rows in columns:
                row = next((r for r in rows if r["contestant"] == name), None)
                if row is None:
                    cells.append("")
                    continue
                best = min((r for r in rows if r["kind"] == "peer"), key=lambda r: float(r["median"]), default=None)
                ratio = f", {number(row['to_ceiling'])} x" if row["to_ceiling"] and row["kind"] != "ceiling" else ""
                cell = f"{time(row['median'])}{ratio}"
                cells.append(f"**{cell}**" if row is best else cell)
                label = name + {"ceiling": " (ceiling)", "note": " (for comparison)"}.get(row["kind"], "")
                if row["verdict"] == "WRONG":
                    cells[-1] += " WRONG"
            lines.append(f"| {label} | " + " | ".join(cells) + " |")
        lines.append("| barrier, before and after | " + " | ".join(
            f"{rows[0]['barrier_before']} us, {rows[0]['barrier_after']} us" for _, _, rows in columns) + " |")
    if small:
        columns = [(size, ranks) for size, ranks, _ in small[0][1]]
        lines += ["", "**small arrays: DistArray, and its ratio to bare MPI + one agreement**", "",
                  "| | " + " | ".join(f"{size}, {ranks} ranks" for size, ranks in columns) + " |", "|---" * (len(columns) + 1) + "|"]
        for job, found in small:
            cells = []
            for wanted in columns:
                row = next((r for size, ranks, rows in found if (size, ranks) == wanted for r in rows if r["kind"] == "distarray"), None)
                cells.append(f"{time(row['median'])}, {number(row['to_ceiling'])} x" if row else "")
            lines.append(f"| {job[7:]} | " + " | ".join(cells) + " |")
    return lines


def main():
    described, contests = read(sys.argv[1])
    wrong = sum(r["verdict"] == "WRONG" for rows in contests.values() for r in rows)
    checked = sum(r["verdict"] == "right" for rows in contests.values() for r in rows)
    print("### Moving data (`./dev bench movement`)\n")
    print("\n".join(f"* {line}" for line in described))
    print(f"* {checked} contestants' results were checked, {wrong} were wrong; times are medians of the slowest rank, contestants "
          "alternate in the same processes, ratios are medians over the rounds; the best peer of a column is in bold")
    print("\n#### Aims, 2 ranks\n")
    print("\n".join(summary(contests)))
    print("\n#### All contests")
    print("\n".join(full(contests)))


if __name__ == "__main__":
    main()
