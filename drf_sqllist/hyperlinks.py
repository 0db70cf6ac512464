"""DRF's hyperlink fields, with the route of a link found once instead of at each object.

The classes are drop-in: same arguments, same links, same errors. What no template covers is left to
DRF's own ``reverse()``, value by value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist
from rest_framework.fields import Field
from rest_framework.relations import (
    HyperlinkedIdentityField,
    HyperlinkedRelatedField,
    ObjectTypeError,
    ObjectValueError,
)
from rest_framework.reverse import reverse
from rest_framework.serializers import HyperlinkedModelSerializer

from drf_sqllist.links.addresses import Address, Finder
from drf_sqllist.links.dressing import asked_format
from drf_sqllist.links.explicit import explicit_address, explicit_url, places
from drf_sqllist.links.writers import STALE, Writer, writer_for

WRITTEN_WITH = frozenset(
    {"view_name", "lookup_field", "lookup_url_kwarg", "lookup_fields", "url_template", "format", "reverse", "get_url"}
)
"""Attributes of a field that its links are made with: to compare them at each link would take a sixth of its time."""


class _Templated(HyperlinkedRelatedField):  # type: ignore[type-arg]
    """What the two fields have in common.

    Arguments:
        lookup_fields: keyword arguments of the route to attributes of the object, through to-one relations:
            ``{"pk": "pk", "tenant_slug": "tenant.slug"}``, in place of ``lookup_field``. An attribute that is
            None, or is not reached, makes the link null.
        url_template: the path, with attributes in braces: ``"/orders/{pk}/"``. Nothing is reversed.
    """

    lookup_fields: Mapping[str, str] | None = None
    url_template: str | None = None
    _writer: Writer | None = None

    def __init__(self, view_name: str | None = None, **kwargs: Any) -> None:
        self.url_template = kwargs.pop("url_template", self.url_template)
        self.lookup_fields = kwargs.pop("lookup_fields", self.lookup_fields)
        if self.lookup_fields is not None:
            assert self.lookup_fields, "`lookup_fields` has to name a keyword argument of the route."
            assert self.url_template is None, "`lookup_fields` and `url_template` exclude each other."
            assert "lookup_field" not in kwargs, "`lookup_fields` and `lookup_field` exclude each other."
        if self.url_template is not None:
            self.lookup_fields = places(self.url_template)
            view_name = view_name or self._written_to(kwargs) or self.url_template
        super().__init__(view_name, **kwargs)

    def _written_to(self, kwargs: Mapping[str, Any]) -> str | None:
        is_read = isinstance(self, HyperlinkedIdentityField) or kwargs.get("read_only")
        assert is_read or self.view_name, "A field that is written to needs the `view_name` beside its `url_template`."
        return self.view_name

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name in WRITTEN_WITH and self._writer is not None:
            self._writer = None

    def __delattr__(self, name: str) -> None:
        super().__delattr__(name)
        self._writer = None

    @property
    def paths(self) -> frozenset[str]:
        """The attributes that a link is made of."""
        return frozenset((self.lookup_fields or {"": self.lookup_field}).values())

    def use_pk_only_optimization(self) -> bool:
        """Whether DRF may give the field an object that has nothing but its key."""
        return super().use_pk_only_optimization() and self.paths == {"pk"}

    def lookup_values(self, obj: Any) -> dict[str, Any] | None:
        """The keyword arguments of an object's link; None if it has none of ``lookup_fields``.

        Raises:
            AttributeError: the object has no ``lookup_field``.
        """
        if self.lookup_fields is None:
            return {self.lookup_url_kwarg: getattr(obj, self.lookup_field)}
        values = {name: _follow(obj, path) for name, path in self.lookup_fields.items()}
        return None if None in values.values() else values

    def get_url(self, obj: Any, view_name: str, request: Any, format: str | None) -> str | None:
        """DRF's, for several attributes too.

        Raises:
            NoReverseMatch: the attributes do not fit the route.
            ImproperlyConfigured: they do not fit the ``url_template``.
        """
        if self.lookup_fields is None:
            url: str | None = super().get_url(obj, view_name, request, format)
            return url
        if hasattr(obj, "pk") and obj.pk in (None, ""):
            return None
        values = self.lookup_values(obj)
        if values is None:
            return None
        if self.url_template is None:
            found: str = self.reverse(view_name, kwargs=values, request=request, format=format)
            return found
        url = explicit_url(self.url_template, values, request)
        if url is None:
            raise ImproperlyConfigured(
                f"{type(self).__name__} cannot fill {self.url_template!r} with {values!r}: "
                "each value has to be a text that is not empty and has no slash."
            )
        return url

    def get_object(self, view_name: str, view_args: Any, view_kwargs: dict[str, Any]) -> Any:
        """The object that a URL leads to: it must have all of ``lookup_fields``."""
        if self.lookup_fields is None or self.url_template is not None:
            return super().get_object(view_name, view_args, view_kwargs)
        lookups = {path.replace(".", "__"): view_kwargs[name] for name, path in self.lookup_fields.items()}
        try:
            queryset: Any = self.get_queryset()
            return queryset.get(**lookups)
        except ValueError as error:
            raise ObjectValueError(str(error)) from error
        except TypeError as error:
            raise ObjectTypeError(str(error)) from error

    def to_representation(self, value: Any) -> Any:
        """DRF's ``Hyperlink`` for an object."""
        write = self._writer  # read once: another thread may take it away
        link = STALE if write is None else write(self, value)
        if link is STALE:
            link = self._renewed(value)
        return super().to_representation(value) if link is None else link

    def _renewed(self, value: Any) -> Any:
        """The link of an object by a new writer; None where DRF is to make it, and to raise what it raises."""
        self._writer = None
        context = self.context
        if "request" not in context or self._is_changed():
            return None
        try:
            writer = writer_for(self, context, self.address(context), type(value))
        except Exception:  # of the URLconf or the host: the object may have no link at all
            return None
        self._writer = writer
        link = writer(self, value)
        return None if link is STALE else link

    def _is_changed(self) -> bool:
        """Whether a project has put its own in the place of what a link is made with."""
        kind = type(self)
        return (
            self.reverse is not reverse
            or getattr(self.get_url, "__func__", None) is not _Templated.get_url
            or kind.context is not Field.context
            or kind.root is not Field.root
        )

    def __getstate__(self) -> dict[str, Any]:
        """All but the writer, which neither a pickle nor a copy can take along."""
        return {name: value for name, value in vars(self).items() if name != "_writer"}

    def address(self, context: Mapping[str, Any]) -> Address | None:
        """Where the field's objects are found by the request of a serializer's context."""
        finder = Finder(context["request"])
        if self.url_template is not None:
            return explicit_address(self.url_template, finder)
        names = frozenset(self.lookup_fields or (self.lookup_url_kwarg,))
        view_name: Any = self.view_name
        return finder.address(view_name, names, asked_format(self.format, context))


class FastHyperlinkedRelatedField(_Templated):
    """DRF's ``HyperlinkedRelatedField`` without a ``reverse()`` for each link."""


class FastHyperlinkedIdentityField(_Templated, HyperlinkedIdentityField):
    """DRF's ``HyperlinkedIdentityField`` without a ``reverse()`` for each link."""

    def get_attribute(self, instance: Any) -> Any:
        """The object itself, unless a subclass has another source than ``"*"``."""
        return super().get_attribute(instance) if self.source_attrs else instance


# DRF's ``HyperlinkedModelSerializer`` with fast fields, those of nested objects (``depth``) too.
# (No docstring: schema generators would show it as the description of every component.)
class FastHyperlinkedModelSerializer(HyperlinkedModelSerializer):  # type: ignore[type-arg]
    serializer_related_field = FastHyperlinkedRelatedField
    serializer_url_field = FastHyperlinkedIdentityField

    def build_nested_field(self, field_name: str, relation_info: Any, nested_depth: int) -> Any:
        """DRF's, with a fast serializer."""
        _, kwargs = super().build_nested_field(field_name, relation_info, nested_depth)

        class NestedSerializer(FastHyperlinkedModelSerializer):
            class Meta:
                model = relation_info.related_model
                depth = nested_depth - 1
                fields = "__all__"

        return NestedSerializer, kwargs


def _follow(obj: Any, path: str) -> Any:
    """An attribute at the end of a dotted path; None where the way ends."""
    for name in path.split("."):
        if obj is None:
            return None
        try:
            obj = getattr(obj, name)
        except ObjectDoesNotExist:
            return None
    return obj
