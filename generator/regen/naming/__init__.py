"""Decides every Python name, in one phase after all declarations exist.

Names are stable: they follow from the thing itself and from the few things that want
the same name, never from what else a document holds. What an earlier run pinned stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regen import ir

from . import pins
from .declarations import name_declarations
from .equal_schemas import Shared, share
from .names import AliasName as AliasName
from .names import DeclarationName as DeclarationName
from .names import EnumName as EnumName
from .names import ModelName as ModelName
from .names import Names as Names
from .names import OperationName as OperationName
from .names import ParameterKey as ParameterKey
from .names import ResourceName as ResourceName
from .names import ServerName as ServerName
from .operation_names import name_operations, name_security, name_servers, name_webhooks
from .operation_names import name_resources as name_resources


def name(
    api: ir.Api,
    *,
    package: str,
    pinned: Mapping[str, Any] | None = None,
    root: Mapping[str, Any] | None = None,
) -> tuple[ir.Api, Names]:
    """The API without repeated inline schemas, and every Python name of its package.

    Args:
        package: the import package.
        root: the document that the pointers of `api` lead into; without it, names are
            pinned by pointer.
        pinned: what `Names.to_pins` gave at an earlier run. Its names are kept as long
            as they are valid and what they name exists.
    """
    known = pins.keys(api.declarations, root or {}, pins.declarations(pinned))
    shared = share(api, known, pinned)
    return shared.api, _decide(shared, package, pinned)


def decide(
    api: ir.Api,
    *,
    package: str,
    pinned: Mapping[str, Any] | None = None,
    root: Mapping[str, Any] | None = None,
) -> Names:
    """Every Python name of the package for `api`, in which nothing is repeated.

    The arguments are those of `name`.
    """
    known = pins.keys(api.declarations, root or {}, pins.declarations(pinned))
    return _decide(Shared(api, known), package, pinned)


def _decide(shared: Shared, package: str, pinned: Mapping[str, Any] | None) -> Names:
    api, known = shared.api, shared.keys
    declarations, of_declarations = name_declarations(shared, pinned)
    operations, of_operations = name_operations(api, pinned)
    security, of_security = name_security(api, pinned)
    return Names(
        package=package,
        declarations=declarations,
        operations=operations,
        security=security,
        keys={id_: found.key for id_, found in known.items()},
        equal=shared.digests,
        servers=name_servers(api.servers),
        webhooks=name_webhooks(api, pinned),
        diagnostics=(*of_declarations, *of_operations, *of_security),
    )
