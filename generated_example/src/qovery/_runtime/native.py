# Part of every client that regen generates. Do not edit.
"""How msgspec decodes what it does not know: markers and twins.

msgspec makes a dataclass without calling it: it allocates an object and sets one
attribute per entry of `__dataclass_fields__`, named as on the wire. So a twin of a
model has the same slots, reachable under their names on the wire, with types that
msgspec knows; the last thing msgspec does, `__post_init__`, makes the object an
instance of the model. `twins_work` checks once that msgspec still behaves so; where
it does not, the tolerant readers do all of the work.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, field
from functools import cache
from operator import methodcaller
from typing import Any

import msgspec

from .model import UNSET, FieldInfo, Model, model_fields, wire


class Marker:
    """Stands, in types for msgspec, for what a shape decodes: msgspec takes it for a
    generic class whose instances are instances of `object`, and asks `hook`.
    """

    __slots__ = ("fit",)
    __origin__ = object
    __args__ = ()

    def __init__(self, fit: Callable[[Any], Any]) -> None:
        self.fit = fit


def hook(kind: Any, value: Any) -> Any:
    """Decode what msgspec cannot; see `Marker`."""
    return kind.fit(value)


def make_twin(cls: type[Model]) -> Any:
    """A class with the layout of a model, to be completed by `fill_twin`."""
    return type(cls.__name__, cls.__bases__, {"__slots__": vars(cls)["__slots__"]})


def fill_twin(
    twin: Any, cls: type[Model], fields: Sequence[tuple[FieldInfo, Any]], extra: str
) -> None:
    """Give a twin its fields; `extra` names the attribute of the undeclared keys."""
    slots = {info.name: getattr(twin, info.name) for info, _ in fields}
    finish = methodcaller("__setattr__", "__class__", cls)
    twin.__post_init__ = _with_extra(getattr(twin, extra), cls) if extra else finish
    twin.__annotations__ = {info.wire_name: kind for info, kind in fields}
    twin.__dataclass_fields__ = {info.wire_name: _entry(info) for info, _ in fields}
    for info, _ in fields:
        setattr(twin, info.wire_name, slots[info.name])


def _with_extra(slot: Any, cls: type[Model]) -> Callable[[Any], None]:
    def finish(value: Any) -> None:
        slot.__set__(value, {})
        value.__class__ = cls

    return finish


def _entry(info: FieldInfo) -> Any:
    entry: Any = copy.copy(info.source)
    entry.name = info.wire_name
    if info.required:
        entry.default = entry.default_factory = MISSING
    elif info.demanded:
        entry.default = UNSET
    return entry


def is_safe(wire_name: str) -> bool:
    """Whether msgspec can set an attribute of this name.

    It compares names by their cached UTF-8, which only ASCII names are sure to have.
    """
    plain = wire_name.isascii() and wire_name.isprintable()
    return plain and not wire_name.startswith("__")


@cache
def twins_work() -> bool:
    """Whether this version of msgspec makes dataclasses as described above."""

    @dataclass(slots=True)
    class Sample(Model):
        left: Any = field(metadata=wire("right"))
        right: Any = field(default=1, metadata=wire("left"))

    twin = make_twin(Sample)
    fill_twin(twin, Sample, [(info, int) for info in model_fields(Sample)], "")
    try:
        made = msgspec.json.decode(b'{"right": 2}', type=twin)
    except (TypeError, ValueError):
        return False
    return type(made) is Sample and made == Sample(2)
