"""The OpenAPI Specification as a table: versions, objects, members, styles and so on.

The walker (`walker.py`), the checks (`structure.py`), the bundler, the conversion of
Swagger 2.0 and the model read here what a document may hold. One table serves all
versions, since the same key never holds two types of objects; each entry says which
versions have it. The section numbers are those of OpenAPI 3.2.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from .document import V2_0, V3_0, V3_1, V3_2, Version, Versions

_ALWAYS, _ONLY_2_0 = Versions(), Versions(until=V2_0)
_FROM_3_0, _FROM_3_1, _FROM_3_2 = Versions(V3_0), Versions(V3_1), Versions(V3_2)


class Holds(enum.Enum):
    """What a member holds."""

    ONE = enum.auto()
    LIST = enum.auto()
    ONE_OR_LIST = enum.auto()
    TEXTS = enum.auto()
    """Texts in a list; some documents write a single one without the list."""
    VALUE = enum.auto()
    """A plain value, for which some documents write a reference all the same."""
    DATA = enum.auto()
    """Data of the API itself: what looks like a reference in it is none."""


class Member(Struct, frozen=True, eq=False):
    """A member of an object.

    Attributes:
        of: the type of the objects that it holds; `None` for values and data.
        checked: whether generation relies on it having the right form.
    """

    holds: Holds
    of: ObjectType | None = None
    checked: bool = True
    versions: Versions = _ALWAYS


class ObjectType(Struct, eq=False):
    """A type of object of the specification.

    Attributes:
        members: by key; every type has `$ref`, which most tools follow anywhere.
        rest: what stands under all other keys, where keys are free.
        extensible: whether free keys that begin with `x-` are extensions.
        boolean: whether true and false are objects of this type too (schemas).
        nullable: whether null in its place is understood as an object without members.
        inlined: whether a reference to it is always replaced by what it leads to.
        identifiers: keys whose strings refer to something or give a name.
    """

    name: str
    members: dict[str, Member] = field(default_factory=dict)
    rest: Member | None = None
    extensible: bool = True
    boolean: bool = False
    nullable: bool = False
    inlined: bool = False
    identifiers: list[str] = field(default_factory=list)

    def define(self, *groups: Mapping[str, Member]) -> None:
        """Add members."""
        for group in ({"$ref": Member(Holds.ONE, IDENTIFIER)}, *groups):
            self.members.update(group)
        self.identifiers = [k for k, m in self.members.items() if m.of is IDENTIFIER]


IDENTIFIER = ObjectType("identifier")
"""No object but a string that refers to something, or gives a name to refer to."""

FRAGMENT = ObjectType("value")
"""A place where the specification allows no reference, and tools follow it anyway."""

SCHEMA = ObjectType("schema", boolean=True, nullable=True)
RESPONSE = ObjectType("response", nullable=True)
PARAMETER = ObjectType("parameter")
EXAMPLE = ObjectType("example")
REQUEST_BODY = ObjectType("request body")
HEADER = ObjectType("header")
SECURITY_SCHEME = ObjectType("security scheme")
LINK = ObjectType("link")
CALLBACK = ObjectType("callback")
MEDIA_TYPE = ObjectType("media type", nullable=True)
PATH_ITEM = ObjectType("path item", nullable=True, inlined=True)
OPERATION = ObjectType("operation")
RESPONSES = ObjectType("responses object", nullable=True)
PATHS = ObjectType("paths object", nullable=True)
COMPONENTS = ObjectType("components object", nullable=True)
SERVER = ObjectType("server")
SERVER_VARIABLE = ObjectType("server variable")
SECURITY_REQUIREMENT = ObjectType("security requirement", extensible=False)
DISCRIMINATOR = ObjectType("discriminator")
MAPPING = ObjectType("discriminator mapping", extensible=False)
ENCODING = ObjectType("encoding")
FLOWS = ObjectType("OAuth flows object")
FLOW = ObjectType("OAuth flow")
INFO = ObjectType("info")
CONTACT = ObjectType("contact")
LICENSE = ObjectType("license")
TAG = ObjectType("tag")
EXTERNAL_DOCS = ObjectType("external documentation")
XML = ObjectType("XML object")
OPENAPI = ObjectType("OpenAPI document")


def _values(keys: str, versions: Versions = _ALWAYS) -> dict[str, Member]:
    return dict.fromkeys(keys.split(), Member(Holds.VALUE, versions=versions))


def _texts(keys: str, versions: Versions = _ALWAYS) -> dict[str, Member]:
    return dict.fromkeys(keys.split(), Member(Holds.TEXTS, versions=versions))


def _data(keys: str, versions: Versions = _ALWAYS) -> dict[str, Member]:
    return dict.fromkeys(keys.split(), Member(Holds.DATA, versions=versions))


def _one(
    of: ObjectType, keys: str, versions: Versions = _ALWAYS, *, checked: bool = True
) -> dict[str, Member]:
    return dict.fromkeys(keys.split(), Member(Holds.ONE, of, checked, versions))


def _list(
    of: ObjectType, keys: str, versions: Versions = _ALWAYS, *, checked: bool = True
) -> dict[str, Member]:
    return dict.fromkeys(keys.split(), Member(Holds.LIST, of, checked, versions))


def _map(
    of: ObjectType, keys: str, versions: Versions = _ALWAYS, *, checked: bool = True
) -> dict[str, Member]:
    table = ObjectType(f"map of {of.name}s", rest=Member(Holds.ONE, of))
    table.extensible, table.nullable = False, True
    table.define()
    return _one(table, keys, versions, checked=checked)


_IDENTIFIERS = "$id $anchor $dynamicAnchor $dynamicRef $recursiveRef"
_KEYWORDS = (
    "type format pattern multipleOf maximum exclusiveMaximum minimum exclusiveMinimum"
    " maxLength minLength maxItems minItems uniqueItems"
)
"""Keywords that parameters and headers of 2.0 share with schemas."""

SCHEMA.define(
    _values(f"title description required maxProperties minProperties {_KEYWORDS}"),
    _values("readOnly"),
    _values("nullable writeOnly deprecated", _FROM_3_0),
    _values("$schema $comment $vocabulary $recursiveAnchor", _FROM_3_1),
    _values("dependentRequired maxContains minContains", _FROM_3_1),
    _values("contentEncoding contentMediaType", _FROM_3_1),
    _data("example examples default enum const"),
    _one(IDENTIFIER, _IDENTIFIERS, _FROM_3_1, checked=False),
    _map(SCHEMA, "properties"),
    _map(SCHEMA, "patternProperties $defs dependentSchemas", _FROM_3_1),
    _map(SCHEMA, "definitions dependencies", checked=False),
    _list(SCHEMA, "allOf"),
    _list(SCHEMA, "anyOf oneOf", _FROM_3_0),
    _list(SCHEMA, "prefixItems", _FROM_3_1),
    {"items": Member(Holds.ONE_OR_LIST, SCHEMA)},
    _one(SCHEMA, "additionalProperties"),
    _one(SCHEMA, "not", _FROM_3_0),
    _one(SCHEMA, "if then else contains propertyNames", _FROM_3_1, checked=False),
    _one(SCHEMA, "unevaluatedItems unevaluatedProperties", _FROM_3_1, checked=False),
    _one(SCHEMA, "contentSchema", _FROM_3_1, checked=False),
    _one(SCHEMA, "additionalItems", checked=False),
    _one(DISCRIMINATOR, "discriminator", checked=False),
    _one(XML, "xml", checked=False),
    _one(EXTERNAL_DOCS, "externalDocs", checked=False),
)
DISCRIMINATOR.define(
    _values("propertyName"),
    _one(MAPPING, "mapping"),
    _one(IDENTIFIER, "defaultMapping", _FROM_3_2),
)
MAPPING.rest = Member(Holds.ONE, IDENTIFIER)
XML.define(
    _values("name namespace prefix attribute wrapped"), _values("nodeType", _FROM_3_2)
)
EXTERNAL_DOCS.define(_values("description url"))

for _type in (PARAMETER, HEADER):
    _type.define(
        _values("description required"),
        _values("deprecated style explode allowReserved allowEmptyValue", _FROM_3_0),
        _values(f"collectionFormat {_KEYWORDS}", _ONLY_2_0),
        _data("example default enum"),
        {"items": Member(Holds.ONE_OR_LIST, SCHEMA, versions=_ONLY_2_0)},
        _one(SCHEMA, "schema"),
        _map(MEDIA_TYPE, "content", _FROM_3_0),
        _map(EXAMPLE, "examples", _FROM_3_0, checked=False),
    )
PARAMETER.define(_values("name in allowEmptyValue"))
MEDIA_TYPE.define(
    _data("example"),
    _one(SCHEMA, "schema"),
    _one(SCHEMA, "itemSchema", _FROM_3_1),  # of 3.2; FastAPI writes it in 3.1
    _map(EXAMPLE, "examples", checked=False),
    _map(ENCODING, "encoding"),
    _one(ENCODING, "itemEncoding", _FROM_3_2, checked=False),
    _list(ENCODING, "prefixEncoding", _FROM_3_2, checked=False),
)
ENCODING.define(
    _values("contentType style explode allowReserved"),
    _map(HEADER, "headers", checked=False),
    _map(ENCODING, "encoding", _FROM_3_2, checked=False),
    _one(ENCODING, "itemEncoding", _FROM_3_2, checked=False),
    _list(ENCODING, "prefixEncoding", _FROM_3_2, checked=False),
)
EXAMPLE.define(
    _values("summary description externalValue"),
    _values("serializedValue", _FROM_3_2),
    _data("value"),
    _data("dataValue", _FROM_3_2),
)
REQUEST_BODY.define(
    _values("description required"),
    _map(MEDIA_TYPE, "content"),
    _one(SCHEMA, "schema", _ONLY_2_0),  # of a body parameter, by mistake
)
RESPONSE.define(
    _values("description"),
    _values("summary", _FROM_3_2),
    _data("examples", _ONLY_2_0),
    _one(SCHEMA, "schema", _ONLY_2_0),
    _map(HEADER, "headers"),
    _map(MEDIA_TYPE, "content", _FROM_3_0),
    _map(LINK, "links", _FROM_3_0, checked=False),
)
LINK.define(
    _values("operationRef operationId description"),
    _data("parameters requestBody"),
    _one(SERVER, "server"),
)

METHODS: dict[str, Versions] = {
    **dict.fromkeys(("get", "put", "post", "delete", "options", "head"), _ALWAYS),
    "patch": _ALWAYS,
    "trace": _FROM_3_0,
    "query": _FROM_3_2,
}
"""Members of a path item that are operations, in the order of the specification."""

STATUS = re.compile(r"[1-9][0-9]{2}|[1-5][Xx]{2}|default")
"""Keys of the Responses Object (section 4.16)."""

OPERATION.define(
    _values("tags summary description operationId deprecated"),
    _texts("consumes produces schemes", _ONLY_2_0),
    _one(EXTERNAL_DOCS, "externalDocs", checked=False),
    _list(PARAMETER, "parameters"),
    _list(SECURITY_REQUIREMENT, "security"),
    _one(RESPONSES, "responses"),
    _one(REQUEST_BODY, "requestBody", _FROM_3_0),
    _map(CALLBACK, "callbacks", _FROM_3_0),
    _list(SERVER, "servers", _FROM_3_0),
)
PATH_ITEM.define(
    _values("summary description"),
    _list(PARAMETER, "parameters"),
    _list(SERVER, "servers", _FROM_3_0),
    _map(OPERATION, "additionalOperations", _FROM_3_2),
    {key: Member(Holds.ONE, OPERATION, versions=v) for key, v in METHODS.items()},
)
for _type, _of in ((CALLBACK, PATH_ITEM), (PATHS, PATH_ITEM), (RESPONSES, RESPONSE)):
    _type.define()
    _type.rest = Member(Holds.ONE, _of)

SERVER.define(
    _values("url description"),
    _values("name", _FROM_3_2),
    _map(SERVER_VARIABLE, "variables"),
)
SERVER_VARIABLE.define(_values("default description"), _data("enum"))
SECURITY_REQUIREMENT.define()
SECURITY_SCHEME.define(
    _values("type description name in"),
    _values("flow authorizationUrl tokenUrl scopes", _ONLY_2_0),
    _values("scheme bearerFormat openIdConnectUrl", _FROM_3_0),
    _values("oauth2MetadataUrl deprecated", _FROM_3_2),
    _one(FLOWS, "flows", _FROM_3_0, checked=False),
)
FLOWS.define(
    _one(FLOW, "implicit password clientCredentials authorizationCode"),
    _one(FLOW, "deviceAuthorization", _FROM_3_2),
)
FLOW.define(
    _values("authorizationUrl tokenUrl refreshUrl scopes"),
    _values("deviceAuthorizationUrl", _FROM_3_2),
)

COMPONENTS.define(
    _map(SCHEMA, "schemas"),
    _map(RESPONSE, "responses"),
    _map(PARAMETER, "parameters"),
    _map(EXAMPLE, "examples", checked=False),
    _map(REQUEST_BODY, "requestBodies"),
    _map(HEADER, "headers"),
    _map(SECURITY_SCHEME, "securitySchemes"),
    _map(LINK, "links", checked=False),
    _map(CALLBACK, "callbacks"),
    _map(PATH_ITEM, "pathItems", _FROM_3_1),
    _map(MEDIA_TYPE, "mediaTypes", _FROM_3_2),
)
OPENAPI.define(
    _one(INFO, "info"),
    _one(PATHS, "paths"),
    _list(SECURITY_REQUIREMENT, "security"),
    _list(TAG, "tags", checked=False),
    _one(EXTERNAL_DOCS, "externalDocs", checked=False),
    _values("swagger host basePath", _ONLY_2_0),
    _texts("schemes consumes produces", _ONLY_2_0),
    _map(SCHEMA, "definitions", _ONLY_2_0),
    _map(PARAMETER, "parameters", _ONLY_2_0),
    _map(RESPONSE, "responses", _ONLY_2_0),
    _map(SECURITY_SCHEME, "securityDefinitions", _ONLY_2_0),
    _values("openapi", _FROM_3_0),
    _list(SERVER, "servers", _FROM_3_0),
    _one(COMPONENTS, "components", _FROM_3_0),
    _map(PATH_ITEM, "webhooks", _FROM_3_1),
    _values("jsonSchemaDialect", _FROM_3_1),
    _values("$self", _FROM_3_2),
)
INFO.define(
    _values("title description termsOfService version"),
    _values("summary", _FROM_3_1),
    _one(CONTACT, "contact", checked=False),
    _one(LICENSE, "license", checked=False),
)
CONTACT.define(_values("name url email"))
LICENSE.define(_values("name url"), _values("identifier", _FROM_3_1))
TAG.define(
    _values("name description"),
    _values("summary parent kind", _FROM_3_2),
    _one(EXTERNAL_DOCS, "externalDocs", checked=False),
)
FRAGMENT.define()


LOCATIONS: dict[str, Versions] = {
    "path": _ALWAYS,
    "query": _ALWAYS,
    "header": _ALWAYS,
    "cookie": _ALWAYS,  # 2.0 does not have it, and documents of 2.0 do
    "querystring": _FROM_3_2,
    "body": _ONLY_2_0,
    "formData": _ONLY_2_0,
}
"""Values of `in` of a parameter."""

STYLES: dict[str, dict[str, Versions]] = {
    "path": dict.fromkeys(("simple", "label", "matrix"), _FROM_3_0),
    "query": {
        **dict.fromkeys(
            ("form", "spaceDelimited", "pipeDelimited", "deepObject"), _FROM_3_0
        ),
        "tabDelimited": _ONLY_2_0,
    },
    "header": {"simple": _FROM_3_0},
    "cookie": {"form": _FROM_3_0, "cookie": _FROM_3_2},
    "querystring": {"form": _FROM_3_2},
}
"""The styles of each location, its default first ("Style Values", section 4.12.3).

Fields of forms have those of the query. `tabDelimited` is the `collectionFormat: tsv`
of 2.0, for which later versions have no style.
"""


class SecurityType(NamedTuple):
    """A value of `type` of a security scheme.

    Attributes:
        needs: keys that a scheme of this type must have.
    """

    needs: tuple[str, ...] = ()
    versions: Versions = _ALWAYS


SECURITY_TYPES: dict[str, SecurityType] = {
    "apiKey": SecurityType(("name", "in")),
    "basic": SecurityType((), _ONLY_2_0),
    "http": SecurityType(("scheme",), _FROM_3_0),
    "oauth2": SecurityType(),
    "openIdConnect": SecurityType((), _FROM_3_0),
    "mutualTLS": SecurityType((), _FROM_3_0),
}
"""Types of security schemes (section 4.27)."""

KEY_LOCATIONS = ("query", "header", "cookie")
"""Values of `in` of a security scheme of type apiKey."""


def child(type_: ObjectType | None, key: str) -> ObjectType | None:
    """The type of what stands under `key` in an object; `None` for data.

    The items of a list are of the type of the list itself.
    """
    if type_ is None:
        return None
    member = type_.members.get(key, type_.rest)
    if member is not None and member.of is IDENTIFIER:
        member = type_.rest  # a property may be called `$ref`
    if member is None or (
        member is type_.rest and type_.extensible and key.startswith("x-")
    ):
        return None
    return member.of


def containers(type_: ObjectType, version: Version | None = None) -> Iterator[str]:
    """Pointers of the maps that hold components of a type: in a version, or in all.

    Types of which every reference is replaced by what it leads to have none.
    """
    if type_.inlined:
        return
    for owner, pointer in ((OPENAPI, ""), (COMPONENTS, "/components")):
        for key, member in owner.members.items():
            rest = member.of.rest if member.of is not None else None
            if rest is None or rest.of is not type_:
                continue
            since = max(member.versions.since, V3_0 if pointer else V2_0)
            if version is None or since <= version <= member.versions.until:
                yield f"{pointer}/{key}"
