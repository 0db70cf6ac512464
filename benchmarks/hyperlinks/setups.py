"""What links are measured: of which routes, how many on each of how many objects."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from rest_framework.serializers import ModelSerializer

from benchmarks.hyperlinks.routes import FEW, MANY
from benchmarks.hyperlinks.serializers import to_customer, to_row, with_links
from demo.pizzas.models import Order

OBJECTS, FIRST_PAGE = 1_000, 10
RUNS = {OBJECTS: 15, FIRST_PAGE: 300}
PROMISED = ("DRF router", "path()", "namespaced")

PLAIN, QUOTED = "half-and-half", "crème brûlée 50%"
"""Values of slugs: one that no URL quotes, one that every URL does."""


class RowSerializer(ModelSerializer[Order]):
    """As little as there may be beside the links."""

    class Meta:
        model = Order
        fields: tuple[str, ...] = ("id", "status")


class Setup(NamedTuple):
    """What is measured.

    Arguments:
        kind: of the routes.
        field: whose links they are: the row's own, or its customer's.
        note: what the slugs of a route are made of.
    """

    kind: str
    routes: int
    links: int
    objects: int = OBJECTS
    field: str = "identity"
    note: str = ""

    @property
    def title(self) -> str:
        value = {PLAIN: ", nothing to quote", QUOTED: ", to be quoted"}.get(self.note, "")
        return f"{self.kind}{value}{', to a relation' if self.field == 'related' else ''}"

    @property
    def case(self) -> str:
        """What its measurements are filed under."""
        return f"{self.title}, {self.routes} routes, {self.objects:,} × {self.links}"

    @property
    def promised(self) -> bool:
        return self.kind in PROMISED and self.objects == OBJECTS and self.field == "identity"

    def instances(self) -> list[Order]:
        return [Order(pk=number, customer_id=number, note=self.note) for number in range(1, self.objects + 1)]

    def serializer(self, classes: Sequence[type[Any]]) -> type[Any]:
        if self.field == "related":
            return with_links(RowSerializer, to_customer(classes, self.kind))
        options = {"lookup_field": "note"} if self.note else {}
        return with_links(RowSerializer, to_row(classes, self.kind, self.links, **options))


SETUPS = (
    *(Setup(kind, routes, links) for kind in PROMISED for routes in (FEW, MANY) for links in (1, 5)),
    Setup("path()", MANY, 1, field="related"),
    Setup("slug", MANY, 5, note=PLAIN),
    Setup("text", MANY, 5, note=QUOTED),
    Setup("DRF router", MANY, 1, objects=FIRST_PAGE),
    Setup("DRF router", MANY, 5, objects=FIRST_PAGE),
)
