"""One small adapter per DRF paginator; any other pages by itself and gets its rows in a second statement.

An adapter leaves the paginator in the state that DRF's own ``paginate_queryset`` leaves it in, so the
envelope is made by the paginator's own ``get_paginated_response``.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.db.models.query import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.pagination import CursorPagination, LimitOffsetPagination, PageNumberPagination

from drf_sqllist.page.fetched import Fetch, Listing
from drf_sqllist.page.own import page_by_itself
from drf_sqllist.plan.registry import overridden
from drf_sqllist.plan.relations import ColumnStep, Row, step
from drf_sqllist.problems import Unsupported

FARTHEST = 2**31
"""Rows beyond this offset are not asked for before it is known that they exist."""


def paginate(view: Any, queryset: QuerySet[Any], fetch: Fetch) -> Listing:
    """The rows of the page that the request asks for.

    Raises:
        NotFound: as DRF's paginators do.
    """
    listing = _adapter(view)(view, queryset, fetch)
    return Listing(fetch(queryset).bodies, paginated=False) if listing is None else listing


def has_pages(view: Any) -> bool:
    """Whether anybody may cut the view's rows."""
    return _adapter(view) is not _no_pages


def is_told_by_rows(view: Any, queryset: Any) -> bool:
    """Whether all that a view's envelope shows comes from its rows' statement: no count of the project's own, say."""
    adapter, paginator = _adapter(view), view.paginator
    if adapter is _page_number:
        pages = paginator.django_paginator_class
        return _counts_plainly(queryset) and overridden(pages, Paginator, ("count", "num_pages", "__init__")) is None
    if adapter is _limit_offset:
        return _counts_plainly(queryset) and overridden(type(paginator), LimitOffsetPagination, ("get_count",)) is None
    return adapter is not page_by_itself


def ordered_by(view: Any, queryset: Any) -> tuple[str, ...] | None:
    """Names that a view's paginator will order its rows by; None where that may be any."""
    adapter = _adapter(view)
    if adapter is not _cursor:
        return None if adapter is page_by_itself else ()
    return tuple(name.lstrip("-") for name in view.paginator.get_ordering(view.request, queryset, view))


def _adapter(view: Any) -> Callable[[Any, QuerySet[Any], Fetch], Listing | None]:
    if "paginate_queryset" in vars(view) or overridden(type(view), GenericAPIView, ("paginate_queryset",)):
        return page_by_itself
    if view.paginator is None:
        return _no_pages
    for base, usable, adapter in _ADAPTERS:
        if isinstance(view.paginator, base) and usable(view.paginator):
            return adapter
    return page_by_itself


def _no_pages(view: Any, queryset: QuerySet[Any], fetch: Fetch) -> None:
    """All rows."""


def _keeps(base: type, *names: str) -> Any:
    return lambda paginator: overridden(type(paginator), base, names) is None


def _counts_plainly(queryset: QuerySet[Any]) -> bool:
    return overridden(type(queryset), QuerySet, ("count",)) is None


def _page_number(view: Any, queryset: QuerySet[Any], fetch: Fetch) -> Listing | None:
    """DRF ``PageNumberPagination.paginate_queryset``."""
    paginator, request = view.paginator, view.request
    paginator.request = request
    page_size = paginator.get_page_size(request)
    if not page_size:
        return None
    pages = paginator.django_paginator_class(queryset, page_size)
    number = paginator.get_page_number(request, pages)
    bodies: list[bytes] | None = None
    found: QuerySet[Any] | None = None
    start = _start(number, page_size)
    counts = _counts_plainly(queryset) and overridden(type(pages), Paginator, ("count",)) is None
    if start is not None and counts and "count" not in vars(pages) and pages.object_list is queryset:
        found = queryset[start : start + page_size + pages.orphans]
        fetched = fetch(found, counted=queryset)
        bodies, pages.count = fetched.bodies, fetched.total
    try:
        paginator.page = _page(pages, number, found)
    except InvalidPage as error:
        message = paginator.invalid_page_message.format(page_number=number, message=str(error))
        raise NotFound(message) from error
    if pages.num_pages > 1 and paginator.template is not None:
        paginator.display_page_controls = True
    if bodies is None:
        return Listing(fetch(paginator.page.object_list).bodies, paginated=True)
    rows = paginator.page.object_list.query
    return Listing(bodies[: rows.high_mark - rows.low_mark], paginated=True)


def _page(pages: Any, number: Any, rows: QuerySet[Any] | None) -> Any:
    """Django ``Paginator.page``, which slices the rows once more where they are not all that it wants.

    Arguments:
        rows: those that were fetched.

    Raises:
        InvalidPage: there is no such page.
    """
    if rows is None or pages.orphans:
        return pages.page(number)
    valid = pages.validate_number(number)
    return pages._get_page(rows, valid, pages) if valid * pages.per_page < pages.count else pages.page(number)


def _start(number: Any, page_size: int) -> int | None:
    """Offset of a page (Django ``Paginator.validate_number``); None where the paginator must decide."""
    try:
        start = (int(number) - 1) * page_size
    except (TypeError, ValueError):
        return None
    return start if 0 <= start < FARTHEST else None


def _limit_offset(view: Any, queryset: QuerySet[Any], fetch: Fetch) -> Listing | None:
    """DRF ``LimitOffsetPagination.paginate_queryset``."""
    paginator, request = view.paginator, view.request
    paginator.request = request
    paginator.limit = paginator.get_limit(request)
    if paginator.limit is None:
        return None
    paginator.offset = paginator.get_offset(request)
    stock = overridden(type(paginator), LimitOffsetPagination, ("get_count",)) is None
    bodies: list[bytes] | None = None
    if stock and _counts_plainly(queryset) and paginator.offset + paginator.limit < FARTHEST:
        fetched = fetch(queryset[paginator.offset : paginator.offset + paginator.limit], counted=queryset)
        bodies, paginator.count = fetched.bodies, fetched.total
    else:
        paginator.count = paginator.get_count(queryset)
    if paginator.count > paginator.limit and paginator.template is not None:
        paginator.display_page_controls = True
    if paginator.count == 0 or paginator.offset > paginator.count:
        return Listing([], paginated=True)
    if bodies is None:
        bodies = fetch(queryset[paginator.offset : paginator.offset + paginator.limit]).bodies
    return Listing(bodies, paginated=True)


class CursorRows:
    """A queryset whose slice is a list of rows with the one attribute that cursors are made of."""

    def __init__(self, queryset: QuerySet[Any], paginator: Any, fetch: Fetch, column: str) -> None:
        self._queryset, self._paginator, self._fetch, self._column = queryset, paginator, fetch, column

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queryset, name)

    def order_by(self, *names: Any) -> CursorRows:
        return CursorRows(self._queryset.order_by(*names), self._paginator, self._fetch, self._column)

    def filter(self, *args: Any, **kwargs: Any) -> CursorRows:
        return CursorRows(self._queryset.filter(*args, **kwargs), self._paginator, self._fetch, self._column)

    def __getitem__(self, rows: slice) -> list[Any]:
        name = self._paginator.ordering[0].lstrip("-")
        fetched = self._fetch(self._queryset[rows], position=self._column)
        return [
            SimpleNamespace(**{name: position, "sqllist_body": body})
            for position, body in zip(fetched.positions, fetched.bodies, strict=True)
        ]


def _cursor(view: Any, queryset: QuerySet[Any], fetch: Fetch) -> Listing | None:
    """DRF ``CursorPagination.paginate_queryset`` itself, on rows that know their position."""
    paginator = view.paginator
    ordering = paginator.get_ordering(view.request, queryset, view)
    column = _column(queryset, ordering[0].lstrip("-"))
    if column is None:
        return page_by_itself(view, queryset, fetch)
    page = paginator.paginate_queryset(CursorRows(queryset, paginator, fetch, column), view.request, view=view)
    return None if page is None else Listing([row.sqllist_body for row in page], paginated=True)


def _column(queryset: QuerySet[Any], name: str) -> str | None:
    """The column that an attribute is, if it is one."""
    try:
        reached = step(Row(queryset.model, annotations=queryset.query.annotation_select), name)
    except Unsupported:
        return None
    if not isinstance(reached, ColumnStep):
        return None
    return reached.name if reached.field is None or name in (reached.name, "pk") else None


_ADAPTERS = (
    (PageNumberPagination, lambda p: _page_number_usable(p), _page_number),
    (LimitOffsetPagination, _keeps(LimitOffsetPagination, "paginate_queryset"), _limit_offset),
    (
        CursorPagination,
        _keeps(
            CursorPagination,
            "paginate_queryset",
            "get_paginated_response",
            "get_next_link",
            "get_previous_link",
            "_get_position_from_instance",
        ),
        _cursor,
    ),
)


def _page_number_usable(paginator: Any) -> bool:
    pages = paginator.django_paginator_class
    stock = overridden(type(paginator), PageNumberPagination, ("paginate_queryset",)) is None
    return stock and overridden(pages, Paginator, ("page", "_get_page", "validate_number")) is None
