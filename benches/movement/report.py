"""Makes Markdown of the CSV that the programs wrote: python3 report.py results.csv > results.md

First what DistArray reached against the aims of the project, then every contest in full."""
import collections
import csv
import re
import sys

COLUMNS = ("job size ranks contestant kind rounds median least bytes gigabytes to_ceiling to_best verdict "
           "barrier_before barrier_after").split()

# Job, contestant (patterns), and what its time is compared with: ("ceiling", most), or (pattern of contestants of which the
# fastest counts, how many times as fast DistArray shall be at least). "peer" is the fastest peer.
AIMS = [
    (r"^plan:", r"plan; (new|kept)", [("ceiling", 0.01)]),
    (r"^plan:", r"", []),
    (r"block-cyclic", r"redistribute$", [("ceiling", 1.7), ("peer", 2.0), (r"pdgemr2d", 6.0)]),
    (r"rows to columns|irregular|blocks on", r"redistribute$", [("ceiling", 1.5), ("peer", 1.0)]),
    (r"block-cyclic|rows|blocks on", r"redistribute; foreign", [("peer", 1.2)]),
    (r"same layout", r"redistribute", [("ceiling", 1 / 0.95)]),
    (r"transposition", r"transform$", [(r"pdtran", 3.0)]),
    (r"halo", r"plan", [(r"prototype", 1 / 1.3)]),
    (r"halo", r"exchange_halo$", [(r"hand-written.*agreement", 1.0)]),
    (r"take.*random", r"DistArray take$", [("peer", 1.0), (r"np.take", 2.5)]),
    (r"take", r"DistArray take$", [("peer", 1.0)]),
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
    """The conditions of an aim in words, and whether all hold."""
    words, good = [], True
    mine = float(row["median"])
    for against, bound in aims:
        if against == "ceiling":
            if row["to_ceiling"]:
                reached = float(row["to_ceiling"])
                words.append(f"{number(reached)} x ceiling (at most {number(bound)})")
                good &= reached <= bound
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
        good &= reached >= bound
    return words, good


def summary(contests):
    lines = ["| case | size | contestant | time | reached (aim) | |", "|---|---|---|---|---|---|"]
    for (job, size, ranks), rows in contests.items():
        for row in rows:
            if row["kind"] != "distarray" or ranks != "2":
                continue
            aims = next((a for j, c, a in AIMS if re.search(j, job) and re.search(c, row["contestant"])), None)
            if not aims:
                continue
            words, good = judge(rows, row, aims)
            if words:
                lines.append(f"| {job} | {size} | {row['contestant'].replace('DistArray ', '')} | {time(row['median'])} "
                             f"| {'; '.join(words)} | {'yes' if good else '**no**'} |")
    return lines


def full(contests):
    lines = []
    for (job, size, ranks), rows in contests.items():
        best = min((r for r in rows if r["kind"] == "peer"), key=lambda r: float(r["median"]), default=None)
        lines += ["", f"**{job}, {size}, {ranks} ranks** ({max(int(r['rounds']) for r in rows)} rounds; barrier "
                  f"{rows[0]['barrier_before']} us before, {rows[0]['barrier_after']} us after)", "",
                  "| | median | GB/s | to the ceiling | to the best peer |", "|---|---|---|---|---|"]
        for row in sorted(rows, key=lambda r: float(r["median"])):
            name = row["contestant"] + {"ceiling": " (ceiling)", "note": " (for comparison)"}.get(row["kind"], "")
            if row is best:
                name += " (best peer)"
            if row["verdict"] == "WRONG":
                name += " **wrong result**"
            gigabytes = number(row["gigabytes"]) if float(row["bytes"]) else ""
            ratios = [number(row[c]) + " x" if row[c] else "" for c in ("to_ceiling", "to_best")]
            lines.append(f"| {name} | {time(row['median'])} | {gigabytes} | {ratios[0]} | {ratios[1]} |")
    return lines


def main():
    described, contests = read(sys.argv[1])
    wrong = sum(r["verdict"] == "WRONG" for rows in contests.values() for r in rows)
    checked = sum(r["verdict"] == "right" for rows in contests.values() for r in rows)
    print("### Moving data (`./dev bench movement`)\n")
    print("\n".join(f"* {line}" for line in described))
    print(f"* {checked} contestants' results were checked, {wrong} were wrong; times are medians of the slowest rank, contestants "
          "alternate in the same processes, ratios are medians over the rounds")
    print("\n#### Aims, 2 ranks\n")
    print("\n".join(summary(contests)))
    print("\n#### All contests")
    print("\n".join(full(contests)))


if __name__ == "__main__":
    main()
