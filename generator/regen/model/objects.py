"""Objects: models and maps.

JSON Schema 2020-12 core, section 10.3.2: `properties`, `patternProperties`,
`additionalProperties`, `unevaluatedProperties`; validation, section 6.5: `required`.
"""

from __future__ import annotations

from functools import reduce

from regen import ir

from . import remarks, unions
from .builder import Builder
from .keywords import component, entries, members, text
from .nodes import child
from .properties import Place, merge
from .shapes import Part, Shape


def build(builder: Builder, shape: Shape) -> ir.Type:
    """The map, or a reference to the model, of a shape whose JSON type is object.

    An object that declares no property is a map; it is one of anything unless the
    document says what its values are.
    """
    extra = _extra(builder, shape)
    fields = _fields(builder, shape, extra)
    if not fields and not (extra is None and _closed(shape)):
        return ir.MapOf(ir.Anything() if extra is None else extra)
    return builder.declare(
        ir.Model(
            id=ir.SchemaId(shape.pointer),
            hint=shape.hint,
            doc=remarks.shape_doc(builder.tree, shape),
            fields=fields,
            extra=extra,
            deprecated=remarks.deprecated(shape),
            facts=remarks.shape_facts(shape),
        )
    )


def _closed(shape: Shape) -> bool:
    """Whether a component says that it has no property at all."""
    return component(shape.pointer) is not None and any(
        part.node.get("additionalProperties") is False for part in shape.parts
    )


def _fields(
    builder: Builder, shape: Shape, extra: ir.Type | None
) -> tuple[ir.Field, ...]:
    required = {
        name
        for part in shape.parts
        for name in entries(part.node, "required")
        if isinstance(name, str)
    }
    places: dict[str, list[Place]] = {}
    for part in shape.parts:
        under = child(part.pointer, "properties")
        for name in members(part.node, "properties"):
            place = Place(child(under, name), (*part.hint, name))
            places.setdefault(name, []).append(place)
    found = [
        _field(builder, shape, name, listed, name in required)
        for name, listed in places.items()
    ]
    undeclared = [
        ir.Field(name, extra or ir.Anything(), required=True)
        for name in _required_only(shape, places)
    ]
    fields = [field for field in found if not isinstance(field.type, ir.Never)]
    return (*fields, *undeclared)


def _required_only(shape: Shape, declared: dict[str, list[Place]]) -> list[str]:
    """Names that must be there, though no schema says what they hold."""
    listed = (name for part in shape.parts for name in entries(part.node, "required"))
    return [
        name
        for name in dict.fromkeys(n for n in listed if isinstance(n, str))
        if name not in declared
    ]


def _field(
    builder: Builder, shape: Shape, name: str, places: list[Place], required: bool
) -> ir.Field:
    hint = (*shape.hint, name)
    identity = child(child(shape.pointer, "properties"), name)
    first, *others = (remarks.use(builder.tree, p.pointer, p.hint) for p in places)
    use = reduce(remarks.narrowed, others, first)
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


def _name_hint(builder: Builder, places: list[Place]) -> str:
    for place in reversed(places):
        node = builder.tree[place.pointer]
        if isinstance(node, dict) and (name := text(node, "x-regen-name")):
            return name
    return ""


def _extra(builder: Builder, shape: Shape) -> ir.Type | None:
    """The type of undeclared properties; `None` if the document does not offer them.

    `false` beside the parts of an `allOf` would forbid the properties of the others;
    it only means that a part offers nothing more.
    """
    patterns: list[ir.Type] = []
    places: list[Place] = []
    open_to_all = False
    for part in shape.parts:
        patterns.extend(_patterns(builder, part))
        for key in ("additionalProperties", "unevaluatedProperties"):
            value = part.node.get(key)
            open_to_all = open_to_all or value is True
            if isinstance(value, dict):
                hint = (*part.hint, "value")
                places.append(Place(child(part.pointer, key), hint))
    found = patterns
    if places:
        identity = child(shape.pointer, "additionalProperties")
        found = [*found, merge(builder, places, identity, (*shape.hint, "value"))]
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
