"""A whole document in the intermediate model."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from .facts import Info, Tag
from .operations import Operation, Requirement, Server, Webhook
from .security import SecurityScheme
from .types import Declaration, SchemaId


class Api(Struct, frozen=True):
    """A whole document.

    Attributes:
        security: the schemes that exist.
        requirements: the security of operations that have none of their own.
    """

    info: Info
    servers: tuple[Server, ...] = ()
    declarations: dict[SchemaId, Declaration] = field(default_factory=dict)
    operations: tuple[Operation, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    security: tuple[SecurityScheme, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    tags: tuple[Tag, ...] = ()

    def incoming(self) -> Iterator[Webhook]:
        """The requests that the server makes: webhooks, and callbacks of operations."""
        yield from self.webhooks
        for operation in self.operations:
            yield from operation.callbacks
