"""For views that do something of their own; the serializers have little to hide."""

from rest_framework import serializers

from demo.kitchen.models import Cook, Ingredient, Line, Recipe, Review, Station, Supplier


class AnnotatedSerializer(serializers.ModelSerializer):
    line_count = serializers.IntegerField()
    spent = serializers.DecimalField(max_digits=12, decimal_places=2)
    dearest = serializers.ReadOnlyField()
    verdict = serializers.SerializerMethodField()

    class Meta:
        model = Recipe
        fields = ("id", "name", "line_count", "spent", "dearest", "verdict")

    def get_verdict(self, obj):
        return "empty" if obj.dearest is None else f"{obj.line_count} lines, up to {obj.dearest}"


class PlainReviewSerializer(serializers.ModelSerializer):
    class Meta:
        model = Review
        fields = ("id", "guest", "stars")


class PrefetchedSerializer(serializers.ModelSerializer):
    """`good_reviews` is there only if the view prefetched it."""

    good_reviews = PlainReviewSerializer(many=True)
    good_count = serializers.SerializerMethodField()

    class Meta:
        model = Recipe
        fields = ("id", "name", "good_reviews", "good_count")

    def get_good_count(self, obj):
        return len(obj.good_reviews)


class PlainPrefetchedSerializer(serializers.ModelSerializer):
    good_reviews = PlainReviewSerializer(many=True)

    class Meta:
        model = Recipe
        fields = ("id", "good_reviews")


class StationRecipesSerializer(serializers.ModelSerializer):
    label = serializers.SerializerMethodField()

    class Meta:
        model = Station
        fields = ("id", "code", "label")

    def get_label(self, obj):
        return f"{obj.name} ({obj.floor})"


class PartialSerializer(serializers.ModelSerializer):
    """Reads a column that the view deferred: a query for each row, in DRF."""

    teaser = serializers.SerializerMethodField()
    author = serializers.CharField(source="author.full_name")

    class Meta:
        model = Recipe
        fields = ("id", "name", "teaser", "author")

    def get_teaser(self, obj):
        return obj.story.split("\n")[0]


class ExtraContextSerializer(serializers.ModelSerializer):
    position = serializers.SerializerMethodField()
    house = serializers.SerializerMethodField()

    class Meta:
        model = Cook
        fields = ("id", "last_name", "position", "house")

    def get_position(self, obj):
        return self.context["ranks"].get(obj.grade)

    def get_house(self, obj):
        return self.context["house"]


class IngredientSerializer(serializers.ModelSerializer):
    label = serializers.SerializerMethodField()

    class Meta:
        model = Ingredient
        fields = ("id", "sku", "label")

    def get_label(self, obj):
        return obj.name.title()


class PlainIngredientSerializer(serializers.ModelSerializer):
    class Meta:
        model = Ingredient
        fields = ("id", "sku", "name", "price", "expires")


class PlainSupplierSerializer(serializers.ModelSerializer):
    ingredients = PlainIngredientSerializer(many=True)

    class Meta:
        model = Supplier
        fields = ("id", "name", "ingredients")


class PlainLineSerializer(serializers.ModelSerializer):
    ingredient = PlainIngredientSerializer()

    class Meta:
        model = Line
        fields = ("id", "ingredient")
