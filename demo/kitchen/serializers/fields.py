"""Field classes of the project's own, and what they are used for."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language
from rest_framework import serializers

from demo.kitchen.models import Cook, Ingredient, Line, Recipe, Review, Station, Supplier


class RoundedMoneyField(serializers.DecimalField):
    def __init__(self, **kwargs):
        super().__init__(max_digits=10, decimal_places=2, **kwargs)

    def to_representation(self, value):
        return f"{value.quantize(Decimal('0.1'), ROUND_HALF_UP)} €"


class MaskedEmailField(serializers.EmailField):
    def to_representation(self, value):
        name, at, host = super().to_representation(value).partition("@")
        return f"{name[:1]}***{at}{host}" if at else ""


class UpperCaseField(serializers.CharField):
    def to_representation(self, value):
        return value.upper()


class UnixTimeField(serializers.Field):
    def to_representation(self, value):
        return int(value.timestamp() * 1000)


class SupplierMaskSerializer(serializers.ModelSerializer):
    name = UpperCaseField()
    email = MaskedEmailField()

    class Meta:
        model = Supplier
        fields = ("name", "email")


class OwnFieldsSerializer(serializers.ModelSerializer):
    price = RoundedMoneyField()
    name = UpperCaseField()
    supplier = SupplierMaskSerializer()

    class Meta:
        model = Ingredient
        fields = ("id", "name", "price", "supplier")


class ReviewTimesSerializer(serializers.ModelSerializer):
    written_at = UnixTimeField()
    email = MaskedEmailField()

    class Meta:
        model = Review
        fields = ("id", "guest", "email", "written_at")


class FullNameField(serializers.CharField):
    """Takes the whole object, and picks from it."""

    def get_attribute(self, instance):
        return instance

    def to_representation(self, value):
        return f"{value.last_name.upper()}, {value.first_name}"


class FallbackField(serializers.CharField):
    """The attribute of its name, or another one where that is empty."""

    def __init__(self, fallback, **kwargs):
        self.fallback = fallback
        super().__init__(**kwargs)

    def get_attribute(self, instance):
        return super().get_attribute(instance) or getattr(instance, self.fallback)


class OwnAttributesSerializer(serializers.ModelSerializer):
    name = FullNameField()
    email = FallbackField(fallback="last_name")

    class Meta:
        model = Cook
        fields = ("id", "name", "email", "grade")


class LabelledChoiceField(serializers.ChoiceField):
    def to_representation(self, value):
        if value in ("", None):
            return None
        return {"value": value, "label": self.choices[value]}


class ChoicesSerializer(serializers.ModelSerializer):
    storage = LabelledChoiceField(choices=Ingredient.Storage.choices)

    class Meta:
        model = Ingredient
        fields = ("id", "sku", "storage")


class AutoChoicesSerializer(serializers.ModelSerializer):
    """Every choice of the model becomes an object."""

    serializer_choice_field = LabelledChoiceField

    class Meta:
        model = Cook
        fields = ("id", "grade", "station")


class DisplayField(serializers.Field):
    def __init__(self, **kwargs):
        kwargs["source"] = "*"
        kwargs["read_only"] = True
        super().__init__(**kwargs)

    def to_representation(self, value):
        return str(value)


class NaturalKeyField(serializers.RelatedField):
    def to_representation(self, value):
        return {"id": value.pk, "display": str(value), "model": value._meta.model_name}


class DisplaySerializer(serializers.ModelSerializer):
    display = DisplayField()
    author = NaturalKeyField(read_only=True)
    tags = NaturalKeyField(many=True, read_only=True)

    class Meta:
        model = Recipe
        fields = ("id", "display", "author", "tags")


class TranslatedField(serializers.Field):
    """The text in the language that was asked for, or in any."""

    def to_representation(self, value):
        language = (get_language() or "en").partition("-")[0]
        return value.get(language) or next(iter(value.values()), "")


class TranslatedSerializer(serializers.ModelSerializer):
    title = TranslatedField(source="titles", read_only=True)

    class Meta:
        model = Ingredient
        fields = ("id", "title", "titles")


class LocalizedSerializer(serializers.ModelSerializer):
    price = serializers.DecimalField(max_digits=8, decimal_places=2, localize=True)
    exact = serializers.DecimalField(source="price", max_digits=8, decimal_places=3, coerce_to_string=False)

    class Meta:
        model = Ingredient
        fields = ("id", "price", "exact")


class ContactSerializer(serializers.Serializer):
    phones = serializers.ListField(child=serializers.CharField())
    city = serializers.CharField(source="address.city")


class DocumentsSerializer(serializers.ModelSerializer):
    """Plain fields over JSON columns; the seasons are letters in a text column."""

    days = serializers.ListField(child=serializers.CharField())
    attributes = serializers.DictField()
    titles = serializers.DictField(child=serializers.CharField())
    seasons = serializers.MultipleChoiceField(choices=(("s", "Spring or summer"), ("a", "Autumn"), ("w", "Winter")))
    first_days = serializers.MultipleChoiceField(source="days", choices=("mon", "tue"))

    class Meta:
        model = Ingredient
        fields = ("id", "days", "attributes", "titles", "seasons", "first_days")


class DocumentPathsSerializer(serializers.ModelSerializer):
    """Sources that lead into a JSON column, where a key may be missing."""

    country = serializers.CharField(source="attributes.origin.country")
    kcal = serializers.JSONField(source="attributes.kcal")
    italian = serializers.CharField(source="titles.it", default="?")
    french = serializers.ReadOnlyField(source="titles.fr", default=None)

    class Meta:
        model = Ingredient
        fields = ("id", "country", "kcal", "italian", "french")


class SupplierDocumentsSerializer(serializers.ModelSerializer):
    contact = ContactSerializer()

    class Meta:
        model = Supplier
        fields = ("id", "name", "contact")


class LineSerializer(serializers.ModelSerializer):
    ingredient = serializers.CharField(source="ingredient.name")
    total = serializers.SerializerMethodField()

    class Meta:
        model = Line
        fields = ("position", "ingredient", "cost", "total")

    def get_total(self, obj):
        return f"{obj.cost:.2f} EUR"


class StationMethodsSerializer(serializers.ModelSerializer):
    floor = serializers.SerializerMethodField()

    class Meta:
        model = Station
        fields = ("code", "floor")

    def get_floor(self, obj):
        return {-1: "basement", 0: "ground floor"}.get(obj.floor, f"floor {obj.floor}")


class CookMethodsSerializer(serializers.ModelSerializer):
    station = StationMethodsSerializer()
    mine = serializers.SerializerMethodField()

    class Meta:
        model = Cook
        fields = ("id", "full_name", "station", "mine")

    def get_mine(self, obj):
        return obj.pk == self.context["request"].user.pk


class NestedMethodsSerializer(serializers.ModelSerializer):
    """Nothing odd of its own."""

    author = CookMethodsSerializer()
    tester = CookMethodsSerializer()
    lines = LineSerializer(many=True)

    class Meta:
        model = Recipe
        fields = ("id", "name", "written_at", "author", "tester", "lines")
