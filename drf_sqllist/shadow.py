"""Shadow mode: a share of the requests is answered on both paths, and what differs is logged."""

from __future__ import annotations

import copy
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from drf_sqllist.answers import Answer, difference
from drf_sqllist.conf import get_settings
from drf_sqllist.isolation import read_only
from drf_sqllist.paths import Path, answering, asked_for
from drf_sqllist.trace import Trace

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
    sent: Path = get_settings().SHADOW_ANSWER if getattr(view, "sqllist_enabled", True) else "drf"
    shadow = _Shadow(_twin(view), request, make, sent)
    with Trace() as trace:
        try:
            with answering(sent):
                response = make(view, request)
        except Exception as error:
            shadow.compare(error, trace.aliases)
            raise
    shadow.compare(response, trace.aliases)
    return response


def _twin(view: Any) -> Any:
    """The same view, that can list once more."""
    twin = copy.copy(view)
    vars(twin).pop("_paginator", None)
    return twin


@dataclass(frozen=True)
class _Shadow:
    """Arguments:
    view: not the one that answers.
    sent: the path that does.
    """

    view: Any
    request: Any
    make: Make
    sent: Path

    def compare(self, outcome: Any, aliases: set[str]) -> None:
        """Make the other answer, and log what differs.

        Arguments:
            outcome: a response or an exception.
            aliases: the databases that were asked for it.
        """
        name = type(self.view).__name__
        try:
            here, there = _answer(outcome, self.request), self._behind(aliases)
            drf, ours = (here, there) if self.sent == "drf" else (there, here)
            if found := difference(drf, ours):
                again = reproduction(self.view, self.request)
                logger.error("%s does not answer as DRF does.\n%s\n%s", name, found, again)
        except Exception:  # the comparison must never cost anybody an answer
            logger.exception("%s: its two answers could not be compared.", name)

    def _behind(self, aliases: set[str]) -> Answer:
        with read_only(sorted(aliases)):
            try:
                with answering("sql" if self.sent == "drf" else "drf"):
                    return _answer(self.make(self.view, self.request), self.request)
            except Exception as error:  # an exception is an answer too
                return _answer(error, self.request)


def _answer(outcome: Any, request: Any) -> Answer:
    """What a list came to; its JSON, whatever renderer the client asked for."""
    if isinstance(outcome, Exception):
        return Answer(error=f"{type(outcome).__name__}: {outcome}")
    body = _rendered(outcome, request) if isinstance(outcome, Response) else outcome.content
    return Answer(outcome.status_code, dict(outcome.items()), body)


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
