"""Reads results.json from standard input and writes the table of its barriers into RESULTS.md: pods.py WORKERS TICKS RESULTS.md"""

import datetime
import json
import math
import os
import re
import sys

STRETCHES = 4
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")

workers, ticks, path = int(sys.argv[1]), sys.argv[2], sys.argv[3]
results = json.load(sys.stdin)
# The first case waits for nobody.
cases = results["cases"][1:]
with open(ticks, encoding="utf-8") as file:
    looks = [json.loads(line) for line in file]


def percentile(values, fraction):
    return sorted(values)[max(0, math.ceil(fraction * len(values)) - 1)]


def gaps(of):
    return [case["gapMicros"] / 1000 for case in of]


def epoch(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def cpu(begin, end):
    """Milliseconds of CPU by group between the looks nearest to two instants, and how many seconds lie between these."""
    first, last = (min(looks, key=lambda look: abs(look["time"] - instant)) for instant in (begin, end))
    spent = {
        group: (after - first["ticks"].get(group, 0)) * 1000 / TICKS_PER_SECOND for group, after in last["ticks"].items()
    }
    return spent, last["time"] - first["time"]


def stretch(number):
    """A row of what a part of the run's cases cost."""
    of = cases[number * len(cases) // STRETCHES : (number + 1) * len(cases) // STRETCHES]
    begin, end = epoch(of[0]["startTime"]), epoch(of[-1]["startTime"])
    spent, seconds = cpu(begin, end)
    barriers = (len(of) - 1) * seconds / (end - begin)
    worker = {part: spent.get(f"worker {part}", 0) for part in ("compiler", "code", "kernel")}
    each = {part: value / barriers / workers for part, value in worker.items()}

    def cores(*names):
        return sum(value for group, value in spent.items() if group.split()[0] in names) / 1000 / seconds

    return (
        f"| {number * len(cases) // STRETCHES + 1} to {(number + 1) * len(cases) // STRETCHES} | {percentile(gaps(of), 0.5):.1f} "
        f"| {sum(each.values()):.2f} | {each['compiler']:.2f} | {each['code']:.2f} | {each['kernel']:.2f} "
        f"| {cores('worker'):.2f} | {cores('operator'):.2f} | {cores('kubernetes', 'target'):.2f} |"
    )


def cost():
    """The table of CPU, where the cluster's processes are this machine's."""
    if not any(group.startswith("worker") for look in looks for group in look["ticks"]):
        return "The cluster is on other machines: what its processes cost is not seen from here."
    rows = "\n".join(stretch(number) for number in range(STRETCHES))
    return f"""What the barriers of each quarter took, in CPU time of one worker in ms: its compiler's threads, its own code, compiled or not, and the kernel's work for it; and how many cores were used meanwhile, of {os.cpu_count()}.

| barriers | median gap, ms | CPU of a worker for one | compiler | code | kernel | cores: workers | operator | cluster and target |
|---|---|---|---|---|---|---|---|---|
{rows}"""


all_gaps = gaps(cases)
skews = [case["startSkewMicros"] / 1000 for case in results["cases"]]
median = percentile(all_gaps, 0.5)
within = "yes" if median < 25 else "**no**"
text = f"""<!-- pods -->
## pods: from one iteration to the next, over worker pods
{datetime.date.today()}, {os.cpu_count()} cores, which the cluster, the operator, its {workers} workers and the target share.
From the last tracked outcome of an iteration to the instant at which the next one's first request is due, over {len(all_gaps)} barriers of 100 requests each, and the skew of the workers' starts, in ms.

| worker pods | median (bound 25) | p99 | longest | within | start skew, median | longest | verdict |
|---|---|---|---|---|---|---|---|
| {workers} | {median:.2f} | {percentile(all_gaps, 0.99):.2f} | {max(all_gaps):.2f} | {within} | {percentile(skews, 0.5):.2f} | {max(skews):.2f} | {results["verdict"]} |

{cost()}
<!-- end of pods -->
"""
with open(path, encoding="utf-8") as file:
    before = file.read()
old = re.compile(r"<!-- pods -->.*?<!-- end of pods -->\n", re.DOTALL)
with open(path, "w", encoding="utf-8") as file:
    file.write(old.sub(lambda _: text, before) if old.search(before) else before.rstrip() + "\n\n" + text)
print(text)
