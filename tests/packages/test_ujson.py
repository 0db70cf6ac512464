"""drf-ujson2: ujson's escapes, of slashes and of HTML too, and its floats."""

from typing import Any

import pytest
from drf_ujson.renderers import UJSONRenderer

from tests.packages.package import Case, Package
from tests.packages.rendered import rendered_routes
from tests.packages.twins import Twins


class Slashes(UJSONRenderer):
    escape_forward_slashes = True
    ensure_ascii = True


class Html(UJSONRenderer):
    encode_html_chars = True


def routes(*bases: type) -> list[Any]:
    return rendered_routes(bases, UJSONRenderer, Slashes, Html)


twins = Twins(routes)

RENDERERS = ("UJSONRenderer", "Slashes", "Html")
LISTS = "JSON by ujson: slashes, HTML and what is beyond ASCII escaped or not"
DOCUMENTS = "JSON columns"
NUMBERS = "floats: those that PostgreSQL is not sure of, and all on SQLite"
NATIVE = "values that ujson asks DRF's encoder for (`datetime`, `Decimal`)"
PACKAGE = Package(
    "drf-ujson2",
    "The rows' JSON is parsed, and ujson writes it: still one statement, and no model instances.",
    (
        *(Case(LISTS, f"/{name}/{list_}/") for name in RENDERERS for list_ in ("hotels", "pages")),
        Case(LISTS, "/UJSONRenderer/pages/?page=2", headers={"HTTP_ACCEPT": "application/json; indent=2"}),
        *(Case(NUMBERS, f"/{name}/numbers/", "spliced") for name in RENDERERS),
        *(Case(DOCUMENTS, f"/{name}/answers/", "spliced") for name in RENDERERS),
        *(
            Case(NATIVE, f"/{name}/{list_}/", "serializer", ("renderer",))
            for name in RENDERERS
            for list_ in ("natives", "days")
        ),
    ),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_the_escapes_are_ujsons() -> None:
    bodies = {name: twins.get(Case("", f"/{name}/hotels/"))[0].content for name in RENDERERS}
    assert "Grand Hôtel".encode() in bodies["UJSONRenderer"]
    assert b"Grand H\\u00f4tel" in bodies["Slashes"]
    assert b"https:\\/\\/grand.example\\/" in bodies["Slashes"]
    assert b"\\u003c/script\\u003e" in bodies["Html"]


def test_several_threads() -> None:
    twins.hammer(PACKAGE.cases, rounds=2)
