"""Defaults of a document as source, for clients that ask for them to be sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from regen import ir
from regen.outputs.python.lines import Brackets, mapping
from regen.outputs.python.literals import json_literal, string
from regen.outputs.python.resolve import Declarations, follow

_PLAIN: Mapping[ir.PrimitiveKind, tuple[type, ...]] = {
    ir.PrimitiveKind.STRING: (str,),
    ir.PrimitiveKind.INTEGER: (int,),
    ir.PrimitiveKind.NUMBER: (int, float),
    ir.PrimitiveKind.BOOLEAN: (bool,),
}
"""Kinds whose values are written in JSON as in Python."""


def scalar(type: ir.Type, value: ir.JsonValue) -> str | None:
    """A value of a plain type, as source; `None` if it is not of the type."""
    match type:
        case ir.Primitive(kind) if value.__class__ in _PLAIN.get(kind, ()):
            return json_literal(value).code
        case ir.Constant(values) if any(_same(value, each) for each in values):
            return json_literal(value).code
        case _:
            return None


def collection(
    type: ir.Type, value: ir.JsonValue, declarations: Declarations
) -> Brackets | None:
    """A list or map of plain values, as source; `None` if it is not of the type."""
    match type, value:
        case ir.ListOf(inner), list():
            items = _all(follow(inner, declarations), value)
            return None if items is None else Brackets("[", items)
        case ir.MapOf(inner), dict():
            items = _all(follow(inner, declarations), value.values())
            keys = (string(key).code for key in value)
            return None if items is None else mapping(zip(keys, items, strict=True))
        case _:
            return None


def _all(type: ir.Type, values: Iterable[ir.JsonValue]) -> tuple[str, ...] | None:
    """Values of a plain type, as source; `None` if one is not of the type."""
    if not isinstance(type, ir.Primitive | ir.Constant):
        return None
    found = [scalar(type, value) for value in values]
    items = tuple(item for item in found if item is not None)
    return items if len(items) == len(found) else None


def _same(first: ir.JsonValue, second: ir.JsonValue) -> bool:
    """Whether two JSON values are equal; `True` is not 1."""
    return first == second and isinstance(first, bool) == isinstance(second, bool)
