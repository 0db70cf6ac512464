"""psycopg and nothing else: WSGI, a connection for each thread, a prepared statement, bytes passed on unread."""

import os
from collections.abc import Callable, Iterable
from threading import local
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.util import request_uri

import psycopg

from benchmarks.peers.envelope import asked_for, links
from benchmarks.views.statement import escaped, newest, statement

_of_thread = local()


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    number, size = asked_for(dict(parse_qsl(environ["QUERY_STRING"])))
    text = statement(newest(size, (number - 1) * size), size, is_prepared=True)
    result: Any = _connection().execute(text, prepare=True).pgresult
    count, rows = int(result.get_value(0, 0)), result.get_value(0, 1) or b""
    following, previous = (f'"{url}"' if url else "null" for url in links(request_uri(environ), number, size, count))
    head = f'{{"count":{count},"next":{following},"previous":{previous},"results":['
    body = b"".join((head.encode(), escaped(rows), b"]}"))
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _connection() -> Any:
    if not hasattr(_of_thread, "connection"):
        _of_thread.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
        _of_thread.connection.execute("SET TIME ZONE 'UTC'")
    return _of_thread.connection
