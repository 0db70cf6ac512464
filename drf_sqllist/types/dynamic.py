"""Serializers of packages that choose their fields when the first row is written: by then the request is known."""

from __future__ import annotations

from typing import Any

from drf_sqllist.plan.preparing import prepares
from drf_sqllist.problems import Problem, Unsupported


@prepares(
    """
def to_representation(self, instance):
    if not self._flex_fields_rep_applied:
        self.apply_flex_fields(self.fields, self._flex_options_rep_only)
        self._flex_fields_rep_applied = True
    return super().to_representation(instance)
"""
)
def prepare_flex_fields(serializer: Any) -> None:
    """drf-flex-fields: ``?expand=``, ``?fields=`` and ``?omit=`` of the request."""
    if not serializer._flex_fields_rep_applied:
        serializer.apply_flex_fields(serializer.fields, serializer._flex_options_rep_only)
        serializer._flex_fields_rep_applied = True


@prepares(
    """
def to_representation(self, instance):
    # Activate using restql fields
    self.is_ready_to_use_dynamic_fields = True

    if self.dynamic_fields_mixin_kwargs["return_pk"]:
        return instance.pk
    return super().to_representation(instance)
"""
)
def prepare_restql(serializer: Any) -> None:
    """django-restql: ``?query=`` of the request."""
    if serializer.dynamic_fields_mixin_kwargs["return_pk"]:
        raise Unsupported(Problem("override", "", "return_pk writes a key in the object's place.", "Use a pk field."))
    serializer.is_ready_to_use_dynamic_fields = True
