"""Whatever a file's name is, and wherever it stands in a list: its URL is the one that DRF writes."""

from itertools import product
from typing import Any
from unittest import mock

import pytest
from django.db import connection, models
from django.test import override_settings
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from tests.cases.case import model_serializer
from tests.hostile.models import Paper
from tests.hostile.papers import both, mode, pair_of, papers, without_request
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db

PLAIN = ["a", "a.txt", "-", "_", "0", "a..b", "a.", "x/y-z_0.9/A.tar.gz", "a/b./c..", "null", "NULL"]
PLAIN += ["n" * 4000, "d/" * 900 + "f"]
ODD = [
    *(" ", " a", "a ", "a b", "100%", "%41", "a+b", "a&b=c", "a?b", "a#b", "a:b", "http://elsewhere.example/x", "s3:b"),
    *("/", "//", "/a", "//a/b", "///a", "a//b", "a/", "a//", ".", "..", "./a", "../a", "a/.", "a/..", "a/./b"),
    *("a/../b", "a/../../b", ".a", "a/.b", "..a", "a/...", "...", "\\a", "a\\b", "a\\..\\b", "a;b", "a;/b", "~a"),
    *('a"b', "a'b", "a<b>", "a{b}", "a|b", "a^b", "a`b", "[a]", "a,b", "a@b", "a$b", "a!b", "a*b", "(a)", "é", "a/ü"),
    *("\u2028", "a\u2029", "😀", "\ufeffa", "a\n", "\na", "a\r", "a\x01b", "\x02", "\x03a", "\x1e0\x1f", "\x7f"),
    *("A\u030a", "\u017f", "\u212a", "\u0663", "a\u00ad", "\u200b", "é" * 2000, "A" * 3000 + "?", '{"\x01":[0,""]}'),
]
MEDIA_URLS = [
    *("/media/", "media/", "", "/", "https://cdn.example.org/m/", "http://cdn.example.org", "//cdn.example.org/x/"),
    *("/m/?v=1", "/m/?v=/", "/m#f/", "/m;p/", "/m/;p", "/a/../b/", "/a/./b/", "/a//b/", "a/../../b/", "/a b/"),
    *("/mé/", "https://bücher.example/ü/", '/q"uote/', "/back\\slash/", "/m/\x7f/", "/\u2028/", "/[x]/", "/no-slash"),
    *("s3://bucket/", "data:", "https:", "https:/x/", "?", "#", "../up/", ".", "..", "x:y/", "///x/", "//", "/100%/"),
]


def test_plain_names_are_written_by_sql():
    papers(*PLAIN, "", None)
    pair = pair_of()
    answer = both(pair)
    assert (answer.response.sqllist.mode, len(answer.statements)) == ("sql", 1)
    assert answer.body.count(b"http://testserver/media/") == len(PLAIN)


@pytest.mark.parametrize("name", ODD, ids=lambda name: ascii(name)[:20])
def test_an_odd_name(name: str):
    """Alone, so that none is answered by DRF's path for another's sake."""
    papers("a.txt", name, "b.txt")
    for pair in (pair_of(), pair_of(get_serializer_context=without_request)):
        answer = both(pair)
        assert (answer.response.sqllist.mode, len(answer.statements)) == ("spliced", 1)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no NUL in a text")
def test_names_with_a_nul():
    papers("a\x00", "\x00a", "a\x00/../b", "\x00", "a/\x00")
    assert mode(pair_of()) == "spliced"


def test_every_short_name():
    papers(*("".join(signs) for length in range(1, 5) for signs in product("a./-:% ", repeat=length)))
    for pair in (pair_of(), pair_of(get_serializer_context=without_request)):
        for url in ("/media/", "https://cdn.example.org", "s3://bucket/"):
            with override_settings(MEDIA_URL=url):
                assert mode(pair) == "spliced"


def test_every_sign():
    papers(*(f"{before}{chr(code)}{behind}" for code in range(1, 0x250) for before, behind in ("aa", ("", ""))))
    assert mode(pair_of()) == "spliced"


def test_media_urls():
    """One kept plan for all of them, for each of two hosts, and without a request."""
    papers(*PLAIN[:9], *(name for name in ODD if len(name) < 100), "", None)
    pairs = pair_of(), pair_of(get_serializer_context=without_request)
    for url in (*MEDIA_URLS, *MEDIA_URLS[:3]):
        with override_settings(MEDIA_URL=url):
            for pair in pairs:
                for extra in ({}, {"headers": {"host": "example.org"}, "secure": True}):
                    assert mode(pair, **extra) == "spliced", url


def test_texts_of_urls_that_are_written_in_two_ways():
    """A URL that is no ASCII text is written as the renderer is set to, and so by Python."""
    papers("a.txt")
    pair = pair_of(get_serializer_context=without_request)
    for options in ({"ensure_ascii": True}, {"compact": False}, {}):
        with mock.patch.multiple(JSONRenderer, strict=True, **options):
            for url in ("/mé/", "/\u2028/", "/m/\x7f/"):
                with override_settings(MEDIA_URL=url):
                    assert mode(pair) in ("spliced", "serializer")
            with override_settings(MEDIA_URL='/q"uote\\/'):
                assert mode(pair) in ("sql", "serializer")


class OwnText(serializers.FileField):
    """It is given a file even where the column is NULL."""

    def to_representation(self, value: Any) -> Any:
        return [super().to_representation(value), str(value)]


def test_fields_of_their_own():
    """Whatever of a field is its own makes the URL, or the name, as DRF does."""

    class OwnContext(serializers.FileField):
        @property
        def context(self) -> dict[str, Any]:
            return {}

    class OwnRoot(serializers.FileField):
        use_url = False

    papers("a.txt", "b é.txt", "", None)
    for field in (OwnText, OwnContext, OwnRoot):
        both(pair_of(model_serializer(Paper, "id", file=field())))
        both(pair_of(model_serializer(Paper, "id", "file", over=field(source="of.file", read_only=True))))
    named = serializers.FileField(use_url=False)
    assert mode(pair_of(model_serializer(Paper, "id", "copy", file=named))) == "sql"


def family() -> None:
    for name in ("a.txt", "b é.txt", "", "c/d.txt"):
        paper = Paper.objects.create(file=name)
        for copy in ("e.txt", "../f.txt", None):
            below = Paper.objects.create(file=copy, copy="g.png", of=paper)
            Paper.objects.create(file="h.txt", copy="i j.png", of=below)


class Inner(serializers.ModelSerializer):
    of = serializers.FileField(source="of.file", read_only=True)

    class Meta:
        model = Paper
        fields = ["id", "file", "copy", "of"]


class Middle(Inner):
    copies = Inner(many=True)

    class Meta(Inner.Meta):
        fields = [*Inner.Meta.fields, "copies"]


class Loud(Middle):
    """What it is given are DRF's own values, those of lists and objects inside it, too."""

    of = Inner()

    def to_representation(self, instance: Any) -> Any:
        made = super().to_representation(instance)
        made["types"] = [type(value).__name__ for value in made.values()]
        made["file"] = made["file"] and made["file"].upper()
        return made


class Outer(Inner):
    copies = Loud(many=True)
    first = serializers.SerializerMethodField()

    class Meta(Inner.Meta):
        fields = [*Inner.Meta.fields, "copies", "first"]

    def get_first(self, paper: Any) -> Any:
        return [copy.file.url if copy.file else None for copy in paper.copies.all()[:1]]


@pytest.mark.parametrize("serializer_class", [Middle, Loud, Outer])
@pytest.mark.parametrize("options", [{}, {"pagination_class": PagesOfTwo}])
def test_lists_of_lists(serializer_class: type, options: dict[str, Any]):
    family()
    rows = Paper.objects.filter(of=None).order_by("pk")
    for shape in ("correlated", "joined"):
        attributes = {"serializer_class": serializer_class, "sqllist_shapes": {"copies": shape}, **options}
        for queryset in (rows, Paper.objects.order_by("-pk").select_related("of")):
            response, _ = compare("/rows/", queryset=queryset, **attributes)
            assert response.sqllist.mode == "spliced"


@pytest.mark.parametrize("serializer_class", [Loud, Outer])
def test_objects_that_python_makes_have_the_urls(serializer_class: type):
    """The texts of URLs are in a document before it is read: no file is a place that Python fills."""
    Paper.objects.create(file="only.txt", of=Paper.objects.create(file="plain.txt"))
    response, statements = compare("/rows/", queryset=Paper.objects.order_by("pk"), serializer_class=serializer_class)
    assert response.sqllist.mode == "spliced"
    assert "\x03" in statements.sql[0]
    assert b"http://testserver/media/plain.txt" in response.content
    assert b"HTTP://TESTSERVER/MEDIA/ONLY.TXT" in response.content


@pytest.mark.django_db(transaction=True)
def test_tables_of_others():
    """Nobody but the project knows the types of an unmanaged table."""

    class Scroll(models.Model):
        file = models.FileField(null=True)
        note = models.FileField(null=True)

        class Meta:
            app_label = "testapp"
            managed = False
            db_table = "scrolls"

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE scrolls (id integer PRIMARY KEY, file char(8), note integer)")
        cursor.execute("INSERT INTO scrolls VALUES (1, 'a.txt', NULL), (2, '', NULL), (3, NULL, 5), (4, 'b c', NULL)")
    try:
        for shown in (
            model_serializer(Scroll, "id", "file"),
            model_serializer(Scroll, "id", "note"),
            model_serializer(Scroll, "id", file=OwnText()),
            model_serializer(Scroll, "id", note=OwnText()),
        ):
            compare("/rows/", queryset=Scroll.objects.order_by("pk"), serializer_class=shown)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE scrolls")
