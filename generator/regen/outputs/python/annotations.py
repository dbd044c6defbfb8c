"""Writes types of the intermediate model as Python annotations.

An annotation is also valid as an expression at run time: `dict[str, models.Pet]` in the
result of an operation is what `typing.get_type_hints` would give. Defaults of a
document become source of such a type, for clients that ask for them to be sent.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from msgspec import Struct, field

from regen import ir
from regen.ir.walk import Declarations, follow, walk
from regen.source.pointers import split

from . import literals
from .expressions import (
    ANY,
    BYTES,
    MODELS,
    NONE,
    STR,
    AnyOf,
    DictDisplay,
    Display,
    Expression,
    Invocation,
    Name,
    Subscript,
    any_of,
    literal_type,
    mapping,
    runtime,
)
from .literals import Literal, json_literal

_SEQUENCE = Name("Sequence", "collections.abc")
_MAPPING = Name("Mapping", "collections.abc")
_LIST = Name("list")
_FILE = ir.Primitive(ir.PrimitiveKind.BINARY)
_TEXT = ir.Primitive(ir.PrimitiveKind.STRING)
_KINDS = {
    ir.PrimitiveKind.STRING: Name("str"),
    ir.PrimitiveKind.INTEGER: Name("int"),
    ir.PrimitiveKind.NUMBER: Name("float"),
    ir.PrimitiveKind.BOOLEAN: Name("bool"),
    ir.PrimitiveKind.DATE_TIME: Name("datetime", "datetime"),
    ir.PrimitiveKind.DATE: Name("date", "datetime"),
    ir.PrimitiveKind.TIME: Name("time", "datetime"),
    ir.PrimitiveKind.DURATION: Name("timedelta", "datetime"),
    ir.PrimitiveKind.UUID: Name("UUID", "uuid"),
    ir.PrimitiveKind.BYTES: Name("bytes"),
    ir.PrimitiveKind.BINARY: runtime("BinaryContent"),
    ir.PrimitiveKind.DECIMAL: Name("Decimal", "decimal"),
    ir.PrimitiveKind.DECIMAL_NUMBER: runtime("DecimalNumber"),
    ir.PrimitiveKind.QUOTED_INTEGER: runtime("QuotedInt"),
    ir.PrimitiveKind.QUOTED_NUMBER: runtime("QuotedFloat"),
}


class Types(Struct, frozen=True):
    """Writes the types of one API.

    Attributes:
        name: gives the Python name of a declaration.
        texts: what an argument takes in place of an enum of strings: it, or its text.
    """

    declarations: Mapping[ir.SchemaId, ir.Declaration]
    name: Callable[[ir.SchemaId], str]
    texts: Mapping[ir.SchemaId, Expression] = field(default_factory=dict)

    def model(self, id: ir.SchemaId) -> Name:
        """The class or alias of a declaration."""
        return Name(self.name(id), MODELS)

    def annotation(self, type: ir.Type, binary: Name | None = None) -> Expression:
        """The annotation of a type.

        Args:
            binary: the type of raw bytes, in place of `File`.
        """
        match type:
            case ir.Primitive(ir.PrimitiveKind.BINARY) if binary is not None:
                return binary
            case ir.Primitive(kind):
                return _KINDS[kind]
            case ir.Ref(id):
                return self.model(id)
            case ir.ListOf(item):
                # Files are sent, never received.
                base = _SEQUENCE if self._is_file(item, binary) else _LIST
                return Subscript(base, (self.annotation(item, binary),))
            case ir.MapOf(value):
                return Subscript(Name("dict"), (STR, self.annotation(value, binary)))
            case ir.TupleOf(items):
                members = tuple(self.annotation(item, binary) for item in items)
                return Subscript(Name("tuple"), members)
            case ir.Nullable(inner):
                return any_of([self.annotation(inner, binary), NONE])
            case ir.UnionOf():
                return self._union(type, binary)
            case ir.Constant(values):
                return literal_type(map(literals.json_literal, values))
            case ir.Null():
                return NONE
            case ir.Anything():
                return ANY
            case ir.Never():
                return Name("Never", "typing")
            case _:
                assert_never(type)

    def argument(self, type: ir.Type, binary: Name | None = BYTES) -> Expression:
        """The annotation of what a caller gives, which is only read.

        An enum of strings may be given as text. An array may be any sequence, but not
        one of texts alone: a single text would pass for it.
        """
        match type:
            case ir.Ref(id) if id in self.texts:
                return self.texts[id]
            case ir.Nullable(inner):
                return any_of([self.argument(inner, binary), NONE])
            case ir.ListOf(item):
                plain = follow(item, self.declarations) in (_TEXT, ir.Anything())
                base = _LIST if plain else _SEQUENCE
                return Subscript(base, (self.argument(item, binary),))
            case ir.MapOf(value):
                return Subscript(_MAPPING, (STR, self.argument(value, binary)))
            case _:
                return self.annotation(type, binary)

    def _is_file(self, type: ir.Type, binary: Name | None) -> bool:
        return binary is None and follow(type, self.declarations) == _FILE

    def _union(self, union: ir.UnionOf, binary: Name | None) -> Expression:
        variants = any_of(self.annotation(each, binary) for each in union.variants)
        if union.discriminator is None or not isinstance(variants, AnyOf):
            return variants
        return Subscript(
            Name("Annotated", "typing"),
            (variants, self._discriminator(union.discriminator, binary)),
        )

    def _discriminator(
        self, given: ir.Discriminator, binary: Name | None
    ) -> Invocation:
        """`Discriminator("type", {"cat": Cat})`."""
        tags = DictDisplay(
            tuple(
                (literals.json_literal(tag), self.annotation(type, binary))
                for tag, type in given.mapping
            )
        )
        rest = given.default
        default = () if rest is None else (("default", self.annotation(rest, binary)),)
        name = runtime("Discriminator")
        return Invocation(name, (literals.string(given.property), tags), default)


class ValueForm(enum.Enum):
    """The kinds of values that a parameter may have, as styles tell them apart."""

    SCALAR = "scalar"
    ARRAY = "array"
    OBJECT = "object"
    ANY = "any"


def lacks_tags(type: ir.Type, declarations: Declarations) -> bool:
    """Whether a value of the type may be a variant without the tag of its union."""
    pending, visited = [type], set[ir.SchemaId]()
    while pending:
        for inner in walk(pending.pop()):
            if isinstance(inner, ir.UnionOf) and _is_undeclared(
                inner.discriminator, declarations
            ):
                return True
            if isinstance(inner, ir.Ref) and inner.id not in visited:
                visited.add(inner.id)
                declaration = declarations[inner.id]
                if isinstance(declaration, ir.Alias | ir.Union):
                    pending.append(declaration.type)
    return False


def _is_undeclared(
    discriminator: ir.Discriminator | None, declarations: Declarations
) -> bool:
    """Whether a model that a tag names lacks the property of the tag."""
    if discriminator is None:
        return False
    for _, variant in discriminator.mapping:
        target = follow(variant, declarations)
        model = declarations.get(target.id) if isinstance(target, ir.Ref) else None
        if isinstance(model, ir.Model) and all(
            field.wire_name != discriminator.property for field in model.fields
        ):
            return True
    return False


def value_form(type: ir.Type, declarations: Declarations) -> ValueForm:
    """The form of the values of a type; `ANY` if they may have several."""
    found: set[ValueForm] = set()
    pending: list[ir.Type | ir.Declaration] = [type]
    visited: set[ir.SchemaId] = set()
    while pending:
        here = pending.pop()
        match here:
            case ir.Primitive() | ir.Constant() | ir.Null() | ir.Never() | ir.Enum():
                found.add(ValueForm.SCALAR)
            case ir.ListOf() | ir.TupleOf():
                found.add(ValueForm.ARRAY)
            case ir.MapOf() | ir.Model():
                found.add(ValueForm.OBJECT)
            case ir.Anything():
                found.add(ValueForm.ANY)
            case ir.Nullable(inner) | ir.Alias(type=inner) | ir.Union(type=inner):
                pending.append(inner)
            case ir.UnionOf(variants):
                pending += variants
            case ir.Ref(id):
                if id not in visited:
                    visited.add(id)
                    pending.append(declarations[id])
            case _:
                assert_never(here)
    return found.pop() if len(found) == 1 else ValueForm.ANY


def at_pointer(type: ir.Type, pointer: str, declarations: Declarations) -> ir.Type:
    """The type of what a JSON pointer (RFC 6901) finds in a value of the type.

    `Anything` where the document does not say.
    """
    for name in split(pointer):
        type = _step(_without_null(type, declarations), name, declarations)
    return _without_null(type, declarations)


def _without_null(type: ir.Type, declarations: Declarations) -> ir.Type:
    while isinstance(resolved := follow(type, declarations), ir.Nullable):
        type = resolved.inner
    return resolved


def _step(type: ir.Type, name: str, declarations: Declarations) -> ir.Type:
    match type:
        case ir.MapOf(value):
            return value
        case ir.ListOf(item):
            return item
        case ir.Ref(id) if isinstance(model := declarations[id], ir.Model):
            fields = {field.wire_name: field.type for field in model.fields}
            return fields.get(name) or model.extra or ir.Anything()
        case _:
            return ir.Anything()


_PLAIN: Mapping[ir.PrimitiveKind, tuple[type, ...]] = {
    ir.PrimitiveKind.STRING: (str,),
    ir.PrimitiveKind.INTEGER: (int,),
    ir.PrimitiveKind.NUMBER: (int, float),
    ir.PrimitiveKind.BOOLEAN: (bool,),
}
"""Kinds whose values are written in JSON as in Python."""


def scalar_default(type: ir.Type, value: ir.JsonValue) -> Literal | None:
    """A value of a plain type, as source; `None` if it is not of the type."""
    match type:
        case ir.Primitive(kind) if value.__class__ in _PLAIN.get(kind, ()):
            return json_literal(value)
        case ir.Constant(values) if any(_same(value, each) for each in values):
            return json_literal(value)
        case _:
            return None


def collection_default(
    type: ir.Type, value: ir.JsonValue, declarations: Declarations
) -> Display | DictDisplay | None:
    """A list or map of plain values, as source; `None` if it is not of the type."""
    match type, value:
        case ir.ListOf(inner), list():
            items = _all(follow(inner, declarations), value)
            return None if items is None else Display("[", items)
        case ir.MapOf(inner), dict():
            items = _all(follow(inner, declarations), value.values())
            return None if items is None else mapping(zip(value, items, strict=True))
        case _:
            return None


def _all(type: ir.Type, values: Iterable[ir.JsonValue]) -> tuple[Literal, ...] | None:
    """Values of a plain type, as source; `None` if one is not of the type."""
    if not isinstance(type, ir.Primitive | ir.Constant):
        return None
    found = [scalar_default(type, value) for value in values]
    items = tuple(item for item in found if item is not None)
    return items if len(items) == len(found) else None


def _same(first: ir.JsonValue, second: ir.JsonValue) -> bool:
    """Whether two JSON values are equal; `True` is not 1."""
    return first == second and isinstance(first, bool) == isinstance(second, bool)
