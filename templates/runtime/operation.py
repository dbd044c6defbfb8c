# Part of every client that regen generates. Do not edit.
"""Operations: functions that return a call, with a client in front of them.

The signature of an operation's function is written once. `Operation` adds the client:
a blocking one gives the result, an asynchronous one a coroutine that gives it.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Coroutine
from typing import Any, Generic, ParamSpec, TypeVar, cast, overload

from .call import AnyCall, Call
from .client import BaseAsyncClient, SyncClient

P = ParamSpec("P")
T = TypeVar("T")
C = TypeVar("C", bound=AnyCall)


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
    ) -> Coroutine[Any, Any, T]: ...
    def __call__(self, client: Any, /, *args: P.args, **kwargs: P.kwargs) -> Any:
        return client.send(self.call(*args, **kwargs))


def operation(function: Callable[P, Call[T]]) -> Operation[P, T]:
    """Makes a function that returns a call an operation."""
    return Operation(function)
