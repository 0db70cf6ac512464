"""drf-orjson-renderer: other bytes than DRF's for datetimes, decimals, white space and what is beyond ASCII."""

from typing import Any

import orjson
import pytest
from drf_orjson_renderer.renderers import ORJSONRenderer

from tests.packages.package import Case, Package
from tests.packages.rendered import rendered_routes
from tests.packages.twins import Twins


class Options(ORJSONRenderer):
    """What ``ORJSON_RENDERER_OPTIONS`` of a project would make."""

    options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


class Html(ORJSONRenderer):
    media_type = "text/html"


def routes(*bases: type) -> list[Any]:
    return rendered_routes(bases, ORJSONRenderer, Options, Html)


twins = Twins(routes)

LISTS = "JSON by orjson: objects, nested lists, pages"
DOCUMENTS = "JSON columns"
NUMBERS = "floats: those that PostgreSQL is not sure of, and all on SQLite"
NATIVE = "values that orjson writes in its own way (`datetime`, `date`, `Decimal`)"
PACKAGE = Package(
    "drf-orjson-renderer",
    "The rows' JSON is parsed, and orjson writes it: still one statement, and no model instances.",
    (
        *(Case(LISTS, f"/{name}/{list_}/") for name in ("ORJSONRenderer", "Options") for list_ in ("hotels", "pages")),
        Case(LISTS, "/ORJSONRenderer/pages/?page=2"),
        Case(LISTS, "/Html/pages/"),
        *(Case(NUMBERS, f"/{name}/numbers/", "spliced") for name in ("ORJSONRenderer", "Options")),
        *(Case(DOCUMENTS, f"/{name}/answers/", "spliced") for name in ("ORJSONRenderer", "Options")),
        *(
            Case(NATIVE, f"/{name}/{list_}/", "serializer", ("renderer",))
            for name in ("ORJSONRenderer", "Options")
            for list_ in ("natives", "days")
        ),
    ),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_the_bytes_are_orjsons() -> None:
    body = twins.get(Case("", "/ORJSONRenderer/natives/"))[0].content
    assert b'"score":"4.50","added_at":"2024-03-01T09:30:15+00:00"' in body
    body = twins.get(Case("", "/Options/natives/"))[0].content
    assert b'"added_at": "2024-03-01T09:30:15Z",\n' in body


def test_several_threads() -> None:
    twins.hammer(PACKAGE.cases, rounds=2)
