# Part of every client that regen generates. Do not edit.
"""From models to plain values: one straight-line function per model, made on first use.

What the functions give is left to msgspec, which writes dates, UUIDs, bytes, decimals
and enums itself.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import repeat
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union
from uuid import UUID

import msgspec

from .enums import FloatEnum, IntEnum, StrEnum
from .files import File
from .model import UNSET, FieldInfo, Model, Unset, model_fields

Write = Callable[[Any], Any]

_SCALARS = (str, int, float, bool, datetime, date, time, timedelta, UUID, Decimal)
_LEAVES = {*_SCALARS, bytes, type(None), Unset}
_ENUMS = (StrEnum, IntEnum)
_CONTAINERS = (list, dict, Union, UnionType)


class Writers:
    """The functions that write values, by class; `request` omits read-only."""

    def __init__(self, request: bool) -> None:
        self._request = request
        self._table = _Table(self._find)
        self.encoder = msgspec.json.Encoder(enc_hook=unknown)

    def write(self, value: Any) -> Any:
        """A value that msgspec can write."""
        return self._table[type(value)](value)

    def members(self, value: Any) -> dict[str, Any]:
        """The fields of a model by their names on the wire; the values as they are."""
        if not isinstance(value, Model):
            return dict(value)
        found: dict[str, Any] = {}
        fields = model_fields(type(value))
        names = {info.wire_name for info in fields if not info.flags.extra}
        for info in fields:
            item = getattr(value, info.name)
            if info.flags.extra:
                found |= {key: item[key] for key in item if key not in names}
            elif self._sent(info) and item is not (None if info.drops_none else UNSET):
                found[info.wire_name] = item
        return {key: item for key, item in found.items() if item is not UNSET}

    def _sent(self, info: FieldInfo) -> bool:
        return not (self._request and info.flags.read_only)

    def _find(self, kind: type) -> Write:
        table = self._table
        if issubclass(kind, Model):
            return self._compile(kind)
        if issubclass(kind, Mapping):
            return lambda value: {k: table[type(v)](v) for k, v in value.items()}
        if issubclass(kind, list | tuple | set | frozenset):
            return lambda value: [table[type(item)](item) for item in value]
        if issubclass(kind, FloatEnum):
            return float
        return _content if issubclass(kind, File) else _same

    def _compile(self, cls: type[Model]) -> Write:
        table = self._table
        fields = [info for info in model_fields(cls) if self._sent(info)]
        if not all(map(_is_plain, fields)):
            return lambda model: {
                k: table[type(v)](v) for k, v in self.members(model).items()
            }
        values = ", ".join(
            (
                f"model.{info.name}"
                if _is_leaf(info.hint)
                else f"table[type(value := model.{info.name})](value)"
            )
            for info in fields
        )
        # The text holds names of attributes, nothing else of a document.
        source = f"lambda model: message({values})"
        write: Write = eval(source, {"table": table, "message": _message(cls, fields)})
        return write


class _Table(dict[type, Write]):
    def __init__(self, find: Callable[[type], Write]) -> None:
        self._find = find

    def __missing__(self, kind: type) -> Write:
        self[kind] = write = self._find(kind)
        return write


def _message(cls: type[Model], fields: Sequence[FieldInfo]) -> type[msgspec.Struct]:
    """The Struct that msgspec writes for a model: it leaves out UNSET and defaults."""
    names = [f"field{number}" for number in range(len(fields))]
    defaults = [None if info.drops_none else UNSET for info in fields]
    wire_names = [info.wire_name for info in fields]
    return msgspec.defstruct(
        cls.__name__,
        list(zip(names, repeat(Any), defaults, strict=False)),
        rename=dict(zip(names, wire_names, strict=True)),
        omit_defaults=True,
        gc=False,
    )


def _is_plain(info: FieldInfo) -> bool:
    """Whether a Struct can have the field: msgspec does not escape its names."""
    name = info.wire_name
    return not info.flags.extra and name.isprintable() and not {*name} & {*'"\\'}


def _is_leaf(hint: Any) -> bool:
    """Whether msgspec writes all values of a type as they are."""
    origin = typing.get_origin(hint)
    if origin in _CONTAINERS:
        return all(map(_is_leaf, typing.get_args(hint)))
    if origin is Literal:
        return True
    return hint in _LEAVES or (isinstance(hint, type) and issubclass(hint, _ENUMS))


def _same(value: Any) -> Any:
    return value


def _content(file: File) -> Any:
    """A file within JSON: its text."""
    if isinstance(file.content, Path):
        return file.content.read_bytes()
    return file.content


def unknown(value: Any) -> Any:
    """What msgspec does not know: subclasses of strings and numbers pass.

    Raises:
        TypeError: the value has no form in JSON.
    """
    for kind in (str, int, float):
        if isinstance(value, kind):
            return kind(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


FULL = Writers(request=False)
REQUEST = Writers(request=True)
