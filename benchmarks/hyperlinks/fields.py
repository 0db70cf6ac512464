"""Links in Python: 1 000 objects in memory, by DRF's own fields and by fast ones."""

from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from typing import Any, NamedTuple

from rest_framework.generics import GenericAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.serializers import ModelSerializer

from benchmarks.hyperlinks.results import Links
from benchmarks.hyperlinks.routes import FEW, MANY, served_by
from benchmarks.hyperlinks.serializers import FAST, STOCK, to_customer, to_row, with_links
from benchmarks.race import compare, get
from benchmarks.turns import in_turns
from demo.pizzas.models import Order

OBJECTS, FIRST_PAGE = 1_000, 10
RUNS = {OBJECTS: 15, FIRST_PAGE: 300}
PROMISED = ("DRF router", "path()", "namespaced")
RIVALS = {"stock": STOCK, "fast": FAST}
WITHOUT = "without links"

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


def planned(runs: int | None) -> dict[Setup, int]:
    """Rounds of each setup; ``runs`` limits each."""
    return {setup: min(RUNS[setup.objects], runs or RUNS[setup.objects]) for setup in SETUPS}


ENTERED = 2 * len(RIVALS) + 1
"""Calls in a round: the list without links, and for each rival the list and the field alone."""


def measure(runs: dict[Setup, int], advance: Callable[[], object]) -> list[Links]:
    return [_measured(setup, rounds, advance) for setup, rounds in runs.items()]


def context() -> dict[str, Any]:
    """What a view gives to its serializer while it answers a request."""
    view: GenericAPIView[Any] = GenericAPIView(authentication_classes=(), permission_classes=())
    request = get("/api/orders/")
    view.setup(request)
    view.request = view.initialize_request(request)
    view.initial(view.request)
    return view.get_serializer_context()


def _measured(setup: Setup, rounds: int, advance: Callable[[], object]) -> Links:
    instances = setup.instances()
    serializers = {rival: setup.serializer(classes) for rival, classes in RIVALS.items()}
    with served_by(setup.kind, setup.routes):
        check(setup, serializers)
        lists = {WITHOUT: partial(_list, RowSerializer, instances)}
        lists |= {rival: partial(_list, serializer, instances) for rival, serializer in serializers.items()}
        seconds = in_turns(lists, dict.fromkeys(lists, rounds), advance)
        # In turns of their own: a field's own calls are not to pay for the caches that whole lists have emptied.
        fields = {rival: partial(_field, serializer, instances) for rival, serializer in serializers.items()}
        alone_seconds = in_turns(fields, dict.fromkeys(fields, rounds), advance)
    # Round by round: a slow moment strikes both, and does not show in the difference.
    added = {
        rival: median(with_links - bare for with_links, bare in zip(seconds[rival], seconds[WITHOUT], strict=True))
        for rival in RIVALS
    }
    links = setup.links * setup.objects
    in_list = {rival: value / links * 1_000_000 for rival, value in added.items()}
    alone = {rival: median(alone_seconds[rival]) / setup.objects * 1_000_000 for rival in RIVALS}
    return Links(setup.title, setup.routes, setup.links, setup.objects, setup.promised, in_list, alone)


def check(setup: Setup, serializers: dict[str, type[Any]]) -> bytes:
    """The list's bytes, which all rivals make alike.

    Raises:
        DifferentBytesError: two do not.
    """
    made = {
        rival: JSONRenderer().render(_list(serializer, setup.instances())())
        for rival, serializer in serializers.items()
    }
    (first, *others) = made.items()
    for other in others:
        compare(setup.title, first, other)
    return first[1]


def _list(serializer: type[Any], instances: list[Order]) -> Callable[[], Any]:
    """A list with a serializer of its own, as each request makes one."""
    given = context()
    return lambda: serializer(instances, many=True, context=given).data


def _field(serializer: type[Any], instances: list[Order]) -> Callable[[], Any]:
    """The last link of each object, without the loop over an object's fields."""
    field = [*serializer(instances, many=True, context=context()).child.fields.values()][-1]
    get_attribute, to_representation = field.get_attribute, field.to_representation

    def call() -> None:
        for instance in instances:
            to_representation(get_attribute(instance))

    return call
