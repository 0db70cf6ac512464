"""Connections that may see other rows do not share them."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from drf_sqllist.caching.databases import session

ROOT = Path(__file__).resolve().parent.parent.parent


def other(**settings: Any) -> Any:
    """A connection like the tests' own, with other settings."""
    made = connections["default"].copy()
    made.settings_dict = {**made.settings_dict, **settings}
    return made


@pytest.mark.parametrize(
    "settings",
    [{"NAME": "another"}, {"HOST": "elsewhere"}, {"PORT": "6543"}, {"USER": "guest"}, {"TIME_ZONE": "Asia/Tokyo"}],
)
def test_others_do_not_share_rows(settings: dict[str, Any]):
    assert session(other(**settings)) != session(other())
    assert session(other(**settings)) == session(other(**settings))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="options of PostgreSQL's client")
@pytest.mark.parametrize("name", ["service", "host", "dbname"])
def test_options_tell_databases_apart(name: str):
    """With a service in a file of PostgreSQL's, a project's settings have neither a host nor a name."""
    empty = {"NAME": "", "HOST": "", "PORT": ""}
    one, two = (other(**empty, OPTIONS={name: value}) for value in ("one", "two"))
    assert session(one) != session(two)


IN_MEMORY = """
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
from django.db import connection, connections
from drf_sqllist.caching.databases import session
print(session(connection))
"""


def test_each_process_has_its_own_databases_in_memory():
    def run() -> str:
        command = [sys.executable, "-c", IN_MEMORY]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert run() != run()
