"""What the docs call ``somepackage``: code that a project uses and cannot edit."""

import logging
from typing import Any

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
