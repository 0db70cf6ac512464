"""Files that are more than a name."""

from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.test import override_settings
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.hostile.models import Sized, Stamped
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
