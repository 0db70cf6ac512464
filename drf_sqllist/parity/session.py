"""A test run in which every list is answered on both paths."""

from __future__ import annotations

from contextlib import ExitStack
from functools import wraps
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from drf_sqllist.parity.imports import when_imported
from drf_sqllist.paths import asked_for

if TYPE_CHECKING:
    from drf_sqllist.parity.comparing import List
    from drf_sqllist.parity.facts import Fact

_OUTPUT = "drf_sqllist_parity"


class Session:
    """The hooks of a run with ``--sqllist-parity``, and what it has found out.

    Nothing of Django is imported here: pytest makes it before there are settings.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._facts: list[Fact] = []
        self._lost: list[str] = []
        self._drf: Any = None
        self._is_mute = False
        self._undo = ExitStack()
        # A decorator, such as drf-spectacular's extend_schema_view, may hold on to the list() that it meets.
        # So it has to be ours before the project's views are imported, but not before there are settings.
        actions = {"rest_framework.mixins": self._watch_drf, "drf_sqllist.views": self._watch_ours}
        self._undo.enter_context(when_imported(actions))

    def _watch_drf(self, module: ModuleType) -> None:
        mixin: Any = module.ListModelMixin
        self._drf = mixin.list
        self._watch(mixin, "list")

    def _watch_ours(self, module: ModuleType) -> None:
        self._watch(module, "list_response")

    def _watch(self, owner: Any, name: str) -> None:
        original = getattr(owner, name)
        self._undo.callback(setattr, owner, name, original)
        setattr(owner, name, self._watched(original))

    def _watched(self, first: List) -> List:
        @wraps(first)
        def list(view: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
            __tracebackhide__ = True
            if asked_for() is not None:  # it is the other answer that is being made
                return first(view, request, *args, **kwargs)
            from drf_sqllist.parity.comparing import Comparison

            self._mute()
            return Comparison(first, self._drf, view, request, args, kwargs).answer(self._facts.append)

        return list

    def _mute(self) -> None:
        """Once there is something to be kept from the tests."""
        if not self._is_mute:
            from drf_sqllist.parity.unseen import muting

            self._is_mute = True
            self._undo.enter_context(muting())

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[_OUTPUT] = [fact.as_record() for fact in self._facts]
        elif exitstatus == pytest.ExitCode.OK and any(fact.difference for fact in self._facts):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A process of pytest-xdist has ended."""
        output = getattr(node, "workeroutput", {})
        if _OUTPUT not in output:
            self._lost.append(node.gateway.id)
        elif output[_OUTPUT]:
            from drf_sqllist.parity.facts import Fact

            self._facts += map(Fact.of_record, output[_OUTPUT])

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        from drf_sqllist.parity.report import report

        report(self._facts, self._lost, terminalreporter)

    def pytest_unconfigure(self) -> None:
        self._undo.close()
