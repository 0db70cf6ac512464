"""Field classes of the project's own, and links."""

from demo.kitchen.models import Cook, Ingredient, Recipe, Review, Supplier
from demo.kitchen.serializers import fields, links
from demo.kitchen.views.base import KitchenList, LanguageList


class OwnFieldsList(KitchenList):
    queryset = Ingredient.objects.select_related("supplier")
    serializer_class = fields.OwnFieldsSerializer


class ReviewTimesList(KitchenList):
    queryset = Review.objects.all()
    serializer_class = fields.ReviewTimesSerializer


class OwnAttributesList(KitchenList):
    queryset = Cook.objects.all()
    serializer_class = fields.OwnAttributesSerializer


class ChoicesList(KitchenList):
    queryset = Ingredient.objects.all()
    serializer_class = fields.ChoicesSerializer


class AutoChoicesList(KitchenList):
    queryset = Cook.objects.all()
    serializer_class = fields.AutoChoicesSerializer


class DisplayList(KitchenList):
    queryset = Recipe.objects.select_related("author__station").prefetch_related("tags")
    serializer_class = fields.DisplaySerializer


class TranslatedList(LanguageList):
    queryset = Ingredient.objects.all()
    serializer_class = fields.TranslatedSerializer


class LocalizedList(LanguageList):
    queryset = Ingredient.objects.all()
    serializer_class = fields.LocalizedSerializer


class DocumentsList(KitchenList):
    queryset = Ingredient.objects.all()
    serializer_class = fields.DocumentsSerializer


class DocumentPathsList(KitchenList):
    queryset = Ingredient.objects.all()
    serializer_class = fields.DocumentPathsSerializer


class SupplierDocumentsList(KitchenList):
    queryset = Supplier.objects.all()
    serializer_class = fields.SupplierDocumentsSerializer


class NestedMethodsList(KitchenList):
    queryset = Recipe.objects.select_related("author__station", "tester__station").prefetch_related("lines__ingredient")
    serializer_class = fields.NestedMethodsSerializer


class HyperlinksList(KitchenList):
    queryset = Recipe.objects.select_related("station", "author", "tester").prefetch_related("tags")
    serializer_class = links.HyperlinksSerializer


class CookLinksList(KitchenList):
    queryset = Cook.objects.select_related("boss").prefetch_related("team").order_by("id")
    serializer_class = links.CookSerializer


class NestedLinksList(KitchenList):
    queryset = Recipe.objects.select_related("station", "tester")
    serializer_class = links.NestedLinksSerializer


class OwnLinksList(KitchenList):
    queryset = Recipe.objects.select_related("station")
    serializer_class = links.OwnLinksSerializer
