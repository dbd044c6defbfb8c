# Part of every client that regen generates. Do not edit.
"""OAuth 2.0: access tokens that are fetched, kept, and fetched again (RFC 6749)."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast
from urllib.parse import quote_plus

import httpx2

from .auth import Auth
from .errors import MissingCredentialsError
from .schemes import HttpBasic

EARLY = 30.0  # seconds before its end from which a token is no longer used


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
        answer: Any = None
        try:
            answer = response.json()
            self._end = time.monotonic() + float(answer.get("expires_in") or "inf")
            self._refresh_token = answer.get("refresh_token", self._refresh_token)
            self._token = str(answer["access_token"])
        except (ValueError, AttributeError, KeyError, TypeError):
            code = cast("Any", answer).get("error") if isinstance(answer, dict) else ""
            reason = f"no token from {response.url}: {response.status_code} {code}"
            raise MissingCredentialsError(reason.strip()) from None
