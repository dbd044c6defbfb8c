"""Security schemes of the intermediate model (Security Scheme Object)."""

from __future__ import annotations

import enum
from typing import TypeAlias

from msgspec import Struct

from .operations import ParameterLocation
from .types import Doc, Tagged


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
