# Part of every client that regen generates. Do not edit.
"""The rarer styles of parameters; see `params`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote_plus

from .encoding import encode, encode_json
from .fields import UNSET
from .params import (
    QUERY_RESERVED,
    Form,
    Pairs,
    Quote,
    WholeQuery,
    in_path,
    is_absent,
    lenient,
    pairs_of,
    plain_text,
    strict,
)


@dataclass(frozen=True, slots=True)
class SpaceDelimited(Form):
    """Style "spaceDelimited": `a=1%202`."""

    explode: bool = False
    mark = " "


@dataclass(frozen=True, slots=True)
class PipeDelimited(Form):
    """Style "pipeDelimited": `a=1%7C2`."""

    explode: bool = False
    mark = "|"


@dataclass(frozen=True, slots=True)
class TabDelimited(Form):
    """`collectionFormat: tsv` of Swagger 2.0: `a=1%092`."""

    explode: bool = False
    mark = "\t"


class DeepObject(Form):
    """Style "deepObject": `a[b]=1&a[c][d]=2`.

    The specification leaves arrays undefined: scalars repeat `a[b][]`, objects are
    counted, `a[b][0]`, `a[b][1]`.
    """

    def pairs(self, name: str, quoted: Quote = strict) -> Pairs:
        values = lenient(QUERY_RESERVED) if self.reserved else quoted
        plain = None if self.value is UNSET else encode(self.value)
        return [(quoted(key), values(text)) for key, text in _deep(name, plain)]


def _deep(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in cast("dict[str, Any]", value).items():
            yield from _deep(f"{name}[{key}]", item)
    elif isinstance(value, list):
        for index, item in enumerate(cast("Sequence[Any]", value)):
            place = index if isinstance(item, dict | list) else ""
            yield from _deep(f"{name}[{place}]", item)
    elif value is not None:
        yield name, plain_text(value)


@dataclass(frozen=True, slots=True)
class QueryString(WholeQuery):
    """A whole query string that is one value (`in: querystring`)."""

    value: Any
    media_type: str = "application/x-www-form-urlencoded"

    def text(self) -> str:
        if is_absent(self.value):
            return ""
        if "json" in self.media_type:
            return strict(encode_json(self.value).decode())
        if isinstance(self.value, str):
            return lenient(QUERY_RESERVED + "&")(self.value)
        return "&".join(pairs_of(encode(self.value), quote_plus))


def label(value: Any, *, explode: bool = False, reserved: bool = False) -> str:
    """Style "label" in a path: `.1,2`, or `.1.2` when exploded."""
    return in_path(".", "." if explode else ",", value, explode, reserved)


def matrix(
    name: str, value: Any, *, explode: bool = False, reserved: bool = False
) -> str:
    """Style "matrix" in a path: `;a=1,2`, or `;a=1;a=2` when exploded."""
    if explode and isinstance(encode(value), dict):
        return in_path(";", ";", value, explode, reserved)
    start = f";{strict(name)}="
    text = in_path(start, start if explode else ",", value, explode, reserved)
    return text.removesuffix("=") if text == start else text
