"""Makes one model instance of loaded values."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

from drf_sqllist.plan.instances import own_making
from drf_sqllist.splicing.inspected import Inspected, Make

_PLAIN = (DeferredAttribute, ForeignKeyDeferredAttribute)
"""Descriptors that keep a value in the instance's dictionary, and do nothing else."""


def maker(model: type[Model], names: Sequence[str], using: str) -> Make:
    """What makes an instance of a row's values: ``Model.from_db``, or what it comes to, a third of its time.

    Arguments:
        names: attnames of the values, in the order of the model's fields.
        using: the database alias that they were read from.
    """
    if not _is_made_plainly(model, names):
        from_db: Callable[..., Any] = model.from_db

        def make_by_model(values: Sequence[Any]) -> Any:
            return from_db(using, names, values)

        making = own_making(model)
        return make_by_model if making is None else Inspected(model, names, make_by_model, making)

    new = model.__new__
    new_state = ModelState.__new__

    def make(values: Sequence[Any]) -> Any:
        instance = new(model)
        own = instance.__dict__
        state = own["_state"] = new_state(ModelState)
        state.adding, state.db = False, using
        own.update(zip(names, values, strict=True))
        return instance

    return make


def _is_made_plainly(model: Any, names: Sequence[str]) -> bool:
    """Whether ``Model.__init__`` would do nothing but to set these attributes."""
    own = ("__new__", "__init__", "__setattr__", "from_db")
    if any(_function(getattr(model, name)) is not _function(getattr(Model, name)) for name in own):
        return False
    after = model.__mro__[model.__mro__.index(Model) + 1 :]
    if any("__init__" in vars(one) for one in after if one is not object):
        return False
    if pre_init.has_listeners(model) or post_init.has_listeners(model):
        return False
    return all(type(inspect.getattr_static(model, name, None)) in _PLAIN for name in names)


def _function(method: Any) -> Any:
    return getattr(method, "__func__", method)
