"""Makes the classes and aliases of `models` from the declarations of an API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from regen import ir
from regen.ir.walk import allows_null, follow, is_anything, is_nullable, refs
from regen.naming import EnumName, ModelName, Names
from regen.source.pointers import below

from . import docs, literals
from .annotations import (
    Types,
    collection_default,
    scalar_default,
)
from .expressions import (
    NONE,
    TRUE,
    Expression,
    Factory,
    Invocation,
    MemberAccess,
    any_of,
    literal_type,
    runtime,
)
from .literals import Identifier
from .surface import Attribute, Declared, EnumClass, EnumValue, ModelClass, TypeName

_ENUMS = {
    ir.PrimitiveKind.STRING: ("StrEnum", "str"),
    ir.PrimitiveKind.INTEGER: ("IntEnum", "int"),
    ir.PrimitiveKind.NUMBER: ("FloatEnum", "float"),
}


_MOST_TEXTS = 20
"""Members of an enum whose texts an alias lists."""


class Classes(Struct, frozen=True):
    """Writes the declarations of one API.

    Attributes:
        modules: the module under `models` of each declaration.
        recursive: the aliases that name themselves.
        send_defaults: whether a field has the default that the document gives.
    """

    types: Types
    names: Names
    modules: dict[ir.SchemaId, str]
    recursive: set[ir.SchemaId]
    send_defaults: bool = False

    def declared(self, declaration: ir.Declaration) -> Declared:
        """The class or alias of a declaration."""
        match declaration:
            case ir.Model():
                return self._model(declaration)
            case ir.Enum():
                return self._enum(declaration)
            case ir.Union(type=type) | ir.Alias(type=type):
                return TypeName(
                    name=Identifier(self.types.name(declaration.id)),
                    module=self.modules[declaration.id],
                    pointer=declaration.id.pointer,
                    usage=declaration.usage,
                    type=self.types.annotation(type),
                    recursive=declaration.id in self.recursive,
                    doc=docs.documentation(declaration.doc),
                    deprecated=declaration.deprecated,
                )
            case _:
                assert_never(declaration)

    def _enum(self, enum: ir.Enum) -> EnumClass:
        name = self.names.declarations[enum.id]
        assert isinstance(name, EnumName)
        base, kind = _ENUMS[enum.kind]
        return EnumClass(
            name=Identifier(name.name),
            module=self.modules[enum.id],
            pointer=enum.id.pointer,
            usage=enum.usage,
            base=runtime(base),
            kind=kind,
            members=tuple(
                EnumValue(
                    Identifier(member_name),
                    literals.json_literal(member.value),
                    docs.Prose(member.doc),
                )
                for member_name, member in zip(name.members, enum.members, strict=True)
            ),
            doc=docs.documentation(enum.doc),
            deprecated=enum.deprecated,
        )

    def _model(self, model: ir.Model) -> ModelClass:
        name = self.names.declarations[model.id]
        assert isinstance(name, ModelName)
        base = self.types.declarations[model.base.id] if model.base else None
        assert base is None or isinstance(base, ir.Model)
        attributes = [self._attribute(field, model, name) for field in model.fields]
        if model.extra is not None:
            attributes.append(self._extra(name.extra, model.extra, model))
        return ModelClass(
            name=Identifier(name.name),
            module=self.modules[model.id],
            pointer=model.id.pointer,
            usage=model.usage,
            base=None if base is None else self.types.model(base.id),
            inherited=frozenset(_inherited(model, base, name)),
            rename=(
                None
                if base is not None or name.rename is None
                else literals.string(name.rename)
            ),
            attributes=tuple(attributes),
            doc=docs.documentation(model.doc),
            deprecated=model.deprecated,
        )

    def _attribute(
        self, field: ir.Field, model: ir.Model, name: ModelName
    ) -> Attribute:
        value = self.types.annotation(field.type)
        type, default = self._use(field, model, value)
        factory = None
        if not field.required:
            factory = self._factory(field)
        return Attribute(
            name=Identifier(name.fields[field.wire_name]),
            wire_name=field.wire_name,
            type=type,
            value=value,
            default=None if factory else default,
            factory=factory,
            wire=_wire(field, model, name),
            doc=docs.field_text(field),
            required=default is None,
            sent=not field.read_only,
            received=not field.write_only,
            pointer=below(model.id.pointer, "properties", field.wire_name),
            secret=field.facts.format == "password",
        )

    def _use(
        self, field: ir.Field, model: ir.Model, value: Expression
    ) -> tuple[Expression, Expression | None]:
        """The annotation of a field and its default, `None` if it has none."""
        if field.constant is not None:
            plain = replace(field, constant=None)
            return self._use(plain, model, value)[0], self._constant(field)
        if field.required:
            match field.type:
                case ir.Constant((only,)):
                    return value, literals.json_literal(only)
                case _ if field.read_only and ir.Usage.REQUEST in model.usage:
                    return value, runtime("ABSENT")
                case _:
                    return value, None
        # Only who sends a value has to tell null from nothing at all. A model that no
        # operation names may be sent by other means.
        is_sent = model.usage is not ir.Usage.RESPONSE
        if is_anything(field.type, self.types.declarations):
            return value, runtime("UNSET") if is_sent else NONE
        if not is_nullable(field.type, self.types.declarations):
            return any_of([value, NONE]), self._default(field)
        if is_sent:
            return any_of([value, runtime("Unset"), NONE]), runtime("UNSET")
        return any_of([value, NONE]), NONE

    def _constant(self, field: ir.Field) -> Expression:
        """The value of a tag, as a default of the type that the base gives it."""
        type = follow(field.type, self.types.declarations)
        type = type.inner if isinstance(type, ir.Nullable) else type
        if isinstance(type, ir.Ref):
            declaration = self.types.declarations[type.id]
            if isinstance(declaration, ir.Enum):
                return self._member(declaration, field.constant)
        return literals.json_literal(field.constant)

    def _default(self, field: ir.Field) -> Expression:
        """The default of an optional field; None unless the document's is sent."""
        if not self._sends(field):
            return NONE
        type = follow(field.type, self.types.declarations)
        if isinstance(type, ir.Ref):
            declaration = self.types.declarations[type.id]
            if isinstance(declaration, ir.Enum):
                return self._member(declaration, field.default)
        return scalar_default(type, field.default) or NONE

    def _factory(self, field: ir.Field) -> Expression | None:
        """What makes the default of a list or map, if that is sent."""
        declarations = self.types.declarations
        if allows_null(field.type, declarations) or not self._sends(field):
            return None
        type = follow(field.type, declarations)
        items = collection_default(type, field.default, declarations)
        if items is None:
            return None
        return Factory(items) if field.default else self.types.annotation(type)

    def _sends(self, field: ir.Field) -> bool:
        return self.send_defaults and field.has_default and not field.read_only

    def _member(self, enum: ir.Enum, value: ir.JsonValue) -> Expression:
        """The member of an enum for a default; None if the enum does not list it."""
        name = self.names.declarations[enum.id]
        assert isinstance(name, EnumName)
        for member_name, member in zip(name.members, enum.members, strict=True):
            if member.value == value:
                return MemberAccess(self.types.model(enum.id), Identifier(member_name))
        return NONE

    def _extra(self, name: str, type: ir.Type, model: ir.Model) -> Attribute:
        """The attribute for undeclared properties."""
        # The factory is read when the class is made, and a model may stand below.
        kept = ir.Anything() if any(refs([type])) else type
        types = self.types.annotation(ir.MapOf(type))
        return Attribute(
            name=Identifier(name),
            wire_name="",
            type=types,
            value=types,
            default=None,
            factory=self.types.annotation(ir.MapOf(kept)),
            wire=Invocation(runtime("wire"), keywords=(("extra", TRUE),)),
            doc=docs.Prose(),
            required=False,
            sent=True,
            received=True,
            pointer=f"{model.id.pointer}/additionalProperties",
        )


def _inherited(
    model: ir.Model, base: ir.Model | None, name: ModelName
) -> Iterator[Identifier]:
    """The attributes that a class has from its base, as they are there."""
    if base is None:
        return
    constants = {field.wire_name: field.constant for field in model.fields}
    for field in base.fields:
        if constants[field.wire_name] == field.constant:
            yield Identifier(name.fields[field.wire_name])
    if base.extra is not None:
        yield Identifier(name.extra)


def _wire(field: ir.Field, model: ir.Model, name: ModelName) -> Invocation | None:
    """The metadata of a field that the codec reads; `None` if it needs none."""
    arguments: tuple[Expression, ...] = ()
    if field.wire_name in name.explicit:
        arguments = (literals.string(field.wire_name),)
    options: list[tuple[str, Expression]] = []
    if field.read_only and ir.Usage.REQUEST in model.usage:
        options.append(("read_only", TRUE))
    if field.write_only and ir.Usage.RESPONSE in model.usage:
        options.append(("write_only", TRUE))
    if not arguments and not options:
        return None
    return Invocation(runtime("wire"), arguments, tuple(options))


def text_aliases(
    api: ir.Api, types: Types
) -> Iterator[tuple[ir.SchemaId, TypeName | None]]:
    """The enums of strings that parameters take, each with an alias for arguments.

    `ColorName` is `Color` or the text of one of its members. There is none where the
    text may be any, because there are many members or something has that name.
    """
    taken = {types.name(id) for id in api.declarations}
    for operation in api.operations:
        for parameter in operation.parameters:
            type = parameter.type
            while isinstance(type, ir.Nullable | ir.ListOf):
                type = type.inner if isinstance(type, ir.Nullable) else type.item
            if not isinstance(type, ir.Ref):
                continue
            enum = api.declarations[type.id]
            if isinstance(enum, ir.Enum) and enum.kind is ir.PrimitiveKind.STRING:
                yield type.id, _text_alias(enum, types, taken)


def _text_alias(enum: ir.Enum, types: Types, taken: set[str]) -> TypeName | None:
    name = f"{types.name(enum.id)}Name"
    if name in taken or len(enum.members) > _MOST_TEXTS:
        return None
    texts = literal_type(literals.json_literal(member.value) for member in enum.members)
    return TypeName(
        name=Identifier(name),
        module="",
        pointer=enum.id.pointer,
        usage=ir.Usage.REQUEST,
        type=any_of([types.model(enum.id), texts]),
        of_text=True,
        doc=docs.documentation(
            ir.Doc(description=f"A `{types.name(enum.id)}`, or its text.")
        ),
    )
