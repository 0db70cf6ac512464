"""What a model computes: properties, methods, and `str()`."""

from rest_framework import serializers

from demo.kitchen.models import Cook, Line, Recipe


class PropertiesSerializer(serializers.ModelSerializer):
    is_quick = serializers.ReadOnlyField()
    slug_label = serializers.CharField(source="get_absolute_label", read_only=True)
    responsible = serializers.CharField(source="main_cook.full_name", read_only=True)
    responsible_since = serializers.DateField(source="main_cook.hired", read_only=True)
    tester_initials = serializers.CharField(source="tester.initials", read_only=True, default=None)
    author_seniority = serializers.IntegerField(source="author.seniority", read_only=True)
    author_label = serializers.CharField(source="author.get_absolute_label", read_only=True)
    margin = serializers.DecimalField(max_digits=12, decimal_places=2, read_only=True)

    class Meta:
        model = Recipe
        # `cost` is a property too: ModelSerializer makes a ReadOnlyField of it.
        fields = (
            "id",
            "name",
            "is_quick",
            "slug_label",
            "responsible",
            "responsible_since",
            "tester_initials",
            "author_seniority",
            "author_label",
            "cost",
            "margin",
        )


class CookPropertiesSerializer(serializers.ModelSerializer):
    """Properties of its own columns only."""

    name = serializers.ReadOnlyField(source="full_name")
    grade_label = serializers.CharField(source="get_grade_display")
    label = serializers.ReadOnlyField(source="get_absolute_label")
    seniority = serializers.ReadOnlyField()

    class Meta:
        model = Cook
        fields = ("id", "name", "initials", "grade_label", "label", "seniority")


class StringLineSerializer(serializers.ModelSerializer):
    ingredient = serializers.StringRelatedField()

    class Meta:
        model = Line
        fields = ("id", "ingredient", "quantity")


class StringsSerializer(serializers.ModelSerializer):
    station = serializers.StringRelatedField()
    author = serializers.StringRelatedField()
    tester = serializers.StringRelatedField()
    lines = serializers.StringRelatedField(many=True)
    tags = serializers.StringRelatedField(many=True, read_only=True)

    class Meta:
        model = Recipe
        fields = ("id", "name", "station", "author", "tester", "lines", "tags")


class NestedStringsSerializer(serializers.ModelSerializer):
    lines = StringLineSerializer(many=True)

    class Meta:
        model = Recipe
        fields = ("id", "lines")
