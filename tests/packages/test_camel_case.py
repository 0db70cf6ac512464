"""djangorestframework-camel-case: keys in camel case, in JSON and in the browsable API."""

from typing import Any

import pytest
from djangorestframework_camel_case.render import CamelCaseBrowsableAPIRenderer, CamelCaseJSONRenderer
from rest_framework.renderers import JSONRenderer

from tests.packages.package import Case, Package
from tests.packages.rendered import rendered_routes
from tests.packages.twins import Twins


class Ignoring(CamelCaseJSONRenderer):
    """With the package's options, which a project sets in its settings."""

    json_underscoreize = {"ignore_fields": ("answers", "bookings"), "ignore_keys": ("added_at",)}


class Ascii(CamelCaseJSONRenderer):
    ensure_ascii = True


class Browsable(CamelCaseBrowsableAPIRenderer):
    def get_default_renderer(self, view: Any) -> Any:
        return JSONRenderer()


def routes(*bases: type) -> list[Any]:
    return rendered_routes(bases, CamelCaseJSONRenderer, Ignoring, Ascii, CamelCaseBrowsableAPIRenderer, Browsable)


twins = Twins(routes)

KEYS = "keys in camel case, values as they are"
DOCUMENTS = "JSON columns"
NUMBERS = "floats: those that PostgreSQL is not sure of, and all on SQLite"
BROWSABLE = "the browsable API, with `CamelCaseBrowsableAPIRenderer`"
NATIVE = "values that are no JSON (`datetime`, `Decimal`)"
INDENTED = {"HTTP_ACCEPT": "application/json; indent=4"}
PACKAGE = Package(
    "djangorestframework-camel-case",
    "The rows' JSON is parsed, and the renderer renames its keys as ever: still one statement, and no model instances.",
    (
        *(
            Case(KEYS, f"/{name}/{list_}/")
            for name in ("CamelCaseJSONRenderer", "Ascii")
            for list_ in ("hotels", "pages")
        ),
        Case(KEYS, "/CamelCaseJSONRenderer/pages/?page=2", headers=INDENTED),
        Case("`ignore_fields`, `ignore_keys`", "/Ignoring/hotels/"),
        Case("`ignore_fields`, `ignore_keys`", "/Ignoring/pages/"),
        Case(NUMBERS, "/CamelCaseJSONRenderer/numbers/", "spliced"),
        *(Case(DOCUMENTS, f"/{name}/answers/", "spliced") for name in ("CamelCaseJSONRenderer", "Ignoring")),
        *(
            Case(NATIVE, f"/{name}/{list_}/", "serializer", ("renderer",))
            for name in ("CamelCaseJSONRenderer", "Ignoring")
            for list_ in ("natives", "days")
        ),
        *(
            Case(BROWSABLE, f"/{name}/{list_}/")
            for name in ("CamelCaseBrowsableAPIRenderer", "Browsable")
            for list_ in ("hotels", "pages")
        ),
        Case(NATIVE, "/Browsable/natives/", "serializer", ("renderer",)),
    ),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_the_keys() -> None:
    (room, *_) = (room for row in answered("/CamelCaseJSONRenderer/hotels/") for room in row["rooms"])
    assert list(room) == ["doorNumber", "kind", "lastCleaned", "bookings"]
    assert list(room["bookings"][0]) == ["guestName", "arrival", "nights"]
    names = [row["name"] for row in answered("/CamelCaseJSONRenderer/hotels/")]
    assert "snake_case_name" in names


def answered(path: str) -> Any:
    return twins.get(Case("", path))[0].json()


def test_several_threads() -> None:
    twins.hammer(PACKAGE.cases, rounds=2)
