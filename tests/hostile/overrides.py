"""What a ``to_representation`` of a project's own does, given its serializer, its instance and ``super()``'s."""

import copy
from collections import OrderedDict
from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.fields import SkipField

from tests.hostile.serializers import TagSerializer
from tests.testapp.models import Tag


def twice(self, instance, ask):
    return [ask(instance), ask(instance)]


def of_another(self, instance, ask):
    other = type(instance).objects.order_by("pk").first()
    return {"this": ask(instance), "other": ask(other)}


def of_another_first(self, instance, ask):
    other = type(instance).objects.order_by("pk").first()
    return {"other": ask(other), "this": ask(instance)}


def of_a_copy(self, instance, ask):
    other = copy.copy(instance)
    other.pk = 7
    return [ask(other), ask(instance)]


def changes_first(self, instance, ask):
    instance.pk = instance.pk + 1000
    for name in ("title", "name"):
        if hasattr(instance, name):
            setattr(instance, name, getattr(instance, name).upper())
    return ask(instance)


def changes_between(self, instance, ask):
    one = ask(instance)
    instance.pk = instance.pk + 1000
    return [one, ask(instance)]


def changes_last(self, instance, ask):
    found = ask(instance)
    instance.pk = instance.pk + 1000
    return found


def changes_author(self, instance, ask):
    if getattr(instance, "author", None):
        instance.author.name = "changed " + instance.author.name
    return ask(instance)


def changes_document(self, instance, ask):
    if getattr(instance, "details", None):
        instance.details["more"] = 1
    return ask(instance)


def changes_fields(self, instance, ask):
    self.fields.pop("title", None)
    self.fields.pop("name", None)
    self.fields["added"] = serializers.CharField(source="pk")
    return ask(instance)


def changes_fields_by_row(self, instance, ask):
    if instance.pk % 2:
        self.fields.pop("price", None)
    return ask(instance)


def replaces_field(self, instance, ask):
    self.fields["id"] = serializers.CharField()
    self.fields["id"].bind("id", self)
    return ask(instance)


def changes_attributes(self, instance, ask):
    if "price" in self.fields:
        self.fields["price"].coerce_to_string = False
    if "born" in self.fields:
        self.fields["born"].format = "%Y"
    return ask(instance)


def types(self, instance, ask):
    return {key: f"{type(value).__name__} {value!r}" for key, value in ask(instance).items()}


def type_of_all(self, instance, ask):
    found = ask(instance)
    return [type(found).__name__, list(found), isinstance(found, dict)]


def mutates(self, instance, ask):
    found = ask(instance)
    found.pop("id")
    found["new"] = {1: Decimal("1.10"), None: True}
    return found


def none(self, instance, ask):
    return None


def text(self, instance, ask):
    return f'"{instance.pk}" \u2028 \x01 \x02 \x01!\x02'


def listed(self, instance, ask):
    return list(ask(instance).items())


def generator(self, instance, ask):
    return (key for key in ask(instance))


def decimal(self, instance, ask):
    return Decimal("1.00")


def nan(self, instance, ask):
    return float("nan")


def nan_sometimes(self, instance, ask):
    return float("inf") if instance == type(instance).objects.order_by("pk").last() else 1


def unknown(self, instance, ask):
    return object()


def the_instance(self, instance, ask):
    return {"instance": instance}


def model_list(self, instance, ask):
    return type(instance).objects.filter(pk=instance.pk).values("pk")


def odd_keys(self, instance, ask):
    return {1: 1, None: 2, False: 3, 1.5: 4, "\x01": [0, "x"], "\x02": [0, []]}


def places(self, instance, ask):
    return {**ask(instance), "\x01": [0, 1], "\x02": [0, [1]], "!": "\x010:1\x02"}


def ordered(self, instance, ask):
    return OrderedDict(reversed(ask(instance).items()))


def raising(error):
    def raises(self, instance, ask):
        found = ask(instance)
        if instance.pk == type(instance).objects.order_by("pk").values_list("pk", flat=True)[1]:
            raise error
        return found

    raises.__name__ = f"raises_{type(error).__name__}"
    return raises


def attributes(self, instance, ask):
    return [
        type(self).__name__,
        type(self).__qualname__,
        type(self).__module__,
        self.__class__.__name__,
        isinstance(self, serializers.ModelSerializer),
        self.__doc__,
        repr(self)[:40],
        list(self.fields),
        self.parent is self.root,
        len(self._readable_fields if isinstance(self._readable_fields, list) else list(self._readable_fields)),
        len(list(self._writable_fields)),
    ]


def by_fields(self, instance, ask):
    return {
        field.field_name: field.to_representation(value)
        for field in self._readable_fields
        if (value := field.get_attribute(instance)) is not None and field.field_name in ("id", "title", "name", "price")
    }


def by_class(self, instance, ask):
    return serializers.Serializer.to_representation(self, instance)


def by_new_serializer(self, instance, ask):
    return {"again": TagSerializer(Tag.objects.first(), context=self.context).data, **ask(instance)}


def by_data(self, instance, ask):
    return {"context": sorted(self.context), **ask(instance)}


def tells_below(self, instance, ask):
    self.context["above"] = f"of {instance.pk}"
    found = ask(instance)
    self.context["above"] = None
    return found


def tells_below_by_attribute(self, instance, ask):
    self.root.above = instance
    return ask(instance)


def changes_below(self, instance, ask):
    for field in self.fields.values():
        inner = getattr(field, "child", field)
        if isinstance(inner, serializers.Serializer):
            inner.fields.pop("name", None)
    return ask(instance)


def changes_below_attributes(self, instance, ask):
    for field in self.fields.values():
        inner = getattr(field, "child", field)
        if isinstance(inner, serializers.Serializer) and "born" in inner.fields:
            inner.fields["born"].format = "%Y"
    return ask(instance)


def patches_field(self, instance, ask):
    self.fields["id"].to_representation = lambda value: f"<{value}>"
    return ask(instance)


def swallowed(self, instance, ask):
    try:
        return ask(instance)
    except Exception as error:
        return type(error).__name__


def looks_around(self, instance, ask):
    found = ask(instance)
    rows = self.root.instance
    return {"index": [row.pk for row in rows], "first": rows[0] is instance, **found}


def depends_on_last(self, instance, ask):
    last = getattr(self, "_last", None)
    self._last = ask(instance)
    return [last and last["id"], self._last["id"]]


def keeps(self, instance, ask):
    kept = self.root.__dict__.setdefault("_kept", [])
    kept.append(ask(instance))
    return [one.get("id", one.get("code")) for one in kept]


def runs_generators(self, instance, ask):
    return iter([ask(instance)])


OVERRIDES = [
    twice,
    of_another,
    of_another_first,
    of_a_copy,
    changes_first,
    changes_between,
    changes_last,
    changes_author,
    changes_document,
    changes_fields,
    changes_fields_by_row,
    replaces_field,
    changes_attributes,
    types,
    type_of_all,
    mutates,
    none,
    text,
    listed,
    generator,
    decimal,
    nan,
    nan_sometimes,
    unknown,
    the_instance,
    model_list,
    odd_keys,
    places,
    ordered,
    raising(ValueError("x")),
    raising(SkipField()),
    raising(serializers.ValidationError({"x": ["y"]})),
    raising(Http404("gone")),
    raising(PermissionDenied("no")),
    raising(ObjectDoesNotExist("none")),
    raising(KeyError("k")),
    raising(StopIteration()),
    raising(AttributeError("a")),
    attributes,
    by_fields,
    by_class,
    by_new_serializer,
    by_data,
    tells_below,
    tells_below_by_attribute,
    changes_below,
    changes_below_attributes,
    patches_field,
    swallowed,
    looks_around,
    depends_on_last,
    keeps,
    runs_generators,
]
