"""Keys that belong elsewhere, as to another version, where what they say would be lost.

Most such keys do no harm, and the validator reports them. These hold the body or the
type of something that has no other: a client without it would be wrong in silence, and
what one version says is not always what another means by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from regen.diagnostics import Diagnostic

from ..document import unplaced
from ..pointers import below
from ..spec import (
    HEADER,
    MEDIA_TYPE,
    OPENAPI,
    OPERATION,
    PARAMETER,
    REQUEST_BODY,
    RESPONSE,
    ObjectType,
)
from ..version import V2_0, Version
from ..walk import Place


class _Way(NamedTuple):
    """What to write in the place of a key.

    Attributes:
        instead: the object's own keys for the same: with one of them nothing is lost.
    """

    instead: tuple[str, ...]
    hint: str


_CONTENT = "write it as `content: {application/json: {schema: ...}}`"
_TYPED = {"type": _Way(("schema", "content"), "write it under `schema`")}

_WAYS: dict[ObjectType, dict[str, _Way]] = {
    OPENAPI: {
        "components": _Way(
            (), "write schemas as `definitions`, or the whole document as OpenAPI 3"
        ),
        "servers": _Way(("host", "basePath"), "write `host` and `basePath`"),
        "securityDefinitions": _Way(
            ("components",), "write it as `components: {securitySchemes: ...}`"
        ),
        "host": _Way(("servers",), "write `servers: [{url: https://...}]`"),
    },
    OPERATION: {
        "requestBody": _Way(
            (), "write it as a parameter with `in: body`, or the document as OpenAPI 3"
        ),
    },
    RESPONSE: {
        "content": _Way(
            ("schema",),
            "write its schema as `schema`, and its media type under `produces`",
        ),
        "schema": _Way(("content",), _CONTENT),
        "properties": _Way(("schema", "content"), _CONTENT),
    },
    REQUEST_BODY: {"schema": _Way(("content",), _CONTENT)},
    PARAMETER: {"content": _Way(("schema", "type"), "write a `type`"), **_TYPED},
    HEADER: _TYPED,
    MEDIA_TYPE: {
        "properties": _Way(("schema", "itemSchema"), "write it under `schema`")
    },
}


def misplaced_keys(place: Place, version: Version) -> Iterator[Diagnostic]:
    """Keys that belong elsewhere, in an object that says the same in no other way."""
    for key, way in _WAYS.get(place.type, {}).items():
        if key not in place.value or place.value.keys() & set(way.instead):
            continue
        member = place.type.members.get(key)
        if member is not None and member.versions.include(version):
            continue
        text, hint = f"`{key}` of this {place.type.name} belongs to a schema", way.hint
        if member is not None:
            home = "OpenAPI 3" if member.versions.since > version else "Swagger 2.0"
            text = f"`{key}` of this {place.type.name} belongs to {home}"
            text += f"; the document is of version {version}"
        elif version == V2_0:
            hint = "write it under `schema`"
        yield unplaced("misplaced-key", below(place.pointer, key), text, hint)


def missing_media_type(place: Place) -> Iterator[Diagnostic]:
    """A schema where `content` has its media types."""
    content = place.value.get("content")
    if isinstance(content, dict) and "schema" in content:
        text = "`content` has a schema where the media type belongs"
        pointer = below(place.pointer, "content", "schema")
        yield unplaced("wrong-media-type", pointer, text, _CONTENT)
