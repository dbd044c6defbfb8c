# Part of every client that regen generates. Do not edit.
"""Operations: functions that return a call, made callable with a client.

The signature of the function is written once. `Operation` adds the client in
front of it: a blocking one gives the result, an asynchronous one an awaitable.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast, overload

from .call import Call, PagedCall, StreamCall, StreamingCall

if TYPE_CHECKING:
    from .client import BaseAsyncClient, SyncClient
    from .streams import AsyncStream, Stream

P = ParamSpec("P")
T = TypeVar("T")
E = TypeVar("E")


class _Base(Generic[P]):
    """What looks like the function it was made of, but takes a client first."""

    __name__: str

    def __init__(self, function: Callable[P, Any]) -> None:
        self._function = function
        functools.update_wrapper(cast("Any", self), function)

    @property
    def __signature__(self) -> inspect.Signature:
        signature = inspect.signature(self._function)
        client = inspect.Parameter("client", inspect.Parameter.POSITIONAL_ONLY)
        return signature.replace(parameters=[client, *signature.parameters.values()])

    def __repr__(self) -> str:
        return f"<operation {self.__name__}>"


class Operation(_Base[P], Generic[P, T]):
    """An operation that gives a `T`."""

    def call(self, *args: P.args, **kwargs: P.kwargs) -> Call[T]:
        """The call as a value; nothing is sent."""
        return cast("Call[T]", self._function(*args, **kwargs))

    @overload
    def __call__(
        self, client: SyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> T: ...
    @overload
    def __call__(
        self, client: BaseAsyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Awaitable[T]: ...
    def __call__(self, client: Any, /, *args: P.args, **kwargs: P.kwargs) -> Any:
        return client.send(self._function(*args, **kwargs))


class _Streams(_Base[P], Generic[P, E]):
    @overload
    def stream(
        self, client: SyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Stream[E]: ...
    @overload
    def stream(
        self, client: BaseAsyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> AsyncStream[E]: ...
    def stream(self, client: Any, /, *args: P.args, **kwargs: P.kwargs) -> Any:
        """The events, as an iterator that is a context manager too."""
        return client.events(self._function(*args, **kwargs))


class StreamOperation(_Streams[P, E]):
    """An operation that gives a stream of events."""

    def call(self, *args: P.args, **kwargs: P.kwargs) -> StreamCall[E]:
        """The call as a value; nothing is sent."""
        return cast("StreamCall[E]", self._function(*args, **kwargs))

    @overload
    def __call__(
        self, client: SyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Stream[E]: ...
    @overload
    def __call__(
        self, client: BaseAsyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> AsyncStream[E]: ...
    def __call__(self, client: Any, /, *args: P.args, **kwargs: P.kwargs) -> Any:
        return client.events(self._function(*args, **kwargs))


class StreamingOperation(_Streams[P, E], Operation[P, T], Generic[P, T, E]):
    """An operation that gives a `T`, or a stream of events if asked."""


class PagedOperation(Operation[P, T], Generic[P, T, E]):
    """An operation that gives one page `T` of items `E`."""

    @overload
    def pages(
        self, client: SyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Iterator[T]: ...
    @overload
    def pages(
        self, client: BaseAsyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> AsyncIterator[T]: ...
    def pages(self, client: Any, /, *args: P.args, **kwargs: P.kwargs) -> Any:
        """This page and all that follow it."""
        return client.pages(self._function(*args, **kwargs))

    @overload
    def items(
        self, client: SyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Iterator[E]: ...
    @overload
    def items(
        self, client: BaseAsyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> AsyncIterator[E]: ...
    def items(self, client: Any, /, *args: P.args, **kwargs: P.kwargs) -> Any:
        """The items of this page and of all that follow it."""
        return client.items(self._function(*args, **kwargs))


_KINDS: dict[str, type[_Base[Any]]] = {
    "StreamCall": StreamOperation,
    "StreamingCall": StreamingOperation,
    "PagedCall": PagedOperation,
}


@overload
def operation(
    function: Callable[P, PagedCall[T, E]],
) -> PagedOperation[P, T, E]: ...
@overload
def operation(
    function: Callable[P, StreamingCall[T, E]],
) -> StreamingOperation[P, T, E]: ...
@overload
def operation(function: Callable[P, StreamCall[E]]) -> StreamOperation[P, E]: ...
@overload
def operation(function: Callable[P, Call[T]]) -> Operation[P, T]: ...
def operation(function: Callable[P, Any]) -> Any:
    """Makes a function that returns a call an operation of its kind."""
    # The annotation tells the kind without a call; it is text in generated code.
    returned = function.__annotations__.get("return", "")
    text = returned if isinstance(returned, str) else repr(returned)
    name = text.partition("[")[0].rpartition(".")[2]
    kind: Any = _KINDS.get(name, Operation)
    return kind(function)
