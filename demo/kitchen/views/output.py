"""Serializers and list serializers that write what they like, fields that come and go, and notes on anything."""

from demo.kitchen.models import Cook, Ingredient, Note, Recipe, Review
from demo.kitchen.serializers import dynamic, generic, lists, output
from demo.kitchen.views.base import KitchenList


class PatchedList(KitchenList):
    queryset = Recipe.objects.select_related("author")
    serializer_class = output.PatchedSerializer


class WithoutNullsList(KitchenList):
    queryset = Ingredient.all_objects.all()
    serializer_class = output.WithoutNullsSerializer


class FreeList(KitchenList):
    queryset = Cook.objects.select_related("station", "boss")
    serializer_class = output.FreeSerializer


class PlainValueList(KitchenList):
    queryset = Ingredient.objects.all()
    serializer_class = output.PlainValueSerializer


class NestedOutputList(KitchenList):
    queryset = Recipe.objects.select_related("author", "tester").prefetch_related("lines__ingredient")
    serializer_class = output.NestedOutputSerializer


class GroupedList(KitchenList):
    queryset = Ingredient.objects.all()
    serializer_class = lists.GroupedSerializer


class PresentList(KitchenList):
    queryset = Ingredient.all_objects.all()
    serializer_class = lists.PresentSerializer


class NumberedList(KitchenList):
    queryset = Review.objects.all()
    serializer_class = lists.NumberedSerializer


class OwnDataList(KitchenList):
    queryset = Review.objects.all()
    serializer_class = lists.OwnDataSerializer


class DynamicList(KitchenList):
    queryset = Recipe.objects.select_related("author")
    serializer_class = dynamic.DynamicSerializer


class BriefList(KitchenList):
    serializer_class = dynamic.BriefSerializer

    def get_queryset(self):
        queryset = Recipe.objects.all()
        if self.request.query_params.get("brief") in ("1", "true"):
            return queryset.only("id", "name")
        return queryset.select_related("author").prefetch_related("tags")


class StaffFieldsList(KitchenList):
    queryset = Cook.objects.all()
    serializer_class = dynamic.StaffSerializer


class SerializerChoiceList(KitchenList):
    queryset = Recipe.objects.select_related("author")

    def get_serializer_class(self):
        if self.request.query_params.get("view") == "full":
            return dynamic.FullRecipeSerializer
        return dynamic.ShortRecipeSerializer


class ContextList(KitchenList):
    queryset = Ingredient.objects.all()
    serializer_class = dynamic.ContextSerializer

    def get_serializer_context(self):
        return {**super().get_serializer_context(), "with_storage": "storage" in self.request.query_params}


class TargetMethodList(KitchenList):
    queryset = Note.objects.select_related("content_type").prefetch_related("content_object")
    serializer_class = generic.TargetMethodSerializer


class TargetFieldList(KitchenList):
    queryset = Note.objects.prefetch_related("content_object")
    serializer_class = generic.TargetFieldSerializer


class NotedList(KitchenList):
    queryset = Recipe.objects.prefetch_related("notes")
    serializer_class = generic.NotedRecipeSerializer
