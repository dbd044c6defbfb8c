# Part of every client that regen generates. Do not edit.
"""The rarer kinds of credentials; see `auth`."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

import httpx2

from .auth import Auth, HttpBearer, HttpScheme


class HttpBasic(HttpScheme):
    """A user name and a password (RFC 7617)."""

    name = "Basic"

    def __init__(self, username: str, password: str) -> None:
        super().__init__(b64encode(f"{username}:{password}".encode()).decode())
        self._password = password

    def apply(self, request: httpx2.Request) -> Sequence[str]:
        return [*super().apply(request), self._password]


class OpenIdConnect(HttpBearer):
    """An access token of an OpenID provider, sent as a bearer token."""


class MutualTls(Auth):
    """A client certificate: it is given to the client's `verify`, not sent."""
