"""Receivers of ``post_init`` that leave alone what the instances hold.

A receiver is known by its module and its text: another release of the package is not taken for it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import models

from drf_sqllist.plan.preparing import normal

Harmless = Callable[[type[models.Model]], bool]

_known: dict[tuple[str, str], Harmless] = {}


def leaves_alone(receiver: Any, model: type[models.Model]) -> bool:
    """Whether a receiver changes no value of the model's instances."""
    if getattr(receiver, "__func__", None) is models.ImageField.update_dimension_fields:
        return not (receiver.__self__.width_field or receiver.__self__.height_field)  # which it may fill
    known = _known.get((getattr(receiver, "__module__", ""), _text(receiver)))
    return known is not None and known(model)


def _harmless(module: str, text: str) -> Callable[[Harmless], Harmless]:
    def register(to: Harmless) -> Harmless:
        _known[module, normal(text)] = to
        return to

    return register


@lru_cache(512)
def _text(receiver: Any) -> str:
    if not inspect.isfunction(receiver) or hasattr(receiver, "__wrapped__"):
        return ""
    try:
        return normal(inspect.getsource(receiver))
    except (OSError, SyntaxError):  # no source, or a part of a line
        return ""


@_harmless(
    "django_cleanup.handlers",
    """
def cache_original_post_init(sender, instance, **kwargs):
    '''Post_init on all models with file fields, saves original values'''
    cache.make_cleanup_cache(instance)
""",
)
def cleanup(model: type[models.Model]) -> bool:
    """django-cleanup: copies of the files, in an attribute of its own."""
    return True


@_harmless(
    "treenode.signals",
    """
def post_init_treenode(sender, instance, **kwargs):
    if not __is_treenode_model(sender):
        return
    set_ref(sender, instance)
""",
)
def treenode(model: type[models.Model]) -> bool:
    """django-treenode: connected for all models, it does something with its own ones."""
    return not any(base.__module__.partition(".")[0] == "treenode" for base in model.__mro__)
