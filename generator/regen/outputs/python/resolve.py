"""What a type means once its references are followed."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TypeAlias, assert_never

from regen import ir
from regen.source.pointers import split

Declarations: TypeAlias = Mapping[ir.SchemaId, ir.Declaration]


class Shape(enum.Enum):
    """How a value looks in a parameter."""

    SCALAR = "scalar"
    ARRAY = "array"
    OBJECT = "object"
    ANY = "any"


def follow(type: ir.Type, declarations: Declarations) -> ir.Type:
    """The type behind a chain of aliases; a reference to a model or enum stays."""
    seen: set[ir.SchemaId] = set()
    while isinstance(type, ir.Ref) and type.id not in seen:
        seen.add(type.id)
        declaration = declarations[type.id]
        if not isinstance(declaration, ir.Alias | ir.Union):
            break
        type = declaration.type
    return type


def is_nullable(type: ir.Type, declarations: Declarations) -> bool:
    """Whether null is a value of the type, `Anything` left out."""
    pending, seen = [type], set[ir.SchemaId]()
    while pending:
        match pending.pop():
            case ir.Nullable() | ir.Null():
                return True
            case ir.UnionOf(variants):
                pending += variants
            case ir.Ref(id) if id not in seen:
                seen.add(id)
                declaration = declarations[id]
                if isinstance(declaration, ir.Alias | ir.Union):
                    pending.append(declaration.type)
            case _:
                pass
    return False


def is_anything(type: ir.Type, declarations: Declarations) -> bool:
    """Whether any JSON value is a value of the type."""
    return isinstance(follow(type, declarations), ir.Anything)


def shape(type: ir.Type, declarations: Declarations) -> Shape:
    """How values of the type look; `ANY` if they may look in several ways."""
    found: set[Shape] = set()
    pending: list[ir.Type | ir.Declaration] = [type]
    seen: set[ir.SchemaId] = set()
    while pending:
        here = pending.pop()
        match here:
            case ir.Primitive() | ir.Constant() | ir.Null() | ir.Never() | ir.Enum():
                found.add(Shape.SCALAR)
            case ir.ListOf() | ir.TupleOf():
                found.add(Shape.ARRAY)
            case ir.MapOf() | ir.Model():
                found.add(Shape.OBJECT)
            case ir.Anything():
                found.add(Shape.ANY)
            case ir.Nullable(inner) | ir.Alias(type=inner) | ir.Union(type=inner):
                pending.append(inner)
            case ir.UnionOf(variants):
                pending += variants
            case ir.Ref(id):
                if id not in seen:
                    seen.add(id)
                    pending.append(declarations[id])
            case _:
                assert_never(here)
    return found.pop() if len(found) == 1 else Shape.ANY


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
