# Part of every client that regen generates. Do not edit.
"""Where a message deviates from its schema, and how that is told."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from .model import UNSET

__all__ = ["DecodeError", "Deviation", "MapKey", "Trail", "report"]

Keys = tuple[str | int, ...]

_LOG = logging.getLogger((__package__ or "").rpartition(".")[0] or __package__)
_REPORTED_LIMIT = 10_000
_reported: set[tuple[str, str, str]] = set()


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

    def __init__(self, path: str, expected: str, got: str) -> None:
        super().__init__(path, expected, got)
        self.path = path
        self.expected = expected
        self.got = got

    def __str__(self) -> str:
        return f"{self.path}: expected {self.expected}, got {self.got}"


@dataclass(frozen=True, slots=True)
class Deviation:
    """A value that is not of its declared type; UNSET stands for a missing one."""

    keys: Keys
    expected: str
    value: Any

    def error(self) -> DecodeError:
        """The deviation as an exception."""
        return DecodeError(_path(self.keys), self.expected, _shortened(self.value))


class Trail:
    """What one reading has found so far.

    Attributes:
        keys: the way from the root to the value that is being read.
        deviations: in the order of reading.
        ignored: the number of undeclared keys that were not kept.
        memo: what unions have decided, by place: nested unions try a value once.
    """

    __slots__ = ("deviations", "ignored", "keys", "memo")

    def __init__(self) -> None:
        self.keys: list[str | int] = []
        self.deviations: list[Deviation] = []
        self.ignored = 0
        self.memo: dict[Any, Any] = {}

    def deviate(self, expected: str, value: Any) -> Any:
        """Note a deviation; gives the value, which is kept as it came."""
        self.deviations.append(Deviation((*self.keys,), expected, value))
        return value

    def missing(self, key: str, expected: str) -> None:
        """Note that a required key is not there."""
        self.deviations.append(Deviation((*self.keys, key), expected, UNSET))

    def probe(self) -> Trail:
        """A trail at the same place, to try a reading."""
        probe = Trail()
        probe.keys, probe.memo = self.keys, self.memo
        return probe

    def absorb(self, probe: Trail) -> None:
        """Take over what a chosen reading has found."""
        self.deviations += probe.deviations
        self.ignored += probe.ignored


def report(root: str, deviations: list[Deviation]) -> None:
    """Log each kind of deviation once, without the value: it may be a secret."""
    for deviation in deviations:
        got = _kind(deviation.value)
        seen = (root, _path(deviation.keys, pattern=True), got)
        if seen not in _reported and len(_reported) < _REPORTED_LIMIT:
            _reported.add(seen)
            _LOG.warning(
                "%s at %s: expected %s, got %s (kept as it is)",
                root,
                _path(deviation.keys),
                deviation.expected,
                got,
            )


def _path(keys: Keys, pattern: bool = False) -> str:
    parts = ["$"]
    for key in keys:
        if pattern and isinstance(key, int | MapKey):
            parts.append("[*]")
        elif isinstance(key, str) and key.isidentifier():
            parts.append(f".{key}")
        else:
            parts.append(f"[{key!r}]")
    return "".join(parts)


def _kind(value: Any) -> str:
    names: dict[type, str] = {
        dict: "an object",
        list: "an array",
        str: "a string",
        bool: "a boolean",
        int: "an integer",
        float: "a number",
    }
    if value is UNSET:
        return "nothing"
    return "null" if value is None else names.get(value.__class__, "another value")


def _shortened(value: Any, limit: int = 40) -> str:
    if value is None or value is UNSET or isinstance(value, dict | list):
        return _kind(value)
    text = repr(value)
    return text if len(text) <= limit else f"{text[:limit]}..."
