"""django-parler: texts in a table of their own, with django-parler-rest's serializers and with plain ones."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import override_settings
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


class PrefetchedTrees(Trees):
    queryset = Guide.objects.prefetch_related("translations").order_by("id")


class Plain(ListAPIView):
    queryset = Guide.plain.order_by("id")
    serializer_class = GuideTranslations


class Cities(ListAPIView):
    queryset = City.objects.order_by("id")
    serializer_class = CitySerializer


def routes(*bases: type) -> list[Any]:
    views = {
        "guides": Guides,
        "german": German,
        "active": Active,
        "trees": Trees,
        "prefetched-trees": PrefetchedTrees,
        "plain": Plain,
        "cities": Cities,
    }
    return [path(f"{name}/", twin(view, bases).as_view()) for name, view in views.items()]


twins = Twins(routes)

LANGUAGES = ("en", "de", "nl")
PLAIN = {"PLAIN_MODELS": ["stays.guide", "stays.guidetranslation"]}
QUERYSET = "parler.managers.TranslatableQuerySet"
WAIVED = {**PLAIN, "REGISTER": {f"{QUERYSET}._fetch_all": {"waive": True}}}
ALL_WAIVED = {
    **PLAIN,
    "REGISTER": {f"{QUERYSET}.{name}": {"waive": True} for name in ("__init__", "_clone", "_fetch_all")},
}
TITLE = "a translated field, in the request's language"
CHOSEN = "`language()`, `active_translations()`"
TREE = "`TranslatedFieldsField`"
KEYS = "a list of keys, under the package's manager"
BY = "with `PLAIN_MODELS`, and `_fetch_all` waived"


def waived(what: str, path: str, language: str, reason: str = "needs-instance", queries: int = 1) -> Case:
    return Case(what, path, "spliced", (reason,), queries=queries, language=language, settings=WAIVED)


PACKAGE = Package(
    "django-parler",
    "With django-parler-rest. The package gives its models a constructor and descriptors, and its querysets a "
    "`_fetch_all`, which change no column: `PLAIN_MODELS` may name the models, and "
    "`parler.managers.TranslatableQuerySet._fetch_all` may be "
    "[waived](../guides/registration.md#a-queryset-of-its-own). "
    "The texts come from the package's own cache, or by statements of its own.",
    (
        *(
            case
            for language in LANGUAGES
            for case in (
                Case(TITLE, "/guides/", "serializer", ("queryset-class",), language=language),
                waived(f"{TITLE}; {BY}", "/guides/", language),
                waived(f"{CHOSEN}; {BY}", "/german/", language),
                waived(f"{CHOSEN}; {BY}", "/active/", language),
                waived(f"{TREE}; {BY}", "/trees/", language, "object-as-value", queries=4),
                waived(f"{TREE}; {BY}", "/prefetched-trees/", language, "object-as-value", queries=2),
            )
        ),
        Case("the translations as a nested list", "/plain/", "spliced", ("model-init",)),
        Case("the translations as a nested list, with `PLAIN_MODELS`", "/plain/", settings=PLAIN, without=("summary",)),
        Case(KEYS, "/cities/", "spliced", ("queryset-class",), queries=3),
        Case(f"{KEYS}; {BY}, and `__init__` and `_clone`, too", "/cities/", settings=ALL_WAIVED),
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
    with override_settings(DRF_SQLLIST=WAIVED):
        twins.hammer([replace(case, settings={}) for case in PACKAGE.cases], rounds=1)
