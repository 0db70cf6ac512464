"""`to_representation` of serializers."""

from rest_framework import serializers

from demo.kitchen.models import Cook, Ingredient, Line, Recipe


class AuthorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Cook
        fields = ("id", "first_name", "last_name")


class PatchedSerializer(serializers.ModelSerializer):
    """super(), then a patch: adds, drops, renames, and puts an id in a nested object's place."""

    author = AuthorSerializer()

    class Meta:
        model = Recipe
        fields = ("id", "name", "slug", "status", "minutes", "author")

    def to_representation(self, instance):
        data = super().to_representation(instance)
        data["type"] = "recipe"
        data["title"] = data.pop("name")
        data["author"] = data["author"]["id"]
        if instance.status == Recipe.Status.DRAFT:
            del data["slug"]
        data["is_new"] = instance.written_at.year >= 2026
        return data


class WithoutNullsSerializer(serializers.ModelSerializer):
    class Meta:
        model = Ingredient
        fields = ("id", "name", "supplier", "expires", "deleted_at", "attributes")

    def to_representation(self, instance):
        data = super().to_representation(instance)
        return {key: value for key, value in data.items() if value is not None}


class FreeSerializer(serializers.ModelSerializer):
    """The declared fields are for writing only, it turns out."""

    class Meta:
        model = Cook
        fields = ("id", "first_name", "last_name")

    def to_representation(self, instance):
        return {
            "key": f"cook-{instance.pk}",
            "who": instance.full_name,
            "where": {"station": instance.station.code, "floor": instance.station.floor},
            "boss": instance.boss and instance.boss.last_name,
            "wage": instance.wage,
            "hired": instance.hired,
        }


class PlainValueSerializer(serializers.BaseSerializer):
    """A list of texts."""

    def to_representation(self, instance):
        return f"{instance.sku} {instance.name}"


class PatchedLineSerializer(serializers.ModelSerializer):
    class Meta:
        model = Line
        fields = ("position", "ingredient", "quantity", "price")

    def to_representation(self, instance):
        data = super().to_representation(instance)
        data["ingredient"] = instance.ingredient.name
        data["quantity"] = float(data["quantity"])
        return data


class PatchedCookSerializer(serializers.ModelSerializer):
    class Meta:
        model = Cook
        fields = ("id", "grade", "wage")

    def to_representation(self, instance):
        data = super().to_representation(instance)
        if not self.context["request"].user.is_staff:
            data.pop("wage")
        data["grade"] = {"value": instance.grade, "label": instance.get_grade_display()}
        return data


class NestedOutputSerializer(serializers.ModelSerializer):
    author = PatchedCookSerializer()
    tester = PatchedCookSerializer()
    lines = PatchedLineSerializer(many=True)

    class Meta:
        model = Recipe
        fields = ("id", "name", "author", "tester", "lines")
