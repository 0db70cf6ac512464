"""Memory that an answer takes: of one rival, in a process of its own."""

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Memory:
    """Bytes: of the idle process, of it at its largest, of the body it sent."""

    idle: int
    peak: int
    body: int

    @property
    def above_idle(self) -> int:
        return self.peak - self.idle

    @property
    def ratio(self) -> float:
        """Times the size of the body."""
        return self.above_idle / self.body


def measure(driver: str, scenario: str, rival: str, path: str) -> Memory:
    """Arguments:
        scenario, rival: who answers, by their names.
        path: what is asked for.

    Raises:
        RuntimeError: the process failed; with what it said.
    """
    command = [sys.executable, "-m", "benchmarks.memory", driver, scenario, rival, path]
    done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))
    if done.returncode:
        raise RuntimeError(f"The measurement of {rival}'s memory failed:\n{done.stderr}")
    return Memory(**json.loads(done.stdout))


def largest() -> int:
    """The most memory that this process has had."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss here: on Linux a process inherits that figure from the one that started it.
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) * 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _measure_here(driver: str, scenario: str, rival: str, path: str) -> Memory:
    from benchmarks.shop import set_up_django, use_driver

    use_driver(driver)
    set_up_django()

    from benchmarks.race import answer, get
    from benchmarks.scenario import load

    entered = next(one for one in load(scenario).rivals() if one.name == rival)
    # What every first request loads is no memory of this answer.
    answer(entered, get(f"{path.partition('?')[0]}?page_size=10"))
    idle = largest()
    body = answer(entered, get(path))
    return Memory(idle, largest(), len(body))


if __name__ == "__main__":
    print(json.dumps(asdict(_measure_here(*sys.argv[1:]))))
