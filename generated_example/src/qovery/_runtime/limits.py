# Part of every client that regen generates. Do not edit.
"""What bounds a response: its time and its size."""

from __future__ import annotations

import math
import threading
import time
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import httpx2

from .errors import ResponseTooLargeError

if TYPE_CHECKING:  # a third of the time of importing a client that blocks
    import asyncio

T = TypeVar("T")


class Limit:
    """How long one response may take, and how large it may be.

    The time starts at the end of the request. An asynchronous client is interrupted
    when it is over. A blocking one looks at the clock before it waits for bytes, and
    waits no longer than what is left.
    """

    def __init__(
        self, request: httpx2.Request, seconds: float | None, size: int
    ) -> None:
        self._request, self._seconds, self._size = request, seconds, size
        self._end, self._wire, self._decoded = math.inf, 0, 0
        self._timer: asyncio.Timeout | None = None
        self._read: float | None = request.extensions["timeout"]["read"]

    def begin(self) -> None:
        """The request is sent; an upload takes as long as it makes progress."""
        if self._seconds is None or self._end < math.inf:
            return
        self._end = time.monotonic() + self._seconds
        self._request.extensions["timeout"]["read"] = self.wait(self._read)
        if self._timer is not None:
            import asyncio

            loop = asyncio.get_running_loop()
            self._timer.reschedule(loop.time() + self._seconds)

    def lift(self) -> None:
        """The body is read by the caller, who knows how much to expect."""
        self._seconds, self._end, self._size = None, math.inf, -1
        self._request.extensions["timeout"]["read"] = self._read

    def received(self, count: int) -> None:
        """Counts bytes as they came over the wire, and looks at the clock."""
        self._wire += count
        self._check(self._wire)
        self.wait(None)

    def decoded(self, count: int) -> None:
        """Counts bytes of the body without its compression."""
        self._decoded += count
        self._check(self._decoded)

    def _check(self, count: int) -> None:
        if 0 <= self._size < count:
            message = f"the response is larger than {self._size} bytes"
            raise ResponseTooLargeError(message, self._request)

    def wait(self, timeout: float | None) -> float | None:
        """How long to wait for the next bytes, in seconds; None is without end.

        Raises httpx2.ReadTimeout after the deadline.
        """
        if self._end == math.inf:
            return timeout
        left = self._end - time.monotonic()
        if left <= 0:
            raise self._late()
        return left if timeout is None else min(timeout, left)

    def _late(self) -> httpx2.ReadTimeout:
        message = f"the response did not end within the deadline of {self._seconds} s"
        return httpx2.ReadTimeout(message, request=self._request)

    async def blocked(self, work: Awaitable[T]) -> T:
        """The result of what a blocking client waits for in this thread."""
        before, _waiting.limit = _waiting.limit, self
        try:
            return await work
        except httpx2.ReadTimeout:
            if time.monotonic() >= self._end:
                raise self._late() from None
            raise
        finally:
            _waiting.limit = before

    async def waited(self, work: Awaitable[T]) -> T:
        """The result of what an asynchronous client waits for."""
        if self._seconds is None:
            return await work
        import asyncio

        try:
            async with asyncio.timeout(None) as self._timer:
                return await work
        except TimeoutError:
            if self._timer is not None and self._timer.expired():
                raise self._late() from None
            raise


class _Waiting(threading.local):
    """The limit of the response that a thread waits for, if there is one."""

    limit: Limit | None = None


_waiting = _Waiting()


def watch_connections(event: str, info: dict[str, Any]) -> None:
    """Has each new connection of a blocking client ask for the deadline when it reads.

    This is the extension `trace` of httpx2, which shows connections as they are made.
    Headers that come drop by drop, or interim answers without end, are read in many
    waits: its timeout bounds one of them only.
    """
    if event.endswith(".send_request_headers.started"):
        request = info["request"]
        if request.method != b"CONNECT":  # which asks a proxy for the connection
            # It is made: what follows is of no interest, and takes time.
            request.extensions.pop("trace", None)
        return
    if not event.endswith((".connect_tcp.complete", ".start_tls.complete")):
        return
    stream: Any = info["return_value"]
    reference: weakref.ref[Any] = weakref.ref(stream)
    read: Callable[..., bytes] = stream.__class__.read

    def read_in_time(max_bytes: int, timeout: float | None = None) -> bytes:
        limit = _waiting.limit
        wait = timeout if limit is None else limit.wait(timeout)
        return read(reference(), max_bytes, wait)

    stream.read = read_in_time


class Upload(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """The body of a request, for either client; its end begins the deadline."""

    def __init__(self, stream: Any, limit: Limit) -> None:
        self._stream, self._limit = stream, limit

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream
        self._limit.begin()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if isinstance(self._stream, httpx2.AsyncByteStream):
            async for chunk in self._stream:
                yield chunk
        else:
            for chunk in self._stream:
                yield chunk
        self._limit.begin()


class Download(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """The body of a response as it comes over the wire, within a limit."""

    def __init__(self, stream: Any, limit: Limit) -> None:
        self._stream, self._limit = stream, limit

    @property
    def elapsed(self) -> timedelta | None:
        """What the response says as its `elapsed`, once it is closed."""
        return getattr(self._stream, "elapsed", None)

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._limit.received(len(chunk))
            yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            self._limit.received(len(chunk))
            yield chunk

    def close(self) -> None:
        self._stream.close()

    async def aclose(self) -> None:
        await self._stream.aclose()
