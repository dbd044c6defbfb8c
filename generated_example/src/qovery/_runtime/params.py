# Part of every client that regen generates. Do not edit.
"""Parameters as text: the style table of the OpenAPI specification.

Where the specification leaves the result undefined: a container nested in any
style but deepObject is sent as JSON text; an array within deepObject repeats
`name[]` for scalars and counts `name[0]`, `name[1]` for objects; None within an
array or object is left out; an empty array or object is not sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias, TypeGuard
from urllib.parse import quote, quote_plus

from .codec import encode
from .model import UNSET

Quote: TypeAlias = Callable[[str], str]
Pairs: TypeAlias = list[tuple[str, str]]

PATH_RESERVED = "/:@!$&'()*+,;="
QUERY_RESERVED = "/:@!$'()*,;=?"
_ESCAPED = re.compile("%25([0-9A-Fa-f]{2})")
_DOT = re.compile("%2[Ee]")


def strict(text: str) -> str:
    """Percent-encodes all but the unreserved characters of RFC 3986."""
    return quote(text, safe="")


def form(text: str) -> str:
    """Like `strict`, with "+" for a space, as HTML forms have it."""
    return quote_plus(text)


def lenient(safe: str) -> Quote:
    """Keeps the characters of `safe` and what is percent-encoded already."""
    return lambda text: _ESCAPED.sub(r"%\1", quote(text, safe=safe))


def unchanged(text: str) -> str:
    return text


def plain_text(value: Any) -> str:
    """The text of a plain value; of a container, its JSON."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case dict() | list():
            return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        case _:
            return str(value)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def is_dict(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _members(value: Any) -> Any:
    """The plain value, without the members that are None."""
    plain = value if type(value) is str else encode(value)
    if is_dict(plain):
        return {key: item for key, item in plain.items() if item is not None}
    if is_list(plain):
        return [item for item in plain if item is not None]
    return plain


def _items(value: Any, explode: bool, quoted: Quote) -> list[str]:
    """The encoded members of a value, of which a primitive has one."""
    if is_list(value):
        return [quoted(plain_text(item)) for item in value]
    if not is_dict(value):
        return [quoted(plain_text(value))]
    pairs = [(quoted(key), quoted(plain_text(item))) for key, item in value.items()]
    if explode:
        return [f"{key}={item}" for key, item in pairs]
    return [part for pair in pairs for part in pair]


@dataclass(frozen=True, slots=True)
class _Delimited:
    value: Any
    explode: bool = False
    reserved: bool = False
    mark: ClassVar[str] = ","

    def pairs(self, name: str, quoted: Quote = strict) -> Pairs:
        """The encoded names and values that go into a query string or form."""
        key, value = quoted(name), _members(self.value)
        if value in ([], {}):
            return []
        if self.reserved:
            quoted = lenient(QUERY_RESERVED)
        if self.explode and is_dict(value):
            fields = value.items()
            return [(quoted(name), quoted(plain_text(item))) for name, item in fields]
        items = _items(value, False, quoted)
        if self.explode:
            return [(key, item) for item in items]
        return [(key, self.mark.join(items))]


@dataclass(frozen=True, slots=True)
class Form(_Delimited):
    """Style "form": `a=1,2`, or `a=1&a=2` when exploded."""

    explode: bool = True


@dataclass(frozen=True, slots=True)
class SpaceDelimited(_Delimited):
    """Style "spaceDelimited": `a=1%202`."""

    mark = "%20"


@dataclass(frozen=True, slots=True)
class PipeDelimited(_Delimited):
    """Style "pipeDelimited": `a=1%7C2`."""

    mark = "%7C"


@dataclass(frozen=True, slots=True)
class DeepObject:
    """Style "deepObject": `a[b]=1&a[c][d]=2`, arrays as `a[b][]=1&a[b][]=2`."""

    value: Any
    explode: bool = True
    reserved: bool = False

    def pairs(self, name: str, quoted: Quote = strict) -> Pairs:
        found: Pairs = []
        self._walk(name, _members(self.value), found)
        value = lenient(QUERY_RESERVED) if self.reserved else quoted
        return [(quoted(key), value(text)) for key, text in found]

    def _walk(self, name: str, value: Any, found: Pairs) -> None:
        if is_dict(value):
            for key, item in value.items():
                self._walk(f"{name}[{key}]", item, found)
        elif is_list(value):
            for index, item in enumerate(value):
                nested = isinstance(item, dict | list)
                self._walk(f"{name}[{index if nested else ''}]", item, found)
        elif value is not None:
            found.append((name, plain_text(value)))


@dataclass(frozen=True, slots=True)
class Json:
    """A parameter with `content`: its value is JSON text."""

    value: Any

    def pairs(self, name: str, quoted: Quote = strict) -> Pairs:
        return [(quoted(name), quoted(self.text()))]

    def text(self) -> str:
        plain = encode(self.value)
        return json.dumps(plain, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Simple:
    """Style "simple", of headers and of segments of a path: `1,2`."""

    value: Any
    explode: bool = False

    def text(self) -> str:
        return ",".join(_items(_members(self.value), self.explode, unchanged))


@dataclass(frozen=True, slots=True)
class QueryString:
    """A whole query string that is one value (`in: querystring`)."""

    value: Any
    media_type: str = "application/x-www-form-urlencoded"

    def text(self) -> str:
        if "json" in self.media_type:
            return strict(Json(self.value).text())
        if isinstance(self.value, str):
            return lenient(QUERY_RESERVED + "&")(self.value)
        return "&".join(f"{k}={v}" for k, v in pairs_of(encode(self.value), form))


def pairs_of(values: Mapping[str, Any], quoted: Quote = strict) -> Pairs:
    """The encoded pairs of all parameters; None and UNSET are left out."""
    found: Pairs = []
    for name, value in values.items():
        if value is None or value is UNSET:
            continue
        styled = value if hasattr(value, "pairs") else Form(value)
        found.extend(styled.pairs(name, quoted))
    return found


def header_text(name: str, value: Any) -> str | None:
    """The text of a header; None if it is not to be sent.

    Raises ValueError if the text would end the header.
    """
    styled = value if isinstance(value, Simple | Json) else Simple(value)
    if styled.value is None or styled.value is UNSET or styled.value in ([], {}):
        return None
    text = styled.text()
    if any(mark in text for mark in "\r\n\0"):
        raise ValueError(f"header {name}: a line end or NUL cannot be sent")
    return text


def _segment(value: Any, explode: bool, reserved: bool, joint: str) -> str:
    quoted = lenient(PATH_RESERVED) if reserved else strict
    plain = value.text() if isinstance(value, Json) else _members(value)
    return joint.join(_items(plain, explode, quoted))


def _checked(text: str) -> str:
    """Refuses what would change the route: "", "." and ".." (RFC 3986, 5.2.4)."""
    if not {".", "..", ""}.isdisjoint(_DOT.sub(".", text).split("/")):
        raise ValueError(f"{text!r} cannot stand in a path: it would change the route")
    return text


def segment(value: Any, *, explode: bool = False, reserved: bool = False) -> str:
    """Style "simple" in a path. Raises ValueError for "", "." and ".."."""
    return _checked(_segment(value, explode, reserved, ","))


def label(value: Any, *, explode: bool = False, reserved: bool = False) -> str:
    """Style "label" in a path: `.1,2`, or `.1.2` when exploded."""
    joint = "." if explode else ","
    return _checked("." + _segment(value, explode, reserved, joint))


def matrix(
    name: str, value: Any, *, explode: bool = False, reserved: bool = False
) -> str:
    """Style "matrix" in a path: `;a=1,2`, or `;a=1;a=2` when exploded."""
    key, plain = strict(name), _members(value)
    if explode and is_dict(plain):
        return ";" + _checked(_segment(plain, True, reserved, ";"))
    if explode and is_list(plain):
        parts = [_segment(item, False, reserved, ",") for item in plain]
        return "".join(f";{key}={part}" for part in parts)
    text = _segment(plain, False, reserved, ",")
    return f";{key}={text}" if text else f";{key}"
