"""Where the links of the hyperlinked lists lead."""

from rest_framework.generics import RetrieveAPIView

from demo.kitchen.models import Cook, Recipe, Station, Tag
from demo.kitchen.serializers import links


class StationDetail(RetrieveAPIView):
    schema = None
    queryset = Station.objects.all()
    serializer_class = links.StationSerializer
    lookup_field = "code"


class TagDetail(RetrieveAPIView):
    schema = None
    queryset = Tag.objects.all()
    serializer_class = links.TagSerializer


class CookDetail(RetrieveAPIView):
    schema = None
    queryset = Cook.objects.all()
    serializer_class = links.CookSerializer


class RecipeDetail(RetrieveAPIView):
    schema = None
    queryset = Recipe.objects.all()
    serializer_class = links.HyperlinksSerializer


class StationRecipeDetail(RecipeDetail):
    def get_queryset(self):
        return super().get_queryset().filter(station__code=self.kwargs["station"])
