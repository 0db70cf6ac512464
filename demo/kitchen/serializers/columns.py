"""For models that change what their rows hold."""

from rest_framework import serializers

from demo.kitchen.models import Batch, Cook, Ingredient, Ticket


class ColumnsSerializer(serializers.ModelSerializer):
    """A comma-separated column: a list, by a declared field, and what DRF makes of it by itself."""

    allergens = serializers.ListField(child=serializers.CharField())
    raw_allergens = serializers.ReadOnlyField(source="allergens")
    has_nuts = serializers.SerializerMethodField()

    class Meta:
        model = Ingredient
        fields = ("id", "allergens", "raw_allergens", "has_nuts")

    def get_has_nuts(self, obj):
        return "nuts" in obj.allergens


class SealedSerializer(serializers.ModelSerializer):
    class Meta:
        model = Cook
        fields = ("id", "first_name", "pin")


class TicketSerializer(serializers.ModelSerializer):
    cook = serializers.CharField(source="cook.last_name")

    class Meta:
        model = Ticket
        fields = ("id", "number", "status", "original_status", "is_dirty", "served_at", "cook")


class BatchSerializer(serializers.ModelSerializer):
    label = serializers.ReadOnlyField()

    class Meta:
        model = Batch
        fields = ("id", "code", "label", "weight", "best_before")
