# Part of every client that regen generates. Do not edit.
"""Calls as values, and operations: functions that return a call.

The signature of an operation's function is written once. `Operation` adds the client
in front of it: a blocking one gives the result, an asynchronous one an awaitable.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast, overload

if TYPE_CHECKING:
    from .auth import Auth
    from .bodies import Body
    from .client import AnyClient, BaseAsyncClient, SyncClient
    from .iterate import Pages, Series, Stream
    from .params import QueryString

P = ParamSpec("P")
T = TypeVar("T")
E = TypeVar("E")
T_co = TypeVar("T_co", covariant=True)
E_co = TypeVar("E_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Failure:
    """A declared response that is not a success, with the type of its body."""

    description: str
    content: Any = None


@dataclass(frozen=True, slots=True)
class AnyCall:
    """The request of one operation and what its responses mean. Does no I/O.

    `results` and `errors` map a status, a range such as "4XX", or "default" to a type
    (JSON), to a dict from media type to type, or to None (no content); an error may be
    just its description. `security` lists alternatives: a scheme, schemes that go
    together, or () for none. `url`, where a response gave one, takes the place of
    server and path.
    """

    method: str
    path: str
    query: Mapping[str, Any] | QueryString = field(default_factory=dict[str, Any])
    headers: Mapping[str, Any] = field(default_factory=dict[str, Any])
    cookies: Mapping[str, Any] = field(default_factory=dict[str, Any])
    body: Body | None = None
    security: Sequence[type[Auth] | tuple[type[Auth], ...]] = ()
    results: Mapping[int | str, Any] = field(default_factory=dict[int | str, Any])
    errors: Mapping[int | str, str | Failure] = field(
        default_factory=dict[int | str, "str | Failure"]
    )
    server: str | None = None
    idempotent: bool | None = None
    idempotency_header: str | None = None
    operation_id: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Call(AnyCall, Generic[T_co]):
    """A call that gives a `T_co`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamCall(AnyCall, Generic[E_co]):
    """A call whose response is a sequence of events."""

    events: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamingCall(Call[T_co], Generic[T_co, E_co]):
    """A call that gives a `T_co` at once, or a sequence of events if asked."""

    events: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedCall(Call[T_co], Generic[T_co, E_co]):
    """A call that gives one page, of which there may be more."""

    pages: Pages


class AnyOperation(Generic[P]):
    """What looks like the function it was made of, but takes a client first."""

    __name__: str

    def __init__(self, function: Callable[P, Any]) -> None:
        self._call = function
        functools.update_wrapper(cast("Any", self), function)

    @property
    def __signature__(self) -> inspect.Signature:
        signature = inspect.signature(self._call)
        client = inspect.Parameter("client", inspect.Parameter.POSITIONAL_ONLY)
        return signature.replace(parameters=[client, *signature.parameters.values()])

    def __repr__(self) -> str:
        return f"<operation {self.__name__}>"


class Operation(AnyOperation[P], Generic[P, T]):
    """An operation that gives a `T`; `call` gives the call as a value."""

    def call(self, *args: P.args, **kwargs: P.kwargs) -> Call[T]:
        return cast("Call[T]", self._call(*args, **kwargs))

    @overload
    def __call__(
        self, client: SyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> T: ...
    @overload
    def __call__(
        self, client: BaseAsyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Awaitable[T]: ...
    def __call__(self, client: Any, /, *args: P.args, **kwargs: P.kwargs) -> Any:
        return client.send(self._call(*args, **kwargs))


class StreamOperation(AnyOperation[P], Generic[P, E]):
    """An operation that gives a stream of events."""

    def call(self, *args: P.args, **kwargs: P.kwargs) -> StreamCall[E]:
        return cast("StreamCall[E]", self._call(*args, **kwargs))

    def stream(
        self, client: AnyClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Stream[E]:
        """The events, as an iterator that is a context manager too."""
        return client.events(self._call(*args, **kwargs))

    __call__ = stream


class StreamingOperation(Operation[P, T], Generic[P, T, E]):
    """An operation that gives a `T`, or a stream of events if asked."""

    def stream(
        self, client: AnyClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Stream[E]:
        """The events, as an iterator that is a context manager too."""
        return client.events(self._call(*args, **kwargs))


class PagedOperation(Operation[P, T], Generic[P, T, E]):
    """An operation that gives one page `T` of items `E`."""

    def pages(
        self, client: AnyClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Series[T]:
        """This page and all that follow it."""
        return client.pages(self._call(*args, **kwargs))

    def items(
        self, client: AnyClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Series[E]:
        """The items of this page and of all that follow it."""
        return client.items(self._call(*args, **kwargs))


_KINDS: dict[str, type[AnyOperation[Any]]] = {
    "StreamCall": StreamOperation,
    "StreamingCall": StreamingOperation,
    "PagedCall": PagedOperation,
}


@overload
def operation(function: Callable[P, PagedCall[T, E]]) -> PagedOperation[P, T, E]: ...
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
