"""The list by each rival, as its own documentation has it."""

from typing import Any

from django.conf import settings
from django.views.decorators.cache import cache_page
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from benchmarks.caching.browser import Browser
from benchmarks.caching.roster import (
    BY_HAND,
    CACHALOT,
    CACHE_PAGE,
    CACHEOPS,
    EXTENSIONS,
    HIT,
    NOT_MODIFIED,
    PLAIN,
)
from benchmarks.ladder.data import remembered
from benchmarks.rivals import OURS, TUNED, Rival
from demo.pizzas.views import OrderPages, Orders, TunedOrders
from drf_sqllist import ListCache

NO_FILTERS: Any = {"filter_backends": ()}


class KeptOrders(Orders):
    """Ours, with a cache."""

    cache = ListCache()


class TaggedOrders(Orders):
    """The same, with entity tags."""

    cache = ListCache(etag=True)


class OrdersByHand(APIView):
    """The article's: `cache.get`, or the serializer's data and `cache.set`. Other pages have other keys."""

    def get(self, request: Request) -> Response:
        return Response(remembered(request.build_absolute_uri(), lambda: self.data(request)))

    def data(self, request: Request) -> Any:
        pages = OrderPages()
        shown = pages.paginate_queryset(TunedOrders.queryset.all(), request, view=self)
        serializer = TunedOrders.serializer_class(shown, many=True, context={"request": request, "view": self})
        return pages.get_paginated_response(serializer.data).data


def rivals(family: str) -> list[Rival]:
    """Those of a family."""
    return _plain() if family == PLAIN else [_OTHERS[family]()]


def _plain() -> list[Rival]:
    tuned = TunedOrders.as_view(**NO_FILTERS)
    return [
        Rival(TUNED, tuned),
        Rival(OURS, Orders.as_view(**NO_FILTERS)),
        Rival(HIT, KeptOrders.as_view(**NO_FILTERS)),
        Rival(NOT_MODIFIED, Browser(TaggedOrders.as_view(**NO_FILTERS))),
        Rival(BY_HAND, OrdersByHand.as_view()),
        Rival(CACHE_PAGE, cache_page(settings.SECONDS)(tuned)),
    ]


def _extensions() -> Rival:
    from rest_framework_extensions.cache.mixins import ListCacheResponseMixin

    kept: Any = type("ExtendedOrders", (ListCacheResponseMixin, TunedOrders), {})
    return Rival(EXTENSIONS, kept.as_view(**NO_FILTERS))


_OTHERS = {
    "drf-extensions": _extensions,
    # These work below the view.
    "cachalot": lambda: Rival(CACHALOT, TunedOrders.as_view(**NO_FILTERS)),
    "cacheops": lambda: Rival(CACHEOPS, TunedOrders.as_view(**NO_FILTERS)),
}
