"""Applies a LoadTest again and again, notes when each of its steps was seen, and writes the table into RESULTS.md:
apply.py NAMESPACE RUNS RESULTS.md KUBECTL..."""

import datetime
import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time

namespace, runs, path, kubectl = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:]
WORKERS = 4
BOUND = 7.0
DEADLINE = 120.0
MANIFEST = """
apiVersion: loadtest.dev/v1alpha1
kind: LoadTest
metadata: {name: %s}
spec:
  target: {url: http://plots:8000}
  parallelism: 4
  seed: 7
  worker: {resources: {requests: {cpu: 50m, memory: 128Mi}}}
  requests: [{name: health, path: /health, timeout: 5s}]
  phases: [{name: steady, request: health, rate: {perSecond: 1000, duration: 2s}, maxLateness: 5s}]
"""
# What is waited for, one after the other.
STEPS = ["claimed", "pods made", "pods scheduled", "containers run", "pods ready", "running", "completed"]


def command(*words):
    return [*kubectl, "-n", namespace, *words]


class Watch:
    """Notes the first time at which each step of one run was seen, by two watches."""

    def __init__(self, name):
        self.name = name
        self.seen = {}
        self.pods = {}
        self.done = threading.Event()
        self.verdict = ""
        self.processes = []
        self.watch(self.load_test, "get", "loadtest", "--field-selector", f"metadata.name={name}")
        self.watch(self.pod, "get", "pods", "-l", f"job-name,loadtest.dev/name={name}")

    def watch(self, read, *words):
        process = subprocess.Popen(command(*words, "--watch", "-o", "json"), stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        threading.Thread(target=self.follow, args=(process, read), daemon=True).start()

    @staticmethod
    def follow(process, read):
        """kubectl prints one object after the other, each over many lines."""
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line == "}\n":
                read(json.loads("".join(lines)))
                lines = []

    def note(self, step):
        self.seen.setdefault(step, time.monotonic())

    def load_test(self, it):
        status = it.get("status", {})
        if status.get("state"):
            self.note("claimed")
        if status.get("state") == "Running":
            self.note("running")
        if status.get("completionTime") and status.get("verdict"):
            self.verdict = status["verdict"]
            self.note("completed")
            self.done.set()

    def pod(self, it):
        conditions = {c["type"]: c["status"] for c in it["status"].get("conditions", [])}
        states = it["status"].get("containerStatuses", [])
        self.pods[it["metadata"]["name"]] = {
            "pods made": True,
            "pods scheduled": conditions.get("PodScheduled") == "True",
            "containers run": bool(states) and all("running" in s["state"] or "terminated" in s["state"] for s in states),
            "pods ready": conditions.get("Ready") == "True",
        }
        for step in ("pods made", "pods scheduled", "containers run", "pods ready"):
            if sum(pod[step] for pod in self.pods.values()) == WORKERS:
                self.note(step)

    def stop(self):
        for process in self.processes:
            process.terminate()


def run(number):
    """Seconds from the start of kubectl to each step."""
    name = f"short-{number}"
    watch = Watch(name)
    begin = time.monotonic()
    subprocess.run(command("apply", "-f", "-"), input=MANIFEST % name, text=True, check=True, stdout=subprocess.DEVNULL)
    try:
        if not watch.done.wait(DEADLINE):
            sys.exit(f"{name} has no verdict after {DEADLINE:.0f} s")
    finally:
        watch.stop()
    if watch.verdict not in ("Passed", "Invalid"):
        sys.exit(f"{name} ended {watch.verdict}")
    subprocess.run(command("delete", "loadtest", name), check=True, stdout=subprocess.DEVNULL)
    return watch.verdict, {step: watch.seen[step] - begin for step in STEPS if step in watch.seen}


def operator_memory():
    """Resident MiB of the operator, where it is a process of this machine; else None."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", encoding="utf-8", errors="replace") as file:
                if "dev.loadtest.operator.OperatorMain" not in file.read():
                    continue
            with open(f"/proc/{pid}/status", encoding="utf-8") as file:
                return int(re.search(r"VmRSS:\s+(\d+)", file.read())[1]) / 1024
        except (FileNotFoundError, ProcessLookupError):
            continue  # It has ended meanwhile.
    return None


def memory(before, after):
    if before is None or after is None:
        return "The cluster is on other machines: the operator's memory is not seen from here."
    within = "yes" if after < 128 else "**no**"
    return f"The operator's resident memory was {before:.0f} MiB before these runs and {after:.0f} MiB after them (bound 128, within: {within})."


before = operator_memory()
verdicts, measured = zip(*(run(number) for number in range(runs)))
after = operator_memory()
# On a machine that is too busy to send in time.
invalid = verdicts.count("Invalid")
medians = {step: statistics.median(run[step] for run in measured if step in run) for step in STEPS}
totals = [run["completed"] for run in measured]
median = statistics.median(totals)
rows = "\n".join(
    f"| {step} | {medians[step]:.2f} | {medians[step] - (medians[STEPS[at - 1]] if at else 0):.2f} |"
    for at, step in enumerate(STEPS)
)
text = f"""<!-- apply -->
## apply: from `kubectl apply` to the verdict
{datetime.date.today()}, {os.cpu_count()} cores, which the cluster, the operator, its {WORKERS} workers and the target share. {runs} runs, one after the other, of 2,000 requests in 2 s{f'; **{invalid} of them Invalid, since the machine was busy**' if invalid else ''}.

| from apply to the verdict, s: median (bound {BOUND:.0f}) | first | shortest | longest | within |
|---|---|---|---|---|
| {median:.2f} | {totals[0]:.2f} | {min(totals):.2f} | {max(totals):.2f} | {"yes" if median <= BOUND else "**no**"} |

Where the time goes, as two watches of a client see it, medians in seconds:

| seen | after apply | after the step before |
|---|---|---|
{rows}

{memory(before, after)}
<!-- end of apply -->
"""
with open(path, encoding="utf-8") as file:
    results = file.read()
old = re.compile(r"<!-- apply -->.*?<!-- end of apply -->\n", re.DOTALL)
with open(path, "w", encoding="utf-8") as file:
    file.write(old.sub(lambda _: text, results) if old.search(results) else results.rstrip() + "\n\n" + text)
print(text)
