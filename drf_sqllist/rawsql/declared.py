"""The columns that an ordinary serializer reads: what it declares need not be said twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from rest_framework import relations, serializers

from drf_sqllist.rawsql.problems import SQLError


def columns_of(serializer: Any, columns: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What ``sql_rows`` is to be told of each column that a serializer reads.

    Arguments:
        serializer: the class, or an instance, of one row.
        columns: what is said already. It wins, and what no serializer field says can stand here alone.

    Raises:
        SQLError: a field does not say which type its column has.
    """
    given = dict(columns or {})
    root = serializer() if isinstance(serializer, type) else serializer
    fields = [*_readable(root)]
    # A foreign key first: others may read through it.
    found = dict(given)
    for field, source in fields:
        if len(source) == 1 and not _is_said(source[0], found):
            found[source[0]] = _declared(field, source[0])
    for field, source in fields:
        if len(source) > 1:
            _check_path(field, source, found)
        elif not source:
            _check_link(field, found)
    ordered = {name: found[name] for _, source in fields for name in source[:1] if name in found}
    ordered |= found
    return {name: kind for name, kind in ordered.items() if name in given or not _is_key_of_another(name, ordered)}


def _readable(serializer: Any) -> Iterable[tuple[Any, list[str]]]:
    """Each field with its source; those of ``source="*"`` serializers are the row's own."""
    for field in serializer._readable_fields:
        if isinstance(field, serializers.Serializer) and not field.source_attrs:
            yield from _readable(field)
        else:
            yield field, field.source_attrs


def _is_said(name: str, columns: Mapping[str, Any]) -> bool:
    return name in columns or name == "pk" or _labelled(name) in columns or _is_key_of_another(name, columns)


def _labelled(name: str) -> str:
    """The column whose label ``get_FOO_display`` is."""
    return name.removeprefix("get_").removesuffix("_display") if name.startswith("get_") else ""


def _is_key_of_another(name: str, columns: Mapping[str, Any]) -> bool:
    """Whether a column is that of a declared foreign key: ``customer_id`` where there is ``customer``."""
    stem = name.removesuffix("_id")
    return stem != name and stem in columns and _is_relation(columns[stem])


def _is_relation(declared: Any) -> bool:
    return isinstance(declared, models.ForeignKey) or (
        isinstance(declared, type) and issubclass(declared, models.Model)
    )


def _check_path(field: Any, source: list[str], columns: Mapping[str, Any]) -> None:
    if source[0] not in columns:
        raise SQLError(
            f"{_name(field)} reads {'.'.join(source)!r}, but no column leads there.",
            f"Let the SQL return {source[0]}_id, and declare it in columns: {{{source[0]!r}: <its model>}}.",
        )


def _check_link(field: Any, columns: Mapping[str, Any]) -> None:
    """The column that a link to the row itself is made of."""
    if not isinstance(field, relations.HyperlinkedIdentityField):
        return
    named = getattr(field, "lookup_fields", None)
    for lookup in named.values() if named else [field.lookup_field]:
        if not _is_said(lookup.partition(".")[0], columns):
            raise SQLError(
                f"{_name(field)} makes its link of {lookup!r}, which is no column.",
                f"Let the SQL return it, and declare it in columns: {{{lookup!r}: <its type>}}.",
            )


def _declared(field: Any, name: str) -> Any:
    """What a field says of the column that it reads."""
    if (own := _of_model(field.parent, name)) is not None:
        return own
    for base in type(field).__mro__:
        if base in _BY_FIELD:
            return _BY_FIELD[base](field)
    raise _says_nothing(field)


def _of_model(serializer: Any, name: str) -> models.Field[Any, Any] | None:
    """The field of a model serializer's model, which knows best."""
    if not isinstance(serializer, serializers.ModelSerializer):
        return None
    try:
        options: Any = serializer.Meta.model._meta  # type: ignore[attr-defined]
        found = options.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if found.concrete and not found.many_to_many else None


def _says_nothing(field: Any) -> SQLError:
    return SQLError(
        f"{_name(field)} does not say which type its column has.",
        f"Say it in columns: {{{field.source!r}: <a model field, a Python type or a model>}}.",
    )


def _name(field: Any) -> str:
    return f"{type(field.parent).__name__}.{field.field_name} ({type(field).__name__})"


def _plain(declared: Any) -> Callable[[Any], Any]:
    return lambda field: declared


def _decimal(field: Any) -> models.Field[Any, Any]:
    if field.max_digits is None or field.decimal_places is None:
        raise SQLError(
            f"{_name(field)} does not say how many digits its column has.",
            f"Say it in columns: {{{field.source!r}: models.DecimalField(max_digits=..., decimal_places=...)}}.",
        )
    return models.DecimalField(max_digits=field.max_digits, decimal_places=field.decimal_places)


def _choice(field: Any) -> type:
    kinds = {type(choice) for choice in field.choices}
    kind = kinds.pop() if len(kinds) == 1 else None
    for base in (bool, int, str):
        if kind is not None and issubclass(kind, base):
            return base
    raise _says_nothing(field)


def _model(field: Any) -> type[models.Model]:
    """The model of a related field, whose key is the column."""
    if field.queryset is None:
        raise SQLError(
            f"{_name(field)} does not say which model it leads to.",
            f"Say it in columns: {{{field.source!r}: <the model>}}.",
        )
    model: type[models.Model] = field.queryset.model
    return model


def _refused(field: Any) -> Any:
    raise _says_nothing(field)


_BY_FIELD: dict[type, Callable[[Any], Any]] = {
    serializers.BooleanField: _plain(bool),
    serializers.IntegerField: _plain(int),
    serializers.FloatField: _plain(float),
    serializers.DecimalField: _decimal,
    serializers.CharField: _plain(str),
    serializers.FilePathField: _plain(str),
    serializers.IPAddressField: lambda field: models.GenericIPAddressField(),
    serializers.UUIDField: lambda field: models.UUIDField(),
    serializers.DateTimeField: lambda field: models.DateTimeField(),
    serializers.DateField: lambda field: models.DateField(),
    serializers.TimeField: lambda field: models.TimeField(),
    serializers.DurationField: lambda field: models.DurationField(),
    serializers.FileField: lambda field: models.FileField(),
    serializers.ChoiceField: _choice,
    serializers.MultipleChoiceField: _plain(list),
    serializers.ListField: _plain(list),
    serializers.DictField: _plain(dict),
    serializers.JSONField: _plain(dict),
    serializers.ModelField: lambda field: field.model_field,
    serializers.ModelSerializer: lambda field: field.Meta.model,
    serializers.Serializer: _plain(dict),
    serializers.ListSerializer: _plain(list),
    relations.ManyRelatedField: _refused,
    relations.RelatedField: _model,
}
"""What each family of serializer fields says of its column; a subclass says what its base does."""
