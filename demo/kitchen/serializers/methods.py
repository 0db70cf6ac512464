"""`SerializerMethodField`: trivial ones, ones over related rows, ones that ask the request, and plain Python."""

import hashlib
import re
from datetime import date
from decimal import Decimal

from rest_framework import serializers

from demo.kitchen.models import Cook, Ingredient, Recipe


class SmallMethodsSerializer(serializers.ModelSerializer):
    title = serializers.SerializerMethodField()
    kind = serializers.SerializerMethodField()
    path = serializers.SerializerMethodField()
    badge = serializers.SerializerMethodField()
    key = serializers.SerializerMethodField("make_key")

    class Meta:
        model = Recipe
        fields = ("id", "title", "kind", "path", "badge", "key", "price")

    def get_title(self, obj):
        return obj.name

    def get_kind(self, obj):
        return "recipe"

    def get_path(self, obj):
        return f"/recipes/{obj.id}/{obj.slug}"

    def get_badge(self, obj):
        if obj.status == Recipe.Status.MENU:
            return "green"
        if obj.status == Recipe.Status.RETIRED:
            return None
        return "grey"

    def make_key(self, obj):
        return obj.slug + ":" + obj.status


class RelatedMethodsSerializer(serializers.ModelSerializer):
    line_count = serializers.SerializerMethodField()
    review_count = serializers.SerializerMethodField()
    ingredients = serializers.SerializerMethodField()
    tags = serializers.SerializerMethodField()
    latest_review = serializers.SerializerMethodField()
    first_line = serializers.SerializerMethodField()
    total = serializers.SerializerMethodField()
    stars = serializers.SerializerMethodField()

    class Meta:
        model = Recipe
        fields = (
            "id",
            "name",
            "line_count",
            "review_count",
            "ingredients",
            "tags",
            "latest_review",
            "first_line",
            "total",
            "stars",
        )

    def get_line_count(self, obj):
        return len(obj.lines.all())

    def get_review_count(self, obj) -> int:
        return obj.reviews.count()

    def get_ingredients(self, obj):
        return [line.ingredient.name for line in obj.lines.all()]

    def get_tags(self, obj):
        return ", ".join(sorted(tag.name for tag in obj.tags.all()))

    def get_latest_review(self, obj):
        latest = max(obj.reviews.all(), key=lambda review: (review.written_at, review.pk), default=None)
        if latest is None:
            return None
        return {"guest": latest.guest, "written_at": latest.written_at, "text": latest.text}

    def get_first_line(self, obj):
        for line in obj.lines.all():
            return str(line)

    def get_total(self, obj):
        return sum((line.price * line.quantity for line in obj.lines.all()), Decimal("0"))

    def get_stars(self, obj):
        stars = [review.stars for review in obj.reviews.all()]
        return round(sum(stars) / len(stars), 2) if stars else 0


class QueryingMethodsSerializer(serializers.ModelSerializer):
    """Asks the database for each row, whatever was prefetched."""

    latest_review = serializers.SerializerMethodField()
    has_bad_review = serializers.SerializerMethodField()
    tag_slugs = serializers.SerializerMethodField()

    class Meta:
        model = Recipe
        fields = ("id", "name", "latest_review", "has_bad_review", "tag_slugs")

    def get_latest_review(self, obj):
        review = obj.reviews.order_by("-written_at", "-id").first()
        return review.guest if review else ""

    def get_has_bad_review(self, obj):
        return obj.reviews.filter(stars=1).exists()

    def get_tag_slugs(self, obj):
        return list(obj.tags.order_by("slug").values_list("slug", flat=True))


class RequestMethodsSerializer(serializers.ModelSerializer):
    is_mine = serializers.SerializerMethodField()
    wage = serializers.SerializerMethodField()
    link = serializers.SerializerMethodField()
    currency = serializers.SerializerMethodField()

    class Meta:
        model = Cook
        fields = ("id", "first_name", "is_mine", "wage", "link", "currency")

    def get_is_mine(self, obj):
        return obj.pk == self.context["request"].user.pk

    def get_wage(self, obj):
        user = self.context["request"].user
        return obj.wage if user.is_staff or user.pk == obj.pk else None

    def get_link(self, obj):
        return self.context["request"].build_absolute_uri(f"/cooks/{obj.pk}/")

    def get_currency(self, obj):
        return self.context["request"].query_params.get("currency", "EUR")


class ViewKwargsSerializer(serializers.ModelSerializer):
    station = serializers.SerializerMethodField()
    position = serializers.SerializerMethodField()

    class Meta:
        model = Cook
        fields = ("id", "last_name", "station", "position")

    def get_station(self, obj):
        return self.context["view"].kwargs["station"]

    def get_position(self, obj):
        return f"{self.context['view'].kwargs['station']}/{obj.station.floor}/{obj.pk}"


class PythonMethodsSerializer(serializers.ModelSerializer):
    checksum = serializers.SerializerMethodField()
    days_left = serializers.SerializerMethodField()
    facts = serializers.SerializerMethodField()
    initials = serializers.SerializerMethodField()
    number = serializers.SerializerMethodField()

    class Meta:
        model = Ingredient
        fields = ("id", "checksum", "days_left", "facts", "initials", "number")

    def get_checksum(self, obj):
        return hashlib.sha256(f"{obj.sku}|{obj.name}".encode()).hexdigest()[:12]

    def get_days_left(self, obj):
        return (obj.expires - date(2026, 6, 1)).days if obj.expires else None

    def get_facts(self, obj):
        facts = {key.upper(): value for key, value in obj.attributes.items() if value is not None}
        origin = facts.pop("ORIGIN", {})
        facts["FAR"] = origin.get("km", 0) > 100
        return facts

    def get_initials(self, obj):
        return "".join(re.findall(r"\b\w", obj.name)).upper()

    def get_number(self, obj):
        found = re.search(r"(\d+)$", obj.sku)
        return int(found.group(1)) if found else None
