"""Discriminators: which value of a property stands for which variant.

OpenAPI 3.2, section 4.24 (Discriminator Object): `mapping`, then the value that the
variant itself allows, then the name of the component; `defaultMapping` for all others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from regen import ir

from . import enums
from .builder import Builder
from .keywords import branches, component, members, not_null, text
from .lineage import SCHEMAS
from .nodes import DEEPEST, Tree, Unsupported, child
from .shapes import Hint, Part, Shape, flatten, settle

_DEFAULT = "defaultMapping"


class Variant(Struct, frozen=True):
    """A variant of a union.

    Attributes:
        end: the schema behind all wrappers and references.
    """

    end: str
    type: ir.Type


class _Said(Struct, frozen=True):
    """A Discriminator Object: its property, and the schemas of its tags."""

    property: str
    mapping: list[tuple[str, str]]
    default: str | None


def read(
    builder: Builder,
    parts: Sequence[Part],
    variants: Sequence[Variant],
    nested: bool = True,
) -> tuple[ir.Discriminator | None, list[Variant]]:
    """The discriminator of a union, and the variants that only its mapping names.

    Args:
        nested: a variant with variants or children of its own stands for them.
    """
    said = _said(builder.tree, parts, variants)
    if said is None:
        return None, []
    name = said.property
    mapping: dict[enums.Scalar, ir.Type] = {}
    by_end = {variant.end: variant for variant in variants}
    others: list[Variant] = []

    def variant_at(end: str) -> ir.Type:
        variant = by_end.get(end)
        if variant is None:
            variant = Variant(end, builder.type_at(end, ()))
            others.append(variant)
            by_end[end] = variant
        return not_null(variant.type)

    for tag, end in said.mapping:
        mapping[_as_written(builder.tree, tag, end, name)] = variant_at(end)
    mapped = set(map(repr, mapping.values()))
    own = {v.end: _tags_of(builder, v.end, name, nested) for v in variants}
    left = [v for v in variants if repr(not_null(v.type)) not in mapped]
    for variant, tags in zip(left, _implicit(own, left), strict=True):
        for value in tags:
            mapping.setdefault(value, not_null(variant.type))
    default = variant_at(said.default) if said.default is not None else None
    if not mapping and default is None:
        return None, []
    return ir.Discriminator(name, tuple(mapping.items()), default), others


def _said(
    tree: Tree, parts: Sequence[Part], variants: Sequence[Variant]
) -> _Said | None:
    """What the union says of its tags, or else a parent that all variants share.

    The parent maps none but the variants.
    """
    own = _tagged(parts)
    found = own or _of_parent(tree, variants)
    name = property_name(found.node) if found is not None else ""
    if found is None or not name:
        return None
    mapping = explicit(tree, found)
    default = _resolve(tree, members(found.node, "discriminator").get(_DEFAULT))
    if own is None:
        ends = {variant.end for variant in variants}
        mapping = [(tag, end) for tag, end in mapping if end in ends]
        default = default if default in ends else None
    return _Said(name, mapping, default)


def _tagged(parts: Sequence[Part]) -> Part | None:
    """The part that gives the discriminator: the last one that has any."""
    return next((p for p in reversed(parts) if "discriminator" in p.node), None)


def _of_parent(tree: Tree, variants: Sequence[Variant]) -> Part | None:
    """The nearest parent of all variants, by `allOf`, that has a discriminator."""
    shared: dict[str, Part] | None = None
    for variant in variants if len(variants) > 1 else ():
        if component(variant.end) is None:
            return None
        parents = {p.pointer: p for p in flatten(tree, variant.end, ())}
        known = parents if shared is None else shared
        shared = {k: p for k, p in known.items() if k in parents and _tagged([p])}
        if not shared:
            return None
    return _tagged(tuple((shared or {}).values()))


def property_name(node: dict[str, Any]) -> str:
    """The property that a discriminator names; empty if it is malformed.

    OpenAPI 2.0 writes the name alone.
    """
    found = node.get("discriminator")
    if isinstance(found, str):
        return found
    return text(found, "propertyName") if isinstance(found, dict) else ""


def explicit(tree: Tree, part: Part) -> list[tuple[str, str]]:
    """Tag and schema of each entry of `mapping`; entries to nowhere are left out."""
    mapping = members(members(part.node, "discriminator"), "mapping")
    found = [(tag, _resolve(tree, value)) for tag, value in mapping.items()]
    return [(tag, end) for tag, end in found if end is not None]


def _resolve(tree: Tree, value: Any) -> str | None:
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
        return settle(tree, pointer, ()).pointer if not component(pointer) else pointer
    return None


def _as_written(tree: Tree, tag: str, end: str, name: str) -> enums.Scalar:
    """The tag as the variant itself writes it: keys of a mapping are always strings."""
    for value in values(tree, end, name):
        if not isinstance(value, str) and str(value).lower() == tag.lower():
            return value
    return tag


def _implicit(
    own: Mapping[str, Sequence[enums.Scalar]], left: Sequence[Variant]
) -> list[list[enums.Scalar]]:
    """The tags of the variants that the mapping leaves out.

    A value that several variants allow tells nothing, unless it is a variant's name.

    Args:
        own: the values that each variant allows for the property, by its `end`.
    """
    counts: dict[tuple[bool, object], int] = {}
    for tags in own.values():
        for tag in tags:
            counts[enums.key(tag)] = counts.get(enums.key(tag), 0) + 1
    found = []
    for variant in left:
        tags = own[variant.end]
        clear = [tag for tag in tags if counts[enums.key(tag)] == 1]
        called = component(variant.end)
        if clear or called is None:
            found.append(clear)
        else:
            found.append([_named(called, tags)])
    return found


def _named(name: str, tags: Sequence[enums.Scalar]) -> enums.Scalar:
    """The tag that is spelled like the name of a component, else that name."""
    for tag in tags:
        if isinstance(tag, str) and _letters(tag) == _letters(name):
            return tag
    return name


def _letters(value: str) -> str:
    return re.sub(r"[\W_]+", "", value).casefold()


def _tags_of(
    builder: Builder, end: str, name: str, nested: bool
) -> tuple[enums.Scalar, ...]:
    """The tags of a variant: its own, or those that lead to it in any way."""
    if nested:
        return _tags(builder, end, name, {end})
    return values(builder.tree, end, name)


def _tags(
    builder: Builder, end: str, name: str, seen: set[str], depth: int = 0
) -> tuple[enums.Scalar, ...]:
    """The tags that lead to a variant, itself perhaps a union or a parent.

    Args:
        seen: schemas whose tags are known already.

    Raises:
        Unsupported: unions are nested too deeply.
    """
    if depth > DEEPEST:
        raise Unsupported("too-deep", "unions are nested too deeply", end)
    found: dict[tuple[bool, object], enums.Scalar] = {}
    inner, mapped = _variants_of(builder, end, name)
    found.update((enums.key(tag), tag) for tag in mapped)
    for target in inner:
        if target in seen:
            continue
        seen.add(target)
        tags = _tags(builder, target, name, seen, depth + 1)
        called = component(target)
        if not tags and called is not None and not mapped:
            tags = (called,)
        found.update((enums.key(tag), tag) for tag in tags)
    return tuple(found.values()) if found else values(builder.tree, end, name)


def _variants_of(
    builder: Builder, end: str, name: str
) -> tuple[list[str], list[enums.Scalar]]:
    """What a variant stands for in turn, and the tags that it maps itself.

    A parent that lists the variant among its own variants is no such thing.
    """
    parts = flatten(builder.tree, end, ())
    inside = {part.pointer for part in parts}
    inner: list[str] = []
    mapped: list[enums.Scalar] = []
    for part in parts:
        listed = [
            settle(builder.tree, place, ()).pointer
            for key in ("oneOf", "anyOf")
            for place in branches(part.node, part.pointer, key)
        ]
        if not listed or not inside.isdisjoint(listed):
            continue
        inner.extend(listed)
        if property_name(part.node) == name:
            mapped.extend(tag for tag, _ in explicit(builder.tree, part))
    if builder.lineage.polymorphic(end):
        inner.extend(builder.lineage.descendants(end))
        tagged = (part for part in parts if property_name(part.node) == name)
        mapped.extend(tag for p in tagged for tag, _ in explicit(builder.tree, p))
    return inner, mapped


def values(tree: Tree, pointer: str, name: str) -> tuple[enums.Scalar, ...]:
    """The values that the schema at `pointer` lists for one of its properties."""
    parts: list[Part] = []
    for part in flatten(tree, pointer, ()):
        if name in members(part.node, "properties"):
            place = child(child(part.pointer, "properties"), name)
            parts.extend(flatten(tree, settle(tree, place, ()).pointer, ()))
    listed = enums.listed(Shape("", (), tuple(parts))) if parts else None
    return tuple(one.value for one in listed or ())


def constant_tag(tree: Tree, pointer: str) -> str:
    """The value of the first property of an inline variant that has only one value."""
    node = tree[pointer]
    if not isinstance(node, dict):
        return ""
    for name in members(node, "properties"):
        found = values(tree, pointer, name)
        if len(found) == 1 and isinstance(found[0], str):
            return found[0]
    return ""


def polymorphic(builder: Builder, pointer: str, identity: str, hint: Hint) -> ir.Union:
    """The union of all schemas that extend the one at `pointer` by `allOf`.

    The parent is a variant too if the mapping or its own tag names it, or if it would
    leave a union of one; every tag that a mapping does not have is then the parent's.
    A schema between the parent and the mapped ones, which the mapping leaves out, is
    taken as abstract. Tags that the parent lists and a mapping gives to no child are
    the parent's. A child with a discriminator of another property stands for its own
    children.
    """
    parts = flatten(builder.tree, pointer, ())
    part = _tagged(parts)
    assert part is not None
    mapped = {end for _, end in explicit(builder.tree, part)}
    name = property_name(part.node)
    descendants, families = _heirs(builder, pointer, mapped, name)
    called = component(pointer) or ""
    concrete = pointer in mapped or called in values(builder.tree, pointer, name)
    if concrete or len(descendants) < 2:
        descendants.append(pointer)
    variants = [
        Variant(end, (builder.type_at if end in families else builder.base)(end, ()))
        for end in descendants
    ]
    discriminator, _ = read(builder, parts, variants, nested=False)
    if discriminator is not None and mapped:
        own = builder.base(pointer, ())
        if not concrete and pointer in descendants:
            discriminator = _otherwise(discriminator, own)
        left = _left(builder.tree, pointer, discriminator)
        variants += [Variant(pointer, own) for _ in left[:1]]
        mapping = (*discriminator.mapping, *((tag, own) for tag in left))
        discriminator = replace(discriminator, mapping=mapping)
    types = tuple(dict.fromkeys(variant.type for variant in variants))
    doc = ir.Doc("", text(builder.tree[pointer], "description"))
    return ir.Union(ir.SchemaId(identity), hint, doc, ir.UnionOf(types, discriminator))


def _heirs(
    builder: Builder, pointer: str, mapped: set[str], name: str
) -> tuple[list[str], set[str]]:
    """The schemas that stand for a parent, and those that stand for their own heirs."""
    lineage = builder.lineage
    found = [
        end
        for end in lineage.descendants(pointer)
        if not mapped or end in mapped or not lineage.descendants(end)
    ]
    families = {end for end in found if _tags_anew(builder, end, name)}
    inside = {heir for end in families for heir in lineage.descendants(end)}
    return [end for end in found if end not in inside], families


def _otherwise(discriminator: ir.Discriminator, rest: ir.Type) -> ir.Discriminator:
    """The discriminator by which a variant has all tags that no other one has."""
    mapping = tuple(pair for pair in discriminator.mapping if pair[1] != rest)
    default = discriminator.default or rest
    return replace(discriminator, mapping=mapping, default=default)


def _left(
    tree: Tree, pointer: str, discriminator: ir.Discriminator
) -> list[enums.Scalar]:
    """The tags that a schema lists and that lead nowhere yet."""
    taken = {enums.key(tag) for tag, _ in discriminator.mapping}
    listed = values(tree, pointer, discriminator.property)
    return [tag for tag in listed if enums.key(tag) not in taken]


def _tags_anew(builder: Builder, end: str, name: str) -> bool:
    """Whether the children of a schema are told apart by another property."""
    part = _tagged(flatten(builder.tree, end, ()))
    other = part is not None and property_name(part.node) not in ("", name)
    return other and builder.lineage.polymorphic(end)
