"""The demo: a database, its data and a web server, all stopped by Ctrl-C.

`PORT` changes the port, `DATABASE_URL` the database, `DEMO_ORDERS` the number of orders.
"""

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection
from fasteners import InterProcessLock
from rich.console import Console

from demo import embedded, redis_server

STOPPING = (signal.SIGINT, signal.SIGTERM)

console = Console(highlight=False)


def main() -> None:
    # The port first: where it is taken, nothing else need be started.
    with listen(os.environ.get("PORT", "8000")) as server:
        # SIGINT too: a shell script that starts the demo in the background has it ignored.
        for number in STOPPING:
            signal.signal(number, signal.default_int_handler)
        try:
            start_database()
            fill_database(int(os.environ.get("DEMO_ORDERS", "20000")))
            announce(f"http://127.0.0.1:{server.server_port}")
            server.set_app(StaticFilesHandler(get_wsgi_application()))
            server.serve_forever()
        except KeyboardInterrupt:
            console.print("\nStopping …")
        finally:
            for number in STOPPING:
                signal.signal(number, signal.SIG_IGN)
            embedded.stop()


def listen(port: str) -> ThreadedWSGIServer:
    try:
        return ThreadedWSGIServer(("127.0.0.1", int(port)), WSGIRequestHandler)
    except (ValueError, OverflowError):
        sys.exit(f"PORT={port} is not a port number.")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(f"Port {port} is in use: stop what listens there, or choose another one, as in PORT=8001.")
        sys.exit(f"Port {port} cannot be used: {error.strerror}.")


def start_database() -> None:
    if "DATABASE_URL" not in os.environ:
        console.print("Starting PostgreSQL …")
        with uninterrupted():
            os.environ["DATABASE_URL"] = embedded.database_url()
    with uninterrupted():
        os.environ["REDIS_URL"] = redis_server.redis_url()
    os.environ["DJANGO_SETTINGS_MODULE"] = "demo.settings"
    os.environ["DEMO_PROFILE"] = "1"
    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        sys.exit(f"The database of DATABASE_URL does not answer: {error}")


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Puts a signal to stop off until the block is done: half a start is more than can be stopped."""
    late = []
    before = {number: signal.signal(number, lambda number, frame: late.append(number)) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if late:
            raise KeyboardInterrupt


def fill_database(orders: int) -> None:
    # Two demos on two ports share the embedded server: the second waits for the first one's data.
    with InterProcessLock(embedded.DATA / "fill.lock"):
        call_command("migrate", verbosity=0)
        call_command("seed", orders=orders)
    connection.close()


def announce(site: str) -> None:
    console.print(f"""
[bold]{site}/[/] explains the twins:

  {site}/api/orders/        drf_sqllist, one statement
  {site}/api/orders/kept/   the same, kept in Redis until something changes
  {site}/api/orders/tuned/  ListAPIView, tuned by hand
  {site}/api/orders/naive/  ListAPIView, naive

Each answer says in its headers where its time went: see the network panel of your browser.

[bold]{site}/#report[/] has a report by hand-written SQL.

[bold]{site}/#kitchen[/] has twins of uglier lists.

Ctrl-C stops everything.
""")


if __name__ == "__main__":
    main()
