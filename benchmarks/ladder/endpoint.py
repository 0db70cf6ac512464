"""A list endpoint on all its rungs, made of the few views that differ from one endpoint to another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from benchmarks.ladder import rungs
from benchmarks.ladder.rungs import ORM, OURS, REDIS, Rung
from benchmarks.ladder.stack import MIDDLEWARE, Application, django_application
from benchmarks.ladder.views import SLIM, Cached, DataView, Written, plain, plain_cached, plain_ours
from drf_sqllist import SQLListView

View = Callable[..., Any]


@dataclass(frozen=True)
class Endpoint:
    """One list.

    Arguments:
        route: as ``path()`` has it.
        serialized: the views with a serializer, by their steps.
        values: the one without.
        ours: the first of those with a serializer, with our base class.
        page: the data of a request, without DRF.
    """

    route: str
    serialized: Mapping[str, type[Any]]
    values: type[DataView]
    ours: type[SQLListView]
    page: Callable[[HttpRequest], Any]

    def has(self, step: str) -> bool:
        """Whether there is such a rung: where there are no relations, none can be joined."""
        return step in self.serialized or step not in (rungs.SERIALIZER, rungs.JOINED, rungs.ONLY)

    def applications(self) -> dict[Rung, Application]:
        """Django's rungs."""
        return {
            rung: django_application(self.route, view, () if rung.step in rungs.WITHOUT_MIDDLEWARE else MIDDLEWARE)
            for climb, views in self._climbs().items()
            for rung, view in ((Rung(climb, step), view) for step, view in views.items())
        }

    def _climbs(self) -> dict[str, dict[str, View]]:
        cached, ours = _mixed(Cached, self.values), self.ours.as_view(**SLIM)
        return {
            ORM: {
                **{step: view.as_view() for step, view in self.serialized.items()},
                rungs.VALUES: self.values.as_view(),
                **_slim(self.values),
                rungs.DJANGO: plain(self.page),
            },
            REDIS: {rungs.VIEW: cached.as_view(), **_slim(cached), rungs.DJANGO: plain_cached(self.page)},
            OURS: {
                rungs.VIEW: self.ours.as_view(),
                rungs.SLIM: ours,
                rungs.BARE: ours,
                rungs.DJANGO: plain_ours(self.ours),
            },
        }


def _slim(cls: type[DataView]) -> dict[str, View]:
    slim = cls.as_view(**SLIM)
    return {rungs.SLIM: slim, rungs.BARE: slim, rungs.WRITTEN: _mixed(Written, cls).as_view(**SLIM)}


def _mixed(mixin: type[DataView], cls: type[DataView]) -> type[DataView]:
    return type(mixin.__name__ + cls.__name__, (mixin, cls), {})
