"""What shared caches and browsers may do with a response."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.utils.cache import patch_cache_control
from rest_framework.permissions import AllowAny

from drf_sqllist.caching.declared import ListCache


class Readers:
    """Whether anybody asks who the user is, while a list is made."""

    def __init__(self, request: Any) -> None:
        self._request = request
        self.asked_for_user = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Notice it in this block."""
        request = self._request
        cls: Any = type(request)
        request.__class__ = _noticing(cls)
        vars(request)["_sqllist_readers"] = self
        try:
            yield
        finally:
            request.__class__ = cls
            del vars(request)["_sqllist_readers"]


@lru_cache(64)
def _noticing(cls: Any) -> Any:
    """A class of requests that tell when somebody asks for the user."""

    def told(name: str) -> property:
        original = getattr(cls, name)

        def get(self: Any) -> Any:
            vars(self)["_sqllist_readers"].asked_for_user = True
            return original.fget(self)

        return property(get, original.fset)

    return type(cls.__name__, (cls,), {"__module__": cls.__module__, "user": told("user"), "auth": told("auth")})


def is_for_everyone(view: Any, request: Any, readers: Readers) -> bool:
    """Whether a response is the same whoever asks: nobody had to be known, and nobody wanted to know."""
    permissions = [type(permission) for permission in view.get_permissions()]
    return (
        not readers.asked_for_user
        and request.successful_authenticator is None
        and all(permission is AllowAny for permission in permissions)
    )


def patch_control(response: Any, said: ListCache, is_public: bool) -> None:
    """Say it in ``Cache-Control`` (RFC 9111, 5.2.2; RFC 5861), unless the view has.

    What has no age is asked for each time; and nobody but its reader keeps what is not for everyone.
    """
    if response.has_header("Cache-Control"):
        return
    control: dict[str, Any] = {"public" if is_public else "private": True, "max_age": said.max_age or 0}
    if not said.max_age:
        control["must_revalidate"] = True
    if said.s_maxage is not None and is_public:
        control["s_maxage"] = said.s_maxage
    if said.stale_while_revalidate is not None:
        control["stale_while_revalidate"] = said.stale_while_revalidate
    patch_cache_control(response, **control)
