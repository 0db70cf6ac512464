"""Files: their names in SQL, and their URLs where those end with the name; the storage makes the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models
from django.db.models.fields.files import FieldFile, ImageFieldFile
from rest_framework import serializers
from rest_framework.settings import api_settings

from drf_sqllist.plan.file_targets import FileTarget
from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, kind_for, reader_for
from drf_sqllist.plan.targets import Target
from drf_sqllist.problems import FASTER, Problem, Unsupported
from drf_sqllist.types.base import Spliced, Transport
from drf_sqllist.types.text import JSONString, TextKind

_SEGMENT = "[A-Za-z0-9_-][A-Za-z0-9_.-]*"
_UNFIT = ("*[^-A-Za-z0-9_./]*", "[./]*", "*/[./]*", "*/")
"""Patterns of the names that are not segments with slashes between them."""


@dataclass(frozen=True)
class FileName(Representation):
    """``use_url=False``: the name; no file is null."""

    propagates_null: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        return f"CASE WHEN {value}='' THEN 'null' ELSE {JSONString().postgresql(value, out)} END"

    def sqlite(self, value: str, out: Output) -> str:
        return f"CASE WHEN {value}='' THEN 'null' ELSE {JSONString().sqlite(value, out)} END"


@dataclass(frozen=True)
class FileText(JSONString):
    """``str(FieldFile)``: its name, empty where there is none."""

    null: ClassVar[str] = '""'


@dataclass(frozen=True)
class FileURL(Representation):
    """The storage's URL; no file is null.

    Arguments:
        target: where the files are.
    """

    kind: FileKind
    target: FileTarget
    propagates_null: ClassVar[bool] = False

    @property
    def targets(self) -> tuple[Target, ...]:
        return (self.target,)

    def postgresql(self, value: str, out: Output) -> str:
        # A collation of the column's own may take other characters for these, or no regular expression at all.
        fits = f"{value}::text COLLATE \"C\" ~ '^{_SEGMENT}(/{_SEGMENT})*$'"
        return self._written(value, fits, out.splice(value), out)

    def sqlite(self, value: str, out: Output) -> str:
        # What stands behind a NUL is seen by neither GLOB nor length(), but of a BLOB all is.
        fits = f"typeof({value})='text' AND length({value})=length(CAST({value} AS BLOB))"
        fits += "".join(f" AND {value} NOT GLOB '{unfit}'" for unfit in _UNFIT)
        # SQLite lets a BLOB into a text column, of which Django makes no file.
        otherwise = f"CASE typeof({value}) WHEN 'text' THEN {out.splice(value)} ELSE {out.bail()} END"
        return self._written(value, fits, otherwise, out)

    def _written(self, value: str, fits: str, otherwise: str, out: Output) -> str:
        mark = out.mark(self.target)
        plain = ""
        if mark is not None:
            begin, end = out.text('"' + mark), out.text('"')
            plain = f" WHEN {fits} THEN {begin}||{value}||{end}"
        return f"CASE WHEN {value}='' THEN 'null'{plain} ELSE {otherwise} END"

    def load(self, payload: str) -> Any:
        return self.kind.load(payload)


@dataclass(frozen=True)
class SplicedFile(Spliced):
    """A file for a field of the project's own, which is also given those without a name."""

    writes_null: ClassVar[bool] = True

    def postgresql(self, value: str, out: Output) -> str:
        return f"CASE WHEN {value} IS NULL THEN {out.splice_null()} ELSE {super().postgresql(value, out)} END"

    def sqlite(self, value: str, out: Output) -> str:
        return f"CASE WHEN {value} IS NULL THEN {out.splice_null()} ELSE {super().sqlite(value, out)} END"


@dataclass(frozen=True)
class FileKind(Transport):
    """``FieldFile`` values, never None."""

    model_field: models.FileField = field(compare=True)

    postgresql_types: ClassVar[tuple[str, ...]] = TextKind.postgresql_types
    sqlite_types: ClassVar[tuple[str, ...]] = TextKind.sqlite_types

    def load(self, payload: str | None) -> FieldFile:
        return self.model_field.attr_class(None, self.model_field, payload)  # type: ignore[arg-type]

    def string(self) -> Representation:
        return FileText()

    def spliced(self) -> Representation:
        return SplicedFile(self)

    def stored(self) -> Representation:
        return TextKind().spliced()

    def bare(self) -> Kind:
        return TextKind()

    def native(self) -> Representation:
        raise Unsupported(
            Problem(
                "file-object",
                "",
                "a file is read by a field that is not a FileField.",
                "Use serializers.FileField, or read the file's name with an annotation.",
            )
        )


@dataclass(frozen=True)
class OwnFileKind(Kind):
    """Values of a project's own class, which the instance's attribute makes of the name."""

    model_field: models.FileField = field(compare=True)

    def stored(self) -> Representation:
        return TextKind().spliced()

    def bare(self) -> Kind:
        return TextKind()

    def spliced(self) -> Representation:
        raise Unsupported(
            Problem(
                "file-class",
                "",
                f"{self.model_field} has files of its own class {self.model_field.attr_class.__name__}.",
                FASTER,
            )
        )

    string = native = spliced


@kind_for(models.FileField, models.ImageField)
def file_kind(field: models.FileField) -> Kind:
    return FileKind(field) if field.attr_class in (FieldFile, ImageFieldFile) else OwnFileKind(field)


@reader_for(serializers.FileField, serializers.ImageField, output=("use_url", "context"))
def read_file(field: serializers.FileField, kind: Kind) -> Representation:
    """DRF ``FileField.to_representation``."""
    if not isinstance(kind, FileKind):
        return kind.spliced()
    if not getattr(field, "use_url", api_settings.UPLOADED_FILES_USE_URL):
        return FileName()
    return FileURL(kind, FileTarget(kind.model_field))
