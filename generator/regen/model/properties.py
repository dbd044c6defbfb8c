"""Merging: several schemas that one value must meet, as the same property of parents.

The narrowest wins: a schema that extends another one stands for both, an unconstrained
one adds nothing, and what is left is laid together as one shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from regen import ir

from .builder import Builder
from .keywords import entries, members, nullable, says_anything, structural
from .nodes import Tree
from .shapes import Hint, Part, Shape, distinct, flatten, settle


class Place(Struct, frozen=True):
    """A schema under the words of its own place."""

    pointer: str
    hint: Hint


def merge(
    builder: Builder, places: Sequence[Place], identity: str, hint: Hint
) -> ir.Type:
    """The type of a value that meets the schemas at all `places`, parents first.

    Args:
        identity: pointer of the declaration that merging makes, if it makes one.
        hint: the words of that declaration.

    Raises:
        Unsupported: one of the schemas cannot be built.
    """
    if len(places) > 1:
        places = _constraining(builder.tree, places)
    if not places:
        return ir.Anything()
    if len(places) == 1:
        return builder.type_at(places[0].pointer, places[0].hint)
    if any(builder.tree[place.pointer] is False for place in places):
        return ir.Never()
    parts = distinct(
        part
        for place in places
        for part in flatten(builder.tree, place.pointer, place.hint)
    )
    built = builder.build(Shape(identity, hint, parts))
    allows_null = builder.nullability.allows_null(_deciding(builder.tree, places))
    return nullable(built) if allows_null else built


def _deciding(tree: Tree, places: Sequence[Place]) -> str:
    """The last place that says of what type, or whether null, a value is."""
    for place in reversed(places):
        node = tree[place.pointer]
        if isinstance(node, dict) and (structural(node) or "nullable" in node):
            return place.pointer
    return places[-1].pointer


def _constraining(tree: Tree, places: Sequence[Place]) -> list[Place]:
    """The places without twins, without empty ones, without those others extend."""
    settled: dict[str, Place] = {}
    for place in places:
        if says_anything(tree[place.pointer]):
            continue
        end = settle(tree, place.pointer, place.hint).pointer
        settled.pop(end, None)
        settled[end] = place
    if len(settled) < 2:
        return list(settled.values()) or list(places[-1:])
    parts = {end: flatten(tree, end, ()) for end in settled}
    return [
        place
        for end, place in settled.items()
        if not any(
            covers(parts[other], parts[end]) and not covers(parts[end], parts[other])
            for other in settled
            if other != end
        )
    ]


def covers(narrow: Sequence[Part], wide: Sequence[Part]) -> bool:
    """Whether meeting the parts `narrow` includes what the parts `wide` declare."""
    inside = {part.pointer for part in narrow}
    return all(part.pointer in inside or _adds_nothing(part, narrow) for part in wide)


def _adds_nothing(part: Part, narrow: Sequence[Part]) -> bool:
    """Whether an object only declares and requires properties as others do."""
    if not {"properties", "required"} & part.node.keys():
        return False
    if structural(part.node) - {"$ref", "allOf", "type", "properties", "required"}:
        return False
    known: dict[str, set[str]] = {}
    needed: list[Any] = []
    for other in narrow:
        needed += entries(other.node, "required")
        for name, node in members(other.node, "properties").items():
            known.setdefault(name, set()).update(_said(node))
    own = members(part.node, "properties").items()
    declared = all(name in known and _said(node) <= known[name] for name, node in own)
    return declared and all(n in needed for n in entries(part.node, "required"))


def _said(node: Any) -> set[str]:
    return structural(node) if isinstance(node, dict) else set()
