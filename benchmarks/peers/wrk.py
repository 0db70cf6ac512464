"""wrk, the load generator: how it is called, and what it says."""

import re
import shutil
import subprocess

from benchmarks.peers.load import Client, Load, LoadError

MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0, "h": 3_600_000.0}
PATIENCE = 300
"""Seconds that it waits for an answer."""


def found() -> Client | None:
    """None where it is not installed."""
    if not (program := shutil.which("wrk")):
        return None
    # It has no option that only tells the version: this one fails, and tells it first.
    said = subprocess.run([program, "-v"], capture_output=True, text=True).stdout
    version = re.search(r"\d+(\.\d+)+", said)
    return Client(f"wrk {version[0]}" if version else "wrk", run)


def run(url: str, connections: int, seconds: int) -> Load:
    """Raises:
    LoadError: an answer was none.
    """
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", f"--timeout={PATIENCE}s", "--latency", url]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise LoadError(f"wrk failed: {done.stderr or done.stdout}")
    return parsed(done.stdout)


def parsed(said: str) -> Load:
    """Raises:
    LoadError: it tells of errors, or of no answer.
    """
    for error in (r"Socket errors: .*", r"Non-2xx or 3xx responses: \d+"):
        if told := re.search(error, said):
            raise LoadError(told[0])
    total = re.search(r"(\d+) requests in ([\d.]+)(\w+),", said)
    if not total or total[1] == "0":
        raise LoadError("no request was answered")
    seconds = _milliseconds(total[2], total[3]) / 1000
    return Load(int(total[1]), seconds, _percentile(said, 50), _percentile(said, 99))


def _percentile(said: str, number: int) -> float:
    found = re.search(rf"^\s*{number}%\s+([\d.]+)(\w+)\s*$", said, re.M)
    if not found:
        raise LoadError(f"wrk tells no {number}th percentile: {said}")
    return _milliseconds(found[1], found[2])


def _milliseconds(value: str, unit: str) -> float:
    return float(value) * MILLISECONDS[unit]
