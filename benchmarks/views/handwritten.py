"""The endpoint as an expert writes it by hand: one statement, no serializer, in a plain view.

It answers the demo's pages byte for byte, and no more than that. Once it has the filters of the other views, once none
and so no ORM at all, and once not even DRF.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views import View
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import APIView

from benchmarks.views.statement import Rows, escaped, everything, newest, statement
from demo.pizzas.models import Order
from demo.pizzas.views import OrderList

PAGE_SIZE, LARGEST_PAGE_SIZE = 100, 1000

RowsOf = Callable[[int, int], Rows]
"""From a limit and an offset."""


def filtered(orders: QuerySet[Order], limit: int, offset: int) -> Rows:
    page, page_params = orders[offset : offset + limit].query.sql_with_params()
    keys, count_params = orders.order_by().values("pk").query.sql_with_params()
    # Only names of `ordering_fields` come here. Numbering the rows instead costs 0.4 ms per 1 000.
    order = ", ".join(f"o.{name[1:]} DESC" if name[0] == "-" else f"o.{name}" for name in orders.query.order_by)
    return Rows(page, f"SELECT count(*) FROM ({keys}) k", order, (*page_params, *count_params))


class FilteredOrders(OrderList, GenericAPIView):  # type: ignore[type-arg]
    """With the filter backends of the other views, which make the page's own SQL."""

    def get(self, request: Request) -> HttpResponse:
        orders = self.filter_queryset(self.get_queryset())
        return _answer(request, lambda limit, offset: filtered(orders, limit, offset))


class NewestOrders(APIView):
    """The newest orders, page by page: there is nothing to choose."""

    largest_page_size = LARGEST_PAGE_SIZE

    def get(self, request: Request) -> HttpResponse:
        return _answer(request, newest, self.largest_page_size)


class AllOrders(NewestOrders):
    """All of them in one list, unless a size of pages is asked for."""

    def get(self, request: Request) -> HttpResponse:
        if "page_size" in request.query_params:
            return super().get(request)
        _, rows = _fetch(everything(), self.largest_page_size)
        return _json(b"[", rows, b"]")


class DjangoOrders(View):
    """The same without DRF: no negotiation, no permissions, no throttles, no exception handler."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return page(request.build_absolute_uri(), request.GET, newest)


def _answer(request: Request, rows_of: RowsOf, largest_page_size: int = LARGEST_PAGE_SIZE) -> HttpResponse:
    return page(request.build_absolute_uri(), request.query_params, rows_of, largest_page_size)


def page(url: str, query: QueryDict, rows_of: RowsOf, largest_page_size: int = LARGEST_PAGE_SIZE) -> HttpResponse:
    """The page that is asked for, in the envelope of DRF's ``PageNumberPagination``.

    Raises:
        Http404: there is no such page.
    """
    number, size = _page_number(query), _page_size(query, largest_page_size)
    count, rows = _fetch(rows_of(size, (number - 1) * size), size)
    if number > max(1, -(-count // size)):
        raise Http404("Invalid page.")
    following = replace_query_param(url, "page", number + 1) if number * size < count else None
    previous = None
    if number > 1:
        previous = replace_query_param(url, "page", number - 1) if number > 2 else remove_query_param(url, "page")
    head = f'{{"count":{count},"next":{_link(following)},"previous":{_link(previous)},"results":['
    return _json(head.encode(), rows, b"]}")


def _json(head: bytes, rows: bytes, tail: bytes) -> HttpResponse:
    return HttpResponse(b"".join((head, escaped(rows), tail)), content_type="application/json")


def _page_number(query: QueryDict) -> int:
    number = query.get("page", "1")
    if not number.isdecimal() or int(number) < 1:
        raise Http404("Invalid page.")
    return int(number)


def _page_size(query: QueryDict, largest: int) -> int:
    size = query.get("page_size", "")
    return min(int(size), largest) if size.isdecimal() and int(size) > 0 else PAGE_SIZE


def _link(url: str | None) -> str:
    return "null" if url is None else f'"{url}"'


def _fetch(rows: Rows, size: int) -> tuple[int, bytes]:
    """The number of all orders, and the page's rows as the database wrote them."""
    with connection.cursor() as cursor:
        inner: Any = cursor.cursor
        prepares = hasattr(inner, "pgresult")
        text = statement(rows, size, is_prepared=prepares)
        if prepares:
            # Django's own cursor never prepares a statement. The result is read as bytes: no decoding, no encoding.
            import psycopg

            cursor.cursor = psycopg.Cursor(connection.connection)
            cursor.execute(text, rows.params or None)
            result: Any = cursor.cursor.pgresult
            return int(result.get_value(0, 0)), result.get_value(0, 1) or b""
        import psycopg2.extensions

        psycopg2.extensions.register_type(psycopg2.extensions.BYTES, inner)
        cursor.execute(text, rows.params or None)
        count, found = cursor.fetchone()
        return count, found or b""
