# Part of every client that regen generates. Do not edit.
"""OAuth 2.0: access tokens that are fetched, kept, and fetched again (RFC 6749)."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar, Self, cast
from urllib.parse import quote_plus

import httpx2

from .auth import HEADER_VALUE, Auth, check_secret, variable
from .errors import MissingCredentialsError
from .schemes import basic
from .secrecy import printable, redacted

EARLY = 30.0  # seconds before its end from which a token is no longer used


class OAuth2(Auth):
    """An access token, or what is needed to fetch one.

    Give `access_token` alone; or `client_id` and `client_secret` for the client
    credentials flow; or `refresh_token`, or `username` and `password`, with the
    client if the server wants it. `secret_in_body` sends the client's secret in the
    form, not by Basic; `audience` and `extra` are further fields of the form.
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
        username: str | None = None,
        password: str | None = None,
        scopes: Sequence[str] = (),
        audience: str | None = None,
        extra: Mapping[str, str] | None = None,
        secret_in_body: bool = False,
        token_url: str | None = None,
    ) -> None:
        self._token, self._refresh_token = access_token, refresh_token
        self._client, self._secret = client_id, client_secret
        self._user, self._password = username, password
        self._in_body, self._url = secret_in_body, token_url
        self._check()
        self._fields = {"scope": " ".join(scopes)} if scopes else dict[str, str]()
        if audience is not None:
            self._fields["audience"] = audience
        self._fields |= extra or {}
        self._end = float("inf")

    def _check(self) -> None:
        given = {
            "access_token": self._token,
            "client_id": self._client,
            "client_secret": self._secret,
            "refresh_token": self._refresh_token,
            "username": self._user,
            "password": self._password,
        }
        for name, value in given.items():
            if value is not None:
                check_secret(value, f"{type(self).__name__}: {name}", HEADER_VALUE)
        if not (self._token or self._can_fetch):
            raise TypeError(
                f"{type(self).__name__} needs an access_token, a refresh_token, a "
                "client_id with its client_secret, or a username with its password"
            )
        if self._can_fetch and not self._place:
            raise TypeError(
                f"{type(self).__name__} needs a token_url: the document names none"
            )

    @classmethod
    def from_environment(cls, package: str) -> Self | None:
        token = variable(package, cls.scheme) or variable(package, "access_token")
        client = variable(package, "client_id"), variable(package, "client_secret")
        if token:
            return cls(token)
        return (
            cls(client_id=client[0], client_secret=client[1])
            if cls.token_url and all(client)
            else None
        )

    @classmethod
    def carried(cls, headers: httpx2.Headers) -> bool:
        return "authorization" in headers

    def apply(self, request: httpx2.Request) -> Sequence[str]:
        if self._token is None:
            raise MissingCredentialsError(f"{self!r} has no token and no client")
        request.headers["Authorization"] = f"Bearer {self._token}"
        return [self._token]

    def refused(self, request: httpx2.Request) -> bool:
        """A token that the server refuses is fetched again, once.

        Another thread or task may have done so since the request was sent.
        """
        if request.headers.get("Authorization") == f"Bearer {self._token}":
            self._end = -math.inf
        return self._can_fetch

    @property
    def _can_fetch(self) -> bool:
        return bool(
            self._refresh_token
            or (self._client and self._secret)
            or (self._user and self._password)
        )

    @property
    def _place(self) -> str:
        """Where tokens are fetched; the document may name another for new ones."""
        refresh_url = self.refresh_url if self._refresh_token else ""
        return self._url or refresh_url or self.token_url

    def token_request(self, url: httpx2.URL) -> httpx2.Request | None:
        """The token request (RFC 6749, sections 2.3, 4.3, 4.4 and 6)."""
        fresh = self._token is not None and time.monotonic() < self._end - EARLY
        if fresh or not self._can_fetch:
            return None
        form = {"grant_type": "client_credentials"}
        if self._refresh_token:
            form = {"grant_type": "refresh_token", "refresh_token": self._refresh_token}
        elif self._user and self._password:
            form = {"grant_type": "password", "username": self._user}
            form["password"] = self._password
        form |= self._fields
        by_basic = self._client and self._secret and not self._in_body
        if self._client and not by_basic:
            form["client_id"] = self._client
            if self._secret:
                form["client_secret"] = self._secret
        request = httpx2.Request("POST", url.join(self._place), data=form)
        request.headers["Accept"] = "application/json"
        if self._client and self._secret and by_basic:
            pair = quote_plus(self._client), quote_plus(self._secret)
            secret = basic(*pair, type(self).__name__)
            request.headers["Authorization"] = f"Basic {secret}"
        return request

    def receive(self, response: httpx2.Response) -> None:
        """Takes the token (RFC 6749, section 5).

        Raises MissingCredentialsError with what the server says if there is none.
        """
        answer: Any = None
        with suppress(ValueError, RecursionError):
            answer = response.json()
        members = cast("dict[str, Any]", answer) if isinstance(answer, dict) else {}
        token = str(members.get("access_token") or "")
        if not response.is_success or not HEADER_VALUE.fullmatch(token):
            said = [members.get("error"), members.get("error_description")]
            if not any(said) and not response.is_success:
                said = [response.text.strip()]
            words = [f"{response.status_code}", *(str(text) for text in said if text)]
            reason = f"no token from {response.request.url}: {' '.join(words)}"
            secrets = (self._secret, self._password, self._refresh_token)
            reason = redacted(reason[:500], filter(None, secrets))
            raise MissingCredentialsError(printable(reason))
        again = members.get("refresh_token")
        if isinstance(again, str) and HEADER_VALUE.fullmatch(again):
            self._refresh_token = again
        self._end = time.monotonic() + _seconds(members.get("expires_in"))
        self._token = token


def _seconds(expires_in: Any) -> float:
    """How long a token holds; for ever where the server does not say."""
    try:
        seconds = float(expires_in or "inf")
    except (ValueError, TypeError, OverflowError):
        return math.inf
    return math.inf if math.isnan(seconds) else seconds
