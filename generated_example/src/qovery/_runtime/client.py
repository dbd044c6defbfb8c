# Part of every client that regen generates. Do not edit.
"""The two clients: settings over one pool of connections."""

from __future__ import annotations

import copy
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, ClassVar, NamedTuple, Self, TypedDict, TypeVar, Unpack

import httpx2

from .auth import Auth
from .call import AnyCall, Call, Security
from .exchange import Exchange
from .response import Response, failure, interpret
from .retry import Retry
from .transport import Transport, log_from_environment, run_blocking

T = TypeVar("T")


class ApiInfo(NamedTuple):
    """What a package knows about its API; `security` as that of a call."""

    package: str
    version: str
    base_url: str
    security: Security = ()


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
    max_response_size: int = 1 << 30

    def changed(self, options: Mapping[str, Any]) -> Settings:
        """The settings with these options."""
        changes = dict(options)
        auth = changes.get("auth", self.auth)
        changes["auth"] = (auth,) if isinstance(auth, Auth) else tuple(auth or ())
        timeout = changes.get("timeout", self.timeout)
        if not isinstance(timeout, httpx2.Timeout):
            connect = None if timeout is None else min(timeout, 5.0)
            changes["timeout"] = httpx2.Timeout(timeout, connect=connect)
        if isinstance(changes.get("retries"), int):
            changes["retries"] = replace(self.retries, limit=changes["retries"])
        changes["headers"] = {**self.headers, **changes.get("headers", {})}
        return replace(self, **changes)


class Options(TypedDict, total=False):
    """What can be said of a client, or with `with_options` of some calls.

    base_url: overrides the servers of the document.
    timeout: seconds without progress (60; 5 to connect), or httpx2.Timeout.
    deadline: seconds from sending a request to the end of its response (600).
    retries: how often a failed request is sent again (2), or `Retry`.
    headers: sent with each request; added to those set before.
    strict: raise DecodeError where a response deviates from its schema.
    max_response_size: bytes of a body that is not streamed (1 GiB).
    """

    base_url: str | None
    timeout: float | httpx2.Timeout | None
    deadline: float | None
    retries: int | Retry
    headers: Mapping[str, str]
    hooks: Hooks
    strict: bool
    max_response_size: int


class AnyClient:
    """What both clients are.

    `http_client` brings an httpx2 client of one's own, with its connections, default
    headers and cookies, which is left open; `transport` just its transport.
    """

    info: ClassVar[ApiInfo]
    blocking: ClassVar[bool]

    def __init__(
        self,
        auth: Auth | Sequence[Auth] | None = None,
        *,
        http_client: httpx2.Client | httpx2.AsyncClient | None = None,
        transport: httpx2.BaseTransport | httpx2.AsyncBaseTransport | None = None,
        proxy: str | httpx2.Proxy | None = None,
        verify: bool | ssl.SSLContext = True,
        http2: bool = False,
        limits: httpx2.Limits | None = None,
        **options: Unpack[Options],
    ) -> None:
        settings = Settings(timeout=http_client.timeout) if http_client else Settings()
        self.settings = settings.changed({"auth": auth, **options})
        pool: dict[str, Any] = {"proxy": proxy, "verify": verify}
        pool |= {"transport": transport, "http2": http2}
        if limits is not None:
            pool["limits"] = limits
        # Calls of one pool must not share a session: the jar keeps nothing.
        pool["cookies"] = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        kind: Any = httpx2.Client if self.blocking else httpx2.AsyncClient
        make = partial(kind, **pool)
        self.transport = Transport(self.blocking, http_client, make)
        log_from_environment(self.info.package)

    def with_options(self, **options: Unpack[Options]) -> Self:
        """A cheap copy with other settings that shares the connections."""
        other = copy.copy(self)
        other.settings = self.settings.changed(options)
        return other

    async def run(self, call: AnyCall, check: bool = True) -> Response[Any]:
        """`exchange` as a coroutine for either client, see `run_blocking`."""
        exchange = Exchange(self, call, streaming=False)
        response = await exchange.run()
        return interpret(call, response, self.settings.strict, check, exchange.secrets)

    async def opened(self, call: AnyCall) -> httpx2.Response:
        """`open` as a coroutine for either client."""
        exchange = Exchange(self, call, streaming=True)
        response = await exchange.run()
        if not response.is_success:
            raise failure(call, response, exchange.secrets)
        return response

    def __repr__(self) -> str:
        url = httpx2.URL(self.settings.base_url or self.info.base_url)
        return f"<{type(self).__name__} {url!r}>"


class SyncClient(AnyClient):
    """A blocking client; it can be shared between threads."""

    blocking = True

    def send(self, call: Call[T]) -> T:
        """Sends a call and gives its result.

        Raises StatusError for a status that is not a success, TransportError if no
        response came, MissingCredentialsError before anything is sent.
        """
        return self.exchange(call).value

    def exchange(self, call: Call[T], *, check: bool = True) -> Response[T]:
        """Like `send`, with status and headers beside the result.

        Unless `check`, an error is a response too; its value is the body of the error.
        """
        return run_blocking(self.run(call, check))

    def open(self, call: AnyCall) -> httpx2.Response:
        """The response of a success, not read yet; the caller closes it."""
        return run_blocking(self.opened(call))

    def stream(self, call: AnyCall) -> closing[httpx2.Response]:
        """The response of a success, to be read in pieces inside `with`."""
        return closing(self.open(call))

    def close(self) -> None:
        """Closes the connections, also those of copies by `with_options`."""
        run_blocking(self.transport.close())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class BaseAsyncClient(AnyClient):
    """A client for asyncio, as `SyncClient`; tasks of one event loop can share it."""

    blocking = False

    async def send(self, call: Call[T]) -> T:
        return (await self.exchange(call)).value

    def exchange(self, call: Call[T], *, check: bool = True) -> Awaitable[Response[T]]:
        return self.run(call, check)

    async def open(self, call: AnyCall) -> httpx2.Response:
        return await self.opened(call)

    @asynccontextmanager
    async def stream(self, call: AnyCall) -> AsyncGenerator[httpx2.Response]:
        response = await self.opened(call)
        try:
            yield response
        finally:
            await response.aclose()

    async def close(self) -> None:
        await self.transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
