"""A schema as the parts that must hold together: `allOf` and references, laid flat."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from msgspec import Struct

from . import places
from .keywords import (
    WRAPPING,
    branches,
    entries,
    named,
    only_null,
    says_anything,
    structural,
)
from .nodes import Endless, Tree, Unsupported, target

Hint: TypeAlias = tuple[str, ...]
"""The words of the place where a schema stands; see `ir.Model.hint`."""

_MOST_PARTS = 1000
_TYPED = frozenset(("type", "$ref", "enum", "const", "allOf", "oneOf", "anyOf"))


class Part(Struct, frozen=True):
    """One schema object, of which only its own keywords count.

    Attributes:
        hint: the words of its own place, whoever reaches it.
        bare: its unions are left out of `node`; a variant of them is built.
    """

    pointer: str
    hint: Hint
    node: dict[str, Any]
    bare: bool = False


def distinct(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts, each place once; the last part of a place stands for it."""
    return tuple({part.pointer: part for part in parts}.values())


class Shape(Struct, frozen=True):
    """A schema that is to be built.

    Attributes:
        pointer: identity of the declaration that it becomes, if it becomes one.
        parts: must hold together; parents come before children.
        named: it keeps its name, whatever it is.
    """

    pointer: str
    hint: Hint
    parts: tuple[Part, ...]
    named: bool = False


class Step(Struct, frozen=True):
    """From a schema that only wraps another one to that other one."""

    pointer: str
    hint: Hint
    composed: bool = False
    """The wrapper is an `allOf`: the other one is a parent."""


def flatten(tree: Tree, pointer: str, hint: Hint) -> tuple[Part, ...]:
    """The parts of the schema at `pointer`, parents first, each place once.

    Cycles of `allOf` end where they close.

    Raises:
        Unsupported: a reference leads nowhere, or there are more than 1,000 parts.
    """
    node = tree[pointer]
    if not isinstance(node, dict):
        return ()
    if "$ref" not in node and "allOf" not in node:
        return (Part(pointer, hint, node),)
    parts: list[Part] = []
    seen: set[str] = set()
    stack: list[tuple[str, Hint, bool]] = [(pointer, hint, False)]
    while stack:
        place, words, entered = stack.pop()
        node = tree[place]
        if not isinstance(node, dict):
            continue
        if entered:
            parts.append(Part(place, words, node))
            continue
        if place in seen:
            continue
        seen.add(place)
        if len(seen) > _MOST_PARTS:
            raise Unsupported("too-many-parts", "allOf goes on for too long", pointer)
        stack.append((place, words, True))
        stack.extend(_parents(tree, place, words, node))
    return tuple(parts)


def _parents(
    tree: Tree, place: str, words: Hint, node: dict[str, Any]
) -> list[tuple[str, Hint, bool]]:
    """What `$ref` and `allOf` of `node` add, in the order of a stack."""
    found = [(item, words, False) for item in branches(node, place, "allOf")]
    reference = target(node, place)
    if reference is not None:
        found.insert(0, (reference, places.of_place(tree, reference), False))
    found.reverse()
    return found


def step(tree: Tree, pointer: str, hint: Hint) -> Step | None:
    """One step through a wrapper: what the schema at `pointer` only repeats.

    A wrapper is a `$ref`, an `allOf` of one item, or a `oneOf` or `anyOf` of one
    item and perhaps null, beside which nothing but annotations and a redundant
    `type` stands.

    Raises:
        Unsupported: a reference leads nowhere.
    """
    node = tree[pointer]
    if not isinstance(node, dict) or WRAPPING.isdisjoint(node):
        return None
    keys = node.keys() if len(node) == 1 else structural(node) - {"type"}
    if len(keys) != 1:
        return None
    match next(iter(keys)):
        case "$ref":
            after = target(node, pointer)
            return Step(after, places.of_place(tree, after)) if after else None
        case "allOf":
            only = _single(tree, pointer, "allOf", says_anything)
            return Step(only, hint, composed=True) if only else None
        case "oneOf" | "anyOf" as key if "discriminator" not in node:
            only = _single(tree, pointer, key, only_null)
            return Step(only, hint) if only else None
    return None


def _single(
    tree: Tree, pointer: str, key: str, is_nothing: Callable[[Any], bool]
) -> str | None:
    """The only schema under `key` that is something.

    There is none if the type that stands beside it is what gives it a type.
    """
    node = tree[pointer]
    items = zip(branches(node, pointer, key), entries(node, key), strict=True)
    found = [(place, item) for place, item in items if not is_nothing(item)]
    if len(found) != 1:
        return None
    place, item = found[0]
    typed = isinstance(item, dict) and structural(item) & _TYPED
    return place if typed or "type" not in node else None


def settle(tree: Tree, pointer: str, hint: Hint) -> Step:
    """Steps through wrappers up to a schema that has a name or says something itself.

    The schema at `pointer` itself may have a name; it is stepped through.

    Raises:
        Endless: the schema leads only back to itself.
        Unsupported: a reference leads nowhere.
    """
    here = Step(pointer, hint)
    seen = {pointer}
    composed = False
    while (after := step(tree, here.pointer, here.hint)) is not None:
        if after.pointer in seen:
            raise Endless(pointer)
        seen.add(after.pointer)
        composed = composed or after.composed
        here = Step(after.pointer, after.hint, composed)
        if named(here.pointer):
            break
    return here
