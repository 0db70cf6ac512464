"""The values of parameters, as the database takes them."""

from __future__ import annotations

import datetime
import decimal
import uuid
from typing import Any

from django.utils.duration import duration_microseconds


def adapted(value: Any, connection: Any) -> Any:
    """A parameter as the database keeps such values (``DatabaseOperations.adapt_*_value``)."""
    ops: Any = connection.ops
    if isinstance(value, datetime.datetime):
        return ops.adapt_datetimefield_value(value)
    if isinstance(value, datetime.date):
        return ops.adapt_datefield_value(value)
    if isinstance(value, datetime.time):
        return ops.adapt_timefield_value(value)
    if connection.vendor == "sqlite":
        if isinstance(value, uuid.UUID):
            return value.hex
        if isinstance(value, decimal.Decimal):
            return str(value)
        if isinstance(value, datetime.timedelta):
            return duration_microseconds(value)
    return value
