"""Values for the arguments of a URL: given, or taken from rows that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.urls import Resolver404, resolve

from drf_sqllist.audit.endpoints import Endpoint

_SUFFIX = re.compile(r"_?(pk|id|uuid|slug|code|name)$", re.I)


class NoSample(Exception):
    """No value is known for an argument; names it, and says how to give one."""


def sample(endpoint: Endpoint, given: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """A URL of an endpoint, and its arguments as the view gets them.

    Arguments:
        given: values by the arguments' names; for all others rows are looked at.

    Raises:
        NoSample: an argument for which no row has a value, or one that the URL's pattern does not take.
    """
    texts = {name: given[name] if name in given else _from_rows(endpoint, name) for name in endpoint.parameters}
    path = endpoint.path(texts)
    try:
        match = resolve(path) if path else None
    except Resolver404:
        match = None
    if path is None or match is None or getattr(match.func, "cls", None) is not endpoint.cls:
        told = ", ".join(f"{name}={text}" for name, text in texts.items()) or "no arguments"
        raise NoSample(f"{endpoint.route} does not lead to {endpoint.name} with {told}: give --sample NAME=VALUE")
    return path, dict(match.kwargs)


def _from_rows(endpoint: Endpoint, name: str) -> str:
    for model, column in _columns(endpoint, name):
        value = model._default_manager.order_by("pk").values_list(column, flat=True).exclude(**{column: None}).first()
        if value is not None and str(value):
            return str(value)
    raise NoSample(f"no row has a value for {name!r} of {endpoint.route}: give --sample {name}=VALUE")


def _columns(endpoint: Endpoint, name: str) -> Iterator[tuple[type[Model], str]]:
    """Where a value for an argument may be found, the likeliest first.

    ``customer_pk`` of a list of orders: the customer of an order, then any model that is called ``customer``;
    ``pk`` behind ``/customers/``: a model that is called like that.
    """
    listed: Any = getattr(getattr(endpoint.cls, "queryset", None), "model", None)
    noun = _SUFFIX.sub("", name)
    suffix = _SUFFIX.search(name)
    attribute = suffix[1].lower() if suffix and noun else name
    if listed is not None:
        for candidate in (name, noun):
            if candidate and _has(listed, candidate):
                yield listed, candidate
    for label in (noun, _word_before(endpoint, name)):
        for model in apps.get_models():
            if label and _is_called(model, label):
                yield model, attribute if _has(model, attribute) else "pk"


def _has(model: type[Model], name: str) -> bool:
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name == "pk"
    return bool(field.concrete) and not field.many_to_many


def _is_called(model: type[Model], label: str) -> bool:
    plain = label.replace("-", "").replace("_", "").lower()
    options = model._meta
    plural = str(options.verbose_name_plural).replace(" ", "").lower()
    return plain in (options.model_name, f"{options.model_name}s", plural)


def _word_before(endpoint: Endpoint, name: str) -> str:
    """The segment of the route that stands before an argument's."""
    segments = [segment for segment in endpoint.route.split("/") if segment]
    for before, segment in pairwise(segments):
        if re.fullmatch(rf"<(\w+:)?{re.escape(name)}>", segment):
            return before
    return ""
