# Part of every client that regen generates. Do not edit.
"""Responses that are sequences of events: server-sent events and JSON lines."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import httpx2
from httpx2 import ServerSentEvent as ServerSentEvent

from .call import StreamCall, StreamingCall
from .codec import decode_json
from .exchange import wrapped
from .response import media_type

if TYPE_CHECKING:
    from .client import BaseAsyncClient, SyncClient

E = TypeVar("E")
SSE = "text/event-stream"
DONE = "[DONE]"  # what many servers send as the last event, beside the schema
WAIT = 1.0  # seconds before a reconnection, unless the server says otherwise


class _Events(Generic[E]):
    """What both streams know of their call, and how an event becomes a value."""

    def __init__(
        self, call: StreamCall[E] | StreamingCall[Any, E], *, strict: bool
    ) -> None:
        self._call, self._strict = call, strict
        self._left, self._last_id, self._wait = 0, "", WAIT
        self.response: httpx2.Response | None = None

    def reconnecting(self, limit: int = 5) -> Self:
        """Opens a broken stream again, up to `limit` times, after the last event.

        The server is told of that event by `Last-Event-ID`.
        """
        self._left = limit
        return self

    def _next_call(self) -> StreamCall[E] | StreamingCall[Any, E]:
        if not self._last_id:
            return self._call
        headers = {**self._call.headers, "Last-Event-ID": self._last_id}
        return replace(self._call, headers=headers)

    def _note(self, event: httpx2.ServerSentEvent) -> bool:
        """Remembers where the stream is; False after its last event."""
        self._last_id = event.id or self._last_id
        if event.retry is not None:
            self._wait = event.retry / 1000
        return event.data != DONE or self._call.events is str

    def _value(self, event: httpx2.ServerSentEvent) -> E:
        kind: Any = self._call.events
        if kind is httpx2.ServerSentEvent:
            return event  # type: ignore[return-value]
        if kind is str:
            return event.data  # type: ignore[return-value]
        value: E = decode_json(kind, event.data, strict=self._strict)
        return value

    def _broken(self, error: httpx2.RequestError) -> float:
        """Seconds to wait for another attempt; raises if there is none."""
        if self._left <= 0:
            raise wrapped(error) from error
        self._left -= 1
        return self._wait


def _line_event(line: str) -> httpx2.ServerSentEvent | None:
    """A line of JSON lines, or a record of JSON text sequences (RFC 7464)."""
    text = line.strip("\x1e \t\r\n")
    return httpx2.ServerSentEvent(data=text) if text else None


def _is_sse(response: httpx2.Response) -> bool:
    return media_type(response.headers.get("content-type")) == SSE


class Stream(_Events[E]):
    """The events of one call, each decoded: an iterator and a context manager.

    The request is sent at the first event. The connection is released at the end,
    on leaving `with`, or by `close`.
    """

    def __init__(
        self, client: SyncClient, call: StreamCall[E] | StreamingCall[Any, E]
    ) -> None:
        super().__init__(call, strict=client.settings.strict)
        self._client = client
        self._values = self._run()

    def _run(self) -> Iterator[E]:
        while True:
            self.response = response = self._client.open(self._next_call())
            try:
                for event in _events(response):
                    if not self._note(event):
                        return
                    yield self._value(event)
                return
            except httpx2.RequestError as error:
                wait = self._broken(error)
            finally:
                response.close()
            time.sleep(wait)

    def __iter__(self) -> Iterator[E]:
        return self

    def __next__(self) -> E:
        return next(self._values)

    def close(self) -> None:
        """Releases the connection; there are no events after it."""
        if self.response is not None:
            self.response.close()
        self._values = iter(())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _events(response: httpx2.Response) -> Iterator[httpx2.ServerSentEvent]:
    if _is_sse(response):
        yield from httpx2.EventSource(response)
    else:
        yield from filter(None, map(_line_event, response.iter_lines()))


class AsyncStream(_Events[E]):
    """The events of one call, as `Stream`, for `async for` and `async with`."""

    def __init__(
        self, client: BaseAsyncClient, call: StreamCall[E] | StreamingCall[Any, E]
    ) -> None:
        super().__init__(call, strict=client.settings.strict)
        self._client = client
        self._values = self._run()

    async def _run(self) -> AsyncIterator[E]:
        while True:
            self.response = response = await self._client.open(self._next_call())
            try:
                async for event in _async_events(response):
                    if not self._note(event):
                        return
                    yield self._value(event)
                return
            except httpx2.RequestError as error:
                wait = self._broken(error)
            finally:
                await response.aclose()
            await asyncio.sleep(wait)

    def __aiter__(self) -> AsyncIterator[E]:
        return self

    async def __anext__(self) -> E:
        return await anext(self._values)

    async def close(self) -> None:
        """Releases the connection; there are no events after it."""
        if self.response is not None:
            await self.response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


async def _async_events(
    response: httpx2.Response,
) -> AsyncIterator[httpx2.ServerSentEvent]:
    if _is_sse(response):
        async for event in httpx2.EventSource(response):
            yield event
        return
    async for line in response.aiter_lines():
        event_or_none = _line_event(line)
        if event_or_none is not None:
            yield event_or_none
