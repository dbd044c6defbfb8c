"""A whole document in the intermediate model, with its security schemes."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct, field

from .operations import Operation, ParameterLocation, Requirement, Server, Webhook
from .types import Declaration, Doc, ExternalDocs, SchemaId, Tagged


class Contact(Struct, frozen=True):
    """A Contact Object."""

    name: str = ""
    url: str = ""
    email: str = ""


class License(Struct, frozen=True):
    """A License Object; `identifier` is an SPDX expression."""

    name: str
    identifier: str = ""
    url: str = ""


class Info(Struct, frozen=True):
    """The Info Object."""

    title: str
    version: str
    doc: Doc = Doc()
    terms_of_service: str = ""
    contact: Contact | None = None
    license: License | None = None
    external_docs: ExternalDocs | None = None


class Tag(Struct, frozen=True):
    """A Tag Object."""

    name: str
    doc: Doc = Doc()
    external_docs: ExternalDocs | None = None


class ApiKey(Tagged, frozen=True):
    """`type: apiKey`."""

    name: str
    location: ParameterLocation
    parameter: str
    doc: Doc = Doc()
    prefix: str = ""


class HttpBasic(Tagged, frozen=True):
    """`type: http`, `scheme: basic`."""

    name: str
    doc: Doc = Doc()


class HttpBearer(Tagged, frozen=True):
    """`type: http`, `scheme: bearer`."""

    name: str
    doc: Doc = Doc()
    prefix: str = "Bearer"


class HttpScheme(Tagged, frozen=True):
    """`type: http` with any other scheme."""

    name: str
    scheme: str
    doc: Doc = Doc()


class FlowKind(enum.Enum):
    """The kind of an OAuth Flow Object: its key under `flows`."""

    IMPLICIT = "implicit"
    PASSWORD = "password"
    CLIENT_CREDENTIALS = "clientCredentials"
    AUTHORIZATION_CODE = "authorizationCode"
    DEVICE_AUTHORIZATION = "deviceAuthorization"


class OAuthFlow(Struct, frozen=True):
    """One flow of an OAuth2 scheme."""

    kind: FlowKind
    authorization_url: str = ""
    token_url: str = ""
    refresh_url: str = ""
    scopes: tuple[tuple[str, str], ...] = ()


class OAuth2(Tagged, frozen=True):
    """`type: oauth2`."""

    name: str
    flows: tuple[OAuthFlow, ...]
    doc: Doc = Doc()


class OpenIdConnect(Tagged, frozen=True):
    """`type: openIdConnect`."""

    name: str
    doc: Doc = Doc()


class MutualTls(Tagged, frozen=True):
    """`type: mutualTLS`."""

    name: str
    doc: Doc = Doc()


SecurityScheme: TypeAlias = (
    ApiKey | HttpBasic | HttpBearer | HttpScheme | OAuth2 | OpenIdConnect | MutualTls
)


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
