# Part of every client that regen generates. Do not edit.
"""Operations: functions that return a call, with a client in front of them.

The signature of an operation's function is written once. `Operation` adds the client:
a blocking one gives the result, an asynchronous one a coroutine that gives it. As an
attribute of a `Resource`, an operation takes the client of the resource.
"""

from __future__ import annotations

import ast
import functools
import inspect
from collections.abc import Callable, Coroutine
from types import FunctionType
from typing import Any, Generic, ParamSpec, Self, TypeVar, cast, get_args, overload

from .call import AnyCall, Call
from .client import AnyClient, BaseAsyncClient, SyncClient

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
C = TypeVar("C", bound=AnyCall)
ClientT = TypeVar("ClientT", bound=AnyClient)


class Resource(Generic[ClientT]):
    """Operations as methods: those of one tag, with their client.

    class Pets(Resource[ClientT], Generic[ClientT]):
        list_pets = pets.list_pets
    """

    def __init__(self, client: ClientT) -> None:
        self._client = client


class Bound(Generic[P, R]):
    """An operation with its client, called as its function is."""

    def __init__(self, operation: Any, client: AnyClient) -> None:
        self._operation, self._client = operation, client
        functools.update_wrapper(cast("Any", self), operation.call)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        result: R = self._operation(self._client, *args, **kwargs)
        return result

    def __get__(self, instance: None, owner: type[Any]) -> Self:
        return self  # so that `help` takes it for a function

    @property
    def __signature__(self) -> inspect.Signature:
        signature: inspect.Signature = self._operation.__signature__
        _, *parameters = signature.parameters.values()
        return signature.replace(parameters=parameters)

    def __repr__(self) -> str:
        return f"<bound {self._operation!r}>"


def _first_argument(hint: Any) -> Any:
    """What a call gives: the first of the arguments of its type."""
    if not isinstance(hint, str):
        return next(iter(get_args(hint)), hint)
    tree = ast.parse(hint, mode="eval").body
    if not isinstance(tree, ast.Subscript):
        return hint
    several = tree.slice.elts if isinstance(tree.slice, ast.Tuple) else [tree.slice]
    return ast.get_source_segment(hint, several[0])


class AnyOperation(Generic[P, C]):
    """What looks like the function it was made of, but takes a client first."""

    __name__: str
    __qualname__: str

    def __init__(self, function: Callable[P, C]) -> None:
        self._function = function
        functools.update_wrapper(cast("Any", self), function)
        del self.__wrapped__  # made when it is asked for

    @functools.cached_property
    def __wrapped__(self) -> FunctionType:
        """The function as tools show it: with its client, and the result of its call.

        Tools that write documentation look for a function here.
        """
        function: Any = inspect.unwrap(self._function)
        shown: Any = FunctionType(function.__code__, function.__globals__)
        functools.update_wrapper(shown, function)
        del shown.__wrapped__
        shown.__signature__ = self.__signature__
        return cast("FunctionType", shown)

    @property
    def call(self) -> Callable[P, C]:
        """The function itself; it gives the call as a value."""
        return self._function

    @property
    def __signature__(self) -> inspect.Signature:
        signature = inspect.signature(self._function)
        client = inspect.Parameter("client", inspect.Parameter.POSITIONAL_ONLY)
        return signature.replace(
            parameters=[client, *signature.parameters.values()],
            return_annotation=self._result(signature.return_annotation),
        )

    def _result(self, hint: Any) -> Any:
        """What calling the operation gives, by the annotation of its function."""
        return _first_argument(hint)

    def __repr__(self) -> str:
        return f"<operation {self.__name__}>"

    def __reduce__(self) -> str:
        return self.__qualname__  # pickled by name, as functions are


class Operation(AnyOperation[P, Call[T]], Generic[P, T]):
    """An operation that gives a `T`."""

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(
        self, instance: Resource[SyncClient], owner: type[Any]
    ) -> Callable[P, T]: ...
    @overload
    def __get__(
        self, instance: Resource[BaseAsyncClient], owner: type[Any]
    ) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        return bound(self, instance, Bound)

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


def bound(operation: Any, instance: Any, kind: type[Bound[..., Any]]) -> Any:
    """The operation with the client of a resource; itself on a class."""
    return operation if instance is None else kind(operation, instance._client)


def operation(function: Callable[P, Call[T]]) -> Operation[P, T]:
    """Makes a function that returns a call an operation."""
    return Operation(function)
