"""Lists for caches that people share, and one for each of them."""

from typing import Any

from django.urls import path
from rest_framework.authentication import BaseAuthentication

from drf_sqllist import ListCache
from tests.caching.shelves import Cached
from tests.testapp.models import Author


class Key(BaseAuthentication):
    """Who sends an author's name is that author."""

    def authenticate(self, request: Any) -> Any:
        name = request.META.get("HTTP_X_KEY")
        return None if name is None else (Author.objects.get(name=name), None)


class Public(Cached):
    authentication_classes = [Key]
    cache = ListCache(etag=True, s_maxage=1)


class Long(Public):
    cache = ListCache(etag=True, s_maxage=60)


class Mine(Long):
    """The books of whoever asks."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(author=self.request.user)


urlpatterns = [
    path("public/", Public.as_view()),
    path("long/", Long.as_view()),
    path("mine/", Mine.as_view()),
]
