"""A small shop for the benchmarks' own tests: a database of its own, read by a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import RUN, url

ROOT = Path(__file__).resolve().parent.parent
DRIVER = os.environ.get("SQLLIST_DRIVER", "psycopg")
on_postgresql = pytest.mark.skipif(settings.VENDOR != "postgresql", reason="the benchmarks run on PostgreSQL")


@contextmanager
def empty_shop(blocker: DjangoDbBlocker) -> Iterator[str]:
    """The URL of an empty database beside the tests' own."""
    name = f"bench_sqllist_{RUN}_{os.getpid()}"
    with blocker.unblock():
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        yield urlsplit(url())._replace(path=f"/{name}").geturl()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def python(shop: str, *arguments: str) -> str:
    """What a process that reads this shop prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": shop},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
