# Part of every client that regen generates. Do not edit.
"""OAuth2 and OpenID Connect: tokens that are fetched, cached and refreshed."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping, Sequence
from typing import Any, ClassVar, cast
from urllib.parse import quote_plus, urljoin

import httpx2

from .auth import Auth, HttpBearer
from .errors import ApiError
from .request import RequestParts

EARLY = 30.0  # seconds before its end from which a token is no longer used


class TokenError(ApiError):
    """The token endpoint gave no token; the text holds its error code."""


class OpenIdConnect(HttpBearer):
    """An access token of an OpenID provider, sent as a bearer token."""


class MutualTls(Auth):
    """A client certificate: it is given to the client's `verify`, not sent."""


class OAuth2(Auth):
    """An access token, or what is needed to fetch one.

    Give `access_token` alone; or `client_id` and `client_secret` for the client
    credentials flow; or `refresh_token`, with the client if the server wants it.
    One object may be shared between threads and tasks, which share its token.
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
        self._client = (client_id, client_secret)
        self._wanted, self._url = tuple(scopes), token_url
        self._expiry = float("inf")

    def authorize(
        self, parts: RequestParts
    ) -> Generator[httpx2.Request, httpx2.Response]:
        """Puts the token into the request; fetches one if there is none to use."""
        if self._token is None or time.monotonic() > self._expiry - EARLY:
            if self._can_fetch:
                response = yield self._request(parts.url)
                self._store(response)
            elif self._token is None:
                raise TokenError(f"{type(self).__name__} has no token and no client")
        token = cast("str", self._token)
        parts.secrets.append(token)
        parts.set_header("Authorization", f"Bearer {token}")

    def refused(self) -> bool:
        """A token that the server refuses is fetched again, once."""
        if self._can_fetch:
            self._token = None
        return self._can_fetch

    @property
    def _can_fetch(self) -> bool:
        return bool(self._refresh_token or self._client[1])

    def _request(self, api_url: str) -> httpx2.Request:
        """The token request (RFC 6749, sections 4.4 and 6)."""
        form = {"grant_type": "client_credentials"}
        url = self._url or self.token_url
        if self._refresh_token:
            form = {
                "grant_type": "refresh_token",
                "refresh_token": self._refresh_token,
            }
            url = self._url or self.refresh_url or self.token_url
        if self._wanted:
            form["scope"] = " ".join(self._wanted)
        name, secret = self._client
        auth = None
        if name and secret:
            auth = httpx2.BasicAuth(quote_plus(name), quote_plus(secret))
        elif name:
            form["client_id"] = name
        headers = {"Accept": "application/json"}
        request = httpx2.Request(
            "POST", urljoin(api_url, url), data=form, headers=headers
        )
        return request if auth is None else next(auth.auth_flow(request))

    def _store(self, response: httpx2.Response) -> None:
        try:
            answer: Any = response.json()
        except ValueError:
            answer = {}
        fields = cast("dict[str, Any]", answer) if isinstance(answer, dict) else {}
        token = fields.get("access_token")
        if not response.is_success or not isinstance(token, str):
            reason = fields.get("error", "no access_token in the answer")
            raise TokenError(f"no token ({response.status_code}): {reason}")
        seconds = fields.get("expires_in")
        alive = float(seconds) if seconds is not None else float("inf")
        self._expiry = time.monotonic() + alive
        self._refresh_token = fields.get("refresh_token", self._refresh_token)
        self._token = token
