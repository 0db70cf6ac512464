"""The article's own case: ten users, with id, username and email."""

import sys
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from rest_framework.generics import ListAPIView
from rest_framework.serializers import ModelSerializer

from benchmarks.ladder import rungs
from benchmarks.ladder.endpoint import Endpoint
from benchmarks.ladder.views import DataView, Guarded
from drf_sqllist import SQLListView

COLUMNS = ("id", "username", "email")
COUNT = 10


def fill() -> None:
    """Make the ten users, unless they are there. A database with other ones is left alone."""
    if not User.objects.exists():
        User.objects.bulk_create(
            User(username=f"user{number}", email=f"user{number}@example.org", password="!")
            for number in range(1, COUNT + 1)
        )
    if User.objects.count() != COUNT:
        sys.exit(f"The ladder lists {COUNT} users of its own: DATABASE_URL names a database with other ones.")


class UserSerializer(ModelSerializer[User]):
    class Meta:
        model = User
        fields = COLUMNS


class UserList(Guarded):
    """All that the views share."""

    queryset = User.objects.order_by("id")
    serializer_class = UserSerializer
    pagination_class = None
    filter_backends = ()


class SerializedUsers(UserList, ListAPIView):  # type: ignore[type-arg]
    """As everyone writes it."""


class NarrowUsers(UserList, ListAPIView):  # type: ignore[type-arg]
    """Without the columns that nobody sees, a password among them."""

    queryset = User.objects.order_by("id").only(*COLUMNS)


class ValuesUsers(UserList, DataView):
    """Dictionaries as the ORM gives them, which are the answer already."""

    def data(self) -> Any:
        return list(self.filter_queryset(self.get_queryset()).values(*COLUMNS))


class Users(UserList, SQLListView):
    """Ours."""


def page(request: HttpRequest) -> Any:
    return list(User.objects.order_by("id").values(*COLUMNS))


USERS = Endpoint(
    "api/users/",
    {rungs.SERIALIZER: SerializedUsers, rungs.ONLY: NarrowUsers},
    ValuesUsers,
    Users,
    page,
)
