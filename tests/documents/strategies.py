"""Values of any annotated type of a generated package, as hypothesis strategies."""

from __future__ import annotations

import dataclasses
import enum
import sys
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))])
MAX_DEPTH = 4
_CONTAINERS: dict[Any, type] = {
    list: list,
    dict: dict,
    tuple: tuple,
    Sequence: list,
    Mapping: dict,
}


def alias_value(alias: Any) -> Any:
    """What an alias stands for; before Python 3.12 it may be text."""
    value = alias.__value__
    if isinstance(value, str):
        value = eval(value, vars(sys.modules[alias.__module__]))
    return value


def classes(hint: Any) -> set[Any]:
    """The classes of a union, or of an alias of one."""
    if hasattr(hint, "__value__"):
        return classes(alias_value(hint))
    if typing.get_origin(hint) is typing.Annotated:
        return classes(hint.__origin__)
    args = typing.get_args(hint)
    return set().union(*map(classes, args)) if args else {hint}


class Strategies:
    """Strategies for the types of one package, each made once.

    Args:
        runtime: the package's `_runtime` module.
    """

    def __init__(self, runtime: Any) -> None:
        self._runtime = runtime
        self._made: dict[Any, st.SearchStrategy[Any]] = {}
        self._scalars: dict[Any, st.SearchStrategy[Any]] = {
            str: TEXT,
            int: st.integers(-(2**53), 2**53),
            float: st.floats(allow_nan=False, allow_infinity=False),
            bool: st.booleans(),
            bytes: st.binary(max_size=8),
            UUID: st.uuids(),
            datetime: st.datetimes(timezones=ZONES),
            date: st.dates(),
            time: st.times(),
            timedelta: st.timedeltas(timedelta(0), timedelta(days=400)),
            # A number of JSON keeps so many digits; others are refused by name.
            Decimal: st.decimals(-(10**12), 10**12, allow_nan=False, places=2),
            Any: JSON,
            type(None): st.none(),
            None: st.none(),
            runtime.Unset: st.just(runtime.UNSET),
            runtime.File: st.binary(max_size=8).map(runtime.File),
        }

    def of(self, hint: Any, depth: int = 0) -> st.SearchStrategy[Any]:
        """The strategy of an annotation."""
        if hint in self._scalars:
            return self._scalars[hint]
        if hint is typing.Never:
            return st.nothing()
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if hasattr(hint, "__value__"):
            return self._alias(hint, depth)
        if origin is typing.Annotated:
            return self._annotated(hint, depth)
        if origin is typing.Literal:
            return st.sampled_from(args)
        if origin in (typing.Union, types.UnionType):
            return self._union(args, depth)
        if origin in _CONTAINERS:
            return self._container(_CONTAINERS[origin], args, depth)
        if isinstance(hint, type) and issubclass(hint, enum.Enum):
            members: st.SearchStrategy[Any] = st.sampled_from(list(hint))
            return members
        if dataclasses.is_dataclass(hint):
            return self._model(hint, depth)
        raise TypeError(f"no strategy for {hint!r}")

    def _annotated(self, hint: Any, depth: int) -> st.SearchStrategy[Any]:
        """Files; values of a union, whose tag is theirs where the schema is open."""
        if self._runtime.File in hint.__metadata__:
            return self._scalars[self._runtime.File]
        made = self.of(hint.__origin__, depth)
        for item in hint.__metadata__:
            if isinstance(item, self._runtime.Discriminator):
                made = made.map(partial(self._tagged, item))
        return made

    def _tagged(self, discriminator: Any, value: Any) -> Any:
        plain = self._runtime.encode(value)
        own = [
            tag
            for tag, target in discriminator.mapping.items()
            if type(value) in classes(target)
        ]
        if not own or plain.get(discriminator.property) in own:
            return value
        right = plain | {discriminator.property: own[0]}
        try:
            return self._runtime.decode(type(value), right, strict=True)
        except ValueError:  # the variant's own schema has another value for the tag
            return value

    def _union(self, args: Any, depth: int) -> st.SearchStrategy[Any]:
        if depth >= MAX_DEPTH:
            flat = [a for a in args if a in self._scalars]
            args = flat or args
        return st.one_of(*(self.of(arg, depth + 1) for arg in args))

    def _container(self, origin: Any, args: Any, depth: int) -> st.SearchStrategy[Any]:
        size = 2 if depth < MAX_DEPTH else 0
        if origin is list:
            if not size:
                return st.builds(list)
            return st.lists(self.of(args[0], depth + 1), max_size=size)
        if origin is dict:
            if not size:
                return st.builds(dict)
            return st.dictionaries(TEXT, self.of(args[1], depth + 1), max_size=size)
        return st.tuples(*(self.of(arg, depth + 1) for arg in args))

    def _alias(self, hint: Any, depth: int) -> st.SearchStrategy[Any]:
        if depth > MAX_DEPTH * 2:
            return st.none()
        return self.of(alias_value(hint), depth + 1)

    def _model(self, hint: Any, depth: int) -> st.SearchStrategy[Any]:
        key = (hint, depth >= MAX_DEPTH)
        if key not in self._made:
            self._made[key] = st.deferred(lambda: self._fields(hint, depth))
        return self._made[key]

    def _fields(self, cls: Any, depth: int) -> st.SearchStrategy[Any]:
        hints = typing.get_type_hints(cls, include_extras=True)
        required, optional = {}, {}
        for field in dataclasses.fields(cls):
            if self._needed(field, hints[field.name]):
                required[field.name] = self.of(hints[field.name], depth + 1)
            elif depth < MAX_DEPTH and "extra" not in str(field.metadata):
                optional[field.name] = self.of(hints[field.name], depth + 1)
        return st.fixed_dictionaries(required, optional=optional).map(
            lambda values: cls(**values)
        )

    def _needed(self, field: dataclasses.Field[Any], hint: Any) -> bool:
        """Whether a message has to have the field, as it may not in a request."""
        if field.default is self._runtime.UNSET:
            return hint is not Any and self._runtime.Unset not in typing.get_args(hint)
        absent = field.default is dataclasses.MISSING
        return absent and field.default_factory is dataclasses.MISSING
