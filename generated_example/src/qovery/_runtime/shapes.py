# Part of every client that regen generates. Do not edit.
"""One shape per kind of type: from plain JSON values to the declared type.

A shape knows two ways. The fast one succeeds only where the message keeps to its
schema: msgspec decodes `native()`, a type that it knows, and the expression `finish()`
makes the declared type of that; most types need none. The other, `read`, is plain
Python and tolerant: it keeps a deviating value as it came and notes where that was.
Where the fast way succeeds, both give equal values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal, TypeGuard, Union
from uuid import UUID

from msgspec import convert

from .enums import FloatEnum, IntEnum, OpenEnum, StrEnum
from .fields import NumberForm
from .files import File
from .spellings import duration, moment, octets
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


class Scope(dict[str, Any]):
    """What the names in an expression stand for."""

    def name(self, value: Any) -> str:
        """A name for a value."""
        name = f"part{len(self)}"
        self[name] = value
        return name


class Shape:
    """Base of the shapes, and the shape of `Any`.

    Attributes:
        name: what it reads, for messages.
        takes: dict, list, or str for any scalar; None for a type of several.
        enumerates: whether it lists its values.
        enums: properties of an object that do, by their names on the wire.
        nonnull: properties of an object that may be absent and not null, likewise.
        opaque: whether msgspec gives plain values, and `fit` does the work.
        is_quick: whether `fit` takes much less time than `read`.
    """

    name = "any value"
    takes: type | None = None
    enums: Sequence[tuple[str, Shape]] = ()
    nonnull: Collection[str] = ()
    enumerates = opaque = is_quick = False

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        """The value as the declared type, tolerant; `keys` say where it stands."""
        return value

    def fit(self, value: Any) -> Any:
        """The plain value as the declared type; raises ValueError if it deviates."""
        found = Findings()
        result = self.read(value, (), found)
        if found.deviations:
            raise found.deviations[0].error()
        return result

    def native(self) -> Any:
        """The type that msgspec decodes."""
        return Any if self.opaque else self.known()

    def known(self) -> Any:
        """The same for a shape that is not opaque."""
        return Any

    def finish(self, value: str, scope: Scope) -> str:
        """An expression for a value of the declared type.

        Args:
            value: an expression for what msgspec made; the result if it is the same.
        """
        if self.opaque:
            return f"{scope.name(self.fit)}({value})"
        return self.change(value, scope)

    def change(self, value: str, scope: Scope) -> str:
        """The same for a shape that is not opaque."""
        return value

    def parts(self) -> Sequence[Shape]:
        """The shapes of what it holds."""
        return ()

    def is_final(self) -> bool:
        """Whether msgspec makes the declared type."""
        return not self.opaque and all(part.is_final() for part in self.parts())

    def has_times(self) -> bool:
        """Whether a value may hold a time."""
        return any(part.has_times() for part in self.parts())

    def lists(self, value: Any) -> bool:
        """Whether an enumeration lists the value."""
        return True

    def coverage(self, keys: frozenset[str]) -> Rank:
        """How many keys of an object are missing, dropped, and kept as extras."""
        return (0, 0, 0)


class Scalar(Shape):
    """A type without parts: numbers, strings and their formats, enums, null, files."""

    takes = str

    def __init__(self, kind: type, form: NumberForm | None = None) -> None:
        self.kind, self.form = kind, form
        self.name = "null" if kind is type(None) else kind.__name__
        self.enumerates = issubclass(kind, OpenEnum)
        self.opaque = issubclass(kind, FloatEnum) or not issubclass(kind, _NATIVE)

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
        if isinstance(value, str):
            if kind is timedelta:
                return duration(value)
            if kind is bytes:
                return octets(value)
            if kind in (datetime, time):
                return moment(value, kind)
        is_quoted = self.form is NumberForm.QUOTED
        if is_quoted and isinstance(value, str) and value[-1:].isdecimal():
            return convert(value, kind, strict=False)
        if issubclass(kind, FloatEnum):
            return kind(convert(value, float))
        return File(convert(value, str)) if kind is File else convert(value, kind)

    def known(self) -> Any:
        return self.kind

    def has_times(self) -> bool:
        return self.kind in (datetime, time)

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
        self.opaque = {*map(type, values)} not in ({str}, {int})

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        return value if self.lists(value) else found.deviate(keys, self.name, value)

    def known(self) -> Any:
        return Literal[self.values]

    def lists(self, value: Any) -> bool:
        known = not isinstance(value, dict | list)
        return known and (type(value), value) in self._known


class Nullable(Shape):
    """The inner type or null."""

    def __init__(self, inner: Shape) -> None:
        self.inner = inner
        self.name, self.enumerates = f"{inner.name} or null", inner.enumerates

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        return None if value is None else self.inner.read(value, keys, found)

    def known(self) -> Any:
        return ANY_OF[self.inner.native(), None]

    def change(self, value: str, scope: Scope) -> str:
        changed = self.inner.finish(value, scope)
        if changed == value:
            return value
        return f"(None if {value} is None else {changed})"

    def parts(self) -> Sequence[Shape]:
        return (self.inner,)

    def lists(self, value: Any) -> bool:
        return value is None or self.inner.lists(value)


class Later(Shape):
    """A type whose shape is not known yet: a recursive alias, or a model far away."""

    opaque = True

    def __init__(
        self, name: str, target: Callable[[], Shape], takes: type | None = None
    ) -> None:
        self.name, self._target, self.takes = name, target, takes

    @property
    def target(self) -> Shape:
        """The shape that stands in for this one when a message is read."""
        return self._target()

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        return self.target.read(value, keys, found)

    def fit(self, value: Any) -> Any:
        return self.target.fit(value)

    def has_times(self) -> bool:
        return True  # perhaps

    def coverage(self, keys: frozenset[str]) -> Rank:
        return self.target.coverage(keys)


class Array(Shape):
    """A JSON array: of items of one type, or `fixed` by one part an item."""

    takes = list

    def __init__(self, *parts: Shape, fixed: bool = False) -> None:
        self._parts, self._fixed = parts, fixed
        self.name = f"array of {len(parts)}" if fixed else "array"

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        parts = self._parts
        if not is_array(value) or (self._fixed and len(value) != len(parts)):
            return found.deviate(keys, self.name, value)
        if self._fixed:
            pairs = enumerate(zip(parts, value, strict=True))
            return tuple(
                part.read(item, (*keys, i), found) for i, (part, item) in pairs
            )
        part = parts[0]
        if not part.is_quick or found.is_exact:
            return [part.read(v, (*keys, i), found) for i, v in enumerate(value)]
        return [self._item(v, (*keys, i), found) for i, v in enumerate(value)]

    def _item(self, value: Any, keys: Keys, found: Findings) -> Any:
        """An item; few of many deviate."""
        part = self._parts[0]
        try:
            return part.fit(value)
        except ValueError:
            return part.read(value, keys, found)

    def known(self) -> Any:
        kind: Any = tuple if self._fixed else list
        return kind.__class_getitem__(tuple(part.native() for part in self._parts))

    def change(self, value: str, scope: Scope) -> str:
        if self.is_final():
            return value
        if self._fixed:
            named = [(f"{value}[{i}]", part) for i, part in enumerate(self._parts)]
            return "(" + "".join(f"{p.finish(v, scope)}, " for v, p in named) + ")"
        return f"[{self._parts[0].finish('item', scope)} for item in {value}]"

    def parts(self) -> Sequence[Shape]:
        return self._parts


class Map(Shape):
    """A JSON object whose keys are free."""

    name = "object"
    takes = dict

    def __init__(self, item: Shape) -> None:
        self.item = item

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        if not is_object(value):
            return found.deviate(keys, self.name, value)
        read = self.item.read
        return {k: read(v, (*keys, MapKey(k)), found) for k, v in value.items()}

    def known(self) -> Any:
        return dict.__class_getitem__((str, self.item.native()))

    def change(self, value: str, scope: Scope) -> str:
        changed = self.item.finish("item", scope)
        if changed == "item":
            return value
        return f"{{key: {changed} for key, item in {value}.items()}}"

    def parts(self) -> Sequence[Shape]:
        return (self.item,)

    def coverage(self, keys: frozenset[str]) -> Rank:
        return (0, 0, len(keys))
