"""Views that do something of their own."""

from django.core.paginator import Paginator
from django.db.models import Count, F, Max, Prefetch, Q, Sum
from django.utils.functional import cached_property
from rest_framework.response import Response

from demo.kitchen.models import Cook, Ingredient, Line, Recipe, Review, Station
from demo.kitchen.serializers import features
from demo.kitchen.views.base import KitchenList, KitchenPages


class AnnotatedList(KitchenList):
    queryset = Recipe.objects.annotate(
        line_count=Count("lines"),
        spent=Sum(F("lines__price") * F("lines__quantity"), default=0),
        dearest=Max("lines__price"),
    )
    serializer_class = features.AnnotatedSerializer


class FilteredPrefetchList(KitchenList):
    queryset = Recipe.objects.prefetch_related(
        Prefetch("reviews", queryset=Review.objects.filter(stars__gte=4), to_attr="good_reviews")
    )
    serializer_class = features.PrefetchedSerializer


class PlainPrefetchList(FilteredPrefetchList):
    serializer_class = features.PlainPrefetchedSerializer


class DistinctList(KitchenList):
    queryset = Station.objects.filter(recipes__status=Recipe.Status.MENU).distinct()
    serializer_class = features.StationRecipesSerializer


class PartialList(KitchenList):
    queryset = Recipe.objects.select_related("author").only("id", "name", "author__first_name", "author__last_name")
    serializer_class = features.PartialSerializer


class DeferredList(KitchenList):
    queryset = Recipe.objects.select_related("author").defer("settings", "written_at")
    serializer_class = features.PartialSerializer


class ExtraContextList(KitchenList):
    queryset = Cook.objects.all()
    serializer_class = features.ExtraContextSerializer

    def get_serializer_context(self):
        context = super().get_serializer_context()
        context["ranks"] = {grade: rank for rank, grade in enumerate(Cook.Grade.values)}
        context["house"] = Station.objects.count()
        return context


class OwnFilterList(KitchenList):
    """Filters before and after the backends."""

    queryset = Ingredient.objects.all()
    serializer_class = features.IngredientSerializer

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset.filter(supplier__deleted_at=None))
        if storage := self.request.query_params.get("storage"):
            queryset = queryset.filter(Q(storage=storage) | Q(price__lt=1))
        return queryset


class OwnList(KitchenList):
    """`list()` with a header."""

    queryset = Ingredient.objects.all()
    serializer_class = features.PlainIngredientSerializer

    def list(self, request, *args, **kwargs):
        response = super().list(request, *args, **kwargs)
        response["X-Kitchen"] = "open"
        return response


class OwnListDataList(KitchenList):
    """`list()` that looks at the data, and adds to it."""

    queryset = Ingredient.objects.all()
    serializer_class = features.PlainIngredientSerializer

    def list(self, request, *args, **kwargs):
        response = super().list(request, *args, **kwargs)
        response.data["rows"] = len(response.data["results"])
        return response


class EnvelopePages(KitchenPages):
    def get_paginated_response(self, data):
        return Response(
            {
                "meta": {
                    "pages": self.page.paginator.num_pages,
                    "page": self.page.number,
                    "made": "2026-01-01T00:00:00Z",
                },
                "total": self.page.paginator.count,
                "items": data,
            }
        )


class EnvelopeList(KitchenList):
    queryset = Ingredient.objects.all()
    serializer_class = features.PlainIngredientSerializer
    pagination_class = EnvelopePages


class OwnEnvelopeList(KitchenList):
    """The view's own envelope, with a look at the rows."""

    queryset = Ingredient.objects.all()
    serializer_class = features.IngredientSerializer

    def get_paginated_response(self, data):
        response = super().get_paginated_response(data)
        response.data["generated"] = "2026-01-01T00:00:00Z"
        response.data["ids"] = [row["id"] for row in data]
        return response


class EstimatingPaginator(Paginator):
    """Counting is slow: guess, and rather too much."""

    @cached_property
    def count(self):
        return 2000


class EstimatedPages(KitchenPages):
    django_paginator_class = EstimatingPaginator


class EstimatedList(KitchenList):
    queryset = Line.objects.select_related("ingredient")
    serializer_class = features.PlainLineSerializer
    pagination_class = EstimatedPages


class UnpagedList(KitchenList):
    queryset = Ingredient.objects.filter(storage=Ingredient.Storage.FROZEN)
    serializer_class = features.IngredientSerializer
    pagination_class = None
