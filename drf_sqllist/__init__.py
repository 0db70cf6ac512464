"""List endpoints of Django REST framework, written by the database in one statement.

The public names are imported on first use, so that the package may stand in ``INSTALLED_APPS``
before Django's app registry is ready.

PYTEST_DONT_REWRITE: a project may have imported this package before it starts pytest, which would warn of that.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_EXPORTS = {
    "SQLListMixin": "drf_sqllist.views",
    "SQLListView": "drf_sqllist.views",
    "list_response": "drf_sqllist.views",
    "FastHyperlinkedIdentityField": "drf_sqllist.hyperlinks",
    "FastHyperlinkedModelSerializer": "drf_sqllist.hyperlinks",
    "FastHyperlinkedRelatedField": "drf_sqllist.hyperlinks",
    "ListCache": "drf_sqllist.caching.declared",
    "touch": "drf_sqllist.caching.touching",
    "JSONRows": "drf_sqllist.fields.json_rows",
    "Problem": "drf_sqllist.problems",
    "RawJSONField": "drf_sqllist.fields.rawjson",
    "SQLField": "drf_sqllist.fields.computed",
    "SQLNested": "drf_sqllist.fields.nested",
    "URLTemplate": "drf_sqllist.links.templates",
    "UnsupportedSerializer": "drf_sqllist.problems",
    "annotated": "drf_sqllist.fields.querysets",
    "reads": "drf_sqllist.plan.doors",
    "register": "drf_sqllist.plan.doors",
    "sql_rows": "drf_sqllist.rawsql.rows",
    "sql_twin": "drf_sqllist.plan.doors",
}

__all__ = [
    "FastHyperlinkedIdentityField",
    "FastHyperlinkedModelSerializer",
    "FastHyperlinkedRelatedField",
    "JSONRows",
    "ListCache",
    "Problem",
    "RawJSONField",
    "SQLField",
    "SQLListMixin",
    "SQLListView",
    "SQLNested",
    "URLTemplate",
    "UnsupportedSerializer",
    "annotated",
    "list_response",
    "reads",
    "register",
    "sql_rows",
    "sql_twin",
    "touch",
]


def __getattr__(name: str) -> Any:
    if name not in _EXPORTS:
        raise AttributeError(f"module 'drf_sqllist' has no attribute {name!r}")
    return getattr(import_module(_EXPORTS[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_EXPORTS])
