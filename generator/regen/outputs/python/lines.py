"""Lays source lines out as black does, so that black has nothing left to do.

An expression is a tree: plain text, a bracketed list, or operands of `|`. It stands on
one line if it fits; else it is split at its brackets or operands, one level at a time.
This covers the few statements that generated code consists of; black stays the judge.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

WIDTH = 88
STEP = 4

_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Brackets(Struct, frozen=True):
    """`open` up to its bracket, the items, and the bracket that closes.

    `Brackets("results={", ("200: Pet",))` stands for `results={200: Pet}`.
    """

    open: str
    items: tuple[Node, ...]

    def __str__(self) -> str:
        return f"{self.open}{self.body}{self.close}"

    @property
    def body(self) -> str:
        """What is between the brackets, on one line."""
        text = ", ".join(map(str, self.items))
        return f"{text}," if self.is_display and self._is_one_tuple else text

    @property
    def close(self) -> str:
        """The bracket that closes."""
        return _CLOSING[self.open[-1]]

    @property
    def is_display(self) -> bool:
        """Whether this is a tuple, list or dict, not a call and not a subscript."""
        return len(self.open) == 1 or self.open[-2] in "= |"

    @property
    def _is_one_tuple(self) -> bool:
        return self.open[-1] == "(" and len(self.items) == 1


class Operands(Struct, frozen=True):
    """At least two operands of `|`."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " | ".join(map(str, self.parts))


Node: TypeAlias = str | Brackets | Operands


def prefixed(prefix: str, node: Node) -> Node:
    """The node with text before it, as `results=` or `200: `."""
    match node:
        case Brackets():
            return Brackets(prefix + node.open, node.items)
        case Operands(parts):
            return Operands((prefixed(prefix, parts[0]), *parts[1:]))
        case _:
            return prefix + node


def call(function: str, *arguments: Node) -> Brackets:
    """`function(arguments)`."""
    return Brackets(f"{function}(", arguments)


def subscript(name: str, *items: Node) -> Brackets:
    """`name[items]`."""
    return Brackets(f"{name}[", items)


def keyword(name: str, value: Node) -> Node:
    """`name=value`, an argument of a call."""
    return prefixed(f"{name}=", value)


def mapping(entries: Iterable[tuple[str, Node]]) -> Brackets:
    """A dict display of entries whose keys are source text."""
    return Brackets("{", tuple(prefixed(f"{key}: ", value) for key, value in entries))


def width(text: str) -> int:
    """Columns that a text takes; wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def lay_out(node: Node, indent: int = 0, suffix: str = "") -> list[str]:
    """The lines of an expression that stands inside brackets."""
    pad = " " * indent
    flat = f"{pad}{node}{suffix}"
    if isinstance(node, str) or width(flat) <= WIDTH:
        return [flat]
    match node:
        case Operands(parts):
            lines: list[str] = []
            for number, part in enumerate(parts):
                operand = prefixed("| ", part) if number else part
                last = number == len(parts) - 1
                lines += lay_out(operand, indent, suffix if last else "")
            return lines
        case Brackets(items=()):
            return [flat]
        case Brackets():
            return [
                pad + node.open,
                *_body(node, indent + STEP),
                pad + node.close + suffix,
            ]


def _body(node: Brackets, indent: int) -> list[str]:
    joined = " " * indent + node.body
    several = len(node.items) > 1
    if width(joined) <= WIDTH and not (several and node.is_display):
        return [joined]
    comma = "," if several or node.body.endswith(",") else ""
    return [line for item in node.items for line in lay_out(item, indent, comma)]


def assignment(
    target: str, annotation: Node | None, value: Node | None, indent: int = 0
) -> list[str]:
    """`target: annotation = value`, the annotation or the value optional."""
    if annotation is None:
        assert value is not None
        return _value(f"{target} = ", value, indent)
    if value is None:
        return _annotated(target, annotation, "", indent)
    prefix = f"{target}: {annotation} = "
    room = WIDTH - indent
    if width(prefix + str(value)) <= room:
        return [f"{' ' * indent}{prefix}{value}"]
    if isinstance(value, Brackets) and width(prefix + value.open) <= room:
        return lay_out(prefixed(prefix, value), indent)
    if width(prefix + "(") <= room:
        return _parenthesized(prefix, value, indent)
    *head, last = _annotated(target, annotation, " = ", indent)
    return [*head, *lay_out(prefixed(last.lstrip(), value), indent)]


def _annotated(target: str, annotation: Node, tail: str, indent: int) -> list[str]:
    """An annotated name that is split at its annotation, and what follows it."""
    pad = " " * indent
    flat = f"{pad}{target}: {annotation}{tail}"
    if width(flat) <= WIDTH and tail != " = ":
        return [flat]
    if isinstance(annotation, Brackets):
        head = f"{pad}{target}: {annotation.open}"
        if width(head) <= WIDTH:
            body = _body(annotation, indent + STEP)
            return [head, *body, f"{pad}{annotation.close}{tail}"]
    if isinstance(annotation, str) and indent + STEP + width(annotation) > WIDTH:
        return [flat]
    inner = lay_out(annotation, indent + STEP)
    return [f"{pad}{target}: (", *inner, f"{pad}){tail}"]


def _parenthesized(prefix: str, value: Node, indent: int) -> list[str]:
    pad = " " * indent
    return [f"{pad}{prefix}(", *lay_out(value, indent + STEP), f"{pad})"]


def _value(prefix: str, value: Node, indent: int) -> list[str]:
    pad = " " * indent
    flat = f"{pad}{prefix}{value}"
    if width(flat) <= WIDTH:
        return [flat]
    if isinstance(value, Brackets):
        return lay_out(prefixed(prefix, value), indent)
    if isinstance(value, str) and indent + STEP + width(value) > WIDTH:
        return [flat]
    return _parenthesized(prefix, value, indent)


def alias(name: str, marker: str, value: Node) -> list[str]:
    """`name: TypeAlias = value`; `marker` is the name of TypeAlias."""
    return _value(f"{name}: {marker} = ", value, 0)


def returned(value: Node, indent: int) -> list[str]:
    """A return statement."""
    return _value("return ", value, indent)


class Argument(Struct, frozen=True):
    """A parameter of a def; `annotation` is `None` for the bare `*`."""

    name: str
    annotation: Node | None = None
    default: str = ""

    @property
    def tail(self) -> str:
        """The default with its equals sign, or nothing."""
        return f" = {self.default}" if self.default else ""

    def __str__(self) -> str:
        if self.annotation is None:
            return self.name
        return f"{self.name}: {self.annotation}{self.tail}"


def signature(name: str, arguments: Sequence[Argument], returns: Node) -> list[str]:
    """The head of a def at the margin."""
    body = ", ".join(map(str, arguments))
    flat = f"def {name}({body}) -> {returns}:"
    if width(flat) <= WIDTH:
        return [flat]
    if not arguments:
        return [f"def {name}() -> (", *lay_out(returns, STEP), "):"]
    joined = " " * STEP + body + ("," if len(arguments) == 1 else "")
    lines = [joined] if width(joined) <= WIDTH else _one_per_line(arguments)
    return [f"def {name}(", *lines, *lay_out(prefixed(") -> ", returns), 0, ":")]


def _one_per_line(arguments: Sequence[Argument]) -> list[str]:
    lines: list[str] = []
    for argument in arguments:
        if argument.annotation is None:
            lines.append(f"{' ' * STEP}{argument.name},")
        else:
            tail = f"{argument.tail},"
            lines += _annotated(argument.name, argument.annotation, tail, STEP)
    return lines


def imported(module: str, names: Sequence[str], indent: int = 0) -> list[str]:
    """`from module import names`."""
    pad = " " * indent
    flat = f"{pad}from {module} import {', '.join(names)}"
    if width(flat) <= WIDTH:
        return [flat]
    items = [f"{pad}{' ' * STEP}{name}," for name in names]
    return [f"{pad}from {module} import (", *items, f"{pad})"]
