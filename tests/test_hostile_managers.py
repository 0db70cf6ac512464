"""Relations as Django really walks them: what it has already, which class a related manager is made of."""

from typing import Any

import pytest
from django.db.models import Count, Prefetch
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.hostile.models import Basis, Item, Letterbox, Loose, Part, Shop, Ticket, Upper
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db


@pytest.fixture
def shops() -> list[Shop]:
    made = [Shop.objects.create(name=name) for name in ("a", "b")]
    for shop in made:
        Item.all_objects.create(shop=shop, name="shown")
        Item.all_objects.create(shop=shop, name="deleted", deleted=True)
        for flag in (True, False):
            Ticket.objects.create(shop=shop, public=flag)
            Letterbox.objects.create(shop=shop, hidden=flag)
    return made


ITEMS = model_serializer(Shop, "id", items=model_serializer(Item, "name")(many=True))


@pytest.mark.parametrize("prefetched", [False, True])
@pytest.mark.parametrize("name", ["items", "tickets", "letterboxes"])
def test_a_related_manager_is_a_new_one(name: str, prefetched: bool, shops: list[Shop]):
    """``create_reverse_many_to_one_manager(_default_manager.__class__)``: the manager's own arguments are not kept."""
    rows = Shop.objects.prefetch_related(name) if prefetched else Shop.objects.all()
    for pagination in (None, PagesOfTwo):
        compare(
            "/rows/", queryset=rows, serializer_class=model_serializer(Shop, "id", name), pagination_class=pagination
        )


def test_soft_deleted_items(shops: list[Shop]):
    compare("/rows/", queryset=Shop.objects.all(), serializer_class=ITEMS)


@pytest.fixture
def bases() -> list[Basis]:
    made = [Basis.objects.create(name=name, is_open=name == "open") for name in ("open", "closed")]
    for number, basis in enumerate(made):
        Part.objects.create(basis=basis, twin=made[1 - number])
    return made


BASIS = model_serializer(Basis, "id", "name")
PART = model_serializer(Part, "id", basis=BASIS())


def test_rows_of_a_related_manager_know_their_parent(bases: list[Basis]):
    """``_known_related_objects``: ``part.basis`` is the object that ``parts`` was asked of, hidden or not."""

    def get_queryset(self: Any) -> Any:
        return Basis.objects.get(name=self.request.query_params["name"]).parts.all()

    for name in ("open", "closed"):
        compare(f"/rows/?name={name}", get_queryset=get_queryset, serializer_class=PART)


def test_a_parent_that_was_changed_in_memory(bases: list[Basis]):
    def get_queryset(self: Any) -> Any:
        basis = Basis.objects.get(name="open")
        basis.name = "translated"
        return basis.parts.all()

    compare("/rows/", get_queryset=get_queryset, serializer_class=PART)


@pytest.mark.parametrize("prefetched", [False, True])
def test_nested_rows_know_their_parent(prefetched: bool, bases: list[Basis]):
    shown = model_serializer(Basis, "id", "name", parts=PART(many=True))
    rows = Basis.objects.prefetch_related("parts") if prefetched else Basis.objects.all()
    compare("/rows/", queryset=rows, serializer_class=shown)


def test_nested_rows_know_what_their_parent_prefetched(shops: list[Shop]):
    """The parent below a child is the parent itself, with its filtered list."""
    inner = model_serializer(Shop, "id", "items")
    item = model_serializer(Item, "name", shop=inner())
    shown = model_serializer(Shop, "id", items=item(many=True))
    rows = Shop.objects.prefetch_related(Prefetch("items", queryset=Item.objects.filter(name="shown")))
    compare("/rows/", queryset=rows, serializer_class=shown)


def test_nested_rows_know_their_annotated_parent(shops: list[Shop]):
    item = model_serializer(Item, "name", n=serializers.IntegerField(source="shop.n"))
    shown = model_serializer(Shop, "id", items=item(many=True))
    compare("/rows/", queryset=Shop.objects.annotate(n=Count("items")), serializer_class=shown)


def test_both_ends_of_a_one_to_one(bases: list[Basis]):
    shown = model_serializer(Basis, "id", twin=model_serializer(Part, "id", twin=BASIS())())
    compare("/rows/", queryset=Basis.objects.all(), serializer_class=shown)


def test_the_row_above_a_child(bases: list[Basis]):
    """A parent link is read from the child's own columns, not through the parent's base manager."""
    Upper.all.create(name="upper", is_open=False)
    shown = model_serializer(Upper, "level", basis=BASIS(source="basis_ptr"))
    compare("/rows/", queryset=Upper.all.all(), serializer_class=shown)


def test_select_related_comes_before_prefetch(bases: list[Basis]):
    """What ``select_related`` brought is not fetched again, whatever the ``Prefetch`` says."""
    rows = Part.objects.select_related("basis").prefetch_related(
        Prefetch("basis", queryset=Basis.objects.filter(name="open"))
    )
    compare("/rows/", queryset=rows, serializer_class=PART)


def test_select_related_is_an_inner_join(shops: list[Shop]):
    """A required key without a row: ``select_related`` leaves the row out."""
    Loose.objects.create(shop=shops[0], name="found")
    Loose.objects.create(shop_id=10**6, name="lost")
    shown = model_serializer(Loose, "name", shop=model_serializer(Shop, "note")())
    for rows in (Loose.objects.all(), Loose.objects.select_related("shop")):
        for pagination in (None, PagesOfTwo):
            compare("/rows/", queryset=rows, serializer_class=shown, pagination_class=pagination)
    flat = model_serializer(Loose, "name", "shop")
    compare("/rows/", queryset=Loose.objects.select_related("shop"), serializer_class=flat)
