"""A server that does what nobody should: a tool that finds nothing here finds nothing anywhere."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


class Leaky(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        search = parse_qs(urlsplit(self.path).query).get("search", [""])[0]
        with sqlite3.connect(":memory:") as connection:
            connection.executescript(
                "CREATE TABLE orders (street); INSERT INTO orders VALUES ('Baker Street'), ('Rue')"
            )
            try:
                rows = connection.execute(f"SELECT street FROM orders WHERE street LIKE '%{search}%'").fetchall()
            except sqlite3.Error as error:
                rows = [(str(error),)]
        body = repr(rows).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def leaky() -> Iterator[str]:
    """Its address on the loopback device, while it runs."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Leaky) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
