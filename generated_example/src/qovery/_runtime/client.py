# Part of every client that regen generates. Do not edit.
"""The two clients: settings over one pool of connections."""

from __future__ import annotations

import ssl
from collections.abc import AsyncGenerator, Coroutine, Generator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, ClassVar, Self, TypedDict, TypeVar, Unpack

import httpx2

from .auth import Auth, variable
from .call import AnyCall, Call
from .codec import Manner
from .errors import wrapped
from .exchange import Exchange
from .reading import failure, interpret
from .response import Response
from .settings import ApiInfo, Options, Settings
from .transport import Transport, log_from_environment, run_blocking

T = TypeVar("T")


class Connection(TypedDict, total=False):
    """How a client reaches its server, unless it is given an httpx2 client.

    transport: sends the requests, in place of a pool of connections.
    proxy: the proxy of all requests; without it the environment's.
    verify: the TLS settings; False trusts any server.
    http2: whether to speak HTTP/2, for which httpx2 needs its extra of that name.
    limits: how many connections there can be.
    """

    transport: httpx2.BaseTransport | httpx2.AsyncBaseTransport | None
    proxy: str | httpx2.Proxy | None
    verify: bool | ssl.SSLContext
    http2: bool
    limits: httpx2.Limits | None


class ClientOptions(Options, Connection, total=False):
    """All that a client can be told when it is made."""


class AnyClient:
    """What both clients are.

    `http_client` brings an httpx2 client of one's own, with its connections, default
    headers and cookies, which is left open. Without `auth` and `base_url` the variables
    `<PACKAGE>_BASE_URL`, `<PACKAGE>_<SCHEME>`, `<PACKAGE>_API_KEY`, `<PACKAGE>_TOKEN`
    and so on of the environment are asked.

    Raises TypeError or ValueError for what no call could use.
    """

    info: ClassVar[ApiInfo]
    blocking: ClassVar[bool]

    def __init__(
        self,
        auth: Auth | Sequence[Auth] | None = None,
        *,
        http_client: httpx2.Client | httpx2.AsyncClient | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        given: dict[str, Any] = {**options}
        connection = {key: given.pop(key) for key in _CONNECTION if key in given}
        kind: Any = httpx2.Client if self.blocking else httpx2.AsyncClient
        if http_client is not None:
            _check_own(http_client, kind, connection)
        settings = Settings(timeout=http_client.timeout) if http_client else Settings()
        from_environment = variable(self.info.package, "base_url")
        if "base_url" not in given and from_environment:
            given["base_url"] = from_environment
        self.settings: Settings = settings.changed({"auth": auth, **given})
        pool = {key: value for key, value in connection.items() if value is not None}
        # Calls of one pool must not share a session: the jar reads nothing, since
        # http.cookiejar warns of what a server makes up.
        pool["cookies"] = CookieJar(DefaultCookiePolicy(netscape=False, rfc2965=False))
        make = partial(kind, **pool)
        fake = getattr(pool.get("transport"), "without_waiting", False)
        self.transport: Transport = Transport(
            self.blocking, http_client, make, without_waiting=fake
        )
        log_from_environment(self.info.package)

    def with_options(self, **options: Unpack[Options]) -> Self:
        """A cheap copy with other settings that shares the connections."""
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        other.settings = self.settings.changed(options)
        return other

    def __copy__(self) -> Self:
        return self.with_options()

    def __reduce__(self) -> str:
        name = type(self).__name__
        raise TypeError(f"{name} has connections: each process makes its own")

    @property
    def manner(self) -> Manner:
        """How the responses are read."""
        keep = (self.settings.undeclared or self.info.undeclared) == "keep"
        tell = self.transport.tell_once
        return Manner(strict=self.settings.strict, keep=keep, tell=tell)

    def __repr__(self) -> str:
        url = httpx2.URL(self.settings.base_url or self.info.base_url)
        return f"<{type(self).__name__} {url!r}>"


_CONNECTION = tuple(Connection.__annotations__)


def _check_own(client: Any, kind: type[Any], connection: Mapping[str, Any]) -> None:
    if not isinstance(client, kind):
        name = type(client).__name__
        raise TypeError(f"http_client is to be an httpx2.{kind.__name__}, not {name}")
    if connection:
        names = ", ".join(connection)
        raise TypeError(f"http_client has its own connections: {names} would not count")


async def run_call(
    client: AnyClient, call: AnyCall, *, check: bool = True
) -> Response[Any]:
    """`exchange` as a coroutine for either client, see `run_blocking`."""
    exchange = Exchange(client.transport, client.settings, client.info, call)
    response = await exchange.run()
    return interpret(
        call,
        response,
        manner=client.manner,
        check=check,
        secrets=exchange.secrets,
        tell=client.transport.tell_once,
    )


async def open_call(client: AnyClient, call: AnyCall) -> httpx2.Response:
    """`stream` as a coroutine for either client; the caller closes the response."""
    settings, info = client.settings, client.info
    exchange = Exchange(client.transport, settings, info, call, streaming=True)
    response = await exchange.run()
    if not response.is_success:
        raise failure(call, response, exchange.secrets, client.manner)
    return response


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
        return run_blocking(run_call(self, call, check=check))

    @contextmanager
    def stream(self, call: AnyCall) -> Generator[httpx2.Response]:
        """The response of a success, to be read in pieces inside `with`.

        What breaks while it is read is a TransportError, too.
        """
        response = run_blocking(open_call(self, call))
        try:
            yield response
        except httpx2.RequestError as error:
            raise wrapped(error, response.request) from error
        finally:
            response.close()

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
        """Sends a call and gives its result; raises as `SyncClient.send`."""
        return (await self.exchange(call)).value

    def exchange(
        self, call: Call[T], *, check: bool = True
    ) -> Coroutine[Any, Any, Response[T]]:
        """Like `send`, with status and headers beside the result; see `SyncClient`."""
        return run_call(self, call, check=check)

    @asynccontextmanager
    async def stream(self, call: AnyCall) -> AsyncGenerator[httpx2.Response]:
        """The response of a success, to be read in pieces inside `async with`."""
        response = await open_call(self, call)
        try:
            yield response
        except httpx2.RequestError as error:
            raise wrapped(error, response.request) from error
        finally:
            await response.aclose()

    async def close(self) -> None:
        """Closes the connections, also those of copies by `with_options`."""
        await self.transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
