"""A list that a test asks for: answered as ever, and behind that on the other path."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from drf_sqllist.answers import Answer, difference
from drf_sqllist.asking import Asking, shallow
from drf_sqllist.parity.facts import Fact
from drf_sqllist.parity.statements import counted
from drf_sqllist.parity.unseen import unseen
from drf_sqllist.paths import Path, answering
from drf_sqllist.problems import UnsupportedSerializer
from drf_sqllist.rendering import Unrepeatable, rendered
from drf_sqllist.views import list_response

List = Callable[..., Any]
"""``ListModelMixin.list``, or what stands in its place."""

Keep = Callable[[Fact], None]


class Comparison:
    """One list, answered twice.

    Arguments:
        first: makes the answer that the test gets: what would make it without us.
        drf: DRF's own ``list``.
    """

    def __init__(self, first: List, drf: List, view: Any, request: Any, args: Any, kwargs: Any) -> None:
        self._first, self._view, self._request, self._args, self._kwargs = first, view, request, args, kwargs
        self._paths: dict[Path, List] = {"drf": drf, "sql": list_response}
        self.fact = Fact(_test(), _url(request), f"{type(view).__module__}.{type(view).__qualname__}")

    def answer(self, keep: Keep) -> Any:
        """The first answer.

        Arguments:
            keep: gets what is found out behind it. Whatever goes wrong there becomes a fact.

        Raises:
            Exception: whatever makes the first answer raises.
        """
        __tracebackhide__ = True
        try:
            asking = Asking(self._view, self._request)
        except Exception as error:
            keep(replace(self.fact, obstacle=_sentence(error)))
            return self._first(self._view, self._request, *self._args, **self._kwargs)
        with counted() as counts:
            try:
                response = self._first(self._view, self._request, *self._args, **self._kwargs)
            except Exception as error:
                keep(self._compared(asking, None, error, counts))
                raise
        keep(self._compared(asking, response, None, counts))
        return response

    def _compared(self, asking: Asking, response: Any, error: Exception | None, counts: Counter[str]) -> Fact:
        if isinstance(error, UnsupportedSerializer):  # a policy, and no answer to compare with
            return replace(self.fact, mode="serializer", problems=error.problems)
        now, aliases = counts.total(), list(counts)
        try:
            path = self._path_of(response)
            other: Path = "drf" if path == "sql" else "sql"
            with unseen(aliases):
                here = _answer(response, error, shallow(self._view), self._request, now)
            there, behind = self._behind(asking, other, aliases)
            drf, ours = (here, there) if path == "drf" else (there, here)
            info = getattr(response if path == "sql" else behind, "sqllist", None)
            fact = replace(self.fact, now=drf.queries, then=ours.queries)
            if info is not None:
                fact = replace(fact, mode=info.mode, problems=info.problems)
            if not (found := difference(drf, ours)):
                return fact
            if difference(drf, self._behind(asking, "drf", aliases)[0]):
                return replace(fact, is_unstable=True)
            return replace(fact, difference=found)
        except Exception as error:
            return replace(self.fact, obstacle=_sentence(error))

    def _path_of(self, response: Any) -> Path:
        """Which path the first answer has taken."""
        if self._first is self._paths["drf"]:
            return "drf"
        info = getattr(response, "sqllist", None)
        return "drf" if info and any(problem.code == "disabled" for problem in info.problems) else "sql"

    def _behind(self, asking: Asking, path: Path, aliases: Iterable[str]) -> tuple[Answer, Any]:
        view, request = asking.again()
        with unseen(aliases) as counts:
            try:
                with answering(path):
                    response = self._paths[path](view, request, *self._args, **self._kwargs)
            except Exception as error:  # an exception is an answer too
                return _answer(None, error, view, request, counts.total()), None
            return _answer(response, None, view, request, counts.total()), response


def _answer(response: Any, error: Exception | None, view: Any, request: Any, queries: int) -> Answer:
    """What a list came to, in the bytes of the renderer that the request asks for."""
    if error is None:
        try:
            shown = rendered(response, view, request)
            headers = dict(shown.items())
            return Answer(shown.status_code, headers, shown.content, queries=queries)
        except Unrepeatable:
            raise
        except Exception as raised:  # values that the renderer does not write
            error = raised
    return Answer(error=_sentence(error), queries=queries)


def _test() -> str:
    return os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]


def _url(request: Any) -> str:
    return f"{request.method} {request.get_full_path()}" if hasattr(request, "get_full_path") else "no request"


def _sentence(error: Exception) -> str:
    return str(error) if isinstance(error, Unrepeatable) else f"{type(error).__name__}: {error}"
