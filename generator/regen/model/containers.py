"""Builds objects and arrays: models, maps, lists and tuples."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from regen import ir

from . import facts, unions
from .composed import Builder, ComposedSchema, HintedSchema, Part, merge, unwrap
from .keywords import branches, component, entries, members, named, text
from .reader import Tree, child, target


def build_object(builder: Builder, schema: ComposedSchema) -> ir.Type:
    """The map, or a reference to the model, of a schema whose JSON type is object.

    An object that declares no property is a map; it is one of anything unless the
    document says what its values are.
    """
    builder.count_properties(
        sum(len(members(part.node, "properties")) for part in schema.parts),
        schema.pointer,
    )
    extra = _extra(builder, schema)
    fields = _fields(builder, schema, extra)
    if not fields and not (extra is None and _closed(schema)):
        return ir.MapOf(ir.Anything() if extra is None else extra)
    return builder.declare(
        ir.Model(
            id=ir.SchemaId(schema.pointer),
            hint=schema.hint,
            doc=facts.doc_of(builder.tree, schema),
            fields=fields,
            extra=extra,
            deprecated=facts.deprecated(schema),
            facts=facts.facts_of(schema),
            parents=tuple(_parents(builder.tree, schema)),
        )
    )


def _parents(tree: Tree, schema: ComposedSchema) -> Iterator[ir.Ref]:
    """The schemas with a name that `allOf`, or `$ref` beside others, includes."""
    own = next((p for p in schema.parts if p.pointer == schema.pointer), None)
    if own is None:
        return
    places = [own.pointer, *branches(own.node, own.pointer, "allOf")]
    for place in places:
        node = tree[place]
        if not isinstance(node, dict) or "$ref" not in node:
            continue
        end = unwrap(tree, place, ()).pointer if place != own.pointer else None
        pointer = end or target(node, place)
        if pointer is not None and named(pointer):
            yield ir.Ref(ir.SchemaId(pointer))


def _closed(schema: ComposedSchema) -> bool:
    """Whether a component forbids every property."""
    return component(schema.pointer) is not None and any(
        part.node.get("additionalProperties") is False for part in schema.parts
    )


def _fields(
    builder: Builder, schema: ComposedSchema, extra: ir.Type | None
) -> tuple[ir.Field, ...]:
    required = {
        name
        for part in schema.parts
        for name in entries(part.node, "required")
        if isinstance(name, str)
    }
    places: dict[str, list[HintedSchema]] = {}
    for part in schema.parts:
        under = child(part.pointer, "properties")
        for name in members(part.node, "properties"):
            place = HintedSchema(child(under, name), (*part.hint, name))
            places.setdefault(name, []).append(place)
    found = [
        _field(builder, schema, name, listed, name in required)
        for name, listed in places.items()
    ]
    undeclared = [
        ir.Field(name, extra or ir.Anything(), required=True)
        for name in _required_only(schema, places)
    ]
    fields = [field for field in found if not isinstance(field.type, ir.Never)]
    return (*fields, *undeclared)


def _required_only(
    schema: ComposedSchema, declared: dict[str, list[HintedSchema]]
) -> list[str]:
    """Required properties that no schema declares."""
    listed = (name for part in schema.parts for name in entries(part.node, "required"))
    return [
        name
        for name in dict.fromkeys(n for n in listed if isinstance(n, str))
        if name not in declared
    ]


def _field(
    builder: Builder,
    schema: ComposedSchema,
    name: str,
    places: list[HintedSchema],
    required: bool,
) -> ir.Field:
    hint = (*schema.hint, name)
    identity = child(child(schema.pointer, "properties"), name)
    first, *others = (facts.use(builder.tree, p.pointer, p.hint) for p in places)
    use = reduce(facts.narrowed, others, first)
    return ir.Field(
        wire_name=name,
        type=merge(builder, places, identity, hint),
        required=required,
        doc=use.doc,
        has_default=use.has_default,
        default=use.default,
        read_only=use.read_only,
        write_only=use.write_only,
        deprecated=use.deprecated,
        name_hint=_name_hint(builder, places),
        facts=use.facts,
    )


def _name_hint(builder: Builder, places: list[HintedSchema]) -> str:
    for place in reversed(places):
        node = builder.tree[place.pointer]
        if isinstance(node, dict) and (name := text(node, "x-regen-name")):
            return name
    return ""


def _extra(builder: Builder, schema: ComposedSchema) -> ir.Type | None:
    """The type of undeclared properties; `None` if the document does not offer them.

    `false` beside the parts of an `allOf` would forbid the properties of the others;
    it only means that a part offers nothing more.
    """
    patterns: list[ir.Type] = []
    places: list[HintedSchema] = []
    open_to_all = False
    for part in schema.parts:
        patterns.extend(_patterns(builder, part))
        for key in ("additionalProperties", "unevaluatedProperties"):
            value = part.node.get(key)
            open_to_all = open_to_all or value is True
            if isinstance(value, dict):
                hint = (*part.hint, "value")
                places.append(HintedSchema(child(part.pointer, key), hint))
    found = patterns
    if places:
        identity = child(schema.pointer, "additionalProperties")
        found = [*found, merge(builder, places, identity, (*schema.hint, "value"))]
    elif open_to_all:
        return ir.Anything()
    return unions.union_of(found) if found else None


def _patterns(builder: Builder, part: Part) -> list[ir.Type]:
    under = child(part.pointer, "patternProperties")
    return [
        builder.type_at(child(under, pattern), (*part.hint, "value"))
        for pattern, node in members(part.node, "patternProperties").items()
        if node is not False
    ]


_LONGEST_TUPLE = 64


def build_array(builder: Builder, schema: ComposedSchema) -> ir.Type:
    """The list or tuple of a schema whose JSON type is array.

    Positions without a rule for the rest are taken as the whole array, as their
    authors mean it; with such a rule, the list holds any of the types. So it does where
    the positions stand under `items`, as JSON Schema draft 4 has it: whoever writes
    that means a list of these types (Swagger 2.0 and OpenAPI 3.0 do not have it).
    """
    positions = _positions(schema)
    rest = _rest(schema)
    if not positions:
        item = merge(builder, rest, child(schema.pointer, "items"), _item_hint(schema))
        return ir.ListOf(_usable(item))
    under = child(schema.pointer, "prefixItems")
    types = tuple(
        _usable(merge(builder, listed, child(under, index), listed[-1].hint))
        for index, listed in enumerate(positions)
    )
    listed = [part for part in schema.parts if entries(part.node, "items")]
    for part in listed:
        builder.warn(
            "items-list",
            "`items` lists several schemas: an array of any of them is taken",
            child(part.pointer, "items"),
        )
    if not rest and not listed and len(types) <= _LONGEST_TUPLE:
        return ir.TupleOf(types)
    others = merge(builder, rest, child(schema.pointer, "items"), _item_hint(schema))
    return ir.ListOf(unions.union_of((*types, *([others] if rest else ()))))


def _usable(item: ir.Type) -> ir.Type:
    """The type of items; `Anything` where there can be none: such a list is empty."""
    return ir.Anything() if isinstance(item, ir.Never) else item


def _item_hint(schema: ComposedSchema) -> tuple[str, ...]:
    return (*schema.hint, "item")


def _positions(schema: ComposedSchema) -> list[list[HintedSchema]]:
    """The schemas that each position must meet, parents first."""
    found: list[list[HintedSchema]] = []
    for part in schema.parts:
        key = "prefixItems" if entries(part.node, "prefixItems") else "items"
        under = child(part.pointer, key)
        for index in range(len(entries(part.node, key))):
            if index == len(found):
                found.append([])
            hint = (*part.hint, f"item {index + 1}")
            found[index].append(HintedSchema(child(under, index), hint))
    return found


def _rest(schema: ComposedSchema) -> list[HintedSchema]:
    """The schemas that all items, or all items after the positions, must meet."""
    places = []
    for part in schema.parts:
        keys = ["items", "unevaluatedItems"]
        if isinstance(part.node.get("items"), list):
            keys[0] = "additionalItems"
        for key in keys:
            if isinstance(part.node.get(key), dict):
                hint = (*part.hint, "item")
                places.append(HintedSchema(child(part.pointer, key), hint))
    return places
