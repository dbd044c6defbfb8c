"""Parameters on the wire, as the specifications have it and nothing of ours.

OpenAPI 3.2: "Style Values", "Style Examples", "URL Percent-Encoding", appendices C and
D. RFC 6570: 2.3 (what is undefined), 3.2.1 (expansion) and the table of its appendix A.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

UNRESERVED = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
)
RESERVED = frozenset(b":/?#[]@!$&'()*+,;=")
HEXADECIMAL = frozenset(b"0123456789ABCDEFabcdef")


@dataclass(frozen=True, slots=True)
class Operator:
    """A row of the table in appendix A of RFC 6570."""

    first: str
    separator: str
    named: bool = False
    if_empty: str = ""


OPERATORS = {
    "simple": Operator("", ","),
    "label": Operator(".", "."),
    "matrix": Operator(";", ";", named=True),
    "form": Operator("", "&", named=True, if_empty="="),
}
DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """The fields of a Parameter Object that shape its text."""

    location: str
    name: str
    style: str
    explode: bool
    reserved: bool = False

    def text(self, value: Any) -> str:
        """The part of a path or query, the header or the cookies; "" for nothing."""
        known = defined(value)
        if known is None:
            return ""
        if self.style == "deepObject":
            name = self._encode(self.name)
            pairs = zip(*[iter(self._members(known))] * 2, strict=True)
            return "&".join(f"{name}%5B{key}%5D={text}" for key, text in pairs)
        if self.style in DELIMITERS:
            mark = DELIMITERS[self.style]
            return f"{self._encode(self.name)}={mark.join(self._members(known))}"
        return self._expanded(OPERATORS[self.style], known)

    def _expanded(self, operator: Operator, value: Any) -> str:
        """RFC 6570, 3.2.1; names of members are encoded as their values are."""
        name = self._encode(self.name)

        def pair(key: str, text: str) -> str:
            return f"{key}={text}" if text else key + operator.if_empty

        mark = "; " if self.location == "cookie" else operator.separator
        if self.explode and isinstance(value, dict):
            pairs = zip(*[iter(self._members(value))] * 2, strict=True)
            return operator.first + mark.join(map("=".join, pairs))
        if self.explode and isinstance(value, list):
            items = self._members(value)
            named = [pair(name, item) for item in items] if operator.named else items
            return operator.first + mark.join(named)
        text = ",".join(self._members(value))
        return operator.first + (pair(name, text) if operator.named else text)

    def _members(self, value: Any) -> Sequence[str]:
        """A scalar, the items of an array, or the names and values of an object."""
        items: list[Any] = value if isinstance(value, list) else [value]
        if isinstance(value, dict):
            items = [part for pair in value.items() for part in pair]
        return [self._encode(plain(item)) for item in items]

    def _encode(self, text: str) -> str:
        if self.location == "header":  # appendix D: passed through
            return text
        return percent_encoded(text, reserved=self.reserved)


def defined(value: Any) -> Any:
    """The value without undefined members; None if all of it is undefined."""
    match value:
        case list():
            return [item for item in value if item is not None] or None
        case dict():
            return {k: v for k, v in value.items() if v is not None} or None
        case _:
            return value


def plain(value: Any) -> str:
    """The text of a scalar (appendix B): that of JSON, but for strings."""
    return value if isinstance(value, str) else json.dumps(value)


def percent_encoded(text: str, *, reserved: bool = False) -> str:
    """Simple expansion, or reserved expansion (RFC 6570, 3.2.1)."""
    data = text.encode()
    found: list[str] = []
    for place, byte in enumerate(data):
        triple = data[place + 1 : place + 3]
        is_triple = len(triple) == 2 and HEXADECIMAL.issuperset(triple)
        kept = reserved and (byte in RESERVED or (byte == ord("%") and is_triple))
        found.append(chr(byte) if kept or byte in UNRESERVED else f"%{byte:02X}")
    return "".join(found)
