"""The places where references and names stand, and what references lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from .. import pointers
from ..pointers import Path
from ..sourcemap import SourceFile
from ..spec import IDENTIFIER, ObjectType
from ..walker import walk

REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})
ANCHORS = frozenset({"$id", "$anchor", "$dynamicAnchor"})


class Target(NamedTuple):
    """What a reference leads to: `SourceFile.base` and a canonical pointer."""

    base: str
    pointer: str


class Site(Struct, eq=False):
    """A string in a document that refers to something, or that gives a name.

    Attributes:
        path: of the object that holds the string.
        type: of that object; for a discriminator mapping, the mapping.
        key: the string's key in the object.
        value: the string; empty if it is a reference that is no string.
    """

    file: SourceFile
    path: Path
    type: ObjectType
    key: str
    value: str

    @property
    def tokens(self) -> list[str]:
        """The tokens of the pointer of the object that holds the string."""
        return pointers.tokens_of(self.path)

    @property
    def pointer(self) -> str:
        """The pointer of the object that holds the string."""
        return pointers.join(self.tokens)

    @property
    def is_mapping(self) -> bool:
        """Whether this is a value of a discriminator's mapping, or its default."""
        return self.key == "defaultMapping" or _is_mapping(self.type)


def sites(file: SourceFile, tokens: list[str], type_: ObjectType) -> Iterator[Site]:
    """All sites in what stands at `tokens` in a file, in document order.

    Args:
        type_: what the place is for.
    """
    node = pointers.lookup(file.root, tokens)
    for value, found, path in walk(node, type_, pointers.path_of(tokens)):
        keys = list(value) if _is_mapping(found) else found.identifiers
        for key in keys:
            if key in value:
                text = _text(value[key], key, found)
                if text is not None:
                    yield Site(file, path, found, key, text)


def _text(value: Any, key: str, type_: ObjectType) -> str | None:
    """What a site says; `None` if it is no site."""
    if value.__class__ is str:
        return str(value)
    is_container = value.__class__ is dict or value.__class__ is list
    if is_container and type_.rest is not None:
        return None  # a property may be called `$ref`
    return "" if key == "$ref" or (is_container and key in REFERENCES) else None


def _is_mapping(type_: ObjectType) -> bool:
    return type_.rest is not None and type_.rest.of is IDENTIFIER
