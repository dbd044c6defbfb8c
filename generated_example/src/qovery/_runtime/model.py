# Part of every client that regen generates. Do not edit.
"""The base of the models."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, ClassVar

from .codec import decode
from .encoding import encode
from .fields import UNSET, Rename

if TYPE_CHECKING:
    from typing import Self


class Model:
    """Base of the models: dataclasses that are JSON objects on the wire.

    The class keyword `rename` tells how the names of the fields become names on the
    wire: "camel" (petId), "pascal" (PetId) or "kebab" (pet-id).
    """

    __slots__ = ("__weakref__",)
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
        pairs = [(name, getattr(self, name, UNSET)) for name in _names(cls)]
        shown = [f"{n}={v!r}" for n, v in pairs if v is not None and v is not UNSET]
        return f"{cls.__qualname__}({', '.join(shown)})"

    def __eq__(self, other: object) -> bool:
        """Whether another value is of the same class and has equal fields."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        cls: Any = type(self)
        values = _values(cls)
        return bool(values(self) == values(other))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, strict: bool = False) -> Self:
        """Make a model of a plain JSON object, see `decode`.

        Raises:
            DecodeError: `data` is no mapping, or deviates and `strict` is set.
        """
        return decode(cls, dict(data), strict=strict)

    def to_dict(self) -> dict[str, Any]:
        """Give the plain JSON object, see `encode`."""
        plain: dict[str, Any] = encode(self)
        return plain


@cache
def _names(cls: Any) -> tuple[str, ...]:
    """The names of the fields."""
    return tuple(field.name for field in dataclasses.fields(cls))


@cache
def _values(cls: Any) -> Callable[[Any], Any]:
    """What gives the values of the fields, to be compared."""
    names = _names(cls)
    return attrgetter(*names) if names else lambda model: ()
