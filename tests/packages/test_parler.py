"""django-parler: texts in a table of their own, with django-parler-rest's serializers and with plain ones."""

from typing import Any

import pytest
from django.urls import path
from parler_rest.fields import TranslatedFieldsField
from parler_rest.serializers import TranslatableModelSerializer
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from tests.packages.package import Case, Package
from tests.packages.stays.models import City, Guide
from tests.packages.twins import Twins, twin

GuideTranslation = Guide._parler_meta.root_model


class GuideSerializer(serializers.ModelSerializer):
    """In the request's language."""

    title = serializers.CharField()

    class Meta:
        model = Guide
        fields = ["id", "length", "title", "summary"]


class GuideTree(TranslatableModelSerializer):
    """In all languages."""

    translations = TranslatedFieldsField(shared_model=Guide)

    class Meta:
        model = Guide
        fields = ["id", "length", "translations"]


class TranslationSerializer(serializers.ModelSerializer):
    class Meta:
        model = GuideTranslation
        fields = ["language_code", "title"]


class GuideTranslations(serializers.ModelSerializer):
    """In all languages, as a nested list."""

    translations = TranslationSerializer(many=True)

    class Meta:
        model = Guide
        fields = ["id", "length", "translations"]


class CitySerializer(serializers.ModelSerializer):
    guides = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = City
        fields = ["name", "guides"]


class Guides(ListAPIView):
    queryset = Guide.objects.order_by("id")
    serializer_class = GuideSerializer


class German(Guides):
    def get_queryset(self) -> Any:
        return Guide.objects.language("de").order_by("id")


class Active(Guides):
    def get_queryset(self) -> Any:
        return Guide.objects.active_translations().order_by("id").distinct()


class Trees(Guides):
    serializer_class = GuideTree


class Plain(ListAPIView):
    queryset = Guide.plain.order_by("id")
    serializer_class = GuideTranslations


class Cities(ListAPIView):
    queryset = City.objects.order_by("id")
    serializer_class = CitySerializer


def routes(*bases: type) -> list[Any]:
    views = {"guides": Guides, "german": German, "active": Active, "trees": Trees, "plain": Plain, "cities": Cities}
    return [path(f"{name}/", twin(view, bases).as_view()) for name, view in views.items()]


twins = Twins(routes)

LANGUAGES = ("en", "de", "nl")
PLAIN_MODELS = {"PLAIN_MODELS": ["stays.guide", "stays.guidetranslation"]}
PACKAGE = Package(
    "django-parler",
    "With django-parler-rest. The package gives its models a constructor, descriptors and a queryset class of its own. "
    "A nested list of the translations, under a plain manager, is SQL's once `PLAIN_MODELS` names both models.",
    (
        *(
            Case(what, path, "serializer", ("queryset-class",), language=language)
            for language in LANGUAGES
            for what, path in (
                ("a translated field, in the request's language", "/guides/"),
                ("`language()`, `active_translations()`", "/german/"),
                ("`language()`, `active_translations()`", "/active/"),
                ("`TranslatedFieldsField`", "/trees/"),
            )
        ),
        Case("the translations as a nested list", "/plain/", "serializer", ("model-init",)),
        Case("the same, with `PLAIN_MODELS`", "/plain/", settings=PLAIN_MODELS, without=("summary",)),
        Case("a list of keys, under the package's manager", "/cities/", "spliced", ("model-init",), queries=3),
    ),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_the_languages_differ() -> None:
    titles = {
        language: [row["title"] for row in twins.get(Case("", "/guides/", language=language))[0].json()]
        for language in LANGUAGES
    }
    assert titles == {
        "en": ["Cologne", "Ghent", "Nothing"],
        "de": ["Köln", "Ghent", "Nothing"],
        "nl": ["Cologne", "Gent", "Nothing"],
    }


def test_no_request_gets_the_language_of_another() -> None:
    twins.hammer(PACKAGE.cases)
