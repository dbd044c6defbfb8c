# Part of every client that regen generates. Do not edit.
"""The only I/O of the runtime, blocking or not, behind one protocol.

The logic around it is written once, as coroutines. With the blocking transport
nothing in them ever waits for an event loop, so `run_blocking` drives them to
their end in one step.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Any, Protocol, TypeVar

import httpx2

T = TypeVar("T")


class Transport(Protocol):
    """What sending a call needs from an HTTP library."""

    @property
    def lock(self) -> AbstractAsyncContextManager[Any]: ...

    @property
    def client(self) -> httpx2.Client | httpx2.AsyncClient:
        """The client whose default headers and cookies go with each request."""
        ...

    async def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """Sends one request; the body of the response is not read yet."""
        ...

    async def read(
        self, response: httpx2.Response, limit: int, deadline: float
    ) -> bytes | None:
        """The body; None if it is longer than `limit`. Closes the response.

        Raises httpx2.ReadTimeout past `deadline` (of time.monotonic).
        """
        ...

    async def close_response(self, response: httpx2.Response) -> None: ...

    async def sleep(self, seconds: float) -> None: ...


def run_blocking(work: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine that waits for nothing."""
    try:
        work.send(None)
    except StopIteration as done:
        value: T = done.value
        return value
    work.close()
    raise RuntimeError("a coroutine needs an AsyncClient")


def stateless_cookies() -> CookieJar:
    """A jar that keeps nothing: calls of one pool must not share a session."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


class _Bounded:
    """Collects a body within a number of bytes and a time."""

    def __init__(self, request: httpx2.Request, limit: int, deadline: float) -> None:
        self._request, self._limit, self._deadline = request, limit, deadline
        self._chunks: list[bytes] = []

    def add(self, chunk: bytes) -> bool:
        self._limit -= len(chunk)
        if time.monotonic() > self._deadline:
            message = "the body did not end within the deadline"
            raise httpx2.ReadTimeout(message, request=self._request)
        self._chunks.append(chunk)
        return self._limit >= 0

    def body(self) -> bytes:
        return b"".join(self._chunks)


class _ThreadLock:
    def __init__(self) -> None:
        self._lock = threading.Lock()

    async def __aenter__(self) -> None:
        self._lock.acquire()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.release()


class BlockingTransport:
    """One pool of blocking connections, made at its first use."""

    def __init__(self, make: Callable[[], httpx2.Client], *, owned: bool) -> None:
        self._make, self._owned = make, owned
        self._client: httpx2.Client | None = None
        self._creation = threading.Lock()
        self.lock = _ThreadLock()

    @property
    def client(self) -> httpx2.Client:
        if self._client is None:
            with self._creation:
                self._client = self._client or self._make()
        return self._client

    async def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        return self.client.send(request, stream=True, follow_redirects=False, **options)

    async def read(
        self, response: httpx2.Response, limit: int, deadline: float
    ) -> bytes | None:
        body = _Bounded(response.request, limit, deadline)
        try:
            complete = all(map(body.add, response.iter_bytes()))
        finally:
            response.close()
        return body.body() if complete else None

    async def close_response(self, response: httpx2.Response) -> None:
        response.close()

    async def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def close(self) -> None:
        if self._owned and self._client is not None:
            self._client.close()


class AsyncTransport:
    """One pool of connections for asyncio, made at its first use."""

    def __init__(self, make: Callable[[], httpx2.AsyncClient], *, owned: bool) -> None:
        self._make, self._owned = make, owned
        self._client: httpx2.AsyncClient | None = None
        self.lock = asyncio.Lock()

    @property
    def client(self) -> httpx2.AsyncClient:
        # No lock: nothing between the test and the assignment can wait.
        if self._client is None:
            self._client = self._make()
        return self._client

    async def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        return await self.client.send(
            request, stream=True, follow_redirects=False, **options
        )

    async def read(
        self, response: httpx2.Response, limit: int, deadline: float
    ) -> bytes | None:
        body = _Bounded(response.request, limit, deadline)
        try:
            async for chunk in response.aiter_bytes():
                if not body.add(chunk):
                    return None
        finally:
            await response.aclose()
        return body.body()

    async def close_response(self, response: httpx2.Response) -> None:
        await response.aclose()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def close(self) -> None:
        if self._owned and self._client is not None:
            await self._client.aclose()
