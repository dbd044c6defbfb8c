# Part of every client that regen generates. Do not edit.
"""The two clients: settings over one pool of connections."""

from __future__ import annotations

import copy
import ssl
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self, TypedDict, TypeVar, Unpack

import httpx2

from .auth import Auth
from .call import AnyCall, Call, PagedCall, StreamCall, StreamingCall
from .exchange import Exchange
from .log import log_from_environment
from .request import ApiInfo
from .response import Response, failure, interpret
from .retry import Retry
from .streams import AsyncStream, Stream
from .transport import (
    AsyncTransport,
    BlockingTransport,
    Transport,
    run_blocking,
    stateless_cookies,
)

T = TypeVar("T")
E = TypeVar("E")
_CONNECTION = ("proxy", "verify", "http2", "limits")


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

    auth: Sequence[Auth] = field(default=(), repr=False)
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


class _Common(TypedDict, total=False):
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


class Options(_Common, total=False):
    """The keywords of `with_options`; `auth` takes the place of what was there."""

    auth: Auth | Sequence[Auth] | None


class ClientOptions(_Common, total=False):
    """The keywords of a client: also what its connections are like."""

    proxy: str | httpx2.Proxy | None
    verify: bool | ssl.SSLContext
    http2: bool
    limits: httpx2.Limits


def _changed(settings: Settings, options: Mapping[str, Any]) -> Settings:
    changes: dict[str, Any] = dict(options)
    if "auth" in changes:
        auth = changes["auth"]
        single = isinstance(auth, Auth)
        changes["auth"] = (auth,) if single else tuple(auth or ())
    if "timeout" in changes and not isinstance(changes["timeout"], httpx2.Timeout):
        seconds = changes["timeout"]
        connect = None if seconds is None else min(seconds, 5.0)
        changes["timeout"] = httpx2.Timeout(seconds, connect=connect)
    if isinstance(changes.get("retries"), int):
        changes["retries"] = replace(settings.retries, limit=changes["retries"])
    if "headers" in changes:
        changes["headers"] = {**settings.headers, **changes["headers"]}
    return replace(settings, **changes)


class _Client:
    info: ClassVar[ApiInfo]
    settings: Settings
    transport: Transport
    blocking: ClassVar[bool]

    def _configure(self, auth: Any, timeout: Any, options: Mapping[str, Any]) -> None:
        chosen = {k: v for k, v in options.items() if k not in _CONNECTION}
        self.settings = _changed(
            Settings(timeout=timeout) if timeout else Settings(),
            {"auth": auth, **chosen},
        )
        log_from_environment(self.info.package)

    def with_options(self, **options: Unpack[Options]) -> Self:
        """A cheap copy with other settings that shares the connections."""
        other = copy.copy(self)
        other.settings = _changed(self.settings, options)
        return other

    async def run(self, call: AnyCall) -> Response[Any]:
        """`exchange` as a coroutine for either client, see `run_blocking`."""
        exchange = Exchange(call, self.info, self.settings, self.transport)
        response = await exchange.run()
        strict, secrets = self.settings.strict, exchange.secrets
        return interpret(call, response, strict=strict, secrets=secrets)

    async def _open(self, call: AnyCall) -> httpx2.Response:
        exchange = Exchange(
            call, self.info, self.settings, self.transport, streaming=True
        )
        response = await exchange.run()
        if response.is_success:
            return response
        raise failure(call, response, exchange.secrets)

    def __repr__(self) -> str:
        url = httpx2.URL(self.settings.base_url or self.info.base_url)
        return f"<{type(self).__name__} {url!r}>"


def _connection(options: Mapping[str, Any], transport: Any) -> dict[str, Any]:
    """The keywords of the httpx2 client that is made at the first use."""
    chosen = {k: options[k] for k in _CONNECTION if k in options}
    return {"transport": transport, "cookies": stateless_cookies(), **chosen}


class SyncClient(_Client):
    """A blocking client; it can be shared between threads.

    `http_client` brings an httpx2.Client of one's own, with its connections, default
    headers and cookies, which is left open; `transport` just its transport.
    """

    blocking = True

    def __init__(
        self,
        auth: Auth | Sequence[Auth] | None = None,
        *,
        http_client: httpx2.Client | None = None,
        transport: httpx2.BaseTransport | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        self._configure(auth, http_client and http_client.timeout, options)
        keywords = _connection(options, transport)
        self.transport = self._blocking = BlockingTransport(
            lambda: http_client or httpx2.Client(**keywords),
            owned=http_client is None,
        )

    def send(self, call: Call[T]) -> T:
        """Sends a call and gives its result.

        Raises StatusError for a status that is not a success, TransportError if no
        response came, MissingCredentialsError before anything is sent.
        """
        return self.exchange(call).value

    def exchange(self, call: Call[T]) -> Response[T]:
        """Like `send`, with status and headers beside the result."""
        return run_blocking(self.run(call))

    def open(self, call: AnyCall) -> httpx2.Response:
        """The response of a success, not read yet; the caller closes it."""
        return run_blocking(self._open(call))

    @contextmanager
    def stream(self, call: AnyCall) -> Generator[httpx2.Response]:
        """The response of a success, to be read in pieces while it is open."""
        response = self.open(call)
        try:
            yield response
        finally:
            response.close()

    def events(self, call: StreamCall[E] | StreamingCall[Any, E]) -> Stream[E]:
        """The events of a call; it is sent at the first of them."""
        return Stream(self, call)

    def pages(self, call: PagedCall[T, Any]) -> Iterator[T]:
        """This page and all that follow it, each fetched when it is asked for."""
        following: PagedCall[T, Any] | None = call
        while following is not None:
            response = self.exchange(following)
            yield response.value
            following = following.pages.after(following, response)

    def items(self, call: PagedCall[Any, E]) -> Iterator[E]:
        """The items of this page and of all that follow it."""
        for page in self.pages(call):
            yield from call.pages.of(page)

    def close(self) -> None:
        """Closes the connections, also those of copies by `with_options`."""
        self._blocking.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class BaseAsyncClient(_Client):
    """A client for asyncio; it can be shared between tasks of one event loop.

    `http_client` brings an httpx2.AsyncClient of one's own, with its connections,
    default headers and cookies, which is left open; `transport` just its transport.
    """

    blocking = False

    def __init__(
        self,
        auth: Auth | Sequence[Auth] | None = None,
        *,
        http_client: httpx2.AsyncClient | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        self._configure(auth, http_client and http_client.timeout, options)
        keywords = _connection(options, transport)
        self.transport = self._async = AsyncTransport(
            lambda: http_client or httpx2.AsyncClient(**keywords),
            owned=http_client is None,
        )

    async def send(self, call: Call[T]) -> T:
        """Sends a call and gives its result; raises as `SyncClient.send` does."""
        return (await self.exchange(call)).value

    def exchange(self, call: Call[T]) -> Awaitable[Response[T]]:
        """Like `send`, with status and headers beside the result."""
        return self.run(call)

    async def open(self, call: AnyCall) -> httpx2.Response:
        """The response of a success, not read yet; the caller closes it."""
        return await self._open(call)

    @asynccontextmanager
    async def stream(self, call: AnyCall) -> AsyncGenerator[httpx2.Response]:
        """The response of a success, to be read in pieces while it is open."""
        response = await self.open(call)
        try:
            yield response
        finally:
            await response.aclose()

    def events(self, call: StreamCall[E] | StreamingCall[Any, E]) -> AsyncStream[E]:
        """The events of a call; it is sent at the first of them."""
        return AsyncStream(self, call)

    async def pages(self, call: PagedCall[T, Any]) -> AsyncIterator[T]:
        """This page and all that follow it, each fetched when it is asked for."""
        following: PagedCall[T, Any] | None = call
        while following is not None:
            response = await self.exchange(following)
            yield response.value
            following = following.pages.after(following, response)

    async def items(self, call: PagedCall[Any, E]) -> AsyncIterator[E]:
        """The items of this page and of all that follow it."""
        async for page in self.pages(call):
            for item in call.pages.of(page):
                yield item

    async def close(self) -> None:
        """Closes the connections, also those of copies by `with_options`."""
        await self._async.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
