"""The same routes twice: with the views as they are, and with ``SQLListMixin`` before them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import connections
from django.test import override_settings
from django.urls import resolve, set_urlconf
from django.utils import translation
from rest_framework.test import APIClient, APIRequestFactory, force_authenticate

from drf_sqllist import SQLListMixin
from drf_sqllist.testing import assert_parity
from tests.packages.package import Case
from tests.statements import Recorder, record

Routes = tuple[Any, ...]
THREADS = 6


class ChosenRoutes:
    """Middleware: a request is answered by the routes that it brings."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        request.urlconf = request.META["routes"]
        return self.get_response(request)


class Twins:
    """Routes with and without the mixin.

    Arguments:
        routes: makes a list of URL patterns of views that have these bases put before their own.
    """

    def __init__(self, routes: Callable[..., Iterable[Any]]) -> None:
        self.theirs: Routes = tuple(routes())
        self.ours: Routes = tuple(routes(SQLListMixin))

    def check(self, case: Case) -> None:
        """Both answer a case alike, and ours as the case says."""
        # A change of settings forgets the kept plans: only where it is asked for.
        with override_settings(DRF_SQLLIST=case.settings) if case.settings else nullcontext():
            response, statements = self.get(case)
        if case.status == 200:
            assert (response.sqllist.mode, codes(response)) == (case.mode, case.problems), response.sqllist
        else:
            assert response.status_code == case.status
        assert {*case.without, *case.reads} <= names(), "a name that no table has is in no statement"
        (*_, last) = statements.sql or [""]
        for word in case.without:
            assert f'"{word}"' not in last
        for word in case.reads:
            assert f'"{word}"' in last
        if case.mode != "serializer" and case.status == 200:
            assert response.sqllist.queries == case.queries, statements.sql

    def get(self, case: Case) -> tuple[Any, Recorder]:
        """Our answer, and the statements that it took, once it was found to be DRF's."""
        with record() as of_theirs:
            expected = answer(self.theirs, case)
        with record() as statements:
            response = answer(self.ours, case)
        info = getattr(response, "sqllist", None)
        if info is not None and info.mode != "serializer":
            assert len(statements) <= max(1, len(of_theirs))
        assert facts(response) == facts(expected)
        assert response.content == expected.content
        self._assert_parity(case, response)
        return response, statements

    def _assert_parity(self, case: Case, response: Any) -> None:
        """``assert_parity`` finds the same."""
        request = APIRequestFactory().get(case.path, **case.headers)
        if case.user:
            force_authenticate(request, User.objects.get(username=case.user))
        match = resolve(request.path, self.theirs)
        set_urlconf(self.theirs)
        try:
            with translation.override(case.language):
                parity = assert_parity(match.func, request, *match.args, **match.kwargs)
        finally:
            set_urlconf(None)
        info = getattr(response, "sqllist", None)
        assert (parity.mode, parity.problems) == ((info.mode, info.problems) if info else ("", ()))

    def hammer(self, cases: Sequence[Case], rounds: int = 8) -> None:
        """Several threads, each with all cases in an order of its own: nobody gets another's answer."""
        cases = [case for case in cases if not case.settings]
        expected = {case: answer(self.theirs, case).content for case in cases}

        def work(seed: int) -> list[str]:
            chance, wrong = random.Random(seed), []
            try:
                for case in chance.choices(cases, k=rounds * len(cases)):
                    if answer(self.ours, case).content != expected[case]:
                        wrong.append(str(case))
            finally:
                connections.close_all()
            return wrong

        with ThreadPoolExecutor(THREADS) as pool:
            assert [wrong for found in pool.map(work, range(THREADS)) for wrong in found] == []


def answer(routes: Routes, case: Case) -> Any:
    client = APIClient(routes=routes, HTTP_ACCEPT_LANGUAGE=case.language)
    if case.user:
        client.force_authenticate(User.objects.get(username=case.user))
    return client.get(case.path, **case.headers)


def facts(response: Any) -> tuple[int, dict[str, str]]:
    return response.status_code, dict(response.items())


def codes(response: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(problem.code for problem in response.sqllist.problems))


@cache
def names() -> set[str]:
    """The tables and columns that a statement may name."""
    fields = [field for model in apps.get_models(include_auto_created=True) for field in model._meta.local_fields]
    return {field.column for field in fields} | {field.model._meta.db_table for field in fields}


def twin(view: type, bases: tuple[type, ...]) -> Any:
    """The view with these bases before its own, under its own name."""
    return type(view.__name__, (*bases, view), {"__doc__": view.__doc__, "__module__": view.__module__})
