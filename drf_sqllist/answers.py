"""What one path answers, and where two answers differ."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from drf_sqllist.trace import Trace


@dataclass(frozen=True)
class Answer:
    """What one of the two paths answered.

    Arguments:
        error: type and text of the exception that it raised, empty if none.
        queries: statements run by the whole request.
        seconds: wall time of the whole request, rendering included.
    """

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    error: str = ""
    queries: int = 0
    seconds: float = 0.0


def answer(ask: Callable[[], Any]) -> tuple[Answer, Any]:
    """Ask, and take note of the answer.

    Arguments:
        ask: gives a response, or raises.

    Returns:
        the answer, and the response if there is one.
    """
    response: Any = None
    error = ""
    start = time.perf_counter()
    with Trace() as trace:
        try:
            response = ask()
            response = response.render() if hasattr(response, "render") else response
        except Exception as raised:  # an exception is an answer too: both paths must raise the same
            error = f"{type(raised).__name__}: {raised}"
    seconds = time.perf_counter() - start
    if response is None or error:
        return Answer(error=error, queries=trace.queries, seconds=seconds), None
    return Answer(response.status_code, dict(response.items()), _body(response), "", trace.queries, seconds), response


def _body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def difference(drf: Answer, ours: Answer, headers: Iterable[str] | None = None) -> str:
    """What differs first, in words; empty if nothing does.

    Arguments:
        headers: names of those that are compared; None for all.
    """
    names = {*drf.headers, *ours.headers} if headers is None else headers
    pairs: list[tuple[str, Any, Any]] = [("error", drf.error, ours.error), ("status", drf.status, ours.status)]
    pairs += [(f"header {name}", drf.headers.get(name, ""), ours.headers.get(name, "")) for name in sorted(names)]
    for name, expected, actual in pairs:
        if expected != actual:
            return f"{name}: DRF {expected!r}, ours {actual!r}"
    return body_difference(drf.body, ours.body)


def body_difference(expected: bytes, actual: bytes) -> str:
    """The first byte that differs, with its place in the JSON, in words; empty if none does."""
    if expected == actual:
        return ""
    pairs = zip(expected, actual, strict=False)
    shorter = min(len(expected), len(actual))
    offset = next((index for index, (one, other) in enumerate(pairs) if one != other), shorter)
    start = max(0, offset - 40)
    return (
        f"body, from byte {offset} on, at {json_place(expected, offset)}:\n"
        f"  DRF:  {expected[start : offset + 40]!r}\n"
        f"  ours: {actual[start : offset + 40]!r}"
    )


def json_place(body: bytes, offset: int) -> str:
    """The place of a byte in a JSON document, as a path: ``$.results[3].name``.

    Arguments:
        body: the document.
        offset: of the byte, in bytes.
    """
    text = body[:offset].decode(errors="ignore")
    path: list[Any] = []
    position = 0
    decoder = json.JSONDecoder()
    while position < len(text):
        character = text[position]
        if character == '"':
            try:
                word, position = decoder.raw_decode(text, position)
            except ValueError:
                break  # the byte is inside this string
            if text[position : position + 1] == ":" and path:
                path[-1] = word
            continue
        if character in "{[":
            path.append("" if character == "{" else 0)
        elif character in "}]" and path:
            path.pop()
        elif character == "," and path and isinstance(path[-1], int):
            path[-1] += 1
        position += 1
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path if step != "")
