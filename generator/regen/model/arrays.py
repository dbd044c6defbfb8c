"""Arrays and tuples: `items`, `prefixItems`.

JSON Schema 2020-12 core, section 10.3.1; an array under `items` is that of draft 4.
"""

from __future__ import annotations

from regen import ir

from . import unions
from .builder import Builder
from .keywords import entries
from .nodes import child
from .properties import Place, merge
from .shapes import Shape

_LONGEST_TUPLE = 64


def build(builder: Builder, shape: Shape) -> ir.Type:
    """The list or tuple of a shape whose JSON type is array.

    Positions without a rule for the rest are taken as the whole array, as their
    authors mean it; with such a rule, the list holds any of the types.
    """
    positions = _positions(shape)
    rest = _rest(shape)
    if not positions:
        item = merge(builder, rest, child(shape.pointer, "items"), _item_hint(shape))
        return ir.ListOf(_usable(item))
    under = child(shape.pointer, "prefixItems")
    types = tuple(
        _usable(merge(builder, listed, child(under, index), listed[-1].hint))
        for index, listed in enumerate(positions)
    )
    if not rest and len(types) <= _LONGEST_TUPLE:
        return ir.TupleOf(types)
    others = merge(builder, rest, child(shape.pointer, "items"), _item_hint(shape))
    return ir.ListOf(unions.union_of((*types, *([others] if rest else ()))))


def _usable(item: ir.Type) -> ir.Type:
    """An array of nothing is an empty list, whatever its items would be."""
    return ir.Anything() if isinstance(item, ir.Never) else item


def _item_hint(shape: Shape) -> tuple[str, ...]:
    return (*shape.hint, "item")


def _positions(shape: Shape) -> list[list[Place]]:
    """The schemas that each position must meet, parents first."""
    found: list[list[Place]] = []
    for part in shape.parts:
        key = "prefixItems" if entries(part.node, "prefixItems") else "items"
        under = child(part.pointer, key)
        for index in range(len(entries(part.node, key))):
            if index == len(found):
                found.append([])
            hint = (*part.hint, f"item {index + 1}")
            found[index].append(Place(child(under, index), hint))
    return found


def _rest(shape: Shape) -> list[Place]:
    """The schemas that all items, or all items after the positions, must meet."""
    places = []
    for part in shape.parts:
        keys = ["items", "unevaluatedItems"]
        if isinstance(part.node.get("items"), list):
            keys[0] = "additionalItems"
        for key in keys:
            if isinstance(part.node.get(key), dict):
                hint = (*part.hint, "item")
                places.append(Place(child(part.pointer, key), hint))
    return places
