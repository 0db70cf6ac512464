"""Where a field's files are: what stands before their names in the URLs that Django's own storage makes.

Follows Django ``FileSystemStorage.url`` and DRF ``FileField.to_representation``; whatever a project has put
in their place is left to Python.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import DefaultStorage, FileSystemStorage
from django.db import models

from drf_sqllist.links.addresses import Finder
from drf_sqllist.links.dressing import http_request
from drf_sqllist.plan.targets import Found, Target

_SAMPLE = "-/-"

_METHODS = ("url", "_value_or_setting")
_ATTRIBUTES = (*_METHODS, "base_url", "__getattribute__")
"""What a storage's URLs depend on."""


@dataclass(frozen=True)
class FileTarget(Target):
    """The files of a model's field, whose class is Django's own.

    A name of segments that need no quotes and begin with no dot is the end of its file's URL as it is.
    """

    model_field: models.FileField

    def __str__(self) -> str:
        return str(self.model_field)

    def find(self, finder: Finder, context: Mapping[str, Any]) -> Found:
        """What stands before the names for one request; no text where Python makes the URLs."""
        try:
            head = self._head(finder.request)
        except Exception:  # whatever the storage or the request raises, it raises again where a file is written
            head = None
        return Found(() if head is None else (head,), ())

    def _head(self, request: Any) -> str | None:
        storage = _plain_storage(self.model_field)
        if storage is None or not _is_settled(storage):
            return None
        url = storage.url(_SAMPLE)
        if request is not None:
            url = http_request(request).build_absolute_uri(url)
        head = url.removesuffix(_SAMPLE)
        # Other characters are written in one way or the other, as the renderer is set to.
        return head if head != url and head.isascii() and head.isprintable() else None


def _plain_storage(model_field: models.FileField) -> Any:
    """The storage of a field's files, if their URLs are made as Django itself makes them."""
    storage: Any = vars(model_field).get("storage")
    if not issubclass(storage.__class__, FileSystemStorage):  # to which a lazy object tells what is inside
        return None
    if type(storage) is DefaultStorage:
        storage = storage._wrapped
    own = any(getattr(type(storage), name) is not getattr(FileSystemStorage, name) for name in _ATTRIBUTES)
    if own or not vars(storage).keys().isdisjoint(_METHODS):
        return None
    file_url: Any = model_field.attr_class.url
    base_url: Any = FileSystemStorage.base_url
    methods = file_url.fget, base_url.func, *(getattr(FileSystemStorage, name) for name in _METHODS)
    return storage if all(map(_is_djangos, methods)) else None


def _is_djangos(method: Callable[..., Any]) -> bool:
    return method.__module__.startswith("django.") and not hasattr(method, "__wrapped__")


def _is_settled(storage: Any) -> bool:
    """Whether to ask for the storage's URL now changes none that is made later.

    Django puts the script prefix of the request that asks first before a relative ``MEDIA_URL``, and keeps that.
    Under DRF those ask whose lists have files.
    """
    return "base_url" in vars(storage) or str(settings._wrapped.MEDIA_URL).startswith(("http://", "https://", "/"))
