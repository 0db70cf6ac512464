"""Lists that ``sqllist explain`` is asked about; ``urlpatterns`` lead to them."""

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.pagination import CursorPagination, PageNumberPagination
from rest_framework.permissions import IsAdminUser
from rest_framework.response import Response
from rest_framework.views import APIView

from demo.pizzas.models import Customer, Order
from demo.pizzas.serializers import OrderSerializer
from drf_sqllist import SQLListView, sql_twin
from tests.cases.case import model_serializer
from tests.testapp.models import Author, Book, Tag


class Pages(PageNumberPagination):
    page_size = 10
    page_size_query_param = "page_size"


class PagesByPlace(CursorPagination):
    page_size = 10
    ordering = "note"


class AuthorSerializer(serializers.ModelSerializer):
    country_name = serializers.CharField(source="country.name", default=None)
    label = serializers.SerializerMethodField()
    book_count = serializers.SerializerMethodField()
    books = model_serializer(Book, "id", "title", tags=model_serializer(Tag, "name")(many=True))(many=True)
    mentor = model_serializer(Author, "name")()

    class Meta:
        model = Author
        fields = ("name", "country_name", "label", "book_count", "books", "mentor")

    def get_label(self, author: Author) -> str:
        return f"-- {author.name}"

    @sql_twin(Count("books"))
    def get_book_count(self, author: Author) -> int:
        return author.books.count()


class Authors(SQLListView):
    queryset = Author.objects.order_by("name", "id")
    serializer_class = AuthorSerializer
    pagination_class = Pages


class PlainAuthors(ListAPIView):
    queryset = Author.objects.order_by("pk")
    serializer_class = AuthorSerializer


class NoAuthors(Authors):
    queryset = Author.objects.none()


class BySortedRows(Pages):
    def get_paginated_response(self, data: Any) -> Response:
        return super().get_paginated_response(sorted(data, key=lambda row: row["name"]))


class SortedAuthors(Authors):
    pagination_class = BySortedRows


class WholeList(serializers.ListSerializer):
    def to_representation(self, data: Any) -> Any:
        return list(super().to_representation(data))


class BookSerializer(serializers.ModelSerializer):
    author = model_serializer(Author, "name")()

    class Meta:
        model = Book
        fields = ("id", "title", "author")
        list_serializer_class = WholeList


class Books(SQLListView):
    queryset = Book.objects.order_by("pk")
    serializer_class = BookSerializer


class Orders(SQLListView):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    pagination_class = Pages


class OrdersByNote(Orders):
    queryset = Order.objects.order_by("note", "pk")


class OrdersByStatus(Orders):
    queryset = Order.objects.order_by("status")


class OrdersByCustomer(Orders):
    queryset = Order.objects.order_by("-customer__name")


class OrdersByCursor(Orders):
    pagination_class = PagesByPlace


class RareOrders(Orders):
    queryset = Order.objects.filter(note="rare").order_by("pk")


class OrdersLike(Orders):
    queryset = Order.objects.filter(note__contains="rar").order_by("pk")


class Customers(SQLListView):
    queryset = Customer.objects.all()
    serializer_class = model_serializer(Customer, "name")
    pagination_class = Pages


class AllCustomers(Customers):
    pagination_class = None


class AllByNote(OrdersByNote):
    pagination_class = None
    serializer_class = model_serializer(Order, "id", "note")


class Secret(Authors):
    permission_classes = (IsAdminUser,)


class Broken(Authors):
    def get_queryset(self) -> Any:
        raise RuntimeError("no rows today")


class OwnList(ListAPIView):
    queryset = Author.objects.order_by("pk")
    serializer_class = AuthorSerializer

    def list(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return Response([])


class Status(APIView):
    def get(self, request: Any) -> Response:
        return Response({"up": True})


class OneAuthor(RetrieveAPIView):
    queryset = Author.objects.all()
    serializer_class = model_serializer(Author, "name")


class Moved(APIView):
    def get(self, request: Any) -> Response:
        return Response(status=301, headers={"Location": "/authors/"})


def home(request: Any) -> HttpResponse:
    return HttpResponse("home")


class LinkedSerializer(serializers.ModelSerializer):
    url = serializers.HyperlinkedIdentityField(view_name="one-author")
    mentor = serializers.HyperlinkedRelatedField(view_name="one-author", read_only=True)

    class Meta:
        model = Author
        fields = ["url", "mentor"]


class LinkedAuthors(ListAPIView):
    queryset = Author.objects.order_by("id")
    serializer_class = LinkedSerializer


urlpatterns = [
    path("", home),
    path("authors/", Authors.as_view()),
    path("authors/plain/", PlainAuthors.as_view()),
    path("authors/none/", NoAuthors.as_view()),
    path("authors/sorted/", SortedAuthors.as_view()),
    path("authors/<int:pk>/", OneAuthor.as_view(), name="one-author"),
    path("authors/linked/", LinkedAuthors.as_view()),
    path("authors/own/", OwnList.as_view()),
    path("authors/secret/", Secret.as_view()),
    path("authors/broken/", Broken.as_view()),
    path("books/", Books.as_view()),
    path("orders/", Orders.as_view()),
    path("orders/note/", OrdersByNote.as_view()),
    path("orders/note/all/", AllByNote.as_view()),
    path("orders/status/", OrdersByStatus.as_view()),
    path("orders/customer/", OrdersByCustomer.as_view()),
    path("orders/cursor/", OrdersByCursor.as_view()),
    path("orders/rare/", RareOrders.as_view()),
    path("orders/like/", OrdersLike.as_view()),
    path("customers/", Customers.as_view()),
    path("customers/all/", AllCustomers.as_view()),
    path("moved/", Moved.as_view()),
    path("status/", Status.as_view()),
]
