"""Fields that depend on the request."""

from decimal import Decimal

from rest_framework import serializers

from demo.kitchen.models import Cook, Ingredient, Recipe
from demo.kitchen.serializers.output import AuthorSerializer


class DynamicFieldsModelSerializer(serializers.ModelSerializer):
    """`?fields=id,name`, as everyone copies it from DRF's documentation."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        request = self.context.get("request")
        fields = request.query_params.get("fields") if request else None
        if fields:
            for name in set(self.fields) - set(fields.split(",")):
                self.fields.pop(name)


class DynamicSerializer(DynamicFieldsModelSerializer):
    author = AuthorSerializer()
    label = serializers.SerializerMethodField()

    class Meta:
        model = Recipe
        fields = ("id", "name", "price", "written_at", "author", "label")

    def get_label(self, obj):
        return f"{obj.name} ({obj.price})"


class BriefSerializer(serializers.ModelSerializer):
    """`?brief=1` leaves the list to what a menu needs."""

    display = serializers.SerializerMethodField()
    author = AuthorSerializer()

    class Meta:
        model = Recipe
        fields = ("id", "display", "name", "status", "author", "tags")
        brief_fields = ("id", "display", "name")

    def get_fields(self):
        fields = super().get_fields()
        request = self.context.get("request")
        if request and request.query_params.get("brief") in ("1", "true"):
            return {name: fields[name] for name in self.Meta.brief_fields}
        return fields

    def get_display(self, obj):
        return str(obj)


class StaffSerializer(serializers.ModelSerializer):
    class Meta:
        model = Cook
        fields = ("id", "first_name", "wage", "pin")

    def get_fields(self):
        fields = super().get_fields()
        if not self.context["request"].user.is_staff:
            del fields["wage"], fields["pin"]
        return fields


class ShortRecipeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Recipe
        fields = ("id", "name")


class FullRecipeSerializer(serializers.ModelSerializer):
    author = AuthorSerializer()
    summary = serializers.SerializerMethodField()

    class Meta:
        model = Recipe
        fields = ("id", "name", "price", "author", "summary")

    def get_summary(self, obj):
        return obj.story[:20] or "—"


class PriceInCurrencyField(serializers.Field):
    RATES = {"USD": Decimal("1.08"), "PLN": Decimal("4.27")}

    def to_representation(self, value):
        currency = self.context["request"].query_params.get("currency", "EUR")
        return f"{value * self.RATES.get(currency, 1):.2f} {currency}"


class ContextSerializer(serializers.ModelSerializer):
    price = PriceInCurrencyField()

    class Meta:
        model = Ingredient
        fields = ("id", "name", "price")

    def get_fields(self):
        fields = super().get_fields()
        if self.context["with_storage"]:
            fields["storage"] = serializers.CharField(source="get_storage_display")
        return fields
