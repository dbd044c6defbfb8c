# Part of every client that regen generates. Do not edit.
"""What bounds a response: its time and its size."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from datetime import timedelta
from typing import Any, TypeVar

import httpx2

from .errors import ResponseTooLargeError

T = TypeVar("T")


class Limit:
    """How long one response may take, and how large it may be.

    The time starts at the end of the request. An asynchronous client is interrupted
    when it is over. A blocking one looks at the clock whenever something comes, and
    waits no longer than what is left: only headers that come drop by drop can outlast
    its deadline.
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
        self._shorten_waits()
        if self._timer is not None:
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
        if time.monotonic() > self._end:
            raise self._late()
        self._shorten_waits()

    def decoded(self, count: int) -> None:
        """Counts bytes of the body without its compression."""
        self._decoded += count
        self._check(self._decoded)

    def _check(self, count: int) -> None:
        if 0 <= self._size < count:
            message = f"the response is larger than {self._size} bytes"
            raise ResponseTooLargeError(message, self._request)

    def _shorten_waits(self) -> None:
        left = self._end - time.monotonic()
        if left < math.inf:
            left = max(left, 0.001)
            read = left if self._read is None else min(self._read, left)
            self._request.extensions["timeout"]["read"] = read

    def _late(self) -> httpx2.ReadTimeout:
        message = f"the response did not end within the deadline of {self._seconds} s"
        return httpx2.ReadTimeout(message, request=self._request)

    async def waited(self, work: Awaitable[T]) -> T:
        """The result of what an asynchronous client waits for."""
        if self._seconds is None:
            return await work
        try:
            async with asyncio.timeout(None) as self._timer:
                return await work
        except TimeoutError:
            if self._timer is not None and self._timer.expired():
                raise self._late() from None
            raise


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
