"""Whether an envelope only holds its rows, so that they need not be parsed for it."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from functools import lru_cache
from typing import Any

_PASSING_ON = frozenset({"OrderedDict", "Response", "append", "dict", "get_paginated_response", "update"})
"""Calls that do nothing with what they are given but to keep it."""


def only_holds(view: Any) -> bool:
    """Whether ``get_paginated_response`` puts its rows into a response and does nothing else with them.

    DRF's own do. A project's is read: its rows may stand once, in a dictionary or a call that passes them on.
    """
    paginator = view.paginator
    if paginator is None:
        return True
    return _keeps(view.get_paginated_response) and _keeps(paginator.get_paginated_response)


def is_of_drf(view: Any) -> bool:
    """Whether nothing of the project's own has a say in the envelope, or in the response around it."""
    methods = [view.get_paginated_response, view.finalize_response]
    if view.paginator is not None:
        methods += [getattr(view.paginator, name, None) for name in _OF_ENVELOPES]
    return all(getattr(method, "__module__", "rest_framework").startswith(_OURS) for method in methods)


_OF_ENVELOPES = ("get_paginated_response", "get_next_link", "get_previous_link", "encode_cursor")
_OURS = ("rest_framework", "drf_sqllist.")


def _keeps(method: Callable[..., Any]) -> bool:
    return _keeps_rows(getattr(method, "__func__", method))


@lru_cache(512)
def _keeps_rows(function: Callable[..., Any]) -> bool:
    if getattr(function, "__module__", "").startswith("rest_framework."):
        return True
    try:
        (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, SyntaxError, TypeError, ValueError):
        return False
    if not isinstance(definition, ast.FunctionDef) or len(definition.args.args) != 2:
        return False
    rows = definition.args.args[1].arg
    parents = {child: parent for parent in ast.walk(definition) for child in ast.iter_child_nodes(parent)}
    uses = [node for node in ast.walk(definition) if isinstance(node, ast.Name) and node.id == rows]
    return len(uses) == 1 and _is_kept(uses[0], parents)


def _is_kept(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether everything around a name, up to its statement, keeps it as it is."""
    while not isinstance(node, ast.stmt):
        parent = parents[node]
        if isinstance(parent, ast.Call) and node is not parent.func:
            name = getattr(parent.func, "id", getattr(parent.func, "attr", ""))
            if name not in _PASSING_ON:
                return False
        elif not isinstance(parent, ast.Dict | ast.Tuple | ast.List | ast.keyword | ast.Return | ast.Assign | ast.Expr):
            return False
        node = parent
    return True
