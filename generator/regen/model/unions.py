"""Builds unions: `oneOf`, `anyOf` and arrays of types.

JSON Schema 2020-12 core, sections 10.2.1.2 and 10.2.1.3. Keywords beside a union hold
for each variant, and are merged with it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from regen import ir

from . import discriminators, enums, facts, name_hints
from .composed import Builder, ComposedSchema, Part, covers, distinct, flatten, unwrap
from .keywords import (
    branches,
    component,
    declared,
    entries,
    kinds,
    members,
    not_null,
    nullable,
    only_null,
    structural,
    text,
)
from .reader import Tree, child

_MOST_VARIANTS = 64
_UNIONS = frozenset(("oneOf", "anyOf"))
_NULLABLE_OBJECT = {"type": "object", "nullable": True}


class Choice(Struct, frozen=True):
    """A `oneOf` or `anyOf` of a schema: the places of its variants."""

    key: str
    places: tuple[str, ...]


def union_of(types: Iterable[ir.Type]) -> ir.Type:
    """The union of types: flat, each once, null outermost.

    Constants become one constant; one type is itself, no type is `Never`.
    """
    allows_null = False
    found: dict[str, ir.Type] = {}
    constants: dict[tuple[bool, object], str | int | bool] = {}
    for variant in _flat(types):
        match variant:
            case ir.Anything():
                return variant
            case ir.Null():
                allows_null = True
            case ir.Nullable(inner):
                allows_null = True
                found.setdefault(repr(inner), inner)
            case ir.Constant(values):
                found.setdefault("constant", variant)
                constants.update((enums.key(v), v) for v in values)
            case ir.Never():
                pass
            case _:
                found.setdefault(repr(variant), variant)
    if constants:
        found["constant"] = ir.Constant(tuple(constants.values()))
    variants = tuple(found.values())
    if not variants:
        return ir.Null() if allows_null else ir.Never()
    built = variants[0] if len(variants) == 1 else ir.UnionOf(variants)
    return nullable(built) if allows_null else built


def _flat(types: Iterable[ir.Type]) -> Iterable[ir.Type]:
    """The variants of unions in place of unions that have no discriminator."""
    for type_ in types:
        match type_:
            case ir.UnionOf(variants, None):
                yield from variants
            case ir.Nullable(ir.UnionOf(variants, None)):
                yield ir.Null()
                yield from variants
            case ir.Nullable(ir.Constant() as inner):
                yield from (ir.Null(), inner)
            case _:
                yield type_


def choices(builder: Builder, schema: ComposedSchema) -> list[Choice]:
    """The unions of a schema that decide its type.

    Variants that only list required properties say nothing about types. A parent whose
    variants are its own children is no union for these children.
    """
    if all(_UNIONS.isdisjoint(part.node) for part in schema.parts):
        return []
    found = []
    is_object = kinds([part.node for part in schema.parts]) == ("object",)
    inside = {part.pointer for part in schema.parts}
    for part in schema.parts:
        for key in ("oneOf", "anyOf"):
            listed = entries(part.node, key)
            if not listed or all(_only_requires(node, is_object) for node in listed):
                continue
            variants = tuple(branches(part.node, part.pointer, key))
            ends = {unwrap(builder.tree, place, ()).pointer for place in variants}
            if schema.pointer in ends or not ends.isdisjoint(inside):
                continue
            found.append(Choice(key, variants))
    if math.prod(len(choice.places) for choice in found) > _MOST_VARIANTS:
        return found[:1]
    return found


def _only_requires(node: Any, is_object: bool) -> bool:
    """Whether a variant says which properties there must be, and nothing of types.

    `type: object` says nothing where the schema itself is an object.
    """
    if not isinstance(node, dict):
        return False
    said = structural(node)
    if is_object and declared(node) == ("object",):
        said.discard("type")
    return said == {"required"} or (not said and "not" in node)


def build(builder: Builder, schema: ComposedSchema, found: Sequence[Choice]) -> ir.Type:
    """The union of a schema with choices; one with a discriminator gets a declaration.

    Several choices hold together: their variants are combined.
    """
    common = tuple(_without_choices(part) for part in schema.parts)
    listed = _annotated_values(builder.tree, common, found)
    if listed is not None:
        kind, values = listed
        return enums.declare(builder, schema, kind, values)
    variants = _variants(builder, schema, common, found)
    plain = union_of(variant.type for variant in variants)
    discriminator, others = discriminators.discriminator_of(
        builder, schema.parts, variants
    )
    if discriminator is None:
        return plain
    whole = union_of((not_null(plain), *(not_null(v.type) for v in others)))
    if not isinstance(whole, ir.UnionOf):
        return plain
    declared = ir.Union(
        id=ir.SchemaId(schema.pointer),
        hint=schema.hint,
        doc=facts.doc_of(builder.tree, schema),
        type=ir.UnionOf(whole.variants, discriminator),
        deprecated=facts.deprecated(schema),
        facts=facts.facts_of(schema),
    )
    return builder.declare(declared)


def _without_choices(part: Part) -> Part:
    """What stands beside a union; that there must be a tag is said by the tag."""
    node = {k: v for k, v in part.node.items() if k not in ("oneOf", "anyOf", "allOf")}
    if node.get("required") == [discriminators.property_of(node)]:
        del node["required"]
    return replace(part, node=node, without_unions=True)


def _annotated_values(
    tree: Tree, common: Sequence[Part], found: Sequence[Choice]
) -> tuple[ir.PrimitiveKind, list[enums.Listed]] | None:
    """The values of an enum that is written as a union of titled constants."""
    if len(found) != 1 or _constrains(common):
        return None
    nodes = [tree[place] for place in found[0].places]
    return enums.annotated([node for node in nodes if not only_null(node)])


def _constrains(common: Sequence[Part]) -> bool:
    return any(structural(part.node) - {"type", "$ref"} for part in common)


def _variants(
    builder: Builder,
    schema: ComposedSchema,
    common: tuple[Part, ...],
    found: Sequence[Choice],
) -> list[discriminators.Variant]:
    combined = list(itertools.product(*(choice.places for choice in found)))
    hints = _hints(builder, schema, [combination[-1] for combination in combined])
    if len(found) > 1:
        numbers = range(1, len(combined) + 1)
        hints = [(*schema.hint, f"option {number}") for number in numbers]
    keys = [choice.key for choice in found]
    variants = []
    nulls = {place for choice in found for place in _nulls(builder.tree, choice)}
    for combination, hint in zip(combined, hints, strict=True):
        last = combination[-1]
        if not nulls.isdisjoint(combination):
            continue
        identity = schema.pointer
        for key, place in zip(keys, combination, strict=True):
            identity = child(child(identity, key), place.rpartition("/")[2])
        built = _variant(builder, common, combination, identity, hint)
        end = unwrap(builder.tree, last, hint).pointer
        variants.append(discriminators.Variant(end, built))
    return variants


def _nulls(tree: Tree, choice: Choice) -> Iterable[str]:
    """The variants that are there for null.

    Beside a reference, `{type: object, nullable: true}` is one: OpenAPI 3.0 has no type
    for null, and apispec writes it so.
    """
    refers = any(isinstance(tree[p], dict) and "$ref" in tree[p] for p in choice.places)
    for place in choice.places:
        if only_null(tree[place]) or (refers and tree[place] == _NULLABLE_OBJECT):
            yield place


def _variant(
    builder: Builder,
    common: tuple[Part, ...],
    combination: Sequence[str],
    identity: str,
    hint: tuple[str, ...],
) -> ir.Type:
    """One variant, merged with the keywords beside the union."""
    tree, first = builder.tree, combination[0]
    if any(tree[place] is False for place in combination):
        return ir.Never()
    own = distinct(part for place in combination for part in flatten(tree, place, hint))
    if len(combination) == 1:
        untyped = not any("type" in part.node for part in own)
        beside = _constrains(common)
        typed = any("type" in part.node for part in common)
        if not beside and not (untyped and typed and len(own) == 1):
            return builder.type_at(first, hint)
        if beside and covers(own, [part for part in common if _constrains([part])]):
            return builder.type_at(first, hint)
    end = component(unwrap(tree, combination[-1], hint).pointer)
    words = (*hint[:-1], end) if end is not None and len(combination) == 1 else hint
    built = builder.build(ComposedSchema(identity, words, distinct((*common, *own))))
    allows_null = all(builder.nullability.allows_null(place) for place in combination)
    return nullable(built) if allows_null else built


def _hints(
    builder: Builder, schema: ComposedSchema, listed: Sequence[str]
) -> list[tuple[str, ...]]:
    """The words that name the variants of a schema if they are inline."""
    return name_hints.of_variants(
        schema.hint, [_words(builder.tree, place) for place in listed]
    )


def _words(tree: Tree, place: str) -> name_hints.VariantWords:
    node = tree[place]
    if not isinstance(node, dict) or "$ref" in node:
        return name_hints.VariantWords("", "", (), "")
    properties = members(node, "properties")
    required = entries(node, "required")
    own = sorted(properties, key=lambda name: name not in required)
    kind = "enum" if "enum" in node else "".join(kinds([node])[:1])
    tag = discriminators.constant_tag(tree, place)
    return name_hints.VariantWords(tag, text(node, "title"), own, kind)
