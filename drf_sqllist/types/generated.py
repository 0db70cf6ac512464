"""Generated columns, which DRF reads through ``ModelField`` by their output type."""

from __future__ import annotations

from typing import Any

from django.db import models

from drf_sqllist.plan.registry import Kind, kind_for, kind_of


@kind_for(models.GeneratedField)
def generated_kind(field: Any) -> Kind:
    return kind_of(field.output_field).bare()
