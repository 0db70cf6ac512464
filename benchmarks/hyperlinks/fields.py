"""Links in Python: objects in memory, by DRF's own fields and by fast ones."""

from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from rest_framework.generics import GenericAPIView
from rest_framework.renderers import JSONRenderer

from benchmarks.hyperlinks.routes import served_by
from benchmarks.hyperlinks.serializers import FAST, STOCK
from benchmarks.hyperlinks.setups import RUNS, RowSerializer, Setup
from benchmarks.measurement import Measurement
from benchmarks.race import compare, get
from benchmarks.session import Session
from benchmarks.turns import in_turns
from demo.pizzas.models import Order

STOCK_FIELD, FAST_FIELD = "DRF's field", "fast field"
RIVALS = {STOCK_FIELD: STOCK, FAST_FIELD: FAST}
WITHOUT = "without links"

IN_LIST, ALONE = "µs", "alone µs"
"""For one link: what it adds to the time of a list, and what the field's own two calls take."""


def context() -> dict[str, Any]:
    """What a view gives to its serializer while it answers a request."""
    view: GenericAPIView[Any] = GenericAPIView(authentication_classes=(), permission_classes=())
    request = get("/api/orders/")
    view.setup(request)
    view.request = view.initialize_request(request)
    view.initial(view.request)
    return view.get_serializer_context()


def measure(session: Session, setup: Setup) -> list[Measurement]:
    """Both kinds of fields, once they have made the same bytes."""
    instances, rounds = setup.instances(), session.runs(RUNS[setup.objects])
    serializers = {rival: setup.serializer(classes) for rival, classes in RIVALS.items()}
    session.meter.begin(setup.case)
    session.meter.expect(rounds * (2 * len(RIVALS) + 1))
    with served_by(setup.kind, setup.routes):
        check(setup, serializers)
        lists = {WITHOUT: partial(_list, RowSerializer, instances)}
        lists |= {rival: partial(_list, serializer, instances) for rival, serializer in serializers.items()}
        spent = in_turns(lists, dict.fromkeys(lists, rounds), session.meter.advance)
        # In turns of their own: a field's own calls are not to pay for the caches that whole lists have emptied.
        fields = {rival: partial(_field, serializer, instances) for rival, serializer in serializers.items()}
        alone = in_turns(fields, dict.fromkeys(fields, rounds), session.meter.advance)
    found = []
    for rival in RIVALS:
        # Round by round: a slow moment strikes both, and does not show in the difference.
        pairs = zip(spent[rival].seconds, spent[WITHOUT].seconds, strict=True)
        added = median(with_links - bare for with_links, bare in pairs)
        taken = {
            IN_LIST: added / (setup.links * setup.objects) * 1_000_000,
            ALONE: median(alone[rival].seconds) / setup.objects * 1_000_000,
        }
        found.append(Measurement(setup.case, rival, more=taken))
    return found


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
