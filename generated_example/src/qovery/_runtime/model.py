# Part of every client that regen generates. Do not edit.
"""What a model says about its JSON object: names on the wire, directions, unions."""

from __future__ import annotations

import dataclasses
import sys
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import UNSET
from msgspec import UnsetType as Unset

if TYPE_CHECKING:
    from typing import Self

    from typing_extensions import TypeAliasType
elif sys.version_info >= (3, 12):
    from typing import TypeAliasType
else:
    from typing_extensions import TypeAliasType

__all__ = [
    "ABSENT",
    "UNSET",
    "Discriminator",
    "FieldInfo",
    "Model",
    "TypeAliasType",
    "Unset",
    "Wire",
    "model_fields",
    "wire",
]

Rename = Literal["camel", "pascal", "kebab"]
_KEY: Final = "wire"

ABSENT: Final[Any] = UNSET
"""UNSET as a default of any type: for required fields that only the server sends."""


class Model:
    """Base of the models: dataclasses that are JSON objects on the wire.

    The class keyword `rename` tells how the names of the fields become names on the
    wire: "camel" (petId), "pascal" (PetId) or "kebab" (pet-id).
    """

    __slots__ = ()
    if TYPE_CHECKING:  # not evaluated again with the hints of each model
        _wire_rename: typing.ClassVar[Rename | None]
    else:
        _wire_rename = None

    def __init_subclass__(cls, rename: Rename | None = None) -> None:
        # `dataclass(slots=True)` makes the class a second time, without keywords.
        if rename is not None:
            cls._wire_rename = rename

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, strict: bool = False) -> Self:
        """Make a model of a plain JSON object, see `decode`.

        Raises:
            DecodeError: `data` is no mapping, or deviates and `strict` is set.
        """
        from .codec import decode

        return decode(cls, dict(data), strict=strict)

    def to_dict(self) -> dict[str, Any]:
        """Give the plain JSON object, see `encode`."""
        from .codec import encode

        plain: dict[str, Any] = encode(self)
        return plain


@dataclass(frozen=True, slots=True)
class Wire:
    """How a field travels; see `wire`."""

    name: str | None = None
    read_only: bool = False
    write_only: bool = False
    extra: bool = False


def wire(
    name: str | None = None,
    *,
    read_only: bool = False,
    write_only: bool = False,
    extra: bool = False,
) -> Mapping[str, Any]:
    """Metadata for a field: `field(metadata=wire("petId"))`.

    Args:
        name: the name in JSON, if no rule of the class gives it.
        read_only: only the server sends it (`readOnly`).
        write_only: only the client sends it (`writeOnly`).
        extra: the field holds what the schema does not declare
            (`additionalProperties`).
    """
    return {_KEY: Wire(name, read_only, write_only, extra)}


@dataclass(frozen=True, eq=False, slots=True)
class Discriminator:
    """The property that names the variant of a union, as metadata of `Annotated`.

    Attributes:
        property: its name on the wire.
        mapping: its value -> the variant.
    """

    property: str
    mapping: Mapping[str | int | float | bool, Any]


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field of a model, with all that the codec needs to know."""

    name: str
    wire_name: str
    hint: Any
    flags: Wire
    source: dataclasses.Field[Any]

    @property
    def required(self) -> bool:
        """Whether a message without this field deviates."""
        if self.flags.write_only:
            return False
        if self.source.default is UNSET:
            optional = self.hint is Any or Unset in typing.get_args(self.hint)
            return self.flags.read_only and not optional
        if typing.get_origin(self.hint) is Literal:
            return self.source.default is not None
        return self.demanded

    @property
    def demanded(self) -> bool:
        """Whether the constructor demands the field."""
        source = self.source
        return source.default is MISSING and source.default_factory is MISSING

    @property
    def drops_none(self) -> bool:
        """Whether None means that the field is left out of the message."""
        return not self.demanded and self.source.default is not UNSET


def model_fields(cls: type[Model]) -> tuple[FieldInfo, ...]:
    """The fields of a model, in order.

    Raises:
        NameError: an annotation does not resolve.
    """
    found = _fields.get(cls)
    if found is None:
        found = _fields[cls] = (*_read_fields(cls),)
    return found


_fields: dict[type[Model], tuple[FieldInfo, ...]] = {}


def _read_fields(cls: Any) -> Iterator[FieldInfo]:
    hints = typing.get_type_hints(cls, include_extras=True)
    for source in dataclasses.fields(cls):
        flags = source.metadata.get(_KEY, Wire())
        name = flags.name if flags.name is not None else _renamed(cls, source.name)
        yield FieldInfo(source.name, name, hints[source.name], flags, source)


def _renamed(cls: Any, name: str) -> str:
    words = name.split("_")
    match cls._wire_rename:
        case "camel":
            return words[0].lower() + "".join(map(str.capitalize, words[1:]))
        case "pascal":
            return "".join(map(str.capitalize, words))
        case "kebab":
            return "-".join(words)
        case _:
            return name
