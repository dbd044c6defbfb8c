# Part of every client that regen generates. Do not edit.
"""From the types of this package to JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, Final

import msgspec

from .fields import UNSET, model_fields
from .trail import Keys, MapKey, path_of
from .writers import Write, Writers

_LIMIT = 100  # levels to look through for what cannot be sent


def encode(value: Any, kind: Any = Any, *, omit_read_only: bool = False) -> Any:
    """Make plain JSON values of any value of this package.

    None in an optional field that is not nullable and UNSET are left out.

    Args:
        kind: the declared type, if it is a union whose variants do not declare their
            tags: the tags are added.
        omit_read_only: leave out what only the server sends.

    Raises:
        TypeError: a value within has no form in JSON.
        ValueError: it has none that says the same: NaN, a datetime for a date, bytes
            for text, an undeclared property with the name of a declared one.
        RecursionError: a value holds itself.
    """
    writers = _writers[omit_read_only]
    write = writers[value.__class__] if kind is Any else writers.of(kind)
    try:
        return _to_builtins(write(value))
    except (ValueError, TypeError) as error:
        failure = _failure(error, _to_builtins, value, writers)
    raise failure


def encode_json(value: Any, kind: Any = Any, *, omit_read_only: bool = False) -> bytes:
    """Make JSON text of any value of this package; see `encode`."""
    # Written out as there: requests wait for it, and a call between is felt.
    writers = _writers[omit_read_only]
    write = writers[value.__class__] if kind is Any else writers.of(kind)
    try:
        return _to_json(write(value))
    except (ValueError, TypeError) as error:
        failure = _failure(error, _to_json, value, writers)
    raise failure


def members(
    value: Any, kind: Any = Any, *, omit_read_only: bool = False
) -> dict[str, Any]:
    """The fields of a model, or the entries of a mapping, by their names on the wire.

    The values are not encoded: for bodies whose parts are encoded one by one.
    """
    return _writers[omit_read_only].members(value, kind)


def encode_member(name: str, value: Any, kind: Any) -> Any:
    """Plain JSON values of one of them, to be sent; errors say where it stands."""
    try:
        return encode(value, kind, omit_read_only=True)
    except ValueError as error:
        told = path_of((name,)) + str(error).removeprefix("$")
    raise ValueError(told)


def _failure(
    error: Exception, finish: Callable[[Any], Any], value: Any, writers: Writers
) -> Exception:
    """What is raised for an error, with the place in the value where it happened."""
    place = path_of(_place(finish, value, writers))
    kind = TypeError if isinstance(error, TypeError) else ValueError
    return kind(f"{place}: {_reason(error)}")


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "text with half of a surrogate pair has no form in JSON"
    return str(error)


def _place(finish: Callable[[Any], Any], value: Any, writers: Writers) -> Keys:
    """The way to the value that cannot be sent."""
    place: list[str | int] = []
    while len(place) < _LIMIT:
        for key, item, write in _parts(value, writers):
            if item is UNSET:
                continue
            try:
                finish(write(item))
            except (ValueError, TypeError):
                place.append(key)
                value = item
                break
        else:
            break
    return tuple(place)


def _parts(value: Any, writers: Writers) -> Iterator[tuple[str | int, Any, Write]]:
    """The parts of a value, with their keys and what writes them."""
    kind = value.__class__
    if is_dataclass(kind):
        for info in model_fields(kind):
            write = writers.of(info.hint, kind.__module__)
            yield info.wire_name, getattr(value, info.name), write
    elif issubclass(kind, Mapping):
        for key, item in value.items():
            yield MapKey(key), item, writers.write
    elif issubclass(kind, list | tuple | set | frozenset):
        for index, item in enumerate(value):
            yield index, item, writers.write


class _Null:
    """The class of NULL."""

    def __repr__(self) -> str:
        return "NULL"

    def __reduce__(self) -> str:
        return "NULL"

    def __bool__(self) -> bool:
        return False


NULL: Final[Any] = _Null()
"""null, for a property of any type: a merge patch removes what it names (RFC 7396)."""


def _unknown(value: Any) -> Any:
    """What msgspec does not know: subclasses of strings and numbers pass."""
    if value is NULL:
        return None
    for kind in (str, int, float):
        if isinstance(value, kind):
            return kind(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _to_builtins(value: Any) -> Any:
    return msgspec.to_builtins(value, enc_hook=_unknown)


_writers = {False: Writers(False), True: Writers(True)}
_to_json = msgspec.json.Encoder(enc_hook=_unknown).encode
