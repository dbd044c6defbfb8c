# Part of every client that regen generates. Do not edit.
"""Calls that give many values: pages, events, and polling until one is as wanted."""

from __future__ import annotations

import time
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast, overload

import httpx2
from httpx2 import ServerSentEvent

from .call import AnyCall, Call, PagedCall
from .codec import decode_json
from .encoding import members
from .errors import ApiError, PollingTimeoutError
from .exchange import wrapped
from .model import Model
from .response import Response, media_type
from .transport import run_blocking

if TYPE_CHECKING:
    from .client import AnyClient, BaseAsyncClient, SyncClient

T = TypeVar("T")
E = TypeVar("E")
C = TypeVar("C", bound=AnyCall)
DONE = "[DONE]"  # what many servers send as the last event, beside the schema
WAIT = 1.0  # seconds before a reconnection, unless the server says otherwise


class Series(Generic[E]):
    """Values that come one by one: for `for` with a blocking client, else `async for`.

    Nothing is sent before the first is asked for. The connection is released at the
    end, and on leaving `with` or `async with`.
    """

    def __init__(self, values: AsyncGenerator[E]) -> None:
        self._values = values

    def __iter__(self) -> Iterator[E]:
        return self

    def __next__(self) -> E:
        try:
            return run_blocking(self._values.__anext__())
        except StopAsyncIteration:
            raise StopIteration from None

    def __aiter__(self) -> AsyncIterator[E]:
        return self

    def __anext__(self) -> Awaitable[E]:
        return self._values.__anext__()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        run_blocking(self._values.aclose())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._values.aclose()


class Stream(Series[E]):
    """The events of one call, each decoded."""

    def __init__(
        self, client: AnyClient, call: AnyCall, events: Any, reconnect: int = 0
    ) -> None:
        super().__init__(_decoded(client, call, events, reconnect))
        self._given = client, call, events

    def reconnecting(self, limit: int = 5) -> Stream[E]:
        """The same events; a broken stream is opened again, up to `limit` times.

        The server is told of the last event by `Last-Event-ID`.
        """
        return Stream(*self._given, limit)


async def _decoded(
    client: AnyClient, call: AnyCall, kind: Any, reconnect: int
) -> AsyncGenerator[Any]:
    transport, wait = client.transport, WAIT
    while True:
        response = await client.opened(call)
        try:
            async for event in transport.each(_events(response, client.blocking)):
                if event.data == DONE and kind is not str:
                    return
                if event.id:
                    headers = {**call.headers, "Last-Event-ID": event.id}
                    call = replace(call, headers=headers)
                wait = wait if event.retry is None else event.retry / 1000
                yield _value(kind, event, client.settings.strict)
            return
        except httpx2.RequestError as error:
            if reconnect <= 0:
                raise wrapped(error) from error
            reconnect -= 1
        finally:
            await transport.close(response)
        await transport.sleep(wait)


def _value(kind: Any, event: ServerSentEvent, strict: bool) -> Any:
    if kind is ServerSentEvent:
        return event
    return event.data if kind is str else decode_json(kind, event.data, strict=strict)


def _events(response: httpx2.Response, blocking: bool) -> Any:
    """The events of a response: each line of JSON lines is one (RFC 7464 too)."""
    if media_type(response.headers.get("content-type")) == "text/event-stream":
        return httpx2.EventSource(response)
    return _lines(response) if blocking else _async_lines(response)


def _lines(response: httpx2.Response) -> Iterator[ServerSentEvent]:
    for line in response.iter_lines():
        if text := line.strip("\x1e \t\r\n"):
            yield ServerSentEvent(data=text)


async def _async_lines(response: httpx2.Response) -> AsyncIterator[ServerSentEvent]:
    async for line in response.aiter_lines():
        if text := line.strip("\x1e \t\r\n"):
            yield ServerSentEvent(data=text)


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


async def pages_of(client: AnyClient, call: PagedCall[T, Any]) -> AsyncGenerator[T]:
    following: PagedCall[T, Any] | None = call
    while following is not None:
        response = await client.run(following)
        yield response.value
        following = following.pages.after(following, response)


async def items_of(client: AnyClient, call: PagedCall[Any, E]) -> AsyncGenerator[E]:
    async for page in pages_of(client, call):
        for item in call.pages.of(page):
            yield item


@dataclass(frozen=True, slots=True)
class Polling:
    """How often to ask: `interval` seconds, growing by `factor` to `longest`.

    `deadline` is the time in seconds after which polling gives up.
    """

    interval: float = 1.0
    factor: float = 1.5
    longest: float = 30.0
    deadline: float = 600.0


@overload
def poll(
    client: SyncClient,
    call: Call[T],
    until: Callable[[T], bool],
    polling: Polling = ...,
) -> T: ...
@overload
def poll(
    client: BaseAsyncClient,
    call: Call[T],
    until: Callable[[T], bool],
    polling: Polling = ...,
) -> Awaitable[T]: ...
def poll(
    client: AnyClient,
    call: Call[Any],
    until: Callable[[Any], bool],
    polling: Polling = Polling(),
) -> Any:
    """Sends a call until `until` holds for its result, and gives that result.

    Raises PollingTimeoutError after the deadline, and what sending raises.
    """
    work = _poll(client, call, until, polling)
    return run_blocking(work) if client.blocking else work


async def _poll(
    client: AnyClient, call: Call[T], until: Callable[[T], bool], polling: Polling
) -> T:
    end, wait = time.monotonic() + polling.deadline, polling.interval
    while True:
        value: T = (await client.run(call)).value
        if until(value):
            return value
        if time.monotonic() + wait > end:
            message = f"{call.method} {call.path}: not done in {polling.deadline:g} s"
            raise PollingTimeoutError(message, value)
        await client.transport.sleep(wait)
        wait = min(wait * polling.factor, polling.longest)
