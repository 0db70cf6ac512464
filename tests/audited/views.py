"""Lists of every verdict, and views that are none."""

import itertools
from typing import Any

from django.db.models import Value
from django.http import HttpRequest, HttpResponse
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action, api_view
from rest_framework.generics import GenericAPIView, ListAPIView, ListCreateAPIView, RetrieveAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from drf_sqllist import SQLListMixin, sql_twin
from tests.cases.case import model_serializer
from tests.testapp.models import Author, Book
from tests.views import PagesOfTwo

NAMES = model_serializer(Author, "id", "name")
TITLES = model_serializer(Book, "id", "title", author=NAMES())


class Initials(serializers.ModelSerializer):
    initial = serializers.SerializerMethodField()

    class Meta:
        model = Author
        fields = ["id", "initial"]

    def get_initial(self, author: Author) -> str:
        return author.name[:1]


class WrongInitials(Initials):
    initial = serializers.SerializerMethodField()

    @sql_twin(Value("?"))
    def get_initial(self, author: Author) -> str:
        return author.name[:1]


class OwnData(Initials):
    @property
    def data(self) -> Any:
        return super().data


class OwnList(serializers.ListSerializer[Any]):
    def to_representation(self, data: Any) -> Any:
        return list(super().to_representation(data))


class Listed(Initials):
    class Meta(Initials.Meta):
        list_serializer_class = OwnList


class Authors(ListAPIView):
    queryset = Author.objects.order_by("pk")
    serializer_class = NAMES
    pagination_class = None


class OurAuthors(SQLListMixin, Authors):
    pass


class Books(ListCreateAPIView):
    queryset = Book.objects.order_by("pk")
    serializer_class = TITLES
    pagination_class = PagesOfTwo


class Spliced(Authors):
    serializer_class = Initials


class Fallback(Authors):
    serializer_class = Listed


class Different(Authors):
    serializer_class = WrongInitials


class Private(Authors):
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> Any:
        return Author.objects.exclude(name=self.request.user.username).order_by("pk")


class BooksOf(ListAPIView):
    queryset = Book.objects.order_by("pk")
    serializer_class = TITLES

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(author=self.kwargs["author_pk"])


class OfNobodyKnowsWhat(Authors):
    pass


class Raises(Authors):
    def get_queryset(self) -> Any:
        raise RuntimeError("out of order")


class Writes(Authors):
    def get_queryset(self) -> Any:
        Author.objects.create(name="written")
        return super().get_queryset()


class Clock(Authors):
    ticks = itertools.count()

    def get_queryset(self) -> Any:
        return super().get_queryset().annotate(tick=Value(next(self.ticks)))

    serializer_class = model_serializer(Author, "id", tick=serializers.ReadOnlyField())


class Own(Authors):
    def list(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return Response([{"id": author.pk} for author in self.get_queryset()])


class OwnButSuper(Authors):
    def list(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        response = super().list(request, *args, **kwargs)
        response["X-Count"] = str(len(response.data))
        return response


class Sometimes(Authors):
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return Response("no list today")


class AuthorSet(viewsets.ModelViewSet):
    queryset = Author.objects.order_by("pk")
    serializer_class = NAMES

    @action(detail=False)
    def youngest(self, request: Any) -> Response:
        return Response("Ann")


class OnlyRetrieved(mixins.RetrieveModelMixin, mixins.ListModelMixin, viewsets.GenericViewSet):
    queryset = Author.objects.order_by("pk")
    serializer_class = NAMES


class OneAuthor(RetrieveAPIView):
    queryset = Author.objects.all()
    serializer_class = NAMES


class NotGeneric(APIView):
    def get(self, request: Any) -> Response:
        return Response([])


class Creates(mixins.ListModelMixin, GenericAPIView):
    """A list that no GET reaches."""

    def post(self, request: Any) -> Response:
        return self.list(request)


@api_view(["GET"])
def function_view(request: Any) -> Response:
    return Response([])


def plain_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("plain")
