"""Whether a table has the columns that Django itself would make: nobody but the project knows of an unmanaged one."""

from __future__ import annotations

from typing import Any

from drf_sqllist.conf import get_settings
from drf_sqllist.problems import Problem, Unsupported


def has_table(model: Any) -> bool:
    """Whether a model's rows can be read by a query of our own; those of hand-written SQL are the view's queryset."""
    return not getattr(model, "sqllist_declared", False)


def is_trusted(model: Any) -> bool:
    """Whether a model's columns have the types, and its keys the constraints, that its fields say."""
    if not has_table(model):  # each column is cast to what is declared
        return True
    return bool(model._meta.managed) or model._meta.label_lower in get_settings().PLAIN_MODELS


def check_keys(*models: Any) -> None:
    """Raise ``Unsupported`` where two tables may not be joined: keys of different types are an SQL error."""
    for model in models:
        if not is_trusted(model):
            label = model._meta.label
            raise Unsupported(
                Problem(
                    "unmanaged-key",
                    "",
                    f"{label} is unmanaged, so its keys may be of other types than those they are compared with.",
                    f"If its columns are as its fields say, add {label!r} to DRF_SQLLIST['PLAIN_MODELS'].",
                )
            )
