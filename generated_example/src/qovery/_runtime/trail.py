# Part of every client that regen generates. Do not edit.
"""Where a message deviates from its schema, and how that is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .fields import UNSET

Tell = Callable[..., None]
"""Logs a warning: a format and its values."""

Keys = tuple[str | int, ...]
"""The way from the root of a message to a value within."""

_LOG = logging.getLogger(__name__.partition("._runtime")[0])
_REPORTED_LIMIT = 10_000
_reported: set[tuple[str, ...]] = set()
_ANY = "[*]"  # any item of an array or map
_DEVIATION = "%s at %s: expected %s, got %s (kept as it is)"
_KINDS: dict[type, str] = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    type(None): "null",
    type(UNSET): "nothing",
}


class MapKey(str):
    """A key of a map, as opposed to a declared one."""

    __slots__ = ()


class DecodeError(ValueError):
    """A message deviates from its schema.

    Attributes:
        path: JSON path of the value, such as `$.items[3].state`.
        expected: what the schema asks for.
        got: the value, shortened.
    """

    path: str
    expected: str
    got: str

    def __init__(self, path: str, expected: str, got: str) -> None:
        super().__init__(path, expected, got)
        self.path, self.expected, self.got = path, expected, got

    def __str__(self) -> str:
        return f"{self.path}: expected {self.expected}, got {self.got}"


@dataclass(frozen=True, slots=True)
class Deviation:
    """A value that is not of its declared type; UNSET stands for a missing one."""

    keys: Keys
    expected: str
    value: Any

    @property
    def kind(self) -> str:
        """What came, without the value: it may be a secret."""
        return _KINDS.get(self.value.__class__, "another value")

    def error(self) -> DecodeError:
        """The deviation as an exception."""
        text, value = self.kind, self.value
        if isinstance(value, str | int | float):
            text = repr(value) if len(repr(value)) <= 40 else f"{value!r:.40}..."
        return DecodeError(path_of(self.keys), self.expected, text)


class Findings:
    """What one reading has found so far.

    Attributes:
        deviations: in the order of reading.
        ignored: the number of undeclared keys that were not kept.
        memo: what unions have decided, by place: nested unions try a value once.
        strict: whether a deviation will be an error.
        is_exact: whether every value is to be read, and every ignored key counted.
    """

    __slots__ = ("deviations", "ignored", "is_exact", "memo", "strict")

    def __init__(self, strict: bool = False, is_exact: bool = True) -> None:
        self.deviations: list[Deviation] = []
        self.ignored = 0
        self.memo: dict[Any, Any] = {}
        self.strict, self.is_exact = strict, is_exact

    def deviate(self, keys: Keys, expected: str, value: Any) -> Any:
        """Note a deviation; gives the value, which is kept as it came."""
        self.deviations.append(Deviation(keys, expected, value))
        return value

    def probe(self) -> Findings:
        """For a reading that is only tried."""
        probe = Findings(self.strict)
        probe.memo = self.memo
        return probe

    def absorb(self, other: Findings) -> None:
        """Take over what a chosen reading has found."""
        self.deviations += other.deviations
        self.ignored += other.ignored


def report(root: str, deviations: list[Deviation], tell: Tell | None) -> None:
    """Log each kind of deviation once, without the value: it may be a secret."""
    for each in deviations:
        keys = (_ANY if isinstance(k, int | MapKey) else k for k in each.keys)
        told = (root, path_of(tuple(keys)), each.expected, each.kind)
        (tell or _tell)(_DEVIATION, *told)


def _tell(message: str, *values: str) -> None:
    """Logs a warning, once in this process."""
    if values not in _reported and len(_reported) < _REPORTED_LIMIT:
        _reported.add(values)
        _LOG.warning(message, *values)


def path_of(keys: Keys) -> str:
    """The JSON path of a place."""
    return "$" + "".join(map(_step, keys))


def _step(key: str | int) -> str:
    if key == _ANY:
        return _ANY
    plain = isinstance(key, str) and key.isidentifier()
    return f".{key}" if plain else f"[{key!r}]"
