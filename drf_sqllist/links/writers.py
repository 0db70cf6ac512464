"""Writes the links of one field, for as long as all that they depend on stays as it is.

The field itself sees to it that its writer is forgotten when one of its own attributes is set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from threading import get_ident
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.urls import get_urlconf
from rest_framework.relations import Hyperlink
from rest_framework.settings import api_settings

from drf_sqllist.compat import resolver_of
from drf_sqllist.links.addresses import Address
from drf_sqllist.links.blanks import Blank, Texts
from drf_sqllist.links.watching import Epoch, surroundings, watched

STALE: Any = object()
"""What a writer returns where something has changed since it was made."""

Writer = Callable[[Any, Any], Any]
"""(field, object) -> ``Hyperlink``; None where DRF is to make the link; or ``STALE``."""

_MISSING: Any = object()
listed_in = dict.get
"""The list of a parameter's values: another one, if they have changed (``QueryDict.get`` tells the last of them)."""

_hyperlink = str.__new__


def writer_for(field: Any, context: Mapping[str, Any], address: Address | None, kind: type) -> Writer:
    """The writer of a field's links.

    Arguments:
        field: a fast hyperlink field.
        context: its serializer's.
        address: where the field's objects are found; None where only ``reverse()`` can tell.
        kind: the class of most of the objects.
    """
    request = context["request"]
    seen = watched(request)
    if address is None or seen is None:
        return _left_to_drf(request)
    of_objects = _urls(field, address)
    head, tail = _around_digits(field, address)
    key_of = attrgetter(_key_name(kind))
    format = context.get("format")
    own, inner = seen
    scheme, query = own.get("versioning_scheme"), inner["GET"]
    version = None if scheme is None else own.get("version")
    override = api_settings.URL_FORMAT_OVERRIDE
    listed = listed_in(query, override)
    if listed is not None and getattr(query, "_mutable", True):
        return _left_to_drf(request)
    look, epoch, thread, urlconf = surroundings, Epoch.current, get_ident(), get_urlconf() or settings.ROOT_URLCONF
    around, resolver = look(), resolver_of(urlconf)

    def write(field: Any, value: Any) -> Any:
        try:
            root = field
            while (parent := root.parent) is not None:
                root = parent
            context = root._context
            # One expression over plain attributes: a function for each would take longer than the link.
            if (
                context["request"] is not request
                or context.get("format") is not format
                or inner["GET"] is not query
                or api_settings.URL_FORMAT_OVERRIDE is not override
                or listed_in(query, override) is not listed
                or own.get("versioning_scheme") is not scheme
                or (inner.get("versioning_scheme") if scheme is None else own.get("version")) is not version
                or Epoch.current is not epoch
                or get_ident() != thread
                or look() != around
                or resolver_of(urlconf) is not resolver
            ):
                return STALE
        except Exception:  # an attribute has gone; or a project's context variable cannot be compared
            return STALE
        if head is not None:
            key = key_of(value) if type(value) is kind else value.pk
            if type(key) is int and key >= 0:
                link: Any = _hyperlink(Hyperlink, f"{head}{key}{tail}")
                link.obj = value
                return link
        url = of_objects(value)
        return None if url is None else Hyperlink(url, value)

    return write


def _left_to_drf(request: Any) -> Writer:
    def write(field: Any, value: Any) -> Any:
        return None if field.context.get("request", _MISSING) is request else STALE

    return write


def _around_digits(field: Any, address: Address) -> tuple[str | None, str]:
    """The texts around an integer key, where a link is made of nothing else."""
    if field.paths != {"pk"} or address.pieces is None:
        return None, ""
    texts, blanks = address.pieces
    if len(blanks) > 1 or not blanks[0].fits & Texts.DIGITS:
        return None, ""
    return texts[0], texts[1]


def _key_name(kind: type) -> str:
    """The attribute that ``pk`` is short for: to ask for it by its own name takes a third of the time."""
    if not issubclass(kind, Model) or kind.pk is not Model.pk or kind._get_pk_val is not Model._get_pk_val:
        return "pk"
    name: str = kind._meta.pk.attname
    return name


def _urls(field: Any, address: Address) -> Callable[[Any], str | None]:
    """A function from an object to its URL; None where DRF is to make it."""
    pieces = address.pieces
    if pieces is not None and len(pieces[1]) == 1 and field.lookup_fields is None:
        return _by_one_field(field.lookup_field, address, *pieces)

    def url(value: Any) -> str | None:
        if getattr(value, "pk", _MISSING) in (None, ""):
            return None
        values = field.lookup_values(value)
        if values is None:
            return None
        if pieces is None:
            return address.url(values)
        first, *others = pieces[0]
        url = first
        for blank, text in zip(pieces[1], others, strict=True):
            filled = blank.text(values[blank.name])
            if filled is None:
                return address.url(values)
            url += filled + text
        return url

    return url


def _by_one_field(
    lookup_field: str, address: Address, texts: tuple[str, ...], blanks: tuple[Blank, ...]
) -> Callable[[Any], str | None]:
    """The same for the usual field, with one value in the URL."""
    (head, tail), (blank,) = texts, blanks

    def url(value: Any) -> str | None:
        if getattr(value, "pk", _MISSING) in (None, ""):
            return None
        looked = getattr(value, lookup_field)
        filled = blank.text(looked)
        return address.url({blank.name: looked}) if filled is None else f"{head}{filled}{tail}"

    return url
