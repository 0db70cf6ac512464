"""Shadow mode: a share of the requests is answered on both paths, and what differs is logged."""

from __future__ import annotations

import copy
import logging
import random
from collections.abc import Callable
from typing import Any

from django.db import connections
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from drf_sqllist.answers import Answer, difference
from drf_sqllist.conf import get_settings
from drf_sqllist.isolation import read_only
from drf_sqllist.paths import Path, answering, asked_for

logger = logging.getLogger("drf_sqllist.shadow")

Make = Callable[[Any, Any], Response]
"""Makes a view's list for a request."""


def is_due() -> bool:
    """Whether this request is one of the share that ``SHADOW`` asks for."""
    share = get_settings().SHADOW
    return share > 0 and asked_for() is None and random.random() < share


def answer_and_compare(view: Any, request: Any, make: Make) -> Response:
    """The answer that the setting ``SHADOW_ANSWER`` chooses; the other one is made behind it and compared.

    The other one reads only: in a transaction, or a savepoint, that the database keeps from writing and that is
    rolled back. Whatever it does, the request goes on with its answer.

    Raises:
        Exception: whatever the chosen path raises.
    """
    path: Path = get_settings().SHADOW_ANSWER if getattr(view, "sqllist_enabled", True) else "drf"
    twin = _twin(view)
    try:
        with answering(path):
            response = make(view, request)
    except Exception as error:
        _compare(twin, request, make, path, None, error)
        raise
    _compare(twin, request, make, path, response, None)
    return response


def _twin(view: Any) -> Any:
    """The same view, that can list once more."""
    twin = copy.copy(view)
    vars(twin).pop("_paginator", None)
    return twin


def _compare(
    view: Any, request: Any, make: Make, sent: Path, response: Response | None, error: Exception | None
) -> None:
    try:
        here = _answer(response, error, request)
        there = _behind(view, request, make, "sql" if sent == "drf" else "drf")
        drf, ours = (here, there) if sent == "drf" else (there, here)
        if found := difference(drf, ours):
            name = type(view).__name__
            logger.error("%s does not answer as DRF does.\n%s\n%s", name, found, reproduction(view, request))
    except Exception:  # the comparison must never cost anybody an answer
        logger.exception("%s: its two answers could not be compared.", type(view).__name__)


def _behind(view: Any, request: Any, make: Make, path: Path) -> Answer:
    used = [connection.alias for connection in connections.all(initialized_only=True) if connection.connection]
    with read_only(used):
        try:
            with answering(path):
                return _answer(make(view, request), None, request)
        except Exception as error:  # an exception is an answer too
            return _answer(None, error, request)


def _answer(response: Any, error: Exception | None, request: Any) -> Answer:
    """What a list came to; its JSON, whatever renderer the client asked for."""
    if response is None:
        return Answer(error=f"{type(error).__name__}: {error}")
    body = _rendered(response, request) if isinstance(response, Response) else response.content
    return Answer(response.status_code, dict(response.items()), body)


def _rendered(response: Response, request: Any) -> bytes:
    renderer = request.accepted_renderer
    if not isinstance(renderer, JSONRenderer):
        renderer = JSONRenderer()
    # Rendering leaves traces on a response, and this one is to be sent.
    shown: Any = type(response).__new__(type(response))
    vars(shown).update(vars(response), headers=copy.deepcopy(response.headers))
    shown.accepted_renderer, shown.accepted_media_type = renderer, request.accepted_media_type
    shown.renderer_context = {"request": request, "response": shown}
    content: bytes = shown.rendered_content
    return content


def reproduction(view: Any, request: Any) -> str:
    """Code that makes the two answers once more."""
    cls = type(view)
    user: Any = getattr(request, "user", None)
    arguments = "".join(f", {name}={value!r}" for name, value in getattr(view, "kwargs", {}).items())
    lines = [
        "To see it again:",
        f"  from {cls.__module__} import {cls.__name__}",
        f"  request = APIRequestFactory().get({request.get_full_path()!r})",
    ]
    if getattr(user, "pk", None) is not None:
        lines.append(f"  force_authenticate(request, user={type(user).__name__}.objects.get(pk={user.pk!r}))")
    lines.append(f"  assert_parity({cls.__name__}, request{arguments})")
    return "\n".join(lines)
