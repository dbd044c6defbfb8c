"""The surface of a package: what its users import, call, construct and read.

Built once from the API and its names, see `building.py`. The templates of the package,
`regen inspect`, `regen diff` and the reference pages read it, and derive nothing again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, TypeAlias

from msgspec import Struct, field

from regen.ir import Usage

from .docs import Documentation, Prose
from .expressions import Expression, Name
from .literals import DocText, Identifier, Literal


class Argument(Struct, frozen=True):
    """A parameter of a function.

    Attributes:
        default: `None` if it has to be given.
        pointer: its place in the document.
    """

    name: Identifier
    type: Expression
    default: Expression | None = None
    keyword_only: bool = False
    doc: Prose = Prose()
    pointer: str = ""

    def __str__(self) -> str:
        default = "" if self.default is None else f" = {self.default}"
        return f"{self.name}: {self.type}{default}"


class Entry(Struct, frozen=True):
    """A key of a dict and its value, as `"limit": limit` of a query."""

    key: Literal
    value: Expression


class Request(Struct, frozen=True):
    """The parts of a request that a call names.

    Attributes:
        query: of the query string, unless an argument is all of it.
        query_string: that argument.
        security: alternatives, where they are not those of the client.
        server: the URL of a server of its own.
    """

    method: Literal
    path: Expression
    query: tuple[Entry, ...] = ()
    query_string: Expression | None = None
    headers: tuple[Entry, ...] = ()
    cookies: tuple[Entry, ...] = ()
    body: Expression | None = None
    security: Expression | None = None
    server: Literal | None = None
    idempotency_header: Literal | None = None


class Failure(Struct, frozen=True):
    """A declared response that raises.

    Attributes:
        status: as the document has it: `404`, `4XX` or `default`.
        key: the status in a table of a call.
        exception: the class of the runtime that a caller may catch.
        doc: what it means; empty if that is no more than its status says.
        meaning: the same in a few words.
        body: the type of its body; `None` if nothing decodes it.
        decoded: the type or, by media type, the types that a call names for it.
    """

    status: str
    key: Literal
    exception: Identifier
    doc: Prose
    meaning: Literal | None
    body: Expression | None
    decoded: Expression | None


class DeclaredBody(Struct, frozen=True):
    """A body of a request or of a response, as the document declares it.

    Attributes:
        status: of the response; empty for a request.
        media_type: `None` for a response without a body.
    """

    status: str
    media_type: str | None
    type: Expression


class DeclaredParameter(Struct, frozen=True):
    """A parameter as the document declares it.

    Attributes:
        location: path, query, header, cookie or querystring.
        type: of a value that is given.
    """

    name: str
    location: str
    argument: Identifier
    type: Expression
    required: bool


class Alternative(Struct, frozen=True):
    """What a call gives if one of some media types is asked for.

    Attributes:
        accept: the type of the argument that asks for it.
    """

    accept: Expression
    result: Expression


class Function(Struct, frozen=True):
    """An operation.

    Attributes:
        id: `operationId`, or what stands for it.
        module: under `operations`.
        arguments: in order, those by keyword last.
        decorator: what makes the function an operation.
        call: class of the call: Call, PagedCall, StreamCall or StreamingCall.
        results: type arguments of the call: result, item or event.
        returns: what the result is; empty if that is no more than is said elsewhere.
        answers: what a call names for each status of a result, unless all are empty.
        failures: the responses that raise.
        shared_failures: the constant of the module that has the table of failures.
        events: the type of one event of a stream.
        pages: how further pages are asked for.
        security: alternatives, each the set of the classes it needs together; one
            empty set if the operation needs none.
        parameters, bodies, responses: as the document declares them.
        accept: the argument that chooses a media type, if there is a choice.
        alternatives: the results by that argument, where checkers can tell them apart.
    """

    id: str
    name: Identifier
    module: str
    pointer: str
    method: str
    path: str
    doc: Documentation
    deprecated: bool
    arguments: tuple[Argument, ...]
    request: Request
    decorator: Name
    call: Name
    results: tuple[Expression, ...]
    returns: Prose
    answers: tuple[Entry, ...]
    failures: tuple[Failure, ...]
    events: Expression | None
    pages: Expression | None
    security: frozenset[frozenset[str]]
    parameters: tuple[DeclaredParameter, ...]
    bodies: tuple[DeclaredBody, ...]
    body_required: bool
    responses: tuple[DeclaredBody, ...]
    shared_failures: Identifier | None = None
    accept: Identifier | None = None
    alternatives: tuple[Alternative, ...] = ()

    @property
    def positional(self) -> tuple[Argument, ...]:
        """The arguments that may be given by position."""
        return tuple(item for item in self.arguments if not item.keyword_only)

    @property
    def by_keyword(self) -> tuple[Argument, ...]:
        """The arguments that are given by name only."""
        return tuple(item for item in self.arguments if item.keyword_only)

    @property
    def described_failures(self) -> tuple[Failure, ...]:
        """The failures whose meaning or body a call names."""
        return tuple(each for each in self.failures if each.meaning or each.decoded)

    @property
    def title(self) -> DocText:
        """Method and path, which stand in for a description that is not there."""
        return DocText(f"`{self.method} {self.path}`.")


class Attribute(Struct, frozen=True):
    """A field of a model.

    Attributes:
        wire_name: in JSON; empty for the attribute of all undeclared properties.
        type: the annotation: what readers get.
        value: the type of what is sent if it is given: what those who construct give.
        default: `None` if there is none, or a factory makes it.
        factory: makes the default, so that no two objects share it.
        wire: metadata for the codec: the name in JSON, and options.
        required: whether the constructor demands it.
        secret: whether it is left out of the model's repr.
        sent: whether requests carry it, if they reach the model.
        received: whether responses carry it, if they reach the model.
    """

    name: Identifier
    wire_name: str
    type: Expression
    value: Expression
    default: Expression | None
    factory: Expression | None
    wire: Expression | None
    doc: Prose
    required: bool
    sent: bool
    received: bool
    pointer: str
    secret: bool = False


class ModelClass(Struct, frozen=True):
    """A dataclass of `models`.

    Attributes:
        module: under `models`.
        rename: the rule that gives the names in JSON.
        base: the model that it extends, if it extends one.
        attributes: all of them, those of the base included.
        inherited: names of those that the base declares as they are.
    """

    template: ClassVar[str] = "model.jinja"
    name: Identifier
    module: str
    pointer: str
    usage: Usage
    doc: Documentation = Documentation()
    deprecated: bool = False
    rename: Literal | None = None
    base: Name | None = None
    attributes: tuple[Attribute, ...] = ()
    inherited: frozenset[Identifier] = frozenset()

    @property
    def own(self) -> tuple[Attribute, ...]:
        """The attributes that the class itself declares."""
        return tuple(a for a in self.attributes if a.name not in self.inherited)


class EnumValue(Struct, frozen=True):
    """A member of an enum."""

    name: Identifier
    value: Literal
    doc: Prose = Prose()


class EnumClass(Struct, frozen=True):
    """An enum of `models`.

    Attributes:
        base: its class in the runtime: StrEnum, IntEnum or FloatEnum.
        kind: the builtin whose values its members are: str, int or float.
    """

    template: ClassVar[str] = "enum.jinja"
    name: Identifier
    module: str
    pointer: str
    usage: Usage
    base: Name
    kind: str
    members: tuple[EnumValue, ...]
    doc: Documentation = Documentation()
    deprecated: bool = False


class TypeName(Struct, frozen=True):
    """A type alias of `models`.

    Attributes:
        recursive: whether the type names itself, perhaps through other aliases.
        of_text: whether it is an enum of strings or its text, for arguments.
    """

    template: ClassVar[str] = "alias.jinja"
    name: Identifier
    module: str
    pointer: str
    usage: Usage
    type: Expression
    recursive: bool = False
    of_text: bool = False
    doc: Documentation = Documentation()
    deprecated: bool = False


Declared: TypeAlias = ModelClass | EnumClass | TypeName


class ModelModule(Struct, frozen=True):
    """A module of `models`.

    Attributes:
        declared: classes first, then aliases, each after those that it names.
        looks_ahead: whether a model names itself or what stands below it.
    """

    name: str
    declared: tuple[Declared, ...]
    looks_ahead: bool


class ClassConstant(Struct, frozen=True):
    """An attribute of a class of `security`."""

    name: Identifier
    value: Expression
    type: Expression | None = None


class Scheme(Struct, frozen=True):
    """A class of `security`.

    Attributes:
        scheme: its name in the document.
        base: the class of the runtime that decides how it is constructed.
        constants: what it sends where.
    """

    name: Identifier
    scheme: str
    pointer: str
    base: Name
    doc: Documentation
    constants: tuple[ClassConstant, ...]


class ServerFunction(Struct, frozen=True):
    """A function of `servers`."""

    name: Identifier
    doc: Documentation
    arguments: tuple[Argument, ...]
    url: Expression


class WebhookFunction(Struct, frozen=True):
    """A function of `webhooks`.

    Attributes:
        is_class: whether the type is one class, from which a checker infers the result.
    """

    name: Identifier
    pointer: str
    doc: Documentation
    type: Expression
    is_class: bool


class OperationModule(Struct, frozen=True):
    """A module of `operations`: its functions, and what the tag says.

    Attributes:
        resource: the class that has the functions as methods.
        attribute: of the client, for these methods.
    """

    module: Identifier
    resource: Identifier
    attribute: Identifier
    doc: Documentation
    functions: tuple[Function, ...]

    @property
    def shared_failures(self) -> tuple[Function, ...]:
        """One of the functions for each constant that has a table of failures."""
        found = {each.shared_failures: each for each in self.functions}
        return tuple(found[name] for name in sorted(filter(None, found)))


class ClientInfo(Struct, frozen=True):
    """The facts about the API that the client has.

    Attributes:
        title: of the API, as a sentence calls it.
        security: alternatives; `None` if nothing is asked for.
        undeclared: what models do with undeclared properties; `None` to drop them.
    """

    title: DocText
    package: Literal
    version: Literal
    base_url: Literal
    security: Expression | None
    undeclared: Literal | None


class Surface(Struct, frozen=True):
    """Everything that a package offers.

    Attributes:
        declared: name -> model, enum or alias, in the order of the document.
        base_url: of the first server, its variables filled in; perhaps empty.
    """

    client: ClientInfo
    base_url: str = ""
    operations: tuple[OperationModule, ...] = ()
    models: tuple[ModelModule, ...] = ()
    declared: Mapping[str, Declared] = field(default_factory=dict)
    security: tuple[Scheme, ...] = ()
    servers: tuple[ServerFunction, ...] = ()
    webhooks: tuple[WebhookFunction, ...] = ()

    @property
    def functions(self) -> tuple[Function, ...]:
        """The operations."""
        return tuple(item for module in self.operations for item in module.functions)
