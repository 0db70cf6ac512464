"""django-modeltranslation: one attribute, a column for each language, and the request's language decides."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import override_settings
from django.urls import path
from rest_framework import serializers
from rest_framework.filters import OrderingFilter
from rest_framework.generics import ListAPIView

from tests.packages.package import Case, Package
from tests.packages.stays.models import City, Page
from tests.packages.twins import Twins, twin


class PageSerializer(serializers.ModelSerializer):
    class Meta:
        model = Page
        fields = ["slug", "title", "body"]


class AllLanguages(serializers.ModelSerializer):
    class Meta:
        model = Page
        fields = ["slug", "title_en", "title_de", "title_nl"]


class CityPages(serializers.ModelSerializer):
    pages = PageSerializer(many=True)

    class Meta:
        model = City
        fields = ["name", "pages"]


class CityPageKeys(serializers.ModelSerializer):
    class Meta:
        model = City
        fields = ["name", "country"]


class Pages(ListAPIView):
    queryset = Page.objects.order_by("id")
    serializer_class = PageSerializer
    filter_backends = [OrderingFilter]
    ordering_fields = ["title"]


class AllPages(Pages):
    serializer_class = AllLanguages


class Cities(ListAPIView):
    queryset = City.objects.order_by("id")
    serializer_class = CityPages


class PlainCities(Cities):
    serializer_class = CityPageKeys


def routes(*bases: type) -> list[Any]:
    views = {"pages": Pages, "all": AllPages, "cities": Cities, "plain": PlainCities}
    return [path(f"{name}/", twin(view, bases).as_view()) for name, view in views.items()]


twins = Twins(routes)

LANGUAGES = ("en", "de", "nl")
PLAIN = {"PLAIN_MODELS": ["stays.page"]}
WAIVED = {
    **PLAIN,
    "REGISTER": {
        f"modeltranslation.manager.MultilingualQuerySet.{name}": {"waive": True}
        for name in ("__init__", "_clone", "_filter_or_exclude")
    },
}
TITLE = "a translated field, in the request's language"
ORDERED = "a translated field, ordered by it"
COLUMNS = "the columns of each language (`title_de`)"
NESTED = "nested in another model"
PACKAGE = Package(
    "django-modeltranslation",
    "The package gives its models a constructor, which changes nothing as rows are read: `PLAIN_MODELS` may name them. "
    "Its querysets rewrite names while they are built, and are read as Django's are.",
    tuple(
        case
        for language in LANGUAGES
        for case in (
            Case(TITLE, "/pages/", "spliced", ("model-init", "needs-instance"), language=language),
            Case(
                f"{TITLE}, with `PLAIN_MODELS`",
                "/pages/",
                "spliced",
                ("needs-instance",),
                language=language,
                settings=PLAIN,
            ),
            Case(
                f"{ORDERED}, with `PLAIN_MODELS`",
                "/pages/?ordering=-title",
                "spliced",
                ("needs-instance",),
                language=language,
                settings=PLAIN,
            ),
            Case(f"{COLUMNS}, with `PLAIN_MODELS`", "/all/", language=language, settings=PLAIN),
            Case(NESTED, "/cities/", "spliced", ("queryset-class",), queries=3, language=language),
            Case(
                f"{NESTED}, with `PLAIN_MODELS`",
                "/cities/",
                "spliced",
                ("queryset-class",),
                queries=3,
                language=language,
                settings=PLAIN,
            ),
            Case(
                f"{NESTED}, with `PLAIN_MODELS` and waivers of what its querysets override",
                "/cities/",
                "spliced",
                ("needs-instance",),
                language=language,
                settings=WAIVED,
            ),
            Case("a model beside it", "/plain/", language=language),
        )
    ),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_the_languages_differ() -> None:
    titles = {
        language: [row["title"] for row in twins.get(Case("", "/pages/", language=language))[0].json()]
        for language in LANGUAGES
    }
    assert titles["en"][0] == "About"
    assert titles["de"][0] == "Über uns"
    assert titles["nl"][2] == "Ingewijd"
    assert titles["nl"][0] == "About", "falls back"


def test_no_request_gets_the_language_of_another() -> None:
    twins.hammer(PACKAGE.cases)
    with override_settings(DRF_SQLLIST=WAIVED):
        twins.hammer([replace(case, settings={}) for case in PACKAGE.cases], rounds=1)
