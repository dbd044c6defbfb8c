# Part of every client that regen generates. Do not edit.
"""Operations whose argument `accept` chooses the type of the result.

Checkers cannot follow a value of an argument through a decorator. So functions beside
the operation have its signature for each choice, and are never called.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Generic, ParamSpec, Self, TypeVar, overload

from .call import Call
from .client import BaseAsyncClient, SyncClient
from .operation import AnyOperation, Bound, Resource, bound

P = ParamSpec("P")
P1 = ParamSpec("P1")
P2 = ParamSpec("P2")
P3 = ParamSpec("P3")
T = TypeVar("T")
T1 = TypeVar("T1")
T2 = TypeVar("T2")
T3 = TypeVar("T3")


class BoundChoice(Bound[P, T], Generic[P, T, P1, T1, P2, T2, P3, T3]):
    """A `Choice` with its client."""

    @overload
    def __call__(self, *args: P1.args, **kwargs: P1.kwargs) -> T1: ...
    @overload
    def __call__(self, *args: P2.args, **kwargs: P2.kwargs) -> T2: ...
    @overload
    def __call__(self, *args: P3.args, **kwargs: P3.kwargs) -> T3: ...
    @overload
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._operation(self._client, *args, **kwargs)


class Choice(AnyOperation[P, Call[T]], Generic[P, T, P1, T1, P2, T2, P3, T3]):
    """An operation that gives a `T`, or what `accept` chooses."""

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(
        self, instance: Resource[SyncClient], owner: type[Any]
    ) -> BoundChoice[P, T, P1, T1, P2, T2, P3, T3]: ...
    @overload
    def __get__(
        self, instance: Resource[BaseAsyncClient], owner: type[Any]
    ) -> BoundChoice[
        P,
        Coroutine[Any, Any, T],
        P1,
        Coroutine[Any, Any, T1],
        P2,
        Coroutine[Any, Any, T2],
        P3,
        Coroutine[Any, Any, T3],
    ]: ...
    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        return bound(self, instance, BoundChoice)

    @overload
    def __call__(
        self, client: SyncClient, /, *args: P1.args, **kwargs: P1.kwargs
    ) -> T1: ...
    @overload
    def __call__(
        self, client: SyncClient, /, *args: P2.args, **kwargs: P2.kwargs
    ) -> T2: ...
    @overload
    def __call__(
        self, client: SyncClient, /, *args: P3.args, **kwargs: P3.kwargs
    ) -> T3: ...
    @overload
    def __call__(
        self, client: SyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> T: ...
    @overload
    def __call__(
        self, client: BaseAsyncClient, /, *args: P1.args, **kwargs: P1.kwargs
    ) -> Coroutine[Any, Any, T1]: ...
    @overload
    def __call__(
        self, client: BaseAsyncClient, /, *args: P2.args, **kwargs: P2.kwargs
    ) -> Coroutine[Any, Any, T2]: ...
    @overload
    def __call__(
        self, client: BaseAsyncClient, /, *args: P3.args, **kwargs: P3.kwargs
    ) -> Coroutine[Any, Any, T3]: ...
    @overload
    def __call__(
        self, client: BaseAsyncClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, T]: ...
    def __call__(self, client: Any, /, *args: Any, **kwargs: Any) -> Any:
        return client.send(self.call(*args, **kwargs))


@overload
def accepting(
    first: Callable[P1, Call[T1]], second: Callable[P2, Call[T2]], /
) -> Callable[[Callable[P, Call[T]]], Choice[P, T, P1, T1, P2, T2, P2, T2]]: ...
@overload
def accepting(
    first: Callable[P1, Call[T1]],
    second: Callable[P2, Call[T2]],
    third: Callable[P3, Call[T3]],
    /,
) -> Callable[[Callable[P, Call[T]]], Choice[P, T, P1, T1, P2, T2, P3, T3]]: ...
def accepting(*_: Any) -> Any:
    """Make a function that returns a call an operation; the others tell its types."""
    return Choice
