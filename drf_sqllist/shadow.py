"""Shadow mode: a share of the requests is answered on both paths, and what differs is logged."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from typing import Any

from rest_framework.response import Response

from drf_sqllist.answers import Answer, difference
from drf_sqllist.asking import Asking
from drf_sqllist.conf import get_settings
from drf_sqllist.isolation import read_only
from drf_sqllist.paths import Path, answering, asked_for
from drf_sqllist.rendering import rendered
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
    try:
        shadow = _Shadow(view, request, make, sent)
    except Exception:  # a request of a kind that cannot be copied is answered as ever
        logger.exception("%s cannot be asked again.", type(view).__name__)
        return make(view, request)
    with Trace() as trace:
        try:
            with answering(sent):
                response = make(view, request)
        except Exception as error:
            shadow.compare(error, trace.aliases)
            raise
    shadow.compare(response, trace.aliases)
    return response


class _Shadow:
    """Arguments:
    sent: the path that answers.
    """

    def __init__(self, view: Any, request: Any, make: Make, sent: Path) -> None:
        self._view, self._request, self._make, self._sent = view, request, make, sent
        self._asking = Asking(view, request)

    def compare(self, outcome: Any, aliases: set[str]) -> None:
        """Make the other answer, and log what differs.

        Arguments:
            outcome: a response or an exception.
            aliases: the databases that were asked for it.
        """
        name = type(self._view).__name__
        try:
            here, there = _answer(outcome, self._view, self._request), self._behind(aliases)
            drf, ours = (here, there) if self._sent == "drf" else (there, here)
            if found := difference(drf, ours):
                again = reproduction(self._view, self._request)
                logger.error("%s does not answer as DRF does.\n%s\n%s", name, found, again)
        except Exception:  # the comparison must never cost anybody an answer
            logger.exception("%s: its two answers could not be compared.", name)

    def _behind(self, aliases: set[str]) -> Answer:
        view, request = self._asking.again()
        with read_only(sorted(aliases)):
            try:
                with answering("sql" if self._sent == "drf" else "drf"):
                    return _answer(self._make(view, request), view, request)
            except Exception as error:  # an exception is an answer too
                return _answer(error, view, request)


def _answer(outcome: Any, view: Any, request: Any) -> Answer:
    """What a list came to, in the bytes of the renderer that the client asked for."""
    if isinstance(outcome, Exception):
        return Answer(error=f"{type(outcome).__name__}: {outcome}")
    shown = rendered(outcome, view, request)
    return Answer(shown.status_code, dict(outcome.items()), shown.content)


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
