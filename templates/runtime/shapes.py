# Part of every client that regen generates. Do not edit.
"""One shape per kind of type: from plain JSON values to the declared type.

A shape knows two ways. `native` is a type that msgspec decodes in C; it succeeds only
where the message keeps to its schema. `read` is plain Python and tolerant: it keeps a
deviating value as it came and notes where that was. Where `native` succeeds, both give
equal values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Literal, TypeGuard, Union
from uuid import UUID

from msgspec import convert

from .enums import FloatEnum, IntEnum, OpenEnum, StrEnum
from .files import File
from .model import UNSET, FieldInfo, Model
from .native import Marker, fill_twin, hook, is_safe, make_twin, twins_work
from .trail import Findings, Keys, MapKey

TEXTUAL = (datetime, date, time, timedelta, UUID)
_FORMATS = (*TEXTUAL, bytes, Decimal)
_NATIVE = (*_FORMATS, str, int, float, StrEnum, IntEnum, type(None))
ANY_OF: Any = Union
"""For types that are known only when the program runs."""

Rank = tuple[int, ...]


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a plain value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Whether a plain value is a JSON array."""
    return isinstance(value, list)


class Shape:
    """Base of the shapes, and the shape of `Any`.

    Attributes:
        name: what it reads, for messages.
        parts: the shapes that it uses.
        takes: dict, list, or str for any scalar; None for a type of several.
        enumerates: whether it lists its values.
        enums: properties of an object that do, by their names on the wire.
        nonnull: properties of an object that may be absent and not null, likewise.
        marked: whether msgspec leaves it to `fit`.
        special: whether msgspec needs another class than the model.
    """

    name = "any value"
    parts: Sequence[Shape] = ()
    takes: type | None = None
    enums: Sequence[tuple[str, Shape]] = ()
    nonnull: Collection[str] = ()
    enumerates = marked = special = False

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        """The value as the declared type, tolerant; `keys` say where it stands."""
        return value

    def fit(self, value: Any) -> Any:
        """The value as the declared type; raises ValueError if it deviates."""
        found = Findings()
        result = self.read(value, (), found)
        if found.deviations:
            raise found.deviations[0].error()
        return result

    def native(self) -> Any:
        """A type for msgspec, used with `hook`."""
        return Marker(self.fit) if self.marked else self.plain()

    def plain(self) -> Any:
        """A type that msgspec decodes in C."""
        return Any

    def lists(self, value: Any) -> bool:
        """Whether an enumeration lists the value."""
        return True

    def coverage(self, keys: frozenset[str]) -> Rank:
        """How many keys of an object are missing, dropped, and kept as extras."""
        return (0, 0, 0)


class Scalar(Shape):
    """A type without parts: numbers, strings and their formats, enums, null, files."""

    takes = str

    def __init__(self, kind: type) -> None:
        self.kind = kind
        self.name = "null" if kind is type(None) else kind.__name__
        self.enumerates = issubclass(kind, OpenEnum)
        self.marked = issubclass(kind, FloatEnum) or not issubclass(kind, _NATIVE)

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        if type(value) is self.kind:
            return value
        try:
            return self._converted(value)
        except (ValueError, ArithmeticError):
            return found.deviate(keys, self.name, value)

    def _converted(self, value: Any) -> Any:
        kind: Any = self.kind
        if issubclass(kind, int) and isinstance(value, float) and value.is_integer():
            value = int(value)  # as JSON Schema says (2020-12, validation, 6.1.1)
        if kind is timedelta and (text := str(value)) == f"P{text[1:-1]}W":
            return timedelta(weeks=float(text[1:-1]))  # msgspec reads all but weeks
        if issubclass(kind, FloatEnum):
            return kind(convert(value, float))
        return File(convert(value, str)) if kind is File else convert(value, kind)

    def plain(self) -> Any:
        return self.kind

    def lists(self, value: Any) -> bool:
        known: Any = getattr(self.kind, "_value2member_map_", ())
        return not isinstance(value, bool | dict | list) and value in known


class Constant(Shape):
    """Exactly these values; without values it is the schema `false`."""

    takes = str
    enumerates = True

    def __init__(self, values: tuple[Any, ...]) -> None:
        self.values = values
        self._known: set[Any] = {(type(value), value) for value in values}
        self.name = " or ".join(map(repr, values)) or "no value"
        self.marked = {*map(type, values)} not in ({str}, {int})

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        return value if self.lists(value) else found.deviate(keys, self.name, value)

    def plain(self) -> Any:
        return Literal[self.values]

    def lists(self, value: Any) -> bool:
        known = not isinstance(value, dict | list)
        return known and (type(value), value) in self._known


class Nullable(Shape):
    """The inner type or null."""

    def __init__(self, inner: Shape) -> None:
        self.inner, self.parts = inner, (inner,)
        self.name, self.enumerates = f"{inner.name} or null", inner.enumerates

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        return None if value is None else self.inner.read(value, keys, found)

    def plain(self) -> Any:
        return ANY_OF[self.inner.native(), None]

    def lists(self, value: Any) -> bool:
        return value is None or self.inner.lists(value)


class Later(Shape):
    """A recursive alias: its target is known when all shapes are made."""

    marked = True
    target: Shape

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        return self.target.read(value, keys, found)

    def fit(self, value: Any) -> Any:
        return self.target.fit(value)


class Array(Shape):
    """A JSON array: of items of one type, or `fixed` by one part an item."""

    takes = list

    def __init__(self, *parts: Shape, fixed: bool = False) -> None:
        self.parts, self._fixed = parts, fixed
        self.name = f"array of {len(parts)}" if fixed else "array"

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        parts = self.parts
        if not is_array(value) or (self._fixed and len(value) != len(parts)):
            return found.deviate(keys, self.name, value)
        parts = parts if self._fixed else [*parts] * len(value)
        items = [
            part.read(item, (*keys, index), found)
            for index, (part, item) in enumerate(zip(parts, value, strict=True))
        ]
        return tuple(items) if self._fixed else items

    def plain(self) -> Any:
        kind: Any = tuple if self._fixed else list
        return kind.__class_getitem__(tuple(part.native() for part in self.parts))


class Map(Shape):
    """A JSON object whose keys are free."""

    name = "object"
    takes = dict

    def __init__(self, item: Shape) -> None:
        self.item, self.parts = item, (item,)

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        if not is_object(value):
            return found.deviate(keys, self.name, value)
        read = self.item.read
        return {k: read(v, (*keys, MapKey(k)), found) for k, v in value.items()}

    def plain(self) -> Any:
        return dict.__class_getitem__((str, self.item.native()))

    def coverage(self, keys: frozenset[str]) -> Rank:
        return (0, 0, len(keys))


class Record(Shape):
    """A JSON object with declared properties: a model.

    Models may be recursive, so a shape is made in steps: `define` for each model, then
    `allocate` for each, then `complete` for each. One that is `alone` is no part of the
    types that msgspec sees of others.
    """

    takes = dict

    def __init__(self, cls: type[Model], alone: bool) -> None:
        self.cls, self.name, self.marked = cls, cls.__name__, alone

    def define(self, fields: Sequence[tuple[FieldInfo, Shape]]) -> None:
        """Set the fields."""
        self.parts = tuple(shape for _, shape in fields)
        self.fields = [pair for pair in fields if not pair[0].flags.extra]
        self.extra = next(((i.name, s) for i, s in fields if i.flags.extra), None)
        self.names = {info.wire_name for info, _ in self.fields}
        self.required = {i.wire_name for i, _ in self.fields if i.required}
        self.nonnull = [i.wire_name for i, _ in self.fields if i.drops_none]
        self.enums = [(i.wire_name, s) for i, s in self.fields if s.enumerates]
        safe = "__slots__" in vars(self.cls) and all(map(is_safe, self.names))
        self._native = safe and twins_work()
        self.marked = self.marked or self.extra is not None or not self._native
        self.special = self.marked or any(
            info.wire_name != info.name or info.required != info.demanded
            for info, _ in self.fields
        )

    def allocate(self, altered: bool) -> None:
        """Choose the class that msgspec makes: the model, or a twin of it."""
        self._twinned = altered and self._native
        self._kind: Any = make_twin(self.cls) if self._twinned else self.cls

    def complete(self, hooked: bool) -> None:
        """Fill the twin, when all models are allocated."""
        # Worth the distinction: msgspec takes its time to find a hook.
        options = {"type": self._kind} | ({"dec_hook": hook} if hooked else {})
        self._convert = partial(convert, **options)
        if self._twinned:
            fields = [(info, shape.native()) for info, shape in self.fields]
            fill_twin(self._kind, self.cls, fields, self.extra[0] if self.extra else "")

    def plain(self) -> Any:
        return self._kind

    def coverage(self, keys: frozenset[str]) -> Rank:
        missing, undeclared = len(self.required - keys), len(keys - self.names)
        dropped, kept = (undeclared, 0) if self.extra is None else (0, undeclared)
        return missing, dropped, kept

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        if not is_object(value):
            return found.deviate(keys, self.name, value)
        arguments: dict[str, Any] = {}
        for info, shape in self.fields:
            place = (*keys, info.wire_name)
            if info.wire_name in value:
                arguments[info.name] = shape.read(value[info.wire_name], place, found)
                continue
            if info.required:
                found.deviate(place, shape.name, UNSET)
            if info.demanded:
                arguments[info.name] = UNSET
        undeclared = self._undeclared(value)
        if self.extra is None:
            found.ignored += len(undeclared)
        else:
            arguments[self.extra[0]] = self.extra[1].read(undeclared, keys, found)
        return self.cls(**arguments)

    def _undeclared(self, plain: dict[str, Any]) -> dict[str, Any]:
        return {key: plain[key] for key in plain if key not in self.names}

    def fit(self, value: Any) -> Any:
        if not self._native:
            return super().fit(value)
        result = self._convert(value)
        if self.extra is not None:
            name, shape = self.extra
            undeclared = self._undeclared(value)
            setattr(result, name, shape.fit(undeclared) if undeclared else {})
        return result


def complete(records: Collection[Record]) -> None:
    """The last steps, when all of the models are defined."""
    altered = _with_users(records, lambda shape: shape.special or shape.marked)
    for record in records:
        record.allocate(record in altered)
    hooked = _with_users(records, lambda shape: shape.marked)
    for record in records:
        record.complete(record in hooked)


def _with_users(roots: Iterable[Shape], test: Callable[[Shape], bool]) -> set[Shape]:
    """The shapes that pass a test, and all that use them."""
    users: dict[Shape, list[Shape]] = {root: [] for root in roots}
    waiting = [*users]
    while waiting:
        shape = waiting.pop()
        for part in shape.parts:
            if part not in users:
                users[part] = []
                waiting.append(part)
            users[part].append(shape)
    found: set[Shape] = set()
    waiting = [shape for shape in users if test(shape)]
    while waiting:
        shape = waiting.pop()
        if shape not in found:
            found.add(shape)
            waiting += users[shape]
    return found
