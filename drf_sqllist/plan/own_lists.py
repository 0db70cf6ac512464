"""Whether the root's list serializer, by a ``to_representation`` of its own, only prepares its rows."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import lru_cache
from typing import Any

from rest_framework.serializers import ListSerializer

from drf_sqllist.plan.registry import changed_on_instance, find_reader, overrides_only


def prepares_rows(serializer: Any) -> bool:
    """Whether all that a bound list serializer's own ``to_representation`` returns is what DRF's makes of its rows.

    As far as its text tells: any other would be tried in vain, at the cost of a statement.
    """
    cls = type(serializer)
    entry, _ = find_reader(cls)
    if entry is None or not overrides_only(cls, "to_representation") or changed_on_instance(serializer, entry.output):
        return False
    above = cls.__mro__[: cls.__mro__.index(ListSerializer)]
    return all(_returns_its_rows(vars(one)["to_representation"]) for one in above if "to_representation" in vars(one))


@lru_cache(512)
def _returns_its_rows(function: Any) -> bool:
    try:
        (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, SyntaxError, TypeError, ValueError):
        return False
    if not isinstance(definition, ast.FunctionDef) or len(definition.args.args) != 2:
        return False
    rows = definition.args.args[1].arg
    nodes = list(ast.walk(definition))
    if any(isinstance(node, ast.Name) and node.id == rows and not isinstance(node.ctx, ast.Load) for node in nodes):
        return False
    returns = [node.value for node in nodes if isinstance(node, ast.Return)]
    return bool(returns) and all(value is not None and _is_asked_for(value, rows) for value in returns)


def _is_asked_for(value: ast.expr, rows: str) -> bool:
    """``super().to_representation(data)``, also in the words of Python 2."""
    text = ast.unparse(value)
    return text.startswith("super(") and text.partition(")")[2] == f".to_representation({rows})"
