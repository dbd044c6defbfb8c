"""The result of naming: every Python name of a package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from msgspec import Struct, field

from regen.diagnostics import Diagnostic
from regen.ir import ParameterLocation, SchemaId

from . import pins

ParameterKey: TypeAlias = tuple[ParameterLocation, str]
"""Location and wire name: what makes a parameter unique."""


class AliasName(Struct, frozen=True):
    """A union or an alias.

    Attributes:
        module: relative to `models`; the layout may put declarations that refer to one
            another into one module.
    """

    module: str
    name: str


class ModelName(Struct, frozen=True):
    """A dataclass.

    Attributes:
        module: as in `AliasName`.
        fields: wire name -> attribute.
        extra: the attribute for undeclared properties.
        rename: the rule that gives the wire names: camel, pascal, kebab or `None`.
        explicit: the wire names that the rule does not give, in order.
    """

    module: str
    name: str
    fields: Mapping[str, str]
    extra: str
    rename: str | None
    explicit: tuple[str, ...]


class EnumName(Struct, frozen=True):
    """An enum.

    Attributes:
        module: as in `AliasName`.
        members: in the order of the document.
        keys: their values, as the manifest writes them.
    """

    module: str
    name: str
    members: tuple[str, ...]
    keys: tuple[str, ...]


DeclarationName: TypeAlias = ModelName | EnumName | AliasName


class OperationName(Struct, frozen=True):
    """A function.

    Attributes:
        module: relative to `operations`.
        parameters: (location, wire name) -> argument.
    """

    module: str
    function: str
    parameters: Mapping[ParameterKey, str] = field(default_factory=dict)


class ResourceName(Struct, frozen=True):
    """The operations of a module as methods.

    Attributes:
        attribute: of the client.
        resource: the class.
    """

    attribute: str
    resource: str


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
        declarations: of every declaration, of the same kind as it.
        operations: operation id -> name.
        security: security scheme -> class.
        keys: of every declaration, its key in the manifest.
        equal: key of a declaration that several places share -> digest of its content.
        servers: in the order of `Api.servers`.
        webhooks: JSON pointer of a webhook or callback -> function.
        diagnostics: what was renamed, and why.
    """

    package: str
    declarations: Mapping[SchemaId, DeclarationName]
    operations: Mapping[str, OperationName]
    security: Mapping[str, str]
    keys: Mapping[SchemaId, str] = field(default_factory=dict)
    equal: Mapping[str, str] = field(default_factory=dict)
    servers: tuple[ServerName, ...] = ()
    webhooks: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    def model(self, id_: SchemaId) -> ModelName:
        """The names of an `ir.Model`."""
        name = self.declarations[id_]
        assert isinstance(name, ModelName)
        return name

    def enum(self, id_: SchemaId) -> EnumName:
        """The names of an `ir.Enum`."""
        name = self.declarations[id_]
        assert isinstance(name, EnumName)
        return name

    def to_pins(self) -> dict[str, Any]:
        """The names as plain JSON, for `decide` to keep at the next run.

        Names that are the wire name itself are left out: nothing can move them.
        """
        declarations = {self.keys[id_]: name for id_, name in self.declarations.items()}
        fields = {
            key: name.fields
            for key, name in declarations.items()
            if isinstance(name, ModelName)
        }
        members = {
            key: dict(zip(name.keys, name.members, strict=True))
            for key, name in declarations.items()
            if isinstance(name, EnumName)
        }
        arguments = {
            id_: {pins.argument(*key): name for key, name in item.parameters.items()}
            for id_, item in self.operations.items()
        }
        return {
            "declarations": {
                key: [name.module, name.name] for key, name in declarations.items()
            },
            "equal": dict(self.equal),
            "fields": pins.of_renamed(fields),
            "members": pins.of_renamed(members),
            "operations": {
                id_: f"{item.module}.{item.function}"
                for id_, item in self.operations.items()
            },
            "arguments": pins.of_renamed(arguments),
            "security": dict(self.security),
            "webhooks": dict(self.webhooks),
        }
