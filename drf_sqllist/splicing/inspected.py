"""Instances whose model has a say in how they are made, looked at before what SQL wrote of them is believed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import partialmethod
from typing import Any

from django.db.models import Model

from drf_sqllist.plan.relations import COLUMNS
from drf_sqllist.problems import Problem, SideEffect
from drf_sqllist.splicing.effects import changeable, inner_text, is_same

Make = Callable[[Sequence[Any]], Any]


class Inspected:
    """Makes instances, and raises ``SideEffect`` for one that does not hold what its columns do.

    Arguments:
        names: attnames of the values.
        make: how the model makes an instance of them.
        problem: what is said of the model.
    """

    def __init__(self, model: type[Model], names: Sequence[str], make: Make, problem: Problem) -> None:
        self._model, self._make, self._problem = model, make, problem
        self._names = frozenset(names)
        self._columns = [
            (place, name)
            for place, name in enumerate(names)
            if type(inspect.getattr_static(model, name, None)) in COLUMNS  # SQL writes no others
        ]
        changing = changeable(model)
        self._inside = [place for place, name in self._columns if name in changing]
        self._harmless: set[str] = {"_state"}

    def __call__(self, values: Sequence[Any]) -> Any:
        before = [inner_text(values[place]) for place in self._inside]
        instance = self._make(values)
        if self._holds_others(instance, values) or before != [inner_text(values[place]) for place in self._inside]:
            raise SideEffect(self._problem)
        return instance

    def _holds_others(self, instance: Any, values: Sequence[Any]) -> bool:
        if type(instance) is not self._model or instance._state.fields_cache:
            return True
        own = vars(instance)
        for place, name in self._columns:
            if name not in own or not is_same(own[name], values[place]):
                return True
        return any(name not in self._harmless and not self._is_harmless(name) for name in own.keys() - self._names)

    def _is_harmless(self, name: str) -> bool:
        """Whether an attribute of the instance's own stands in the way of none that SQL reads."""
        descriptor = inspect.getattr_static(self._model, name, None)
        shadows = isinstance(descriptor, (*COLUMNS, partialmethod))
        if not shadows and name != "_prefetched_objects_cache":
            self._harmless.add(name)
        return name in self._harmless
