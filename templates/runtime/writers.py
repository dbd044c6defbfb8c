# Part of every client that regen generates. Do not edit.
"""What msgspec writes for each value: it knows dates, UUIDs, bytes and enums itself.

One straight-line function per model, made on first use, gives a Struct with the names
on the wire. What msgspec would change in silence is refused.
"""

from __future__ import annotations

import math
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from types import UnionType
from typing import Any, Literal, Union, cast
from uuid import UUID

import msgspec

from .enums import FloatEnum, IntEnum, StrEnum
from .fields import (
    UNSET,
    FieldInfo,
    NumberForm,
    Unset,
    can_be_named,
    model_fields,
)
from .files import File

Write = Callable[[Any], Any]

_EXACT = (str, int, bool, datetime, date, time, UUID, bytes, type(None), Unset)
_MISTAKEN = (str, date)  # for which msgspec would write bytes and datetimes
_BYTES = (bytes, bytearray, memoryview)


class Writers(dict[type, Write]):
    """The functions that give what msgspec writes, by class of the value.

    Args:
        omit_read_only: whether what only the server sends is left out.
    """

    def __init__(self, omit_read_only: bool) -> None:
        self._omit = omit_read_only

    def write(self, value: Any) -> Any:
        """What msgspec writes for any value."""
        return self[type(value)](value)

    def __missing__(self, kind: type) -> Write:
        self[kind] = write = self._of_class(kind)
        return write

    def _of_class(self, kind: Any) -> Write:
        if issubclass(kind, File):
            return lambda file: file.content
        if is_dataclass(kind):
            return self._of_model(kind)
        if issubclass(kind, Mapping):
            return lambda value: {k: self[type(v)](v) for k, v in value.items()}
        if issubclass(kind, list | tuple | set | frozenset):
            return lambda value: [self[type(item)](item) for item in value]
        if issubclass(kind, float | Decimal):
            return _number
        return lambda value: value

    def of(self, hint: Any) -> Write:
        """What writes a value of an annotated type."""
        if _has_decimal_numbers(hint):
            return _decimal_numbers
        kinds = _kinds(hint)
        if kinds:
            return partial(self._checked, kinds)
        item = _item(hint)
        if item is not None:
            return partial(self._array, self.of(item), _kinds(item))
        return self.write

    def _checked(self, kinds: frozenset[type], value: Any) -> Any:
        """What is written for a value where one of some classes is declared."""
        kind = value.__class__
        if kind in kinds:
            return value
        if issubclass(kind, datetime) and date in kinds and datetime not in kinds:
            raise ValueError("a datetime where a date is declared")
        if issubclass(kind, _BYTES) and bytes not in kinds:
            raise ValueError("bytes where text is declared")
        return self[kind](value)

    def _array(self, write: Write, kinds: frozenset[type], value: Any) -> Any:
        """What is written for a value where an array is declared."""
        kind = value.__class__
        if not issubclass(kind, list):
            return self[kind](value)
        if kinds.issuperset(map(type, value)):
            return value
        return [write(item) for item in value]

    def members(self, value: Any) -> dict[str, Any]:
        """The values of a model or mapping that are sent, by their names on the wire.

        Raises ValueError if an undeclared one has the name of a declared one.
        """
        if not is_dataclass(value):
            return dict(value)
        found: dict[str, Any] = {}
        fields = model_fields(type(value))
        for info in self._sent(fields):
            item = getattr(value, info.name)
            if info.flags.extra:
                found |= _undeclared(info.name, item, fields)
            elif item is not (None if info.drops_none else UNSET):
                found[info.wire_name] = item
        return {key: item for key, item in found.items() if item is not UNSET}

    def _sent(self, fields: Sequence[FieldInfo]) -> Sequence[FieldInfo]:
        # A model of nothing but what the server sends refers to what the server has.
        given = [f for f in fields if not (self._omit and f.flags.read_only)]
        return given or fields

    def _of_model(self, cls: Any) -> Write:
        fields = self._sent(model_fields(cls))
        if not all(map(_is_simple, fields)):
            return self._slowly
        scope: dict[str, Any] = {"table": self, "message": _message(cls, fields)}
        values: list[str] = []
        for number, info in enumerate(fields):
            value, kinds = f"(value := m.{info.name})", _kinds(info.hint)
            scope[f"kinds{number}"], scope[f"of{number}"] = kinds, self.of(info.hint)
            if kinds.isdisjoint(_MISTAKEN) and kinds:
                values.append(f"m.{info.name}")
            elif kinds:
                test = f"value if {value}.__class__ in kinds{number}"
                values.append(f"{test} else of{number}(value)")
            elif _item(info.hint) is not None or _has_decimal_numbers(info.hint):
                values.append(f"of{number}(m.{info.name})")
            else:
                values.append(f"table[{value}.__class__](value)")
        # The text holds names of attributes, nothing else of a document.
        write: Write = eval(f"lambda m: message({', '.join(values)})", scope)
        return write

    def _slowly(self, model: Any) -> dict[str, Any]:
        """The same for a model that no Struct can stand for."""
        hints = {i.wire_name: i.hint for i in model_fields(type(model))}
        return {
            key: self.of(hints.get(key, Any))(item)
            for key, item in self.members(model).items()
        }


def _undeclared(
    field: str, values: Mapping[str, Any], fields: Sequence[FieldInfo]
) -> dict[str, Any]:
    """What the schema does not declare, to be sent beside what it does."""
    for info in fields:
        if not info.flags.extra and info.wire_name in values:
            told = f"{info.wire_name!r} in it is declared, as the field {info.name}"
            raise ValueError(f"{field}: {told}")
    return dict(values)


def _message(cls: Any, fields: Sequence[FieldInfo]) -> type[msgspec.Struct]:
    """The Struct that msgspec writes for a model: it leaves out UNSET and defaults."""
    members = [
        (f"field{number}", Any, None if info.drops_none else UNSET)
        for number, info in enumerate(fields)
    ]
    return msgspec.defstruct(
        cls.__name__,
        members,
        rename={f"field{n}": info.wire_name for n, info in enumerate(fields)},
        omit_defaults=True,
        gc=False,
    )


def _is_simple(info: FieldInfo) -> bool:
    """Whether a Struct can have the field."""
    return not info.flags.extra and can_be_named(info.wire_name)


def _kinds(hint: Any) -> frozenset[type]:
    """The classes of which msgspec writes every value as declared; none for types with
    parts. Numbers that may be NaN and durations are not among them.
    """
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return frozenset(map(type, args))
    if origin in (Union, UnionType):
        kinds = [_kinds(arg) for arg in args]
        return frozenset[type]().union(*kinds) if all(kinds) else frozenset()
    if hint is None:
        return frozenset({type(None)})
    if origin is typing.Annotated and NumberForm.QUOTED in hint.__metadata__:
        return _kinds(args[0])
    enum = isinstance(hint, type) and issubclass(hint, StrEnum | IntEnum)
    return frozenset({cast("type", hint)}) if enum or hint in _EXACT else frozenset()


def _item(hint: Any) -> Any:
    """The type of the items of an array, which may be absent, if msgspec writes every
    value of it as declared.
    """
    if typing.get_origin(hint) in (Union, UnionType):
        absent = (type(None), Unset)
        hint, *others = [a for a in typing.get_args(hint) if a not in absent] or [Any]
        if others:
            return None
    if typing.get_origin(hint) is not list:
        return None
    (item,) = typing.get_args(hint)
    return item if _kinds(item) else None


def _has_decimal_numbers(hint: Any) -> bool:
    """Whether a type has decimals that are numbers on the wire, outside of models."""
    if typing.get_origin(hint) is typing.Annotated:
        return NumberForm.UNQUOTED in hint.__metadata__
    return any(map(_has_decimal_numbers, typing.get_args(hint)))


def _decimal_numbers(value: Any) -> Any:
    """Decimals, perhaps in lists and mappings, as numbers of JSON.

    Raises:
        ValueError: a decimal has more digits than a number of JSON keeps.
    """
    if isinstance(value, list | tuple):
        return [_decimal_numbers(item) for item in value]
    if isinstance(value, dict):
        return {key: _decimal_numbers(item) for key, item in value.items()}
    if not isinstance(value, Decimal):
        return _number(value) if isinstance(value, float) else value
    if _number(value) == value.to_integral_value():
        return int(value)
    number = float(value)
    if Decimal(repr(number)) != value:
        raise ValueError(f"{value} has more digits than a number of JSON keeps")
    return number


def _number(value: Any) -> Any:
    """A number that JSON has."""
    if not math.isfinite(value):
        raise ValueError(f"{value} has no form in JSON")
    return float(value) if isinstance(value, FloatEnum) else value
