# Part of every client that regen generates. Do not edit.
"""The rarer kinds of credentials; see `auth`."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from typing import Any, Self

import httpx2

from .auth import Auth, HttpBearer, HttpScheme, variable

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class HttpBasic(HttpScheme):
    """A user name and a password (RFC 7617); one of the two may be empty."""

    name = "Basic"

    def __init__(self, username: str, password: str) -> None:
        super().__init__(basic(username, password, type(self).__name__))
        self._password = password

    @classmethod
    def from_environment(cls, package: str) -> Self | None:
        name, password = variable(package, "username"), variable(package, "password")
        return cls(name, password) if name else None

    def apply(self, request: httpx2.Request) -> Sequence[str]:
        return [*super().apply(request), self._password]


class OpenIdConnect(HttpBearer):
    """An access token of an OpenID provider, sent as a bearer token."""


class MutualTls(Auth):
    """A client certificate: it is given to the client's `verify`, not sent."""


def basic(username: Any, password: Any, what: str) -> str:
    """The credentials of the scheme Basic.

    Raises TypeError or ValueError, which do not show them.
    """
    for text, name in ((username, "user name"), (password, "password")):
        if not isinstance(text, str):
            raise TypeError(f"{what}: the {name} is to be a text")
        if _CONTROL.search(text):
            raise ValueError(f"{what}: the {name} has control characters")
    if not username and not password:
        raise ValueError(f"{what}: the user name and the password are empty")
    if ":" in username:
        raise ValueError(f"{what}: a user name with a colon cannot be sent")
    return b64encode(f"{username}:{password}".encode()).decode()
