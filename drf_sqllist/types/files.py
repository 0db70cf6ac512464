"""Files: their names in SQL, their URLs by the storage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models
from django.db.models.fields.files import FieldFile, ImageFieldFile
from rest_framework import serializers
from rest_framework.settings import api_settings

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, kind_for, reader_for
from drf_sqllist.problems import FASTER, Problem, Unsupported
from drf_sqllist.types.base import Transport
from drf_sqllist.types.text import JSONString, TextKind


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
    """The storage's URL, written by the field; no file is null."""

    kind: FileKind
    propagates_null: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        return f"CASE WHEN {value}='' THEN 'null' ELSE {out.splice(value)} END"

    def sqlite(self, value: str, out: Output) -> str:
        # SQLite lets a BLOB into a text column, of which Django makes no file.
        texts = f"CASE typeof({value}) WHEN 'text' THEN {out.splice(value)} ELSE {out.bail()} END"
        return f"CASE WHEN {value}='' THEN 'null' ELSE {texts} END"

    def load(self, payload: str) -> Any:
        return self.kind.load(payload)


@dataclass(frozen=True)
class FileKind(Transport):
    """``FieldFile`` values, never None."""

    model_field: models.FileField = field(compare=True)

    def load(self, payload: str) -> FieldFile:
        return self.model_field.attr_class(None, self.model_field, payload)  # type: ignore[arg-type]

    def string(self) -> Representation:
        return FileText()

    def spliced(self) -> Representation:
        return FileURL(self)

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


@reader_for(serializers.FileField, serializers.ImageField, output=("use_url",))
def read_file(field: serializers.FileField, kind: Kind) -> Representation:
    """DRF ``FileField.to_representation``."""
    if not isinstance(kind, FileKind):
        return kind.spliced()
    return FileURL(kind) if getattr(field, "use_url", api_settings.UPLOADED_FILES_USE_URL) else FileName()
