"""Defaults of a document as source, for clients that ask for them to be sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from regen import ir

from .annotations import Declarations, follow
from .expressions import DictDisplay, Display, mapping
from .literals import Literal, json_literal

_PLAIN: Mapping[ir.PrimitiveKind, tuple[type, ...]] = {
    ir.PrimitiveKind.STRING: (str,),
    ir.PrimitiveKind.INTEGER: (int,),
    ir.PrimitiveKind.NUMBER: (int, float),
    ir.PrimitiveKind.BOOLEAN: (bool,),
}
"""Kinds whose values are written in JSON as in Python."""


def scalar(type: ir.Type, value: ir.JsonValue) -> Literal | None:
    """A value of a plain type, as source; `None` if it is not of the type."""
    match type:
        case ir.Primitive(kind) if value.__class__ in _PLAIN.get(kind, ()):
            return json_literal(value)
        case ir.Constant(values) if any(_same(value, each) for each in values):
            return json_literal(value)
        case _:
            return None


def collection(
    type: ir.Type, value: ir.JsonValue, declarations: Declarations
) -> Display | DictDisplay | None:
    """A list or map of plain values, as source; `None` if it is not of the type."""
    match type, value:
        case ir.ListOf(inner), list():
            items = _all(follow(inner, declarations), value)
            return None if items is None else Display("[", items)
        case ir.MapOf(inner), dict():
            items = _all(follow(inner, declarations), value.values())
            return None if items is None else mapping(zip(value, items, strict=True))
        case _:
            return None


def _all(type: ir.Type, values: Iterable[ir.JsonValue]) -> tuple[Literal, ...] | None:
    """Values of a plain type, as source; `None` if one is not of the type."""
    if not isinstance(type, ir.Primitive | ir.Constant):
        return None
    found = [scalar(type, value) for value in values]
    items = tuple(item for item in found if item is not None)
    return items if len(items) == len(found) else None


def _same(first: ir.JsonValue, second: ir.JsonValue) -> bool:
    """Whether two JSON values are equal; `True` is not 1."""
    return first == second and isinstance(first, bool) == isinstance(second, bool)
