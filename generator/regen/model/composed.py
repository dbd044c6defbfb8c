"""Composes a schema: collects all that `allOf`, references and wrappers add to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeAlias

from msgspec import Struct

from regen import ir

from . import name_hints
from .keywords import (
    WRAPPING,
    branches,
    declared,
    entries,
    kinds,
    members,
    named,
    nullable,
    only_null,
    says_anything,
    structural,
)
from .reader import Endless, Tree, Unsupported, target
from .relations import Inheritance, Nullability

Hint: TypeAlias = tuple[str, ...]
"""The words of the place where a schema stands; see `ir.Model.hint`."""

_MOST_PARTS = 1000
_TYPED = frozenset(("type", "$ref", "enum", "const", "allOf", "oneOf", "anyOf"))


class Part(Struct, frozen=True):
    """One schema object, of which only its own keywords count.

    Attributes:
        hint: the words of its own place, whoever reaches it.
        without_unions: its unions are left out of `node`; a variant of them is built.
    """

    pointer: str
    hint: Hint
    node: dict[str, Any]
    without_unions: bool = False


def distinct(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts, each place once; the last part of a place stands for it."""
    return tuple({part.pointer: part for part in parts}.values())


class ComposedSchema(Struct, frozen=True):
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


class Unwrapped(Struct, frozen=True):
    """The schema that another one only wraps."""

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
    visited: set[str] = set()
    stack: list[tuple[str, Hint, bool]] = [(pointer, hint, False)]
    while stack:
        place, words, entered = stack.pop()
        node = tree[place]
        if not isinstance(node, dict):
            continue
        if entered:
            parts.append(Part(place, words, node))
            continue
        if place in visited:
            continue
        visited.add(place)
        if len(visited) > _MOST_PARTS:
            raise Unsupported("too-many-parts", "allOf goes on for too long", pointer)
        stack.append((place, words, True))
        stack.extend(_parents(tree, place, words, node))
    return tuple(parts)


def _parents(
    tree: Tree, place: str, words: Hint, node: dict[str, Any]
) -> list[tuple[str, Hint, bool]]:
    """The schemas that `$ref` and `allOf` of `node` include, the first on top."""
    found = [(item, words, False) for item in branches(node, place, "allOf")]
    reference = target(node, place)
    if reference is not None:
        found.insert(0, (reference, name_hints.of_place(tree, reference), False))
    found.reverse()
    return found


def unwrap_once(tree: Tree, pointer: str, hint: Hint) -> Unwrapped | None:
    """The schema that the one at `pointer` only wraps: one step.

    A wrapper is a `$ref`, an `allOf` of one item, or a `oneOf` or `anyOf` of one
    item and perhaps null, beside which nothing but annotations and a redundant
    `type` stands; `required` beside it, and items of `allOf` that say no more, leave
    the schema its name as well, unless the wrapper has a name of its own.

    Raises:
        Unsupported: a reference leads nowhere.
    """
    node = tree[pointer]
    if not isinstance(node, dict) or WRAPPING.isdisjoint(node):
        return None
    keys = set(node) if len(node) == 1 else structural(node) - {"type"}
    required = entries(node, "required")
    if len(keys - {"required"}) != 1:
        return None
    match next(iter(keys - {"required"})):
        case "$ref":
            after = target(node, pointer)
            if after is None or not _may_require(tree, pointer, required, after):
                return None
            return Unwrapped(after, name_hints.of_place(tree, after))
        case "allOf":
            only = _only_parent(tree, pointer, required)
            return Unwrapped(only, hint, composed=True) if only else None
        case _ if required:
            return None
        case "oneOf" | "anyOf" as key if "discriminator" not in node:
            only = _single(tree, pointer, key, only_null)
            return Unwrapped(only, hint) if only else None
    return None


def _only_parent(tree: Tree, pointer: str, required: list[Any]) -> str | None:
    """The only item of `allOf` that is more than a type and required properties."""
    only = _single(tree, pointer, "allOf", _is_bare)
    if only is None:
        return None
    listed = entries(tree[pointer], "allOf")
    bare = [item for item in listed if isinstance(item, dict) and _is_bare(item)]
    types = {name for item in bare for name in declared(item)}
    if types and types != set(kinds([p.node for p in flatten(tree, only, ())])):
        return None
    needed = [name for item in bare for name in entries(item, "required")]
    return only if _may_require(tree, pointer, required + needed, only) else None


def _is_bare(item: Any) -> bool:
    """Whether an item of `allOf` is a type, required properties and limits at most."""
    return says_anything(item) or (
        isinstance(item, dict)
        and not structural(item) - {"type", "required"}
        and not {"nullable", "x-nullable"} & item.keys()
    )


def _may_require(tree: Tree, pointer: str, names: list[Any], inner: str) -> bool:
    """Whether required names leave a schema what it is.

    Where a wrapper has a name of its own, it is another type than the schema that it
    wraps as soon as it requires more.
    """
    if not names or not named(pointer):
        return True
    known = {
        name
        for part in flatten(tree, inner, ())
        for name in entries(part.node, "required")
        if isinstance(name, str)
    }
    return all(name in known for name in names)


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


def unwrap(tree: Tree, pointer: str, hint: Hint) -> Unwrapped:
    """Steps through wrappers up to a schema that has a name or says something itself.

    The schema at `pointer` itself may have a name; it is stepped through.

    Raises:
        Endless: the schema leads only back to itself.
        Unsupported: a reference leads nowhere.
    """
    here = Unwrapped(pointer, hint)
    visited = {pointer}
    composed = False
    while (after := unwrap_once(tree, here.pointer, here.hint)) is not None:
        if after.pointer in visited:
            raise Endless(pointer)
        visited.add(after.pointer)
        composed = composed or after.composed
        here = Unwrapped(after.pointer, after.hint, composed)
        if named(here.pointer):
            break
    return here


class Builder(Protocol):
    """The registry of declarations, as the kinds of schema see it.

    Attributes:
        tree: the bundled document; never to be mutated.
    """

    tree: Tree
    inheritance: Inheritance
    nullability: Nullability

    def type_at(self, pointer: str, hint: Hint) -> ir.Type:
        """The type of the schema at `pointer`, null included.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built.
        """
        ...

    def build(self, schema: ComposedSchema) -> ir.Type:
        """The type of a schema, null left out; built once per identity.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built.
        """
        ...

    def base(self, pointer: str, hint: Hint) -> ir.Type:
        """As `type_at`, but a schema with children stands for itself alone.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built.
        """
        ...

    def warn(self, code: str, message: str, pointer: str, hint: str = "") -> None:
        """Report, as a warning, how something doubtful is understood."""
        ...

    def count_properties(self, number: int, pointer: str) -> None:
        """Count the properties of a model, those of its parents included.

        Raises:
            Unsupported: the models have too many properties, all in all.
        """
        ...

    def declare(self, declaration: ir.Declaration) -> ir.Ref:
        """Register a declaration under its identity."""
        ...


class HintedSchema(Struct, frozen=True):
    """A schema under the words of its own place."""

    pointer: str
    hint: Hint


def merge(
    builder: Builder, places: Sequence[HintedSchema], identity: str, hint: Hint
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
    built = builder.build(ComposedSchema(identity, hint, parts))
    allows_null = builder.nullability.allows_null(_deciding(builder.tree, places))
    return nullable(built) if allows_null else built


def _deciding(tree: Tree, places: Sequence[HintedSchema]) -> str:
    """The last of the places that decides a type or whether null is allowed."""
    for place in reversed(places):
        node = tree[place.pointer]
        if isinstance(node, dict) and (structural(node) or "nullable" in node):
            return place.pointer
    return places[-1].pointer


def _constraining(tree: Tree, places: Sequence[HintedSchema]) -> list[HintedSchema]:
    """The places without repetitions, empty ones, and those that others extend."""
    settled: dict[str, HintedSchema] = {}
    for place in places:
        if says_anything(tree[place.pointer]):
            continue
        end = unwrap(tree, place.pointer, place.hint).pointer
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
    """Whether the parts `narrow` declare all that the parts `wide` declare."""
    inside = {part.pointer for part in narrow}
    return all(part.pointer in inside or _adds_nothing(part, narrow) for part in wide)


def _adds_nothing(part: Part, narrow: Sequence[Part]) -> bool:
    """Whether an object only declares and requires properties as others do."""
    if structural(part.node) == {"type"}:
        has_null = isinstance(part.node["type"], list) and "null" in part.node["type"]
        if has_null and not any(declared(other.node) for other in narrow):
            return False  # the others only imply a type, and leave null to this one
        return declared(part.node) == kinds([other.node for other in narrow])
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
    is_known = all(name in known and _said(node) <= known[name] for name, node in own)
    return is_known and all(n in needed for n in entries(part.node, "required"))


def _said(node: Any) -> set[str]:
    return structural(node) if isinstance(node, dict) else set()
