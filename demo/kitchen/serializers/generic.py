"""Notes on anything."""

from rest_framework import serializers

from demo.kitchen.models import Ingredient, Note, Recipe


class TargetMethodSerializer(serializers.ModelSerializer):
    target = serializers.SerializerMethodField()
    target_type = serializers.CharField(source="content_type.model")

    class Meta:
        model = Note
        fields = ("id", "text", "target", "target_type")

    def get_target(self, obj):
        target = obj.content_object
        return None if target is None else {"id": target.pk, "name": str(target)}


class TargetRecipeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Recipe
        fields = ("id", "name", "status")


class TargetIngredientSerializer(serializers.ModelSerializer):
    class Meta:
        model = Ingredient
        fields = ("id", "sku", "price")


class GenericRelatedField(serializers.RelatedField):
    """Another serializer for each model, as in DRF's documentation."""

    def to_representation(self, value):
        if isinstance(value, Recipe):
            return TargetRecipeSerializer(value, context=self.context).data
        if isinstance(value, Ingredient):
            return TargetIngredientSerializer(value, context=self.context).data
        return str(value)


class TargetFieldSerializer(serializers.ModelSerializer):
    target = GenericRelatedField(source="content_object", read_only=True)

    class Meta:
        model = Note
        fields = ("id", "written_at", "target")


class NoteTextSerializer(serializers.ModelSerializer):
    class Meta:
        model = Note
        fields = ("id", "text", "written_at")


class NotedRecipeSerializer(serializers.ModelSerializer):
    """The other way round: a GenericRelation."""

    notes = NoteTextSerializer(many=True)
    note_count = serializers.SerializerMethodField()

    class Meta:
        model = Recipe
        fields = ("id", "notes", "note_count")

    def get_note_count(self, obj):
        return len(obj.notes.all())
