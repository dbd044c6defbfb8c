# Part of every client that regen generates. Do not edit.
"""Pages: how one page of a result leads to the next. Never guessed, always declared.

A pointer is a JSON pointer (RFC 6901) into the body of the response.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

import httpx2

from .call import AnyCall
from .errors import ApiError
from .model import UNSET, Model, model_fields
from .response import Response

C = TypeVar("C", bound=AnyCall)


class ForeignPageError(ApiError):
    """The next page is on another origin; nothing was sent there."""


def pluck(value: Any, pointer: str) -> Any:
    """What stands at a JSON pointer in a decoded value, or None."""
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Model):
            names = {f.wire_name: f.name for f in model_fields(type(value))}
            value = getattr(value, names.get(key, key), None)
        elif isinstance(value, Mapping):
            value = cast("Mapping[str, Any]", value).get(key)
        elif isinstance(value, Sequence) and key.isdigit():
            value = cast("Sequence[Any]", value)[int(key)] if value else None
        else:
            return None
    return None if value is UNSET else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A way through pages; `items` points to the list in each."""

    items: str = ""

    def of(self, page: Any) -> Iterable[Any]:
        """The items of a page."""
        return pluck(page, self.items) or ()

    def after(self, call: C, response: Response[Any]) -> C | None:
        """The call for the page after this response; None after the last."""
        raise NotImplementedError


def _with_query(call: C, name: str, value: Any) -> C:
    query = dict(cast("Mapping[str, Any]", call.query))
    if query.get(name) == value:  # the same page again would have no end
        return cast("C", None)
    return replace(call, query=query | {name: value})


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
        if not self.of(response.value):
            return None
        current = cast("Mapping[str, Any]", call.query).get(self.parameter)
        number = self.start if current is None else int(current)
        return _with_query(call, self.parameter, number + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetPages(Pages):
    """A query parameter counts the items before the page.

    The end is an empty page, or one shorter than the query parameter `limit` says.
    """

    parameter: str
    limit: str = ""

    def after(self, call: C, response: Response[Any]) -> C | None:
        query = cast("Mapping[str, Any]", call.query)
        count = len(list(self.of(response.value)))
        size = query.get(self.limit)
        if not count or (size is not None and count < int(size)):
            return None
        offset = int(query.get(self.parameter) or 0)
        return _with_query(call, self.parameter, offset + count)


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


def _at_url(call: C, response: Response[Any], text: Any) -> C | None:
    """The same call at another URL of the same origin."""
    if not text or not isinstance(text, str):
        return None
    here = response.http_response.request.url
    there = here.join(text)
    if _origin(there) != _origin(here):
        message = f"the next page is on another origin: {there.host}"
        raise ForeignPageError(message)
    if str(there) == call.url:
        return None
    return replace(call, url=str(there), query={})


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    default = {"http": 80, "https": 443}.get(url.scheme)
    return url.scheme, url.host, url.port or default
