"""Every Python name, decided in one phase after all declarations exist.

Names are stable: they follow from the thing itself and from the few things that want
the same name, never from what else a document holds. What an earlier run pinned stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regen import ir

from .conventions import choose
from .declarations import name_attributes, name_declarations, name_members
from .names import (
    DeclarationName,
    Names,
    OperationName,
    ParameterKey,
    ServerName,
)
from .operations import name_operations, name_security, name_servers, name_webhooks

__all__ = [
    "DeclarationName",
    "Names",
    "OperationName",
    "ParameterKey",
    "ServerName",
    "decide",
]


def decide(
    api: ir.Api, *, package: str, pinned: Mapping[str, Any] | None = None
) -> Names:
    """Every Python name of the package for `api`.

    Args:
        package: the import package.
        pinned: what `Names.to_pins` gave at an earlier run. Its names are kept as long
            as they are valid and what they name exists.
    """
    items = api.declarations.values()
    models = {item.id: item for item in items if isinstance(item, ir.Model)}
    enums = {item.id: item for item in items if isinstance(item, ir.Enum)}
    declarations, remarks = name_declarations(api, pinned)
    attributes = {id_: name_attributes(item, pinned) for id_, item in models.items()}
    rules = {id_: choose(found.fields) for id_, found in attributes.items()}
    members = {id_: name_members(item, pinned) for id_, item in enums.items()}
    operations, of_operations = name_operations(api, pinned)
    security, of_security = name_security(api, pinned)
    return Names(
        package=package,
        declarations=declarations,
        fields={id_: found.fields for id_, found in attributes.items()},
        extra={id_: found.extra for id_, found in attributes.items()},
        rename={id_: rule for id_, (rule, _) in rules.items()},
        explicit={id_: explicit for id_, (_, explicit) in rules.items()},
        enum_members={id_: found.names for id_, found in members.items()},
        member_keys={id_: found.keys for id_, found in members.items()},
        operations=operations,
        security=security,
        servers=name_servers(api.servers),
        webhooks=name_webhooks(api, pinned),
        diagnostics=(
            *remarks,
            *(item for found in attributes.values() for item in found.renamed),
            *(item for found in members.values() for item in found.renamed),
            *of_operations,
            *of_security,
        ),
    )
