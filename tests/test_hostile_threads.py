"""Many requests at once: never a byte of another's answer."""

import datetime
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import Prefetch, Value
from django.utils import timezone, translation
from rest_framework import serializers
from rest_framework.test import APIRequestFactory

from drf_sqllist.testing import assert_parity
from drf_sqllist.views import SQLListView
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Author, Book, ChoiceRow, Comment, Tag
from tests.views import PagesOfTwo

pytestmark = pytest.mark.django_db(transaction=True)
ZONES = ["UTC", "Europe/Amsterdam", "Asia/Kolkata", "America/New_York"]
LANGUAGES = ["en", "de", "nl", "fr"]


class Chosen(serializers.ModelSerializer):
    """The fields, the format and the places are the request's."""

    author = model_serializer(Author, "id", "name", born=serializers.DateField(format="%d/%m/%Y"))()
    tags = model_serializer(Tag, "name")(many=True)

    class Meta:
        model = Book
        fields = ["id", "title", "price", "published", "author", "tags", "comments"]

    def get_fields(self) -> dict[str, Any]:
        query = self.context["request"].query_params
        fields = super().get_fields()
        fields["price"] = serializers.DecimalField(8, int(query["places"]), allow_null=True)
        fields["published"] = serializers.DateTimeField(format=query["format"] or "iso-8601")
        return {name: fields[name] for name in query["fields"].split(",")}


class Books(SQLListView):
    serializer_class = Chosen
    pagination_class = PagesOfTwo

    def get_queryset(self) -> Any:
        query = self.request.query_params
        tags = Tag.objects.filter(weight__gte=int(query["weight"]))
        comments = Comment.everything.filter(text=query["comment"])
        rows = Book.objects.prefetch_related(Prefetch("tags", tags), Prefetch("comments", comments))
        return rows.filter(pk__gte=int(query["from"])).order_by("pk")


class Moments(SQLListView):
    serializer_class = model_serializer(Book, "id", "published", x=serializers.ReadOnlyField())
    pagination_class = None

    def get_queryset(self) -> Any:
        value = self.request.query_params["x"]
        return Book.objects.annotate(x=Value(int(value) if value.isdigit() else value)).order_by("pk")


class Labels(SQLListView):
    serializer_class = model_serializer(ChoiceRow, label=serializers.CharField(source="get_status_display"))
    pagination_class = None
    queryset = ChoiceRow.objects.order_by("pk")


def requests(seed: int) -> Iterator[tuple[type, str]]:
    chance = random.Random(seed)
    names = list(Chosen.Meta.fields)
    for _ in range(60):
        if chance.random() < 0.3:
            yield chance.choice([Moments, Labels]), f"/rows/?x={chance.choice(['1', '22', 'a', 'ä%25s'])}"
            continue
        some = ",".join(chance.sample(names, chance.randint(1, len(names))))
        query = f"fields={some}&places={chance.randint(2, 4)}&format={chance.choice(['', '%25Y', '%25H:%25M'])}"
        rest = f"weight={chance.randint(0, 2)}&comment=c{chance.randint(0, 4)}&from={chance.randint(0, 3)}"
        yield Books, f"/rows/?{query}&{rest}&page={chance.randint(1, 2)}"


def run(seed: int) -> list[str]:
    chance, failures = random.Random(seed), []
    for view, url in requests(seed):
        zone: Any = chance.choice(ZONES)
        if chance.random() < 0.2:
            zone = datetime.timezone(datetime.timedelta(minutes=chance.choice([-210, 0, 345])))
        with timezone.override(zone), translation.override(chance.choice(LANGUAGES)):
            try:
                assert_parity(view, APIRequestFactory().get(url))
            except Exception as error:
                failures.append(f"{url} {zone}: {type(error).__name__} {error}")
    connections.close_all()
    return failures


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection")
def test_eight_threads():
    library()
    ChoiceRow.objects.create(status="done")
    with ThreadPoolExecutor(8) as pool:
        work: Callable[[int], list[str]] = run
        failures = [failure for found in pool.map(work, range(16)) for failure in found]
    assert not failures, failures[:3]


def test_the_same_in_one_thread():
    library()
    ChoiceRow.objects.create(status="done")
    failures = []
    for seed in range(4):
        chance = random.Random(seed)
        for view, url in requests(seed):
            with timezone.override(chance.choice(ZONES)), translation.override(chance.choice(LANGUAGES)):
                try:
                    assert_parity(view, APIRequestFactory().get(url))
                except Exception as error:
                    failures.append(f"{url}: {type(error).__name__} {error}")
    assert not failures, failures[:3]
