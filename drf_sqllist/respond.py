"""respond: the rows' bytes in their envelope, as a DRF ``Response``."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any

from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer
from rest_framework.response import Response
from rest_framework.utils import serializer_helpers
from rest_framework.utils.encoders import JSONEncoder

from drf_sqllist.caching.serving import Lookup
from drf_sqllist.plan.registry import overridden, patched, registrations
from drf_sqllist.problems import Problem

_WRITING = ("render", "get_indent", "encoder_class")
"""What a ``JSONRenderer``'s bytes depend on, besides its attributes."""

_said_of = attrgetter(*_WRITING)

_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]")


@dataclass(frozen=True)
class ListInfo:
    """How a list was made; on every response as ``response.sqllist``.

    Arguments:
        mode: ``"sql"``: no Python per row; ``"spliced"``: some values made by Python;
            ``"serializer"``: DRF's own path.
        queries: statements run for the list.
        problems: why it was not made by SQL alone.
        cache: what the cache of the list had to say; None where the list has none.
    """

    mode: str
    queries: int
    problems: tuple[Problem, ...] = ()
    cache: Lookup | None = field(default=None, repr=False)


class ReturnList(serializer_helpers.ReturnList[Any]):
    """The rows as DRF's ``serializer.data`` has them, with a serializer that is built if somebody asks for it."""

    def __init__(self, rows: list[Any], make_serializer: Callable[[], Any] | None) -> None:
        list.__init__(self, rows)
        self._make_serializer = make_serializer

    @property
    def serializer(self) -> Any:  # type: ignore[override]
        return self._make_serializer() if self._make_serializer is not None else None


class LazyRows:
    """The rows' JSON, parsed when somebody looks: stands in DRF's envelope where the list goes.

    Arguments:
        items: the rows' bytes, without brackets.
        compact: separators without spaces.
        strict: DRF's ``STRICT_JSON``.
        make_serializer: builds the list serializer.
    """

    def __init__(
        self,
        items: bytes,
        compact: bool = True,
        strict: bool = True,
        make_serializer: Callable[[], Any] | None = None,
    ) -> None:
        self.items, self.compact, self.strict = items, compact, strict
        self._make_serializer = make_serializer
        self._parsed: ReturnList | None = None

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """What DRF gives is a list, and some envelopes ask whether it is one."""
        return ReturnList

    def __reduce__(self) -> Any:
        return LazyRows, (self.items, self.compact, self.strict)

    @property
    def untouched(self) -> bool:
        """Nobody has looked, so nobody has changed a row."""
        return self._parsed is None

    def parsed(self) -> ReturnList:
        """The rows as Python objects."""
        if self._parsed is None:
            self._parsed = ReturnList(json.loads(b"[" + self.items + b"]"), self._make_serializer)
        return self._parsed

    def __getitem__(self, index: Any) -> Any:
        return self.parsed()[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        self.parsed()[index] = value

    def __delitem__(self, index: Any) -> None:
        del self.parsed()[index]

    def __add__(self, other: Any) -> Any:
        return self.parsed() + other

    def __radd__(self, other: Any) -> Any:
        return other + self.parsed()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.parsed(), name)  # what a list can do

    def __len__(self) -> int:
        return len(self.parsed())

    def __iter__(self) -> Iterator[Any]:
        return iter(self.parsed())

    def __repr__(self) -> str:
        return repr(list(self.parsed()))


def with_rows(response: Response) -> Response:
    """The paginator's response, holding ``LazyRows``, as one that renders them unparsed.

    A response class of the project's own gets plain data and renders as it always does.
    """
    if not isinstance(response, Response):
        return response
    if type(response) is not Response:
        response.data = plain_data(response.data)
        return response
    response.__class__ = ListResponse
    data = vars(response).pop("data")
    response.data = data
    return response


def plain_data(data: Any) -> Any:
    """The envelope with lists of rows in place of ``LazyRows``."""
    if isinstance(data, LazyRows):
        return data.parsed()
    if isinstance(data, dict):
        for key, value in data.items():
            data[key] = plain_data(value)
    elif isinstance(data, list):
        data[:] = [plain_data(value) for value in data]
    return data


class ListResponse(Response):
    """DRF's response whose data is parsed only if somebody reads it.

    While nobody does, the renderer writes the envelope and the rows' bytes go in unparsed.
    """

    sqllist: ListInfo
    renderer_context: Any
    _data: Any
    _looked: bool

    @property
    def data(self) -> Any:
        """What DRF's response holds: the envelope, or the list."""
        if not self._looked:
            self._looked = True
            self._data = plain_data(self._data)
        return self._data

    @data.setter
    def data(self, value: Any) -> None:
        self._data = value
        self._looked = False

    @property
    def rendered_content(self) -> Any:
        renderer: Any = self.accepted_renderer
        if self._looked or not writes_stock_json(renderer, self.accepted_media_type, self.renderer_context):
            return super().rendered_content
        envelope = Envelope(self._data)
        if not envelope.fits(renderer):
            return super().rendered_content
        # DRF's own rendering, headers included, of an envelope with a token in the rows' place.
        data, self._data = self._data, envelope.data
        self._looked = True
        try:
            content = super().rendered_content
        finally:
            self._data = data
            self._looked = False
        return envelope.insert(content, renderer.ensure_ascii)


def writes_stock_json(renderer: Any, media_type: str | None, context: Any) -> bool:
    """Whether a renderer writes DRF's JSON without indentation, whatever its attributes say otherwise."""
    if not _is_stock(renderer):
        return False
    get_indent = renderer.get_indent
    if (context and context.get("indent") is not None) or not hasattr(get_indent, "__func__"):
        return get_indent(media_type or "", context or {}) is None
    return _is_unindented(get_indent.__func__, media_type or "")


@lru_cache(256)
def _is_unindented(get_indent: Callable[..., Any], media_type: str) -> bool:
    """Whether a media type asks for no indentation, as DRF's method reads it."""
    return get_indent(None, media_type, {}) is None


def shows_json(renderer: Any, view: Any) -> bool:
    """Whether all that a renderer writes of a list is its JSON, so that parsed JSON will do."""
    if isinstance(renderer, BrowsableAPIRenderer):
        names = ("render", "get_content", "get_default_renderer")
        if overridden(type(renderer), BrowsableAPIRenderer, names):
            return False
        renderer = renderer.get_default_renderer(view)
    return _is_stock(renderer)


def _is_stock(renderer: Any) -> bool:
    if not isinstance(renderer, JSONRenderer):
        return False
    cls: Any = type(renderer)
    said = _said_of(cls), _said_of(JSONRenderer), JSONEncoder.default, registrations()
    return _writes_as_stock(cls, said) and renderer.encoder_class is JSONEncoder


@lru_cache(256)
def _writes_as_stock(cls: Any, said: Hashable) -> bool:
    """Whether a renderer's class writes as DRF's own.

    Arguments:
        said: what that depends on, which somebody may patch while it runs.
    """
    if overridden(cls, JSONRenderer, _WRITING) or patched(JSONRenderer, _WRITING[:2], "rest_framework."):
        return False
    return patched(JSONEncoder, ("default",), "rest_framework.") is None


_BARE = frozenset({str, int, type(None), bool})
"""Types of what holds no rows: most of an envelope."""


class Envelope:
    """What stands around rows, with a token in their place."""

    def __init__(self, data: Any) -> None:
        self._rows: list[LazyRows] = []
        # No client can know it, so no text of theirs is ever taken for it.
        self._token = secrets.token_hex(16)
        self.data = self._emptied(data)

    def _emptied(self, data: Any) -> Any:
        if isinstance(data, LazyRows):
            self._rows.append(data)
            return self._token
        if isinstance(data, dict):
            return {key: value if type(value) in _BARE else self._emptied(value) for key, value in data.items()}
        if isinstance(data, list | tuple):
            return [self._emptied(value) for value in data]
        return data

    def fits(self, renderer: Any) -> bool:
        """Whether the rows are as a renderer writes them, and nobody has changed one."""
        style = bool(renderer.compact), bool(renderer.strict)
        return all(rows.untouched and (rows.compact, rows.strict) == style for rows in self._rows)

    def insert(self, content: bytes, ascii_only: bool) -> bytes:
        """The rendered envelope with the rows in their places."""
        pieces = content.split(f'"{self._token}"'.encode())
        parts = [pieces[0]]
        for rows, piece in zip(self._rows, pieces[1:], strict=True):
            parts += [b"[", to_ascii(rows.items) if ascii_only else rows.items, b"]", piece]
        return b"".join(parts)


def to_ascii(items: bytes) -> bytes:
    """JSON text as ``ensure_ascii`` writes it: everything beyond, and DEL, escaped."""
    if items.isascii() and b"\x7f" not in items:
        return items
    return _BEYOND_ASCII.sub(lambda match: json.dumps(match[0])[1:-1], items.decode()).encode()
