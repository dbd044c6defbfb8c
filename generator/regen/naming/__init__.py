"""Every Python name, decided in one phase after all declarations exist.

Names are stable: they follow from the thing itself and from the few things that want
the same name, never from what else a document holds. What an earlier run pinned stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regen import ir

from . import pins
from .declarations import name_declarations
from .keys import keys
from .names import (
    AliasName,
    DeclarationName,
    EnumName,
    ModelName,
    Names,
    OperationName,
    ParameterKey,
    ServerName,
)
from .operations import name_operations, name_security, name_servers, name_webhooks

__all__ = [
    "AliasName",
    "DeclarationName",
    "EnumName",
    "ModelName",
    "Names",
    "OperationName",
    "ParameterKey",
    "ServerName",
    "decide",
]


def decide(
    api: ir.Api,
    *,
    package: str,
    pinned: Mapping[str, Any] | None = None,
    root: Mapping[str, Any] | None = None,
) -> Names:
    """Every Python name of the package for `api`.

    Args:
        package: the import package.
        root: the document that the pointers of `api` lead into; without it, names are
            pinned by pointer.
        pinned: what `Names.to_pins` gave at an earlier run. Its names are kept as long
            as they are valid and what they name exists.
    """
    known = keys(api.declarations, root or {}, pins.declarations(pinned))
    declarations, of_declarations = name_declarations(api, pinned, known)
    operations, of_operations = name_operations(api, pinned)
    security, of_security = name_security(api, pinned)
    return Names(
        package=package,
        declarations=declarations,
        operations=operations,
        security=security,
        keys={id_: found.key for id_, found in known.items()},
        servers=name_servers(api.servers),
        webhooks=name_webhooks(api, pinned),
        diagnostics=(*of_declarations, *of_operations, *of_security),
    )
