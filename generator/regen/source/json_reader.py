"""Reads JSON text as plain values, and finds positions in it.

`json.loads` reads; it is ten times faster than YAML and keeps no positions. When a
diagnostic needs one, the text is scanned again, skipping whole values in C.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Any

from regen.diagnostics import Diagnostic, Level, Location, RegenError, error

from .limits import MAX_DEPTH, MAX_DIGITS, MAX_HINTS
from .pointers import split
from .sourcemap import Position

_SPACE = re.compile(r"[ \t\n\r]*")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<number>-?(?:Infinity|[0-9][0-9.eE+-]*)|NaN)"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<colon>:)|(?P<word>[a-z]+)"
)
_CONFLICT = re.compile(r"^(?:<{7} .*|={7}|>{7} .*)$", re.MULTILINE)
_decode = json.JSONDecoder().raw_decode


class _Irregular(Exception):
    """The text is JSON that `json.loads` would read, but not as the text says."""


def parse(text: str, name: str) -> tuple[Any, list[Diagnostic]]:
    """The plain JSON value of `text`, and a warning for each key that repeats another.

    Raises:
        RegenError: `text` is no JSON (code `invalid-json`), nests too deep, or holds a
            number or text that JSON does not know.
    """
    repeated = False

    def to_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeated
        result = dict(pairs)
        repeated = repeated or len(result) != len(pairs)
        return result

    try:
        value = json.loads(
            text,
            object_pairs_hook=to_object,
            parse_float=_float,
            parse_int=_int,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as fault:
        raise _syntax_error(fault, text, name) from None
    except (_Irregular, RecursionError):
        raise _irregularity(text, name) from None
    # A flat text has few brackets; a deep one is rare enough to be measured.
    if text.count("[") + text.count("{") > MAX_DEPTH and _too_deep(value):
        raise _irregularity(text, name)
    if _SURROGATE.search(text) and any(_LONE.search(s) for s in _strings(value)):
        raise error(
            "invalid-text",
            "a \\u escape stands for one half of a character",
            Location(name, *_line_and_column(text, _lone_offset(text))),
        )
    found = islice(_repeated_keys(text, name), MAX_HINTS) if repeated else ()
    return value, list(found)


def _syntax_error(fault: json.JSONDecodeError, text: str, name: str) -> RegenError:
    marker = conflict_marker(text)
    if marker is not None:
        return conflict(name, marker)
    place = Location(name, fault.lineno, fault.colno)
    rest = text[fault.pos :].lstrip()[:1]
    if text[: fault.pos].rstrip()[-1:] == "," and rest in ("}", "]"):
        message = "a comma stands before the closing bracket"
        return error("invalid-json", message, place, "remove the comma")
    kind = next((k for k in _REASONS if fault.msg.startswith(k)), "")
    message, hint = _MARKS.get(rest) or _REASONS.get(kind) or (fault.msg, "")
    return error("invalid-json", message, place, hint)


_MARKS = {
    "'": ("a text stands in single quotes", "JSON has double quotes"),
    "/": ("a comment stands here", "JSON has none: remove it"),
    "#": ("a comment stands here", "JSON has none: remove it"),
}
"""First character of what JSON cannot hold -> the message about it."""

_REASONS = {
    "Expecting ',' delimiter": ("a comma is missing before this", "add it"),
    "Expecting ':' delimiter": ("a colon is missing behind the key", "add it"),
    "Expecting property name": ("a key in double quotes is missing here", ""),
    "Expecting value": ("a value is missing here", ""),
    "Extra data": ("the document ends before this", "remove what follows"),
    "Unterminated string": ("the text that begins here has no end", "close it"),
    "Invalid control character": (
        "a line break or another control character stands in a text",
        r"write a line break as \n; or a quotation mark is missing",
    ),
    "Invalid \\escape": ("a backslash begins no escape", "double the backslash"),
}
"""The name that Python gives a fault -> the message about it, and the hint."""


def conflict_marker(text: str) -> int | None:
    """The first line of a text that marks a conflict of a merge, if one does."""
    match = _CONFLICT.search(text)
    return text.count("\n", 0, match.start()) + 1 if match else None


def conflict(name: str, line: int) -> RegenError:
    """The error that a file was merged with a conflict."""
    return error(
        "merge-conflict",
        "the file has a conflict of a merge that nobody resolved",
        Location(name, line, 1),
        "keep one of the two sides, and remove the markers",
    )


def _repeated_keys(text: str, name: str) -> Iterator[Diagnostic]:
    keys: list[dict[str, int]] = []
    previous: re.Match[str] | None = None
    for match in _TOKEN.finditer(text):
        if match["open"]:
            keys.append({})
        elif match["close"]:
            keys.pop()
        elif match["colon"] and previous:
            key = _decode(text, previous.start())[0]
            if key in keys[-1]:
                first, _ = _line_and_column(text, keys[-1][key])
                place = Location(name, *_line_and_column(text, previous.start()))
                message = f"the key {key[:80]!r} stands twice in one object;"
                message += f" the one in line {first} is ignored"
                yield Diagnostic(Level.WARNING, "duplicate-key", message, place)
            keys[-1][key] = previous.start()
        previous = match


def _float(text: str) -> float:
    value = float(text)
    if len(text) > MAX_DIGITS or value in (float("inf"), float("-inf")):
        raise _Irregular
    return value


def _int(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise _Irregular
    return int(text)


def _constant(text: str) -> float:
    raise _Irregular


def _too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        below: list[Any] = []
        for node in level:
            below.extend(node.values() if isinstance(node, dict) else node)
        level = [node for node in below if isinstance(node, dict | list)]
        if not level:
            return False
    return True


def _strings(value: Any) -> Iterator[str]:
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, dict):
            stack.extend(node)
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


def _lone_offset(text: str) -> int:
    for match in _TOKEN.finditer(text):
        if match["string"] and _LONE.search(_decode(text, match.start())[0]):
            return match.start()
    return 0


def _irregularity(text: str, name: str) -> RegenError:
    """The first thing in valid JSON `text` that makes it unfit as a document."""
    depth = 0

    def fault(code: str, message: str, offset: int) -> RegenError:
        return error(code, message, Location(name, *_line_and_column(text, offset)))

    for match in _TOKEN.finditer(text):
        if match["open"]:
            depth += 1
            if depth > MAX_DEPTH:
                message = f"nested deeper than {MAX_DEPTH} levels"
                return fault("too-deep", message, match.start())
        elif match["close"]:
            depth -= 1
        elif match["number"] and (wrong := _wrong_number(match["number"])):
            return fault(*wrong, match.start())
    return error("invalid-json", "not readable as JSON", Location(name))


def _wrong_number(number: str) -> tuple[str, str] | None:
    """Code and message of what is wrong with a number; `None` if nothing is."""
    if len(number) > MAX_DIGITS:
        return "number-too-long", f"a number of {len(number)} characters"
    try:
        (_float if "." in number or "e" in number.lower() else _int)(number)
    except (_Irregular, ValueError):
        return "not-json", f"{number[:40]} is no number that JSON can hold"
    return None


def _line_and_column(text: str, offset: int) -> Position:
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def _space(text: str, offset: int) -> int:
    match = _SPACE.match(text, offset)
    return match.end() if match else offset


class JsonPositions:
    """JSON pointer -> line and column in valid JSON text: of its key or its item.

    A container is scanned once, however many of its children are asked for, and so are
    the ends of lines.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: list[int] = []
        self._known: dict[int, dict[str, tuple[int, int]]] = {}

    def __call__(self, pointer: str) -> Position:
        """The place of `pointer`, or of its deepest parent that exists."""
        at = value = _space(self._text, 0)
        for token in split(pointer):
            if value not in self._known:
                self._known[value] = dict(_children(self._text, value))
            if token not in self._known[value]:
                break
            at, value = self._known[value][token]
        if not self._lines:
            self._lines = [0, *(end.end() for end in re.finditer("\n", self._text))]
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1


def _children(text: str, offset: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Key (or number) of what a container has -> offsets of the key and the value."""
    opening = text[offset : offset + 1]
    if opening not in ("{", "["):
        return
    index, at = 0, _space(text, offset + 1)
    while text[at] not in "}]":
        value, key = at, str(index)
        if opening == "{":
            key, end = _decode(text, at)
            value = _space(text, _space(text, end) + 1)
        yield key, (at, value)
        _, end = _decode(text, value)
        at = _space(text, end)
        if text[at] == ",":
            at = _space(text, at + 1)
        index += 1
