# Part of every client that regen generates. Do not edit.
"""From the types of this package to JSON.

One straight-line function per model, made on first use, gives what msgspec writes: it
knows dates, UUIDs, bytes, decimals and enums itself.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import repeat
from types import UnionType
from typing import Any, Literal, Union
from uuid import UUID

import msgspec

from .enums import FloatEnum, IntEnum, StrEnum
from .fields import UNSET, FieldInfo, Unset, can_be_named, model_fields
from .files import File

Write = Callable[[Any], Any]

_NUMBERS = (int, float, bool, Decimal)
_FORMATS = (datetime, date, time, timedelta, UUID, bytes)
_LEAVES = {str, *_NUMBERS, *_FORMATS, type(None), Unset}
_CONTAINERS = (list, dict, Union, UnionType)


def encode(value: Any, *, omit_read_only: bool = False) -> Any:
    """Make plain JSON values of any value of this package.

    None in an optional field that is not nullable and UNSET are left out;
    `omit_read_only` leaves out what only the server sends.

    Raises:
        TypeError: a value within has no form in JSON.
    """
    written = _writers[omit_read_only][type(value)](value)
    return msgspec.to_builtins(written, enc_hook=_unknown)


def encode_json(value: Any, *, omit_read_only: bool = False) -> bytes:
    """Make JSON text of any value of this package; see `encode`."""
    return _encoder.encode(_writers[omit_read_only][type(value)](value))


def members(value: Any, *, omit_read_only: bool = False) -> dict[str, Any]:
    """The fields of a model, or the entries of a mapping, by their names on the wire;
    the values are not encoded. For bodies whose parts are encoded one by one.
    """
    return _writers[omit_read_only].members(value)


def _unknown(value: Any) -> Any:
    """What msgspec does not know: subclasses of strings and numbers pass."""
    for kind in (str, int, float):
        if isinstance(value, kind):
            return kind(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


class _Writers(dict[type, Write]):
    """The functions that give what msgspec writes, by class."""

    def __init__(self, omit_read_only: bool) -> None:
        self._omit = omit_read_only

    def __missing__(self, kind: type) -> Write:
        self[kind] = write = self._find(kind)
        return write

    def members(self, value: Any) -> dict[str, Any]:
        if not is_dataclass(value):
            return dict(value)
        found: dict[str, Any] = {}
        fields = model_fields(type(value))
        names = {info.wire_name for info in fields if not info.flags.extra}
        for info in self._sent(fields):
            item = getattr(value, info.name)
            if info.flags.extra:
                found |= {key: item[key] for key in item if key not in names}
            elif item is not (None if info.drops_none else UNSET):
                found[info.wire_name] = item
        return {key: item for key, item in found.items() if item is not UNSET}

    def _sent(self, fields: Sequence[FieldInfo]) -> Sequence[FieldInfo]:
        # A model of nothing but what the server sends refers to what the server has.
        given = [f for f in fields if not (self._omit and f.flags.read_only)]
        return given or fields

    def _find(self, kind: Any) -> Write:
        if issubclass(kind, File):
            return lambda file: file.content
        if is_dataclass(kind):
            return self._compile(kind)
        if issubclass(kind, Mapping):
            return lambda value: {k: self[type(v)](v) for k, v in value.items()}
        if issubclass(kind, list | tuple | set | frozenset):
            return lambda value: [self[type(item)](item) for item in value]
        return float if issubclass(kind, FloatEnum) else lambda value: value

    def _compile(self, cls: Any) -> Write:
        fields = self._sent(model_fields(cls))
        if not all(map(_is_simple, fields)):
            members = self.members
            return lambda m: {k: self[type(v)](v) for k, v in members(m).items()}
        leaf, other = "m.{}", "table[type(value := m.{})](value)"
        values = [
            (leaf if _is_leaf(info.hint) else other).format(info.name)
            for info in fields
        ]
        # The text holds names of attributes, nothing else of a document.
        source = f"lambda m: message({', '.join(values)})"
        write: Write = eval(source, {"table": self, "message": _message(cls, fields)})
        return write


def _message(cls: Any, fields: Sequence[FieldInfo]) -> type[msgspec.Struct]:
    """The Struct that msgspec writes for a model: it leaves out UNSET and defaults."""
    names = [f"field{number}" for number in range(len(fields))]
    defaults = [None if info.drops_none else UNSET for info in fields]
    return msgspec.defstruct(
        cls.__name__,
        list(zip(names, repeat(Any), defaults, strict=False)),
        rename=dict(zip(names, (info.wire_name for info in fields), strict=True)),
        omit_defaults=True,
        gc=False,
    )


def _is_simple(info: FieldInfo) -> bool:
    """Whether a Struct can have the field."""
    return not info.flags.extra and can_be_named(info.wire_name)


def _is_leaf(hint: Any) -> bool:
    """Whether msgspec writes all values of a type as they are."""
    origin = typing.get_origin(hint)
    if origin in _CONTAINERS:
        return all(map(_is_leaf, typing.get_args(hint)))
    if origin is Literal or hint in _LEAVES:
        return True
    return isinstance(hint, type) and issubclass(hint, StrEnum | IntEnum)


_writers = {False: _Writers(False), True: _Writers(True)}
_encoder = msgspec.json.Encoder(enc_hook=_unknown)
