"""The value of the naming phase: every Python name of a package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import Struct, field

from regen.diagnostics import Diagnostic
from regen.ir import ParameterLocation, SchemaId

ParameterKey = tuple[ParameterLocation, str]
"""Location and wire name: what makes a parameter unique."""


class DeclarationName(NamedTuple):
    """A class, enum or alias.

    Attributes:
        module: the module of its own, relative to `models`; the layout may put
            declarations that refer to one another into one module.
    """

    module: str
    name: str


class OperationName(Struct, frozen=True):
    """A function.

    Attributes:
        module: relative to `operations`.
        parameters: (location, wire name) -> argument.
    """

    module: str
    function: str
    parameters: Mapping[ParameterKey, str] = field(default_factory=dict)


class ServerName(Struct, frozen=True):
    """A function of `servers.py`.

    Attributes:
        variables: server variable -> argument.
    """

    function: str
    variables: Mapping[str, str] = field(default_factory=dict)


class Names(Struct, frozen=True):
    """Every Python name of a package.

    Attributes:
        package: the import package.
        declarations: of every declaration.
        fields: of every `ir.Model`, wire name -> attribute.
        extra: of every `ir.Model`, the attribute for undeclared properties.
        rename: of every `ir.Model`, the rule of the class for wire names: camel,
            pascal, kebab, or `None`.
        explicit: of every `ir.Model`, the wire names that its rule does not give.
        enum_members: of every `ir.Enum`, in the order of its members.
        operations: operation id -> name.
        security: security scheme -> class.
        servers: in the order of `Api.servers`.
        webhooks: JSON pointer of a webhook or callback -> function.
        diagnostics: what was renamed, and why.
        member_keys: the values of every `ir.Enum`, as `to_pins` writes them.
    """

    package: str
    declarations: Mapping[SchemaId, DeclarationName]
    fields: Mapping[SchemaId, Mapping[str, str]]
    extra: Mapping[SchemaId, str]
    rename: Mapping[SchemaId, str | None]
    explicit: Mapping[SchemaId, frozenset[str]]
    enum_members: Mapping[SchemaId, tuple[str, ...]]
    operations: Mapping[str, OperationName]
    security: Mapping[str, str]
    servers: tuple[ServerName, ...] = ()
    webhooks: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    member_keys: Mapping[SchemaId, tuple[str, ...]] = field(default_factory=dict)

    def to_pins(self) -> dict[str, Any]:
        """The names as plain JSON, for `decide` to keep at the next run.

        Names that are the wire name itself are left out: nothing can move them.
        """
        return {
            "declarations": {
                id_.pointer: [name.module, name.name]
                for id_, name in self.declarations.items()
            },
            "fields": _without_empty(
                {id_.pointer: _renamed(fields) for id_, fields in self.fields.items()}
            ),
            "members": _without_empty(
                {
                    id_.pointer: _renamed(
                        dict(zip(self.member_keys[id_], members, strict=True))
                    )
                    for id_, members in self.enum_members.items()
                }
            ),
            "operations": {
                id_: f"{op.module}.{op.function}" for id_, op in self.operations.items()
            },
            "arguments": _without_empty(
                {
                    id_: _renamed(
                        {argument_key(key): arg for key, arg in op.parameters.items()}
                    )
                    for id_, op in self.operations.items()
                }
            ),
            "security": dict(self.security),
            "webhooks": dict(self.webhooks),
        }


def argument_key(key: ParameterKey) -> str:
    """A parameter in the pins: the wire name behind its location, `query:limit`."""
    location, wire_name = key
    return f"{location.value}:{wire_name}"


def member_key(value: str | int | float) -> str:
    """An enum value in the pins: strings as they are, numbers as JSON text."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and value.bit_length() > 2048:
        return hex(value)
    return json.dumps(value)


def _renamed(names: Mapping[str, str]) -> dict[str, str]:
    return {
        wire_name: name
        for wire_name, name in names.items()
        if name != wire_name and name != wire_name.partition(":")[2]
    }


def _without_empty(names: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {key: value for key, value in names.items() if value}
