"""Files that are more than a name."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import override_settings
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.hostile.models import Sized, Stamped
from tests.testapp.models import FileRow
from tests.views import compare

pytestmark = pytest.mark.django_db


def test_a_file_class_of_its_own():
    """Its values are made of the instance; the other members are SQL's."""
    first = Stamped.objects.create(file="a.txt")
    Stamped.objects.create(file="b \u00fc.txt", above=first)
    Stamped.objects.create(file="", above=first)
    Stamped.objects.create(file=None)
    flat = model_serializer(Stamped, "id", "file")
    shown = model_serializer(
        Stamped,
        "id",
        "file",
        name=serializers.FileField(source="file", use_url=False),
        over=serializers.FileField(source="above.file", read_only=True),
        above=flat(),
        below=flat(many=True),
    )
    response, _ = compare("/rows/", queryset=Stamped.objects.all(), serializer_class=shown)
    assert (response.sqllist.mode, response.sqllist.queries) == ("spliced", 1)
    annotated = model_serializer(Stamped, "id", file=serializers.ReadOnlyField(source="named"))
    compare("/rows/", queryset=Stamped.objects.annotate(named=F("file")), serializer_class=annotated)


def test_an_image_that_knows_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The column is NULL, the file is there: the instance has the file's width."""

    def dimensions(file: Any, close: bool = False) -> tuple[int, int]:
        file.close()
        return 3, 2

    monkeypatch.setattr("django.core.files.images.get_image_dimensions", dimensions)
    (tmp_path / "a.gif").touch()
    with override_settings(MEDIA_ROOT=tmp_path):
        row = Sized.objects.create(width=7)
        Sized.objects.filter(pk=row.pk).update(image="a.gif", width=None)
        shown = model_serializer(Sized, "id", "width")
        response, _ = compare("/rows/", queryset=Sized.objects.all(), serializer_class=shown)
        assert b'"width":3' in response.content


def test_annotated_names_are_texts():
    """Only the model's own attribute makes a file of the column's text; DRF finds no ``url`` in a text."""
    for name in ("a.txt", "b \u00fc.txt", "", None):
        FileRow.objects.create(file=name)
    computed = Concat("file", Value(".gz"), output_field=models.FileField())
    modes = {}
    for field in (serializers.FileField, serializers.CharField, serializers.ReadOnlyField):
        shown = model_serializer(FileRow, "id", named=field())
        for expression in (F("file"), computed):
            rows = FileRow.objects.annotate(named=expression).order_by("pk")
            response, _ = compare("/rows/", queryset=rows, serializer_class=shown)
            modes.setdefault(field, []).append(response.sqllist.mode)
    assert modes == {
        serializers.FileField: ["spliced", "spliced"],
        serializers.CharField: ["sql", "sql"],
        serializers.ReadOnlyField: ["sql", "sql"],
    }


@pytest.mark.django_db(transaction=True)
def test_columns_of_file_names():
    """A generated column, a foreign key, an array: their values are texts, too."""

    class Sheet(models.Model):
        file = models.FileField(unique=True)
        copy = models.GeneratedField(expression=F("file"), output_field=models.FileField(), db_persist=True)
        of = models.ForeignKey("self", models.CASCADE, to_field="file", null=True)
        if connection.vendor == "postgresql":
            from django.contrib.postgres.fields import ArrayField

            files = ArrayField(models.FileField(), null=True)

        class Meta:
            app_label = "testapp"

    names = ["copy", "of_id"] + ["files"] * (connection.vendor == "postgresql")
    given = {"files": ["x.txt", "", None]} if "files" in names else {}
    with connection.schema_editor() as editor:
        editor.create_model(Sheet)
    try:
        first = Sheet.objects.create(file="a.txt", **given)
        Sheet.objects.create(file="b \u00fc.txt", of=first)
        for one in (serializers.FileField, serializers.CharField):
            shown = {name: serializers.ListField(child=one()) if name == "files" else one() for name in names}
            serializer_class = model_serializer(Sheet, "id", **shown)
            compare("/rows/", queryset=Sheet.objects.order_by("pk"), serializer_class=serializer_class)
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Sheet)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="no other database lets a BLOB into a text column")
def test_names_that_are_no_texts():
    FileRow.objects.create(file="a.txt")
    FileRow.objects.create(file="b.txt")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE testapp_filerow SET file = x'612e747874' WHERE file = 'b.txt'")
    compare("/rows/", queryset=FileRow.objects.order_by("pk"), serializer_class=model_serializer(FileRow, "id", "file"))


class Upper(models.FileField):
    """What the attribute makes a file of is what this has made of the column's text."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return value and value.upper()


@pytest.mark.django_db(transaction=True)
def test_a_field_that_converts():
    class Shouted(models.Model):
        file = Upper(null=True)

        class Meta:
            app_label = "testapp"

    with connection.schema_editor() as editor:
        editor.create_model(Shouted)
    try:
        Shouted.objects.bulk_create(Shouted(file=name) for name in ("a.txt", "b \u00fc.txt", ""))
        Shouted.objects.filter(file="a.txt").update(file=None)
        Shouted.objects.create(file="c.txt")
        for field in (serializers.FileField, serializers.CharField):
            shown = model_serializer(Shouted, "id", file=field())
            response, _ = compare("/rows/", queryset=Shouted.objects.order_by("pk"), serializer_class=shown)
            assert response.sqllist.mode == "spliced"
            named = model_serializer(Shouted, "id", named=field())
            rows = Shouted.objects.annotate(named=F("file")).order_by("pk")
            compare("/rows/", queryset=rows, serializer_class=named)
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Shouted)
