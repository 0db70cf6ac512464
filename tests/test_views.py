"""What surrounds the list is DRF's, untouched: SQLListView against ListAPIView, through ``as_view()``."""

import json
import pickle
from typing import Any

import pytest
from django.core.cache import cache
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_page
from django.views.decorators.vary import vary_on_cookie
from rest_framework import authentication, exceptions, permissions, serializers, throttling, versioning
from rest_framework.generics import ListAPIView, ListCreateAPIView
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer, StaticHTMLRenderer
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from drf_sqllist import SQLListMixin, SQLListView
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.cases.nested import BookSerializer
from tests.outcomes import assert_same
from tests.statements import Recorder
from tests.testapp.models import Author, Book
from tests.views import PagesOfTwo, call

pytestmark = pytest.mark.django_db

AUTHORS = model_serializer(Author, "id", "name", "country")


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


def twins(**attributes: Any) -> tuple[type, type]:
    made = {"queryset": Author.objects.order_by("pk"), "serializer_class": AUTHORS, **attributes}
    return type("AuthorList", (ListAPIView,), dict(made)), type("AuthorList", (SQLListView,), dict(made))


def check(url: str = "/authors/", *, request: dict[str, Any] | None = None, **attributes: Any) -> tuple[Any, Recorder]:
    plain, ours = twins(**attributes)
    expected, actual = (call(view, url, **(request or {})) for view in (plain, ours))
    assert_same(expected, actual)
    return actual.response, actual.statements


def test_one_base_class():
    response, statements = check()
    assert response.sqllist.mode == "sql"
    assert response.sqllist.queries == len(statements) == 1
    assert response.sqllist.problems == ()


class Token(authentication.BaseAuthentication):
    def authenticate(self, request):
        if (name := request.headers.get("X-Token")) is None:
            return None
        if name == "bad":
            raise exceptions.AuthenticationFailed("no such token")
        return name, None

    def authenticate_header(self, request):
        return "Token"


class OnlyAnn(permissions.BasePermission):
    message = "Ann only"

    def has_permission(self, request, view):
        return request.user == "Ann"


class Never(throttling.BaseThrottle):
    def allow_request(self, request, view):
        return False

    def wait(self):
        return 7


@pytest.mark.parametrize(
    ("attributes", "token", "status"),
    [
        ({"permission_classes": [OnlyAnn]}, "Ann", 200),
        ({"permission_classes": [OnlyAnn]}, "Bob", 403),
        ({"permission_classes": [OnlyAnn]}, "bad", 401),
        ({"permission_classes": [OnlyAnn]}, None, 401),
        ({"throttle_classes": [Never]}, "Ann", 429),
        ({"http_method_names": ["post"]}, "Ann", 405),
    ],
)
def test_gates(attributes: dict[str, Any], token: str | None, status: int):
    """They run before any statement."""
    request = {} if token is None else {"headers": {"X-Token": token}}
    plain, ours = twins(authentication_classes=[Token], **attributes)
    expected, actual = (call(view, "/authors/", **request) for view in (plain, ours))
    assert_same(expected, actual)
    for name in ("WWW-Authenticate", "Retry-After"):
        assert actual.response.headers.get(name) == expected.response.headers.get(name)
    assert actual.status == status
    assert len(actual.statements) == (status == 200)


def test_versioning():
    made = {"versioning_class": versioning.QueryParameterVersioning}

    def get_serializer_class(self):
        return AUTHORS if self.request.version == "2" else model_serializer(Author, "id")

    made["get_serializer_class"] = get_serializer_class
    for url in ("/authors/", "/authors/?version=1", "/authors/?version=2", "/authors/?version=1"):
        response, _ = check(url, **made)
        assert (b"name" in response.content) == url.endswith("2")


@pytest.mark.parametrize(
    ("url", "accept"),
    [
        ("/authors/", None),
        ("/authors/", "application/json"),
        ("/authors/", "*/*"),
        ("/authors/", "application/*"),
        ("/authors/", "application/json; indent=4"),
        ("/authors/", "application/json; indent=0"),
        ("/authors/", "application/json; indent=99"),
        ("/authors/", "application/json; charset=utf-8"),
        ("/authors/", "text/html"),
        ("/authors/", "image/png"),
        ("/authors/", "text/html;q=0.5,application/json"),
        ("/authors/?format=json", None),
        ("/authors/?format=json", "text/html"),
        ("/authors/?format=api", None),
        ("/authors/?format=nope", None),
    ],
)
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_negotiation(url: str, accept: str | None, pagination: type | None):
    request = {} if accept is None else {"headers": {"Accept": accept}}
    classes = [JSONRenderer, BrowsableAPIRenderer]
    check(url, request=request, renderer_classes=classes, pagination_class=pagination)


def test_browsable_api():
    made = {"renderer_classes": [BrowsableAPIRenderer, JSONRenderer], "pagination_class": PagesOfTwo}
    response, _ = check("/authors/?page=2", request={"headers": {"Accept": "text/html"}}, **made)
    assert b"Cat" in response.content
    assert response.headers["Content-Type"].startswith("text/html")


class Sorted(JSONRenderer):
    """A renderer of the project's own: it gets the data and does what it does."""

    media_type = "application/json"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return json.dumps(data, sort_keys=True, ensure_ascii=True, cls=self.encoder_class).encode() + b"\n"


class OwnEncoder(JSONRenderer):
    class encoder_class(JSONRenderer.encoder_class):  # noqa: N801
        def default(self, obj):
            return "X"


class Spaced(JSONRenderer):
    compact = False
    ensure_ascii = True


class Text(StaticHTMLRenderer):
    media_type = "text/plain"
    format = "txt"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return ",".join(row["name"] for row in data).encode()


@pytest.mark.parametrize("renderer", [Sorted, OwnEncoder, Spaced, Text])
def test_other_renderers(renderer: type):
    check(renderer_classes=[renderer])


@pytest.mark.parametrize("method", ["head", "options", "post", "put", "delete"])
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_other_methods(method: str, pagination: type | None):
    check("/authors/", request={"method": method}, pagination_class=pagination)


def test_options_is_metadata():
    response, _ = check(request={"method": "options"})
    assert response.data["name"] == "Author List"


def test_mixin_beside_create():
    """Only the list is ours; creating is DRF's."""
    made = {"queryset": Author.objects.order_by("pk"), "serializer_class": AUTHORS}
    plain = type("AuthorList", (ListCreateAPIView,), dict(made))
    ours = type("AuthorList", (SQLListMixin, ListCreateAPIView), dict(made))
    for method, data in (("get", None), ("post", {"name": ""}), ("options", None)):
        extra = {} if data is None else {"data": data, "format": "json"}
        assert_same(*(call(view, "/authors/", method=method, **extra) for view in (plain, ours)))
    created = call(ours, "/authors/", method="post", data={"name": "Eve", "country": None}, format="json")
    assert created.status == 201
    assert_same(call(plain, "/authors/"), call(ours, "/authors/"))


def test_data_is_parsed_when_asked_for():
    plain, ours = twins(pagination_class=PagesOfTwo)
    expected = plain.as_view()(APIRequestFactory().get("/authors/"))
    actual = ours.as_view()(APIRequestFactory().get("/authors/"))
    assert json.loads(json.dumps(actual.data)) == json.loads(json.dumps(expected.data))
    assert list(actual.data) == list(expected.data)
    assert [list(row) for row in actual.data["results"]] == [list(row) for row in expected.data["results"]]
    assert actual.render().content == expected.render().content


@pytest.mark.parametrize("change", ["replace", "mutate", "row", "look"])
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_finalize_response_may_change_the_data(change: str, pagination: type | None):
    def finalize_response(self, request, response, *args, **kwargs):
        response = super(type(self), self).finalize_response(request, response, *args, **kwargs)
        rows = response.data if pagination is None else response.data["results"]
        if change == "replace":
            response.data = {"rows": rows, "more": "é"}
        elif change == "mutate":
            rows.append({"id": 0})
        elif change == "row":
            rows[0]["name"] = "changed"
        response["X-Rows"] = str(len(rows))
        return response

    response, _ = check(finalize_response=finalize_response, pagination_class=pagination)
    assert int(response["X-Rows"]) >= 2


def test_list_of_the_view_may_change_the_response():
    """Some views define ``list()`` and call super."""

    def list_(self, request, *args, **kwargs):
        response = super(type(self), self).list(request, *args, **kwargs)
        response.data = {"wrapped": response.data, "names": [row["name"] for row in response.data]}
        response["X-Kind"] = "wrapped"
        return response

    response, _ = check(list=list_)
    assert (response["X-Kind"], list(response.data)) == ("wrapped", ["wrapped", "names"])


def test_headers_set_by_the_view():
    @property
    def default_response_headers(self):
        return {"Allow": "everything", "X-Own": "1", "Vary": "Cookie"}

    response, _ = check(default_response_headers=default_response_headers)
    assert response["X-Own"] == "1"


def test_serializer_context_and_kwargs():
    class Greeting(serializers.ModelSerializer):
        class Meta:
            model = Author
            fields = ["id", "name"]

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            names = self.context["request"].query_params.get("fields")
            if names:
                for name in set(self.fields) - set(names.split(",")):
                    self.fields.pop(name)

    for query, keys in (("", ["id", "name"]), ("?fields=name", ["name"]), ("?fields=id", ["id"]), ("", ["id", "name"])):
        response, statements = check(f"/authors/{query}", serializer_class=Greeting)
        assert list(json.loads(response.content)[0]) == keys
        assert len(statements) == 1
        assert ('"name"' in statements.sql[0]) == ("name" in keys)


def test_get_fields_by_the_user():
    """A field that one user may see is never kept for another."""

    class Private(serializers.ModelSerializer):
        class Meta:
            model = Author
            fields = ["id", "name", "born"]

        def get_fields(self):
            fields = super().get_fields()
            if self.context["request"].user != "Ann":
                del fields["born"]
            return fields

    for name in ("Ann", "Bob", "Ann", "Bob"):
        made = {"serializer_class": Private, "authentication_classes": [Token]}
        response, _ = check(request={"headers": {"X-Token": name}}, **made)
        assert (b"born" in response.content) == (name == "Ann")


def test_get_serializer_of_the_view():
    def get_serializer(self, *args, **kwargs):
        kwargs["context"] = self.get_serializer_context()
        serializer = AUTHORS(*args, **kwargs)
        serializer.child.fields.pop("country")
        return serializer

    response, _ = check(get_serializer=get_serializer)
    assert b"country" not in response.content


def test_get_serializer_class_per_request():
    def get_serializer_class(self):
        return AUTHORS if "long" in self.request.query_params else model_serializer(Author, "name")

    for query in ("", "?long=1", ""):
        check(f"/authors/{query}", get_serializer_class=get_serializer_class)


def test_get_queryset_by_url_kwarg():
    def get_queryset(self):
        return Author.objects.filter(country__code=self.kwargs["code"]).order_by("pk")

    for code in ("NL", "FR", "??", "NL"):
        check(request={"arguments": {"code": code}}, get_queryset=get_queryset)


def test_get_queryset_with_a_slice_of_the_user():
    def get_queryset(self):
        raise exceptions.PermissionDenied("not you")

    response, _ = check(get_queryset=get_queryset)
    assert response.status_code == 403


def test_exceptions_of_the_view_pass():
    def get_queryset(self):
        raise ZeroDivisionError("mine")

    check(get_queryset=get_queryset)


def test_exception_handler_of_the_project():
    def get_exception_handler(self):
        return lambda error, context: Response({"oops": type(error).__name__}, status=418)

    broken = model_serializer(Book, "id", country=serializers.CharField(source="author.country.name"))
    made = {"queryset": Book.objects.order_by("pk"), "serializer_class": broken}
    response, _ = check(get_exception_handler=get_exception_handler, **made)
    assert (response.status_code, response.data) == (418, {"oops": "AttributeError"})


def test_missing_queryset_and_serializer():
    """DRF's own assertions, word for word."""
    check(queryset=None)
    check(serializer_class=None)


@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_cache_page(pagination: type | None):
    """The response is pickled by Django's cache and answers again without a statement."""
    made = {"queryset": Book.objects.order_by("pk"), "serializer_class": BookSerializer, "pagination_class": pagination}
    decorate = method_decorator([cache_page(60), vary_on_cookie], name="dispatch")
    plain, ours = (decorate(view) for view in twins(**made))
    expected = call(plain, "/books/")
    cache.clear()
    first, second = call(ours, "/books/"), call(ours, "/books/")
    assert first.body == second.body == expected.body
    assert len(second.statements) == 0


def test_pickle():
    _, ours = twins()
    response = ours.as_view()(APIRequestFactory().get("/authors/")).render()
    again = pickle.loads(pickle.dumps(response))
    assert (again.content, again.status_code) == (response.content, 200)


def test_unicode_in_the_envelope():
    response, _ = check("/auteurs-é/?page=2&q=\u2028", pagination_class=PagesOfTwo)
    assert json.loads(response.content)["count"] == 4


def test_plain_function_call():
    """``list_response`` with a request that the view has made, as the audit and the comparer call it."""
    from drf_sqllist import list_response

    plain, _ = twins()
    view = plain()
    view.setup(APIRequestFactory().get("/authors/"))
    request = view.initialize_request(view.request)
    view.request, view.format_kwarg, view.headers = request, None, view.default_response_headers
    view.initial(request)
    response = list_response(view, request)
    rendered = view.finalize_response(request, response).render()
    assert rendered.content == call(plain, "/authors/").body
