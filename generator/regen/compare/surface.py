"""A package as its users see it: what they import, call, construct and read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field

from regen.ir import Usage
from regen.outputs.python.lines import Argument, Node


class Function(Struct, frozen=True):
    """An operation.

    Attributes:
        id: `operationId`, or what stands for it.
        module: under `operations`.
        request: method and path.
        arguments: in order; the bare `*` among them.
        places: argument -> JSON pointer.
        call: class of the call: Call, PagedCall, StreamCall or StreamingCall.
        results: type arguments of the call: result, item or event.
        errors: status -> type of the error's body, `None` if that is not decoded.
        security: alternatives, each the set of the classes it needs together; one
            empty set if the operation needs none.
    """

    id: str
    name: str
    module: str
    pointer: str
    request: str
    arguments: tuple[Argument, ...]
    places: Mapping[str, str]
    call: str
    results: tuple[Node, ...]
    errors: Mapping[str, Node | None]
    security: frozenset[frozenset[str]]
    deprecated: bool


class Attribute(Struct, frozen=True):
    """A field of a model.

    Attributes:
        type: the annotation: what readers get.
        value: the type of what is sent if it is given: what those who construct give.
        required: whether the constructor demands it.
        sent: whether requests carry it, if they reach the model.
        received: whether responses carry it, if they reach the model.
    """

    type: Node
    value: Node
    required: bool
    sent: bool
    received: bool
    pointer: str


class ModelClass(Struct, frozen=True):
    """A dataclass of `models`."""

    name: str
    module: str
    pointer: str
    usage: Usage
    attributes: Mapping[str, Attribute]
    wire_names: Mapping[str, str]


class EnumClass(Struct, frozen=True):
    """An enum of `models`.

    Attributes:
        base: the builtin whose values its members are: str, int or float.
        members: name -> value.
    """

    name: str
    module: str
    pointer: str
    usage: Usage
    base: str
    members: Mapping[str, str | int | float]


class TypeName(Struct, frozen=True):
    """A type alias of `models`."""

    name: str
    module: str
    pointer: str
    usage: Usage
    type: Node


Declared: TypeAlias = ModelClass | EnumClass | TypeName


class Scheme(Struct, frozen=True):
    """A class of `security`.

    Attributes:
        base: the class of the runtime that decides how it is constructed.
        attributes: what it sends where, as source text.
    """

    pointer: str
    base: str
    attributes: Mapping[str, str]


class Webhook(Struct, frozen=True):
    """A function of `webhooks`."""

    pointer: str
    type: Node


class Surface(Struct, frozen=True):
    """Everything that a package offers, by name; functions by module and name."""

    functions: Mapping[tuple[str, str], Function] = field(default_factory=dict)
    declared: Mapping[str, Declared] = field(default_factory=dict)
    security: Mapping[str, Scheme] = field(default_factory=dict)
    servers: Mapping[str, tuple[Argument, ...]] = field(default_factory=dict)
    webhooks: Mapping[str, Webhook] = field(default_factory=dict)
    base_url: str = ""
