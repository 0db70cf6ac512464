"""Members of Python's through every renderer, and with every text that could be taken for a place."""

from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.attack import attack, made, same
from tests.hostile.declared import DECLARED, QUERYSETS, TAGS
from tests.testapp.models import Author, Book, Tag
from tests.views import call, twins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


@pytest.mark.parametrize("renderers", [[BrowsableAPIRenderer], [JSONRenderer], [BrowsableAPIRenderer, JSONRenderer]])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_renderers(renderers: Any, method: str):
    for shown in (DECLARED["tags"], made(lambda self, book: [book.title, book.price, {1: book.published}], model=Book)):
        for queryset in (QUERYSETS["plain"](), QUERYSETS["prefetched"]()):
            plain, ours = twins(queryset=queryset, serializer_class=shown, renderer_classes=renderers)
            same(call(plain, method=method), call(ours, method=method), f"{renderers} {method}", statements=False)
            accept = {"HTTP_ACCEPT": "application/json; indent=3"}
            same(call(plain, **accept), call(ours, **accept), "indented", statements=False)


class Ascii(JSONRenderer):
    ensure_ascii = True
    compact = False


class Lenient(JSONRenderer):
    strict = False


@pytest.mark.parametrize("renderer", [Ascii, Lenient])
def test_renderers_with_attributes(renderer: Any):
    values = [
        float("nan"),
        float("inf"),
        "é\u2028\x7f\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "\x01\x02",
        None,
    ]
    shown = made(lambda self, book: values, "id", model=Book, author=serializers.StringRelatedField())
    attack(Book.objects.order_by("pk"), shown, renderer_classes=[renderer])


ODD_TEXTS = [
    "\x01",
    "\x02",
    "\x01!\x02",
    "\x010:1\x02",
    '{"\\u0001":[0,1]}',
    "\\u0001",
    "\x1f\x7f",
    '"',
    "\\",
    "=1",
    "null",
    "true",
    " ",
]


@pytest.mark.parametrize("text", ODD_TEXTS, ids=repr)
def test_texts(text: str):
    author = Author.objects.first()
    Author.objects.filter(pk=author.pk).update(name=text)
    Book.objects.filter(author=author).update(
        title=text, details={text: [text, {text: None}], "\x01": [0, 1], "\x02": [0, [1]]}
    )
    Tag.objects.update(name=text[:30])
    shown = made(
        lambda self, book: [book.title, book.details, book.author and book.author.name],
        "id",
        "title",
        "details",
        model=Book,
    )
    inner = model_serializer(Tag, "name", made=serializers.SerializerMethodField())
    inner.get_made = lambda self, tag: tag.name
    override = type(
        "Own",
        (model_serializer(Book, "title", "details", tags=inner(many=True), author=serializers.StringRelatedField()),),
        {"to_representation": lambda self, row: [serializers.ModelSerializer.to_representation(self, row), row.title]},
    )
    for cls in (shown, override, TAGS(lambda self, book: [tag.name for tag in book.tags.all()])):
        for queryset in QUERYSETS.values():
            attack(queryset, cls, statements=False, shapes=("whole", "pages"))


def test_members_with_odd_names():
    odd = {
        "\x01": serializers.CharField(source="title"),
        "\x02": serializers.CharField(source="title"),
        'a"b': serializers.CharField(source="title"),
    }
    shown = type(
        "Rows",
        (serializers.Serializer,),
        {**odd, "made": serializers.SerializerMethodField(), "get_made": lambda self, row: 1},
    )
    override = type(
        "Own", (shown,), {"to_representation": lambda self, row: [serializers.Serializer.to_representation(self, row)]}
    )
    nested = type(
        "Rows", (serializers.Serializer,), {"books": shown(many=True), "n": serializers.CharField(source="name")}
    )
    outer = type(
        "Own", (nested,), {"to_representation": lambda self, row: [serializers.Serializer.to_representation(self, row)]}
    )
    for cls in (shown, override):
        attack(Book.objects.order_by("pk"), cls)
    for cls in (nested, outer):
        attack(Author.objects.order_by("pk"), cls)
