"""Types and declarations of the intermediate model.

Every value is frozen. `Type` and `Declaration` are closed unions: consume them with
`match` and `assert_never`, so that the type checker lists each place that a new kind
touches. This module imports nothing of regen.

Terms follow the OpenAPI Specification 3.2 (section 4, "Schema") and JSON Schema
2020-12.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TypeAlias

JsonValue: TypeAlias = (
    "dict[str, JsonValue] | list[JsonValue] | str | int | float | bool | None"
)
"""A plain JSON value as a document holds it."""


@dataclass(frozen=True, slots=True, order=True)
class SchemaId:
    """Where a schema stands; its identity for the whole run.

    Attributes:
        pointer: canonical JSON pointer into the bundled document, without `#`.
    """

    pointer: str

    def __str__(self) -> str:
        return f"#{self.pointer}"


class PrimitiveKind(enum.Enum):
    """A JSON type, refined by the formats that have a Python type of their own."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE_TIME = "date-time"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    UUID = "uuid"
    BYTES = "byte"
    """Base64 text: `format: byte` or `contentEncoding: base64`."""
    BINARY = "binary"
    """Raw bytes: a file in a multipart body, or a whole body."""
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Primitive:
    """A scalar."""

    kind: PrimitiveKind


@dataclass(frozen=True, slots=True)
class Ref:
    """A use of a declaration."""

    id: SchemaId


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array whose items are all of one type."""

    item: Type


@dataclass(frozen=True, slots=True)
class MapOf:
    """A JSON object without declared properties: keys are free."""

    value: Type


@dataclass(frozen=True, slots=True)
class TupleOf:
    """A JSON array of fixed length, one type per position (`prefixItems`)."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Nullable:
    """The inner type or null. Never nested, never around `Anything`."""

    inner: Type


@dataclass(frozen=True, slots=True)
class Discriminator:
    """The property whose value names the variant of a union.

    Attributes:
        property: wire name of the property.
        mapping: tag value -> variant, in document order; the tags are strings on the
            wire unless the property of the variant is a constant of another type.
        default: the variant of any other tag, and of none (OpenAPI 3.2).
    """

    property: str
    mapping: tuple[tuple[str | int | float | bool, Type], ...]
    default: Type | None = None


@dataclass(frozen=True, slots=True)
class UnionOf:
    """One of several types; at least two, flat, without null and without twins."""

    variants: tuple[Type, ...]
    discriminator: Discriminator | None = None


@dataclass(frozen=True, slots=True)
class Constant:
    """Exactly these values: `const`, or an enum that becomes a `Literal`."""

    values: tuple[str | int | bool, ...]


@dataclass(frozen=True, slots=True)
class Null:
    """Only null."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value, null included."""


@dataclass(frozen=True, slots=True)
class Never:
    """No value at all: the boolean schema `false`."""


Type: TypeAlias = (
    Primitive
    | Ref
    | ListOf
    | MapOf
    | TupleOf
    | Nullable
    | UnionOf
    | Constant
    | Null
    | Anything
    | Never
)


@dataclass(frozen=True, slots=True)
class Doc:
    """What a document says about a thing for people."""

    summary: str = ""
    description: str = ""


class Usage(enum.Flag):
    """In which direction a declaration travels."""

    NONE = 0
    REQUEST = enum.auto()
    RESPONSE = enum.auto()


@dataclass(frozen=True, slots=True)
class Field:
    """A property of a model: the use of a type under a wire name.

    Attributes:
        default: the document's default, for documentation (`None` with
            `has_default=False` if there is none).
    """

    wire_name: str
    type: Type
    required: bool
    doc: Doc = Doc()
    has_default: bool = False
    default: JsonValue = None
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    name_hint: str = ""
    """A name the document asks for (an extension), or empty."""


@dataclass(frozen=True, slots=True)
class Model:
    """A JSON object with declared properties.

    Attributes:
        extra: type of the undeclared properties that are kept; `None` if they are
            ignored.
    """

    id: SchemaId
    hint: tuple[str, ...]
    doc: Doc
    fields: tuple[Field, ...]
    extra: Type | None = None
    deprecated: bool = False
    usage: Usage = Usage.NONE


@dataclass(frozen=True, slots=True)
class EnumMember:
    """A listed value, with the name and text that extensions give it."""

    value: str | int | float
    name_hint: str = ""
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Enum:
    """A closed list of strings, of integers or of numbers; open when it is read."""

    id: SchemaId
    hint: tuple[str, ...]
    doc: Doc
    kind: PrimitiveKind
    members: tuple[EnumMember, ...]
    deprecated: bool = False
    usage: Usage = Usage.NONE


@dataclass(frozen=True, slots=True)
class Union:
    """A named union; its `type` is a `UnionOf`, perhaps in a `Nullable`."""

    id: SchemaId
    hint: tuple[str, ...]
    doc: Doc
    type: Type
    deprecated: bool = False
    usage: Usage = Usage.NONE


@dataclass(frozen=True, slots=True)
class Alias:
    """A named type that is neither a model, nor an enum, nor a union."""

    id: SchemaId
    hint: tuple[str, ...]
    doc: Doc
    type: Type
    deprecated: bool = False
    usage: Usage = Usage.NONE


Declaration: TypeAlias = Model | Enum | Union | Alias
