"""Keys of another version of the specification, where what they say would be lost.

Most such keys do no harm, and the validator tells of them. These hold the body or the
type of something that has no other: a client without it would be wrong in silence, and
what one version says is not always what another means by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .kinds import BODY, HEADER, MEDIA_TYPE, OPERATION, PARAMETER, RESPONSE, Kind
from .places import below
from .remarks import Remark
from .version import Family


@dataclass(frozen=True, slots=True)
class _Foreign:
    """A key that an object has in other versions only.

    Attributes:
        instead: the object's own keys for the same: with one of them nothing is lost.
    """

    key: str
    home: str
    instead: tuple[str, ...]
    hint: str


_OLD, _NEW = "Swagger 2.0", "OpenAPI 3"
_UNDER_CONTENT = "write it as `content: {application/json: {schema: ...}}`"
_UNDER_SCHEMA = "write it under `schema`"
_AS_SCHEMA = "write its schema as `schema`, and its media type under `produces`"
_AS_BODY = "write it as a parameter with `in: body`, or the document as OpenAPI 3"
_TYPED = _Foreign("type", _OLD, ("schema", "content"), _UNDER_SCHEMA)

_IN_SWAGGER: dict[Kind, _Foreign] = {
    RESPONSE: _Foreign("content", _NEW, ("schema",), _AS_SCHEMA),
    OPERATION: _Foreign("requestBody", _NEW, (), _AS_BODY),
    PARAMETER: _Foreign("content", _NEW, ("schema", "type"), _UNDER_SCHEMA),
}
_IN_OPENAPI: dict[Kind, _Foreign] = {
    RESPONSE: _Foreign("schema", _OLD, ("content",), _UNDER_CONTENT),
    BODY: _Foreign("schema", _OLD, ("content",), _UNDER_CONTENT),
    PARAMETER: _TYPED,
    HEADER: _TYPED,
    MEDIA_TYPE: _Foreign("type", _OLD, ("schema", "itemSchema"), _UNDER_SCHEMA),
}


def foreign_keys(
    value: dict[str, Any], pointer: str, kind: Kind, version: Family
) -> Iterator[Remark]:
    """The key of another version in an object that says the same in no other way."""
    table = _IN_SWAGGER if version is Family.V2_0 else _IN_OPENAPI
    found = table.get(kind)
    if found and found.key in value and not value.keys() & set(found.instead):
        text = (
            f"`{found.key}` of a {kind.name} belongs to {found.home}:"
            f" this document is of version {version.value}"
        )
        yield Remark("wrong-version", below(pointer, found.key), text, found.hint)
