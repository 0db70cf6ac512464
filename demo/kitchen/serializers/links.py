"""URLs: DRF's hyperlinked fields, fast ones, and one of the project's own."""

from rest_framework import serializers
from rest_framework.reverse import reverse

from demo.kitchen.models import Cook, Recipe, Station, Tag
from drf_sqllist import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField


class StationSerializer(serializers.HyperlinkedModelSerializer):
    class Meta:
        model = Station
        fields = ("url", "code", "name")
        extra_kwargs = {"url": {"lookup_field": "code"}}


class TagSerializer(serializers.HyperlinkedModelSerializer):
    class Meta:
        model = Tag
        fields = ("url", "name")


class CookSerializer(serializers.HyperlinkedModelSerializer):
    class Meta:
        model = Cook
        fields = ("url", "first_name", "last_name", "boss", "team")


class HyperlinksSerializer(serializers.HyperlinkedModelSerializer):
    station = serializers.HyperlinkedRelatedField(view_name="station-detail", lookup_field="code", read_only=True)

    class Meta:
        model = Recipe
        fields = ("url", "name", "station", "author", "tester", "tags")


class RecipeOfStationLink(serializers.HyperlinkedIdentityField):
    """Two parts of the path, one of them from a relation."""

    view_name = "station-recipe"

    def __init__(self, **kwargs):
        super().__init__(view_name=self.view_name, **kwargs)

    def get_url(self, obj, view_name, request, format):
        kwargs = {"station": obj.station.code, "pk": obj.pk}
        return reverse(view_name, kwargs=kwargs, request=request, format=format)


class NestedLinksSerializer(serializers.ModelSerializer):
    href = FastHyperlinkedIdentityField("station-recipe", lookup_fields={"station": "station.code", "pk": "pk"})
    tester = FastHyperlinkedRelatedField(url_template="/api/kitchen/cooks/{pk}/", read_only=True)

    class Meta:
        model = Recipe
        fields = ("name", "href", "tester")


class OwnLinksSerializer(serializers.ModelSerializer):
    href = RecipeOfStationLink()
    urls = serializers.SerializerMethodField()

    class Meta:
        model = Recipe
        fields = ("id", "href", "urls")

    def get_urls(self, obj):
        request = self.context["request"]
        return {"self": reverse("recipe-detail", args=[obj.pk], request=request), "cook": f"/cooks/{obj.author_id}"}
