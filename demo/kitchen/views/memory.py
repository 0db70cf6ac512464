"""Methods that remember, look around, and return whatever the encoder takes."""

from demo.kitchen.models import Ingredient, Recipe
from demo.kitchen.serializers import memory
from demo.kitchen.views.base import KitchenList


class RunningTotalsList(KitchenList):
    queryset = Ingredient.objects.all()
    serializer_class = memory.RunningTotalsSerializer


class LeftOnObjectList(KitchenList):
    """Prefetched, so that recipes of one author share the object."""

    queryset = Recipe.objects.prefetch_related("author")
    serializer_class = memory.LeftOnObjectSerializer


class LooksAroundList(KitchenList):
    queryset = Recipe.objects.prefetch_related("lines")
    serializer_class = memory.LooksAroundSerializer


class SerializerMethodsList(KitchenList):
    queryset = Recipe.objects.select_related("author", "tester").prefetch_related("lines")
    serializer_class = memory.SerializerMethodsSerializer


class OddValuesList(KitchenList):
    queryset = Recipe.objects.all()
    serializer_class = memory.OddValuesSerializer
