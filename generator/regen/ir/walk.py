"""Finds and changes the types within types and declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from .operations import Body, Content, Operation, Response
from .types import (
    Alias,
    Anything,
    Constant,
    Declaration,
    Discriminator,
    Enum,
    ListOf,
    MapOf,
    Model,
    Never,
    Null,
    Nullable,
    Primitive,
    Ref,
    SchemaId,
    TupleOf,
    Type,
    Union,
    UnionOf,
)

Value = TypeVar("Value")
Declarations: TypeAlias = Mapping[SchemaId, Declaration]


def parts(type_: Type) -> tuple[Type, ...]:
    """The types directly inside a type; the targets of a discriminator included."""
    match type_:
        case Primitive() | Ref() | Constant() | Null() | Anything() | Never():
            return ()
        case ListOf(item):
            return (item,)
        case MapOf(value):
            return (value,)
        case TupleOf(items):
            return items
        case Nullable(inner):
            return (inner,)
        case UnionOf(variants, discriminator):
            if discriminator is None:
                return variants
            targets = [target for _, target in discriminator.mapping]
            if discriminator.default is not None:
                targets.append(discriminator.default)
            return tuple(dict.fromkeys((*variants, *targets)))
        case _:
            assert_never(type_)


def walk(type_: Type) -> Iterator[Type]:
    """A type and all types inside it; references are not followed."""
    stack = [type_]
    while stack:
        here = stack.pop()
        yield here
        if inside := parts(here):
            stack.extend(reversed(inside))


def refs(types: Iterable[Type]) -> Iterator[SchemaId]:
    """The declarations that types use, each as often as it is used."""
    for type_ in types:
        if isinstance(type_, Ref):
            yield type_.id
        elif not isinstance(type_, Primitive):  # as most types are, or references
            for inner in walk(type_):
                if isinstance(inner, Ref):
                    yield inner.id


def types_of(declaration: Declaration) -> tuple[Type, ...]:
    """The types that a declaration is made of."""
    match declaration:
        case Model(fields=fields, extra=extra, base=base):
            own = tuple(field.type for field in fields)
            return (*own, *(type_ for type_ in (extra, base) if type_ is not None))
        case Union(type=type_) | Alias(type=type_):
            return (type_,)
        case Enum():
            return ()
        case _:
            assert_never(declaration)


def of_body(body: Body | None) -> Iterator[Type]:
    """The types that a body, or the lack of one, is made of."""
    return _of_contents(body.contents if body else ())


def of_request(operation: Operation) -> Iterator[Type]:
    """The types that callers of an operation give."""
    for parameter in operation.parameters:
        yield parameter.type
    yield from of_body(operation.body)


def of_responses(responses: Iterable[Response]) -> Iterator[Type]:
    """The types that callers of an operation get, headers included."""
    for response in responses:
        yield from _of_contents(response.contents)
        if response.headers is not None:
            yield response.headers


def of_operation(operation: Operation) -> Iterator[Type]:
    """The types that an operation is made of, callbacks included."""
    yield from of_request(operation)
    yield from of_responses(operation.responses)
    for callback in operation.callbacks:
        yield from of_body(callback.body)


def _of_contents(contents: Iterable[Content]) -> Iterator[Type]:
    for content in contents:
        for type_ in (content.type, content.item):
            if type_ is not None:
                yield type_


def replaced(value: Value, instead: Mapping[SchemaId, SchemaId]) -> Value:
    """A value of the model in which references lead to other declarations.

    What has none of these references is the very same object. Keys of mappings stay.
    """
    found: object = value
    if isinstance(value, Ref):
        found = Ref(instead[value.id]) if value.id in instead else value
    elif isinstance(value, Struct):
        changed = {
            name: new
            for name in value.__struct_fields__
            if (new := replaced(old := getattr(value, name), instead)) is not old
        }
        found = replace(value, **changed) if changed else value
    elif isinstance(value, tuple):
        items = tuple(replaced(item, instead) for item in value)
        same = all(new is old for new, old in zip(items, value, strict=True))
        found = value if same else items
    elif isinstance(value, dict):
        found = {key: replaced(item, instead) for key, item in value.items()}
    return found  # type: ignore[return-value]


def change(type_: Type, how: Callable[[Type], Type]) -> Type:
    """A type where `how` was asked about each type in it, from the inside out."""
    match type_:
        case Primitive() | Ref() | Constant() | Null() | Anything() | Never():
            return how(type_)
        case ListOf(item):
            return how(ListOf(change(item, how)))
        case MapOf(value):
            return how(MapOf(change(value, how)))
        case TupleOf(items):
            return how(TupleOf(tuple(change(item, how) for item in items)))
        case Nullable(inner):
            return how(Nullable(change(inner, how)))
        case UnionOf(variants, discriminator):
            changed = tuple(dict.fromkeys(change(v, how) for v in variants))
            if discriminator is not None:
                discriminator = _change_discriminator(discriminator, how)
            if len(changed) == 1:
                return how(changed[0])
            return how(UnionOf(changed, discriminator))
        case _:
            assert_never(type_)


def _change_discriminator(
    discriminator: Discriminator, how: Callable[[Type], Type]
) -> Discriminator:
    mapping = tuple((tag, change(type_, how)) for tag, type_ in discriminator.mapping)
    default = discriminator.default
    return replace(
        discriminator,
        mapping=mapping,
        default=None if default is None else change(default, how),
    )


def change_declaration(
    declaration: Declaration, how: Callable[[Type], Type]
) -> Declaration:
    """A declaration where the types that it is made of are changed; see `change`."""
    match declaration:
        case Model(fields=fields, extra=extra):
            return replace(
                declaration,
                fields=tuple(replace(f, type=change(f.type, how)) for f in fields),
                extra=None if extra is None else change(extra, how),
            )
        case Union(type=type_) | Alias(type=type_):
            return replace(declaration, type=change(type_, how))
        case Enum():
            return declaration
        case _:
            assert_never(declaration)


def model_behind(id_: SchemaId, declarations: Declarations) -> Model | None:
    """The model under an id, or the one that the aliases under it lead to."""
    found, visited = declarations.get(id_), {id_}
    while isinstance(found, Alias) and isinstance(found.type, Ref):
        if found.type.id in visited:
            return None
        visited.add(found.type.id)
        found = declarations.get(found.type.id)
    return found if isinstance(found, Model) else None


def follow(type: Type, declarations: Declarations) -> Type:
    """The type behind a chain of aliases; a reference to a model or enum stays."""
    visited: set[SchemaId] = set()
    while isinstance(type, Ref) and type.id not in visited:
        visited.add(type.id)
        declaration = declarations[type.id]
        if not isinstance(declaration, Alias | Union):
            break
        type = declaration.type
    return type


def is_nullable(type: Type, declarations: Declarations) -> bool:
    """Whether null is a value of the type, `Anything` left out."""
    pending, visited = [type], set[SchemaId]()
    while pending:
        match pending.pop():
            case Nullable() | Null():
                return True
            case UnionOf(variants):
                pending += variants
            case Ref(id) if id not in visited:
                visited.add(id)
                declaration = declarations[id]
                if isinstance(declaration, Alias | Union):
                    pending.append(declaration.type)
            case _:
                pass
    return False


def is_anything(type: Type, declarations: Declarations) -> bool:
    """Whether any JSON value is a value of the type."""
    return isinstance(follow(type, declarations), Anything)


def allows_null(type: Type, declarations: Declarations) -> bool:
    """Whether null is a value of the type, of which `Anything` is one."""
    return is_anything(type, declarations) or is_nullable(type, declarations)
