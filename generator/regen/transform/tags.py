"""Makes the tag of a variant a constant, so that nobody has to spell it out.

OpenAPI 3.1, section 4.8.25: the discriminator's property of a variant always holds the
value that the union maps to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec.structs import replace

from regen import ir
from regen.ir.walk import model_behind, types_of, walk

Tag: TypeAlias = str | int | float | bool
Declarations: TypeAlias = dict[ir.SchemaId, ir.Declaration]


def run(api: ir.Api) -> ir.Api:
    """The API where each model that has one tag, and declares it, has it as a constant.

    A variant that is only another name of a model becomes a model of its own, because
    its tag differs. A property that contradicts the tag stays as it is; a model without
    the property does not get it: the tag is the union's, which reads and writes it.
    """
    found = tuple(_discriminators(api.declarations))
    tags: dict[ir.SchemaId, dict[str, list[Tag]]] = {}
    for discriminator in found:
        for tag, target in discriminator.mapping:
            if isinstance(target, ir.Ref):
                listed = tags.setdefault(target.id, {})
                listed.setdefault(discriminator.property, []).append(tag)
    for discriminator in found:
        if isinstance(rest := discriminator.default, ir.Ref):
            # It may have any other tag, too.
            tags.get(rest.id, {}).pop(discriminator.property, None)
    declarations = dict(api.declarations)
    for id_, properties in tags.items():
        single = {name: each[0] for name, each in properties.items() if _one(each)}
        model = _model(api.declarations, id_)
        if model is not None and single:
            declarations[id_] = _tagged(model, single, api.declarations)
    return replace(api, declarations=declarations)


def _discriminators(declarations: Declarations) -> Iterator[ir.Discriminator]:
    """Those of every union; all of them stand in declarations."""
    for declaration in declarations.values():
        for type_ in types_of(declaration):
            for inner in walk(type_):
                if isinstance(inner, ir.UnionOf) and inner.discriminator is not None:
                    yield inner.discriminator


def _one(tags: list[Tag]) -> bool:
    return len({(type(tag), tag) for tag in tags}) == 1


def _model(declarations: Declarations, id_: ir.SchemaId) -> ir.Model | None:
    """The model under an id, or a copy of the one that an alias names."""
    named, found = declarations.get(id_), model_behind(id_, declarations)
    if named is None or found is None:
        return None
    doc = named.doc if named.doc != ir.Doc() else found.doc
    old = named.deprecated or found.deprecated
    return replace(found, id=id_, hint=named.hint, doc=doc, deprecated=old)


def _tagged(
    model: ir.Model, tags: dict[str, Tag], declarations: Declarations
) -> ir.Model:
    fields = list(model.fields)
    for name, tag in tags.items():
        if isinstance(tag, float):
            continue
        constant = ir.Constant((tag,))
        for index, field in enumerate(fields):
            if field.wire_name == name and _allows(field.type, tag, declarations):
                fields[index] = replace(field, type=constant, required=True)
    return replace(model, fields=tuple(fields))


def _allows(type_: ir.Type, tag: Tag, declarations: Declarations) -> bool:
    """Whether the constant `tag` is narrower than a type."""
    match type_:
        case ir.Nullable(inner):
            return _allows(inner, tag, declarations)
        case ir.Primitive(kind):
            expected = ir.PrimitiveKind.STRING
            if isinstance(tag, bool):
                expected = ir.PrimitiveKind.BOOLEAN
            elif isinstance(tag, int):
                expected = ir.PrimitiveKind.INTEGER
            return kind is expected
        case ir.Constant(values):
            return any(type(v) is type(tag) and v == tag for v in values)
        case ir.Ref(id_):
            target = declarations.get(id_)
            if isinstance(target, ir.Alias):
                return not isinstance(target.type, ir.Ref) and _allows(
                    target.type, tag, declarations
                )
            return isinstance(target, ir.Enum) and any(
                type(m.value) is type(tag) and m.value == tag for m in target.members
            )
    return isinstance(type_, ir.Anything)
