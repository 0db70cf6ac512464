"""FileField and ImageField."""

from rest_framework import serializers

from tests.testapp.models import FileRow

from .case import Case, model_serializer
from .rows import make, raw

PLAIN = ["a.txt", "folder/b-1_2.tar.gz", "deep/er/c.png", "", None]
ODD = [
    "with space.txt",
    "é/ü.txt",
    "a'b(c)!~*.txt",
    "100%.txt",
    'quo"te.txt',
    "a//b.txt",
    "../up.txt",
    "a/../b.txt",
    "./here.txt",
    "/rooted.txt",
    "back\\slash.txt",
    "a?b#c.txt",
    "http://elsewhere.example/x",
    "trailing/",
    ".hidden",
    "a/.hidden",
    "a:b",
    "\u2028",
]


def rows():
    return FileRow.objects.order_by("pk")


class NamedFile(serializers.FileField):
    def to_representation(self, value):
        return {"name": str(value), "url": super().to_representation(value)}


FILES = model_serializer(FileRow, "id", "file", "image")

CASES = [
    Case(
        "file_url",
        "an absolute URL of the request's host",
        "FileField, ImageField",
        make(FileRow, file=PLAIN, image=PLAIN),
        FILES,
        rows,
    ),
    Case(
        "file_none",
        "no file, as NULL and as an empty name",
        "FileField",
        raw(FileRow, "file", "NULL", "''", "'a.txt'"),
        FILES,
        rows,
    ),
    Case(
        "file_own_field",
        "a `FileField` with its own `to_representation`",
        "FileField",
        raw(FileRow, "file", "NULL", "''", "'a.txt'"),
        model_serializer(FileRow, file=NamedFile()),
        rows,
        "spliced",
    ),
    Case(
        "file_odd_names", "names that have to be quoted", "FileField", make(FileRow, file=ODD), FILES, rows, "spliced"
    ),
    Case(
        "file_media_elsewhere",
        "MEDIA_URL on another host",
        "FileField",
        make(FileRow, file=PLAIN),
        FILES,
        rows,
        settings={"MEDIA_URL": "https://cdn.example.org/m/"},
    ),
    Case(
        "file_name",
        "use_url=False prints the name",
        "FileField",
        make(FileRow, file=[*PLAIN, *ODD]),
        model_serializer(FileRow, file=serializers.FileField(use_url=False)),
        rows,
    ),
    Case(
        "file_name_by_setting",
        "UPLOADED_FILES_USE_URL off",
        "FileField",
        make(FileRow, file=[*PLAIN, *ODD]),
        FILES,
        rows,
        rest_framework={"UPLOADED_FILES_USE_URL": False},
    ),
    Case(
        "file_over_text",
        "CharField over a file column prints the name",
        "CharField",
        make(FileRow, file=PLAIN),
        model_serializer(FileRow, file=serializers.CharField()),
        rows,
    ),
]
