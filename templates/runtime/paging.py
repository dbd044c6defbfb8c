# Part of every client that regen generates. Do not edit.
"""Calls that give one page of many; how the next is found is configured."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, ParamSpec, Self, TypeVar, cast, overload

from .call import Call
from .client import AnyClient, BaseAsyncClient, SyncClient, run_call
from .encoding import members
from .errors import ApiError
from .model import Model
from .operation import Bound, Operation, Resource, bound
from .response import Response
from .series import Series

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
E = TypeVar("E")
C = TypeVar("C", bound=Call[Any])
T_co = TypeVar("T_co", covariant=True)
E_co = TypeVar("E_co", covariant=True)


def pluck(value: Any, pointer: str) -> Any:
    """What stands at a JSON pointer (RFC 6901) in a decoded value, or None."""
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Model | Mapping):
            value = members(value).get(key)
        elif isinstance(value, list) and key.isdigit():
            items = cast("Sequence[Any]", value)
            value = items[int(key)] if int(key) < len(items) else None
        else:
            return None
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A way through pages, never guessed; `items` points to the list in each."""

    items: str = ""

    def of(self, page: Any) -> Sequence[Any]:
        """The items of a page."""
        return pluck(page, self.items) or ()

    def after(self, call: C, response: Response[Any]) -> C | None:
        """The call for the page after this response; None after the last."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedCall(Call[T_co], Generic[T_co, E_co]):
    """A call that gives one page, of which there may be more."""

    pages: Pages


class BoundPages(Bound[P, R], Generic[P, R, T, E]):
    """A `PagedOperation` with its client."""

    def pages(self, *args: P.args, **kwargs: P.kwargs) -> Series[T]:
        """This page and all that follow it, each fetched when it is asked for."""
        pages: Series[T] = self._operation.pages(self._client, *args, **kwargs)
        return pages

    def items(self, *args: P.args, **kwargs: P.kwargs) -> Series[E]:
        """The items of this page and of all that follow it."""
        items: Series[E] = self._operation.items(self._client, *args, **kwargs)
        return items


class PagedOperation(Operation[P, T], Generic[P, T, E]):
    """An operation that gives one page `T` of items `E`."""

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(
        self, instance: Resource[SyncClient], owner: type[Any]
    ) -> BoundPages[P, T, T, E]: ...
    @overload
    def __get__(
        self, instance: Resource[BaseAsyncClient], owner: type[Any]
    ) -> BoundPages[P, Coroutine[Any, Any, T], T, E]: ...
    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        return bound(self, instance, BoundPages)

    def pages(
        self, client: AnyClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Series[T]:
        """This page and all that follow it, each fetched when it is asked for."""
        return Series(_pages(client, self._paged(*args, **kwargs)))

    def items(
        self, client: AnyClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Series[E]:
        """The items of this page and of all that follow it."""
        return Series(_items(client, self._paged(*args, **kwargs)))

    def _paged(self, *args: P.args, **kwargs: P.kwargs) -> PagedCall[T, E]:
        return cast("PagedCall[T, E]", self.call(*args, **kwargs))


def paged_operation(
    function: Callable[P, PagedCall[T, E]],
) -> PagedOperation[P, T, E]:
    """Makes a function that returns a call an operation."""
    return PagedOperation(function)


async def _pages(client: AnyClient, call: PagedCall[T, Any]) -> AsyncGenerator[T]:
    following: PagedCall[T, Any] | None = call
    while following is not None:
        response = await run_call(client, following)
        yield response.value
        following = following.pages.after(following, response)


async def _items(client: AnyClient, call: PagedCall[Any, E]) -> AsyncGenerator[E]:
    async for page in _pages(client, call):
        for item in call.pages.of(page):
            yield item


def _with_query(call: C, name: str, value: Any) -> C | None:
    query = dict(cast("Mapping[str, Any]", call.query))
    same = query.get(name) == value  # the same page again would have no end
    return None if same else replace(call, query=query | {name: value})


def _at_url(call: C, response: Response[Any], url: Any) -> C | None:
    """The same call at another URL of the same origin."""
    if not url:
        return None
    here = response.http_response.request.url
    there = here.join(str(url))
    if there.origin != here.origin:
        raise ApiError(f"the next page is on another origin: {there.host}")
    return None if str(there) == call.url else replace(call, url=str(there), query={})


@dataclass(frozen=True, slots=True, kw_only=True)
class CursorPages(Pages):
    """The response holds a cursor (at `next`) that a query parameter takes."""

    parameter: str
    next: str

    def after(self, call: C, response: Response[Any]) -> C | None:
        cursor = pluck(response.value, self.next)
        return _with_query(call, self.parameter, cursor) if cursor else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumberPages(Pages):
    """A query parameter counts the pages; an empty page is the end."""

    parameter: str
    start: int = 1

    def after(self, call: C, response: Response[Any]) -> C | None:
        number = cast("Mapping[str, Any]", call.query).get(self.parameter)
        following = (self.start if number is None else int(number)) + 1
        more = self.of(response.value)
        return _with_query(call, self.parameter, following) if more else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetPages(Pages):
    """A query parameter counts the items before the page.

    The end is an empty page, or one shorter than the query parameter `limit` says.
    """

    parameter: str
    limit: str = ""

    def after(self, call: C, response: Response[Any]) -> C | None:
        query = cast("Mapping[str, Any]", call.query)
        count, offset = len(self.of(response.value)), query.get(self.parameter) or 0
        if count < int(query.get(self.limit) or 1):
            return None
        return _with_query(call, self.parameter, int(offset) + count)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextUrlPages(Pages):
    """The response holds the URL of the next page, at `next`."""

    next: str

    def after(self, call: C, response: Response[Any]) -> C | None:
        return _at_url(call, response, pluck(response.value, self.next))


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkHeaderPages(Pages):
    """The URL of the next page is in the header `Link` (RFC 8288)."""

    def after(self, call: C, response: Response[Any]) -> C | None:
        link = response.http_response.links.get("next", {})
        return _at_url(call, response, link.get("url"))
