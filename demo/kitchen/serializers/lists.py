"""List serializers of the project's own."""

from rest_framework import serializers
from rest_framework.utils.serializer_helpers import ReturnList

from demo.kitchen.models import Ingredient, Review


class GroupedList(serializers.ListSerializer):
    """One entry a group, with its rows below."""

    def to_representation(self, data):
        groups = {}
        for row in super().to_representation(data):
            groups.setdefault(row.pop("storage"), []).append(row)
        return [{"storage": storage, "rows": rows} for storage, rows in groups.items()]


class GroupedSerializer(serializers.ModelSerializer):
    class Meta:
        model = Ingredient
        list_serializer_class = GroupedList
        fields = ("id", "storage", "name")


class PresentList(serializers.ListSerializer):
    """Leaves out what was deleted."""

    def to_representation(self, data):
        rows = data.all() if hasattr(data, "all") else data
        return super().to_representation([row for row in rows if row.deleted_at is None])


class PresentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Ingredient
        list_serializer_class = PresentList
        fields = ("id", "sku")


class NumberedList(serializers.ListSerializer):
    """`.data` is what the view takes: patched there, not in to_representation."""

    @property
    def data(self):
        rows = super().data
        for number, row in enumerate(rows, start=1):
            row["number"] = number
        return ReturnList([*rows, {"rows": len(rows)}], serializer=self)


class NumberedSerializer(serializers.ModelSerializer):
    class Meta:
        model = Review
        list_serializer_class = NumberedList
        fields = ("id", "guest", "stars")


class OwnDataSerializer(serializers.ModelSerializer):
    """Overrides `.data` of one object, which a list never asks for."""

    class Meta:
        model = Review
        fields = ("id", "guest", "stars")

    @property
    def data(self):
        return {"review": super().data}
