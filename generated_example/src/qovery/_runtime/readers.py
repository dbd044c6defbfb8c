# Part of every client that regen generates. Do not edit.
"""One reader per kind of type: from plain JSON values to the declared type.

A reader knows two ways. `native` is a type that msgspec decodes in C; it succeeds only
where the message keeps to its schema. `read` is plain Python and tolerant: it keeps a
deviating value as it came and notes where that was. Where `native` succeeds, both give
equal values.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal, TypeGuard, Union
from uuid import UUID

from msgspec import convert

from .enums import FloatEnum, IntEnum, OpenEnum, StrEnum
from .files import File
from .trail import Trail

_FORMATS = (datetime, date, time, timedelta, UUID, bytes, Decimal)
_NATIVE = (*_FORMATS, str, int, bool, StrEnum, IntEnum, type(None))
_WEEK = timedelta(weeks=1)

UNION: Any = Union
"""For types that are known only when the program runs."""


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a plain value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Whether a plain value is a JSON array."""
    return isinstance(value, list)


class Marker:
    """Stands, in types for msgspec, for what a reader decodes: msgspec takes it for a
    generic class whose instances are instances of `object`, and asks `hook`.
    """

    __slots__ = ("fit",)
    __origin__ = object
    __args__ = ()

    def __init__(self, fit: Callable[[Any], Any]) -> None:
        self.fit = fit


def hook(kind: Any, value: Any) -> Any:
    """Decode what msgspec cannot; see `Marker`."""
    return kind.fit(value)


Rank = tuple[int, ...]


class Reader:
    """Base of the readers, and the reader of `Any`.

    Attributes:
        name: what it reads, for messages.
        parts: the readers that it uses.
        takes: dict, list, or str for any scalar; None for a type of several.
        enumerates: whether it lists its values.
    """

    name = "any value"
    parts: tuple[Reader, ...] = ()
    takes: type | None = None
    enumerates = False

    def read(self, value: Any, trail: Trail) -> Any:
        """The value as the declared type, tolerant."""
        return value

    def fit(self, value: Any) -> Any:
        """The value as the declared type.

        Raises:
            ValueError: the value deviates.
        """
        trail = Trail()
        result = self.read(value, trail)
        if trail.deviations:
            raise trail.deviations[0].error()
        return result

    def special(self) -> bool:
        """Whether msgspec needs another type than the annotation."""
        return False

    def native(self) -> Any:
        """A type for msgspec, used with `hook`."""
        return Marker(self.fit) if self.special() else Any

    def lists(self, value: Any) -> bool:
        """Whether an enumeration lists the value."""
        return True

    def is_marked(self) -> bool:
        """Whether `native` is a marker."""
        return self.special()

    def mismatches(self, value: dict[str, Any]) -> int:
        """How many enumerated properties of an object have other values."""
        return 0

    def coverage(self, keys: frozenset[str]) -> Rank:
        """How many keys of an object are missing, dropped, and kept as extras."""
        return (0, 0, 0)


class ScalarReader(Reader):
    """A type without parts: numbers, strings and their formats, enums, null, files."""

    takes = str

    def __init__(self, kind: type) -> None:
        self.kind = kind
        self.name = "null" if kind is type(None) else kind.__name__
        self.enumerates = issubclass(kind, OpenEnum)
        self.parse = _parser(kind)

    def read(self, value: Any, trail: Trail) -> Any:
        if type(value) is self.kind:
            return value
        try:
            return self.parse(value)
        except (ValueError, ArithmeticError):
            return trail.deviate(self.name, value)

    def special(self) -> bool:
        return self.kind is not float and not issubclass(self.kind, _NATIVE)

    def native(self) -> Any:
        return Marker(self.fit) if self.special() else self.kind

    def lists(self, value: Any) -> bool:
        known: Any = getattr(self.kind, "_value2member_map_", ())
        return not isinstance(value, bool | dict | list) and value in known


def _parser(kind: Any) -> Callable[[Any], Any]:
    if kind is int:
        return _integer
    if kind is timedelta:
        return _duration
    if issubclass(kind, FloatEnum):
        return lambda value: kind(convert(value, float))
    if issubclass(kind, IntEnum):
        return lambda value: kind(_integer(value))
    if issubclass(kind, File):
        return lambda value: File(convert(value, str))
    return lambda value: convert(value, kind)


def _integer(value: Any) -> int:
    # 1.0 is an integer, says JSON Schema (2020-12, validation, 6.1.1).
    whole = isinstance(value, float) and value.is_integer()
    return int(value) if whole else convert(value, int)


def _duration(value: Any) -> timedelta:
    # msgspec reads all of ISO 8601 that has an exact length, but for weeks.
    if isinstance(value, str) and value.startswith("P") and value.endswith("W"):
        return _WEEK * float(value[1:-1])
    return convert(value, timedelta)


class ConstantReader(Reader):
    """Exactly these values; without values it is the schema `false`."""

    takes = str
    enumerates = True

    def __init__(self, values: tuple[Any, ...]) -> None:
        self.values = values
        self._known: set[Any] = {(type(value), value) for value in values}
        self.name = " or ".join(map(repr, values)) or "no value"

    def read(self, value: Any, trail: Trail) -> Any:
        return value if self.lists(value) else trail.deviate(self.name, value)

    def special(self) -> bool:
        return {*map(type, self.values)} not in ({str}, {int})

    def native(self) -> Any:
        return Marker(self.fit) if self.special() else Literal[self.values]

    def lists(self, value: Any) -> bool:
        known = not isinstance(value, dict | list)
        return known and (type(value), value) in self._known


class OptionalReader(Reader):
    """The inner type or null."""

    def __init__(self, inner: Reader) -> None:
        self.inner = inner
        self.parts = (inner,)
        self.name = f"{inner.name} or null"
        self.enumerates = inner.enumerates

    def read(self, value: Any, trail: Trail) -> Any:
        return None if value is None else self.inner.read(value, trail)

    def native(self) -> Any:
        return UNION[self.inner.native(), None]

    def lists(self, value: Any) -> bool:
        return value is None or self.inner.lists(value)
