"""Durations: an interval on PostgreSQL, microseconds on SQLite."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from rest_framework import ISO_8601, serializers

from drf_sqllist.compat import DJANGO_DURATION, duration_format
from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, kind_for, reader_for
from drf_sqllist.types.base import Transport
from drf_sqllist.types.floats import float_postgresql

DAY = 86_400_000_000
"""Microseconds."""


def _in_domain(value: str) -> str:
    """No calendar units (drivers guess their length), and inside what a timestamp can hold."""
    return (
        f"extract(year FROM {value})=0 AND extract(month FROM {value})=0 "
        f"AND {value}>interval '-2400000 days' AND {value}<interval '99999999 days'"
    )


def _clock_sqlite(rest: str, format: str) -> str:
    """The time of microseconds below a day: three numbers in a ``printf`` format, and a fraction if there is one."""
    return (
        f"printf('{format}',{rest}/3600000000,{rest}/60000000%%60,{rest}/1000000%%60)"
        f"||CASE WHEN {rest}%%1000000 THEN printf('.%%06d',{rest}%%1000000) ELSE '' END"
    )


def _microseconds(value: str) -> str:
    """The drivers' reading of any interval: a year is 365 days, a month 30."""
    days = f"extract(year FROM {value})*365+extract(month FROM {value})*30+extract(day FROM {value})"
    clock = f"extract(hour FROM {value})*3600+extract(minute FROM {value})*60"
    return f"trunc(({days})*{DAY}+({clock})*1000000+extract(microseconds FROM {value}))::text"


def load_duration(payload: str) -> datetime.timedelta:
    """A duration from its microseconds."""
    return datetime.timedelta(microseconds=int(payload))


@dataclass(frozen=True)
class Duration(Representation):
    """Durations of which Python may have to write some."""

    propagates_null: ClassVar[bool] = False

    def load(self, payload: str) -> datetime.timedelta:
        return load_duration(payload)


@dataclass(frozen=True)
class DjangoDuration(Duration):
    """``[D ]HH:MM:SS[.ffffff]`` with negative days and a positive clock (Django ``duration_string``)."""

    def postgresql(self, value: str, out: Output) -> str:
        at = f"('epoch'::timestamp+{value})"
        days = f"({at}::date-date '1970-01-01')"
        clock = f"replace(to_char({at},'HH24:MI:SS.US'),'.000000','')"
        written = f"'\"'||CASE {days} WHEN 0 THEN '' ELSE {days}||' ' END||{clock}||'\"'"
        return f"CASE WHEN {_in_domain(value)} THEN {written} ELSE {out.splice(_microseconds(value))} END"

    def sqlite(self, value: str, out: Output) -> str:
        rest = f"(({value}%%{DAY}+{DAY})%%{DAY})"
        days = f"(({value}-{rest})/{DAY})"
        return (
            f"'\"'||CASE {days} WHEN 0 THEN '' ELSE {days}||' ' END||{_clock_sqlite(rest, '%%02d:%%02d:%%02d')}||'\"'"
        )


@dataclass(frozen=True)
class ISODuration(Duration):
    """``[-]P{d}DT{HH}H{MM}M{SS}[.ffffff]S`` (Django ``duration_iso_string``)."""

    def postgresql(self, value: str, out: Output) -> str:
        at = f"('epoch'::timestamp+CASE WHEN {value}<interval '0' THEN -{value} ELSE {value} END)"
        clock = f"replace(to_char({at},'HH24\"H\"MI\"M\"SS.US'),'.000000','')"
        days = f"({at}::date-date '1970-01-01')"
        written = f"CASE WHEN {value}<interval '0' THEN '\"-P' ELSE '\"P' END||{days}||'DT'||{clock}||'S\"'"
        return f"CASE WHEN {_in_domain(value)} THEN {written} ELSE {out.splice(_microseconds(value))} END"

    def sqlite(self, value: str, out: Output) -> str:
        clock = _clock_sqlite(f"(abs({value})%%{DAY})", "%%02dH%%02dM%%02d")
        return f"CASE WHEN {value}<0 THEN '\"-P' ELSE '\"P' END||(abs({value})/{DAY})||'DT'||{clock}||'S\"'"


@dataclass(frozen=True)
class DurationSeconds(Duration):
    """The encoder's ``str(timedelta.total_seconds())``: a float, in quotes."""

    json_native: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        otherwise = out.splice(_microseconds(value))
        seconds = float_postgresql(f"extract(epoch FROM {value})::float8", out.bail())
        return f"CASE WHEN {_in_domain(value)} THEN '\"'||{seconds}||'\"' ELSE {otherwise} END"

    def sqlite(self, value: str, out: Output) -> str:
        return out.splice(f"CAST({value} AS TEXT)")


@dataclass(frozen=True)
class DurationKind(Transport):
    """``timedelta`` values."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("interval",)
    sqlite_types: ClassVar[tuple[str, ...]] = ("integer",)

    python_type: ClassVar[type] = datetime.timedelta

    def postgresql_payload(self, value: str) -> str:
        return _microseconds(value)

    def load(self, payload: str) -> datetime.timedelta:
        return load_duration(payload)

    def native(self) -> Representation:
        return DurationSeconds()


@kind_for(models.DurationField)
def duration_kind(field: models.DurationField[datetime.timedelta, datetime.timedelta]) -> Kind:
    return DurationKind()


@reader_for(serializers.DurationField, output=("format",))
def read_duration(field: serializers.DurationField, kind: Kind) -> Representation:
    """DRF ``DurationField.to_representation``."""
    format = duration_format(field)
    if format is None or not isinstance(kind, DurationKind):
        return kind.native() if format is None else kind.spliced()
    if format.lower() == ISO_8601:
        return ISODuration()
    if format.lower() == DJANGO_DURATION:
        return DjangoDuration()
    return kind.spliced()
