"""What a document says for people: it describes, and no type follows from it."""

from __future__ import annotations

from msgspec import Struct

from .types import Doc, JsonValue


class ExternalDocs(Struct, frozen=True):
    """An External Documentation Object."""

    url: str
    description: str = ""


class Contact(Struct, frozen=True):
    """A Contact Object."""

    name: str = ""
    url: str = ""
    email: str = ""


class License(Struct, frozen=True):
    """A License Object; `identifier` is an SPDX expression."""

    name: str
    identifier: str = ""
    url: str = ""


class Link(Struct, frozen=True):
    """A Link Object: an operation that the values of a response lead to.

    Attributes:
        operation: `operationId`, or else `operationRef`.
        parameters: parameter of that operation -> its value, or the runtime expression
            that gives it.
    """

    name: str
    operation: str
    parameters: tuple[tuple[str, JsonValue], ...] = ()
    description: str = ""


class Info(Struct, frozen=True):
    """The Info Object."""

    title: str
    version: str
    doc: Doc = Doc()
    terms_of_service: str = ""
    contact: Contact | None = None
    license: License | None = None
    external_docs: ExternalDocs | None = None


class Tag(Struct, frozen=True):
    """A Tag Object."""

    name: str
    doc: Doc = Doc()
    external_docs: ExternalDocs | None = None
