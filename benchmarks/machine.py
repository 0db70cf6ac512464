"""Where a benchmark ran, for whoever compares two of them."""

import os
import platform
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import django
import rest_framework
from django.db import connection


def facts() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
        "Python": platform.python_version(),
        "Django": django.__version__,
        "Django REST framework": rest_framework.VERSION,
        "PostgreSQL": server,
        "driver": _driver(),
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
