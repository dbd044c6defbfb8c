"""Python expressions as values: annotations, and the little code that regen writes.

A name says where it comes from, not how a module calls it: the module that writes an
expression imports what it names, see `module.py`. Layout is the formatter's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, assert_never

from msgspec import Struct

from .literals import Identifier, Literal, fstring, string

BUILTINS, RUNTIME, MODELS, SECURITY = "builtins", "_runtime", "models", "security"
"""Where a name comes from, beside modules of the standard library."""


class Name(Struct, frozen=True):
    """Something that a module imports, or a builtin.

    Attributes:
        module: of the standard library, or one of the constants above.
    """

    name: str
    module: str = BUILTINS

    def __str__(self) -> str:
        return self.name


class MemberAccess(Struct, frozen=True):
    """`Color.RED`."""

    owner: Name
    member: str

    def __str__(self) -> str:
        return source(self)


class Subscript(Struct, frozen=True):
    """`list[int]`."""

    base: Name
    items: tuple[Expression, ...]

    def __str__(self) -> str:
        return source(self)


class AnyOf(Struct, frozen=True):
    """`int | str`: at least two types."""

    types: tuple[Expression, ...]

    def __str__(self) -> str:
        return source(self)


class Invocation(Struct, frozen=True):
    """`Form(limit, explode=False)`.

    Attributes:
        keywords: name -> value.
    """

    function: Name
    arguments: tuple[Expression, ...] = ()
    keywords: tuple[tuple[str, Expression], ...] = ()

    def __str__(self) -> str:
        return source(self)


class Display(Struct, frozen=True):
    """`(1, 2)` or `[1, 2]`; `opening` is its first bracket."""

    opening: str
    items: tuple[Expression, ...]

    def __str__(self) -> str:
        return source(self)


class DictDisplay(Struct, frozen=True):
    """`{"name": value}`."""

    entries: tuple[tuple[Expression, Expression], ...]

    def __str__(self) -> str:
        return source(self)


class Factory(Struct, frozen=True):
    """`lambda: value`."""

    value: Expression

    def __str__(self) -> str:
        return source(self)


class FormattedText(Struct, frozen=True):
    """A string of literal text and of expressions between it."""

    parts: tuple[str | Expression, ...]

    def __str__(self) -> str:
        return source(self)


Expression: TypeAlias = (
    Name
    | Identifier
    | Literal
    | MemberAccess
    | Subscript
    | AnyOf
    | Invocation
    | Display
    | DictDisplay
    | Factory
    | FormattedText
)

NONE = Literal("None")
TRUE = Literal("True")
FALSE = Literal("False")
ANY = Name("Any", "typing")
STR, BYTES = Name("str"), Name("bytes")


def runtime(name: str) -> Name:
    """Something of the package `_runtime`."""
    return Name(name, RUNTIME)


def any_of(types: Iterable[Expression]) -> Expression:
    """The union of types: flat, each one once, None at the end."""
    parts: dict[Expression, None] = {}
    for type in types:
        parts.update(dict.fromkeys(type.types if isinstance(type, AnyOf) else (type,)))
    if ANY in parts:
        return ANY
    if NONE in parts:
        del parts[NONE]
        parts[NONE] = None
    found = tuple(parts)
    return found[0] if len(found) == 1 else AnyOf(found)


def literal_type(values: Iterable[Literal]) -> Expression:
    """`Literal[...]` of these values."""
    return Subscript(Name("Literal", "typing"), tuple(values))


def mapping(entries: Iterable[tuple[str, Expression]]) -> DictDisplay:
    """A dict whose keys are text of the document."""
    return DictDisplay(tuple((string(key), value) for key, value in entries))


def names_in(given: Expression) -> Iterator[Name]:
    """The names in a type."""
    match given:
        case Name():
            yield given
        case Subscript(items=parts) | AnyOf(types=parts):
            for part in parts:
                yield from names_in(part)
        case _:
            return


def source(given: Expression, local: Callable[[Name], str] = str) -> str:
    """The expression on one line.

    Args:
        local: gives the name by which the module has what an expression names.
    """
    match given:
        case Name():
            return local(given)
        case Identifier() | Literal():
            return str(given)
        case MemberAccess(owner, member):
            return f"{local(owner)}.{member}"
        case Subscript(base, items):
            return f"{local(base)}[{_listed(items, local) or '()'}]"
        case AnyOf(types):
            return " | ".join([source(type, local) for type in types])
        case Invocation(function, arguments, keywords):
            texts = [source(argument, local) for argument in arguments]
            texts += [f"{name}={source(value, local)}" for name, value in keywords]
            return f"{local(function)}({', '.join(texts)})"
        case Display(opening, items):
            comma = "," if opening == "(" and len(items) == 1 else ""
            closing = ")" if opening == "(" else "]"
            return f"{opening}{_listed(items, local)}{comma}{closing}"
        case DictDisplay(entries):
            texts = [f"{source(k, local)}: {source(v, local)}" for k, v in entries]
            return f"{{{', '.join(texts)}}}"
        case Factory(value):
            return f"lambda: {source(value, local)}"
        case FormattedText(parts):
            return fstring([_part(part, local) for part in parts]).code
        case _:
            assert_never(given)


def _part(part: str | Expression, local: Callable[[Name], str]) -> str | Literal:
    if isinstance(part, str) and not isinstance(part, Identifier):
        return part
    return Literal(source(part, local))


def _listed(items: Iterable[Expression], local: Callable[[Name], str]) -> str:
    return ", ".join([source(item, local) for item in items])
