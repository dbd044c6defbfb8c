"""Operations of the intermediate model: parameters, bodies, responses, servers."""

from __future__ import annotations

import enum
from typing import TypeAlias

from msgspec import Struct

from .types import Doc, JsonValue, Ref, Tagged, Type


class ParameterLocation(enum.Enum):
    """`in` of a Parameter Object."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    QUERYSTRING = "querystring"


class Parameter(Struct, frozen=True):
    """A Parameter Object with the defaults of its location filled in.

    Attributes:
        style: form, simple, label, matrix, spaceDelimited, pipeDelimited or deepObject.
        media_type: set when the parameter has `content` instead of `schema`.
    """

    name: str
    location: ParameterLocation
    type: Type
    required: bool
    style: str
    explode: bool
    doc: Doc = Doc()
    allow_reserved: bool = False
    media_type: str = ""
    has_default: bool = False
    default: JsonValue = None
    deprecated: bool = False
    name_hint: str = ""


class Encoding(Struct, frozen=True):
    """How one property of a form or multipart body is written (Encoding Object)."""

    property: str
    content_type: str = ""
    style: str = ""
    explode: bool | None = None
    allow_reserved: bool = False
    headers: tuple[str, ...] = ()


class Content(Struct, frozen=True):
    """A Media Type Object under its media type (or range).

    Attributes:
        type: type of the whole body; `None` if the document gives no schema.
        item: type of one item of a sequential media type (`itemSchema`), else `None`.
    """

    media_type: str
    type: Type | None
    encoding: tuple[Encoding, ...] = ()
    item: Type | None = None


class Body(Struct, frozen=True):
    """A Request Body Object."""

    contents: tuple[Content, ...]
    required: bool
    doc: Doc = Doc()


class Response(Struct, frozen=True):
    """A Response Object.

    Attributes:
        status: "200", a range as "2XX", or "default".
        headers: the model that holds the declared headers, or `None`.
    """

    status: str
    doc: Doc
    contents: tuple[Content, ...] = ()
    headers: Ref | None = None


class SchemeUse(Struct, frozen=True):
    """One security scheme of a requirement, with the scopes or roles it needs."""

    scheme: str
    scopes: tuple[str, ...] = ()


Requirement: TypeAlias = tuple[SchemeUse, ...]
"""All of these schemes together; the empty tuple stands for anonymous access."""


class ServerVariable(Struct, frozen=True):
    """A Server Variable Object."""

    name: str
    default: str
    values: tuple[str, ...] = ()
    doc: Doc = Doc()


class Server(Struct, frozen=True):
    """A Server Object."""

    url: str
    name: str = ""
    doc: Doc = Doc()
    variables: tuple[ServerVariable, ...] = ()


class PathText(Tagged, frozen=True):
    """Literal text of a path template."""

    text: str


class PathVariable(Tagged, frozen=True):
    """`{name}` in a path template; a path parameter of that name exists."""

    name: str


PathPart: TypeAlias = PathText | PathVariable


class Pagination(Struct, frozen=True):
    """How the next page of an operation is reached, from configuration or extension.

    Attributes:
        style: cursor, page, offset, link or url.
        parameter: query parameter that carries the cursor, page number or offset.
        next: JSON pointer in the response to the cursor or URL of the next page.
        items: JSON pointer in the response to the list of items.
        limit: query parameter that carries the page size (offset style).
    """

    style: str
    items: str
    parameter: str = ""
    next: str = ""
    limit: str = ""


class Operation(Struct, frozen=True):
    """An Operation Object at its method and path.

    Attributes:
        id: `operationId`, or method and path joined where the document gives none;
            unique in the API.
        pointer: JSON pointer of the operation in the bundled document.
        security: alternatives; empty if the operation needs none.
        servers: empty if the API's servers apply.
    """

    id: str
    pointer: str
    method: str
    path: tuple[PathPart, ...]
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[Requirement, ...] = ()
    servers: tuple[Server, ...] = ()
    callbacks: tuple[Webhook, ...] = ()
    tags: tuple[str, ...] = ()
    doc: Doc = Doc()
    deprecated: bool = False
    has_operation_id: bool = True
    pagination: Pagination | None = None
    idempotency_header: str = ""

    @property
    def path_template(self) -> str:
        """The path as the document writes it."""
        return "".join(
            part.text if isinstance(part, PathText) else f"{{{part.name}}}"
            for part in self.path
        )


class Webhook(Struct, frozen=True):
    """A request that the server makes to us: a webhook or a callback."""

    id: str
    pointer: str
    method: str
    body: Body | None
    doc: Doc = Doc()
