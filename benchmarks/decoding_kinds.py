"""The types of a generated client as classes of msgspec and of pydantic."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from typing import Any, Literal, Union


class Derived:
    """Rebuilds types of a generated client with classes of another library."""

    def __init__(self, fields_of: Callable[..., Any], make: Callable[..., Any]) -> None:
        self._fields_of = fields_of
        self._make = make
        self._made: dict[Any, Any] = {}

    def convert(self, hint: Any) -> Any:
        """The same type, of the peer's classes."""
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Annotated:
            return self.convert(args[0])
        if origin is Literal:
            return hint
        if origin in (Union, types.UnionType):
            return Union[*(map(self.convert, args))]
        if origin is not None:
            return origin[*(map(self.convert, args))]
        if isinstance(hint, type) and is_dataclass(hint):
            if hint not in self._made:
                fields = [(*field, self.convert) for field in self._fields(hint)]
                self._made[hint] = self._make(hint.__name__, fields)
            return self._made[hint]
        return hint

    def _fields(self, model: Any) -> Iterator[tuple[Any, ...]]:
        for info in self._fields_of(model):
            yield info, info.hint


def struct(name: str, fields: list[Any]) -> Any:
    """A msgspec Struct; a constant `type` is its tag."""
    import msgspec

    parts: list[Any] = []
    tag = None
    for info, hint, convert in fields:
        if info.name == "type" and typing.get_origin(hint) is Literal:
            tag = typing.get_args(hint)[0]
        elif info.demanded:
            parts.append((info.name, convert(hint)))
        else:
            parts.append((info.name, convert(hint), info.source.default))
    rename = {info.name: info.wire_name for info, *_ in fields}
    return msgspec.defstruct(
        name,
        parts,
        kw_only=True,
        rename=rename,
        omit_defaults=True,
        tag=tag,
        tag_field="type" if tag else None,
    )


def pydantic_model(name: str, fields: list[Any]) -> Any:
    """A pydantic model."""
    import pydantic

    parts: dict[str, Any] = {}
    for info, hint, convert in fields:
        default = ... if info.demanded else info.source.default
        field = pydantic.Field(default, alias=info.wire_name)
        parts[info.name] = (convert(hint), field)
    config = pydantic.ConfigDict(populate_by_name=True)
    return pydantic.create_model(name, __config__=config, **parts)
