"""Reads results.json from standard input and writes the table of its barriers into RESULTS.md: pods.py WORKERS RESULTS.md"""

import datetime
import json
import math
import os
import re
import sys

workers, path = sys.argv[1], sys.argv[2]
results = json.load(sys.stdin)
# The first case waits for nobody.
cases = results["cases"][1:]
gaps = sorted(case["gapMicros"] / 1000 for case in cases)
skews = sorted(case["startSkewMicros"] / 1000 for case in results["cases"])


def percentile(values, fraction):
    return values[max(0, math.ceil(fraction * len(values)) - 1)]


median = percentile(gaps, 0.5)
within = "yes" if median < 25 else "**no**"
text = f"""<!-- pods -->
## pods: from one iteration to the next, over worker pods
{datetime.date.today()}, {os.cpu_count()} cores, which the cluster, the operator, its {workers} workers and the target share.
From the last tracked outcome of an iteration to the instant at which the next one's first request is due, over {len(gaps)} barriers of 100 requests each, and the skew of the workers' starts, in ms.

| worker pods | median (bound 25) | p99 | longest | within | start skew, median | longest | verdict |
|---|---|---|---|---|---|---|---|
| {workers} | {median:.2f} | {percentile(gaps, 0.99):.2f} | {gaps[-1]:.2f} | {within} | {percentile(skews, 0.5):.2f} | {skews[-1]:.2f} | {results["verdict"]} |
<!-- end of pods -->
"""
with open(path, encoding="utf-8") as file:
    before = file.read()
old = re.compile(r"<!-- pods -->.*?<!-- end of pods -->\n", re.DOTALL)
with open(path, "w", encoding="utf-8") as file:
    file.write(old.sub(lambda _: text, before) if old.search(before) else before.rstrip() + "\n\n" + text)
print(text)
