"""``URLTemplate``: what ``reverse()`` gives, as a string and as an expression."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import NotSupportedError, connection
from django.db.models import F, Value
from django.db.models.functions import Lower
from django.test import override_settings
from django.urls import NoReverseMatch, include, path, re_path, set_script_prefix
from django.utils.translation import override
from rest_framework.reverse import reverse
from rest_framework.routers import DefaultRouter
from rest_framework.test import APIRequestFactory
from rest_framework.viewsets import ModelViewSet

from drf_sqllist import URLTemplate
from tests.testapp.models import Author, Book, Country, MomentRow, TextRow, UuidRow


def _view(request: Any, **kwargs: Any) -> None: ...


class _Books(ModelViewSet):
    queryset = Book.objects.all()


router = DefaultRouter()
router.register("books", _Books)

urlpatterns = [
    path("i/<int:pk>/", _view, name="int"),
    path("s/<slug:pk>/", _view, name="slug"),
    path("p/<path:pk>", _view, name="path"),
    path("u/<uuid:pk>/", _view, name="uuid"),
    path("t/<slug:tenant>/<int:pk>", _view, name="two"),
    re_path(r"^odd/(?P<pk>(?=x)\w+)/$", _view, name="odd"),
    re_path(r"^any/(?P<pk>x+)(?=/)/$", _view, name="any"),
    path("vé/", include((router.urls, "api"), namespace="v1")),
]
here = override_settings(ROOT_URLCONF=__name__)


def _url_or_error(make: Callable[..., str], *args: Any, **kwargs: Any) -> str:
    try:
        return make(*args, **kwargs)
    except NoReverseMatch as error:
        return f"NoReverseMatch: {error}"


@pytest.fixture(autouse=True)
def _urls():
    with here:
        yield
    set_script_prefix("/")


class TestFormat:
    @pytest.mark.parametrize(
        "value", [0, 7, 10**30, "7", "٣", True, uuid.UUID(int=5), "a-b", "é", "a b", "a/b", "..", "x"]
    )
    @pytest.mark.parametrize("name", ["int", "slug", "path", "uuid", "odd", "any", "v1:book-detail", "api:book-detail"])
    def test_as_reverse_has_it(self, name: str, value: Any):
        request = APIRequestFactory().get("/x/?format=json")
        for options in ({}, {"request": request}, {"request": request, "format": "json"}):
            expected = _url_or_error(reverse, name, kwargs={"pk": value}, **options)
            template = URLTemplate.for_view(name, **options)
            assert _url_or_error(template.format, value) == expected
            assert _url_or_error(template.format, pk=value) == expected

    def test_several_values(self):
        template = URLTemplate.for_view("two", "pk", "tenant")
        assert template.format(5, "acme") == template.format(tenant="acme", pk=5) == "/t/acme/5"
        assert template.format(5, tenant="acme") == "/t/acme/5"

    @pytest.mark.parametrize(
        ("values", "named"),
        [((), {}), ((1, 2, 3), {}), ((1,), {}), ((1,), {"pk": 1}), ((1, "a"), {"x": 1}), ((), {"pk": 1})],
    )
    def test_other_values(self, values: tuple[Any, ...], named: dict[str, Any]):
        with pytest.raises(TypeError, match="the URL of 'two' takes pk, tenant"):
            URLTemplate.for_view("two", "pk", "tenant").format(*values, **named)

    def test_it_goes_with_the_times(self):
        template = URLTemplate.for_view("int")
        assert template.format(5) == "/i/5/"
        set_script_prefix("/app/")
        assert template.format(5) == "/app/i/5/"
        with override("de"):
            assert template.format(5) == "/app/i/5/"
        with override_settings(ROOT_URLCONF="tests.urls"), pytest.raises(NoReverseMatch):
            template.format(5)
        assert template.format(5) == "/app/i/5/"

    def test_another_urlconf(self):
        template = URLTemplate.for_view("author-detail", urlconf="tests.urls")
        assert template.format("a-b") == "/author/a-b/"
        with pytest.raises(NoReverseMatch):
            template.format("a b")

    def test_no_such_view(self):
        with pytest.raises(NoReverseMatch, match="'nothing' is not a valid view function or pattern name"):
            URLTemplate.for_view("nothing").format(1)


@pytest.mark.django_db
class TestSQL:
    def test_integers(self):
        country = Country.objects.create(name="Land", code="la")
        authors = [Author.objects.create(name=name, country=country) for name in "ab"]
        template = URLTemplate.for_view("v1:book-detail", request=APIRequestFactory().get("/?format=json"))
        found = Author.objects.annotate(url=template.sql("pk")).order_by("pk")
        assert [one.url for one in found] == [template.format(one.pk) for one in authors]
        assert [*found.filter(url__contains="%C3%A9").values_list("pk", flat=True)] == [one.pk for one in authors]

    def test_through_relations_and_of_expressions(self):
        country = Country.objects.create(name="Land", code="LA")
        Author.objects.create(name="a", country=country)
        Author.objects.create(name="b")
        template = URLTemplate.for_view("two", "pk", "tenant")
        rows = Author.objects.annotate(url=template.sql(F("country"), Lower("country__code"))).order_by("pk")
        assert [one.url for one in rows] == [template.format(country.pk, "la"), None]

    def test_values_that_need_quotes(self):
        texts = ["word", "a-b_c", "", "é", "a b", "a/b", "%", "..", "x\n"] + ["a\x00b"] * (
            connection.vendor == "sqlite"
        )
        rows = [TextRow.objects.create(char=text) for text in texts]
        found = TextRow.objects.annotate(link=URLTemplate.for_view("slug").sql("char")).order_by("pk")
        assert [one.link for one in found] == ["/s/word/", "/s/a-b_c/", *[None] * (len(rows) - 2)]

    def test_negative_numbers(self):
        Country.objects.create(name="Land", code="la")
        assert Country.objects.annotate(url=URLTemplate.for_view("int").sql(Value(-5))).get().url is None

    def test_uuids(self):
        rows = [UuidRow.objects.create(other=uuid.uuid4(), rank=rank) for rank in range(3)] + [
            UuidRow.objects.create(rank=3)
        ]
        template = URLTemplate.for_view("uuid")
        found = UuidRow.objects.annotate(url=template.sql("other")).order_by("rank")
        assert [one.url for one in found] == [one.other and template.format(one.other) for one in rows]

    def test_a_type_that_no_route_takes(self):
        with pytest.raises(NotSupportedError, match="cannot write a DateField for 'pk'"):
            list(MomentRow.objects.annotate(url=URLTemplate.for_view("slug").sql("date")))
        with pytest.raises(NotSupportedError, match=r"cannot write a CharField for 'pk' \(\[0-9\]\+\)"):
            list(TextRow.objects.annotate(link=URLTemplate.for_view("int").sql("char")))

    def test_a_route_that_only_django_can_read(self):
        with pytest.raises(ValueError, match="SQL cannot write the URL of 'any': which values it takes is only known"):
            URLTemplate.for_view("any").sql("pk")
        with pytest.raises(ValueError, match="SQL cannot write the URL of 'two': 2 values are wanted"):
            URLTemplate.for_view("two", "pk", "tenant").sql("pk")
