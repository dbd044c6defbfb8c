# Part of every client that regen generates. Do not edit.
"""Calls that give one page of many; how the next is found is configured."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, ParamSpec, Self, TypeVar, cast, overload

import httpx2

from .bodies import JsonBody
from .call import Call
from .client import AnyClient, BaseAsyncClient, SyncClient, run_call
from .encoding import encode, encode_json, members
from .errors import NotFoundError, PagingError, RangeNotSatisfiableError
from .model import Model
from .operation import Bound, Operation, Resource, bound
from .response import Response
from .series import Series

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
E = TypeVar("E")
C = TypeVar("C", bound=Call[Any])
E_co = TypeVar("E_co", covariant=True)


def pluck(value: Any, pointer: str) -> Any:
    """What stands at a JSON pointer (RFC 6901) in a decoded value, or None.

    `-` is the last item of a list: `/data/-/id` is a cursor of many APIs.
    """
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Model | Mapping):
            value = members(value).get(key)
        elif isinstance(value, list):
            items = cast("Sequence[Any]", value)
            index = int(key) if key.isascii() and key.isdecimal() else -1
            known = key == "-" or index >= 0
            value = items[index] if known and index < len(items) and items else None
        else:
            return None
    return value


class Walk:
    """What one iteration over pages has seen.

    Attributes:
        items: those of the last page; None before the first.
        full: whether a page was as long as the caller asked: a shorter one is the last.
    """

    def __init__(self) -> None:
        self.items: Sequence[Any] | None = None
        self.full = False
        self._seen: set[str] = set()

    def enter(self, place: object) -> None:
        """Goes to a cursor or URL; raises PagingError if it was there before."""
        if str(place) in self._seen:
            raise PagingError("the pages lead back to one that was there already")
        self._seen.add(str(place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A way through pages, never guessed; `items` points to the list in each.

    `more` points to what is false on the last page.
    """

    items: str = ""
    more: str = ""
    counted: ClassVar[bool] = False

    def of(self, page: Any) -> Sequence[Any]:
        """The items of a page; none where there is no list of them."""
        found = pluck(page, self.items)
        return cast("Sequence[Any]", found) if isinstance(found, list) else ()

    def following(self, call: C, response: Response[Any], walk: Walk) -> C | None:
        """The call for the page after this response; None after the last."""
        if self.more and pluck(response.value, self.more) is False:
            return None
        return self.after(call, response, walk)

    def after(self, call: C, response: Response[Any], walk: Walk) -> C | None:
        """As `following`, where the page does not say that it is the last."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class PagedCall(Call[T], Generic[T, E_co]):
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
        pages = _pages(client, self._paged(*args, **kwargs))
        return Series(pages, blocking=client.blocking)

    def items(
        self, client: AnyClient, /, *args: P.args, **kwargs: P.kwargs
    ) -> Series[E]:
        """The items of this page and of all that follow it."""
        items = _items(client, self._paged(*args, **kwargs))
        return Series(items, blocking=client.blocking)

    def _paged(self, *args: P.args, **kwargs: P.kwargs) -> PagedCall[T, E]:
        return cast("PagedCall[T, E]", self.call(*args, **kwargs))


def paged_operation(
    function: Callable[P, PagedCall[T, E]],
) -> PagedOperation[P, T, E]:
    """Makes a function that returns a call an operation."""
    return PagedOperation(function)


async def _pages(client: AnyClient, call: PagedCall[T, Any]) -> AsyncGenerator[T]:
    """The pages, from the first on.

    Pages that are counted end with a 404, or when one comes a second time: servers
    answer so beyond the last.
    """
    pages, walk = call.pages, Walk()
    following: PagedCall[T, Any] | None = call
    while following is not None:
        try:
            response = await run_call(client, following)
        except (NotFoundError, RangeNotSatisfiableError):
            if walk.items is None or not pages.counted:
                raise
            return
        items = pages.of(response.value)
        if pages.counted and items and items == walk.items:
            return
        yield response.value
        walk.items = items
        following = pages.following(following, response, walk)


async def _items(client: AnyClient, call: PagedCall[Any, E]) -> AsyncGenerator[E]:
    async for page in _pages(client, call):
        items = pluck(page, call.pages.items)
        if items and not isinstance(items, list):
            raise PagingError("the items of a page are not in a list")
        for item in call.pages.of(page):
            yield item


def _query(call: Call[Any]) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", call.query)


def _with_query(call: C, name: str, value: Any) -> C:
    return replace(call, query={**_query(call), name: value})


def _with_body(call: C, pointer: str, value: Any) -> C:
    """The call with a member of its JSON body set."""
    body: Any = call.body or JsonBody({})
    plain = encode({} if body.value is None else body.value, omit_read_only=True)
    *parents, last = pointer.split("/")[1:]
    inner = plain
    for name in parents:
        inner = inner.setdefault(name, {})
    inner[last] = value
    return replace(call, body=replace(body, value=plain))


def _at_url(call: C, response: Response[Any], url: Any, walk: Walk) -> C | None:
    """The same call at another URL of the same origin.

    Behind a proxy that ends TLS, servers write http: the scheme stays as it is.
    """
    if not url:
        return None
    here = response.http_response.request.url
    try:
        there = here.join(str(url))
        web = {there.scheme, here.scheme} <= {"http", "https"}
        if web and (there.host, there.port) == (here.host, here.port):
            there = there.copy_with(scheme=here.scheme)
        away = there.origin != here.origin
    except (httpx2.InvalidURL, ValueError):
        raise PagingError("the next page has no valid URL") from None
    if away:
        raise PagingError(f"the next page is on another origin: {there.host}")
    if str(there) == call.url:
        return None
    walk.enter(there)
    return replace(call, url=str(there), query={})


@dataclass(frozen=True, slots=True, kw_only=True)
class CursorPages(Pages):
    """The response holds a cursor (at `next`) that a query parameter takes.

    A `parameter` that is a JSON pointer stands in the body of the request.
    """

    parameter: str
    next: str

    def after(self, call: C, response: Response[Any], walk: Walk) -> C | None:
        cursor, in_body = pluck(response.value, self.next), self.parameter[:1] == "/"
        if in_body:
            value = call.body.value if call.body else None
            sent = pluck(encode(value), self.parameter)
        else:
            sent = _query(call).get(self.parameter)
        if cursor in (None, "", sent):
            return None
        try:
            encode_json(cursor)
        except ValueError:  # half a pair of surrogates, infinity
            raise PagingError("the next page has no valid cursor") from None
        walk.enter(cursor)
        return (_with_body if in_body else _with_query)(call, self.parameter, cursor)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumberPages(Pages):
    """A query parameter counts the pages; an empty page is the end.

    `total` points to the number of pages.
    """

    parameter: str
    start: int = 1
    total: str = ""
    counted = True

    def after(self, call: C, response: Response[Any], walk: Walk) -> C | None:
        given = _query(call).get(self.parameter)
        number = self.start if given is None else int(given)
        total = _number(response, self.total)
        last = total is not None and number - self.start + 1 >= total
        if last or not self.of(response.value):
            return None
        return _with_query(call, self.parameter, number + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetPages(Pages):
    """A query parameter counts the items before the page; an empty page is the end.

    So is one that is shorter than the query parameter `limit` says, if another was as
    long: a server may have a maximum of its own. `total` points to the number of items.
    """

    parameter: str
    limit: str = ""
    total: str = ""
    counted = True

    def after(self, call: C, response: Response[Any], walk: Walk) -> C | None:
        query, count = _query(call), len(self.of(response.value))
        limit = int(query.get(self.limit) or 0)
        short = 0 < count < limit
        offset = int(query.get(self.parameter) or 0)
        total = _number(response, self.total)
        last = total is not None and offset + count >= total
        if not count or last or (short and walk.full):
            return None
        walk.full = walk.full or (limit > 0 and not short)
        return _with_query(call, self.parameter, offset + count)


def _number(response: Response[Any], pointer: str) -> int | None:
    found = pluck(response.value, pointer) if pointer else None
    return found if isinstance(found, int) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextUrlPages(Pages):
    """The response holds the URL of the next page, at `next`."""

    next: str

    def after(self, call: C, response: Response[Any], walk: Walk) -> C | None:
        return _at_url(call, response, pluck(response.value, self.next), walk)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkHeaderPages(Pages):
    """The URL of the next page is in the header `Link` (RFC 8288)."""

    def after(self, call: C, response: Response[Any], walk: Walk) -> C | None:
        link = response.http_response.links.get("next", {})
        return _at_url(call, response, link.get("url"), walk)
