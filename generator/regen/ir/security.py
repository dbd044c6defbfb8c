"""Security schemes of the intermediate model (Security Scheme Object)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .operations import ParameterLocation
from .types import Doc


@dataclass(frozen=True, slots=True)
class ApiKey:
    """`type: apiKey`."""

    name: str
    location: ParameterLocation
    parameter: str
    doc: Doc = Doc()
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class HttpBasic:
    """`type: http`, `scheme: basic`."""

    name: str
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True)
class HttpBearer:
    """`type: http`, `scheme: bearer`."""

    name: str
    doc: Doc = Doc()
    prefix: str = "Bearer"


@dataclass(frozen=True, slots=True)
class HttpScheme:
    """`type: http` with any other scheme."""

    name: str
    scheme: str
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True)
class OAuthFlow:
    """One flow of an OAuth2 scheme: implicit, password, clientCredentials, ..."""

    kind: str
    authorization_url: str = ""
    token_url: str = ""
    refresh_url: str = ""
    scopes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OAuth2:
    """`type: oauth2`."""

    name: str
    flows: tuple[OAuthFlow, ...]
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True)
class OpenIdConnect:
    """`type: openIdConnect`."""

    name: str
    url: str
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True)
class MutualTls:
    """`type: mutualTLS`."""

    name: str
    doc: Doc = Doc()


SecurityScheme: TypeAlias = (
    ApiKey | HttpBasic | HttpBearer | HttpScheme | OAuth2 | OpenIdConnect | MutualTls
)
