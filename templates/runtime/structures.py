# Part of every client that regen generates. Do not edit.
"""Readers of arrays, maps, models and recursive aliases."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import repeat
from typing import Any

from msgspec import convert

from .model import UNSET, FieldInfo, Model
from .native import fill_twin, is_safe, make_twin, twins_work
from .readers import Marker, Rank, Reader, hook, is_array, is_object
from .trail import MapKey, Trail


def _entries(
    pairs: Iterable[tuple[str | int, Any]], readers: Iterable[Reader], trail: Trail
) -> Iterator[Any]:
    for (key, value), reader in zip(pairs, readers, strict=False):
        trail.keys.append(key)
        yield reader.read(value, trail)
        trail.keys.pop()


class ListReader(Reader):
    """A JSON array whose items are of one type."""

    name = "array"
    takes = list

    def __init__(self, item: Reader) -> None:
        self.item = item
        self.parts = (item,)

    def read(self, value: Any, trail: Trail) -> Any:
        if not is_array(value):
            return trail.deviate(self.name, value)
        return list(_entries(enumerate(value), repeat(self.item), trail))

    def native(self) -> Any:
        return list.__class_getitem__(self.item.native())


class TupleReader(Reader):
    """A JSON array of fixed length (`prefixItems`)."""

    takes = list

    def __init__(self, parts: tuple[Reader, ...]) -> None:
        self.parts = parts
        self.name = f"array of {len(parts)}"

    def read(self, value: Any, trail: Trail) -> Any:
        if not is_array(value) or len(value) != len(self.parts):
            return trail.deviate(self.name, value)
        return tuple(_entries(enumerate(value), self.parts, trail))

    def native(self) -> Any:
        return tuple.__class_getitem__(tuple(part.native() for part in self.parts))


class DictReader(Reader):
    """A JSON object whose keys are free."""

    name = "object"
    takes = dict

    def __init__(self, item: Reader) -> None:
        self.item = item
        self.parts = (item,)

    def read(self, value: Any, trail: Trail) -> Any:
        if not is_object(value):
            return trail.deviate(self.name, value)
        pairs = ((MapKey(key), item) for key, item in value.items())
        return dict(zip(value, _entries(pairs, repeat(self.item), trail), strict=True))

    def native(self) -> Any:
        return dict.__class_getitem__((str, self.item.native()))

    def coverage(self, keys: frozenset[str]) -> Rank:
        return (0, 0, len(keys))


class AliasReader(Reader):
    """A recursive alias: its target is known when all readers are made."""

    target: Reader

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self, value: Any, trail: Trail) -> Any:
        return self.target.read(value, trail)

    def special(self) -> bool:
        return True


class ModelReader(Reader):
    """A JSON object with declared properties.

    Models may be recursive, so a reader is made in steps: `define` for each model, then
    `allocate` for each, then `complete` for each. One that is `alone` is not part of
    the types that msgspec sees of others.
    """

    takes = dict

    def __init__(self, cls: type[Model], alone: bool = False) -> None:
        self.cls = cls
        self.alone = alone
        self.name = cls.__name__
        self._kind: type[Model] | None = None

    def define(self, fields: Sequence[tuple[FieldInfo, Reader]]) -> None:
        """Set the fields."""
        self.parts = tuple(reader for _, reader in fields)
        self.fields = [(info, r) for info, r in fields if not info.flags.extra]
        self.extra = next(((i.name, r) for i, r in fields if i.flags.extra), None)
        self.names = {info.wire_name for info, _ in self.fields}
        self.required = {i.wire_name for i, _ in self.fields if i.required}
        self.enums = [(i.wire_name, r) for i, r in self.fields if r.enumerates]

    def allocate(self, altered: bool) -> None:
        """Choose the class that msgspec makes: the model, a twin of it, or none."""
        if not altered:
            self._kind = self.cls
        elif twins_work() and all(map(is_safe, self.names)):
            self._kind = make_twin(self.cls)

    def complete(self, marked: bool) -> None:
        """Fill the twin, when all models are allocated."""
        # Worth the distinction: msgspec takes its time to find a hook.
        options = {"type": self._kind} | ({"dec_hook": hook} if marked else {})
        self._convert = partial(convert, **options)
        if self._kind not in (None, self.cls):
            fields = [(info, reader.native()) for info, reader in self.fields]
            extra = self.extra and self.extra[0]
            fill_twin(self._kind, self.cls, fields, extra)

    def is_alone(self) -> bool:
        """Whether msgspec must leave the model to `fit`."""
        return self.alone or self.extra is not None

    def special(self) -> bool:
        return self.is_alone() or any(
            info.wire_name != info.name
            or info.required != info.demanded
            or not is_safe(info.wire_name)
            for info, _ in self.fields
        )

    def is_marked(self) -> bool:
        return self.is_alone() or self._kind is None

    def native(self) -> Any:
        return Marker(self.fit) if self.is_marked() else self._kind

    def mismatches(self, value: dict[str, Any]) -> int:
        return sum(k in value and not enum.lists(value[k]) for k, enum in self.enums)

    def coverage(self, keys: frozenset[str]) -> Rank:
        missing, undeclared = len(self.required - keys), len(keys - self.names)
        dropped, kept = (undeclared, 0) if self.extra is None else (0, undeclared)
        return missing, dropped, kept

    def read(self, value: Any, trail: Trail) -> Any:
        if not is_object(value):
            return trail.deviate(self.name, value)
        arguments: dict[str, Any] = {}
        for info, reader in self.fields:
            if info.wire_name in value:
                trail.keys.append(info.wire_name)
                arguments[info.name] = reader.read(value[info.wire_name], trail)
                trail.keys.pop()
                continue
            if info.required:
                trail.missing(info.wire_name, reader.name)
            if info.demanded:
                arguments[info.name] = UNSET
        undeclared = self._undeclared(value)
        if self.extra is None:
            trail.ignored += len(undeclared)
        else:
            arguments[self.extra[0]] = self.extra[1].read(undeclared, trail)
        return self.cls(**arguments)

    def _undeclared(self, plain: dict[str, Any]) -> dict[str, Any]:
        return {key: plain[key] for key in plain if key not in self.names}

    def fit(self, value: Any) -> Any:
        if self._kind is None:
            return super().fit(value)
        result = self._convert(value)
        if self.extra is not None and (undeclared := self._undeclared(value)):
            setattr(result, self.extra[0], self.extra[1].fit(undeclared))
        return result


def complete(models: Collection[ModelReader]) -> None:
    """The last steps, when all of the models are defined."""
    altered = _with_users(models, lambda reader: reader.special())
    for model in models:
        model.allocate(model in altered)
    marked = _with_users(models, lambda reader: reader.is_marked())
    for model in models:
        model.complete(model in marked)


def _with_users(roots: Iterable[Reader], test: Callable[[Reader], bool]) -> set[Reader]:
    """The readers that pass a test, and all that use them."""
    users: dict[Reader, list[Reader]] = {root: [] for root in roots}
    waiting = [*users]
    while waiting:
        reader = waiting.pop()
        for part in reader.parts:
            if part not in users:
                users[part] = []
                waiting.append(part)
            users[part].append(reader)
    found: set[Reader] = set()
    waiting = [reader for reader in users if test(reader)]
    while waiting:
        reader = waiting.pop()
        if reader not in found:
            found.add(reader)
            waiting += users[reader]
    return found
