# Part of every client that regen generates. Do not edit.
"""Credentials by kind of security scheme; rarer kinds: `schemes` and `oauth2`."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar, Self

import httpx2

from .params import strict
from .secrecy import HIDDEN, RedactedURL

Token = str | Callable[[], str] | Callable[[], Awaitable[str]]
"""A token, or a function or coroutine function that gives the current one."""

HEADER_VALUE = re.compile(r"(?!\s)[^\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]+(?<!\s)")
"""What can be the value of a header (RFC 9110, section 5.5)."""
_KEY = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?")
_TOKEN = re.compile(r"[\x21-\x7e]+")
_NO_COOKIE = re.compile(r"[^\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]")
"""What RFC 6265 (section 4.1.1) does not let stand in the value of a cookie."""


class Auth:
    """Credentials for one security scheme.

    `scheme` is the scheme's name in the document. Credentials with an empty name are
    of no scheme: they are sent with every call, whatever the document demands.
    """

    scheme: ClassVar[str] = ""

    @classmethod
    def from_environment(cls, package: str) -> Self | None:
        """Credentials from the variables of this package, None if they are not set."""
        return None

    @classmethod
    def carried(cls, headers: httpx2.Headers) -> bool:
        """Whether headers that the client sends anyway have such credentials."""
        return False

    def prepare(self) -> Awaitable[None] | None:
        """What there is to do, or to wait for, before each request."""

    def apply(self, request: httpx2.Request) -> Sequence[str]:
        """Puts the credentials into a request; gives the texts that nothing shows."""
        return ()

    def token_request(self, url: httpx2.URL) -> httpx2.Request | None:
        """What is to be sent first, by one thread or task at a time, for a token.

        `url` is that of the API, which the URLs of a document are relative to.
        """

    def receive(self, response: httpx2.Response) -> None:
        """Takes the response to the request for a token."""

    def refused(self, request: httpx2.Request) -> bool:
        """Called after a 401 to a request: True if another may fare better."""
        return False

    def __repr__(self) -> str:
        return f"{type(self).__name__}(...)"

    def __reduce__(self) -> str | tuple[Any, ...]:
        raise TypeError(f"{type(self).__name__} cannot be pickled: it is a secret")


class ApiKey(Auth):
    """A key in a header, in the query or in a cookie, after an optional prefix.

    Raises TypeError or ValueError for a key that cannot be sent, such as None from a
    missing environment variable.
    """

    location: ClassVar[str] = "header"
    name: ClassVar[str] = "X-API-Key"
    prefix: ClassVar[str] = ""

    def __init__(self, key: str) -> None:
        pattern = _KEY if self.location == "header" else HEADER_VALUE
        self._key = check_secret(key, f"the key of {type(self).__name__}", pattern)

    @classmethod
    def from_environment(cls, package: str) -> Self | None:
        key = variable(package, cls.scheme) or variable(package, "api_key")
        return cls(key) if key else None

    @classmethod
    def carried(cls, headers: httpx2.Headers) -> bool:
        if cls.location == "cookie":
            return f"{cls.name}=" in headers.get("cookie", "")
        return cls.location == "header" and cls.name in headers

    def apply(self, request: httpx2.Request) -> Sequence[str]:
        value = f"{self.prefix} {self._key}" if self.prefix else self._key
        if self.location == "query":
            url, mark = request.url, "&" if request.url.query else "?"
            name, quoted = strict(self.name), strict(value)
            query = b"&".join(filter(None, (url.query, f"{name}={quoted}".encode())))
            shown = str(url).replace(quoted, HIDDEN) + f"{mark}{name}={HIDDEN}"
            request.url = RedactedURL(url.copy_with(query=query), shown)
            return [self._key, quoted]
        if self.location == "cookie":
            value = _NO_COOKIE.sub(lambda char: strict(char[0]), value)
            cookies, pair = request.headers.get("Cookie"), f"{self.name}={value}"
            request.headers["Cookie"] = f"{cookies}; {pair}" if cookies else pair
        else:
            request.headers[self.name] = value
        return [self._key, value]


class HttpScheme(Auth):
    """`Authorization: <name> <credentials>` for any registered scheme name."""

    name: ClassVar[str] = ""
    allowed: ClassVar[re.Pattern[str]] = _KEY

    def __init__(self, credentials: Token) -> None:
        self._source = credentials if callable(credentials) else None
        self._text = "" if callable(credentials) else self._checked(credentials)

    def _checked(self, text: Any) -> str:
        what = f"the credentials of {type(self).__name__}"
        return check_secret(text, what, self.allowed)

    @classmethod
    def carried(cls, headers: httpx2.Headers) -> bool:
        return "authorization" in headers

    def prepare(self) -> Awaitable[None] | None:
        if self._source is None:
            return None
        found = self._source()
        if isinstance(found, Awaitable):
            return self._wait_for(found)
        self._text = self._checked(found)
        return None

    async def _wait_for(self, token: Awaitable[str]) -> None:
        self._text = self._checked(await token)

    def apply(self, request: httpx2.Request) -> Sequence[str]:
        request.headers["Authorization"] = f"{self.name} {self._text}".strip()
        return [self._text]

    def refused(self, request: httpx2.Request) -> bool:
        """A function may give another token than the one that the server refused."""
        return self._source is not None


class HttpBearer(HttpScheme):
    """A bearer token (RFC 6750), or a function that gives the current one."""

    name = "Bearer"
    allowed = _TOKEN

    def __init__(self, token: Token) -> None:
        super().__init__(token)

    @classmethod
    def from_environment(cls, package: str) -> Self | None:
        token = variable(package, cls.scheme) or variable(package, "token")
        return cls(token) if token else None


Security = Sequence[type[Auth] | tuple[type[Auth], ...]]
"""Alternatives: a scheme, schemes that go together, or () for none."""


def check_secret(value: Any, what: str, allowed: re.Pattern[str]) -> str:
    """A text that can be sent.

    Raises TypeError or ValueError, which say what it is for and never show it.
    """
    if not isinstance(value, str):
        raise TypeError(f"{what}: a text is needed, not {type(value).__name__}")
    if not value.strip():
        raise ValueError(f"{what} is empty")
    if not allowed.fullmatch(value):
        raise ValueError(
            f"{what} has spaces, control or other characters that cannot be sent"
        )
    return value


def variable(package: str, name: str) -> str:
    """The environment variable `<PACKAGE>_<NAME>`; empty if it is not set."""
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", f"{package}_{name}")
    return os.environ.get(re.sub(r"\W", "_", words).upper(), "")
