# Part of every client that regen generates. Do not edit.
"""From the bytes of a response to the value that its document declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import httpx2

from .bodies import is_json
from .call import AnyCall, Failure
from .codec import decode_json
from .errors import MalformedResponseError, StatusError, error_class
from .response import Response
from .trail import DecodeError
from .transport import logger, redacted

EXCERPT = 500  # characters of a body that a message shows


def pick(declared: Mapping[int | str, Any], status: int) -> Any:
    """The entry of a status, else of its range, else of "default", else None."""
    keys = (status, f"{status // 100}XX", "default")
    return next((declared[key] for key in keys if key in declared), None)


def interpret(
    call: AnyCall,
    response: httpx2.Response,
    *,
    strict: bool,
    check: bool,
    secrets: Sequence[str],
) -> Response[Any]:
    """The response with its decoded body.

    Raises StatusError for a status that is not a success, if `check`, and
    MalformedResponseError for a body that cannot be decoded.
    """
    status = response.status_code
    if not (response.is_success or status in call.results):
        error = failure(call, response, secrets)
        if check:
            raise error
        return error.response
    declared = pick(call.results, status)
    if declared is None and status not in call.results:
        successes = [key for key in call.results if str(key).startswith("2")]
        if successes:
            title = f"{call.method} {call.path}"
            logger.warning("%s: undeclared status %d", title, status)
            declared = call.results[successes[0]]
    try:
        value = content_of(declared, response, strict=strict)
    except DecodeError as error:
        raise MalformedResponseError(error, Response(None, response)) from error
    return Response(value, response)


def failure(
    call: AnyCall, response: httpx2.Response, secrets: Sequence[str]
) -> StatusError:
    """The error for a status that is not a success; its body never hides it."""
    entry = pick(call.errors, response.status_code)
    known = Failure(entry) if isinstance(entry, str) else entry
    if not isinstance(known, Failure):
        known = Failure(content=known)
    kind = Any if known.content is None else known.content
    try:
        body = content_of(kind, response, strict=False)
    except DecodeError:
        body = response.text
    found, text = Response(body, response), response.text
    excerpt = text[:EXCERPT] + "..." if len(text) > EXCERPT else text
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
    kind, as_json = media_type(response.headers.get("content-type")), True
    if isinstance(declared, dict):
        declared, as_json = _matched(cast("dict[str, Any]", declared), kind)
    bodiless = response.status_code in (204, 205) or response.request.method == "HEAD"
    if declared is None or (bodiless and not response.content):
        return None
    if declared is bytes and not as_json:
        return response.content
    if declared is str and (not as_json or kind.startswith("text/")):
        return response.text
    if not response.content and not strict:
        return None
    if not is_json(kind) and declared is not Any:
        logger.warning("%s instead of JSON for %s", kind or "no type", response.url)
    charset = (response.charset_encoding or "utf-8").lower()
    plain = charset in ("utf-8", "utf8", "us-ascii")
    data = response.content if plain else response.text.encode()
    try:
        return decode_json(declared, data.removeprefix(b"\xef\xbb\xbf"), strict=strict)
    except DecodeError:
        if declared is Any and not is_json(kind):
            return response.text
        raise


def _matched(contents: dict[str, Any], kind: str) -> tuple[Any, bool]:
    """The entry that fits a media type best, and whether its body is JSON."""
    by_kind = {media_type(key): item for key, item in contents.items()}
    base = "application/json" if is_json(kind) else kind
    for key in (kind, base, kind.partition("/")[0] + "/*", "*/*"):
        if key in by_kind:
            return by_kind[key], is_json(kind) or is_json(key)
    for key, item in by_kind.items():
        if is_json(key) and (is_json(kind) or not kind or len(by_kind) == 1):
            return item, True
    key, item = next(iter(by_kind.items()), ("", None))
    logger.warning("undeclared media type %s, read as %s", kind or "(none)", key)
    return item, is_json(key) or item not in (str, bytes)
