"""Path converters of a project's own."""

from typing import Any

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter


class Reversed:
    """Writes its text backwards."""

    regex = "[a-z0-9]+"

    def to_python(self, value: str) -> str:
        return value[::-1]

    def to_url(self, value: Any) -> str:
        return str(value)[::-1]


class Padded:
    """Writes four digits, and cannot write texts (a ``ValueError``)."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: Any) -> str:
        return f"{value:04d}"


class Refusing:
    """Refuses some values, and fails at others as no converter should."""

    regex = ".+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: Any) -> Any:
        if value in ("abc", 0):
            raise ValueError("refused")
        if value == "no":
            raise RuntimeError("failed")
        return value


class Signed(IntConverter):
    """Django's own with another regular expression."""

    regex = "-?[0-9]+"


class Lowered(StringConverter):
    """Django's own with another text, and the same regular expression."""

    def to_url(self, value: Any) -> str:
        return str(value).lower()


class Instance(IntConverter):
    """Django's own, whose objects have a ``to_url`` of their own."""

    def __init__(self) -> None:
        self.to_url = lambda value: f"{value}0"  # type: ignore[method-assign]


for name, converter in {
    "reversed": Reversed,
    "padded": Padded,
    "refusing": Refusing,
    "signed": Signed,
    "lowered": Lowered,
    "instance": Instance,
}.items():
    register_converter(converter, f"links_{name}")
