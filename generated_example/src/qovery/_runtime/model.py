# Part of every client that regen generates. Do not edit.
"""The base of the models."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, ClassVar

from .codec import decode, decode_json
from .encoding import encode, encode_json
from .fields import UNSET, Rename
from .interop import core_schema
from .trail import Deviation
from .writers import keep, kept

if TYPE_CHECKING:
    from typing import Self


class Model:
    """Base of the models: dataclasses that are JSON objects on the wire.

    The class keyword `rename` tells how the names of the fields become names on the
    wire: "camel" (petId), "pascal" (PetId) or "kebab" (pet-id).
    """

    __slots__ = ("__weakref__", "_undeclared")
    if TYPE_CHECKING:  # not evaluated again with the hints of each model
        _wire_rename: ClassVar[Rename | None]
    else:
        _wire_rename = None

    def __init_subclass__(cls, rename: Rename | None = None) -> None:
        # `dataclass(slots=True)` makes the class a second time, without keywords.
        if rename is not None:
            cls._wire_rename = rename
        # Else `dataclass` spells the signature, a tenth of what it takes for a class.
        if cls.__doc__ is None:
            cls.__doc__ = cls.__name__

    @recursive_repr()
    def __repr__(self) -> str:
        """The class and its fields, without those that are None or UNSET."""
        cls: Any = type(self)
        pairs = [(name, getattr(self, name, UNSET)) for name in _shown(cls)]
        shown = [f"{n}={v!r}" for n, v in pairs if v is not None and v is not UNSET]
        return f"{cls.__qualname__}({', '.join(shown)})"

    def __eq__(self, other: object) -> bool:
        """Whether another value is of the same class and has equal fields."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        cls: Any = type(self)
        values = _values(cls)
        return bool(values(self) == values(other)) and kept(self) == kept(other)

    def __setstate__(self, state: Any) -> None:
        """For pickle and copy."""
        # The attributes, or these and those in slots.
        parts: tuple[dict[str, Any] | None, ...]
        parts = state if state.__class__ is tuple else (state,)
        for part in parts:
            for name, value in (part or {}).items():
                object.__setattr__(self, name, value)
        if kept(self):
            keep(self, kept(self))

    @property
    def undeclared(self) -> Mapping[str, Any]:
        """What the schema does not declare, where a client keeps it.

        Clients do so with `undeclared="keep"`; it is sent with the model.
        """
        return kept(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, strict: bool = False) -> Self:
        """Make a model of a plain JSON object, see `decode`.

        Raises:
            DecodeError: `data` is no mapping, or deviates and `strict` is set.
        """
        try:
            plain = dict(data)
        except (TypeError, ValueError):
            raise Deviation((), "an object", data).error() from None
        return decode(cls, plain, strict=strict)

    def to_dict(self) -> dict[str, Any]:
        """Give the plain JSON object, see `encode`."""
        plain: dict[str, Any] = encode(self)
        return plain

    @classmethod
    def from_json(cls, text: bytes | str, *, strict: bool = False) -> Self:
        """Make a model of JSON text, see `decode_json`.

        Raises:
            DecodeError: `text` is no JSON object, or deviates and `strict` is set.
        """
        model = decode_json(cls, text, strict=strict)
        if not isinstance(model, cls):
            raise Deviation((), "an object", model).error()
        return model

    def to_json(self) -> str:
        """Give JSON text, see `encode`."""
        return encode_json(self).decode()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> dict[str, Any]:
        """What pydantic and FastAPI do with the model, see `core_schema`."""
        return core_schema(cls, handler.generate_schema)


@cache
def _names(cls: Any) -> tuple[str, ...]:
    """The names of the fields."""
    return tuple(field.name for field in dataclasses.fields(cls))


@cache
def _shown(cls: Any) -> tuple[str, ...]:
    """The names of the fields that are no secrets."""
    return tuple(field.name for field in dataclasses.fields(cls) if field.repr)


@cache
def _values(cls: Any) -> Callable[[Any], Any]:
    """What gives the values of the fields, to be compared."""
    names = _names(cls)
    return attrgetter(*names) if names else lambda model: ()
