"""Passes over models: bytes as text within JSON, tags as constants, base classes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec.structs import replace

from regen import ir
from regen.ir import MediaKind
from regen.ir.walk import (
    Declarations,
    change_declaration,
    model_behind,
    refs,
    types_of,
    walk,
)

_BINARY = ir.Primitive(ir.PrimitiveKind.BINARY)
_STRING = ir.Primitive(ir.PrimitiveKind.STRING)
_FORMS = (MediaKind.MULTIPART, MediaKind.FORM)


def binary_as_text(api: ir.Api) -> ir.Api:
    """Returns the API where bytes are only what can travel as bytes.

    `format: binary` stands for raw bytes (OpenAPI 3.0, section 4.7.24), which JSON
    cannot hold: they are a whole body, or a part of a form. In a model that travels as
    JSON, a property of that format is text, kept as it came (JSON Schema 2020-12,
    validation, section 8.3: without `contentEncoding` nothing is encoded).
    """
    types = (t for d in api.declarations.values() for t in types_of(d))
    if not any(_BINARY in walk(type_) for type_ in types):
        return api
    # Names of bytes: what refers to them refers to bytes.
    names = {id_ for id_, d in api.declarations.items() if _names_bytes(d)}

    def text(type_: ir.Type) -> ir.Type:
        is_name = isinstance(type_, ir.Ref) and type_.id in names
        return _STRING if is_name or type_ == _BINARY else type_

    kept = {*names, *_of_forms(api)}
    declarations = {
        id_: declaration if id_ in kept else change_declaration(declaration, text)
        for id_, declaration in api.declarations.items()
    }
    return replace(api, declarations=declarations)


def _names_bytes(declaration: ir.Declaration) -> bool:
    return isinstance(declaration, ir.Alias) and declaration.type == _BINARY


def _of_forms(api: ir.Api) -> Iterator[ir.SchemaId]:
    """What the parts of forms are made of: a form itself, and its properties.

    An object within a property travels as JSON.
    """
    bodies = [operation.body for operation in api.operations]
    contents = [c for body in bodies if body for c in body.contents]
    forms = [c.type for c in contents if c.kind in _FORMS and c.type is not None]
    visited: set[ir.SchemaId] = set()
    waiting = [(id_, True) for id_ in refs(forms)]
    while waiting:
        id_, is_form = waiting.pop()
        declaration = api.declarations.get(id_)
        if id_ in visited or declaration is None:
            continue
        is_model = isinstance(declaration, ir.Model)
        if is_model and not is_form:
            continue
        visited.add(id_)
        yield id_
        inside = refs(types_of(declaration))
        waiting.extend((inner, is_form and not is_model) for inner in inside)


Tag: TypeAlias = str | int | float | bool


def fix_tags(api: ir.Api) -> ir.Api:
    """The API where each model that has one tag, and declares it, has it as a constant.

    OpenAPI 3.1, section 4.8.25: the discriminator's property of a variant always holds
    the value that the union maps to it, so that nobody has to spell it out.

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


_TAGS = (
    ir.PrimitiveKind.STRING,
    ir.PrimitiveKind.INTEGER,
    ir.PrimitiveKind.BOOLEAN,
)


def add_bases(api: ir.Api) -> ir.Api:
    """The API where a model whose `allOf` includes another one is its subclass.

    Its base is the first of its parents of which it redefines nothing: each property
    of the parent is its own, with the same type. So functions over the parent take
    it, and a property that the parent gains changes one class. What other parents
    declare is part of the model itself. A base is used wherever one of its subclasses
    is.

    A tag is the exception: the child keeps the type that the parent gives the
    property, and has its value as a default.
    """
    inheritance = _Inheritance(dict(api.declarations))
    inheritance.find_bases()
    inheritance.share_usage()
    inheritance.part_from_sent_bases()
    return replace(api, declarations=inheritance.declarations)


class _Inheritance:
    def __init__(self, declarations: dict[ir.SchemaId, ir.Declaration]) -> None:
        self.declarations = declarations

    def find_bases(self) -> None:
        """Give each model the first parent that it extends without a change."""
        for id_, model in list(self.declarations.items()):
            if not isinstance(model, ir.Model):
                continue
            for reference in model.parents:
                parent = model_behind(reference.id, self.declarations)
                if parent is None or self._is_ancestor(id_, parent):
                    continue
                fields = self._as_inherited(model, parent)
                if fields is not None:
                    base = ir.Ref(parent.id)
                    self.declarations[id_] = replace(model, fields=fields, base=base)
                    break

    def _is_ancestor(self, id_: ir.SchemaId, model: ir.Model) -> bool:
        """Whether a model is, or has as a base, the one under an id."""
        here: ir.Declaration | None = model
        while isinstance(here, ir.Model) and here.id != id_:
            here = self.declarations.get(here.base.id) if here.base else None
        return here is not None

    def _as_inherited(
        self, model: ir.Model, parent: ir.Model
    ) -> tuple[ir.Field, ...] | None:
        """The fields of a subclass; `None` if it redefines one of the parent."""
        if not parent.fields or (parent.extra not in (None, model.extra)):
            return None
        own = {field.wire_name: field for field in model.fields}
        for field in parent.fields:
            mine = own.get(field.wire_name)
            mine = None if mine is None else self._inherited(mine, field)
            if mine is None:
                return None
            own[field.wire_name] = mine
        return tuple(own.values())

    def _inherited(self, mine: ir.Field, parents: ir.Field) -> ir.Field | None:
        """A field that is the parent's, perhaps with a value of its own for a tag."""
        if _use(mine) == _use(parents):
            return mine
        match mine.type:
            case ir.Constant((only,)) if mine.required and self._takes(parents.type):
                found = replace(
                    mine,
                    type=parents.type,
                    required=parents.required,
                    has_default=parents.has_default,
                    default=parents.default,
                    constant=only,
                )
                return found if _use(found) == _use(parents) else None
            case _:
                return None

    def _takes(self, type_: ir.Type) -> bool:
        """Whether a tag can be the default of a field of a type."""
        match type_:
            case ir.Nullable(inner):
                return self._takes(inner)
            case ir.Primitive(kind):
                return kind in _TAGS
            case ir.Ref(id_):
                found = self.declarations.get(id_)
                if isinstance(found, ir.Alias) and not isinstance(found.type, ir.Ref):
                    return self._takes(found.type)
                return isinstance(found, ir.Enum)
            case _:
                return False

    def share_usage(self) -> None:
        """Let bases travel where their subclasses do."""
        for model in list(self.declarations.values()):
            here: ir.Declaration = model
            while isinstance(here, ir.Model) and here.base is not None:
                here = self.declarations[here.base.id]
                usage = here.usage | model.usage
                here = replace(here, usage=usage)
                self.declarations[here.id] = here

    def part_from_sent_bases(self) -> None:
        """Take a base that requests carry from models that only responses bring.

        Such a base may tell null from nothing, and the model need not.
        """
        for id_, model in list(self.declarations.items()):
            if not isinstance(model, ir.Model) or model.base is None:
                continue
            base = self.declarations[model.base.id]
            only_received = model.usage is ir.Usage.RESPONSE
            if only_received and base.usage is not model.usage:
                assert isinstance(base, ir.Model)
                if any(map(self._tells_null, base.fields)):
                    self.declarations[id_] = replace(model, base=None)

    def _tells_null(self, field: ir.Field) -> bool:
        type_ = field.type
        while isinstance(type_, ir.Ref):
            target = self.declarations.get(type_.id)
            if not isinstance(target, ir.Alias):
                break
            type_ = target.type
        return not field.required and isinstance(type_, ir.Nullable | ir.Anything)


def _use(field: ir.Field) -> tuple[object, ...]:
    """What has to be the same for a field to be that of the base."""
    default = repr(field.default) if field.has_default else None
    return (
        field.wire_name,
        field.type,
        field.required,
        field.read_only,
        field.write_only,
        default,
    )
