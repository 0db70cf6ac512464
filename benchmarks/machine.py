"""Where a benchmark ran, for whoever compares two of them."""

import os
import platform
import re
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import django
import rest_framework
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def facts(packages: Sequence[str] = ()) -> dict[str, str]:
    """The machine, its load at this moment, and the versions of all that runs.

    Arguments:
        packages: further ones, by their names on PyPI.
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "load": f"{os.getloadavg()[0]:.1f}",
        "Python": platform.python_version(),
        "Django": django.__version__,
        "Django REST framework": rest_framework.VERSION,
        "PostgreSQL": server,
        "driver": _driver(),
        "drf_sqllist": _commit(),
        **{name: _version(name) for name in packages},
    }


def line(facts: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in facts.items()) + "."


def _driver() -> str:
    module: Any = connection.Database  # type: ignore[attr-defined]
    return f"{module.__name__} {module.__version__.split()[0]}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def _commit() -> str:
    """The one that runs, with a mark where files were changed since; outside a checkout, the version."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude=*"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return _version("drf-sqllist")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
