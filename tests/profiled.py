"""Views whose time is known: each part of a request spends what it is told to, on a clock that only they move."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import Client, override_settings
from django.urls import path
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAdminUser
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from drf_sqllist import SQLListView
from drf_sqllist.profiling import Profile, profile
from tests.testapp.models import Author, Book


class Time:
    """The time that was spent: exact in binary, so that sums are exact, too."""

    def __init__(self) -> None:
        self.now = 1024.0

    def spend(self, seconds: float) -> None:
        self.now += seconds


time = Time()

STATEMENT = 1.0
ROW = 0.5
FIELD = 0.25
VIEW = 2.0
RENDERING = 4.0
MIDDLEWARE = 8.0
CACHE = 16.0
PLAIN = 32.0


def keep_time(patch: pytest.MonkeyPatch) -> None:
    """Let the profiler's clock be this one, a statement take its time, and each author that is made of a row."""
    patch.setattr("drf_sqllist.profiling.clock.perf_counter", lambda: time.now)
    for name in ("_execute", "_executemany"):
        patch.setattr(CursorWrapper, name, _taking(getattr(CursorWrapper, name)))
    # On the base class: one of the model's own would be looked at before SQL writes its list.
    load = Model.from_db.__func__  # type: ignore[attr-defined]

    def from_db(cls: Any, *values: Any, **options: Any) -> Any:
        time.spend(ROW if cls is Author else 0)
        return load(cls, *values, **options)

    patch.setattr(Model, "from_db", classmethod(from_db))


def _taking(execute: Any) -> Any:
    def taking(*arguments: Any) -> Any:
        time.spend(STATEMENT)
        return execute(*arguments)

    return taking


class SlowMiddleware:
    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        time.spend(MIDDLEWARE)
        return self.get_response(request)


class SlowRenderer(JSONRenderer):
    def render(self, data: Any, *arguments: Any, **options: Any) -> Any:
        time.spend(RENDERING)
        return super().render(data, *arguments, **options)


class SlowField(serializers.CharField):
    def to_representation(self, value: Any) -> str:
        time.spend(FIELD)
        return str(super().to_representation(value))


class NameSerializer(serializers.ModelSerializer):
    name = SlowField()

    class Meta:
        model = Author
        fields = ["name"]


class BookSerializer(serializers.ModelSerializer):
    author = NameSerializer()

    class Meta:
        model = Book
        fields = ["title", "author"]


class Slow:
    renderer_classes = [SlowRenderer]

    def initial(self, request: Any, *arguments: Any, **options: Any) -> None:
        time.spend(VIEW)
        super().initial(request, *arguments, **options)  # type: ignore[misc]


class Names(Slow, ListAPIView):
    queryset = Author.objects.order_by("pk")
    serializer_class = NameSerializer


class Books(Slow, ListAPIView):
    """Each row's author is asked for while it is serialized."""

    queryset = Book.objects.exclude(author=None).order_by("pk")
    serializer_class = BookSerializer


class TunedBooks(Books):
    """Those of all rows are, at the moment in which the first is wanted."""

    queryset = Books.queryset.prefetch_related("author")


class OurNames(Slow, SQLListView):
    renderer_classes = [JSONRenderer]  # another one than DRF's would make DRF make the list
    queryset = Author.objects.order_by("pk")
    serializer_class = NameSerializer


class QuickNames(SQLListView):
    queryset = Author.objects.order_by("pk")
    serializer_class = type("PlainNames", (NameSerializer,), {"name": serializers.CharField()})


class PlainNames(ListAPIView):
    queryset = QuickNames.queryset
    serializer_class = QuickNames.serializer_class


class BackwardsNames(serializers.ListSerializer):
    def to_representation(self, data: Any) -> Any:
        return super().to_representation(data)[::-1]


class Stuck(ListAPIView):
    queryset = QuickNames.queryset

    class serializer_class(QuickNames.serializer_class):  # type: ignore[name-defined,misc]  # noqa: N801
        class Meta(NameSerializer.Meta):
            list_serializer_class = BackwardsNames


class Own(APIView):
    """Its own code does everything."""

    def dispatch(self, request: Any, *arguments: Any, **options: Any) -> Any:
        time.spend(VIEW)  # before it is DRF's turn
        return super().dispatch(request, *arguments, **options)

    def get(self, request: Any) -> Response:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM testapp_author ORDER BY id")
            names = [row[0] for row in cursor]
        author = Author.objects.order_by("pk").first()
        return Response([*names, NameSerializer().to_representation(author)])


class Counting(APIView):
    """What asks the database without loading anything, in the view itself."""

    def get(self, request: Any) -> Response:
        authors = Author.objects.all()
        return Response([authors.count(), authors.exists(), len([*authors.iterator()])])


@api_view(["GET"])
def cached(request: Any) -> Response:
    return Response([cache.get("profiled"), cache.get_or_set("made", lambda: Author.objects.count())])


class Raising(Slow, APIView):
    def get(self, request: Any) -> Response:
        list(Author.objects.all())
        raise RuntimeError("no time")


class Secret(Names):
    permission_classes = [IsAdminUser]


class Admins(QuickNames):
    permission_classes = [IsAdminUser]


def plain(request: Any) -> HttpResponse:
    time.spend(PLAIN)
    return HttpResponse(str(Author.objects.count()))


async def asynchronous(request: Any) -> HttpResponse:
    time.spend(PLAIN)
    names = [author.name async for author in Author.objects.order_by("pk")]
    return HttpResponse(", ".join(names))


def templated(request: Any) -> SimpleTemplateResponse:
    class Template(SimpleTemplateResponse):
        @property
        def rendered_content(self) -> str:
            time.spend(RENDERING)
            return "rendered"

    return Template("none.html")


def streamed(request: Any) -> StreamingHttpResponse:
    def chunks() -> Iterator[str]:
        time.spend(PLAIN)
        yield from Author.objects.values_list("name", flat=True)

    return StreamingHttpResponse(chunks())


def timed(request: Any) -> HttpResponse:
    return HttpResponse("", headers={"Server-Timing": "own;dur=1", "Cache-Control": "public, max-age=60"})


def asks_user(request: Any) -> HttpResponse:
    return HttpResponse(str(request.user))


def written(request: Any) -> HttpResponse:
    Author.objects.create(name="new")
    return HttpResponse()


def moved(request: Any) -> HttpResponse:
    return HttpResponseRedirect("/names/")


urlpatterns = [
    path("names/", Names.as_view()),
    path("names/ours/", OurNames.as_view()),
    path("names/quick/", QuickNames.as_view()),
    path("names/plain/", PlainNames.as_view()),
    path("names/stuck/", Stuck.as_view()),
    path("books/", Books.as_view()),
    path("books/tuned/", TunedBooks.as_view()),
    path("own/", Own.as_view()),
    path("counting/", Counting.as_view()),
    path("cached/", cached),
    path("raising/", Raising.as_view()),
    path("secret/", Secret.as_view()),
    path("admins/", Admins.as_view()),
    path("plain/", plain),
    path("asynchronous/", asynchronous),
    path("templated/", templated),
    path("streamed/", streamed),
    path("timed/", timed),
    path("user/", asks_user),
    path("written/", written),
    path("moved/", moved),
]


AUTHORS = 4
SLOW_MIDDLEWARE = override_settings(MIDDLEWARE=["tests.profiled.SlowMiddleware"])


def parts(measured: Profile) -> dict[str, float]:
    """Those that took any time."""
    return {name: seconds for name, seconds in measured.parts().items() if seconds}


def get(url: str) -> Profile:
    """A request through the middleware."""
    with SLOW_MIDDLEWARE:
        client = Client()
        with profile() as measured:
            response = client.get(url)
        assert response.status_code == 200
    assert sum(measured.parts().values()) == measured.seconds
    return measured
