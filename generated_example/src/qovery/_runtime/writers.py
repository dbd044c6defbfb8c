# Part of every client that regen generates. Do not edit.
"""What msgspec writes for each value: it knows dates, UUIDs, bytes and enums itself.

One straight-line function per model, made on first use, gives a Struct with the names
on the wire. What msgspec would change in silence is refused.
"""

from __future__ import annotations

import math
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime, time, timedelta
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
from .spellings import duration_text
from .tags import Tags, alternatives, undeclared_tags

Write = Callable[[Any], Any]

KEPT = "_undeclared"
"""The slot of a model for what its schema does not declare, where that is kept."""

_EXACT = (str, int, bool, datetime, date, time, UUID, bytes, type(None), Unset)
_TEXT: frozenset[type] = frozenset({str})
_TEXT_OR_NULL: frozenset[type] = frozenset({str, type(None)})
_MISTAKEN = (str, date)  # for which msgspec would write bytes and datetimes
_BYTES = (bytes, bytearray, memoryview)


class Writers(dict[type, Write]):
    """The functions that give what msgspec writes, by class of the value.

    Args:
        omit_read_only: whether what only the server sends is left out.
    """

    def __init__(self, omit_read_only: bool) -> None:
        self._omit = omit_read_only
        self._by_hint: dict[Any, Write] = {}
        self._by_tags: dict[Any, Write] = {}
        _all.append(self)

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
        if is_array(kind) or issubclass(kind, set | frozenset):
            return lambda value: [self[type(item)](item) for item in value]
        if issubclass(kind, float | Decimal):
            return _number
        if issubclass(kind, timedelta):
            return duration_text
        return lambda value: value

    def of(self, hint: Any, module: str = "") -> Write:
        """What writes a value of an annotated type.

        Args:
            module: where its forward references resolve.
        """
        if hint not in self._by_hint:

            def later(value: Any) -> Any:
                return self._by_hint[hint](value)

            self._by_hint[hint] = later  # for types that hold themselves
            self._by_hint[hint] = self._of_hint(hint, module)
        return self._by_hint[hint]

    def _of_hint(self, hint: Any, module: str) -> Write:
        if _has_decimal_numbers(hint):
            return _decimal_numbers
        kinds = _kinds(hint)
        if kinds:
            return partial(self._checked, kinds)
        item = _item(hint)
        if item is not None:
            return partial(self._array, self.of(item), _kinds(item))
        items = [
            self.of(typing.get_args(kind)[-1], where)
            for kind, where in alternatives(hint, module)
            if typing.get_origin(kind) in (list, dict)
        ]
        write = items[0] if len(items) == 1 else self.write
        tags = undeclared_tags(hint, module)
        return self._of_union(tags, write) if tags or write != self.write else write

    def _of_union(self, tags: Tags, item: Write) -> Write:
        """What writes models with the tags that they do not declare.

        Args:
            item: writes what is in an array or map.
        """

        def write(value: Any) -> Any:
            kind = value.__class__
            if issubclass(kind, list):
                return [item(part) for part in value]
            if issubclass(kind, dict):
                return {key: item(part) for key, part in value.items()}
            for base in kind.__mro__:
                if base in tags:
                    return self._with_tags(kind, tags[base])(value)
            return self[kind](value)

        return write

    def _with_tags(self, kind: type, tags: dict[str, Any]) -> Write:
        """What writes a model with tags of a union."""
        key = (kind, *tags.items())
        if key not in self._by_tags:
            self._by_tags[key] = self._of_model(kind, tags)
        return self._by_tags[key]

    def _checked(self, kinds: frozenset[type], value: Any) -> Any:
        """What is written for a value where one of some classes is declared."""
        kind = value.__class__
        if kind in kinds:
            return value
        if issubclass(kind, datetime) and date in kinds and datetime not in kinds:
            raise ValueError("a datetime where a date is declared")
        if kind is date and datetime in kinds and date not in kinds:
            raise ValueError("a date where a datetime is declared")
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

    def members(self, value: Any, kind: Any = Any) -> dict[str, Any]:
        """The values of a model or mapping that are sent, by their names on the wire.

        A union as the declared type adds its tags.

        Raises ValueError if an undeclared one has the name of a declared one.
        """
        if not is_dataclass(value):
            return dict(value)
        cls: Any = type(value)
        tags = undeclared_tags(kind, "")
        bases: Iterator[Any] = (base for base in cls.__mro__ if base in tags)
        found: dict[str, Any] = dict(tags.get(next(bases, None), {}))
        fields = model_fields(cls)
        for info in self._sent(fields):
            item = getattr(value, info.name)
            if info.flags.extra:
                found |= _undeclared(info.name, item, fields)
            elif item is not _absent(info):
                found[info.wire_name] = item
        found |= kept(value)
        return {key: item for key, item in found.items() if item is not UNSET}

    def forget(self, cls: type) -> None:
        """Find anew how a class is written."""
        self.pop(cls, None)
        for key in [key for key in self._by_tags if key[0] is cls]:
            self._by_tags.pop(key, None)

    def _sent(self, fields: Sequence[FieldInfo]) -> Sequence[FieldInfo]:
        # A model of nothing but what the server sends refers to what the server has.
        given = [f for f in fields if not (self._omit and f.flags.read_only)]
        return given or fields

    def _of_model(self, cls: Any, tags: Mapping[str, Any] | None = None) -> Write:
        """What writes a model, with tags that it does not declare."""
        given, fields = tags or {}, self._sent(model_fields(cls))
        names = [*given, *(info.wire_name for info in fields)]
        if any(i.flags.extra for i in fields) or not all(map(can_be_named, names)):
            return lambda model: {**given, **self._slowly(model)}
        message = _message(
            cls, names, [UNSET] * len(given) + list(map(_absent, fields))
        )
        scope: dict[str, Any] = {"table": self, "message": message}
        values: list[str] = []
        for number, tag in enumerate(given.values()):
            scope[f"tag{number}"] = tag
            values.append(f"tag{number}")
        for number, info in enumerate(fields):
            write, kinds = self.of(info.hint, cls.__module__), _kinds(info.hint)
            scope[f"of{number}"], scope[f"kinds{number}"] = write, kinds
            value = f"m.{info.name}"
            if kinds and kinds.isdisjoint(_MISTAKEN):
                values.append(value)
            elif kinds:
                test = _is_exact(value, kinds, f"kinds{number}")
                values.append(f"{value} if {test} else of{number}({value})")
            elif write == self.write:
                values.append(f"table[{value}.__class__]({value})")
            else:
                values.append(f"of{number}({value})")
        # The text holds names of attributes, nothing else of a document.
        made: Write = eval(f"lambda m: message({', '.join(values)})", scope)
        if cls not in _keeping:
            return made
        return lambda m: {**given, **self._slowly(m)} if kept(m) else made(m)

    def _slowly(self, model: Any) -> dict[str, Any]:
        """The same for a model that no Struct can stand for."""
        cls = model.__class__
        hints = {info.wire_name: info.hint for info in model_fields(cls)}
        return {
            key: self.of(hints.get(key, Any), cls.__module__)(item)
            for key, item in self.members(model).items()
        }


_all: list[Writers] = []
_keeping: set[type] = set()  # others need no look at what they keep


def keep(model: Any, undeclared: dict[str, Any]) -> None:
    """Let a model keep properties that its schema does not declare."""
    object.__setattr__(model, KEPT, undeclared)
    cls = model.__class__
    if cls not in _keeping:
        _keeping.add(cls)
        for writers in _all:
            writers.forget(cls)


def kept(model: Any) -> dict[str, Any]:
    """What a model keeps beside its fields."""
    found: dict[str, Any] = getattr(model, KEPT, {})
    return found


def _undeclared(
    field: str, values: Mapping[str, Any], fields: Sequence[FieldInfo]
) -> dict[str, Any]:
    """What the schema does not declare, to be sent beside what it does."""
    for info in fields:
        if not info.flags.extra and info.wire_name in values:
            told = f"{info.wire_name!r} in it is declared, as the field {info.name}"
            raise ValueError(f"{field}: {told}")
    return dict(values)


def _absent(info: FieldInfo) -> Any:
    """The value of a field that is left out."""
    return None if info.drops_none else UNSET


def _message(cls: Any, names: Sequence[str], absent: Sequence[Any]) -> Any:
    """The Struct that msgspec writes for a model: it leaves out UNSET and defaults."""
    return msgspec.defstruct(
        cls.__name__,
        [(f"field{number}", Any, value) for number, value in enumerate(absent)],
        rename={f"field{number}": name for number, name in enumerate(names)},
        omit_defaults=True,
        gc=False,
    )


def _kinds(hint: Any) -> frozenset[type]:
    """The classes of which msgspec writes every value as declared.

    None for types with parts. Numbers that may be NaN and durations are not among
    them.
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


def _is_exact(value: str, kinds: frozenset[type], name: str) -> str:
    """An expression for whether a value is of some classes, which have a name.

    Most are text, and their test is the quicker one.
    """
    if kinds == _TEXT:
        return f"{value}.__class__ is str"
    if kinds == _TEXT_OR_NULL:
        return f"{value} is None or {value}.__class__ is str"
    return f"{value}.__class__ in {name}"


def _item(hint: Any) -> Any:
    """The type of the items of an array if msgspec writes them all as declared.

    The array may be absent.
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


def is_array(kind: type) -> bool:
    """Whether values of a class are arrays on the wire: sequences, but no texts."""
    return issubclass(kind, Sequence) and not issubclass(kind, (str, *_BYTES))


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
    kind = value.__class__
    if issubclass(kind, list | tuple):
        return [_decimal_numbers(item) for item in value]
    if issubclass(kind, dict):
        return {key: _decimal_numbers(item) for key, item in value.items()}
    if not issubclass(kind, Decimal):
        return _number(value) if issubclass(kind, float) else value
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
