"""Methods, properties and `str()`."""

from demo.kitchen.models import Cook, Ingredient, Recipe
from demo.kitchen.serializers import methods, properties
from demo.kitchen.views.base import KitchenList


class SmallMethodsList(KitchenList):
    queryset = Recipe.objects.all()
    serializer_class = methods.SmallMethodsSerializer


class RelatedMethodsList(KitchenList):
    queryset = Recipe.objects.prefetch_related("lines__ingredient", "reviews", "tags")
    serializer_class = methods.RelatedMethodsSerializer


class QueryingMethodsList(KitchenList):
    queryset = Recipe.objects.prefetch_related("reviews", "tags")
    serializer_class = methods.QueryingMethodsSerializer


class RequestMethodsList(KitchenList):
    queryset = Cook.objects.all()
    serializer_class = methods.RequestMethodsSerializer


class ViewKwargsList(KitchenList):
    serializer_class = methods.ViewKwargsSerializer

    def get_queryset(self):
        return Cook.objects.filter(station__code=self.kwargs["station"]).select_related("station")


class PythonMethodsList(KitchenList):
    queryset = Ingredient.objects.all()
    serializer_class = methods.PythonMethodsSerializer


class PropertiesList(KitchenList):
    queryset = Recipe.objects.select_related("author", "tester").prefetch_related("lines")
    serializer_class = properties.PropertiesSerializer


class CookPropertiesList(KitchenList):
    queryset = Cook.objects.all()
    serializer_class = properties.CookPropertiesSerializer


class StringsList(KitchenList):
    queryset = Recipe.objects.select_related("station", "author__station", "tester__station").prefetch_related(
        "lines__ingredient", "tags"
    )
    serializer_class = properties.StringsSerializer


class NestedStringsList(KitchenList):
    queryset = Recipe.objects.prefetch_related("lines__ingredient")
    serializer_class = properties.NestedStringsSerializer
