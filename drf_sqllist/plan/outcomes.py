"""What DRF's ``Field.get_attribute`` makes of a source whose way ends at a None."""

from __future__ import annotations

import json
from typing import Any

from rest_framework.fields import empty
from rest_framework.utils.encoders import JSONEncoder

from drf_sqllist.plan.nodes import BAIL, NULL, PARSED, SKIP, Outcome


def broken_chain(field: Any) -> Outcome:
    """The member of a row where an attribute on the way is None (an ``AttributeError`` to DRF).

    In DRF's order: the default, null, no key at all, the error. A default that is made by Python for
    each row, or is no scalar, is left to DRF's own path.
    """
    if field.default is not empty:
        return SKIP if getattr(field.root, "partial", False) else _default(field)
    if field.allow_null:
        return NULL
    return BAIL if field.required else SKIP


def parses_back(field: Any, outcome: Outcome) -> bool:
    """Whether parsing such an outcome gives the value that DRF's ``data`` would hold."""
    if outcome in (BAIL, NULL, SKIP) or field.default is empty:
        return True
    return type(field.to_representation(field.default)) in PARSED


def _default(field: Any) -> Outcome:
    if callable(field.default):
        return BAIL
    if field.default is None:
        return NULL
    try:
        value = field.to_representation(field.default)
        text = json.dumps(value, cls=JSONEncoder, ensure_ascii=False, allow_nan=False)
    except Exception:  # whatever a default that does not fit its field raises, DRF's path raises it too
        return BAIL
    return BAIL if isinstance(value, list | dict) else text
