"""Makes Markdown of the CSV that the programs of a suite wrote.

First what DistArray reached against the aims of the project, then every contest in full. An aim is a triple: patterns of the job
and its size, of the contestant, and what its time is compared with. That is a list of

    ("ceiling", most)             at most so many times the ceiling's time
    ("seconds", most)
    ("over", pattern, seconds)    at most so much more than the fastest contestant of that pattern
    (pattern, least)              at least so many times as fast as the fastest of that pattern; "peer" is the fastest peer
"""
import collections
import csv
import re
import sys

COLUMNS = ("job size ranks contestant kind rounds median least bytes gigabytes to_ceiling to_best verdict "
           "barrier_before barrier_after extra").split()


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


def memory(row):
    """What became resident beyond what was, in MB; less than the system counts reliably is nothing."""
    extra = float(row["extra"])
    return f"{number(extra / 1e6)} MB" if extra >= 1e6 else "–" if extra == extra else ""


def judge(rows, row, aims):
    """The conditions of an aim in words, and by how much the worst is missed: 1 is just reached, more is not."""
    words, missed = [], 0.0
    mine = float(row["median"])
    for against, *bounds in aims:
        bound = bounds[-1]
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
        pattern = bounds[0] if against == "over" else against
        if pattern == "peer":
            others = [r for r in rows if r["kind"] == "peer"]
        else:
            others = [r for r in rows if re.search(pattern, r["contestant"]) and r["kind"] != "distarray"]
        if not others:
            continue
        best = min(others, key=lambda r: float(r["median"]))
        if against == "over":
            over = mine - float(best["median"])
            words.append(f"{time(max(over, 0))} over {best['contestant']} (at most {time(bound)})")
            missed = max(missed, over / bound)
            continue
        if against == "peer" and row["to_best"]:
            reached = 1 / float(row["to_best"])
        else:
            reached = float(best["median"]) / mine
        words.append(f"{number(reached)} x as fast as {best['contestant']} (at least {number(bound)})")
        missed = max(missed, bound / reached)
    return words, missed


def summary(contests, aims, grouped):
    lines = ["| case | size | contestant | time | memory | reached (aim) | |", "|---|---|---|---|---|---|---|"]
    many = collections.OrderedDict()
    for (job, size, ranks), rows in contests.items():
        for row in rows:
            if row["kind"] != "distarray" or ranks != "2":
                continue
            aim = next((a for j, c, a in aims if re.search(j, f"{job}; {size}") and re.search(c, row["contestant"])), None)
            words, missed = judge(rows, row, aim) if aim else ([], 0)
            if not words:
                continue
            name = re.sub("^DistArray ?", "", row["contestant"]).lstrip("; ")
            cells = [job, size, name, time(row["median"]), memory(row), "; ".join(words), "yes" if missed <= 1 else "**no**"]
            group = re.search(grouped, job)
            if group:
                many.setdefault(group[0] + (f"; {name}" if name else ""), []).append((missed, cells))
            else:
                lines.append("| " + " | ".join(cells) + " |")
    for group, members in many.items():
        missed, cells = max(members, key=lambda m: m[0])
        good = sum(m <= 1 for m, _ in members)
        lines.append(f"| {group}: {good} of {len(members)} reached; the worst: {cells[0]} | {' | '.join(cells[1:])} |")
    return lines


def table(job, columns):
    """Contestants down, sizes and ranks across. Cells are times, ratios to the ceiling and extra memory."""
    lines = ["", f"**{job}**", "", "| | " + " | ".join(f"{size}, {ranks} ranks" for size, ranks, _ in columns) + " |",
             "|---" * (len(columns) + 1) + "|"]
    for name in dict.fromkeys(row["contestant"] for _, _, rows in columns for row in rows):
        cells, label = [], name
        for _, _, rows in columns:
            row = next((r for r in rows if r["contestant"] == name), None)
            if row is None:
                cells.append("")
                continue
            best = min((r for r in rows if r["kind"] == "peer"), key=lambda r: float(r["median"]), default=None)
            cell = time(row["median"])
            if row["to_ceiling"] and row["kind"] != "ceiling":
                cell += f", {number(row['to_ceiling'])} x"
            if float(row["extra"]) >= 1e6:
                cell += f", {memory(row)}"
            cells.append(f"**{cell}**" if row is best else cell)
            label = name + {"ceiling": " (ceiling)", "note": " (for comparison)"}.get(row["kind"], "")
            if row["verdict"] == "WRONG":
                cells[-1] += " WRONG"
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    lines.append("| barrier, before and after | " + " | ".join(
        f"{rows[0]['barrier_before']} us, {rows[0]['barrier_after']} us" for _, _, rows in columns) + " |")
    return lines


def report(title, aims, grouped, compact):
    """`grouped` is a pattern of jobs that share a line of the aims. `compact` is a pattern of jobs and a function that makes one
    table of all of them."""
    described, contests = read(sys.argv[1])
    wrong = sum(r["verdict"] == "WRONG" for rows in contests.values() for r in rows)
    checked = sum(r["verdict"] == "right" for rows in contests.values() for r in rows)
    jobs = collections.OrderedDict()
    for (job, size, ranks), rows in contests.items():
        jobs.setdefault(job, []).append((size, ranks, rows))
    print(f"### {title}\n")
    print("\n".join(f"* {line}" for line in described))
    print(f"* {checked} contestants' results were checked, {wrong} were wrong; times are medians of the slowest rank, contestants "
          "alternate in the same processes, ratios are medians over the rounds; the best peer of a column is in bold; memory is what "
          "the first run made resident at its peak on the worst rank, results made anew included")
    print("\n#### Aims, 2 ranks\n")
    print("\n".join(summary(contests, aims, grouped)))
    print("\n#### All contests")
    together = {job: columns for job, columns in jobs.items() if re.search(compact[0], job)}
    for job, columns in jobs.items():
        if job not in together:
            print("\n".join(table(job, columns)))
    if together:
        print("\n".join(compact[1](together)))
