"""Types and declarations of the intermediate model.

Every value is frozen. `Type` and `Declaration` are closed unions: consume them with
`match` and `assert_never`, so that the type checker lists each place that a new kind
touches. This module imports nothing of regen.

Terms follow the OpenAPI Specification 3.2 (section 4, "Schema") and JSON Schema
2020-12.
"""

from __future__ import annotations

import enum
from typing import TypeAlias

from msgspec import Struct

JsonValue: TypeAlias = (
    "dict[str, JsonValue] | list[JsonValue] | str | int | float | bool | None"
)
"""A plain JSON value as a document holds it."""


class Tagged(Struct, frozen=True, tag=True, tag_field="is"):
    """Base of the members of closed unions: encoded, each says which one it is."""


class SchemaId(Struct, frozen=True, order=True):
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
    """Text with the digits of a number."""
    DECIMAL_NUMBER = "decimal number"
    """A JSON number that is not to be rounded: `type: number`, `format: decimal`."""
    QUOTED_INTEGER = "quoted integer"
    """An integer that is also read from text with its digits, as .NET does."""
    QUOTED_NUMBER = "quoted number"


class Primitive(Tagged, frozen=True):
    """A scalar."""

    kind: PrimitiveKind


class Ref(Tagged, frozen=True):
    """A use of a declaration."""

    id: SchemaId


class ListOf(Tagged, frozen=True):
    """A JSON array whose items are all of one type."""

    item: Type


class MapOf(Tagged, frozen=True):
    """A JSON object without declared properties: keys are free."""

    value: Type


class TupleOf(Tagged, frozen=True):
    """A JSON array of fixed length, one type per position (`prefixItems`)."""

    items: tuple[Type, ...]


class Nullable(Tagged, frozen=True):
    """The inner type or null. Never nested, never around `Anything`."""

    inner: Type


class Discriminator(Struct, frozen=True):
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


class UnionOf(Tagged, frozen=True):
    """One of several types; at least two, flat, each once, without null."""

    variants: tuple[Type, ...]
    discriminator: Discriminator | None = None


class Constant(Tagged, frozen=True):
    """Exactly these values: `const`, or an enum that becomes a `Literal`."""

    values: tuple[str | int | bool, ...]


class Null(Tagged, frozen=True):
    """Only null."""


class Anything(Tagged, frozen=True):
    """Any JSON value, null included."""


class Never(Tagged, frozen=True):
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


class Doc(Struct, frozen=True):
    """What a document says about a thing for people."""

    summary: str = ""
    description: str = ""


class ExternalDocs(Struct, frozen=True):
    """An External Documentation Object."""

    url: str
    description: str = ""


class Facts(Struct, frozen=True):
    """What a schema says about its values beyond their type: for people only.

    Attributes:
        constraints: keyword -> value of the assertions on values, as `minLength`.
        format: a format that has no Python type of its own, as `email`.
    """

    constraints: tuple[tuple[str, JsonValue], ...] = ()
    examples: tuple[JsonValue, ...] = ()
    format: str = ""


NO_FACTS = Facts()


class Usage(enum.Flag):
    """In which direction a declaration travels."""

    NONE = 0
    REQUEST = enum.auto()
    RESPONSE = enum.auto()


class Field(Struct, frozen=True):
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
    facts: Facts = NO_FACTS
    constant: str | int | bool | None = None
    """The only value that it has in its model, where `type` is that of the base."""


class Model(Tagged, frozen=True):
    """A JSON object with declared properties.

    Attributes:
        fields: all of them, those of parents included.
        extra: type of the undeclared properties that are kept; `None` if they are
            ignored.
        parents: the models that its `allOf` includes, in document order.
        base: the parent of which it is a subclass; it has all fields of that one.
    """

    id: SchemaId
    hint: tuple[str, ...]
    doc: Doc
    fields: tuple[Field, ...]
    extra: Type | None = None
    deprecated: bool = False
    usage: Usage = Usage.NONE
    facts: Facts = NO_FACTS
    parents: tuple[Ref, ...] = ()
    base: Ref | None = None


class EnumMember(Struct, frozen=True):
    """A listed value, with the name and text that extensions give it."""

    value: str | int | float
    name_hint: str = ""
    doc: str = ""


class Enum(Tagged, frozen=True):
    """A closed list of strings, of integers or of numbers; open when it is read.

    Attributes:
        name_hint: the name that the document asks for, or empty.
    """

    id: SchemaId
    hint: tuple[str, ...]
    doc: Doc
    kind: PrimitiveKind
    members: tuple[EnumMember, ...]
    deprecated: bool = False
    usage: Usage = Usage.NONE
    name_hint: str = ""
    facts: Facts = NO_FACTS


class Union(Tagged, frozen=True):
    """A named union; its `type` is a `UnionOf`, perhaps in a `Nullable`."""

    id: SchemaId
    hint: tuple[str, ...]
    doc: Doc
    type: Type
    deprecated: bool = False
    usage: Usage = Usage.NONE
    facts: Facts = NO_FACTS


class Alias(Tagged, frozen=True):
    """A named type that is neither a model, nor an enum, nor a union."""

    id: SchemaId
    hint: tuple[str, ...]
    doc: Doc
    type: Type
    deprecated: bool = False
    usage: Usage = Usage.NONE
    facts: Facts = NO_FACTS


Declaration: TypeAlias = Model | Enum | Union | Alias
