"""Notes the CPU that the cluster's processes on this machine have used, once a second until it is terminated: threads.py OUT

Each line of OUT is {"time": EPOCH_SECONDS, "ticks": {GROUP: TICKS}}: hundredths of a second since it began, of all threads it
ever saw, by process and by what a thread does. It is empty of groups where the cluster is on other machines.
"""

import collections
import json
import os
import signal
import sys
import threading
import time

PROCESSES = [
    ("operator", "dev.loadtest.operator.OperatorMain"),
    ("worker", "dev.loadtest.worker.process.WorkerMain"),
    ("target", "dev.loadtest.demo.PlotServiceMain"),
    ("kubernetes", "kube"),
    ("kubernetes", "containerd"),
]


def process(pid):
    """Whose it is; None where it is none of the cluster's."""
    with open(f"/proc/{pid}/cmdline", encoding="utf-8", errors="replace") as file:
        command = file.read().replace("\0", " ")
    return next((name for name, part in PROCESSES if part in command), None)


def threads():
    """Ticks of every thread there is, by (pid, tid): (group, ticks)."""
    seen = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            name = process(pid)
            for tid in os.listdir(f"/proc/{pid}/task") if name else []:
                with open(f"/proc/{pid}/task/{tid}/stat", encoding="utf-8", errors="replace") as file:
                    comm, _, rest = file.read().rpartition(")")
                user, system = rest.split()[11:13]
                compiler = "CompilerThre" in comm
                seen[pid, tid, "user"] = (f"{name} {'compiler' if compiler else 'code'}", int(user))
                seen[pid, tid, "system"] = (f"{name} kernel", int(system))
        except (FileNotFoundError, ProcessLookupError):
            continue  # It has ended meanwhile.
    return seen


def main(path):
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    first = threads()
    last = dict(first)
    with open(path, "w", encoding="utf-8") as out:
        while not over.wait(1):
            last.update(threads())
            sums = collections.Counter()
            for key, (group, ticks) in last.items():
                sums[group] += ticks - first.get(key, (group, 0))[1]
            print(json.dumps({"time": time.time(), "ticks": sums}), file=out, flush=True)


main(sys.argv[1])
