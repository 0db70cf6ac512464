"""drf-spectacular: its decorators, and the same schema for all views of this folder."""

import json
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
    extend_schema_view,
)
from drf_spectacular.views import SpectacularAPIView
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ModelViewSet

from tests.packages.package import Case, Package
from tests.packages.stays.models import City, Hotel
from tests.packages.twins import Twins, answer, twin


@extend_schema_field(OpenApiTypes.URI)
class Website(serializers.CharField):
    pass


@extend_schema_field({"type": "string", "example": "*****"})
class Stars(serializers.IntegerField):
    def to_representation(self, value: Any) -> Any:
        return "*" * super().to_representation(value)


class CitySerializer(serializers.ModelSerializer):
    class Meta:
        model = City
        fields = ["name", "country"]


@extend_schema_serializer(exclude_fields=["score"], component_name="Place")
class HotelSerializer(serializers.ModelSerializer):
    city = CitySerializer()
    website = Website()

    class Meta:
        model = Hotel
        fields = ["id", "name", "website", "score", "city"]


class StarSerializer(serializers.ModelSerializer):
    stars = Stars()

    class Meta:
        model = Hotel
        fields = ["id", "stars"]


def hotels(*bases: type) -> Any:
    """The view as a project would write it: its decorator is above the mixin, and wraps what the mixin brings."""

    @extend_schema_view(
        list=extend_schema(summary="All hotels", parameters=[OpenApiParameter("page", int)]),
        create=extend_schema(exclude=True),
    )
    class HotelViewSet(*bases, ModelViewSet):  # type: ignore[misc]
        """Hotels, by number."""

        queryset = Hotel.objects.order_by("id")
        serializer_class = HotelSerializer

    return HotelViewSet


@extend_schema(tags=["stars"])
class Starred(ListAPIView):
    queryset = Hotel.objects.order_by("id")
    serializer_class = StarSerializer


def routes(*bases: type) -> list[Any]:
    router = DefaultRouter()
    router.register("hotels", hotels(*bases), "hotel")
    lists = [*router.urls, path("stars/", twin(Starred, bases).as_view())]
    schema = SpectacularAPIView.as_view(urlconf=SimpleNamespace(urlpatterns=lists))
    return [*lists, path("schema/", schema)]


twins = Twins(routes)

PACKAGE = Package(
    "drf-spectacular",
    "The schema of every view of these tests is the same with and without this library.",
    (
        Case("views and serializers with its decorators", "/hotels/", reads=("website", "score"), without=("stars",)),
        Case("a field class with `@extend_schema_field` and a `to_representation`", "/stars/", "spliced"),
    ),
)

FILES = Path(__file__).parent.glob("test_*.py")
MODULES = sorted(file.stem for file in FILES if "twins = Twins(" in file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_the_schema_endpoint() -> None:
    case = Case("", "/schema/")
    response = answer(twins.ours, case)
    assert response.content == answer(twins.theirs, case).content
    assert b"All hotels" in response.content
    assert b"Hotels, by number." in response.content


@pytest.mark.parametrize("module", MODULES)
def test_the_same_schema(module: str, capsys: pytest.CaptureFixture[str]) -> None:
    found: Twins = import_module(f"tests.packages.{module}").twins
    ours, theirs = (
        SchemaGenerator(patterns=list(patterns)).get_schema(request=None, public=True)
        for patterns in (found.ours, found.theirs)
    )
    assert json.dumps(ours, indent=1).splitlines() == json.dumps(theirs, indent=1).splitlines()
    assert ours["paths"]
    assert "sqllist" not in capsys.readouterr().err.lower()


def test_several_threads() -> None:
    twins.hammer(PACKAGE.cases)
