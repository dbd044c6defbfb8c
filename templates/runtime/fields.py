# Part of every client that regen generates. Do not edit.
"""What annotations and fields of models say: names on the wire, directions, unions."""

from __future__ import annotations

import dataclasses
import enum
import sys
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

from msgspec import UNSET, UnsetType

if TYPE_CHECKING:
    from typing_extensions import TypeAliasType
elif sys.version_info >= (3, 12):
    from typing import TypeAliasType
else:
    from typing_extensions import TypeAliasType

__all__ = ["ABSENT", "UNSET", "Discriminator", "FieldInfo", "Rename"]
__all__ += ["TypeAliasType", "Unset", "model_fields", "wire"]

Rename = Literal["camel", "pascal", "kebab"]

Unset: TypeAlias = UnsetType
"""The type of UNSET."""

ABSENT: Final[Any] = UNSET
"""UNSET as a default of any type: for required fields that only the server sends."""


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
    return {"wire": Wire(name, read_only, write_only, extra)}


@dataclass(frozen=True, eq=False, slots=True)
class Discriminator:
    """How a property tells the variant of a union, as metadata of `Annotated`.

    Attributes:
        property: its name on the wire.
        mapping: the variant for each of its values.
        default: the variant for all other values, and for none.
    """

    property: str
    mapping: Mapping[str | int | float | bool, Any]
    default: Any = None


class NumberForm(enum.Enum):
    """How a number travels, as metadata of `Annotated`."""

    QUOTED = enum.auto()
    """It is also read from text with its digits."""
    UNQUOTED = enum.auto()
    """A Decimal that is a number on the wire; without it, it is text."""


class FieldInfo:
    """A field of a model, with all that the codec needs to know.

    Attributes:
        demanded: whether the constructor demands the field.
        required: whether a message without it deviates.
        drops_none: whether None means that it is left out of the message.
        absent: the field whose default stands for what a message lacks: a subclass may
            have its tag as a default, and no message gets a tag that it has not.
    """

    def __init__(self, cls: Any, source: dataclasses.Field[Any], hint: Any) -> None:
        self.source, self.name, self.hint = source, source.name, hint
        self.flags: Wire = source.metadata.get("wire", Wire())
        given = self.flags.name
        self.wire_name = _renamed(cls, self.name) if given is None else given
        self.demanded = _is_demanded(source)
        self.absent = source
        if source.default not in (MISSING, None, UNSET):
            self.absent = _first(cls, source)
        self.required, default = _is_demanded(self.absent), self.absent.default
        if default is UNSET:
            optional = hint is Any or Unset in typing.get_args(hint)
            self.required = self.flags.read_only and not optional
        elif typing.get_origin(hint) is Literal:
            self.required = default is not None
        self.drops_none = not self.required and default is not UNSET
        self.required = self.required and not self.flags.write_only


def _is_demanded(source: dataclasses.Field[Any]) -> bool:
    return source.default is MISSING and source.default_factory is MISSING


def _first(cls: Any, source: dataclasses.Field[Any]) -> dataclasses.Field[Any]:
    """The field as the first of the base classes declares it."""
    bases: tuple[type, ...] = cls.__mro__
    for base in reversed(bases):
        declared = vars(base).get("__dataclass_fields__", dict[str, Any]())
        if source.name in declared:
            return cast("dataclasses.Field[Any]", declared[source.name])
    return source


def can_be_named(wire_name: str) -> bool:
    """Whether a field of a Struct can have the name: msgspec escapes nothing in it."""
    return wire_name.isprintable() and '"' not in wire_name and "\\" not in wire_name


def model_fields(cls: Any) -> tuple[FieldInfo, ...]:
    """The fields of a model, in order. Raises NameError if a hint does not resolve."""
    found = _fields.get(cls)
    if found is None:
        hints = typing.get_type_hints(cls, include_extras=True)
        infos = (FieldInfo(cls, f, hints[f.name]) for f in dataclasses.fields(cls))
        found = _fields[cls] = tuple(infos)
    return found


_fields: dict[Any, tuple[FieldInfo, ...]] = {}


def _renamed(cls: Any, name: str) -> str:
    first, *others = name.split("_")
    match getattr(cls, "_wire_rename", None):
        case "camel":
            return first.lower() + "".join(map(str.capitalize, others))
        case "pascal":
            return "".join(map(str.capitalize, (first, *others)))
        case "kebab":
            return "-".join((first, *others))
        case _:
            return name
