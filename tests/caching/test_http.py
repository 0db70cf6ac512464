"""What clients and shared caches are told, and what is answered to those who have the response already."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from rest_framework import permissions, renderers, serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.viewsets import GenericViewSet

from drf_sqllist import ListCache, SQLListMixin
from drf_sqllist.caching.stores import RedisStore
from tests.caching.shelves import BookSerializer, Cached, Shelf, Uncached, factory, get
from tests.statements import record
from tests.testapp.models import Author, Book

pytestmark = pytest.mark.django_db(transaction=True)


class Tagged(Cached):
    cache = ListCache(etag=True)


@pytest.fixture(autouse=True)
def books() -> None:
    ann = Author.objects.create(name="Ann")
    for number in range(30):
        Book.objects.create(title=f"Book {number}", author=ann)


def answer(view: Any, url: str = "/books/", **extra: Any) -> Any:
    """What Django's handler would send: rendered, with what rendering gives in its place."""
    response = view.as_view()(factory.get(url, **extra))
    return response.render() if hasattr(response, "render") else response


def test_a_tag_answers_without_the_list(lists: Any):
    first = answer(Tagged)
    assert (first.status_code, first.sqllist.cache.state) == (200, "miss")
    with record() as sent:
        again = answer(Tagged, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, len(sent)) == (304, b"", 0)
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]
    assert again.headers.get("Vary") == first.headers.get("Vary")


def test_a_tag_answers_even_where_the_rows_are_not_kept_any_more(lists: Any):
    tag = answer(Tagged)["ETag"]
    for key in list(lists.client.get_client().scan_iter()):
        if b"stamp" not in key and b"writers" not in key:
            lists.client.get_client().delete(key)
    with record() as sent:
        assert answer(Tagged, HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert len(sent) == 0


def test_a_tag_does_not_fetch_the_rows(lists: Any, monkeypatch: pytest.MonkeyPatch):
    tag, asked, get_them = answer(Tagged)["ETag"], [], RedisStore.get

    def noted(store: RedisStore, keys: Any) -> Any:
        asked.extend(keys)
        return get_them(store, keys)

    monkeypatch.setattr(RedisStore, "get", noted)
    assert answer(Tagged, HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert asked
    assert not [key for key in asked if ":rows:" in key]
    assert answer(Tagged, HTTP_IF_NONE_MATCH='"other"').sqllist.cache.state == "hit"
    assert len([key for key in asked if ":rows:" in key]) == 1


def test_a_change_is_another_tag(lists: Any):
    tag = answer(Tagged)["ETag"]
    Author.objects.update(name="Bob")
    after = answer(Tagged, HTTP_IF_NONE_MATCH=tag)
    assert (after.status_code, after.content) == (200, get(Uncached).content)
    assert after["ETag"] != tag


@pytest.mark.parametrize("given", ['"other"', '"other", W/{}', "{}", "*"])
def test_tags_are_compared_weakly(lists: Any, given: str):
    tag = answer(Tagged)["ETag"]
    expected = 200 if given == '"other"' else 304
    assert answer(Tagged, HTTP_IF_NONE_MATCH=given.format(tag)).status_code == expected


def test_after_gzip(lists: Any):
    """The middleware makes the tag weak, and a client that has it so is answered so."""

    def send(**extra: Any) -> HttpResponse:
        request = factory.get("/books/", HTTP_ACCEPT_ENCODING="gzip", **extra)
        return GZipMiddleware(lambda request: Tagged.as_view()(request).render())(request)

    first = send()
    assert first["Content-Encoding"] == "gzip"
    assert first["ETag"].startswith('W/"')
    again = send(HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again["ETag"]) == (304, first["ETag"])


@pytest.mark.parametrize(
    ("url", "extra"),
    [
        ("/books/?page=2", {}),
        ("/books/?x=1", {}),
        ("/books/", {"HTTP_HOST": "example.org"}),
        ("/books/", {"HTTP_ACCEPT": "application/json; indent=4"}),
    ],
)
def test_other_bytes_have_another_tag(lists: Any, url: str, extra: dict[str, str]):
    tag = answer(Tagged)["ETag"]
    other = answer(Tagged, url, **extra)
    assert other.content != answer(Tagged).content
    assert other["ETag"] != tag
    assert answer(Tagged, url, HTTP_IF_NONE_MATCH=tag, **extra).status_code == 200
    assert answer(Tagged, url, HTTP_IF_NONE_MATCH=other["ETag"], **extra).status_code == 304


class LoudSerializer(BookSerializer):
    loud = serializers.SerializerMethodField()

    class Meta(BookSerializer.Meta):
        fields = [*BookSerializer.Meta.fields, "loud"]

    volume = "!"

    def get_loud(self, book: Book) -> str:
        return book.title.upper() + LoudSerializer.volume


def test_what_python_makes_has_a_tag_of_its_bytes(lists: Any, monkeypatch: pytest.MonkeyPatch):
    class Loud(Tagged):
        serializer_class = LoudSerializer

    first = answer(Loud)
    assert first.sqllist.mode == "spliced"
    again = answer(Loud, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again["ETag"], again.content) == (304, first["ETag"], b"")
    monkeypatch.setattr(LoudSerializer, "volume", "?")
    assert answer(Loud, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_a_list_that_is_changed_afterwards_has_a_tag_of_its_bytes(lists: Any):
    class Changed(Tagged):
        extra = 1

        def list(self, *args: Any, **kwargs: Any) -> Any:
            response = super().list(*args, **kwargs)
            response.data["extra"] = self.extra
            return response

    first = answer(Changed)
    assert first.data["extra"] == 1
    assert answer(Changed, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    Changed.extra = 2
    assert answer(Changed, HTTP_IF_NONE_MATCH=first["ETag"]).data["extra"] == 2


def test_an_action_of_a_viewset(lists: Any):
    class Books(Shelf, SQLListMixin, GenericViewSet):
        cache = ListCache(etag=True)

        def other(self, request: Any) -> Any:
            response = self.list(request)
            response.data["other"] = True
            return response

    listed, other = Books.as_view({"get": "list"}), Books.as_view({"get": "other"})
    for view in (listed, other):
        tag = view(factory.get("/books/")).render()["ETag"]
        with record() as sent:
            assert view(factory.get("/books/", HTTP_IF_NONE_MATCH=tag)).render().status_code == 304
        assert len(sent) == 0


def test_an_envelope_of_the_projects_own_has_a_tag_of_its_bytes(lists: Any):
    from rest_framework.response import Response

    class Counting(Tagged):
        calls = [0]

        def get_paginated_response(self, data: Any) -> Response:
            self.calls[0] += 1
            return Response({"calls": self.calls[0], "results": data})

    first = answer(Counting)
    assert answer(Counting, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_in_a_transaction_that_has_written(lists: Any):
    from django.db import transaction

    tag = answer(Tagged)["ETag"]
    with transaction.atomic():
        Author.objects.update(name="Bob")
        inside = answer(Tagged, HTTP_IF_NONE_MATCH=tag)
        assert inside.status_code == 200
        assert inside.content == get(Uncached).content


class Closed(permissions.BasePermission):
    def has_permission(self, request: Any, view: Any) -> bool:
        return "HTTP_X_KEY" in request.META


class Never(SimpleRateThrottle):
    rate = "1/day"
    scope = "never"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return "everybody"


def test_permissions_come_first(lists: Any):
    class Guarded(Tagged):
        permission_classes = [Closed]

    tag = answer(Guarded, HTTP_X_KEY="1")["ETag"]
    assert answer(Guarded, HTTP_IF_NONE_MATCH=tag).status_code == 403
    assert answer(Guarded, HTTP_IF_NONE_MATCH=tag, HTTP_X_KEY="1").status_code == 304


def test_throttles_come_first(lists: Any):
    class Throttled(Tagged):
        throttle_classes = [Never]

    tag = answer(Throttled)["ETag"]
    assert answer(Throttled, HTTP_IF_NONE_MATCH=tag).status_code == 429


class Header(BaseAuthentication):
    def authenticate(self, request: Any) -> Any:
        name = request.META.get("HTTP_X_USER")
        return None if name is None else (name, None)


def control(view: Any, **extra: Any) -> set[str]:
    return set(answer(view, **extra)["Cache-Control"].split(", "))


def test_what_is_for_everyone_is_public(lists: Any):
    assert control(Tagged) == {"public", "max-age=0", "must-revalidate"}

    class Aged(Cached):
        cache = ListCache(max_age=5, s_maxage=60, stale_while_revalidate=30)

    assert control(Aged) == {"public", "max-age=5", "s-maxage=60", "stale-while-revalidate=30"}


def test_what_somebody_had_to_be_known_for_is_private(lists: Any):
    class ForUsers(Tagged):
        authentication_classes = [Header]

    class Mine(Tagged):
        def get_queryset(self) -> Any:
            queryset = super().get_queryset()
            return queryset.filter(title=self.request.user) if self.request.user else queryset

    class Guarded(Tagged):
        permission_classes = [permissions.IsAuthenticated | permissions.AllowAny]

    class Loud(Tagged):
        serializer_class = LoudSerializer

    assert "public" in control(ForUsers)
    assert "private" in control(ForUsers, HTTP_X_USER="ann")
    assert "private" in control(Mine)
    assert "private" in control(Guarded)
    assert "private" in control(Loud)

    class Declared(Loud):
        cache = ListCache(etag=True, public=True, s_maxage=9)

    assert control(Declared) == {"public", "max-age=0", "must-revalidate", "s-maxage=9"}

    class Secret(Tagged):
        cache = ListCache(public=False, s_maxage=9)

    assert control(Secret) == {"private", "max-age=0", "must-revalidate"}


def test_the_browsable_api_is_nobody_elses(lists: Any):
    class Browsable(Tagged):
        renderer_classes = [renderers.JSONRenderer, renderers.BrowsableAPIRenderer]

    response = answer(Browsable, HTTP_ACCEPT="text/html")
    assert "private" in response["Cache-Control"]
    assert "ETag" not in response
    assert "ETag" in answer(Browsable)


def test_without_a_word_nothing_is_told(lists: Any):
    response = answer(Cached)
    assert not {"ETag", "Last-Modified", "Cache-Control"} & set(response.headers)


class Dated(Cached):
    cache = ListCache(last_modified=True)


def test_last_modified(lists: Any, monkeypatch: pytest.MonkeyPatch):
    from drf_sqllist.caching import serving

    clock = [1_700_000_000.4]
    monkeypatch.setattr(serving, "time", lambda: clock[0])
    answer(Dated)
    assert "Last-Modified" not in answer(Dated)  # this second may see another change
    clock[0] += 1
    dated = answer(Dated)["Last-Modified"]
    assert dated == "Tue, 14 Nov 2023 22:13:21 GMT"
    assert answer(Dated, HTTP_IF_MODIFIED_SINCE=dated).status_code == 304
    Author.objects.update(name="Bob")
    clock[0] -= 5  # and a clock that goes backwards
    assert answer(Dated, HTTP_IF_MODIFIED_SINCE=dated).status_code == 200
    clock[0] += 10
    later = answer(Dated, HTTP_IF_MODIFIED_SINCE=dated)
    assert (later.status_code, later["Last-Modified"]) == (200, "Tue, 14 Nov 2023 22:13:22 GMT")


def test_a_date_is_nobody_elses(lists: Any, monkeypatch: pytest.MonkeyPatch):
    """Two users' lists have one URL, and perhaps one date: their tags differ."""
    from drf_sqllist.caching import serving

    class Mine(Dated):
        cache = ListCache(etag=True, last_modified=True)
        authentication_classes = [Header]

        def get_queryset(self) -> Any:
            return super().get_queryset().filter(author__name=self.request.user)

    Book.objects.create(title="Bob's", author=Author.objects.create(name="Bob"))
    clock = [1_700_000_000.4]
    monkeypatch.setattr(serving, "time", lambda: clock[0])
    for name in ("Ann", "Bob"):
        answer(Mine, HTTP_X_USER=name)
    clock[0] += 5
    anns = answer(Mine, HTTP_X_USER="Ann")
    assert "Last-Modified" not in anns
    bobs = answer(Mine, HTTP_X_USER="Bob", HTTP_IF_MODIFIED_SINCE="Tue, 14 Nov 2023 22:13:25 GMT")
    assert (bobs.status_code, b"Bob's" in bobs.content) == (200, True)
    assert anns["ETag"] != bobs["ETag"]
    assert answer(Mine, HTTP_X_USER="Bob", HTTP_IF_NONE_MATCH=anns["ETag"]).status_code == 200
    assert answer(Mine, HTTP_X_USER="Bob", HTTP_IF_NONE_MATCH=bobs["ETag"]).status_code == 304
