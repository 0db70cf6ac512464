"""Methods that remember: on the serializer, on the object, in the context; and what else they look at and return."""

import uuid
from datetime import timedelta
from decimal import Decimal

from django.utils.functional import lazy
from rest_framework import serializers

from demo.kitchen.models import Ingredient, Line, Recipe
from demo.kitchen.serializers.output import AuthorSerializer

shout = lazy(lambda text: text.upper() + "!", str)


class RunningTotalsSerializer(serializers.ModelSerializer):
    """Numbers the rows as they come."""

    number = serializers.SerializerMethodField()
    total = serializers.SerializerMethodField()
    seen = serializers.SerializerMethodField()

    class Meta:
        model = Ingredient
        fields = ("id", "number", "price", "total", "seen")

    def get_number(self, obj):
        self.number = getattr(self, "number", 0) + 1
        return self.number

    def get_total(self, obj):
        self.total = getattr(self, "total", Decimal()) + obj.price
        return self.total

    def get_seen(self, obj):
        seen = self.context.setdefault("seen", {})
        seen[obj.storage] = seen.get(obj.storage, 0) + 1
        return seen[obj.storage]


class LeftOnObjectSerializer(serializers.ModelSerializer):
    """One method leaves on the object what the next one reads; a nested one reads it too."""

    class RankedAuthorSerializer(AuthorSerializer):
        asked = serializers.SerializerMethodField()

        class Meta(AuthorSerializer.Meta):
            fields = (*AuthorSerializer.Meta.fields, "asked")

        def get_asked(self, obj):
            obj.asked = getattr(obj, "asked", 0) + 1
            return obj.asked

    words = serializers.SerializerMethodField()
    longest = serializers.SerializerMethodField()
    author = RankedAuthorSerializer()
    author_again = RankedAuthorSerializer(source="author")
    asked = serializers.SerializerMethodField()

    class Meta:
        model = Recipe
        fields = ("id", "words", "longest", "author", "author_again", "asked")

    def get_words(self, obj):
        obj.split = obj.name.split()
        return len(obj.split)

    def get_longest(self, obj):
        return max(obj.split, key=len)

    def get_asked(self, obj):
        return obj.author.asked


class BackLineSerializer(serializers.ModelSerializer):
    """Looks back at what it is nested in."""

    share = serializers.SerializerMethodField()
    key = serializers.SerializerMethodField()

    class Meta:
        model = Line
        fields = ("position", "share", "key")

    def get_share(self, obj):
        total = sum(line.quantity for line in obj.recipe.lines.all())
        return f"{100 * obj.quantity / total:.1f} %"

    def get_key(self, obj):
        return f"{obj.recipe.slug}/{obj.position}"


class LooksAroundSerializer(serializers.ModelSerializer):
    """Looks at the other rows of the page, and at the serializers above."""

    place = serializers.SerializerMethodField()
    dearest = serializers.SerializerMethodField()
    above = serializers.SerializerMethodField()
    lines = BackLineSerializer(many=True)

    class Meta:
        model = Recipe
        fields = ("id", "place", "dearest", "above", "lines")

    def get_place(self, obj):
        return [row.pk for row in self.parent.instance].index(obj.pk) + 1

    def get_dearest(self, obj):
        return obj.price == max(row.price for row in self.root.instance)

    def get_above(self, obj):
        return [type(self.parent).__name__, type(self.root).__name__, self.instance is None]


class ShortLineSerializer(serializers.ModelSerializer):
    class Meta:
        model = Line
        fields = ("position", "ingredient", "quantity", "price")


class SerializerMethodsSerializer(serializers.ModelSerializer):
    """Nests by hand."""

    lines = serializers.SerializerMethodField()
    author = serializers.SerializerMethodField()

    class Meta:
        model = Recipe
        fields = ("id", "lines", "author")

    def get_lines(self, obj):
        dear = [line for line in obj.lines.all() if line.price >= 5]
        return ShortLineSerializer(dear, many=True, context=self.context).data

    def get_author(self, obj):
        return AuthorSerializer(obj.tester or obj.author).data


class OddValuesSerializer(serializers.ModelSerializer):
    """Whatever DRF's encoder takes."""

    decimal = serializers.SerializerMethodField()
    moment = serializers.SerializerMethodField()
    duration = serializers.SerializerMethodField()
    uuid = serializers.SerializerMethodField()
    lazy = serializers.SerializerMethodField()
    rows = serializers.SerializerMethodField()
    pairs = serializers.SerializerMethodField()
    raw = serializers.SerializerMethodField()
    keys = serializers.SerializerMethodField()
    number = serializers.SerializerMethodField()

    class Meta:
        model = Recipe
        fields = ("id", "decimal", "moment", "duration", "uuid", "lazy", "rows", "pairs", "raw", "keys", "number")

    def get_decimal(self, obj):
        return obj.price / 3

    def get_moment(self, obj):
        return {"at": obj.written_at, "day": obj.written_at.date(), "time": obj.written_at.time()}

    def get_duration(self, obj):
        return timedelta(minutes=obj.minutes or 0)

    def get_uuid(self, obj):
        return uuid.uuid5(uuid.NAMESPACE_URL, obj.slug)

    def get_lazy(self, obj):
        return shout(obj.slug)

    def get_rows(self, obj):
        return obj.tags.all()[:2].values("name", "slug")

    def get_pairs(self, obj):
        return ((word, len(word)) for word in obj.name.split())

    def get_raw(self, obj):
        return obj.story.encode()

    def get_keys(self, obj):
        return {obj.pk: True, None: obj.story, 1.5: "\u2028\x7f\x00</script>"}

    def get_number(self, obj):
        return 10.0 ** (obj.pk % 40 - 20)
