# Part of every client that regen generates. Do not edit.
"""Calls whose response is a sequence of events: server-sent events, JSON lines."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any, Generic, ParamSpec, Self, TypeVar, overload

import httpx2
from httpx2 import ServerSentEvent

from .bodies import Body, Payload
from .call import AnyCall, Call
from .client import AnyClient, BaseAsyncClient, SyncClient, open_call
from .codec import decode_json
from .encoding import encode_json
from .errors import wrapped
from .operation import AnyOperation, Bound, Operation, Resource, bound
from .reading import media_type
from .series import Series
from .transport import Transport

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
E = TypeVar("E")
T_co = TypeVar("T_co", covariant=True)
E_co = TypeVar("E_co", covariant=True)
Events = AsyncGenerator[ServerSentEvent]
DONE = "[DONE]"  # what many servers send as the last event, beside the schema
WAIT = 1.0  # seconds before a reconnection, unless the server says otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamCall(AnyCall, Generic[E_co]):
    """A call whose response is a sequence of events."""

    events: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamingCall(Call[T_co], Generic[T_co, E_co]):
    """A call that gives a `T_co` at once, or a sequence of events if asked."""

    events: Any


class BoundStream(Bound[P, R], Generic[P, R, E]):
    """An operation that gives a stream if asked, with its client."""

    def stream(self, *args: P.args, **kwargs: P.kwargs) -> Stream[E]:
        """The events, as an iterator that is a context manager too."""
        events: Stream[E] = self._operation.stream(self._client, *args, **kwargs)
        return events


class StreamOperation(AnyOperation[P, StreamCall[E]], Generic[P, E]):
    """An operation that gives a stream of events."""

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(
        self, instance: Resource[Any], owner: type[Any]
    ) -> BoundStream[P, Stream[E], E]: ...
    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        return bound(self, instance, BoundStream)

    def stream(
        self, client: AnyClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Stream[E]:
        """The events, as an iterator that is a context manager too."""
        return Stream(client, self.call(*args, **kwargs))

    __call__ = stream


class StreamingOperation(Operation[P, T], Generic[P, T, E]):
    """An operation that gives a `T`, or a stream of events if asked."""

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(
        self, instance: Resource[SyncClient], owner: type[Any]
    ) -> BoundStream[P, T, E]: ...
    @overload
    def __get__(
        self, instance: Resource[BaseAsyncClient], owner: type[Any]
    ) -> BoundStream[P, Coroutine[Any, Any, T], E]: ...
    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        return bound(self, instance, BoundStream)

    def stream(
        self, client: AnyClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Stream[E]:
        """The events, as an iterator that is a context manager too."""
        call: Any = self.call(*args, **kwargs)
        return Stream(client, call)


def stream_operation(function: Callable[P, StreamCall[E]]) -> StreamOperation[P, E]:
    """Makes a function that returns a call an operation."""
    return StreamOperation(function)


def streaming_operation(
    function: Callable[P, StreamingCall[T, E]],
) -> StreamingOperation[P, T, E]:
    """Makes a function that returns a call an operation."""
    return StreamingOperation(function)


class Stream(Series[E]):
    """The events of one call, each decoded; it is sent when the first is asked for."""

    def __init__(
        self,
        client: AnyClient,
        call: StreamCall[E] | StreamingCall[Any, E],
        reconnect: int = 0,
    ) -> None:
        super().__init__(_decoded(client, call, call.events, reconnect))
        self._given = client, call

    def reconnecting(self, limit: int = 5) -> Stream[E]:
        """The same events; a broken stream is opened again, up to `limit` times.

        The server is told of the last event by `Last-Event-ID`.
        """
        return Stream(*self._given, limit)


async def _decoded(
    client: AnyClient, call: AnyCall, kind: Any, reconnect: int
) -> AsyncGenerator[Any]:
    transport, strict, wait = client.transport, client.settings.strict, WAIT
    while True:
        response = await open_call(client, call)
        try:
            async for event in _events(transport, response):
                if event.data == DONE and kind is not str:
                    return
                if event.id:
                    headers = {**call.headers, "Last-Event-ID": event.id}
                    call = replace(call, headers=headers)
                wait = wait if event.retry is None else event.retry / 1000
                if kind in (str, ServerSentEvent):
                    yield event.data if kind is str else event
                elif event.data:  # else it is a sign of life, an id, a time to wait
                    yield decode_json(kind, event.data, strict=strict)
            return
        except httpx2.RequestError as error:
            if reconnect <= 0:
                raise wrapped(error) from error
            reconnect -= 1
        finally:
            await transport.close(response)
        await transport.sleep(wait)


async def _events(transport: Transport, response: httpx2.Response) -> Events:
    """The events of a response: each line of JSON lines is one (RFC 7464 too)."""
    if media_type(response.headers.get("content-type")) == "text/event-stream":
        async for event in transport.each(httpx2.EventSource(response)):
            yield event
        return
    async for line in _lines(transport.chunks(response)):
        if text := line.decode(errors="replace").strip("\x1e \t\r"):
            yield ServerSentEvent(data=text)


async def _lines(chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """Ended by LF alone: texts in JSON may hold U+2028 and its like as they are."""
    rest: list[bytes] = []
    async for chunk in chunks:
        first, *lines = chunk.split(b"\n")
        rest.append(first)
        for line in lines:
            yield b"".join(rest)
            rest = [line]
    yield b"".join(rest)


@dataclass(frozen=True, slots=True)
class JsonLinesBody(Body):
    """JSON documents, one a line, encoded while they are sent."""

    media_type: str = "application/jsonl"

    def encoded(self) -> Payload:
        start = b"\x1e" if "json-seq" in self.media_type else b""
        lines = (encode_json(item, omit_read_only=True) for item in self.value)
        return Payload(self.media_type, (start + line + b"\n" for line in lines))
