# Part of every client that regen generates. Do not edit.
"""From an annotation to its reader and its decoder, made once, on first use."""

from __future__ import annotations

import sys
import types
import typing
from collections import deque
from collections.abc import Iterator
from threading import RLock
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin

import msgspec

from .model import Discriminator, Model, TypeAliasType, model_fields
from .readers import (
    ConstantReader,
    OptionalReader,
    Reader,
    ScalarReader,
    hook,
)
from .structures import (
    AliasReader,
    DictReader,
    ListReader,
    ModelReader,
    TupleReader,
    complete,
)
from .unions import Tags, UnionReader, tag_text

_NULL = (None, type(None))
_CONNECTED = 200  # models that msgspec sees as one type
_codecs: dict[Any, Codec] = {}
_models: dict[type[Model], ModelReader] = {}
_lock = RLock()


class Codec:
    """How one type is decoded: tolerant by `reader`, fast by the two others."""

    __slots__ = ("from_json", "native", "reader")

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.native = reader.native()
        self.from_json = msgspec.json.Decoder(self.native, dec_hook=hook).decode


def codec_for(kind: Any) -> Codec:
    """The codec of any annotated type.

    Raises:
        TypeError: no codec is known for the type.
    """
    key = kind if isinstance(kind, type) else _key(kind)
    codec = _codecs.get(key)
    if codec is None:
        with _lock:
            codec = _codecs[key] = Codec(_Builder().build(kind))
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
    """Makes readers; publishes those of models only when they are complete, for
    other threads read without the lock.
    """

    def __init__(self) -> None:
        self._new: dict[type[Model], ModelReader] = {}
        self._waiting: deque[ModelReader] = deque()
        self._aliases: dict[Any, AliasReader] = {}

    def build(self, kind: Any) -> Reader:
        reader = self._reader(kind)
        while self._waiting:
            self._define(self._waiting.popleft())
        complete(self._new.values())
        _models.update(self._new)
        return reader

    def _reader(self, kind: Any, module: str = "") -> Reader:
        """The reader of a type; `module` is where its forward references resolve."""
        if isinstance(kind, str | ForwardRef):
            text = kind if isinstance(kind, str) else kind.__forward_arg__
            kind = eval(text, vars(sys.modules[module]))
        if kind is Any or kind is object:
            return Reader()
        if kind in (typing.Never, typing.NoReturn):
            return ConstantReader(())
        if isinstance(kind, TypeAliasType):
            return self._alias(kind)
        if get_origin(kind) is not None:
            return self._generic(kind, module)
        if kind is None:
            return ScalarReader(type(None))
        if not isinstance(kind, type):
            raise TypeError(f"no codec for {kind!r}")
        if issubclass(kind, Model):
            return _models.get(kind) or self._new.get(kind) or self._model(kind)
        return self._plain_class(kind)

    def _plain_class(self, kind: Any) -> Reader:
        if kind in (list, tuple):
            return ListReader(Reader())
        return DictReader(Reader()) if kind is dict else ScalarReader(kind)

    def _model(self, cls: type[Model]) -> Reader:
        # Models may form long chains: no recursion here, and an end to msgspec's.
        reader = ModelReader(cls, alone=len(self._new) >= _CONNECTED)
        self._new[cls] = reader
        self._waiting.append(reader)
        return reader

    def _define(self, model: ModelReader) -> None:
        fields, module = model_fields(model.cls), model.cls.__module__
        model.define([(f, self._reader(f.hint, module)) for f in fields])

    def _alias(self, alias: TypeAliasType) -> Reader:
        reader = self._aliases.get(alias)
        if reader is None:
            reader = self._aliases[alias] = AliasReader(alias.__name__)
            reader.target = self._reader(alias.__value__, str(alias.__module__))
        return reader

    def _generic(self, kind: Any, module: str) -> Reader:
        origin, args = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType, typing.Annotated):
            return self._union(kind, module)
        if origin is Literal:
            return ConstantReader(args)
        if origin is tuple and args[1:] != (...,):
            return TupleReader(tuple(self._reader(arg, module) for arg in args))
        if origin in (list, tuple):
            return ListReader(self._reader(args[0], module))
        if origin is dict:
            return DictReader(self._reader(args[1], module))
        raise TypeError(f"no codec for {kind!r}")

    def _union(self, kind: Any, module: str) -> Reader:
        """Flat, without null, UNSET and twins; null is left to OptionalReader."""
        tags: list[Tags] = []
        kinds = list(dict.fromkeys(self._flat(kind, tags, module)))
        found = [self._reader(each, module) for each in kinds if each not in _NULL]
        if any(type(reader) is Reader for reader in found):
            return Reader()
        if not found:
            return ScalarReader(type(None))
        reader = found[0] if len(found) == 1 else UnionReader(found, (*tags,))
        return OptionalReader(reader) if len(found) < len(kinds) else reader

    def _flat(self, kind: Any, tags: list[Tags], module: str) -> Iterator[Any]:
        args = get_args(kind)
        if get_origin(kind) is typing.Annotated:
            for mark in args[1:]:
                if isinstance(mark, Discriminator):
                    tags.append(self._tags(mark, module))
            yield from self._flat(args[0], tags, module)
        elif get_origin(kind) in (Union, types.UnionType):
            for arg in args:
                yield from self._flat(arg, tags, module)
        elif kind is not msgspec.UnsetType:
            yield kind

    def _tags(self, mark: Discriminator, module: str) -> Tags:
        readers = {
            tag_text(tag): self._reader(variant, module)
            for tag, variant in mark.mapping.items()
        }
        return mark.property, readers
