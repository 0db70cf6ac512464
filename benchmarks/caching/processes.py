"""The families' processes, seen from the one that asks them."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from uuid import uuid4

from benchmarks.caching.roster import FAMILIES, Family
from benchmarks.environments import Environment
from benchmarks.processes import Process, started
from demo.redis_server import redis_url


def reasons(environment: Environment) -> dict[str, str]:
    """Why a family cannot take part, by its name."""
    return {
        family.name: f"{family.needs} is not installed: {environment.missing[family.needs]}"
        for family in FAMILIES
        if family.needs in environment.missing
    }


@contextmanager
def families(driver: str, environment: Environment) -> Iterator[Mapping[Process, Family]]:
    """A process for each family that can take part, while the block runs; they share a Redis.

    Arguments:
        driver: PostgreSQL's.
        environment: that has the packages of those who need some.
    """
    shared = {
        "DATABASE_URL": os.environ["DATABASE_URL"],
        "REDIS_URL": redis_url(),
        "CACHING_DRIVER": driver,
        "CACHING_PREFIX": f"caching-{uuid4()}",
    }
    absent = reasons(environment)
    with ExitStack() as stack:
        yield {
            stack.enter_context(
                started(
                    family.name,
                    [environment.python if family.needs else sys.executable, "-m", "benchmarks.caching.worker"],
                    CACHING_FAMILY=family.name,
                    **shared,
                )
            ): family
            for family in FAMILIES
            if family.name not in absent
        }
