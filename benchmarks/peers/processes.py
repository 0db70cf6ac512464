"""What a server and all its processes have taken: processor time and memory."""

import re
from contextlib import suppress
from pathlib import Path

import psutil
from django.db import connection


def processor(root: psutil.Process) -> float:
    """Seconds that a process, those under it and those that have ended under it have run."""
    own = root.cpu_times()
    total = own.user + own.system + own.children_user + own.children_system
    for child in root.children(recursive=True):
        try:
            times = child.cpu_times()
        except psutil.NoSuchProcess:
            # It has ended since: from the next look on, it is in its parent's figures.
            continue
        total += times.user + times.system
    return float(total)


def peak(root: psutil.Process) -> int:
    """The most bytes that the largest of the processes has had: the one that answers."""
    return max(_peak(process) for process in (root, *root.children(recursive=True)))


def _peak(process: psutil.Process) -> int:
    status = Path(f"/proc/{process.pid}/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(found[1]) * 1024
    return int(process.memory_info().rss)


def database() -> psutil.Process | None:
    """The server of Django's database; None where it runs on another machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    try:
        server = psutil.Process(backend).parent()
    except psutil.NoSuchProcess:
        return None
    return server if server and server.name().startswith("postgres") else None


def end(root: psutil.Process) -> None:
    """A process and all under it. They have nothing to save."""
    processes = [root]
    with suppress(psutil.NoSuchProcess):
        processes = [*root.children(recursive=True), root]
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=10)
