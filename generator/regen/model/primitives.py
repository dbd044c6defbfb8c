"""Scalars: `type`, `format`, `contentEncoding` and `contentMediaType`.

Formats follow the OpenAPI Format Registry and JSON Schema 2020-12 validation,
section 7.3; a format without a Python type of its own leaves the type as it is.
"""

from __future__ import annotations

from regen import ir
from regen.ir import PrimitiveKind

from .keywords import text
from .shapes import Shape

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


def build(shape: Shape, name: str) -> ir.Type:
    """The primitive of the JSON type `name`; the last part that refines it decides."""
    if name != "string":
        return ir.Primitive(_OTHERS[name])
    for part in reversed(shape.parts):
        node = part.node
        kind = _STRINGS.get(text(node, "format").lower())
        if node.get("type") == "file":
            kind = PrimitiveKind.BINARY
        kind = kind or _of_content(
            text(node, "contentEncoding"), text(node, "contentMediaType")
        )
        if kind is not None:
            return ir.Primitive(kind)
    return ir.Primitive(PrimitiveKind.STRING)


def _of_content(encoding: str, media_type: str) -> PrimitiveKind | None:
    """JSON Schema 2020-12 validation, section 8; OpenAPI 3.1, section 4.8.24.

    A media type without an encoding stands for raw bytes, unless it is one of text.
    """
    if encoding:
        return PrimitiveKind.BYTES if encoding.lower() == "base64" else None
    if not media_type:
        return None
    essence = media_type.partition(";")[0].strip().lower()
    if essence.startswith("text/") or essence.endswith(("json", "xml", "yaml")):
        return None
    return PrimitiveKind.BINARY
