"""Builds scalars from `type`, `format`, `contentEncoding` and `contentMediaType`.

Formats follow the OpenAPI Format Registry and JSON Schema 2020-12 validation,
section 7.3; a format without a Python type of its own leaves the type as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from regen import ir
from regen.ir import PrimitiveKind
from regen.ir.media import essence

from .keywords import STRUCTURAL, text

_STRINGS = {
    "date-time": PrimitiveKind.DATE_TIME,
    "date": PrimitiveKind.DATE,
    "time": PrimitiveKind.TIME,
    "duration": PrimitiveKind.DURATION,
    "uuid": PrimitiveKind.UUID,
    "byte": PrimitiveKind.BYTES,
    "base64": PrimitiveKind.BYTES,
    "binary": PrimitiveKind.BINARY,
    "file": PrimitiveKind.BINARY,
    "decimal": PrimitiveKind.DECIMAL,
}
_OTHERS = {
    "integer": PrimitiveKind.INTEGER,
    "number": PrimitiveKind.NUMBER,
    "boolean": PrimitiveKind.BOOLEAN,
}
_QUOTED = {
    "integer": PrimitiveKind.QUOTED_INTEGER,
    "number": PrimitiveKind.QUOTED_NUMBER,
}
_ANY_DIGIT = re.compile(r"\\d|0-9")
_DIGITS = re.compile(r"(\\d|\\[.+-]|0-9|[0-9^$()?:|\[\]*+{},.eE-])+")
"""Patterns that only numbers can match: digits, signs, a point, an exponent."""
_DECIDING = STRUCTURAL - {"type", "format", "contentEncoding", "contentMediaType"}
"""Keywords by which a schema with a type becomes something else."""


def has_own_type(format_: str) -> bool:
    """Whether a format of strings has a Python type of its own."""
    return format_.lower() in _STRINGS


def plain(node: dict[str, Any]) -> ir.Type | None:
    """The primitive of a schema that only says its type and format, as most do.

    `None` for any other schema.
    """
    name = node.get("type")
    if not isinstance(name, str) or not _DECIDING.isdisjoint(node):
        return None
    return build([node], name) if name == "string" or name in _OTHERS else None


def build(nodes: Sequence[dict[str, Any]], name: str) -> ir.Type:
    """The primitive of the JSON type `name`; the last node that refines it decides."""
    formats = {text(node, "format").lower() for node in nodes}
    if name != "string":
        if name != "boolean" and "decimal" in formats:
            return ir.Primitive(PrimitiveKind.DECIMAL_NUMBER)
        is_quoted = name in _QUOTED and not any("type" in node for node in nodes)
        if is_quoted and _lists_digits(nodes):
            return ir.Primitive(_QUOTED[name])
        return ir.Primitive(_OTHERS[name])
    if "int-or-string" in formats:
        kinds = (PrimitiveKind.INTEGER, PrimitiveKind.STRING)
        return ir.UnionOf(tuple(map(ir.Primitive, kinds)))
    refined = filter(None, map(_of_string, reversed(nodes)))
    return ir.Primitive(next(refined, PrimitiveKind.STRING))


def quoted_number(
    nodes: Sequence[dict[str, Any]], names: Sequence[str]
) -> ir.Type | None:
    """The number of a schema that allows it as text of digits too; else `None`.

    ASP.NET Core writes each number so, because its parser reads both.
    """
    number = next((name for name in names if name in _QUOTED), None)
    if number is None or set(names) != {number, "string"} or not _lists_digits(nodes):
        return None
    return ir.Primitive(_QUOTED[number])


def _lists_digits(nodes: Sequence[dict[str, Any]]) -> bool:
    """Whether a pattern says that a text consists of the digits of a number."""
    patterns = filter(None, (text(node, "pattern") for node in nodes))
    return any(_ANY_DIGIT.search(p) and _DIGITS.fullmatch(p) for p in patterns)


def _of_string(node: dict[str, Any]) -> PrimitiveKind | None:
    """The kind of a string by its format and its encoding."""
    if node.get("type") == "file":
        return PrimitiveKind.BINARY
    return _STRINGS.get(text(node, "format").lower()) or _of_content(
        text(node, "contentEncoding"), text(node, "contentMediaType")
    )


def _of_content(encoding: str, media_type: str) -> PrimitiveKind | None:
    """JSON Schema 2020-12 validation, section 8; OpenAPI 3.1, section 4.8.24.

    A media type without an encoding stands for raw bytes, unless it is one of text.
    """
    if encoding:
        return PrimitiveKind.BYTES if encoding.lower() == "base64" else None
    if not media_type:
        return None
    name = essence(media_type)
    if name.startswith("text/") or name.endswith(("json", "xml", "yaml")):
        return None
    return PrimitiveKind.BINARY
