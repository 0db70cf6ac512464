"""django-modeltranslation: one attribute, a column for each language, and the request's language decides."""

from typing import Any

import pytest
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
PACKAGE = Package(
    "django-modeltranslation",
    "The package gives its models a constructor, descriptors and a queryset class of its own. "
    "Lists of other models are not concerned.",
    (
        *(
            Case(what, path, "serializer", (reason,), language=language)
            for language in LANGUAGES
            for what, path, reason in (
                ("a translated field, in the request's language", "/pages/", "queryset-class"),
                ("a translated field, ordered by it", "/pages/?ordering=-title", "queryset-class"),
                ("the columns of each language (`title_de`)", "/all/", "queryset-class"),
            )
        ),
        *(
            Case("nested in another model", "/cities/", "spliced", ("model-init",), queries=3, language=language)
            for language in LANGUAGES
        ),
        *(Case("a model beside it", "/plain/", language=language) for language in LANGUAGES),
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
