"""Operations of the intermediate model: parameters, bodies, responses, servers."""

from __future__ import annotations

import enum
from typing import TypeAlias

from msgspec import Struct

from .media import MediaKind
from .types import NO_FACTS, Doc, ExternalDocs, Facts, JsonValue, Ref, Tagged, Type


class ParameterLocation(enum.Enum):
    """`in` of a Parameter Object."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    QUERYSTRING = "querystring"


class Style(enum.Enum):
    """How a value is written as text ("Style Values").

    `cookie` of OpenAPI 3.2 is `form` where reserved characters are allowed;
    `tabDelimited` is the `collectionFormat: tsv` of Swagger 2.0.
    """

    FORM = "form"
    SIMPLE = "simple"
    LABEL = "label"
    MATRIX = "matrix"
    SPACE_DELIMITED = "spaceDelimited"
    PIPE_DELIMITED = "pipeDelimited"
    TAB_DELIMITED = "tabDelimited"
    DEEP_OBJECT = "deepObject"


class Parameter(Struct, frozen=True):
    """A Parameter Object with the defaults of its location filled in.

    Attributes:
        content: set when the parameter has `content` instead of `schema`; `type` is
            the type of the content.
    """

    name: str
    location: ParameterLocation
    type: Type
    required: bool
    style: Style
    explode: bool
    doc: Doc = Doc()
    allow_reserved: bool = False
    allow_empty: bool = False
    content: Content | None = None
    has_default: bool = False
    default: JsonValue = None
    deprecated: bool = False
    name_hint: str = ""
    facts: Facts = NO_FACTS


class Encoding(Struct, frozen=True):
    """How one property of a form or multipart body is written (Encoding Object)."""

    property: str
    content_type: str = ""
    style: Style | None = None
    explode: bool | None = None
    allow_reserved: bool = False


class Content(Struct, frozen=True):
    """A Media Type Object under its media type (or range).

    Attributes:
        kind: how a body is built, as media type and type together tell.
        type: type of the whole body; `None` if the document gives no schema.
        item: type of one item of a sequential media type (`itemSchema`), else `None`.
        is_copy: whether it is what is there as JSON, in another notation or name.
        examples: of a whole body that is sent.
    """

    media_type: str
    kind: MediaKind
    type: Type | None
    encoding: tuple[Encoding, ...] = ()
    item: Type | None = None
    is_copy: bool = False
    examples: tuple[JsonValue, ...] = ()


class Body(Struct, frozen=True):
    """A Request Body Object."""

    contents: tuple[Content, ...]
    required: bool
    doc: Doc = Doc()


class Link(Struct, frozen=True):
    """A Link Object: an operation that the values of a response lead to.

    Attributes:
        operation: `operationId`, or else `operationRef`.
        parameters: parameter of that operation -> its value, or the runtime expression
            that gives it.
    """

    name: str
    operation: str
    parameters: tuple[tuple[str, JsonValue], ...] = ()
    description: str = ""


class Response(Struct, frozen=True):
    """A Response Object.

    Attributes:
        status: "200", a range as "2XX", or "default".
        headers: the model that holds the declared headers, or `None`.
        is_result: whether a call gives what it holds. `default` may be the result and
            stand for all failures as well.
    """

    status: str
    doc: Doc
    contents: tuple[Content, ...] = ()
    headers: Ref | None = None
    is_result: bool = False
    links: tuple[Link, ...] = ()


Requirement: TypeAlias = tuple[str, ...]
"""All of these schemes together; the empty tuple stands for anonymous access."""


class ServerVariable(Struct, frozen=True):
    """A Server Variable Object."""

    name: str
    default: str
    values: tuple[str, ...] = ()


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
        parameter: query parameter that carries the cursor, page number or offset; of a
            cursor also a JSON pointer into the body of the request.
        next: JSON pointer in the response to the cursor or URL of the next page.
        items: JSON pointer in the response to the list of items.
        limit: query parameter that carries the page size (offset style).
        total: JSON pointer in the response to the number of pages, or of items (offset
            style).
        more: JSON pointer in the response to what is false on the last page.
    """

    style: str
    items: str
    parameter: str = ""
    next: str = ""
    limit: str = ""
    total: str = ""
    more: str = ""


class Operation(Struct, frozen=True):
    """An Operation Object at its method and path.

    Attributes:
        id: `operationId`, or method and path joined where the document gives none;
            unique in the API.
        pointer: JSON pointer of the operation in the bundled document.
        security: alternatives; empty if the operation needs none.
        servers: empty if the API's servers apply.
        name_hint: what a framework made the id of, where that is unique, or empty.
        accepts: the media types that a header parameter `Accept` lists.
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
    pagination: Pagination | None = None
    idempotency_header: str = ""
    external_docs: ExternalDocs | None = None
    name_hint: str = ""
    accepts: tuple[str, ...] = ()

    @property
    def path_template(self) -> str:
        """The path as the document writes it."""
        return "".join(
            part.text if isinstance(part, PathText) else f"{{{part.name}}}"
            for part in self.path
        )

    @property
    def results(self) -> tuple[Response, ...]:
        """The responses that a call gives."""
        return tuple(response for response in self.responses if response.is_result)

    @property
    def failures(self) -> tuple[Response, ...]:
        """The responses that a call raises, `default` among them."""
        return tuple(r for r in self.responses if not r.status.startswith("2"))


class Webhook(Struct, frozen=True):
    """A request that the server makes to us: a webhook or a callback."""

    id: str
    pointer: str
    method: str
    body: Body | None
    doc: Doc = Doc()
