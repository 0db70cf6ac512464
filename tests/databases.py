"""Which database the tests run on, as Django's DATABASES entry."""

import os
import sys
import warnings
from urllib.parse import parse_qs, unquote, urlsplit

# One name a run: two runs on one machine (two drivers, two people) must not drop each other's databases.
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:8]


def from_url(url: str) -> dict[str, object]:
    """``postgresql://user:password@host:port/name?host=/socket/folder`` or ``sqlite:///path``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": parts.path[1:] or ":memory:"}
    options = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or options.get("port", [""])[0]),
    }


def url() -> str:
    """``DATABASE_URL`` first, else what ``SQLLIST_TEST_DB`` names."""
    if given := os.environ.get("DATABASE_URL"):
        return given
    name = os.environ.get("SQLLIST_TEST_DB", "postgresql18")
    if name == "sqlite":
        return "sqlite:///"
    with warnings.catch_warnings():
        # platformdirs complains where there is no session of a desktop.
        warnings.simplefilter("ignore")
        from demo.embedded import database_url

    return database_url(int(name.removeprefix("postgresql")))


def choose_driver() -> None:
    """Django takes psycopg 3 when it finds it: hide it when psycopg2 is asked for."""
    if os.environ.get("SQLLIST_DRIVER", "psycopg") == "psycopg2":
        sys.modules["psycopg"] = None  # type: ignore[assignment]


def databases() -> dict[str, dict[str, object]]:
    """The default database and a second one, for ``using("other")`` and routers."""
    entry = from_url(url())
    if entry["ENGINE"] == "django.db.backends.sqlite3":
        return {alias: dict(entry) for alias in ("default", "other")}
    if os.environ.get("SQLLIST_BINDING") == "server":
        # psycopg 3 sends the values beside the text: the server must know each one's type.
        entry["OPTIONS"] = {"server_side_binding": True}
    return {alias: {**entry, "TEST": {"NAME": f"test_sqllist_{RUN}_{alias}"}} for alias in ("default", "other")}
