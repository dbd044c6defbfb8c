# Part of every client that regen generates. Do not edit.
"""A response beside the value of its body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Generic, TypeVar, Unpack, cast

import httpx2

from .codec import Manner, decode, decode_json
from .fields import model_fields
from .secrecy import printable
from .trail import DecodeError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
_KNOWN = {*map(int, HTTPStatus)}
_ITEM = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*"|")+')
"""An item of a list; commas within quotes are its own (RFC 9110, section 5.6.1)."""


@dataclass(frozen=True)
class Response(Generic[T_co]):
    """A response and the value of its body.

    `http_response` is as it came, but that its request has neither credentials nor
    body, so that a response can be kept and shown.
    """

    value: T_co
    http_response: httpx2.Response = field(repr=False)

    @property
    def status(self) -> int:
        """The status code."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx2.Headers:
        """The headers as they came; `headers_as` gives the declared ones typed."""
        return self.http_response.headers

    @property
    def content(self) -> bytes:
        """The bytes of the body, decompressed; none of one that is streamed."""
        return self.http_response.content if self.http_response.is_closed else b""

    @property
    def text(self) -> str:
        """The body as text, in the charset of its media type, else UTF-8."""
        return text_of(self.http_response)

    def json(self) -> Any:
        """The body as plain JSON values, whatever the document declares.

        Raises DecodeError if it is no JSON.
        """
        return json_as(Any, self.http_response)

    @property
    def request_id(self) -> str | None:
        """What the server calls this exchange, to be quoted to its operators."""
        names = ("x-request-id", "request-id", "x-correlation-id")
        return next((self.headers[n] for n in names if n in self.headers), None)

    @property
    def title(self) -> str:
        """Method, URL and status on one line, without credentials."""
        request = self.http_response.request
        phrase = HTTPStatus(self.status).phrase if self.status in _KNOWN else ""
        return f"{request.method} {request.url}: {self.status} {phrase}".strip()

    def headers_as(self, kind: type[T]) -> T:
        """The declared headers as their model."""
        plain: dict[str, Any] = {}
        for info in model_fields(cast("Any", kind)):
            lines = self.headers.get_list(info.wire_name)
            if lines:
                plain[info.wire_name] = _header(info.wire_name, info.hint, lines)
        return decode(kind, plain)


def http_date(text: str) -> datetime:
    """A date of a header, in any of the three forms of HTTP (RFC 9110, section 5.6.7).

    Raises ValueError if it is none.
    """
    found = parsedate_to_datetime(text)
    # That of asctime names no zone: all are UTC.
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def media_type(text: str | None) -> str:
    """The media type of a Content-Type, without parameters, in lower case."""
    return printable((text or "").partition(";")[0].strip().lower())


def charset_of(response: httpx2.Response) -> str:
    """The charset of a body: that of its media type if it is one, else UTF-8.

    Python knows codecs that are no charsets: base64, zip, idna, unicode_escape.
    """
    if "charset" not in response.headers.get("content-type", "").lower():
        return "utf-8"
    return _known_charset((response.charset_encoding or "utf-8").lower())


@lru_cache(maxsize=100)
def _known_charset(name: str) -> str:
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if "escape" in name or name in ("idna", "punycode") else name


def text_of(response: httpx2.Response) -> str:
    """The body as text; what is none in its charset becomes U+FFFD."""
    try:
        return response.content.decode(charset_of(response), errors="replace")
    except (LookupError, ValueError):
        return response.content.decode(errors="replace")


def json_as(kind: Any, response: httpx2.Response, **manner: Unpack[Manner]) -> Any:
    """The body as a type, from JSON in any charset (RFC 8259, section 8.1).

    Raises DecodeError as `decode_json`; bytes that are no text count under `strict`.
    """
    charset = charset_of(response)
    plain = charset in ("utf-8", "utf8", "us-ascii", "ascii")
    text = "" if plain else text_of(response).removeprefix("\ufeff")
    data = response.content.removeprefix(b"\xef\xbb\xbf")
    return decode_json(kind, data if plain else text, **manner)


def _header(name: str, hint: Any, lines: list[str]) -> Any:
    """The first reading of a header that fits its type."""
    for value in _readings(name, lines):
        try:
            decode(hint, value, strict=True)
        except DecodeError:
            continue
        return value
    return ", ".join(lines)


def _readings(name: str, lines: list[str]) -> Iterator[Any]:
    """A text, a date, JSON, a list, the members of an object (style "simple")."""
    text = ", ".join(lines)
    yield text
    if name.lower() == "set-cookie":  # a line each: a comma says nothing (RFC 6265)
        yield lines
        return
    with suppress(ValueError, TypeError):
        yield http_date(text).isoformat()
    items = [item.strip() for item in _ITEM.findall(text)]
    for source in (text, f"[{','.join(items)}]"):
        with suppress(ValueError, RecursionError):
            yield json.loads(source)
    yield items
    members: dict[str, str] = {}
    if all("=" in item for item in items):
        members = dict(item.split("=", 1) for item in items)
    elif len(items) % 2 == 0:
        members = dict(zip(items[::2], items[1::2], strict=True))
    yield members
    with suppress(ValueError, RecursionError):
        yield {name: json.loads(value) for name, value in members.items()}
