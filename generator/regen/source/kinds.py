"""What the objects of the specification hold, as far as generation relies on it.

A table, read by `shapes.py`. It names the fields that hold other objects and what kind
those are (OpenAPI 3.2, section 4; Swagger 2.0, "Schema"). Keys that only people read
are not in it.
"""

from __future__ import annotations

import enum

from msgspec import Struct, field


class Holds(enum.Enum):
    """In what a field holds its objects."""

    ONE = enum.auto()
    LIST = enum.auto()
    MAP = enum.auto()
    ONE_OR_LIST = enum.auto()


class Kind(Struct, eq=False):
    """A kind of object.

    Attributes:
        fields: key -> how its objects are held, and their kind.
        boolean: true and false are values of this kind too (schemas).
        optional: null in its place is understood as an object that says nothing.
        patterned: further keys that start with this text hold objects of the kind.
    """

    name: str
    fields: dict[str, tuple[Holds, Kind]] = field(default_factory=dict)
    boolean: bool = False
    optional: bool = False
    patterned: tuple[str, Kind] | None = None


SCHEMA = Kind("schema", boolean=True)
ANY = Kind("object")
MEDIA_TYPE = Kind("media type", optional=True)
PARAMETER = Kind("parameter")
HEADER = Kind("header")
BODY = Kind("request body")
RESPONSE = Kind("response", optional=True)
RESPONSES = Kind("responses", optional=True, patterned=("", RESPONSE))
SERVER = Kind("server")
OPERATION = Kind("operation")
PATH_ITEM = Kind("path item", optional=True)
PATHS = Kind("paths", optional=True, patterned=("/", PATH_ITEM))
CALLBACK = Kind("callback", patterned=("", PATH_ITEM))
SECURITY_SCHEME = Kind("security scheme")
COMPONENTS = Kind("components", optional=True)
DOCUMENT = Kind("document")

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

_ONE, _LIST, _MAP = Holds.ONE, Holds.LIST, Holds.MAP

SCHEMA.fields = {
    **dict.fromkeys(
        ("properties", "patternProperties", "dependentSchemas", "$defs"),
        (_MAP, SCHEMA),
    ),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), (_LIST, SCHEMA)),
    **dict.fromkeys(("additionalProperties", "not"), (_ONE, SCHEMA)),
    "items": (Holds.ONE_OR_LIST, SCHEMA),
}
MEDIA_TYPE.fields = {
    "schema": (_ONE, SCHEMA),
    "itemSchema": (_ONE, SCHEMA),
    "encoding": (_MAP, ANY),
}
PARAMETER.fields = {"schema": (_ONE, SCHEMA), "content": (_MAP, MEDIA_TYPE)}
HEADER.fields = PARAMETER.fields
BODY.fields = {"content": (_MAP, MEDIA_TYPE)}
RESPONSE.fields = {
    "schema": (_ONE, SCHEMA),
    "content": (_MAP, MEDIA_TYPE),
    "headers": (_MAP, HEADER),
}
SERVER.fields = {"variables": (_MAP, ANY)}
OPERATION.fields = {
    "parameters": (_LIST, PARAMETER),
    "requestBody": (_ONE, BODY),
    "responses": (_ONE, RESPONSES),
    "callbacks": (_MAP, CALLBACK),
    "security": (_LIST, ANY),
    "servers": (_LIST, SERVER),
}
PATH_ITEM.fields = {
    "parameters": (_LIST, PARAMETER),
    "servers": (_LIST, SERVER),
    "additionalOperations": (_MAP, OPERATION),
    **dict.fromkeys(METHODS, (_ONE, OPERATION)),
}
COMPONENTS.fields = {
    "schemas": (_MAP, SCHEMA),
    "parameters": (_MAP, PARAMETER),
    "responses": (_MAP, RESPONSE),
    "requestBodies": (_MAP, BODY),
    "headers": (_MAP, HEADER),
    "callbacks": (_MAP, CALLBACK),
    "pathItems": (_MAP, PATH_ITEM),
    "securitySchemes": (_MAP, SECURITY_SCHEME),
    "mediaTypes": (_MAP, MEDIA_TYPE),
}
DOCUMENT.fields = {
    "info": (_ONE, ANY),
    "servers": (_LIST, SERVER),
    "paths": (_ONE, PATHS),
    "webhooks": (_MAP, PATH_ITEM),
    "components": (_ONE, COMPONENTS),
    "security": (_LIST, ANY),
    "definitions": (_MAP, SCHEMA),
    "parameters": (_MAP, PARAMETER),
    "responses": (_MAP, RESPONSE),
    "securityDefinitions": (_MAP, SECURITY_SCHEME),
}
