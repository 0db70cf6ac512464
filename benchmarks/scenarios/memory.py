"""Memory that all orders in one answer take, in a process of its own."""

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
    def ratio(self) -> float:
        return (self.peak - self.idle) / self.body


def measure(driver: str) -> Memory:
    command = [sys.executable, "-m", "benchmarks.scenarios.memory", driver]
    done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))
    if done.returncode:
        raise RuntimeError(f"The measurement of memory failed:\n{done.stderr}")
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


def _measure_here(driver: str) -> Memory:
    from benchmarks.shop import set_up_django, use_driver

    use_driver(driver)
    set_up_django()

    from benchmarks.race import answer, get
    from benchmarks.rivals import Rival
    from demo.pizzas.views import Orders

    answer(Rival("a small page", Orders.as_view()), get("/api/orders/?page_size=10"))
    idle = largest()
    body = answer(Rival("all orders", Orders.as_view(pagination_class=None)), get("/api/orders/"))
    return Memory(idle, largest(), len(body))


if __name__ == "__main__":
    print(json.dumps(asdict(_measure_here(sys.argv[1]))))
