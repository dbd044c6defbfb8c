"""Every Python name of a package, and how it is settled who gets one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Generic, TypeAlias, TypeVar

from msgspec import Struct, field

from regen.diagnostics import Diagnostic, Level
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


Key = TypeVar("Key")


def _no_others() -> tuple[str, ...]:
    return ()


class Claim(Struct, Generic[Key], frozen=True):
    """A wish for a name.

    Attributes:
        name: the name that the thing has if nothing else wants it.
        others: names to try next, computed only on a collision.
        rank: a lower one chooses first.
    """

    key: Key
    name: str
    others: Callable[[], tuple[str, ...]] = _no_others
    rank: int = 0


def assign(
    claims: Iterable[Claim[Key]],
    taken: AbstractSet[str] = frozenset(),
    pinned: Mapping[Key, str] | None = None,
) -> dict[Key, str]:
    """A name for each claim, in the order of the claims; no two alike.

    Pinned names come first, then claims by rank, then by order. A claim that finds its
    name taken tries its other names, and at last its name with a number. The work is
    linear in the number of claims: the numbers of a name are counted on, never searched
    again.

    Args:
        taken: names that no claim may have.
        pinned: names of an earlier run; those taken or given twice lapse.
    """
    claims = list(claims)
    pinned = pinned or {}
    wishes = {claim.key: pinned.get(claim.key, claim.name) for claim in claims}
    # As a rule nobody wants what another one wants, and each wish is granted.
    names = set(wishes.values())
    if len(names) == len(claims) and names.isdisjoint(taken):
        return wishes
    chosen: dict[Key, str] = {}
    used: set[str] = set()
    for claim in claims:
        name = pinned.get(claim.key)
        if name is not None and name not in taken and name not in used:
            chosen[claim.key] = name
            used.add(name)
    counters: dict[str, int] = {}
    for claim in sorted(claims, key=lambda claim: claim.rank):
        if claim.key not in chosen:
            name = _free(claim, taken, used, counters)
            chosen[claim.key] = name
            used.add(name)
    return {claim.key: chosen[claim.key] for claim in claims}


def renamed(
    kind: str, claims: Iterable[Claim[Key]], chosen: Mapping[Key, str], place: str = ""
) -> list[Diagnostic]:
    """A remark for each claim that did not get its own name.

    Args:
        kind: what is named, as "operation".
        place: where it stands, if its key does not say so.
    """
    where = f" of {place}" if place else ""
    return [
        Diagnostic(
            Level.INFO,
            "renamed",
            f"{kind} {claim.key}{where} is generated as {chosen[claim.key]}: "
            f"the name {claim.name} is taken",
        )
        for claim in claims
        if chosen[claim.key] != claim.name
    ]


def _free(
    claim: Claim[Key],
    taken: AbstractSet[str],
    used: AbstractSet[str],
    counters: dict[str, int],
) -> str:
    if claim.name not in taken and claim.name not in used:
        return claim.name
    for name in claim.others():
        if name not in taken and name not in used:
            return name
    joint = "_" if "_" in claim.name or claim.name[-1:].isdigit() else ""
    joint = joint if claim.name[:1].isupper() and not claim.name.isupper() else "_"
    number = counters.get(claim.name, 2)
    while (name := f"{claim.name.rstrip('_')}{joint}{number}") in used or name in taken:
        number += 1
    counters[claim.name] = number + 1
    return name
