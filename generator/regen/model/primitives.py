"""Scalars: `type`, `format`, `contentEncoding` and `contentMediaType`.

Formats follow the OpenAPI Format Registry and JSON Schema 2020-12 validation,
section 7.3; a format without a Python type of its own leaves the type as it is.
"""

from __future__ import annotations

from typing import Any

from regen import ir
from regen.ir import PrimitiveKind
from regen.ir.media import essence

from .composed import ComposedSchema
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
    if name == "string":
        return ir.Primitive(_of_string(node) or PrimitiveKind.STRING)
    return ir.Primitive(_OTHERS[name]) if name in _OTHERS else None


def build(schema: ComposedSchema, name: str) -> ir.Type:
    """The primitive of the JSON type `name`; the last part that refines it decides."""
    if name != "string":
        return ir.Primitive(_OTHERS[name])
    refined = (_of_string(part.node) for part in reversed(schema.parts))
    return ir.Primitive(next(filter(None, refined), PrimitiveKind.STRING))


def _of_string(node: dict[str, Any]) -> PrimitiveKind | None:
    """What a node makes of a string."""
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
