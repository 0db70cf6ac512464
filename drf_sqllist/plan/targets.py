"""Where links lead: their texts are each request's own, so they stay out of plans and statements."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from drf_sqllist.links.addresses import Finder
from drf_sqllist.links.blanks import Blank, Texts
from drf_sqllist.links.dressing import asked_format
from drf_sqllist.links.explicit import explicit_address


class Found(NamedTuple):
    """The texts of a link, one more than it has blanks.

    Arguments:
        blanks: write the values that SQL left to Python.
    """

    texts: tuple[str, ...]
    blanks: tuple[Blank, ...]


@dataclass(frozen=True)
class Target(ABC):
    """What the links of one field lead to, the same for every request."""

    @abstractmethod
    def find(self, finder: Finder, context: Mapping[str, Any]) -> Found | None:
        """The texts for one request; None where SQL cannot write such links for it.

        Arguments:
            finder: the request's.
            context: the serializer's.
        """


Links = Mapping[Target, Found]
"""What a plan's links are made of, for one request."""


@dataclass(frozen=True)
class Route:
    """What a field says of its links.

    Arguments:
        names: the keyword arguments.
        format: the field's.
        url_template: of the project's own, which goes before the view's name.
    """

    view_name: str
    names: frozenset[str]
    format: str | None = None
    url_template: str | None = None

    def find(self, finder: Finder, context: Mapping[str, Any]) -> Found | None:
        """As ``Target.find``."""
        if "request" not in context:
            return None  # which DRF's field complains of
        if self.url_template is not None:
            address = explicit_address(self.url_template, finder)
        else:
            address = finder.address(self.view_name, self.names, asked_format(self.format, context))
        pieces = None if address is None else address.pieces
        return None if pieces is None else Found(*pieces)


@dataclass(frozen=True)
class ViewTarget(Target):
    """A view, by its name or by a URL template of the project's own.

    Arguments:
        names: the keyword arguments, in the order of their values in the URL.
        writes: the kinds of texts that SQL writes there.
    """

    route: Route
    names: tuple[str, ...]
    writes: tuple[Texts, ...]

    def __str__(self) -> str:
        return self.route.url_template or self.route.view_name

    def find(self, finder: Finder, context: Mapping[str, Any]) -> Found | None:
        found = self.route.find(finder, context)
        if found is None or tuple(blank.name for blank in found.blanks) != self.names:
            return None
        fits = all(writes in blank.fits for writes, blank in zip(self.writes, found.blanks, strict=True))
        return found if fits else None


@dataclass(frozen=True)
class NoTarget(Target):
    """A view whose links Python makes: a plan that says so holds for requests where SQL could not write them either."""

    route: Route

    def find(self, finder: Finder, context: Mapping[str, Any]) -> Found | None:
        return Found((), ()) if self.route.find(finder, context) is None else None


def find_links(targets: tuple[Target, ...], context: Mapping[str, Any]) -> Links | None:
    """The texts of all links for one request; None where SQL cannot write one of them for it."""
    if not targets:
        return {}
    finder = Finder(context.get("request"))
    views = tuple(target for target in targets if isinstance(target, ViewTarget))
    key = views, "request" in context, context.get("format")
    links = finder.made(key, lambda: _find(views, finder, context)) if views else {}
    if links is None or len(views) == len(targets):
        return links
    others = _find([target for target in targets if not isinstance(target, ViewTarget)], finder, context)
    return None if others is None else {**links, **others}


def _find(targets: Iterable[Target], finder: Finder, context: Mapping[str, Any]) -> Links | None:
    links: dict[Target, Found] = {}
    for target in targets:
        found = target.find(finder, context)
        if found is None:
            return None
        links[target] = found
    return links
