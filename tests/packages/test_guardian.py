"""djangorestframework-guardian: each user lists what they may see."""

from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.authentication import BasicAuthentication
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ReadOnlyModelViewSet
from rest_framework_guardian.filters import ObjectPermissionsFilter
from rest_framework_guardian.serializers import ObjectPermissionsAssignmentMixin

from tests.packages.package import Case, Package
from tests.packages.stays.models import Amenity, Hotel
from tests.packages.twins import Twins, twin


class AmenitySerializer(serializers.ModelSerializer):
    class Meta:
        model = Amenity
        fields = ["label"]


class HotelSerializer(serializers.ModelSerializer):
    amenities = AmenitySerializer(many=True)

    class Meta:
        model = Hotel
        fields = ["id", "name", "stars", "amenities"]


class Assigning(ObjectPermissionsAssignmentMixin, HotelSerializer):
    def get_permissions_map(self, created: bool) -> dict[str, Any]:
        return {"view_hotel": [self.context["request"].user]}


class Pages(PageNumberPagination):
    page_size = 2


class OpenHotelViewSet(ReadOnlyModelViewSet):
    queryset = Hotel.objects.order_by("id")
    serializer_class = HotelSerializer
    filter_backends = [ObjectPermissionsFilter]


class HotelViewSet(OpenHotelViewSet):
    authentication_classes = [BasicAuthentication]
    permission_classes = [IsAuthenticated]
    pagination_class = Pages


class AssigningHotelViewSet(OpenHotelViewSet):
    serializer_class = Assigning


def routes(*bases: type) -> list[Any]:
    router = SimpleRouter()
    router.register("hotels", twin(HotelViewSet, bases), "hotel")
    router.register("open", twin(OpenHotelViewSet, bases), "open")
    router.register("assigning", twin(AssigningHotelViewSet, bases), "assigning")
    return router.urls


twins = Twins(routes)

LISTS = "`ObjectPermissionsFilter`: each user's own rows and total, by permissions of users and of groups"
PACKAGE = Package(
    "djangorestframework-guardian",
    "With django-guardian. The permissions are a part of the statement's `WHERE`.",
    (
        *(
            Case(LISTS, path, user=user, reads=("guardian_userobjectpermission",))
            for user in ("ann", "bob", "eve")
            for path in ("/hotels/", "/open/", "/assigning/")
        ),
        Case(LISTS, "/hotels/?page=2", user="ann"),
        Case("a superuser", "/open/", user="root"),
        Case("nobody: guardian's anonymous user, whom it looks up", "/open/", queries=2),
        Case("a user without a page 2", "/hotels/?page=2", user="bob", status=404),
        Case("nobody, where somebody is asked for", "/hotels/", status=401),
    ),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_the_users_differ() -> None:
    names = {
        user: {row["name"] for row in twins.get(Case(LISTS, "/open/", user=user))[0].json()}
        for user in ("ann", "bob", "eve", "root")
    }
    assert names["ann"] == {"Grand Hôtel", "Seps", "Empty"}
    assert names["bob"] == {"Übernachtung", "snake_case_name"}
    assert names["eve"] == {"Seps"}, "by her group"
    assert len(names["root"]) == 5


def test_no_user_gets_the_rows_of_another() -> None:
    twins.hammer(PACKAGE.cases)
