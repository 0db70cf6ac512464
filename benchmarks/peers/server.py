"""A peer's server: started, asked until it answers, ended."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import urlsplit

import psutil

from benchmarks.peers import client, processes
from benchmarks.peers.load import LoadError
from benchmarks.peers.roster import BOLT, GUNICORN, GUNICORN_ALONE, UVICORN, Peer

ROOT = Path(__file__).resolve().parent.parent.parent
THREADS = 4
PATIENCE = 60.0
"""Seconds until a server must listen."""


class ServerError(RuntimeError):
    """A server did not start; with what it said."""


@dataclass(frozen=True)
class Server:
    """One that answers.

    Arguments:
        url: without a path.
        process: its first one.
    """

    url: str
    process: psutil.Process


@contextmanager
def serving(peer: Peer, python: str, database: str, path: str) -> Iterator[Server]:
    """A peer's server, which ends with the block.

    Arguments:
        python: of the environment that has its packages.
        database: its URL.
        path: that it must answer.

    Raises:
        ServerError: it does not.
    """
    port = _free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "benchmarks.peers.settings",
        "PEER": peer.module,
        "PEER_DRIVER": peer.driver,
        "PEER_SERVER": peer.server,
    }
    command = [python, "-m", *_arguments(peer, port)]
    with TemporaryFile("w+") as log:
        process = psutil.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            server = Server(f"http://127.0.0.1:{port}", process)
            _wait(peer, server, path, lambda: _read(log))
            yield server
        finally:
            processes.end(process)
            process.wait()


def _arguments(peer: Peer, port: int) -> list[str]:
    """What comes after ``python -m``: one process that answers, with four threads where the server has threads."""
    if peer.server == UVICORN:
        quiet = ["--no-access-log", "--log-level", "warning"]
        return ["uvicorn", f"{peer.module}:application", "--workers", "1", "--port", str(port), *quiet]
    if peer.server == BOLT:
        return ["django", "runbolt", "--processes", "1", "--host", "127.0.0.1", "--port", str(port), "--no-admin"]
    application = {GUNICORN: "benchmarks.peers.wsgi", GUNICORN_ALONE: peer.module}[peer.server]
    threads = ["--workers", "1", "--worker-class", "gthread", "--threads", str(THREADS)]
    # A worker that is busy with long answers is not to be ended for it.
    rest = ["--timeout", "600", "--no-control-socket", "--log-level", "warning", "--bind", f"127.0.0.1:{port}"]
    return ["gunicorn", f"{application}:application", *threads, *rest]


def _wait(peer: Peer, server: Server, path: str, said: Callable[[], str]) -> None:
    until = time.monotonic() + PATIENCE
    while not _listens(server) and server.process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    try:
        client.get(server.url + path, "localhost")
    except LoadError as error:
        raise ServerError(f"{peer.name} does not answer: {error}\n{said()}") from error


def _listens(server: Server) -> bool:
    parts = urlsplit(server.url)
    try:
        socket.create_connection((parts.hostname, parts.port)).close()
    except OSError:
        return False
    return True


def _read(log: IO[str]) -> str:
    log.seek(0)
    return log.read()[-2000:]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
