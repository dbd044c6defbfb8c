"""Reads discriminators: which value of a property names which variant of a union.

OpenAPI 3.2, section 4.24 (Discriminator Object). A variant has the tags

1. that `mapping` gives it,
2. else those that its own property lists, as far as no other variant lists them,
3. else one: the name of its component. But a value that is the only one of several
   variants stands for all of these: keys and other constants tell them apart.

`defaultMapping` names the variant of all other tags, and of none.

The variants come from `oneOf` or `anyOf` (`discriminator_of`), or are all schemas that
extend the one with the discriminator by `allOf` (`union_of_children`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from regen import ir

from . import enums
from .composed import Builder, ComposedSchema, Hint, Part, flatten, unwrap
from .facts import letters
from .keywords import branches, component, members, not_null, text
from .reader import DEEPEST, Tree, Unsupported, child
from .relations import SCHEMAS


class Variant(Struct, frozen=True):
    """A variant of a union.

    Attributes:
        pointer: the schema behind all wrappers and references.
    """

    pointer: str
    type: ir.Type


class DiscriminatorObject(Struct, frozen=True):
    """A Discriminator Object of the document.

    Attributes:
        mapping: tag -> pointer of a schema.
        default: pointer of the schema that `defaultMapping` names.
    """

    property: str
    mapping: tuple[tuple[str, str], ...]
    default: str | None


class _Variants:
    """The variants of a union; those that only its mapping names are added."""

    def __init__(self, builder: Builder, listed: Sequence[Variant]) -> None:
        self._builder = builder
        self._known = {variant.pointer: variant for variant in listed}
        self.added: list[Variant] = []

    def type_at(self, pointer: str) -> ir.Type:
        if pointer not in self._known:
            variant = Variant(pointer, self._builder.type_at(pointer, ()))
            self._known[pointer] = variant
            self.added.append(variant)
        return not_null(self._known[pointer].type)


def discriminator_of(
    builder: Builder,
    parts: Sequence[Part],
    variants: Sequence[Variant],
    nested: bool = True,
) -> tuple[ir.Discriminator | None, list[Variant]]:
    """The discriminator of a union, and the variants that only its mapping names.

    Args:
        parts: the parts of the schema that has the union.
        nested: whether a variant with variants or children of its own stands for them.
    """
    tree = builder.tree
    declared = _declared(tree, parts, variants)
    if declared is None:
        return None, []
    name = declared.property
    known = _Variants(builder, variants)
    mapping: dict[enums.Scalar, ir.Type] = {}
    for tag, pointer in declared.mapping:
        mapping[_as_listed(tree, tag, pointer, name)] = known.type_at(pointer)
    mapped = set(map(repr, mapping.values()))
    unmapped = [v for v in variants if repr(not_null(v.type)) not in mapped]
    listed = {v.pointer: listed_values(tree, v.pointer, name) for v in variants}
    if nested:
        listed = {end: _tags_leading_to(builder, end, name) for end in listed}
    for variant, tags in zip(unmapped, _own_tags(listed, unmapped), strict=True):
        for value in tags:
            mapping.setdefault(value, not_null(variant.type))
    for value, shared in _shared_tags(builder, unmapped, name):
        mapping.setdefault(value, shared)
    default = known.type_at(declared.default) if declared.default else None
    if not mapping and default is None:
        return None, []
    return ir.Discriminator(name, tuple(mapping.items()), default), known.added


def _declared(
    tree: Tree, parts: Sequence[Part], variants: Sequence[Variant]
) -> DiscriminatorObject | None:
    """The Discriminator Object of the union, or else of a parent of all variants.

    Schemas other than the variants, which the parent may map, do not count.
    """
    own = _discriminating(parts)
    if own is not None:
        return _discriminator_object(tree, own)
    parent = _shared_parent(tree, variants)
    found = _discriminator_object(tree, parent) if parent is not None else None
    if found is None:
        return None
    pointers = {variant.pointer for variant in variants}
    return DiscriminatorObject(
        found.property,
        tuple(pair for pair in found.mapping if pair[1] in pointers),
        found.default if found.default in pointers else None,
    )


def _discriminating(parts: Sequence[Part]) -> Part | None:
    """The part that has the discriminator: the last one that has any."""
    return next((p for p in reversed(parts) if "discriminator" in p.node), None)


def _shared_parent(tree: Tree, variants: Sequence[Variant]) -> Part | None:
    """The nearest parent of all variants, by `allOf`, that has a discriminator."""
    shared: dict[str, Part] | None = None
    for variant in variants if len(variants) > 1 else ():
        if component(variant.pointer) is None:
            return None
        parts = {p.pointer: p for p in flatten(tree, variant.pointer, ())}
        known = parts if shared is None else shared
        shared = {
            pointer: part
            for pointer, part in known.items()
            if pointer in parts and "discriminator" in part.node
        }
        if not shared:
            return None
    return _discriminating(tuple((shared or {}).values()))


def property_of(node: dict[str, Any]) -> str:
    """The property that a discriminator names; empty if it is malformed.

    OpenAPI 2.0 writes the name alone.
    """
    found = node.get("discriminator")
    if isinstance(found, str):
        return found
    return text(found, "propertyName") if isinstance(found, dict) else ""


def _discriminator_object(tree: Tree, part: Part) -> DiscriminatorObject | None:
    """The Discriminator Object of a part; entries that lead nowhere are left out."""
    name = property_of(part.node)
    if not name:
        return None
    node = members(part.node, "discriminator")
    mapping = [
        (tag, _schema_of(tree, v)) for tag, v in members(node, "mapping").items()
    ]
    return DiscriminatorObject(
        name,
        tuple((tag, pointer) for tag, pointer in mapping if pointer is not None),
        _schema_of(tree, node.get("defaultMapping")),
    )


def _schema_of(tree: Tree, value: Any) -> str | None:
    """The component that a value of `mapping` names: a reference or a bare name."""
    if not isinstance(value, str):
        return None
    stem = re.sub(r"\.(json|ya?ml)$", "", value.rpartition("/")[2])
    for pointer in (value[1:], child(SCHEMAS, value), child(SCHEMAS, stem)):
        if not pointer.startswith("/"):
            continue
        try:
            tree[pointer]
        except Unsupported:
            continue
        return unwrap(tree, pointer, ()).pointer if not component(pointer) else pointer
    return None


def _as_listed(tree: Tree, tag: str, pointer: str, name: str) -> enums.Scalar:
    """The tag as the variant itself lists it: keys of a mapping are always strings."""
    for value in listed_values(tree, pointer, name):
        if not isinstance(value, str) and str(value).lower() == tag.lower():
            return value
    return tag


def _own_tags(
    listed: Mapping[str, Sequence[enums.Scalar]], unmapped: Sequence[Variant]
) -> list[list[enums.Scalar]]:
    """The tags of the variants that the mapping leaves out.

    A value that several variants list tells nothing, unless it is a variant's name.

    Args:
        listed: the values that each variant allows for the property, by its pointer.
    """
    counts: dict[tuple[bool, object], int] = {}
    for tags in listed.values():
        for tag in tags:
            counts[enums.key(tag)] = counts.get(enums.key(tag), 0) + 1
    found = []
    for variant in unmapped:
        tags = listed[variant.pointer]
        clear = [tag for tag in tags if counts[enums.key(tag)] == 1]
        name = component(variant.pointer)
        if not clear and name is not None and len(tags) != 1:
            clear = [_spelled_like(name, tags)]
        found.append(clear)
    return found


def _shared_tags(
    builder: Builder, variants: Sequence[Variant], name: str
) -> Iterator[tuple[enums.Scalar, ir.Type]]:
    """Each tag that is the only tag of several models, with the union of these.

    Other properties tell these models apart when a message is read.
    """
    found: dict[tuple[bool, object], dict[ir.Type, enums.Scalar]] = {}
    for variant in variants:
        for end in _ends(builder, variant.pointer, name):
            tags = listed_values(builder.tree, end, name)
            is_variant = end == variant.pointer
            type_ = variant.type if is_variant else builder.type_at(end, ())
            if len(tags) == 1:
                found.setdefault(enums.key(tags[0]), {})[not_null(type_)] = tags[0]
    for types in found.values():
        if len(types) > 1:
            yield next(iter(types.values())), ir.UnionOf(tuple(types))


def _ends(builder: Builder, pointer: str, name: str) -> Iterator[str]:
    """The schemas that a variant stands for: itself, or those of a union in it."""
    pending, visited = [pointer], {pointer}
    while pending:
        here = pending.pop(0)
        inner, _ = _inner_variants(builder, here, name)
        if not inner:
            yield here
        pending += [end for end in inner if end not in visited]
        visited.update(inner)


def _spelled_like(name: str, tags: Sequence[enums.Scalar]) -> enums.Scalar:
    """The tag that is spelled like the name of a component, else that name."""
    for tag in tags:
        if isinstance(tag, str) and letters(tag) == letters(name):
            return tag
    return name


def _tags_leading_to(
    builder: Builder,
    pointer: str,
    name: str,
    visited: set[str] | None = None,
    depth: int = 0,
) -> tuple[enums.Scalar, ...]:
    """The tags that lead to a variant, itself perhaps a union or a parent.

    Args:
        visited: schemas whose tags are known already.

    Raises:
        Unsupported: unions are nested too deeply.
    """
    if depth > DEEPEST:
        raise Unsupported("too-deep", "unions are nested too deeply", pointer)
    visited = {pointer} if visited is None else visited
    found: dict[tuple[bool, object], enums.Scalar] = {}
    inner, mapped = _inner_variants(builder, pointer, name)
    found.update((enums.key(tag), tag) for tag in mapped)
    for target in inner:
        if target in visited:
            continue
        visited.add(target)
        tags = _tags_leading_to(builder, target, name, visited, depth + 1)
        called = component(target)
        if not tags and called is not None and not mapped:
            tags = (called,)
        found.update((enums.key(tag), tag) for tag in tags)
    if found:
        return tuple(found.values())
    return listed_values(builder.tree, pointer, name)


def _inner_variants(
    builder: Builder, pointer: str, name: str
) -> tuple[list[str], list[enums.Scalar]]:
    """The schemas that a variant stands for, and the tags that it maps itself.

    A parent that lists the variant among its own variants stands for itself.
    """
    tree = builder.tree
    parts = flatten(tree, pointer, ())
    inside = {part.pointer for part in parts}
    inner: list[str] = []
    mapping: list[Part] = []
    for part in parts:
        listed = [
            unwrap(tree, place, ()).pointer
            for key in ("oneOf", "anyOf")
            for place in branches(part.node, part.pointer, key)
        ]
        if listed and inside.isdisjoint(listed):
            inner.extend(listed)
            mapping.append(part)
    if builder.inheritance.polymorphic(pointer):
        inner.extend(builder.inheritance.descendants(pointer))
        mapping.extend(parts)
    declared = (_discriminator_object(tree, part) for part in mapping)
    mapped = [d.mapping for d in declared if d is not None and d.property == name]
    return inner, [tag for pairs in mapped for tag, _ in pairs]


def listed_values(tree: Tree, pointer: str, name: str) -> tuple[enums.Scalar, ...]:
    """The values that the schema at `pointer` lists for one of its properties."""
    parts: list[Part] = []
    for part in flatten(tree, pointer, ()):
        if name in members(part.node, "properties"):
            place = child(child(part.pointer, "properties"), name)
            parts.extend(flatten(tree, unwrap(tree, place, ()).pointer, ()))
    listed = enums.listed(ComposedSchema("", (), tuple(parts))) if parts else None
    return tuple(one.value for one in listed or ())


def constant_tag(tree: Tree, pointer: str) -> str:
    """The value of the first property of an inline variant that has only one value."""
    node = tree[pointer]
    if not isinstance(node, dict):
        return ""
    for name in members(node, "properties"):
        found = listed_values(tree, pointer, name)
        if len(found) == 1 and isinstance(found[0], str):
            return found[0]
    return ""


def union_of_children(
    builder: Builder, pointer: str, identity: str, hint: Hint
) -> ir.Union:
    """The union of all schemas that extend the one at `pointer` by `allOf`.

    The parent has a tag if the mapping or its own property names it, or if it would
    leave a union of one. A schema between the parent and the mapped ones, which the
    mapping leaves out, is taken as abstract. A child with a discriminator of another
    property stands for its own children. What has another tag, or none, is known to be
    what the parent says.
    """
    tree = builder.tree
    parts = flatten(tree, pointer, ())
    declared = _declared(tree, parts, ())
    name = declared.property if declared is not None else ""
    mapped = {end for _, end in declared.mapping} if declared is not None else set()
    children, parents = _concrete_children(builder, pointer, mapped, name)
    has_tag = pointer in mapped or component(pointer) in listed_values(
        tree, pointer, name
    )
    if has_tag or len(children) < 2:
        children.append(pointer)
    variants = [
        Variant(end, (builder.type_at if end in parents else builder.base)(end, ()))
        for end in children
    ]
    discriminator, _ = discriminator_of(builder, parts, variants, nested=False)
    types = dict.fromkeys(variant.type for variant in variants)
    if discriminator is not None:
        own = builder.base(pointer, ())
        if mapped:
            discriminator = _with_own_tags(tree, pointer, discriminator, own, has_tag)
        rest = discriminator.default or own
        discriminator = replace(discriminator, default=rest)
        types[own] = None
    doc = ir.Doc("", text(tree[pointer], "description"))
    union = ir.UnionOf(tuple(types), discriminator)
    return ir.Union(ir.SchemaId(identity), hint, doc, union)


def _with_own_tags(
    tree: Tree,
    pointer: str,
    discriminator: ir.Discriminator,
    own: ir.Type,
    has_tag: bool,
) -> ir.Discriminator:
    """The discriminator where a parent has the tags that its mapping gives nobody.

    Args:
        own: the type of the parent.
        has_tag: whether it has one that the document gives it.
    """
    mapping = [pair for pair in discriminator.mapping if has_tag or pair[1] != own]
    taken = {enums.key(tag) for tag, _ in mapping}
    listed = listed_values(tree, pointer, discriminator.property)
    mapping += [(tag, own) for tag in listed if enums.key(tag) not in taken]
    return replace(discriminator, mapping=tuple(mapping))


def _concrete_children(
    builder: Builder, pointer: str, mapped: set[str], name: str
) -> tuple[list[str], set[str]]:
    """The schemas that stand for a parent, and which of them stand for their children.

    Args:
        mapped: the schemas that the parent's mapping names.
    """
    descendants = builder.inheritance.descendants
    found = [
        end
        for end in descendants(pointer)
        if not mapped or end in mapped or not descendants(end)
    ]
    parents = {end for end in found if _has_other_discriminator(builder, end, name)}
    inside = {inner for end in parents for inner in descendants(end)}
    return [end for end in found if end not in inside], parents


def _has_other_discriminator(builder: Builder, pointer: str, name: str) -> bool:
    """Whether the children of a schema are told apart by another property."""
    part = _discriminating(flatten(builder.tree, pointer, ()))
    other = part is not None and property_of(part.node) not in ("", name)
    return other and builder.inheritance.polymorphic(pointer)
