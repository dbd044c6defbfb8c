# Part of every client that regen generates. Do not edit.
"""From the bytes of a response to the value that its document declares."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast, get_args, get_origin

import httpx2

from .bodies import is_json
from .call import AnyCall, Failure
from .codec import decode, decode_json
from .errors import EXCERPT, MalformedResponseError, StatusError, error_class, phrase
from .log import logger, redacted
from .model import model_fields
from .trail import DecodeError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
_NO_CONTENT = frozenset({204, 205, 304})


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
        request = self.http_response.request
        status = f"{self.status} {phrase(self.status)}".strip()
        return f"{request.method} {request.url}: {status}"

    def headers_as(self, kind: type[T]) -> T:
        """The declared headers as their model; numbers are read from their text."""
        return cast("T", decode_headers(kind, self.headers))


def pick(declared: Mapping[int | str, Any], status: int) -> Any:
    """The entry of a status, else of its range, else of "default", else None."""
    for key in (status, f"{status // 100}XX", "default"):
        if key in declared:
            return declared[key]
    return None


def interpret(
    call: AnyCall, response: httpx2.Response, *, strict: bool, secrets: list[str]
) -> Response[Any]:
    """The response of a success with its decoded body.

    Raises StatusError for any other status, MalformedResponseError for a body that
    cannot be decoded.
    """
    status = response.status_code
    if not (response.is_success or status in call.results):
        raise failure(call, response, secrets)
    declared = pick(call.results, status)
    if declared is None and status not in call.results:
        successes = [key for key in call.results if str(key).startswith("2")]
        if successes:
            logger.warning(
                "%s %s: undeclared status %d", call.method, call.path, status
            )
            declared = call.results[successes[0]]
    try:
        value = content_of(declared, response, strict=strict)
    except DecodeError as error:
        raise MalformedResponseError(error, Response(None, response)) from error
    return Response(value, response)


def failure(
    call: AnyCall, response: httpx2.Response, secrets: list[str]
) -> StatusError:
    """The error for a status that is not a success; its body never hides it."""
    entry = pick(call.errors, response.status_code)
    known = entry if isinstance(entry, Failure) else Failure(entry or "")
    kind = Any if known.content is None else known.content
    try:
        body = content_of(kind, response, strict=False)
    except DecodeError:
        body = response.text
    found = Response(body, response)
    excerpt = response.text[: EXCERPT + 1]
    if len(excerpt) > EXCERPT:
        excerpt = excerpt[:EXCERPT] + "..."
    parts = [found.title, known.description.partition("\n")[0], excerpt.strip()]
    message = redacted(": ".join(filter(None, parts)), secrets)
    return error_class(response.status_code)(message, found)


def media_type(text: str | None) -> str:
    """The media type of a Content-Type, without parameters, in lower case."""
    return (text or "").partition(";")[0].strip().lower()


def content_of(declared: Any, response: httpx2.Response, *, strict: bool) -> Any:
    """The body as declared: a type (JSON), media type -> type, or None (no body).

    Raises DecodeError if it is not JSON where JSON alone can give the type.
    """
    kind = media_type(response.headers.get("content-type"))
    if isinstance(declared, dict):
        declared, as_json = _matched(cast("dict[str, Any]", declared), kind)
    else:
        as_json = True
    empty = not response.content
    if declared is None or (empty and response.status_code in _NO_CONTENT):
        return None
    if empty and response.request.method == "HEAD":
        return None
    if declared is bytes and not as_json:
        return response.content
    if declared is str and (not as_json or kind.startswith("text/")):
        return response.text
    if empty and not strict:
        return None
    if not is_json(kind):
        if declared is Any:
            return _guessed(response)
        logger.warning("%s instead of JSON for %s", kind or "no type", response.url)
    return decode_json(declared, _utf8(response), strict=strict)


def _matched(contents: dict[str, Any], kind: str) -> tuple[Any, bool]:
    """The entry that fits a media type best, and whether its body is JSON."""
    by_kind = {
        media_type(key): (media_type(key), item) for key, item in contents.items()
    }
    family = kind.partition("/")[0] + "/*"
    base = "application/json" if is_json(kind) else kind
    for key in (kind, base, family, "*/*"):
        if key in by_kind:
            return by_kind[key][1], is_json(kind) or is_json(key)
    for key, item in by_kind.values():
        if is_json(key) and (is_json(kind) or not kind or len(by_kind) == 1):
            return item, True
    key, item = next(iter(by_kind.values()), ("", None))
    logger.warning("undeclared media type %s, read as %s", kind or "(none)", key)
    return item, is_json(key) or item not in (str, bytes)


def _guessed(response: httpx2.Response) -> Any:
    try:
        return decode_json(Any, _utf8(response))
    except DecodeError:
        return response.text


def _utf8(response: httpx2.Response) -> bytes:
    charset = (response.charset_encoding or "utf-8").lower()
    if charset in ("utf-8", "utf8", "us-ascii"):
        return response.content.removeprefix(b"\xef\xbb\xbf")
    return response.text.encode()


def decode_headers(kind: Any, headers: httpx2.Headers) -> Any:
    """A model from headers: names without case, values read by their type."""
    plain: dict[str, Any] = {}
    for info in model_fields(kind):
        text = headers.get(info.wire_name)
        if text is not None:
            plain[info.wire_name] = _header_value(info.hint, text)
    return decode(kind, plain)


def _header_value(hint: Any, text: str) -> Any:
    """The plain value of a header: a list is split at commas (style "simple")."""
    for kind in (hint, *get_args(hint)):
        if get_origin(kind) is list:
            return [
                _header_value(get_args(kind)[0], t.strip()) for t in text.split(",")
            ]
        if isinstance(kind, type) and issubclass(kind, int | float):
            try:
                return json.loads(text)
            except ValueError:
                break
    return text
