"""Dates, times and instants."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from rest_framework import ISO_8601, serializers
from rest_framework.settings import api_settings

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, kind_for, reader_for
from drf_sqllist.plan.tables import is_expression
from drf_sqllist.types.base import Transport
from drf_sqllist.types.strftime import to_char_pattern
from drf_sqllist.types.zones import UTC, Zone, suffix, zone_for

ISO_INSTANT = 'YYYY-MM-DD"T"HH24:MI:SS.US'
NO_MICROSECONDS = "'.000000'"

_LOADABLE = "{0}>='0001-01-01 00:00:00+00' AND {0}<'10000-01-01 00:00:00+00'"
"""Instants that Python has; of others (infinity, BC) the drivers make different things."""


def _isoformat(value: str, pattern: str, out: Output) -> str:
    """``to_char`` without the six zeros that ``isoformat`` leaves out."""
    return f"replace(to_char({value},{out.text(pattern)}),{NO_MICROSECONDS},'')"


@dataclass(frozen=True)
class Instant(Representation):
    """A ``DateTimeField`` in a zone: ISO 8601, or a ``to_char`` pattern.

    Arguments:
        zone: None for naive datetimes (``USE_TZ = False``).
        pattern: of ``to_char``; None for ISO 8601.
        is_computed: SQLite's text is an expression's, so anybody's, and its driver does not read it.
    """

    zone: Zone | None
    pattern: str | None = None
    is_computed: bool = False
    propagates_null: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        # Near the ends of the calendar a zone's offset may overflow, and before the year 1000 strftime
        # does not pad: there Python writes.
        if self.zone is not None and self.zone.is_utc and self.pattern is None:
            return f"CASE WHEN {_LOADABLE.format(value)} THEN {self._zoned(value, out)} ELSE {out.bail()} END"
        first = "1000-01-02" if self.pattern else "0001-01-02"
        inside = f"{value}>='{first}' AND {value}<'9999-12-31'"
        return f"CASE WHEN {inside} THEN {self._zoned(value, out)} ELSE {out.splice(self._payload(value))} END"

    def _payload(self, value: str) -> str:
        return InstantKind(self.zone is not None).postgresql_payload(value)

    def _zoned(self, value: str, out: Output) -> str:
        if self.zone is None:
            return self._format(f"{value}::timestamp", "", out)
        if len(self.zone.periods) == 1 and self.zone.periods[0][:2] == (None, None):
            return self._local(value, self.zone.periods[0][2], out)
        cases = []
        for seconds in sorted({period[2] for period in self.zone.periods}):
            during = " OR ".join(
                f"({value}>='{start:%Y-%m-%d %H:%M:%S}+00' AND {value}<'{end:%Y-%m-%d %H:%M:%S}+00')"
                for start, end, offset in self.zone.periods
                if offset == seconds and start and end
            )
            cases.append(f"WHEN {during} THEN {self._local(value, seconds, out)}")
        return f"CASE {' '.join(cases)} ELSE {out.splice(self._payload(value))} END"

    def _local(self, value: str, seconds: int, out: Output) -> str:
        shifted = f"{value} AT TIME ZONE 'UTC'"
        if seconds:
            shifted = f"({shifted}+interval '{seconds} seconds')"
        return self._format(shifted, suffix(seconds), out)

    def _format(self, timestamp: str, ending: str, out: Output) -> str:
        if self.pattern is not None:
            return out.json_string(f"to_char({timestamp},{out.text(self.pattern)})")
        return f"'\"'||{_isoformat(timestamp, ISO_INSTANT, out)}||'{ending}\"'"

    def sqlite(self, value: str, out: Output) -> str:
        # Django writes 19 or 26 characters; any other spelling came from elsewhere and Python reads it.
        known = f"length({value}) IN (19,26) AND substr({value},20)<>{NO_MICROSECONDS} AND substr({value},11,1)=' '"
        if self.is_computed:
            known += f" AND {_is_date('datetime', value)} AND substr({value},21) NOT GLOB '*[^0-9]*'"
        if self.pattern is not None or not (self.zone is None or self.zone.is_utc):
            return _read_by_python(value, out)
        ending = "" if self.zone is None else "Z"
        written = f"'\"'||replace({value},' ','T')||'{ending}\"'"
        return f"CASE WHEN {known} THEN {written} ELSE {_read_by_python(value, out)} END"

    def load(self, payload: str) -> datetime.datetime | None:
        return InstantKind(self.zone is not None, self.is_computed).load(payload)


@dataclass(frozen=True)
class NativeInstant(Instant):
    """The encoder's form: in the zone the value was loaded in, UTC, whatever the current zone is."""

    json_native: ClassVar[bool] = False


@dataclass(frozen=True)
class Day(Representation):
    """A ``DateField``. Arguments are as those of ``Instant``."""

    pattern: str | None = None
    is_computed: bool = False
    propagates_null: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        first = "1000-01-01" if self.pattern else "0001-01-01"  # before, strftime does not pad the year
        written = out.json_string(f"to_char({value},{out.text(self.pattern)})" if self.pattern is not None else value)
        otherwise = out.splice(DayKind().postgresql_payload(value))
        return f"CASE WHEN {value} BETWEEN '{first}' AND '9999-12-31' THEN {written} ELSE {otherwise} END"

    def sqlite(self, value: str, out: Output) -> str:
        if self.pattern is not None:
            return _read_by_python(value, out)
        known = f"{value} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
        if self.is_computed:
            known += f" AND {_is_date('date', value)}"
        return f"CASE WHEN {known} THEN '\"'||{value}||'\"' ELSE {_read_by_python(value, out)} END"

    def load(self, payload: str) -> datetime.date | None:
        return parse_date(payload)


@dataclass(frozen=True)
class NativeDay(Day):
    json_native: ClassVar[bool] = False


@dataclass(frozen=True)
class Clock(Representation):
    """A ``TimeField``. Arguments are as those of ``Instant``."""

    pattern: str | None = None
    is_computed: bool = False
    propagates_null: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        if self.pattern is None:
            written = f"'\"'||{_isoformat(value, 'HH24:MI:SS.US', out)}||'\"'"
        else:
            written = out.json_string(f"to_char('epoch'::timestamp+{value},{out.text(self.pattern)})")
        return f"CASE WHEN {value}<'24:00:00' THEN {written} ELSE {out.bail()} END"

    def sqlite(self, value: str, out: Output) -> str:
        if self.pattern is not None:
            return _read_by_python(value, out)
        known = f"length({value}) IN (8,15) AND substr({value},9)<>{NO_MICROSECONDS}"
        if self.is_computed:
            known += f" AND time({value})=substr({value},1,8)"
        return f"CASE WHEN {known} THEN '\"'||{value}||'\"' ELSE {_read_by_python(value, out)} END"

    def load(self, payload: str) -> datetime.time | None:
        return parse_time(payload)


@dataclass(frozen=True)
class NativeClock(Clock):
    json_native: ClassVar[bool] = False


def _is_date(function: str, value: str) -> str:
    """Whether SQLite finds a text's date in its own calendar, which begins with the year 0."""
    return f"{value}>='0001' AND {function}({value},'+0 days')=substr({value},1,19)"


def _read_by_python(value: str, out: Output) -> str:
    """Any text that SQLite keeps; Django's converter reads it, what is no text is DRF's own."""
    return f"CASE typeof({value}) WHEN 'text' THEN {out.splice(value)} ELSE {out.bail()} END"


@dataclass(frozen=True)
class InstantKind(Transport):
    """``datetime`` values, aware in UTC (``USE_TZ``) or naive."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("timestamp with time zone",)
    sqlite_types: ClassVar[tuple[str, ...]] = ("text",)

    aware: bool
    is_computed: bool = False
    python_type: ClassVar[type] = datetime.datetime

    def postgresql_payload(self, value: str) -> str:
        # An instant that the drivers refuse or clip (infinity, BC) yields NULL here, and so DRF's own path.
        if not self.aware:
            inside = f"{value}>='0001-01-02' AND {value}<'9999-12-31'"
            return f"CASE WHEN {inside} THEN to_char({value}::timestamp,'{ISO_INSTANT}') END"
        return f"CASE WHEN {_LOADABLE.format(value)} THEN to_char({value} AT TIME ZONE 'UTC','{ISO_INSTANT}') END"

    def load(self, payload: str) -> datetime.datetime | None:
        """As Django's SQLite converter reads text (PostgreSQL's payload is ISO too)."""
        value = parse_datetime(payload)
        if value is None and self.aware and self.is_computed:
            raise ValueError(f"{payload!r} is no instant")  # Django's converter stumbles, where the driver gives None
        if value is not None and self.aware and value.tzinfo is None:
            return value.replace(tzinfo=datetime.timezone.utc)
        return value

    def native(self) -> Representation:
        return NativeInstant(UTC if self.aware else None, is_computed=self.is_computed)

    def computed(self) -> Kind:
        return replace(self, is_computed=True)


@dataclass(frozen=True)
class DayKind(Transport):
    """``date`` values."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("date",)
    sqlite_types: ClassVar[tuple[str, ...]] = ("text",)

    is_computed: bool = False
    python_type: ClassVar[type] = datetime.date

    def postgresql_payload(self, value: str) -> str:
        return f"CASE WHEN {value} BETWEEN '0001-01-01' AND '9999-12-31' THEN to_char({value},'YYYY-MM-DD') END"

    def load(self, payload: str) -> datetime.date | None:
        return parse_date(payload)

    def native(self) -> Representation:
        return NativeDay(is_computed=self.is_computed)

    def string(self) -> Representation:
        return Day(is_computed=self.is_computed)

    def computed(self) -> Kind:
        return replace(self, is_computed=True)


@dataclass(frozen=True)
class ClockKind(Transport):
    """``time`` values."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("time without time zone",)
    sqlite_types: ClassVar[tuple[str, ...]] = ("text",)

    is_computed: bool = False
    python_type: ClassVar[type] = datetime.time

    def postgresql_payload(self, value: str) -> str:
        return f"CASE WHEN {value}<'24:00:00' THEN to_char({value},'HH24:MI:SS.US') END"

    def load(self, payload: str) -> datetime.time | None:
        return parse_time(payload)

    def native(self) -> Representation:
        return NativeClock(is_computed=self.is_computed)

    def string(self) -> Representation:
        return Clock(is_computed=self.is_computed)

    def computed(self) -> Kind:
        return replace(self, is_computed=True)


@kind_for(models.DateTimeField)
def instant_kind(field: models.DateTimeField[datetime.datetime, datetime.datetime]) -> Kind:
    return InstantKind(settings.USE_TZ, is_expression(field))


@kind_for(models.DateField)
def day_kind(field: models.DateField[datetime.date, datetime.date]) -> Kind:
    return DayKind(is_expression(field))


@kind_for(models.TimeField)
def clock_kind(field: models.TimeField[datetime.time, datetime.time]) -> Kind:
    return ClockKind(is_expression(field))


@reader_for(serializers.DateTimeField, output=("enforce_timezone", "default_timezone", "format", "timezone"))
def read_datetime(field: serializers.DateTimeField, kind: Kind) -> Representation:
    """DRF ``DateTimeField.to_representation``, in the field's zone or the current one."""
    format = getattr(field, "format", api_settings.DATETIME_FORMAT)
    if format is None or not isinstance(kind, InstantKind):
        return kind.native() if format is None else kind.spliced()
    zone: Zone | None = None
    if kind.aware:
        current: Callable[[], datetime.tzinfo | None] = field.default_timezone
        zone = zone_for(field.timezone if hasattr(field, "timezone") else current())
    pattern = None if format.lower() == ISO_8601 else to_char_pattern(format)
    if (kind.aware and zone is None) or (not kind.aware and hasattr(field, "timezone")):
        return kind.spliced()
    if pattern is None and format.lower() != ISO_8601:
        return kind.spliced()
    return Instant(zone, pattern, kind.is_computed)


@reader_for(serializers.DateField, output=("format",))
def read_date(field: serializers.DateField, kind: Kind) -> Representation:
    """DRF ``DateField.to_representation``."""
    format = getattr(field, "format", api_settings.DATE_FORMAT)
    if format is None or not isinstance(kind, DayKind):
        return kind.native() if format is None else kind.spliced()
    if format.lower() == ISO_8601:
        return Day(is_computed=kind.is_computed)
    pattern = to_char_pattern(format)
    return kind.spliced() if pattern is None else Day(pattern, kind.is_computed)


@reader_for(serializers.TimeField, output=("format",))
def read_time(field: serializers.TimeField, kind: Kind) -> Representation:
    """DRF ``TimeField.to_representation``."""
    format = getattr(field, "format", api_settings.TIME_FORMAT)
    if format is None or not isinstance(kind, ClockKind):
        return kind.native() if format is None else kind.spliced()
    if format.lower() == ISO_8601:
        return Clock(is_computed=kind.is_computed)
    # strftime of a time takes its date from 1900-01-01, to_char here from 1970: only clock codes agree.
    pattern = to_char_pattern(format) if not any(f"%{code}" in format for code in "YmdyjbBaA") else None
    return kind.spliced() if pattern is None else Clock(pattern, kind.is_computed)
