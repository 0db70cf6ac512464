"""What all lists share, and how twins are made."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from rest_framework.authentication import BaseAuthentication
from rest_framework.filters import OrderingFilter
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

from drf_sqllist import SQLListView


@dataclass(frozen=True)
class Badge:
    """Who asks. Nobody has a password here."""

    pk: int | None
    name: str
    is_staff: bool = False
    is_authenticated: bool = True

    def __str__(self) -> str:
        return self.name


BADGES = {"guest": Badge(None, "guest"), "cook": Badge(3, "cook"), "chef": Badge(1, "chef", is_staff=True)}


class BadgeAuthentication(BaseAuthentication):
    """`?as=chef`."""

    def authenticate(self, request: Request) -> tuple[Badge, None]:
        return BADGES.get(request.query_params.get("as", ""), BADGES["guest"]), None


class KitchenPages(PageNumberPagination):
    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 500


class KitchenList:
    """Its querysets are as an expert writes them: `select_related` and `prefetch_related` name what is read."""

    schema = None
    authentication_classes = (BadgeAuthentication,)
    pagination_class: type[PageNumberPagination] | None = KitchenPages
    filter_backends = (OrderingFilter,)
    ordering_fields = ("id",)
    ordering = ("id",)


class LanguageList(KitchenList):
    """In the language of `?lang=`, as LocaleMiddleware would set it for a whole site."""

    def dispatch(self, request, *args, **kwargs):
        with translation.override(request.GET.get("lang", "en")):
            return super().dispatch(request, *args, **kwargs)


def twins(shared: type[KitchenList]) -> tuple[type[Any], type[Any]]:
    """The same list by drf_sqllist and by DRF: nothing but the base class differs.

    Arguments:
        shared: all that the list's author wrote.

    Returns:
        `class Name(shared, SQLListView)` and `class TunedName(shared, ListAPIView)`.
    """
    name = shared.__name__.removesuffix("List")
    members = {"__module__": shared.__module__, "__doc__": shared.__doc__}
    return type(name, (shared, SQLListView), members), type(f"Tuned{name}", (shared, ListAPIView), members)
