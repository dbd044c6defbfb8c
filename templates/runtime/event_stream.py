# Part of every client that regen generates. Do not edit.
"""The events of one call, as they come: the call, its stream, what goes wrong."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Self, TypeVar, Union, cast, get_args, get_origin

import httpx2
from httpx2 import ServerSentEvent

from .bodies import is_json
from .call import AnyCall, Call, Streamed
from .client import AnyClient, open_call
from .codec import decode_json
from .errors import (
    MalformedResponseError,
    ResponseTooLargeError,
    ServerError,
    StreamError,
    TransportError,
    wrapped,
)
from .events import Events, EventTooLargeError, json_lines, server_sent_events
from .fields import TypeAliasType, model_fields
from .model import Model
from .response import Response, media_type
from .secrecy import printable
from .series import Series
from .trail import DecodeError
from .transport import run_blocking

E = TypeVar("E")
T = TypeVar("T")
DONE = "[DONE]"  # what many servers send as the last event, beside the schema
WAIT = 1.0  # seconds before a reconnection, unless the server says otherwise
LONGEST_WAIT = 30.0
SIGNS_OF_LIFE = ("ping", "pong", "heartbeat", "keepalive", "keep-alive")
_ANY_OF: Any = Union


@dataclass(frozen=True, kw_only=True)
class StreamCall(AnyCall, Streamed[E], Generic[E]):
    """A call whose response is a sequence of events.

    `events` is their type (server-sent events), or a dict from media type to type.
    """

    events: Any

    def media_types(self, *, streaming: bool) -> Sequence[str]:
        """What the stream may be."""
        return _stream_types(self.events)


@dataclass(frozen=True, kw_only=True)
class StreamingCall(Call[T], Streamed[E], Generic[T, E]):
    """A call that gives a `T` at once, or a sequence of events if asked."""

    events: Any

    def media_types(self, *, streaming: bool) -> Sequence[str]:
        """What the stream may be, or the results."""
        if streaming:
            return _stream_types(self.events)
        return AnyCall.media_types(self, streaming=False)


def _stream_types(events: Any) -> Sequence[str]:
    if isinstance(events, dict):
        return list(cast("dict[str, Any]", events))
    return ["text/event-stream"]


class Stream(Series[E]):
    """The events of one call, each decoded; it is sent when the first is asked for.

    An event that the server calls an error is raised as StreamError, one that is not
    what is declared as MalformedResponseError. Signs of life are passed over.
    """

    def __init__(
        self,
        client: AnyClient,
        call: StreamCall[E] | StreamingCall[Any, E],
        reconnect: int = 0,
    ) -> None:
        # The source knows nothing of the stream: who drops it releases the connection.
        self._source = _Source(client, call, event_type(call.events), reconnect)
        self._given = client, call
        super().__init__(self._source.events(), blocking=client.blocking)

    def reconnecting(self, limit: int = 5) -> Stream[E]:
        """The same events; a broken stream is opened again, up to `limit` times.

        The server is told of the last event by `Last-Event-ID`. A server that is gone
        for a moment counts like a stream that broke.
        """
        return Stream(*self._given, limit)

    @property
    def response(self) -> Response[None]:
        """The response, with its status and headers.

        A blocking stream is opened for it; an asynchronous one by its first event, or
        by `async with`: before that RuntimeError is raised.
        """
        source = self._source
        if source.opened is None and source.client.blocking:
            run_blocking(source.open())
        if source.opened is None:
            raise RuntimeError("the stream is not open yet: use `async with`")
        return Response(None, source.opened)

    @property
    def headers(self) -> httpx2.Headers:
        """The headers of the response, see `response`."""
        return self.response.headers

    async def aclose(self) -> None:
        """Releases the connection."""
        await super().aclose()
        await self._source.release()

    async def __aenter__(self) -> Self:
        await self._source.open()
        return self


class _Source:
    """Where the events of a stream come from: one response, or several in turn."""

    def __init__(
        self, client: AnyClient, call: AnyCall, kind: Any, reconnect: int
    ) -> None:
        self.client, self._call = client, call
        self._kind, self._left = kind, reconnect
        self._wait = self._first_wait = WAIT
        self.opened: httpx2.Response | None = None

    async def open(self) -> httpx2.Response:
        """The response, sent for if there is none."""
        if self.opened is None:
            self.opened = await open_call(self.client, self._call)
        return self.opened

    async def release(self) -> None:
        """Gives the connection back."""
        if self.opened is not None:
            await self.client.transport.release(self.opened)

    async def events(self) -> AsyncGenerator[Any]:
        """The decoded events, from as many responses as it takes."""
        while True:
            response: httpx2.Response | None = None
            try:
                response = await self.open()
                async for event in self._raw(response):
                    if event.data == DONE and self._kind is not str:
                        return
                    self._remember(event)
                    if self._wanted(event):
                        yield self._decoded(event, response)
                return
            except httpx2.RequestError as error:
                if self._left <= 0:
                    request = error.request if response is None else response.request
                    raise wrapped(error, request) from error
            except (TransportError, ServerError):
                if self._left <= 0:
                    raise
            finally:
                await self.release()
            self.opened, self._left = None, self._left - 1
            await self.client.transport.sleep(self._wait)
            self._wait = min(self._wait * 2, LONGEST_WAIT)

    def _remember(self, event: ServerSentEvent) -> None:
        """Notes where to go on after a reconnection, and when."""
        if event.id:
            headers = {**self._call.headers, "Last-Event-ID": event.id}
            self._call = replace(self._call, headers=headers)
        if event.retry is not None:
            self._first_wait = min(event.retry / 1000, LONGEST_WAIT)
        self._wait = self._first_wait

    async def _raw(self, response: httpx2.Response) -> Events:
        """The events of a response, by its media type."""
        kind = media_type(response.headers.get("content-type"))
        transport, limit = self.client.transport, self.client.settings.max_response_size
        chunks = transport.each(
            response.iter_bytes() if transport.blocking else response.aiter_bytes()
        )
        if is_json(kind):
            raise await self._no_stream(chunks, response, kind)
        reader = server_sent_events if kind == "text/event-stream" else json_lines
        try:
            async for event in reader(chunks, limit):
                yield event
        except EventTooLargeError as error:
            request = response.request
            text = f"{request.method} {request.url}: {error}"
            raise ResponseTooLargeError(text, request) from None

    async def _no_stream(
        self, chunks: AsyncGenerator[bytes], response: httpx2.Response, kind: str
    ) -> StreamError:
        """The error for a response that is no stream; it has the body."""
        body, limit = bytearray(), self.client.settings.max_response_size
        async for chunk in chunks:
            body += chunk
            if len(body) > limit:
                break
        found = Response(_plain(bytes(body)), response)
        text = f"a stream was asked for, {kind} came: {found.value!s:.300}"
        return StreamError(printable(f"{found.title}: {text}"), found, None)

    def _wanted(self, event: ServerSentEvent) -> bool:
        """Whether an event says something; else it is a sign of life, or an id."""
        if self._kind is ServerSentEvent:
            return True
        if self._kind is str:
            return bool(event.data) or event.event == "message"
        if not event.data or event.data.strip().lower() in SIGNS_OF_LIFE:
            return False
        if event.event.lower() not in SIGNS_OF_LIFE:
            return True
        try:
            decode_json(self._kind, event.data, strict=True)
        except DecodeError:
            return False
        return event.data.strip() != "{}"

    def _decoded(self, event: ServerSentEvent, response: httpx2.Response) -> Any:
        if self._kind is ServerSentEvent:
            return event
        if event.event == "error" or _is_error(event.data, self._kind):
            found = Response(_plain(event.data.encode()), response)
            text = f"the stream tells of an error: {event.data:.300}"
            raise StreamError(printable(f"{found.title}: {text}"), found, event)
        if self._kind is str:
            return event.data
        try:
            return decode_json(self._kind, event.data, **self.client.manner)
        except DecodeError as error:
            whole: Response[Any] = Response(event.data, response)
            raise MalformedResponseError(error, whole, event) from error


def _plain(data: bytes) -> Any:
    """Plain JSON values, else the text."""
    try:
        return decode_json(Any, data)
    except DecodeError:
        return data.decode(errors="replace")


def event_type(events: Any) -> Any:
    """The type of the events: declared alone, or by media type."""
    if not isinstance(events, dict):
        return events
    kinds = list(dict.fromkeys(cast("dict[str, Any]", events).values()))
    return _ANY_OF[tuple(kinds)] if len(kinds) > 1 else kinds[0]


def _is_error(data: str, kind: Any) -> bool:
    """Whether data are `{"error": ...}` where no such member is declared."""
    if '"error"' not in data or _declares(kind, "error"):
        return False
    try:
        plain = decode_json(Any, data)
    except DecodeError:
        return False
    return isinstance(plain, dict) and bool(cast("dict[str, Any]", plain).get("error"))


def _declares(kind: Any, name: str) -> bool:
    """Whether a type, or one of its variants, has a member of that name."""
    if isinstance(kind, TypeAliasType):
        return _declares(kind.__value__, name)
    if isinstance(kind, type) and issubclass(kind, Model):
        fields = model_fields(kind)
        return any(field.wire_name == name or field.flags.extra for field in fields)
    variants = get_args(kind)
    return (
        not variants
        or get_origin(kind) is dict
        or any(_declares(variant, name) for variant in variants)
    )
