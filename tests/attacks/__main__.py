"""Starts the demo on the loopback address, and runs sqlmap and schemathesis on it.

``DATABASE_URL`` names the database; without it the demo brings its PostgreSQL.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from tests.attacks.leaky import leaky

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent

REPORT = {
    "since": "2024-01-01T12:00:00Z",
    "until": "2024-03-01",
    "min_total": "10",
    "status": "done",
    "customer": "Ada Brown",
    "search": "street",
    "ordering": "-total",
    "page": "1",
    "page_size": "5",
}
"""Each parameter of the report's endpoints, with a value that it takes."""


def main() -> None:
    with demo() as site, tempfile.TemporaryDirectory() as folder:
        failed = [name for name, attack in ATTACKS.items() if not attack(site, Path(folder))]
    if failed:
        sys.exit(f"Found something: {', '.join(failed)}.")
    print(f"Nothing was found by {', '.join(ATTACKS)}.")


@contextmanager
def demo() -> Iterator[str]:
    """The demo's address while it runs, with few orders: the tools ask thousands of times."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = {"DEMO_ORDERS": "100", **os.environ, "PORT": str(port)}
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([sys.executable, "-m", "demo"], cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
            log.seek(0)
            said = log.read()
            if "Traceback" in said:
                print(said)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/")
            connection.getresponse()
            return
        except ConnectionError:
            if process.poll() is not None:
                sys.exit("The demo does not start.")
            time.sleep(0.1)
        finally:
            connection.close()
    sys.exit("The demo does not answer.")


def sqlmap(site: str, folder: Path) -> bool:
    """Each parameter of the report by itself: one that is a 400 for a strange value must not hide the others."""
    with leaky() as leak:
        if is_clean(asked_by_sqlmap(leak, "search", folder / "leaky")):
            sys.exit("sqlmap finds nothing where there is something.")
    clean = True
    for parameter in REPORT:
        said = asked_by_sqlmap(f"{site}/api/reports/orders/", parameter, folder / parameter)
        codes = re.findall(r"^\d{3} \(.*$", said, re.M)
        print(f"sqlmap {parameter}: {'nothing' if is_clean(said) else said} {' '.join(codes)}", flush=True)
        clean = clean and is_clean(said)
    return clean


def asked_by_sqlmap(url: str, parameter: str, folder: Path) -> str:
    return subprocess.run(
        [
            *(str(BIN / "sqlmap"), "-u", f"{url}?{parameter}={quote(REPORT[parameter])}", "-p", parameter),
            *("--batch", "--level", "2", "--risk", "2", "--flush-session", "--disable-coloring"),
            *("--threads", "4", "--time-sec", "2", "--output-dir", str(folder)),
        ],
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def is_clean(said: str) -> bool:
    """Whether sqlmap has found nothing, and met no error of the server."""
    return "all tested parameters do not appear to be injectable" in said and not re.search(r"^5\d\d \(", said, re.M)


def schemathesis(site: str, folder: Path) -> bool:
    """Each endpoint of the OpenAPI document, with values that it allows and values that it does not: no 500."""
    done = subprocess.run(
        [
            *(str(BIN / "schemathesis"), "run", f"{site}/api/schema/", "--url", site, "--no-color"),
            *("--checks", "not_a_server_error", "--max-examples", "100", "--mode", "all", "--workers", "2"),
            *("--seed", "1", "--report-dir", str(folder)),
        ],
        cwd=folder,
        check=False,
    )
    return done.returncode == 0


ATTACKS = {"sqlmap": sqlmap, "schemathesis": schemathesis}


if __name__ == "__main__":
    main()
