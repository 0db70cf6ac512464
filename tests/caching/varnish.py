"""A real Varnish in front of a server, as Debian packages it: its own rules, nothing of ours."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

VARNISHD = shutil.which("varnishd", path="/usr/sbin:/usr/bin:/usr/local/sbin")

PARAMETERS = {"default_grace": "0", "default_keep": "60"}
"""Nothing outdated is served, and what is outdated is kept for a minute to be asked for by its tag."""


@contextmanager
def varnish(backend: str) -> Iterator[str]:
    """Varnish's address while it runs.

    Arguments:
        backend: host and port of the server behind it.
    """
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # root's varnishd goes on as a user of its own
        with _running(backend, folder) as address:
            yield address


@contextmanager
def _running(backend: str, folder: str) -> Iterator[str]:
    assert VARNISHD is not None
    port = _free_port()
    options = [word for name, value in PARAMETERS.items() for word in ("-p", f"{name}={value}")]
    command = [
        VARNISHD,
        "-F",
        "-n",
        str(folder),
        "-a",
        f"127.0.0.1:{port}",
        "-b",
        backend,
        "-s",
        "malloc,16m",
        *options,
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if process.poll() is not None:
            output = process.stdout.read().decode() if process.stdout else ""
            raise RuntimeError(f"varnishd does not start: {output}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("varnishd takes no connection.")
