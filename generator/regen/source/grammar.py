"""Which places of an OpenAPI document hold what: a table for structure-aware walks.

One table serves versions 2.0 to 3.2, since the same key never means two kinds. Places
that hold data of the API itself (examples, defaults, enum values, extensions) have no
kind: what looks like a reference there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from .kinds import METHODS


class Kind(Struct, eq=False):
    """A kind of object, and the kinds of what it holds.

    Attributes:
        component: its key in the Components Object; empty if it has none there.
        fields: key -> kind of the value (or of each item of a list), `None` for data.
        rest: kind of the values under all other keys, if keys are free.
        extensible: whether free keys that begin with `x-` are extensions.
        identifier: this is no object but a string that refers to something or
            that names something to be referred to.
    """

    name: str
    component: str = ""
    fields: dict[str, Kind | None] = field(default_factory=dict)
    rest: Kind | None = None
    extensible: bool = True
    identifier: bool = False


IDENTIFIER = Kind("identifier", identifier=True)
SCHEMA = Kind("schema", "schemas")
RESPONSE = Kind("response", "responses")
PARAMETER = Kind("parameter", "parameters")
EXAMPLE = Kind("example", "examples")
REQUEST_BODY = Kind("request body", "requestBodies")
HEADER = Kind("header", "headers")
SECURITY_SCHEME = Kind("security scheme", "securitySchemes")
LINK = Kind("link", "links")
CALLBACK = Kind("callback", "callbacks")
MEDIA_TYPE = Kind("media type", "mediaTypes")
PATH_ITEM = Kind("path item")
OPERATION = Kind("operation")
OPENAPI = Kind("OpenAPI document")
FRAGMENT = Kind("value")
"""A place where the specification allows no reference, and tools follow it anyway."""

_MAPPING = Kind("discriminator mapping", rest=IDENTIFIER, extensible=False)
_DISCRIMINATOR = Kind(
    "discriminator", fields={"mapping": _MAPPING, "defaultMapping": IDENTIFIER}
)
_ENCODING = Kind("encoding")
_SERVER = Kind("server")


def _map(of: Kind, *, extensible: bool = False) -> Kind:
    reference: dict[str, Kind | None] = {"$ref": IDENTIFIER}
    return Kind(f"map of {of.name}s", "", reference, of, extensible)


def _define(kind: Kind, data: str, fields: Mapping[str, Kind]) -> None:
    kind.fields = {"$ref": IDENTIFIER, **fields, **dict.fromkeys(data.split())}


def _each(keys: str | Iterable[str], kind: Kind) -> dict[str, Kind]:
    return dict.fromkeys(keys.split() if isinstance(keys, str) else keys, kind)


def _define_schema() -> None:
    one = "items prefixItems allOf anyOf oneOf not if then else contains propertyNames"
    more = "additionalProperties unevaluatedProperties additionalItems contentSchema"
    maps = "properties patternProperties $defs definitions dependentSchemas"
    identifiers = "$id $anchor $dynamicAnchor $dynamicRef $recursiveRef"
    _define(
        SCHEMA,
        "example examples default enum const",
        {
            **_each(f"{one} {more} unevaluatedItems", SCHEMA),
            **_each(f"{maps} dependencies", _map(SCHEMA)),
            **_each(identifiers, IDENTIFIER),
            "discriminator": _DISCRIMINATOR,
        },
    )


def _define_contents() -> None:
    schemas = _each("schema itemSchema items", SCHEMA)
    described = {
        **schemas,
        "content": _map(MEDIA_TYPE),
        "examples": _map(EXAMPLE),
    }
    _define(PARAMETER, "example default enum", described)
    _define(HEADER, "example default enum", described)
    encodings = {
        "encoding": _map(_ENCODING),
        **_each("prefixEncoding itemEncoding", _ENCODING),
    }
    _define(MEDIA_TYPE, "example", {**schemas, "examples": _map(EXAMPLE), **encodings})
    _define(_ENCODING, "", {"headers": _map(HEADER), **encodings})
    _define(REQUEST_BODY, "", {"content": _map(MEDIA_TYPE)})
    _define(
        RESPONSE,
        "examples",
        {
            "schema": SCHEMA,
            "content": _map(MEDIA_TYPE),
            "headers": _map(HEADER),
            "links": _map(LINK),
        },
    )
    _define(LINK, "parameters requestBody", {"server": _SERVER})
    _define(EXAMPLE, "value dataValue", {})


def _define_operations() -> None:
    _define(CALLBACK, "", {})
    CALLBACK.rest = PATH_ITEM
    common = {"parameters": PARAMETER, "servers": _SERVER}
    _define(
        OPERATION,
        "",
        {
            **common,
            "requestBody": REQUEST_BODY,
            "responses": _map(RESPONSE, extensible=True),
            "callbacks": _map(CALLBACK),
        },
    )
    _define(
        PATH_ITEM,
        "",
        {
            **common,
            **_each(METHODS, OPERATION),
            "additionalOperations": _map(OPERATION),
        },
    )


def _define_document() -> None:
    bodies = (SCHEMA, RESPONSE, PARAMETER, EXAMPLE, REQUEST_BODY, HEADER, MEDIA_TYPE)
    kinds = (*bodies, SECURITY_SCHEME, LINK, CALLBACK)
    components = Kind("components")
    _define(
        components,
        "",
        {
            **{kind.component: _map(kind) for kind in kinds},
            "pathItems": _map(PATH_ITEM),
        },
    )
    _define(
        OPENAPI,
        "",
        {
            "info": FRAGMENT,
            "tags": FRAGMENT,
            "externalDocs": FRAGMENT,
            "servers": _SERVER,
            "paths": _map(PATH_ITEM, extensible=True),
            "webhooks": _map(PATH_ITEM, extensible=True),
            "components": components,
            "definitions": _map(SCHEMA),
            "responses": _map(RESPONSE),
            "parameters": _map(PARAMETER),
            "securityDefinitions": _map(SECURITY_SCHEME),
        },
    )
    _define(_SERVER, "", {"variables": _map(FRAGMENT)})
    for kind in (SECURITY_SCHEME, FRAGMENT):
        _define(kind, "", {})


_define_schema()
_define_contents()
_define_operations()
_define_document()


def child(kind: Kind | None, token: str) -> Kind | None:
    """The kind of what stands under the key `token` of a `kind`; `None` for data.

    The items of a list are of the kind of the list itself.
    """
    if kind is None:
        return None
    found = kind.fields.get(token, kind.rest)
    if found is IDENTIFIER:
        # A property may be called `$ref`.
        return kind.rest
    if found is kind.rest and kind.extensible and token.startswith("x-"):
        return None
    return found


_NAMED = frozenset(
    {SCHEMA, RESPONSE, PARAMETER, EXAMPLE, REQUEST_BODY, HEADER, SECURITY_SCHEME}
    | {LINK, CALLBACK, MEDIA_TYPE, PATH_ITEM, OPERATION}
)

_ALIKE = ({HEADER, PARAMETER}, {REQUEST_BODY, RESPONSE})
"""Kinds that say the same by the same keys: some documents share their parts."""


def differ(one: Kind, other: Kind) -> bool:
    """Whether what is meant for one kind says nothing as the other."""
    kinds = {one, other}
    return len(kinds) == 2 and kinds <= _NAMED and kinds not in _ALIKE
