# Part of every client that regen generates. Do not edit.
"""What a client knows beside its connections, and what can be said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple, TypedDict, get_args

import httpx2

from .auth import HEADER_VALUE, Auth, Security, check_secret
from .retry import Retry

Undeclared = Literal["drop", "keep"]
"""What models do with properties that their schemas do not declare."""


class ApiInfo(NamedTuple):
    """What a package knows about its API; `security` as that of a call."""

    package: str
    version: str
    base_url: str
    security: Security = ()
    undeclared: Undeclared = "drop"


@dataclass(frozen=True, slots=True)
class Hooks:
    """Functions that see each request before it is sent and each response after.

    They may change the request. Those of an AsyncClient may be coroutine functions.
    """

    before_request: Sequence[Callable[[httpx2.Request], Any]] = ()
    after_response: Sequence[Callable[[httpx2.Response], Any]] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a client knows beside its connections."""

    auth: Sequence[Auth] = ()
    base_url: str | None = field(default=None, repr=False)
    timeout: httpx2.Timeout = field(
        default_factory=lambda: httpx2.Timeout(60.0, connect=5.0)
    )
    deadline: float | None = 600.0
    retries: Retry = field(default_factory=Retry)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    hooks: Hooks = field(default_factory=Hooks)
    strict: bool = False
    undeclared: Undeclared | None = None
    max_response_size: int = 100_000_000

    def changed(self, options: Mapping[str, Any]) -> Settings:
        """The settings with these options; what no call could use is refused here.

        Raises TypeError or ValueError, without showing the value.
        """
        changes = dict(options)
        if "auth" in changes:
            changes["auth"] = _credentials(changes["auth"])
        if changes.get("base_url") is not None:
            _check_base_url(changes["base_url"])
        if changes.get("undeclared") not in (None, *get_args(Undeclared)):
            raise ValueError('undeclared is "keep" or "drop"')
        timeout = changes.get("timeout", self.timeout)
        if not isinstance(timeout, httpx2.Timeout):
            connect = None if timeout is None else min(timeout, 5.0)
            changes["timeout"] = httpx2.Timeout(timeout, connect=connect)
        if isinstance(changes.get("retries"), int):
            changes["retries"] = replace(self.retries, limit=changes["retries"])
        for name, value in changes.get("headers", {}).items():
            if value is None or (isinstance(value, str) and value):
                check_secret(value, f"the header {name}", HEADER_VALUE)
        changes["headers"] = {**self.headers, **changes.get("headers", {})}
        return replace(self, **changes)


def _credentials(auth: Any) -> Sequence[Auth]:
    if isinstance(auth, Auth):
        return (auth,)
    return tuple(_checked(each, auth) for each in auth or ())


def _checked(each: Any, auth: Any) -> Auth:
    if isinstance(auth, str) or not isinstance(each, Auth):
        kind = each.__name__ if isinstance(each, type) else type(each).__name__
        raise TypeError(f"auth takes objects such as HttpBearer(...), not {kind}")
    return each


def _check_base_url(text: str) -> None:
    try:
        url = httpx2.URL(text)
        whole = url.scheme in ("http", "https") and bool(url.host)
    except httpx2.InvalidURL:
        whole = False
    if not whole:
        raise ValueError("base_url is to be a whole URL, such as https://host/api")


class Options(TypedDict, total=False):
    """What can be said of a client, or with `with_options` of some calls.

    base_url: overrides the servers of the document.
    timeout: seconds without progress (60; 5 to connect), or httpx2.Timeout.
    deadline: seconds from the end of a request to the end of its response (600).
    retries: how often a failed request is sent again (2), or `Retry`.
    headers: sent with each request; added to those set before.
    strict: raise DecodeError where a response deviates from its schema.
    undeclared: "keep" what schemas do not declare, and send it back, or "drop" it.
    max_response_size: bytes of a body that is not streamed (100 MB).
    """

    base_url: str | None
    timeout: float | httpx2.Timeout | None
    deadline: float | None
    retries: int | Retry
    headers: Mapping[str, str]
    hooks: Hooks
    strict: bool
    undeclared: Undeclared
    max_response_size: int
