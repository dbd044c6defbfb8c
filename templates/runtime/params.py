# Part of every client that regen generates. Do not edit.
"""Parameters as text: the style table of OpenAPI, its rarer styles in `styles`.

Where OpenAPI is silent: an array in an exploded object repeats its name, other nested
containers are JSON (but for deepObject), and None, UNSET, [] and {} are not sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, cast
from urllib.parse import quote

from .encoding import encode, encode_json
from .fields import UNSET
from .writers import is_array

Quote = Callable[[str], str]
Pairs = list[tuple[str, str]]

PATH_RESERVED = "/:@!$&'()*+,;="
QUERY_RESERVED = "/:@!$'()*,;=?"
_PLAIN = (str, int)  # what is itself in JSON


def strict(text: str) -> str:
    """Percent-encodes all but the unreserved characters of RFC 3986."""
    return quote(text, safe="")


def lenient(safe: str) -> Quote:
    """Keeps the characters of `safe` and what is percent-encoded already."""
    return lambda text: re.sub("%25([0-9A-Fa-f]{2})", r"%\1", quote(text, safe=safe))


def is_absent(value: Any) -> bool:
    """Whether a value is not to be sent."""
    return value is None or value is UNSET


def only_dates(name: str, value: Any) -> Any:
    """The value of a parameter of dates, in which checkers see no datetime.

    Raises:
        ValueError: a datetime is in it, whose time would be lost, or sent.
    """
    if any(isinstance(item, datetime) for item in _items(value)):
        raise ValueError(f"{name}: a datetime where a date is declared")
    return value


def plain_text(value: Any) -> str:
    """The text of a plain value: strings as they are, others as JSON; 1.0 is `1`."""
    if value.__class__ in _PLAIN:
        return str(value)
    text = value if isinstance(value, str) else encode_json(value).decode()
    return text.removesuffix(".0") if isinstance(value, float) else text


def _entries(value: Any, quoted: Quote, spread: bool = False) -> tuple[bool, Pairs]:
    """Whether a value is an object, and its keys and texts; `spread` repeats keys."""
    if isinstance(value, Json):
        value = None if is_absent(value.value) else encode_json(value.value).decode()
    plain: Any = None if value is UNSET else value
    if plain.__class__ not in _PLAIN:
        plain = encode(plain)
    members: list[tuple[str, Any]]
    if isinstance(plain, dict):
        members = list(cast("dict[str, Any]", plain).items())
        if spread:
            members = [(k, item) for k, v in members for item in _items(v)]
    else:
        members = [("", item) for item in _items(plain)]
    pairs = [(quoted(k), quoted(plain_text(i))) for k, i in members if i is not None]
    return isinstance(plain, dict), pairs


def _items(value: Any) -> Sequence[Any]:
    return cast("Sequence[Any]", value) if is_array(value.__class__) else [value]


def joined(
    value: Any, mark: str = ",", explode: bool = False, quoted: Quote = strict
) -> str | None:
    """The text of a value on one line; None if it is absent or empty."""
    is_object, entries = _entries(value, quoted)
    between = "=" if explode else mark
    texts = [f"{k}{between}{text}" if is_object else text for k, text in entries]
    return mark.join(texts) if texts else None


@dataclass(frozen=True, slots=True)
class Json:
    """A parameter with `content`: its value is JSON text."""

    value: Any


@dataclass(frozen=True, slots=True)
class Simple:
    """Style "simple" of headers: `1,2`."""

    value: Any
    explode: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Style "form": `a=1,2`, or `a=1&a=2` when exploded."""

    value: Any
    explode: bool = True
    reserved: bool = False
    mark: ClassVar[str] = ","

    def pairs(self, name: str, quoted: Quote = strict) -> Pairs:
        """The encoded names and values that go into a query string or form."""
        key, values = quoted(name), lenient(QUERY_RESERVED) if self.reserved else quoted
        if not self.explode:
            mark = "," if self.mark == "," else quoted(self.mark)
            text = joined(self.value, mark, quoted=values)
            return [] if text is None else [(key, text)]
        is_object, entries = _entries(self.value, values, spread=True)
        return entries if is_object else [(key, text) for _, text in entries]


class WholeQuery:
    """A whole query string that is one value."""

    def text(self) -> str:
        raise NotImplementedError


def pairs_of(values: Mapping[str, Any], quoted: Quote = strict) -> list[str]:
    """All parameters as `name=value`, encoded; what is absent is left out."""
    found: list[str] = []
    for name, value in values.items():
        styled = value if isinstance(value, Form) else Form(value)
        found += [f"{key}={text}" for key, text in styled.pairs(name, quoted)]
    return found


def header_text(name: str, value: Any) -> str | None:
    """The text of a header; None for none. Raises ValueError for a line end in it."""
    styled = value if isinstance(value, Simple) else Simple(value)
    text = joined(styled.value, ",", styled.explode, str)
    if text is not None and not {*"\r\n\0"}.isdisjoint(text):
        raise ValueError(f"header {name}: a line end or NUL cannot be sent")
    return text


def segment(
    value: Any, *, explode: bool = False, reserved: bool = False, empty: bool = False
) -> str:
    """Style "simple" in a path.

    Args:
        empty: whether the document says that the parameter may be empty.

    Raises:
        ValueError: the text is "." or "..", or "" and may not be empty.
    """
    if empty and not joined(value, ",", explode):
        return ""
    return in_path("", ",", value, explode, reserved)


def in_path(start: str, mark: str, value: Any, explode: bool, reserved: bool) -> str:
    """Refuses what would change the route: "", "." and ".." (RFC 3986, 5.2.4)."""
    quoted = lenient(PATH_RESERVED) if reserved else strict
    text = start + (joined(value, mark, explode, quoted) or "")
    if not {".", "..", ""}.isdisjoint(re.sub("%2[Ee]", ".", text).split("/")):
        hint = "" if text else " (unless its parameter says `allowEmptyValue: true`)"
        raise ValueError(
            f"{text!r} cannot stand in a path: it would change the route{hint}"
        )
    return text
