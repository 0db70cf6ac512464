"""Where time is measured: what holds a function, its name there, what is put around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import BaseCache
from django.core.handlers.base import BaseHandler
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models.query import QuerySet, RawQuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.template.response import SimpleTemplateResponse
from django.utils.module_loading import import_string
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer
from rest_framework.views import APIView

from drf_sqllist import execute, views
from drf_sqllist.caching.stores import RedisStore
from drf_sqllist.profiling.around import booked, called, fetched, method, rows, sent, stepped, unread, value
from drf_sqllist.profiling.parts import CACHE, DATABASE, RENDERING, SERIALIZATION, STATEMENT, VIEW

_MISSING: Any = object()

ASKED = (
    "add",
    "clear",
    "decr",
    "delete",
    "delete_many",
    "get",
    "get_many",
    "has_key",
    "incr",
    "set",
    "set_many",
    "touch",
)
"""What of a cache goes to its server. ``get_or_set`` is made of these, and of the project's own code."""


KEPT = ("add", "count", "get", "release", "renew", "set")
"""What the cache of lists asks a Redis itself, past Django's methods."""


class Seam:
    """One attribute that is exchanged, and put back.

    Arguments:
        owner: a class or a module.
        around: makes another function of the one that is there.
    """

    def __init__(self, owner: Any, name: str, around: Callable[[Any], Any]) -> None:
        self.owner, self.name = owner, name
        self._around = around
        self._before: Any = _MISSING
        self._original: Any = None
        self._hook: Any = None

    def put_on(self) -> None:
        """Exchange it. The hook is made once for each function that is found there."""
        self._before = vars(self.owner).get(self.name, _MISSING)
        original = getattr(self.owner, self.name) if self._before is _MISSING else self._before
        if original is not self._original:
            self._original, self._hook = original, self._around(original)
        setattr(self.owner, self.name, self._hook)

    def take_off(self) -> None:
        """Put it back, unless another tool has put something around it meanwhile: that stays, and ours in it."""
        if vars(self.owner).get(self.name) is not self._hook:
            return
        if self._before is _MISSING:
            delattr(self.owner, self.name)
        else:
            setattr(self.owner, self.name, self._before)


@cache
def seams() -> tuple[Seam, ...]:
    """Those of Django, of Django REST framework and of this library."""
    return (
        Seam(QuerySet, "_fetch_all", unread(DATABASE)),
        Seam(QuerySet, "_iterator", stepped(DATABASE)),
        Seam(RawQuerySet, "_fetch_all", unread(DATABASE)),
        Seam(RawQuerySet, "iterator", stepped(DATABASE)),
        Seam(SQLCompiler, "execute_sql", booked(DATABASE)),
        Seam(CursorWrapper, "_execute_with_wrappers", sent),
        Seam(CursorWrapper, "__getattr__", fetched),
        Seam(CursorWrapper, "__iter__", rows),
        Seam(BaseDatabaseWrapper, "connect", booked(DATABASE)),
        Seam(BaseDatabaseWrapper, "_commit", booked(DATABASE)),
        Seam(BaseDatabaseWrapper, "_rollback", booked(DATABASE)),
        Seam(BaseSerializer, "data", value(SERIALIZATION)),
        Seam(Serializer, "to_representation", method(SERIALIZATION)),
        Seam(ListSerializer, "to_representation", method(SERIALIZATION)),
        Seam(BaseHandler, "make_view_atomic", called),
        Seam(APIView, "dispatch", booked(VIEW)),
        Seam(SimpleTemplateResponse, "render", booked(RENDERING)),
        Seam(views, "plan_for", booked(SERIALIZATION)),
        Seam(views, "paginate", booked(SERIALIZATION)),
        Seam(views, "finish", booked(SERIALIZATION)),
        Seam(execute, "send", booked(STATEMENT)),
        *(Seam(RedisStore, name, booked(CACHE)) for name in KEPT),
    )


def cache_seams() -> Iterator[Seam]:
    """Those of the classes of the project's caches."""
    for cls in dict.fromkeys(_cache_classes()):
        yield from _of_cache(cls)


@cache
def _of_cache(cls: type) -> tuple[Seam, ...]:
    # Django's asynchronous methods call the others in a thread.
    own = [f"a{name}" for name in ASKED if getattr(cls, f"a{name}", None) is not getattr(BaseCache, f"a{name}")]
    return tuple(Seam(cls, name, booked(CACHE)) for name in (*ASKED, *own) if hasattr(cls, name))


def _cache_classes() -> Iterator[type]:
    for options in settings.CACHES.values():
        try:
            yield import_string(options["BACKEND"])
        except (ImportError, KeyError):  # a cache that cannot be made: who asks for it will hear of that
            continue
