"""The workers, seen from the process that asks them."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from benchmarks.drivers.drivers import DRIVERS
from benchmarks.processes import Process, started


@contextmanager
def workers(orders: int) -> Iterator[list[Process]]:
    """A process for each driver, while the block runs."""
    with ExitStack() as stack:
        command = [sys.executable, "-m", "benchmarks.drivers.worker"]
        yield [stack.enter_context(started(driver.name, [*command, driver.name, str(orders)])) for driver in DRIVERS]
