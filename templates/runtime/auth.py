# Part of every client that regen generates. Do not edit.
"""Credentials, one class per kind of security scheme (Security Scheme Object)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Generator
from typing import ClassVar

import httpx2

from .request import RequestParts


class Auth:
    """Credentials for one security scheme.

    `scheme` is the scheme's name in the document. Credentials with an empty name
    serve every operation that demands any.
    """

    scheme: ClassVar[str] = ""

    def authorize(
        self, parts: RequestParts
    ) -> Generator[httpx2.Request, httpx2.Response]:
        """Puts the credentials into the request that is about to be sent.

        May yield requests of its own, such as one for a token, and is given their
        responses, read. It is then started again from the beginning while no other
        task or thread fetches, so it looks for a cached token first, and changes
        `parts` only when it yields nothing more.
        """
        self.apply(parts)
        yield from ()

    def apply(self, parts: RequestParts) -> None:
        """Edits the parts; all that a scheme without requests of its own needs."""

    def refused(self) -> bool:
        """Called after a 401: True if another attempt may fare better."""
        return False

    def __repr__(self) -> str:
        return f"{type(self).__name__}(...)"


class ApiKey(Auth):
    """A key in a header, in the query or in a cookie, after an optional prefix."""

    location: ClassVar[str] = "header"
    name: ClassVar[str] = "X-API-Key"
    prefix: ClassVar[str] = ""

    def __init__(self, key: str) -> None:
        self._key = key

    def apply(self, parts: RequestParts) -> None:
        value = f"{self.prefix} {self._key}" if self.prefix else self._key
        parts.secrets.append(self._key)
        match self.location:
            case "query":
                parts.add_query(self.name, value, secret=True)
            case "cookie":
                parts.add_cookie(self.name, value)
            case _:
                parts.set_header(self.name, value)


class HttpScheme(Auth):
    """`Authorization: <name> <credentials>` for any registered scheme name."""

    name: ClassVar[str] = ""

    def __init__(self, credentials: str | Callable[[], str]) -> None:
        self._credentials = credentials

    def apply(self, parts: RequestParts) -> None:
        secret = self._credentials
        text = secret if isinstance(secret, str) else secret()
        parts.secrets.append(text)
        parts.set_header("Authorization", f"{self.name} {text}".strip())


class HttpBearer(HttpScheme):
    """A bearer token, or a function that gives the current one."""

    name = "Bearer"

    def __init__(self, token: str | Callable[[], str]) -> None:
        super().__init__(token)


class HttpBasic(HttpScheme):
    """A user name and a password (RFC 7617)."""

    name = "Basic"

    def __init__(self, username: str, password: str) -> None:
        super().__init__(b64encode(f"{username}:{password}".encode()).decode())
        self._password = password

    def apply(self, parts: RequestParts) -> None:
        parts.secrets.append(self._password)
        super().apply(parts)
