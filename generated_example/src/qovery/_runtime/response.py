# Part of every client that regen generates. Do not edit.
"""A response beside the value of its body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Generic, TypeVar, cast

import httpx2

from .codec import decode
from .fields import model_fields
from .trail import DecodeError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Response(Generic[T_co]):
    """A response and the value of its body."""

    value: T_co
    http_response: httpx2.Response = field(repr=False)

    @property
    def status(self) -> int:
        return self.http_response.status_code

    @property
    def headers(self) -> httpx2.Headers:
        return self.http_response.headers

    @property
    def request_id(self) -> str | None:
        """What the server calls this exchange, to be quoted to its operators."""
        names = ("x-request-id", "request-id", "x-correlation-id")
        return next((self.headers[n] for n in names if n in self.headers), None)

    @property
    def title(self) -> str:
        """Method, URL and status on one line, without credentials."""
        request, known = self.http_response.request, {*map(int, HTTPStatus)}
        phrase = HTTPStatus(self.status).phrase if self.status in known else ""
        return f"{request.method} {request.url}: {self.status} {phrase}".strip()

    def headers_as(self, kind: type[T]) -> T:
        """The declared headers as their model."""
        plain: dict[str, Any] = {}
        for info in model_fields(cast("Any", kind)):
            text = self.headers.get(info.wire_name)
            if text is not None:
                plain[info.wire_name] = _header(info.hint, text)
        return decode(kind, plain)


def _header(hint: Any, text: str) -> Any:
    """The first reading of a header that fits its type: text, JSON, a list."""
    for value in _readings(text):
        try:
            decode(hint, value, strict=True)
        except DecodeError:
            continue
        return value
    return text


def _readings(text: str) -> Iterator[Any]:
    yield text
    items = [item.strip() for item in text.split(",")]
    for source in (text, f"[{','.join(items)}]"):
        with suppress(ValueError):
            yield json.loads(source)
    yield items
