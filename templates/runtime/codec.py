# Part of every client that regen generates. Do not edit.
"""From JSON to the types of this package.

Reading is tolerant: unknown fields are ignored, and a value that deviates from its
declared type is kept as it came and reported once through `logging`. With
`strict=True` the first deviation raises `DecodeError`. Enums are open in both.
"""

from __future__ import annotations

import json
import logging
import os
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from threading import RLock
from typing import (
    Any,
    Literal,
    TypedDict,
    TypeVar,
    Unpack,
    get_args,
    get_origin,
    overload,
)

import msgspec

from .fields import Discriminator, NumberForm, TypeAliasType, model_fields
from .files import File
from .records import Record, complete
from .shapes import ANY_OF, Array, Constant, Later, Map, Nullable, Scalar, Scope, Shape
from .spellings import ends_an_hour
from .tags import resolved
from .trail import DecodeError, Findings, Tell, report
from .unions import Choice, Tags, tag_text

T = TypeVar("T")
_UNIONS = (ANY_OF, types.UnionType)
_CONNECTED = 100  # models that msgspec sees as one type; others wait for a message
_LOG = logging.getLogger(__name__.partition("._runtime")[0])
_codecs: dict[bool, dict[Any, Codec]] = {False: {}, True: {}}
_records: dict[bool, dict[Any, Record]] = {False: {}, True: {}}
_lock = RLock()


def _after_fork() -> None:
    """In a child nobody releases what another thread of its parent held."""
    global _lock
    _lock = RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


class Manner(TypedDict, total=False):
    """How messages are read.

    strict: whether the first deviation raises DecodeError.
    keep: whether models keep what their schemas do not declare.
    tell: logs a deviation, with the values of the message; else it is logged once in
        this process.
    """

    strict: bool
    keep: bool
    tell: Tell | None


@overload
def decode(kind: type[T], plain: Any, **manner: Unpack[Manner]) -> T: ...
@overload
def decode(kind: Any, plain: Any, **manner: Unpack[Manner]) -> Any: ...
def decode(
    kind: Any,
    plain: Any,
    *,
    strict: bool = False,
    keep: bool = False,
    tell: Tell | None = None,
) -> Any:
    """Make a value of any annotated type from plain JSON values; see `Manner`.

    Raises:
        DecodeError: the value deviates from its type and `strict` is set, or it is
            nested too deeply.
        TypeError: the value is JSON text, which `decode_json` reads.
    """
    codec = _codecs[keep].get(kind) or codec_for(kind, keep)
    if codec.has_times and _ends_an_hour(plain):
        return codec.read(plain, strict, tell, exact=True)
    try:
        value = msgspec.convert(plain, codec.native)
        return value if codec.finish is None else codec.finish(value)
    except ValueError:
        if isinstance(plain, bytes | bytearray | memoryview):
            raise TypeError("decode takes plain values; decode_json, text") from None
        return codec.read(plain, strict, tell)
    except RecursionError:
        raise _too_deep() from None


@overload
def decode_json(kind: type[T], data: bytes | str, **manner: Unpack[Manner]) -> T: ...
@overload
def decode_json(kind: Any, data: bytes | str, **manner: Unpack[Manner]) -> Any: ...
def decode_json(
    kind: Any,
    data: bytes | str,
    *,
    strict: bool = False,
    keep: bool = False,
    tell: Tell | None = None,
) -> Any:
    """Make a value of any annotated type from JSON text; see `Manner`.

    Raises:
        DecodeError: as `decode`, or the text is no JSON.
    """
    codec = _codecs[keep].get(kind) or codec_for(kind, keep)
    if codec.has_times and ends_an_hour(data):
        return codec.read(_parsed(data, strict), strict, tell, exact=True)
    try:
        value = codec.parse(data)
        return value if codec.finish is None else codec.finish(value)
    except ValueError:
        return codec.read(_parsed(data, strict), strict, tell)
    except RecursionError:
        raise _too_deep() from None


def _ends_an_hour(plain: Any) -> bool:
    try:
        return ends_an_hour(msgspec.json.encode(plain))
    except (TypeError, ValueError, RecursionError):
        return False


def _parsed(data: bytes | str, strict: bool) -> Any:
    """The plain values of JSON.

    Without `strict` also of NaN, lone surrogates, a BOM, and bytes that are no UTF-8.
    """
    try:
        try:
            return msgspec.json.decode(data)
        except ValueError:
            if strict:
                raise
        try:
            return json.loads(data)
        except UnicodeDecodeError as error:
            _LOG.warning("a message is no UTF-8: %s", error.reason)
            return json.loads(bytes(error.object).decode(errors="replace"))
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:
        raise DecodeError("$", "JSON", f"other text ({error})") from None


def _too_deep() -> DecodeError:
    return DecodeError("$", "JSON", "more levels of nesting than can be read")


class Codec:
    """How one type is decoded.

    Attributes:
        shape: the tolerant way.
        has_times: whether there may be a time in a message.
        native: the type that msgspec decodes.
        parse: makes it of JSON text.
        finish: makes the declared type of that, where it is another.
    """

    __slots__ = ("finish", "has_times", "native", "parse", "shape")

    def __init__(self, shape: Shape) -> None:
        self.shape, self.native = shape, shape.native()
        self.has_times = shape.has_times()
        self.parse = msgspec.json.Decoder(self.native).decode
        scope = Scope()
        text = shape.finish("value", scope)
        self.finish: Callable[[Any], Any] | None = None
        if text != "value":
            self.finish = eval(f"lambda value: {text}", scope)

    def read(
        self, plain: Any, strict: bool, tell: Tell | None, exact: bool = False
    ) -> Any:
        """The value of plain ones that do not keep to the type.

        With `exact` also of those that msgspec does not read as they are meant: it
        has no part in reading them.
        """
        found = Findings(strict, is_exact=exact)
        try:
            result = self.shape.read(plain, (), found)
        except RecursionError:
            raise _too_deep() from None
        if found.deviations:
            if strict:
                raise found.deviations[0].error()
            report(self.shape.name, found.deviations, tell)
        return result


def codec_for(kind: Any, keep: bool = False) -> Codec:
    """The codec of any annotated type; TypeError if none is known.

    With `keep`, models keep what their schemas do not declare.
    """
    key = kind if isinstance(kind, type) else _key(kind)
    codecs = _codecs[keep]
    codec = codecs.get(key)
    if codec is None:
        with _lock:
            codec = codecs[key] = Codec(_Builder(keep).build(kind))
    return codec


def _key(kind: Any) -> Any:
    # Unions are equal in any order, but the order breaks ties between variants.
    origin = get_origin(kind)
    if origin is None:
        return kind
    if origin is Literal:
        return origin, *((type(value), value) for value in get_args(kind))
    return origin, *map(_key, get_args(kind))


class _Builder:
    """Makes shapes.

    Those of models are published when they are complete: other threads read without
    the lock.
    """

    def __init__(self, keep: bool) -> None:
        self._keep = keep
        self._connected: set[Any] = set()
        self._new: dict[Any, Record] = {}
        self._far: dict[Any, Later] = {}
        self._records: list[Record] = []
        self._choices: list[Choice] = []
        self._aliases: dict[Any, Shape] = {}

    def build(self, kind: Any) -> Shape:
        shape = self._shape(kind)
        # Models may form long chains: no recursion here, and an end to msgspec's.
        for record in self._records:  # it grows on the way
            fields, module = model_fields(record.cls), record.cls.__module__
            record.define([(info, self._shape(info.hint, module)) for info in fields])
        for choice in self._choices:
            choice.define()
        complete(self._records)
        _records[self._keep].update(self._new)
        return shape

    def _shape(self, kind: Any, module: str = "") -> Shape:
        """The shape of a type; `module` is where its forward references resolve."""
        kind = resolved(kind, module)
        if kind is Any or kind is object:
            return Shape()
        if kind in (typing.Never, typing.NoReturn):
            return Constant(())
        if isinstance(kind, TypeAliasType):
            return self._alias(kind)
        if get_origin(kind) is not None:
            return self._generic(kind, module)
        if kind in (list, tuple):
            return Array(Shape())
        if kind is dict:
            return Map(Shape())
        if isinstance(kind, type) and is_dataclass(kind) and kind is not File:
            return self._model(kind)
        if kind is None or isinstance(kind, type):
            return Scalar(kind or type(None))
        raise TypeError(f"no codec for {kind!r}")

    def _model(self, cls: Any) -> Shape:
        known = _records[self._keep].get(cls) or self._new.get(cls)
        connected = self._connected | (known.connected if known else {cls})
        if self._connected and len(connected) > _CONNECTED:
            later = Later(cls.__name__, lambda: codec_for(cls, self._keep).shape, dict)
            return self._far.setdefault(cls, later)
        self._connected |= connected
        if known is None:
            known = self._new[cls] = Record(cls, self._connected, self._keep)
            self._records.append(known)
        return known

    def _alias(self, alias: TypeAliasType) -> Shape:
        """A type with a name may hold itself."""
        if alias not in self._aliases:
            targets: list[Shape] = []
            self._aliases[alias] = Later(alias.__name__, lambda: targets[0])
            targets.append(self._shape(alias.__value__, str(alias.__module__)))
        return self._aliases[alias]

    def _generic(self, kind: Any, module: str) -> Shape:
        origin, args = get_origin(kind), get_args(kind)
        if origin is typing.Annotated and args[1] is File:
            return Scalar(File)
        if origin is typing.Annotated and isinstance(args[1], NumberForm):
            return Scalar(args[0], args[1])
        if origin in (*_UNIONS, typing.Annotated):
            return self._union(kind, module)
        if origin is Literal:
            return Constant(args)
        if origin in (dict, Mapping):
            return Map(self._shape(args[1], module))
        if origin is tuple and args[1:] != (...,):
            return Array(*(self._shape(arg, module) for arg in args), fixed=True)
        if origin in (list, tuple, Sequence):
            return Array(self._shape(args[0], module))
        raise TypeError(f"no codec for {kind!r}")

    def _union(self, kind: Any, module: str) -> Shape:
        """Flat, without null, UNSET and twins; null is left to `Nullable`."""
        tags: list[Tags] = []
        kinds = dict.fromkeys(self._flat(kind, tags, module))
        found = [self._shape(k, module) for k in kinds if k not in (None, type(None))]
        if any(type(shape) is Shape for shape in found):
            return Shape()
        if not found:
            return Scalar(type(None))
        shape = found[0]
        if len(found) > 1:
            shape = Choice(found, tags)
            self._choices.append(shape)
        return Nullable(shape) if len(found) < len(kinds) else shape

    def _flat(self, kind: Any, tags: list[Tags], module: str) -> Iterator[Any]:
        origin, args = get_origin(kind), get_args(kind)
        if origin is typing.Annotated and (
            args[1] is File or isinstance(args[1], NumberForm)
        ):
            yield kind
        elif origin is typing.Annotated:
            marks = [mark for mark in args[1:] if isinstance(mark, Discriminator)]
            tags += [self._tags(mark, module) for mark in marks]
            yield from self._flat(args[0], tags, module)
        elif origin in _UNIONS:
            for arg in args:
                yield from self._flat(arg, tags, module)
        elif kind is not msgspec.UnsetType:
            yield kind

    def _tags(self, mark: Discriminator, module: str) -> Tags:
        variants = mark.mapping.items()
        return Tags(
            mark.property,
            {tag_text(tag): self._shape(kind, module) for tag, kind in variants},
            None if mark.default is None else self._shape(mark.default, module),
            all(isinstance(tag, str) for tag in mark.mapping),
        )
