# Part of every client that regen generates. Do not edit.
"""Credentials, one class per kind of security scheme (Security Scheme Object)."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, cast
from urllib.parse import quote_plus

import httpx2

from .errors import MissingCredentialsError
from .params import header_text, strict

EARLY = 30.0  # seconds before its end from which a token is no longer used


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


class OAuth2(Auth):
    """An access token, or what is needed to fetch one.

    Give `access_token` alone; or `client_id` and `client_secret` for the client
    credentials flow; or `refresh_token`, with the client if the server wants it.
    Threads and tasks that share a client share its token.
    """

    token_url: ClassVar[str] = ""
    refresh_url: ClassVar[str] = ""
    scopes: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self,
        access_token: str | None = None,
        *,
        client_id: str | None = None,
        client_secret: str | None = None,
        refresh_token: str | None = None,
        scopes: Sequence[str] = (),
        token_url: str | None = None,
    ) -> None:
        self._token, self._refresh_token = access_token, refresh_token
        self._client, self._secret = client_id, client_secret
        self._wanted, self._url = " ".join(scopes), token_url
        self._end = float("inf")

    def apply(self, request: httpx2.Request) -> Sequence[str]:
        if self._token is None:
            raise MissingCredentialsError(f"{self!r} has no token and no client")
        request.headers["Authorization"] = f"Bearer {self._token}"
        return [self._token]

    def refused(self) -> bool:
        """A token that the server refuses is fetched again, once."""
        if self._can_fetch:
            self._token = None
        return self._can_fetch

    @property
    def _can_fetch(self) -> bool:
        return bool(self._refresh_token or self._secret)

    def token_request(self, url: httpx2.URL) -> httpx2.Request | None:
        """The token request (RFC 6749, sections 4.4 and 6)."""
        fresh = self._token is not None and time.monotonic() < self._end - EARLY
        if fresh or not self._can_fetch:
            return None
        form, place = {"grant_type": "client_credentials"}, self.token_url
        if self._refresh_token:
            form = {"grant_type": "refresh_token", "refresh_token": self._refresh_token}
            place = self.refresh_url or self.token_url
        if self._wanted:
            form["scope"] = self._wanted
        if self._client and not self._secret:
            form["client_id"] = self._client
        request = httpx2.Request("POST", url.join(self._url or place), data=form)
        request.headers["Accept"] = "application/json"
        if self._client and self._secret:
            basic = HttpBasic(quote_plus(self._client), quote_plus(self._secret))
            basic.apply(request)
        return request

    def receive(self, response: httpx2.Response) -> None:
        answer: Any = {}
        try:
            answer = response.json()
            self._end = time.monotonic() + float(answer.get("expires_in") or "inf")
            self._refresh_token = answer.get("refresh_token", self._refresh_token)
            self._token = str(answer["access_token"])
        except (ValueError, AttributeError, KeyError, TypeError):
            code = cast("Any", answer).get("error") if isinstance(answer, dict) else ""
            reason = f"no token from {response.url}: {response.status_code} {code}"
            raise MissingCredentialsError(reason.strip()) from None
