"""Who asks for a list, from where, in which language: all that a request can be, and its answer by a view."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.test.utils import override_script_prefix
from django.utils import timezone, translation
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.test import APIRequestFactory

from tests import outcomes
from tests.outcomes import Outcome

PEOPLE = {
    "ann": User(pk=1, username="Ann"),
    "bob": User(pk=2, username="Bob"),
    "staff": User(pk=3, username="Staff", is_staff=True),
}
HEADERS = (*outcomes.HEADERS, "WWW-Authenticate", "Retry-After")

factory = APIRequestFactory()


@dataclass(frozen=True)
class Asker:
    """One request.

    Arguments:
        who: a name of ``PEOPLE``; empty for nobody; "locked" for somebody who is not let in.
        prefix: of the site's paths, as a server tells it.
        zone: the time zone that a middleware would switch to.
        tenant: whose rows are asked for.
        has: entity tags of what the client has, as ``If-None-Match`` lists them.
    """

    who: str = ""
    host: str = "testserver"
    secure: bool = False
    prefix: str = ""
    language: str = "en"
    accept: str = "application/json"
    zone: str = "UTC"
    query: str = ""
    tenant: str = ""
    has: str = ""

    def request(self) -> HttpRequest:
        headers = {
            "Host": self.host,
            "Accept": self.accept,
            "Accept-Language": self.language,
            "X-Who": self.who,
            "X-Tenant": self.tenant,
        }
        if self.has:
            headers["If-None-Match"] = self.has
        return factory.get(f"/books/?{self.query}", secure=self.secure, headers=headers, SCRIPT_NAME=self.prefix)


class ByHeader(BaseAuthentication):
    """A request says itself whose it is."""

    def authenticate(self, request: Any) -> Any:
        who = request.headers.get("X-Who")
        if who == "locked":
            raise AuthenticationFailed
        return (PEOPLE[who], None) if who else None

    def authenticate_header(self, request: Any) -> str:
        return "Header"


def answer(view: Any, asker: Asker) -> Outcome:
    """What a view answers, behind the middleware that chooses a language."""

    def rendered(request: HttpRequest) -> Any:
        response = view.as_view()(request)
        return response.render() if hasattr(response, "render") else response

    with translation.override(None), timezone.override(asker.zone), override_script_prefix(f"{asker.prefix}/"):
        response = LocaleMiddleware(rendered)(asker.request())
    headers = tuple((name, response.headers.get(name)) for name in HEADERS)
    return Outcome(response.status_code, response.content, headers, response=response)


def everybody(facets: Mapping[str, Sequence[Any]], most: int = 60) -> list[Asker]:
    """Requests that differ in all combinations of some facets, drawn where there are too many, in no order."""
    combinations = [Asker(**dict(zip(facets, values, strict=True))) for values in product(*facets.values())]
    return Random("askers").sample(combinations, min(most, len(combinations)))


def again(askers: Sequence[Asker], rounds: int) -> Iterator[tuple[int, Asker]]:
    """All of them, round by round, each in an order of its own."""
    shuffle = Random("rounds").sample
    for number in range(rounds):
        for asker in shuffle(askers, len(askers)):
            yield number, asker
