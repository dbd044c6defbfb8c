# Part of every client that regen generates. Do not edit.
"""From the bytes of a response to the value that its document declares.

One place decides whether a body is JSON, text or bytes: from the declared type and the
media type that came. What fits neither is kept as it came and told, once for each
client; `strict` raises instead.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal, Union, cast, get_args, get_origin

import httpx2

from .bodies import is_json
from .call import AnyCall, Failure
from .codec import Manner, decode
from .enums import StrEnum
from .errors import MalformedResponseError, StatusError, error_class
from .fields import TypeAliasType
from .response import Response, json_as, media_type, text_of
from .secrecy import printable, redacted
from .trail import DecodeError, Tell

EXCERPT = 500  # characters of a body that a message shows

_TEXTUAL = re.compile(
    r"text/.*|.*[/+](xml|yaml|x-yaml|toml|csv|javascript|x-www-form-urlencoded|graphql)"
)
_BODILESS = (204, 205, 304)


def interpret(
    call: AnyCall,
    response: httpx2.Response,
    *,
    manner: Manner,
    check: bool,
    secrets: Sequence[str],
    tell: Tell,
) -> Response[Any]:
    """The response with its decoded body.

    Raises StatusError for a status that is not a success, if `check`, and
    MalformedResponseError for a body that cannot be decoded.
    """
    status, title = response.status_code, f"{call.method} {call.path}"
    if not (response.is_success or status in call.results):
        error = failure(call, response, secrets, manner)
        if check:
            raise error
        return error.response
    declared = pick(call.results, status)
    if declared is None and status not in call.results:
        successes = [key for key in call.results if str(key).startswith("2")]
        if successes:
            tell("%s: undeclared status %d", title, status)
            declared = call.results[successes[0]]
    try:
        value = content_of(declared, response, title, tell, manner)
    except DecodeError as error:
        raise MalformedResponseError(error, Response(None, response)) from error
    return Response(value, response)


def failure(
    call: AnyCall,
    response: httpx2.Response,
    secrets: Sequence[str],
    manner: Manner | None = None,
) -> StatusError:
    """The error for a status that is not a success; its body never hides it."""
    entry = pick(call.errors, response.status_code)
    known = Failure(entry) if isinstance(entry, str) else entry
    if not isinstance(known, Failure):
        known = Failure(content=known)
    kind = Any if known.content is None else known.content
    try:
        tolerant = (manner or Manner()) | Manner(strict=False)
        body = content_of(kind, response, "", _say_nothing, tolerant)
    except DecodeError:
        body = text_of(response)
    found = Response(body, response)
    text = text_of(response)
    excerpt = text[:EXCERPT] + "..." if len(text) > EXCERPT else text
    parts = [found.title, known.description.partition("\n")[0], excerpt.strip()]
    message = redacted(": ".join(filter(None, parts)), secrets)
    return error_class(response.status_code)(printable(message), found)


def _say_nothing(*_: object) -> None:
    """What is wrong with the body of an error is in the error."""


def pick(declared: Mapping[int | str, Any], status: int) -> Any:
    """The entry of a status, else of its range, else of "default", else None."""
    keys = (status, f"{status // 100}XX", "default")
    return next((declared[key] for key in keys if key in declared), None)


def content_of(
    declared: Any, response: httpx2.Response, title: str, tell: Tell, manner: Manner
) -> Any:
    """The body as declared: a type (JSON), media type -> type, or None (no body).

    Raises DecodeError if it is not what was declared and `strict` is set, or if it
    is broken JSON where only JSON can give the type.
    """
    came = response.headers.get("content-type", "")
    kind, key, hint = media_type(came), "application/json", declared
    if isinstance(declared, dict):
        contents = cast("dict[str, Any]", declared)
        key = _matched(contents, came)
        if key not in ("", *_wide(contents, kind)):
            tell("%s: undeclared media type %s", title, kind or "(none)")
        hint = contents.get(key)
    bodiless = response.status_code in _BODILESS or response.request.method == "HEAD"
    if bodiless and not response.content:
        return None
    if hint is None:
        if response.content:
            tell("%s: a body where none is declared (`exchange` gives it)", title)
        return None
    is_coded = is_json(kind) or not kind or kind.startswith("text/")
    if hint is bytes and (isinstance(declared, dict) or not is_coded):
        return response.content
    if hint is str and not is_json(key):
        if "*" in key and is_json(kind):  # Spring sends quoted and unquoted text so
            with suppress(DecodeError):
                return json_as(str, response, strict=True)
        return text_of(response)
    if hint is Any:
        return _untyped(response, kind)
    if not response.content:
        return _nothing(hint, title, tell, manner)
    return _typed(hint, response, kind, title, tell=tell, manner=manner)


def _untyped(response: httpx2.Response, kind: str) -> Any:
    """A body of which the document says nothing: JSON, text or bytes as it came."""
    data, text = response.content, text_of(response)
    if not data:
        return None
    if is_json(kind) or ((not kind or _TEXTUAL.fullmatch(kind)) and _looks_like(text)):
        try:
            return json_as(Any, response)
        except DecodeError:
            if is_json(kind) and _looks_like(text):
                raise
    known = is_json(kind) or _TEXTUAL.fullmatch(kind) is not None
    if known or response.charset_encoding:
        return text
    return text if not kind and data == text.encode() else data


def _looks_like(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def _nothing(hint: Any, title: str, tell: Tell, manner: Manner) -> Any:
    """No body where one is declared: empty text and bytes are bodies, too."""
    if hint in (str, bytes):
        return hint()
    if _takes(hint, type(None)):
        return None
    if manner.get("strict"):
        raise DecodeError("$", _name(hint), "no body")
    tell("%s: no body where %s is declared (None is given)", title, _name(hint))
    return None


def _typed(
    hint: Any,
    response: httpx2.Response,
    kind: str,
    title: str,
    *,
    tell: Tell,
    manner: Manner,
) -> Any:
    """A body of a declared type: JSON, or text that says a value of the type."""
    if hint is str and kind.startswith("text/"):
        return text_of(response)
    if not is_json(kind):
        exact = manner | Manner(strict=True)
        with suppress(DecodeError):
            return json_as(hint, response, **exact)
        with suppress(DecodeError):
            return decode(hint, text_of(response).strip(), **exact)
        if not kind.startswith("text/"):
            tell("%s: %s instead of JSON", title, kind or "no media type")
    try:
        return json_as(hint, response, **manner)
    except DecodeError as error:
        keeps = (not is_json(kind) and bool(kind)) or _takes(hint, str)
        if manner.get("strict") or error.path != "$" or not keeps:
            raise
    tell("%s: other text where %s is declared (kept as it is)", title, _name(hint))
    return text_of(response)


def _takes(hint: Any, kind: type) -> bool:
    """Whether a text or null of its own can be a value of a declared type."""
    if isinstance(hint, TypeAliasType):
        return _takes(hint.__value__, kind)
    if get_origin(hint) is Literal:
        return any(isinstance(value, kind) for value in get_args(hint))
    if get_origin(hint) in (Union, types.UnionType):
        return any(_takes(arg, kind) for arg in get_args(hint))
    if hint is None:
        return kind is type(None)
    if kind is str and isinstance(hint, type) and issubclass(hint, StrEnum):
        return True
    return hint is kind or hint is Any


def _name(hint: Any) -> str:
    return getattr(hint, "__name__", "") or str(hint)


def _wide(contents: dict[str, Any], kind: str) -> list[str]:
    """The declared media types that are this one, or a range with it."""
    base = "application/json" if is_json(kind) else kind
    same = (kind, base, kind.partition("/")[0] + "/*", "*/*", "*")
    found = [key for wanted in same for key in contents if media_type(key) == wanted]
    return [key for key in contents if is_json(key) and is_json(kind)] + found


def _matched(contents: dict[str, Any], came: str) -> str:
    """The key of the entry that fits a media type best; "" if there is none.

    Its parameters choose between entries of one media type (RFC 9110, section 12.5.1).
    Where none fits, the kind of body decides.
    """
    kind, given = media_type(came), _parameters(came)
    fitting = _wide(contents, kind)
    exact = [key for key in fitting if media_type(key) == kind]
    for keys in (exact, [key for key in fitting if media_type(key) != kind]):
        best = sorted(keys, key=lambda key: -len(_parameters(key)))
        for key in best:
            if _parameters(key) <= given:
                return key
        if keys:
            return keys[0]
    for key, hint in contents.items():
        if len(contents) == 1 or (is_json(key) and (is_json(kind) or not kind)):
            return key
        if hint is str and _TEXTUAL.fullmatch(kind):
            return key
        if hint is bytes and not is_json(kind) and not _TEXTUAL.fullmatch(kind):
            return key
    return next(iter(contents), "")


def _parameters(text: str) -> set[tuple[str, str]]:
    """The parameters of a media type but for its charset and boundary."""
    found: set[tuple[str, str]] = set()
    for part in text.split(";")[1:]:
        name, _, value = part.partition("=")
        name = name.strip().lower()
        if name and name not in ("charset", "boundary", "q"):
            found.add((name, value.strip().strip('"')))
    return found
