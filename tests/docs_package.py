"""What the docs call ``somepackage``: code that a project uses and cannot edit."""

import logging
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

audit = logging.getLogger("somepackage")


class AuditedSerializer(serializers.ModelSerializer):
    """Takes note of what is shown."""

    def to_representation(self, instance: Any) -> Any:
        audit.debug("shown: %s", instance.pk)
        return super().to_representation(instance)


class PrivateSerializer(serializers.ModelSerializer):
    """Keeps a key to itself."""

    def to_representation(self, instance: Any) -> Any:
        data = super().to_representation(instance)
        data.pop("born", None)
        return data


class SignedSerializer(serializers.ModelSerializer):
    """Has a method that looks at the object's name."""

    signature = serializers.SerializerMethodField()

    def get_signature(self, obj: Any) -> str:
        return f"-- {obj.name}"


class ReaderQuerySet(QuerySet[Any]):
    """Takes note of the reader on each object."""

    reader = ""

    def read_by(self, reader: str) -> Any:
        found = self._chain()
        found.reader = reader
        return found

    def _clone(self) -> Any:
        clone = super()._clone()
        clone.reader = self.reader
        return clone

    def _fetch_all(self) -> None:
        super()._fetch_all()
        for obj in self._result_cache:
            obj.reader = self.reader
