"""Keys that belong elsewhere, as to another version, where what they say would be lost.

Most such keys do no harm, and the validator tells of them. These hold the body or the
type of something that has no other: a client without it would be wrong in silence, and
what one version says is not always what another means by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from .kinds import (
    BODY,
    DOCUMENT,
    HEADER,
    MEDIA_TYPE,
    OPERATION,
    PARAMETER,
    RESPONSE,
    Kind,
)
from .pointers import below
from .remarks import Remark
from .version import Family


class _Foreign(Struct, frozen=True):
    """A key that says nothing in an object of this version.

    Attributes:
        home: what it belongs to.
        instead: the object's own keys for the same: with one of them nothing is lost.
    """

    key: str
    home: str
    instead: tuple[str, ...]
    hint: str


_OLD, _NEW, _SCHEMA = "Swagger 2.0", "OpenAPI 3", "a schema"
_CONTENT = "write it as `content: {application/json: {schema: ...}}`"
_TYPED = _Foreign("type", _OLD, ("schema", "content"), "write it under `schema`")
_PARTS = "write schemas as `definitions`, or the whole document as OpenAPI 3"
_BODY = "write it as a parameter with `in: body`, or the document as OpenAPI 3"
_PRODUCES = "write its schema as `schema`, and its media type under `produces`"
_SCHEMES = "write it as `components: {securitySchemes: ...}`"

_IN_SWAGGER: dict[Kind, tuple[_Foreign, ...]] = {
    DOCUMENT: (
        _Foreign("components", _NEW, (), _PARTS),
        _Foreign("servers", _NEW, ("host", "basePath"), "write `host` and `basePath`"),
    ),
    OPERATION: (_Foreign("requestBody", _NEW, (), _BODY),),
    RESPONSE: (
        _Foreign("content", _NEW, ("schema",), _PRODUCES),
        _Foreign("properties", _SCHEMA, ("schema",), "write it under `schema`"),
    ),
    PARAMETER: (_Foreign("content", _NEW, ("schema", "type"), "write a `type`"),),
}
_IN_OPENAPI: dict[Kind, tuple[_Foreign, ...]] = {
    DOCUMENT: (
        _Foreign("securityDefinitions", _OLD, ("components",), _SCHEMES),
        _Foreign("host", _OLD, ("servers",), "write `servers: [{url: https://...}]`"),
    ),
    BODY: (_Foreign("schema", _OLD, ("content",), _CONTENT),),
    RESPONSE: (
        _Foreign("schema", _OLD, ("content",), _CONTENT),
        _Foreign("properties", _SCHEMA, ("content",), _CONTENT),
    ),
    PARAMETER: (_TYPED,),
    HEADER: (_TYPED,),
    MEDIA_TYPE: (
        _Foreign(
            "properties", _SCHEMA, ("schema", "itemSchema"), "write it under `schema`"
        ),
    ),
}


def foreign_keys(
    value: dict[str, Any], pointer: str, kind: Kind, version: Family
) -> Iterator[Remark]:
    """Keys that belong elsewhere, in an object that says the same in no other way."""
    table = _IN_SWAGGER if version is Family.V2_0 else _IN_OPENAPI
    for found in table.get(kind, ()):
        if found.key in value and not value.keys() & set(found.instead):
            text = f"`{found.key}` of this {kind.name} belongs to {found.home}"
            if found.home is not _SCHEMA:
                text += f"; the document is of version {version.value}"
            yield Remark("misplaced-key", below(pointer, found.key), text, found.hint)


def missing_media_type(value: dict[str, Any], pointer: str) -> Iterator[Remark]:
    """A schema where `content` has its media types."""
    content = value.get("content")
    if isinstance(content, dict) and "schema" in content:
        text = "`content` has a schema where the media type belongs"
        place = below(pointer, "content", "schema")
        yield Remark("wrong-media-type", place, text, _CONTENT)
