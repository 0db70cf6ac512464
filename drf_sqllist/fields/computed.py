"""``SQLField``: a member that the database computes, declared once in the serializer."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy, deepcopy
from itertools import count
from typing import Any

from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from rest_framework import serializers

from drf_sqllist.fields.rendering import value_of
from drf_sqllist.fields.values import Computation

_OPTIONS = ("allow_null", "label", "help_text", "style", "read_only")


class Declaration:
    """What a field says, shared by all copies that DRF makes of it.

    Arguments:
        expression: what ``annotate()`` takes, the name of an attribute, or a function of the request.
    """

    _numbers = count(1)

    def __init__(self, expression: Any) -> None:
        self.expression = expression
        self.varies = not isinstance(expression, str) and not hasattr(expression, "resolve_expression")
        self.number = next(self._numbers)
        self._computations: dict[type[models.Model], Computation] = {}
        self.outputs: dict[type[models.Model], Any] = {}

    @property
    def only_model(self) -> type[models.Model] | None:
        """The model that values were represented for, if it was one."""
        return next(iter(self.outputs)) if len(self.outputs) == 1 else None

    def computation(self, model: type[models.Model], request: Any) -> Computation:
        """The expression on a model.

        Arguments:
            request: what a function is given.
        """
        if self.varies:
            return Computation(model, _checked(self.expression(request), "the function's result"))
        if model not in self._computations:
            self._computations[model] = Computation(model, self.expression)
        return self._computations[model]


class SQLField(serializers.Field):  # type: ignore[type-arg]
    """A value that SQL computes for the object: in lists by the list's own statement, elsewhere by the ORM.

    Arguments:
        expression: what ``annotate()`` takes on the serializer's model, the name of an attribute or the path to
            one, or a function of the request that gives one of them. A window sees all rows of the model's
            default manager.
        output: the field that represents the value; by default the one that a ``ModelSerializer`` would make for
            the expression's ``output_field``.
        kwargs: ``allow_null``, ``label``, ``help_text`` and ``style``, as of any DRF field.

    Raises:
        TypeError: an argument is of another kind.
    """

    def __init__(self, expression: Any, output: Any = None, **kwargs: Any) -> None:
        _check_options(kwargs)
        if output is not None and not isinstance(output, serializers.Field):
            raise TypeError(
                f"SQLField(output=...) takes an instance of a field, as serializers.IntegerField(), not {output!r}."
            )
        self.declaration = Declaration(_checked(expression, "SQLField()"))
        self._given = output
        self._output: Any = None
        self._seen: type[models.Model] | None = None
        super().__init__(**{**kwargs, "read_only": True})

    def __deepcopy__(self, memo: Any) -> SQLField:
        """As DRF copies what a serializer class declares, but for the expression, which nobody changes."""
        made = type(self)(*self._args, **self._kwargs)  # type: ignore[attr-defined]
        made.declaration = self.declaration
        return made

    def get_attribute(self, instance: Any) -> Any:
        """The value for a model instance, asked of its database unless the instance brought it."""
        if not isinstance(instance, models.Model):
            return super().get_attribute(instance)
        return value_of(self, instance)

    def to_representation(self, value: Any) -> Any:
        """What the output field makes of the value."""
        return self.output.to_representation(value)

    @property
    def output(self) -> Any:
        """The field that represents the value."""
        if self._output is None:
            self._output = self.output_on(self._model() or self._seen or self.declaration.only_model)
        return self._output

    @property
    def child(self) -> Any:
        """The field of a list's items, where the output has one."""
        try:
            return self.output.child
        except ImproperlyConfigured as error:
            raise AttributeError("child") from error

    @property
    def _proxy_class(self) -> type:
        """What DRF takes the field for where it chooses by class, e.g. for ``OPTIONS``."""
        try:
            return type(self.output)
        except ImproperlyConfigured:
            return type(self)

    def computation(self, model: type[models.Model]) -> Computation:
        """The expression on a model, for the request at hand.

        Raises:
            ImproperlyConfigured: the model has not what it names.
        """
        if getattr(model, "sqllist_declared", False):
            raise ImproperlyConfigured(
                f"{self._place()} cannot be computed on {model.__name__}, which is hand-written SQL and has no table: "
                "let the SQL return the value."
            )
        computation = self.declaration.computation(model, self.context.get("request"))
        try:
            computation.resolve()
        except (FieldError, TypeError, ValueError) as error:
            raise ImproperlyConfigured(
                f"{self._place()} cannot be computed on {model._meta.label}: {error} Correct the SQLField's expression."
            ) from error
        return computation

    def siblings(self) -> list[SQLField]:
        """All such fields of the serializer."""
        parent: Any = self.parent
        return [field for field in parent.fields.values() if isinstance(field, SQLField)]

    def output_on(self, model: type[models.Model] | None) -> Any:
        """The output field for the expression on a model.

        Raises:
            ImproperlyConfigured: none was given, and the expression does not say its type.
        """
        output = deepcopy(self._given)
        if output is None:
            output = self._default_on(model)
        output.bind(field_name="", parent=self)  # type: ignore[arg-type]
        return output

    def _default_on(self, model: type[models.Model] | None) -> Any:
        if model is None:
            raise ImproperlyConfigured(
                f"{self._place()} has no output: {type(self.parent).__name__} has no Meta.model that would tell which "
                "field its value needs. Give it one, as output=serializers.IntegerField()."
            )
        outputs = self.declaration.outputs
        if self.declaration.varies or model not in outputs:
            outputs[model] = _field_for(self.computation(model).annotation.output_field, model, self)
        return deepcopy(outputs[model])

    def seen_on(self, model: type[models.Model]) -> None:
        """Take note of the model of the instances, where no ``Meta.model`` says it."""
        if self._given is None and self._seen is not model and self._model() is None:
            self._seen, self._output = model, None

    def _model(self) -> type[models.Model] | None:
        model: type[models.Model] | None = getattr(getattr(self.parent, "Meta", None), "model", None)
        return model

    def _place(self) -> str:
        return f"{type(self.parent).__name__}.{self.field_name}"


def _checked(expression: Any, where: str) -> Any:
    is_class = isinstance(expression, type)
    if not is_class and ((isinstance(expression, str) and expression) or hasattr(expression, "resolve_expression")):
        return expression
    if where == "SQLField()" and callable(expression) and not is_class:
        return expression
    takes = "an expression or a name" if where != "SQLField()" else "an expression, a name or a function of the request"
    raise TypeError(f"{where} takes {takes}, such as Count('lines'), not {expression!r}.")


def _check_options(kwargs: Mapping[str, Any]) -> None:
    if "source" in kwargs:
        raise TypeError("SQLField() takes no source: its expression says where the value comes from.")
    if unknown := sorted(set(kwargs) - set(_OPTIONS)):
        raise TypeError(
            f"SQLField() takes no {unknown[0]}: it is always read-only, and its output represents the value."
        )
    if not kwargs.get("read_only", True):
        raise TypeError("SQLField() is always read-only: leave read_only=False out.")


def _field_for(output_field: Any, model: type[models.Model], field: SQLField) -> Any:
    """The field that a ``ModelSerializer`` makes for a column like this, for values that are only read."""
    while output_field.remote_field is not None:
        output_field = output_field.target_field
    if not hasattr(output_field, "model"):
        output_field = copy(output_field)
        # DRF looks there for constraints. An array's own setter would change the column that it is made of.
        vars(output_field)["model"] = model
    builder = field.parent if isinstance(field.parent, serializers.ModelSerializer) else serializers.ModelSerializer()
    name = field.field_name or ""
    cls, kwargs = builder.build_standard_field(name, output_field)
    if issubclass(cls, serializers.ModelField | serializers.FileField):
        return serializers.ReadOnlyField()  # these are given the object, or what its attribute makes of the value
    kwargs = dict(builder.include_extra_kwargs(kwargs, {"read_only": True}))
    # They speak of the column that is computed with.
    kwargs = {option: value for option, value in kwargs.items() if option not in ("label", "help_text")}
    if issubclass(cls, serializers.DecimalField) and kwargs.get("max_digits"):
        kwargs["max_digits"] = None  # a sum may have more digits than what it sums up, and DRF would raise for it
    return cls(**kwargs)
