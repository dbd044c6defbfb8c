# Part of every client that regen generates. Do not edit.
"""Operations whose response is a sequence of events: server-sent events, JSON lines."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import (
    Any,
    Generic,
    ParamSpec,
    Self,
    TypeVar,
    cast,
    get_args,
    get_type_hints,
    overload,
)

from .bodies import Body, Payload
from .call import AnyCall
from .client import AnyClient, BaseAsyncClient, SyncClient
from .encoding import encode_json
from .event_stream import Stream as Stream
from .event_stream import StreamCall as StreamCall
from .event_stream import StreamingCall as StreamingCall
from .fields import model_fields
from .files import repeatable
from .model import Model
from .operation import AnyOperation, Bound, Operation, Resource, bound

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
E = TypeVar("E")
C = TypeVar("C", bound=AnyCall)


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

    def _result(self, hint: Any) -> Any:
        event = super()._result(hint)
        with suppress(NameError):  # the name `Stream` is none in the function's module
            (event,) = get_args(get_type_hints(self._function)["return"])
        stream: Any = Stream
        return stream[event]


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

    @property
    def call(self) -> Callable[P, StreamingCall[T, E]]:
        """The function itself; its call gives a `T` if sent, or events if streamed."""
        function: Any = self._function
        return cast("Callable[P, StreamingCall[T, E]]", function)

    def stream(
        self, client: AnyClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Stream[E]:
        """The events, as an iterator that is a context manager too.

        Where the body has a member `stream`, it is set: servers choose by it.
        """
        call: Any = self.call(*args, **kwargs)
        return Stream(client, asking_for_stream(call))


def stream_operation(function: Callable[P, StreamCall[E]]) -> StreamOperation[P, E]:
    """Makes a function that returns a call an operation."""
    return StreamOperation(function)


def streaming_operation(
    function: Callable[P, StreamingCall[T, E]],
) -> StreamingOperation[P, T, E]:
    """Makes a function that returns a call an operation."""
    return StreamingOperation(function)


def asking_for_stream(call: C) -> C:
    """The call with the member `stream` of its body set, if it has one."""
    value: Any = call.body.value if call.body else None
    if isinstance(value, Model):
        for info in model_fields(type(value)):
            if info.wire_name == "stream" and getattr(value, info.name) is not True:
                changed: Any = copy.copy(value)
                setattr(changed, info.name, True)
                return replace(
                    call, body=replace(cast("Any", call.body), value=changed)
                )
    return call


@dataclass(frozen=True, slots=True)
class JsonLinesBody(Body):
    """JSON documents, one a line, encoded while they are sent; see `JsonBody`."""

    media_type: str = "application/jsonl"
    kind: Any = Any

    def encoded(self) -> Payload:
        lines = _AsyncLines if hasattr(self.value, "__aiter__") else _Lines
        return Payload(self.media_type, lines(self.value, self.media_type, self.kind))


class _Line:
    """Items as lines; an iterable that is no iterator can be sent again."""

    def __init__(self, items: Any, media_type: str, kind: Any) -> None:
        self._items, self._kind, self._start = items, kind, b""
        if "json-seq" in media_type:
            self._start = b"\x1e"  # RFC 7464
        self.repeatable = repeatable(items)

    def line(self, item: Any) -> bytes:
        return self._start + encode_json(item, self._kind, omit_read_only=True) + b"\n"


class _Lines(_Line):
    def __iter__(self) -> Iterator[bytes]:
        return map(self.line, self._items)


class _AsyncLines(_Line):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for item in self._items:
            yield self.line(item)
