"""A proxy before PostgreSQL, which keeps every request waiting: the network between a site and its database.

It looks at no message. A request begins with the first bytes from the driver since the server last spoke, whatever
the driver and however many packets it sends: that is one round trip, delayed once. It is a process of its own, so that
neither its threads nor its waiting take time from the one that is measured.

    python -m benchmarks.growth.proxy /run/postgresql 5432 1

prints the port on which it listens, then, for each line on its standard input, how many round trips there were so far.
It ends with its input.
"""

import socket
import sys
import time
from collections.abc import Callable
from select import select
from threading import Thread

CHUNK = 1 << 18


class Delay:
    """What each round trip waits for, and how many there were."""

    def __init__(self, milliseconds: float) -> None:
        self.seconds = milliseconds / 1000
        self.round_trips = 0

    def __call__(self) -> None:
        self.round_trips += 1
        time.sleep(self.seconds)


def relay(driver: socket.socket, server: socket.socket, delay: Callable[[], object]) -> None:
    """Carry bytes both ways until one side leaves; ``delay`` is called before each request is handed on."""
    asking = False
    with driver, server:
        while True:
            ready, _, _ = select((driver, server), (), ())
            # The server's bytes first: what it still sends belongs to the request before.
            for source, target in ((server, driver), (driver, server)):
                if source not in ready:
                    continue
                data = source.recv(CHUNK)
                if not data:
                    return
                if source is driver and not asking:
                    delay()
                asking = source is driver
                target.sendall(data)


def connected(host: str, port: int) -> socket.socket:
    """A connection to PostgreSQL.

    Arguments:
        host: a name or, as in libpq, the folder of its Unix socket.
    """
    if host.startswith("/"):
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server
    return at_once(socket.create_connection((host, port)))


def at_once(end: socket.socket) -> socket.socket:
    """One that holds no bytes back until the last ones are acknowledged."""
    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return end


def main() -> None:
    host, port, milliseconds = sys.argv[1:]
    delay = Delay(float(milliseconds))

    def serve() -> None:
        while True:
            driver, _ = listener.accept()
            Thread(target=relay, args=(at_once(driver), connected(host, int(port)), delay), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(listener.getsockname()[1], flush=True)
        Thread(target=serve, daemon=True).start()
        for _ in sys.stdin:
            print(delay.round_trips, flush=True)


if __name__ == "__main__":
    main()
