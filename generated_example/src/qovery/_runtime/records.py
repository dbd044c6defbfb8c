# Part of every client that regen generates. Do not edit.
"""The shape of models.

msgspec makes dataclasses, but knows none whose fields have other names on the wire,
and no union of them. So a model that needs more than it knows has a Struct: a private
class with the names on the wire, of which msgspec makes an object; its method `make`,
one straight-line function, makes the model of that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import MISSING
from typing import Any

import msgspec

from .fields import UNSET, FieldInfo, can_be_named
from .shapes import Nullable, Rank, Scope, Shape, is_object
from .trail import Findings, Keys
from .writers import KEPT, keep

Fields = Sequence[tuple[FieldInfo, Shape]]


class Record(Shape):
    """A JSON object with declared properties: a model.

    Models may be recursive, so `define` sets the fields when all of the shapes exist,
    and `complete` decides which of the models msgspec makes itself.

    Attributes:
        connected: the models that msgspec sees as one type with this one.
        direct: whether msgspec makes the model.
        timed: whether it may hold a time, at any depth.
    """

    takes = dict
    is_quick = True

    def __init__(self, cls: Any, connected: AbstractSet[Any], keep: bool) -> None:
        self.cls, self.name, self.connected = cls, cls.__name__, connected
        self._keep = keep
        self._structs: dict[Any, Any] = {}

    def define(self, fields: Fields) -> None:
        """Set the fields."""
        self.fields = [pair for pair in fields if not pair[0].flags.extra]
        self._extra = next(((i.name, s) for i, s in fields if i.flags.extra), None)
        infos = [info for info, _ in self.fields]
        self.names = {info.wire_name for info in infos}
        self._required = {info.wire_name for info in infos if info.required}
        self.nonnull = [info.wire_name for info in infos if info.drops_none]
        self.enums = [(i.wire_name, s) for i, s in self.fields if s.enumerates]
        self._plain = all(can_be_named(info.wire_name) for info in infos)
        self._keep = self._keep and self._extra is None and hasattr(self.cls, KEPT)
        self.opaque = self._extra is not None or self._keep or not self._plain
        # It compares names by their cached UTF-8, which only ASCII is sure to have.
        self.direct = not self.opaque and all(
            info.wire_name == info.name
            and info.name.isascii()
            and info.required == info.demanded
            and info.absent is info.source
            for info in infos
        )
        self.timed = False

    def parts(self) -> Sequence[Shape]:
        extra = () if self._extra is None else (self._extra[1],)
        return (*(shape for _, shape in self.fields), *extra)

    def is_final(self) -> bool:
        return self.direct

    def has_times(self) -> bool:
        return self.timed

    def known(self) -> Any:
        return self.cls if self.direct else self.struct()

    def change(self, value: str, scope: Scope) -> str:
        return value if self.direct else f"{value}.make()"

    def struct(self, key: str = "", tag: str | None = None) -> Any:
        """The Struct; for a union, the one whose property `key` is the tag."""
        found = self._structs.get((key, tag))
        if found is None:
            found = self._structs[key, tag] = _struct(self, key, tag)
        return found

    def can_have_tag(self, key: str, tag: str) -> bool:
        """Whether there can be a Struct whose property `key` is the tag of a union."""
        if self.opaque or not can_be_named(key):
            return False
        try:
            self.tag_field(key, tag)
        except ValueError:
            return False
        return True

    def tag_field(self, key: str, tag: str) -> dict[str, Any]:
        """The field that is the tag of a union, if the model has it, with its value.

        Raises ValueError if the tag is no value of that field.
        """
        return {i.name: s.fit(tag) for i, s in self.fields if i.wire_name == key}

    def may_lack(self, key: str) -> bool:
        """Whether a declared property may be absent."""
        return key in self.names and key not in self._required

    def coverage(self, keys: frozenset[str]) -> Rank:
        missing, undeclared = len(self._required - keys), len(keys - self.names)
        dropped, kept = (undeclared, 0) if self._extra is None else (0, undeclared)
        return missing, dropped, kept

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        if not is_object(value):
            return found.deviate(keys, self.name, value)
        arguments: dict[str, Any] = {}
        for info, shape in self.fields:
            place = (*keys, info.wire_name)
            if info.wire_name in value:
                item = value[info.wire_name]
                if isinstance(shape, Nullable):  # a frame less, for deep messages
                    read = shape.inner.read
                    item = None if item is None else read(item, place, found)
                else:
                    item = shape.read(item, place, found)
                arguments[info.name] = item
                continue
            if info.required:
                found.deviate(place, shape.name, UNSET)
            if info.demanded:
                arguments[info.name] = UNSET
            elif not info.required and info.absent is not info.source:
                arguments[info.name] = info.absent.default
        undeclared = self._undeclared(value)
        if self._extra is None:
            found.ignored += len(undeclared)
        else:
            name, shape = self._extra
            arguments[name] = shape.read(undeclared, keys, found)
        model = self.cls(**arguments)
        if self._keep and undeclared:
            keep(model, undeclared)
        return model

    def _undeclared(self, plain: dict[str, Any]) -> dict[str, Any]:
        return {key: plain[key] for key in plain if key not in self.names}

    def fit(self, value: Any) -> Any:
        if not self._plain:
            return super().fit(value)
        made = msgspec.convert(value, self.known())
        if not self.opaque:
            return made if self.direct else made.make()
        undeclared = self._undeclared(value)
        if self._extra is not None:
            return made.make(self._extra[1].fit(undeclared) if undeclared else {})
        model = made.make()
        if undeclared:
            keep(model, undeclared)
        return model

    @property
    def extra(self) -> str | None:
        """The name of the field that holds what is not declared."""
        return None if self._extra is None else self._extra[0]


def complete(records: Sequence[Record]) -> None:
    """Decide what depends on all that models hold, which may be they themselves.

    msgspec makes a model that holds nothing but what it makes. Those that hold others
    come first.
    """
    changed = True
    while changed:
        changed = False
        for record in reversed(records):
            parts = record.parts()
            if record.direct and not all(part.is_final() for part in parts):
                record.direct, changed = False, True
            if not record.timed and any(part.has_times() for part in parts):
                record.timed = changed = True


def _struct(record: Record, key: str, tag: str | None) -> Any:
    """The Struct of a model.

    `kind(3)` in it is the type of field 3, resolved when msgspec needs it, for models
    may be recursive.
    """
    fields = [pair for pair in record.fields if tag is None or pair[0].wire_name != key]
    given = {} if tag is None else record.tag_field(key, tag)

    def kind(number: int) -> Any:
        return fields[number][1].native()

    members = [
        (f"field{number}", _kind(shape, number), *_default(info, shape))
        for number, (info, shape) in enumerate(fields)
    ]
    return msgspec.defstruct(
        record.name,
        members,
        namespace={
            "kind": kind,
            "make": _maker(record, fields, given),
        },
        rename={f"field{n}": info.wire_name for n, (info, _) in enumerate(fields)},
        tag_field=None if tag is None else key,
        tag=tag,
        kw_only=True,
        gc=False,
    )


def _kind(shape: Shape, number: int) -> Any:
    """The type of a field of a Struct: itself where no Struct is in it."""
    return shape.native() if shape.opaque or shape.is_final() else f"kind({number})"


def _default(info: FieldInfo, shape: Shape) -> tuple[Any, ...]:
    """The default of a field of a Struct; UNSET where `make` has to know."""
    if info.required:
        return ()
    if info.demanded or not shape.is_final():
        return (UNSET,)
    factory: Any = info.absent.default_factory
    if factory is not MISSING:
        return (msgspec.field(default_factory=factory),)
    return (info.absent.default,)


def _maker(record: Record, fields: Fields, given: Mapping[str, Any]) -> Any:
    """The function that makes a model.

    It takes an object of the Struct and what that does not declare. As msgspec does,
    it makes a dataclass without `__init__`.
    """
    cls = record.cls
    scope = Scope(cls=cls, new=object.__new__, UNSET=UNSET)
    values = {name: scope.name(value) for name, value in given.items()}
    for number, (info, shape) in enumerate(fields):
        values[info.name] = _value(info, shape, f"made.field{number}", scope)
    if record.extra is not None:
        values[record.extra] = "extra"
    # The text holds names of attributes, nothing else of a document.
    if cls.__setattr__ is object.__setattr__:
        lines = ["model = new(cls)", *(f"model.{n} = {v}" for n, v in values.items())]
        if hasattr(cls, "__post_init__"):
            lines.append("model.__post_init__()")
        lines.append("return model")
    else:  # frozen
        lines = [f"return cls({', '.join(f'{n}={v}' for n, v in values.items())})"]
    text = "def make(made, extra=None):\n " + "\n ".join(lines)
    eval(compile(text, f"<{cls.__name__}>", "exec"), scope)
    return scope["make"]


def _value(info: FieldInfo, shape: Shape, member: str, scope: Scope) -> str:
    """An expression for the value of a field, `member` being that of the Struct."""
    value = shape.finish(member, scope)
    if value == member or info.required:
        return value
    absent = "UNSET"
    if info.absent.default is not MISSING:
        absent = scope.name(info.absent.default)
    elif not info.demanded:
        absent = f"{scope.name(info.absent.default_factory)}()"
    return f"{absent} if {member} is UNSET else {value}"
