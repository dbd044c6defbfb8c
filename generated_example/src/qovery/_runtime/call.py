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

from .auth import Auth

if TYPE_CHECKING:
    from .bodies import Body
    from .client import BaseAsyncClient, SyncClient
    from .params import WholeQuery

Security = Sequence[type[Auth] | tuple[type[Auth], ...]]

P = ParamSpec("P")
T = TypeVar("T")
C = TypeVar("C", bound="AnyCall")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Failure:
    """A declared response that is not a success: what it means, and its body."""

    description: str = ""
    content: Any = None


@dataclass(frozen=True, slots=True)
class AnyCall:
    """The request of one operation and what its responses mean. Does no I/O.

    `results` and `errors` map a status, a range such as "4XX", or "default" to a type
    (JSON), to a dict from media type to type, or to None (no content); an error may be
    just its description, or a `Failure` that has both. `security` lists alternatives:
    a scheme, schemes that go together, or () for none; without it, those of the client
    hold. `url`, where a response gave one, takes the place of server and path.
    """

    method: str
    path: str
    query: Mapping[str, Any] | WholeQuery = field(default_factory=dict[str, Any])
    headers: Mapping[str, Any] = field(default_factory=dict[str, Any])
    cookies: Mapping[str, Any] = field(default_factory=dict[str, Any])
    body: Body | None = None
    security: Security | None = None
    results: Mapping[int | str, Any] = field(default_factory=dict[int | str, Any])
    errors: Mapping[Any, Any] = field(default_factory=dict[Any, Any])
    server: str | None = None
    idempotent: bool | None = None
    idempotency_header: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Call(AnyCall, Generic[T_co]):
    """A call that gives a `T_co`."""


class AnyOperation(Generic[P, C]):
    """What looks like the function it was made of, but takes a client first.

    Attributes:
        call: the function itself; it gives the call as a value.
    """

    __name__: str

    def __init__(self, function: Callable[P, C]) -> None:
        self.call = function
        functools.update_wrapper(cast("Any", self), function)

    @property
    def __signature__(self) -> inspect.Signature:
        signature = inspect.signature(self.call)
        client = inspect.Parameter("client", inspect.Parameter.POSITIONAL_ONLY)
        return signature.replace(parameters=[client, *signature.parameters.values()])

    def __repr__(self) -> str:
        return f"<operation {self.__name__}>"


class Operation(AnyOperation[P, Call[T]], Generic[P, T]):
    """An operation that gives a `T`."""

    @overload
    def __call__(
        self, client: SyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> T: ...
    @overload
    def __call__(
        self, client: BaseAsyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Awaitable[T]: ...
    def __call__(self, client: Any, /, *args: P.args, **kwargs: P.kwargs) -> Any:
        return client.send(self.call(*args, **kwargs))


def operation(function: Callable[P, Call[T]]) -> Operation[P, T]:
    """Makes a function that returns a call an operation."""
    return Operation(function)
