"""Whatever a file's name, its storage, the settings and the request are: its URL is the one that DRF writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from itertools import product
from typing import Any
from unittest import mock

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from django.db import connection, models
from django.db.models.fields.files import FieldFile
from django.test import override_settings
from django.urls import get_script_prefix, set_script_prefix
from django.utils.functional import LazyObject
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from tests.cases.case import model_serializer
from tests.hostile.models import Paper
from tests.outcomes import Outcome, assert_same
from tests.views import PagesOfTwo, call, compare, twins

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

PAPERS = model_serializer(Paper, "id", "file", "copy")


def papers(*names: str | None) -> None:
    made = Paper.objects.bulk_create(Paper(file=name) for name in names)
    # Django stores no file as the empty text; NULL is there where another has written it.
    Paper.objects.filter(pk__in=[paper.pk for paper, name in zip(made, names, strict=True) if name is None]).update(
        file=None
    )


def pair_of(serializer_class: type = PAPERS, **attributes: Any) -> tuple[type, type]:
    return twins(queryset=Paper.objects.order_by("pk"), serializer_class=serializer_class, **attributes)


def both(pair: tuple[type, type], url: str = "/rows/", **extra: Any) -> Outcome:
    """The same two classes again and again: what the first request left is there for the second."""
    expected, actual = (call(view, url, **extra) for view in pair)
    assert_same(expected, actual)
    return actual


def mode(pair: tuple[type, type], **extra: Any) -> str:
    return both(pair, **extra).response.sqllist.mode


def without_request(self: Any) -> dict[str, Any]:
    return {"view": self}


@contextmanager
def script_prefix(prefix: str) -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)


@contextmanager
def stored_by(storage: Any) -> Iterator[None]:
    with mock.patch.object(Paper._meta.get_field("file"), "storage", storage):
        yield


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


@pytest.mark.parametrize("media_url", ["media/", "", "/media/", "https://cdn.example.org/m/"])
@pytest.mark.parametrize("first", ["", "a.txt", "a b.txt"])
def test_script_prefixes(media_url: str, first: str):
    """Django keeps the prefix of the request that is the first to write a file; others change nothing."""
    paper = Paper.objects.create(file="")
    told = []
    for view in pair_of():
        bodies = []
        with override_settings(MEDIA_URL=media_url):
            for prefix, name in (("/a/", ""), ("/b/", first), ("/c/", "c.txt"), ("/d/", "a é.txt"), ("/e/", "c.txt")):
                Paper.objects.filter(pk=paper.pk).update(file=name)
                with script_prefix(prefix):
                    bodies.append(call(view).body)
        told.append(bodies)
    assert told[0] == told[1]


def test_who_asks_first():
    """A relative ``MEDIA_URL`` is Python's until Django has settled it, an absolute one need not be settled."""
    papers("a.txt")
    for url, modes in (("media/", ["spliced", "sql", "sql"]), ("/media/", ["sql", "sql", "sql"])):
        with override_settings(MEDIA_URL=url):
            _, ours = pair_of()
            assert [call(ours).response.sqllist.mode for _ in range(3)] == modes
            assert mode(pair_of()) == "sql"


def test_hosts():
    papers("a.txt", "b/c.txt")
    pair = pair_of(pagination_class=PagesOfTwo)
    for host, secure in (("testserver", False), ("example.org", True), ("testserver:80", False), ("testserver", True)):
        answer = both(pair, headers={"host": host}, secure=secure)
        assert answer.response.sqllist.mode == "sql"
        assert f"http{'s' * secure}://{host}/media/b/c.txt".encode() in answer.body
    proxied = {"headers": {"x-forwarded-host": "example.org", "x-forwarded-proto": "https"}}
    with override_settings(USE_X_FORWARDED_HOST=True, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        assert b"https://example.org/media/a.txt" in both(pair, **proxied).body
    assert b"http://testserver/media/a.txt" in both(pair, **proxied).body


def test_paths_of_requests():
    """A relative URL is joined with the request's own path."""
    papers("a.txt", "../b.txt")
    pair = pair_of()
    with stored_by(FileSystemStorage(base_url="s3://bucket/")):
        bodies = {both(pair, url=url).body for url in ("/rows/", "/other/rows/", "/other/rows", "/é/")}
    assert len(bodies) == 4


def test_a_host_that_is_not_allowed():
    pair = pair_of()
    evil = {"headers": {"host": "evil.example"}}
    assert mode(pair, **evil) == "sql"
    papers("", None)
    assert mode(pair, **evil) == "sql"
    papers("a.txt")
    assert "DisallowedHost" in both(pair, **evil).error
    assert mode(pair) == "sql"


def test_no_media_url():
    papers("")
    with override_settings(MEDIA_URL=None):
        pair = pair_of()
        assert mode(pair) == "sql"
        papers("a.txt")
        assert "ValueError" in both(pair).error


class OwnURL(FileSystemStorage):
    def url(self, name: str | None) -> str:
        return f"{super().url(name)}?signed={len(name or '')}"


class OwnBaseURL(FileSystemStorage):
    asked = 0

    @property
    def base_url(self) -> str:
        OwnBaseURL.asked = OwnBaseURL.asked % 2 + 1
        return f"/{OwnBaseURL.asked}/"


class OwnSetting(FileSystemStorage):
    def _value_or_setting(self, value: Any, setting: Any) -> Any:
        return "/own/"


class OwnAttributes(FileSystemStorage):
    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        return (lambda name: f"/own/{name.upper()}") if name == "url" else found


class OwnSaving(FileSystemStorage):
    """As projects have it to write over files."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name


class Lazy(LazyObject):
    def _setup(self) -> None:
        self._wrapped = FileSystemStorage(base_url="/lazy/")


def with_own_url() -> FileSystemStorage:
    storage = FileSystemStorage()
    storage.url = lambda name: f"/of-its-own/{name.upper()}"
    return storage


@pytest.mark.parametrize(
    ("storage", "expected"),
    [
        pytest.param(FileSystemStorage(base_url="https://files.example.org/of"), "sql", id="absolute"),
        pytest.param(FileSystemStorage(base_url=""), "sql", id="empty"),
        pytest.param(FileSystemStorage(base_url="relative"), "sql", id="relative"),
        pytest.param(OwnSaving(), "sql", id="saving"),
        pytest.param(OwnURL(), "spliced", id="url"),
        pytest.param(OwnBaseURL(), "spliced", id="base_url"),
        pytest.param(OwnSetting(), "spliced", id="setting"),
        pytest.param(OwnAttributes(), "spliced", id="attributes"),
        pytest.param(with_own_url(), "spliced", id="url_of_the_instance"),
        pytest.param(InMemoryStorage(base_url="/memory/"), "spliced", id="memory"),
        pytest.param(Lazy(), "spliced", id="lazy"),
    ],
)
def test_storages(storage: Any, expected: str):
    """A plan that was kept with another storage serves each."""
    papers("a.txt", "b/c.txt")
    pair = pair_of()
    assert mode(pair) == "sql"
    with stored_by(storage):
        assert mode(pair) == expected
        assert mode(pair_of()) == expected
    assert mode(pair) == "sql"


def test_a_base_url_that_was_set():
    papers("a.txt")
    pair = pair_of()
    storage = FileSystemStorage()
    with stored_by(storage):
        for url in ("/first/", "/second/", ""):
            storage.base_url = url
            assert mode(pair) == "sql"


where: ContextVar[str] = ContextVar("where", default="/first/")


class Choosing(models.FileField):
    """A file field of a project with tenants."""

    @property
    def storage(self) -> FileSystemStorage:
        return FileSystemStorage(base_url=where.get())

    @storage.setter
    def storage(self, value: Any) -> None:
        pass


@pytest.mark.django_db(transaction=True)
def test_a_storage_that_the_field_chooses_each_time():
    class Tenant(models.Model):
        file = Choosing()

        class Meta:
            app_label = "testapp"

    with connection.schema_editor() as editor:
        editor.create_model(Tenant)
    try:
        Tenant.objects.create(file="a.txt")
        shown = model_serializer(Tenant, "id", file=serializers.FileField())
        pair = twins(queryset=Tenant.objects.order_by("pk"), serializer_class=shown)
        for url in ("/first/", "/second/"):
            where.set(url)
            assert mode(pair) == "spliced"
    finally:
        where.set("/first/")
        with connection.schema_editor() as editor:
            editor.delete_model(Tenant)


def test_patches():
    """Of Django's own methods, as packages and tests make them."""
    papers("a.txt")
    pair = pair_of()
    original = FileSystemStorage.url

    @wraps(original)
    def signed(self: Any, name: str) -> str:
        return original(self, name.upper())

    assert mode(pair) == "sql"
    with mock.patch.object(FileSystemStorage, "url", signed):
        assert mode(pair) == "spliced"
    with mock.patch.object(FileSystemStorage, "url", lambda self, name: f"/{name}/x"):
        assert mode(pair) == "spliced"
    with mock.patch.object(FileSystemStorage, "base_url", "/patched/"), stored_by(FileSystemStorage()):
        assert mode(pair) == "spliced"
    with mock.patch.object(FieldFile, "url", property(lambda self: f"/{self.name}/y")):
        assert mode(pair) == "spliced"
    assert mode(pair) == "sql"


def test_requests_of_their_own():
    papers("a.txt")

    class OwnRequest(Request):
        def build_absolute_uri(self, location: str) -> str:
            return f"https://own.example{location.upper()}"

    def on_class(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        return OwnRequest(request)

    def on_instance(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        if "own" in request.GET:
            request.build_absolute_uri = lambda location=None: f"https://own.example{location.upper()}"
        return Request(request)

    assert mode(pair_of(initialize_request=on_class)) == "spliced"
    pair = pair_of(initialize_request=on_instance)
    assert [mode(pair, url=url) for url in ("/rows/", "/rows/?own=1", "/rows/")] == ["sql", "spliced", "sql"]


def test_a_context_with_and_without_the_request():
    papers("a.txt")

    def sometimes(self: Any) -> dict[str, Any]:
        return {"view": self} if "without" in self.request.GET else {"view": self, "request": self.request}

    pair = pair_of(get_serializer_context=sometimes)
    bodies = [both(pair, url=url).body for url in ("/rows/", "/rows/?without=1", "/rows/")]
    assert [b"http" in body for body in bodies] == [True, False, True]


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
