"""Links that Python makes in a list of ours: they are given what they read, and nothing else."""

from typing import Any

import pytest
from django.test import override_settings
from django.urls import re_path
from rest_framework import reverse as drf_reverse
from rest_framework import serializers

from drf_sqllist import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField
from tests.testapp.models import Author, Book, Country
from tests.views import call, compare, twins


class Linked(serializers.ModelSerializer):
    """Has links in the data that it changes."""

    slow = serializers.HyperlinkedIdentityField(view_name="author-detail")
    fast = FastHyperlinkedIdentityField(view_name="author-detail")
    nested = FastHyperlinkedIdentityField(
        view_name="book-of-author", lookup_fields={"author": "country.pk", "pk": "pk"}
    )
    country = FastHyperlinkedRelatedField(view_name="country-detail", read_only=True)
    code = FastHyperlinkedRelatedField(source="country", url_template="/country/by-code/{code}/", read_only=True)

    class Meta:
        model = Author
        fields = ["name", "slow", "fast", "nested", "country", "code"]


class Changed(Linked):
    def to_representation(self, instance: Any) -> Any:
        data = super().to_representation(instance)
        return {**data, "kinds": sorted({type(value).__name__ for value in data.values()})}


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 30])
def test_in_one_statement(size: int):
    country = Country.objects.create(name="Land", code="é")
    for number in range(size):
        Author.objects.create(name=f"{number}", country=country if number % 3 else None)
    for serializer in (Linked, Changed):
        response, statements = compare(
            queryset=Author.objects.select_related("country").order_by("pk"), serializer_class=serializer
        )
        quoted = size > 1  # the country's code is an "é"
        assert response.sqllist.mode == ("spliced" if quoted or serializer is Changed else "sql")
        assert len(statements) == 1


class Moved(Linked):
    """Has another route for each second object, and a list of links beside it."""

    books = serializers.HyperlinkedRelatedField(view_name="book-detail", many=True, read_only=True)

    class Meta:
        model = Author
        fields = ["slow", "country", "books"]

    def to_representation(self, instance: Any) -> Any:
        self.fields["slow"].view_name = "author-detail" if instance.pk % 2 else "tag-detail"
        return {**super().to_representation(instance), "pk": instance.pk}


@pytest.mark.django_db
@pytest.mark.parametrize("serializer", [Changed, Moved])
def test_nothing_is_reversed_for_each_row(serializer: Any, monkeypatch: pytest.MonkeyPatch):
    country = Country.objects.create(name="Land", code="la")
    for number in range(20):
        author = Author.objects.create(name=f"{number}", country=country)
        Book.objects.create(title=f"{number}", author=author)
    rows = Author.objects.select_related("country").prefetch_related("books").order_by("pk")
    compare(queryset=rows, serializer_class=serializer)
    reversed_names = []
    django_reverse = drf_reverse.django_reverse

    def counted(view_name: str, *args: Any, **kwargs: Any) -> str:
        reversed_names.append(view_name)
        return django_reverse(view_name, *args, **kwargs)

    monkeypatch.setattr(drf_reverse, "django_reverse", counted)
    _, ours = twins(queryset=rows, serializer_class=serializer)
    assert call(ours).response.sqllist.mode == "spliced"
    assert reversed_names == []


@pytest.mark.django_db
def test_a_field_that_was_patched_is_not_replaced(monkeypatch: pytest.MonkeyPatch):
    Author.objects.create(name="a")

    def to_representation(self: Any, value: Any) -> str:
        return f"{self.view_name} of {value.pk}"

    monkeypatch.setattr(serializers.HyperlinkedRelatedField, "to_representation", to_representation)
    response, _ = compare(queryset=Author.objects.order_by("pk"), serializer_class=Changed)
    assert "author-detail of" in response.data[0]["slow"]


def _view(request: Any, **kwargs: Any) -> None: ...


urlpatterns = [
    re_path(r"^a/(?P<pk>\d+)(?=/)/$", _view, name="author-detail"),
    re_path(r"^c/(?P<code>\w+)(?=/)/(?P<pk>\d+)/$", _view, name="author-of-country"),
]


class Unread(serializers.ModelSerializer):
    """Links by routes that are only known to Django."""

    slow = serializers.HyperlinkedIdentityField(view_name="author-detail")
    fast = FastHyperlinkedIdentityField(view_name="author-detail")
    nested = FastHyperlinkedIdentityField(
        view_name="author-of-country", lookup_fields={"code": "country.code", "pk": "pk"}
    )

    class Meta:
        model = Author
        fields = ["slow", "fast", "nested"]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_only_what_is_read_travels():
    Author.objects.create(name="a", country=Country.objects.create(name="Land", code="la"))
    Author.objects.create(name="b")
    response, statements = compare(queryset=Author.objects.order_by("pk"), serializer_class=Unread)
    assert response.sqllist.mode == "spliced"
    assert {problem.code for problem in response.sqllist.problems} == {"route"}
    assert len(statements) == 1
    assert '"code"' in statements.sql[0]
    assert '"name"' not in statements.sql[0]
