"""What is kept between requests never serves a request that it was not made for."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone, translation
from rest_framework import serializers

from tests.cases.case import DRF_VERSION, model_serializer
from tests.cases.library import library
from tests.outcomes import Outcome, assert_same
from tests.statements import Recorder
from tests.testapp.models import Author, Book, ChoiceRow, FileRow, MomentRow, NumberRow
from tests.views import PagesOfTwo, call, compare, twins

pytestmark = pytest.mark.django_db


def both(pair: tuple[type, type], url: str = "/rows/", **extra: Any) -> Outcome:
    """The same two classes again and again: what the first request left is there for the second."""
    expected, actual = (call(view, url, **extra) for view in pair)
    assert_same(expected, actual)
    return actual


@contextmanager
def under(**overrides: Any) -> Iterator[None]:
    with ExitStack() as stack:
        if "zone" in overrides:
            stack.enter_context(timezone.override(overrides.pop("zone")))
        if "language" in overrides:
            stack.enter_context(translation.override(overrides.pop("language")))
        if "rest_framework" in overrides:
            merged = {**settings.REST_FRAMEWORK, **overrides.pop("rest_framework")}
            stack.enter_context(override_settings(REST_FRAMEWORK=merged))
        stack.enter_context(override_settings(**overrides))
        yield


def moments() -> tuple[type, type]:
    from tests.cases.moments import MOMENTS

    MomentRow.objects.bulk_create(MomentRow(moment=moment) for moment in MOMENTS[9:16])
    return twins(queryset=MomentRow.objects.order_by("pk"), serializer_class=model_serializer(MomentRow, "moment"))


def test_time_zones():
    pair = moments()
    bodies = []
    for zone in ("UTC", "Europe/Amsterdam", "Asia/Kolkata", "UTC", "Europe/London", "Europe/Amsterdam"):
        with under(zone=zone):
            bodies.append(both(pair).body)
    assert len(set(bodies)) == 4
    assert (bodies[0], bodies[1]) == (bodies[3], bodies[5])


def test_formats_of_the_project():
    pair = moments()
    for format in ("iso-8601", None, "%d/%m/%Y", "iso-8601", "%H", None):
        with under(rest_framework={"DATETIME_FORMAT": format}, zone="Europe/Amsterdam"):
            both(pair)


def test_languages():
    ChoiceRow.objects.create(status="done")
    shown = model_serializer(ChoiceRow, status=serializers.CharField(source="get_status_display"))
    pair = twins(queryset=ChoiceRow.objects.order_by("pk"), serializer_class=shown)
    bodies = []
    for language in ("en", "de", "fr", "en", "nl"):
        with under(language=language):
            bodies.append(both(pair).body)
    assert bodies[:2] == [b'[{"status":"Yes"}]', b'[{"status":"Ja"}]']


def test_settings_of_numbers():
    NumberRow.objects.create(big=2**60)
    Book.objects.create(title="a", price="1.50")
    numbers = twins(queryset=NumberRow.objects.all(), serializer_class=model_serializer(NumberRow, "big"))
    prices = twins(queryset=Book.objects.all(), serializer_class=model_serializer(Book, "price"))
    for flag in (False, True, False):
        with under(rest_framework={"COERCE_BIGINT_TO_STRING": flag, "COERCE_DECIMAL_TO_STRING": flag}):
            assert (b'"1.50"' in both(prices).body) == flag
            coerced = flag and DRF_VERSION >= (3, 17)
            assert (f'"{2**60}"'.encode() in both(numbers).body) == coerced


def test_hosts_and_schemes():
    FileRow.objects.create(file="a.txt")
    pair = twins(
        queryset=FileRow.objects.order_by("pk"),
        serializer_class=model_serializer(FileRow, "file"),
        pagination_class=PagesOfTwo,
    )
    FileRow.objects.bulk_create(FileRow(file="b.txt") for _ in range(3))
    for host, secure in (("testserver", False), ("example.org", False), ("testserver", True), ("testserver", False)):
        body = both(pair, headers={"host": host}, secure=secure).body
        scheme = "https" if secure else "http"
        assert f"{scheme}://{host}/media/a.txt".encode() in body
        assert f"{scheme}://{host}/rows/?page=2".encode() in body


def test_media_urls():
    FileRow.objects.create(file="a.txt")
    pair = twins(queryset=FileRow.objects.order_by("pk"), serializer_class=model_serializer(FileRow, "file"))
    for url in ("/media/", "https://cdn.example.org/", "/other/", "/media/"):
        with under(MEDIA_URL=url):
            assert url.encode() in both(pair).body


def test_upload_urls():
    FileRow.objects.create(file="a.txt")
    pair = twins(queryset=FileRow.objects.order_by("pk"), serializer_class=model_serializer(FileRow, "file"))
    for flag in (True, False, True):
        with under(rest_framework={"UPLOADED_FILES_USE_URL": flag}):
            assert (b"http" in both(pair).body) == flag


def test_shapes_of_the_queryset():
    """One view class whose queryset differs by request: joins, prefetches, annotations, columns, slices."""
    library()
    querysets = [
        lambda: Book.objects.order_by("pk"),
        lambda: Book.objects.select_related("author").order_by("pk"),
        lambda: Book.objects.prefetch_related("tags").order_by("pk"),
        lambda: Book.objects.only("title").order_by("pk"),
        lambda: Book.objects.order_by("-pk"),
        lambda: Book.objects.order_by("pk")[:2],
        lambda: Book.objects.order_by("pk")[1:3],
        lambda: Book.objects.filter(title="Zero"),
        lambda: Book.objects.filter(title="Mid"),
        lambda: Book.objects.filter(title__in=["Zero", "Mid"]).order_by("pk"),
        lambda: Book.objects.filter(title__in=["Zero"]).order_by("pk"),
        lambda: Book.objects.filter(author=None),
        lambda: Book.objects.none(),
        lambda: Book.objects.distinct().order_by("pk"),
    ]

    def get_queryset(self):
        return querysets[int(self.request.query_params["n"])]()

    shown = model_serializer(Book, "id", "title", "tags", author=model_serializer(Author, "name")())
    pair = twins(get_queryset=get_queryset, serializer_class=shown)
    for number in [*range(len(querysets)), *reversed(range(len(querysets)))]:
        both(pair, f"/rows/?n={number}")


def test_two_serializers_of_one_name():
    """Classes are told apart by what they are."""
    library()
    for names in (["id"], ["name"], ["id", "name"], ["name", "id"]):
        answer = compare(
            "/rows/", queryset=Author.objects.order_by("pk"), serializer_class=model_serializer(Author, *names)
        )
        assert list(answer[0].data[0]) == names


def test_options_of_the_same_field():
    """One serializer class; the field's options depend on the request."""
    library()

    class Changing(serializers.ModelSerializer):
        class Meta:
            model = Book
            fields = ["id", "price", "published", "title"]

        def get_fields(self):
            fields = super().get_fields()
            query = self.context["request"].query_params
            if places := query.get("places"):
                fields["price"] = serializers.DecimalField(8, int(places))
            if format := query.get("format_"):
                fields["published"] = serializers.DateTimeField(format=format)
            if source := query.get("source"):
                fields["title"] = serializers.CharField(source=source, default=query.get("default", "?"))
            return fields

    pair = twins(queryset=Book.objects.order_by("pk"), serializer_class=Changing)
    for query in (
        "",
        "places=1",
        "places=0",
        "format_=%25Y",
        "format_=%25H:%25M",
        "source=author.name",
        "source=author.name&default=x",
        "source=author.name&default=y",
        "source=author.country.name&default=%27",
        "",
    ):
        both(pair, f"/rows/?{query}")


def test_a_model_serializer_whose_meta_changes():
    """``Meta.fields`` patched between requests, as some packages do."""
    library()
    shown = model_serializer(Author, "id", "name")
    pair = twins(queryset=Author.objects.order_by("pk"), serializer_class=shown)
    both(pair)
    shown.Meta.fields = ["id"]
    assert b"name" not in both(pair).body


def test_text_of_a_statement_is_stable():
    """The same text for every value, so that the server can keep its plan."""
    library()

    def get_queryset(self):
        return Book.objects.filter(title=self.request.query_params["title"]).order_by("pk")

    shown = model_serializer(Book, "id", "title", author=model_serializer(Author, "name")())
    _, ours = twins(get_queryset=get_queryset, serializer_class=shown)
    texts: list[Recorder] = [call(ours, f"/rows/?title={title}").statements for title in ("Zero", "Mid", "a'b", "%25")]
    assert len({recorder.sql[0] for recorder in texts}) == 1


def test_settings_of_the_library():
    library()
    shown = model_serializer(Author, "id", books=model_serializer(Book, "title")(many=True))
    pair = twins(queryset=Author.objects.order_by("pk"), serializer_class=shown)
    for number in (1, 500, 1):
        with override_settings(DRF_SQLLIST={"JOIN_FROM": number}):
            both(pair)
