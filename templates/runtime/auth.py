# Part of every client that regen generates. Do not edit.
"""Credentials by kind of security scheme; rarer kinds: `schemes` and `oauth2`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import httpx2

from .params import header_text, strict


class RedactedURL(httpx2.URL):
    """A URL whose text, in logs, errors and reprs, shows no credentials."""

    def __init__(self, url: httpx2.URL, shown: str) -> None:
        super().__init__(url)
        self._shown = shown

    def __str__(self) -> str:
        return self._shown

    def __repr__(self) -> str:
        return f"URL({self._shown!r})"


class Auth:
    """Credentials for one security scheme.

    `scheme` is the scheme's name in the document. Credentials with an empty name
    serve every operation that demands any.
    """

    scheme: ClassVar[str] = ""

    def apply(self, request: httpx2.Request) -> Sequence[str]:
        """Puts the credentials into a request; gives the texts that nothing shows."""
        return ()

    def token_request(self, url: httpx2.URL) -> httpx2.Request | None:
        """What is to be sent first, by one thread or task at a time, for a token."""

    def receive(self, response: httpx2.Response) -> None:
        """Takes the response to the request for a token."""

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

    def apply(self, request: httpx2.Request) -> Sequence[str]:
        value = f"{self.prefix} {self._key}" if self.prefix else self._key
        pair = f"{strict(self.name)}={strict(value)}"
        if self.location == "query":
            url, mark = request.url, "&" if request.url.query else "?"
            query = b"&".join(filter(None, (url.query, pair.encode())))
            shown = str(url).replace(strict(value), "***")
            shown += f"{mark}{strict(self.name)}=***"
            request.url = RedactedURL(url.copy_with(query=query), shown)
        elif self.location == "cookie":
            cookies = request.headers.get("Cookie")
            request.headers["Cookie"] = f"{cookies}; {pair}" if cookies else pair
        else:
            request.headers[self.name] = header_text(self.name, value) or ""
        return [self._key, strict(value)]


class HttpScheme(Auth):
    """`Authorization: <name> <credentials>` for any registered scheme name."""

    name: ClassVar[str] = ""

    def __init__(self, credentials: str | Callable[[], str]) -> None:
        self._credentials = credentials

    def apply(self, request: httpx2.Request) -> Sequence[str]:
        secret = self._credentials
        text = secret if isinstance(secret, str) else secret()
        value = header_text("Authorization", f"{self.name} {text}".strip())
        request.headers["Authorization"] = value or ""
        return [text]


class HttpBearer(HttpScheme):
    """A bearer token, or a function that gives the current one."""

    name = "Bearer"

    def __init__(self, token: str | Callable[[], str]) -> None:
        super().__init__(token)


Security = Sequence[type[Auth] | tuple[type[Auth], ...]]
"""Alternatives: a scheme, schemes that go together, or () for none."""
