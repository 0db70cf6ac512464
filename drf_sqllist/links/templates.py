"""The public tool behind the fields: the URL of a view, for any number of values."""

from __future__ import annotations

from threading import get_ident
from typing import Any

from django.db.models import Expression
from django.urls import get_resolver, get_urlconf
from rest_framework.reverse import reverse

from drf_sqllist.links.addresses import Address, Finder
from drf_sqllist.links.expressions import LinkText
from drf_sqllist.links.watching import Epoch, surroundings


class URLTemplate:
    """A view's URL, found once: ``URLTemplate.for_view("order-detail").format(5)``.

    What it gives is what ``rest_framework.reverse.reverse`` gives, also once the language, the script prefix
    or the URLconf have changed. The request is read when the template is made.
    """

    def __init__(self, view_name: str, names: tuple[str, ...], request: Any, format: str | None, urlconf: Any) -> None:
        self.view_name, self.names = view_name, names
        self._request, self._format, self._urlconf = request, format, urlconf
        self._made: tuple[Any, ...] | None = None
        self._address: Address | None = None

    @classmethod
    def for_view(
        cls,
        view_name: str,
        *names: str,
        request: Any = None,
        format: str | None = None,
        urlconf: Any = None,
    ) -> URLTemplate:
        """The template of a view.

        Arguments:
            view_name: as ``reverse()`` takes it, with its namespaces.
            names: the route's keyword arguments; ``"pk"`` by default.
            request: makes the URL absolute, in the request's API version.
            format: a format suffix.
            urlconf: in place of the current one.
        """
        return cls(view_name, names or ("pk",), request, format, urlconf)

    def format(self, *values: Any, **named: Any) -> str:
        """The URL for the route's values, in the order of their names or by them.

        Raises:
            NoReverseMatch: there is no such route, or it does not take the values.
            TypeError: a value too many, or one is missing.
        """
        if len(values) > len(self.names):
            raise TypeError(
                f"the URL of {self.view_name!r} takes {', '.join(self.names)}: {len(values)} values were given."
            )
        asked = {**dict(zip(self.names, values, strict=False)), **named}
        if asked.keys() != {*self.names} or len(asked) < len(values) + len(named):
            raise TypeError(f"the URL of {self.view_name!r} takes {', '.join(self.names)}, each of them once.")
        address = self._current()
        url = None if address is None else address.url(asked)
        if url is not None:
            return url
        options = {} if self._urlconf is None else {"urlconf": self._urlconf}
        found: str = reverse(self.view_name, kwargs=asked, request=self._request, format=self._format, **options)
        return found

    def sql(self, *expressions: Any) -> Expression:
        """The URL as an expression: ``Order.objects.annotate(url=template.sql("pk"))``.

        It is NULL for a value that is NULL, or does not fit without quotes.

        Arguments:
            expressions: the values, in the order of their names: expressions, or names of columns.

        Raises:
            ValueError: which values the route takes is only known to Django.
        """
        address = self._current()
        pieces = None if address is None else address.pieces
        if pieces is None or len(expressions) != len(self.names):
            reason = (
                f"{len(self.names)} values are wanted" if pieces else "which values it takes is only known to Django"
            )
            raise ValueError(f"SQL cannot write the URL of {self.view_name!r}: {reason}. Use format() for each object.")
        texts, blanks = pieces
        by_name = dict(zip(self.names, expressions, strict=True))
        return LinkText(texts, blanks, *(by_name[blank.name] for blank in blanks))

    def _current(self) -> Address | None:
        resolver = get_resolver(self._urlconf or get_urlconf())
        now = surroundings(), get_ident(), Epoch.current, resolver
        if self._made is None or self._made != now:
            finder = Finder(self._request, self._urlconf)
            self._address = finder.address(self.view_name, frozenset(self.names), self._format)
            self._made = now
        return self._address
