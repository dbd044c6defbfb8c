# Part of every client that regen generates. Do not edit.
"""From JSON to the types of this package and back.

Reading is tolerant: unknown fields are ignored, and a value that deviates from its
declared type is kept as it came and reported once through `logging`. With
`strict=True` the first deviation raises `DecodeError`. Enums are open in both.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar, overload

import msgspec

from .compile import Codec, codec_for
from .readers import hook
from .trail import DecodeError, Trail, report
from .writers import FULL, REQUEST, unknown

__all__ = ["DecodeError", "decode", "decode_json", "encode", "encode_json", "members"]

T = TypeVar("T")


@overload
def decode(kind: type[T], plain: Any, *, strict: bool = False) -> T: ...
@overload
def decode(kind: Any, plain: Any, *, strict: bool = False) -> Any: ...
def decode(kind: Any, plain: Any, *, strict: bool = False) -> Any:
    """Make a value of any annotated type from plain JSON values.

    Raises:
        DecodeError: the value deviates from its type and `strict` is set, or it is
            nested too deeply.
    """
    codec = codec_for(kind)
    try:
        return msgspec.convert(plain, codec.native, dec_hook=hook)
    except msgspec.ValidationError:
        return _read(codec, plain, strict)
    except RecursionError:
        raise _too_deep() from None


@overload
def decode_json(kind: type[T], data: bytes | str, *, strict: bool = False) -> T: ...
@overload
def decode_json(kind: Any, data: bytes | str, *, strict: bool = False) -> Any: ...
def decode_json(kind: Any, data: bytes | str, *, strict: bool = False) -> Any:
    """Make a value of any annotated type from JSON text.

    Raises:
        DecodeError: as `decode`, or the text is no JSON.
    """
    codec = codec_for(kind)
    try:
        return codec.from_json(data)
    except msgspec.DecodeError:
        return _read(codec, _parse(data, strict), strict)
    except RecursionError:
        raise _too_deep() from None


def _read(codec: Codec, plain: Any, strict: bool) -> Any:
    trail = Trail()
    try:
        result = codec.reader.read(plain, trail)
    except RecursionError:
        raise _too_deep() from None
    if trail.deviations:
        if strict:
            raise trail.deviations[0].error()
        report(codec.reader.name, trail.deviations)
    return result


def _parse(data: bytes | str, strict: bool) -> Any:
    """The plain values; without `strict` also NaN, lone surrogates and a BOM."""
    try:
        try:
            return msgspec.json.decode(data)
        except msgspec.DecodeError:
            if strict:
                raise
            return json.loads(data)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:
        raise DecodeError("$", "JSON", f"other text ({error})") from None


def _too_deep() -> DecodeError:
    return DecodeError("$", "JSON", "more levels of nesting than can be read")


def encode(value: Any, *, omit_read_only: bool = False) -> Any:
    """Make plain JSON values of any value of this package.

    None in an optional field that is not nullable and UNSET are left out;
    `omit_read_only` leaves out what only the server sends.

    Raises:
        TypeError: a value within has no form in JSON.
    """
    writers = REQUEST if omit_read_only else FULL
    return msgspec.to_builtins(writers.write(value), enc_hook=unknown)


def encode_json(value: Any, *, omit_read_only: bool = False) -> bytes:
    """Make JSON text of any value of this package; see `encode`."""
    writers = REQUEST if omit_read_only else FULL
    return writers.encoder.encode(writers.write(value))


def members(value: Any, *, omit_read_only: bool = False) -> dict[str, Any]:
    """The fields of a model, or the entries of a mapping, by their names on the wire;
    the values are not encoded. For bodies whose parts are encoded one by one.
    """
    writers = REQUEST if omit_read_only else FULL
    return writers.members(value)
