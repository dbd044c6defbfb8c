"""Finds every reference in a part of a document, and every name it can be called by."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from . import pointers
from .document import SourceFile
from .grammar import FRAGMENT, IDENTIFIER, Kind, child
from .pointers import Path

REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})
ANCHORS = frozenset({"$id", "$anchor", "$dynamicAnchor"})


class Site(Struct, eq=False):
    """A string in a document that refers to something, or that gives a name.

    Attributes:
        path: of the object that holds the string.
        kind: of that object; for a discriminator mapping, the mapping.
        key: the string's key in the object.
    """

    file: SourceFile
    path: Path
    kind: Kind
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
        return self.key == "defaultMapping" or self.kind.rest is IDENTIFIER


def walk(file: SourceFile, tokens: list[str], kind: Kind, node: Any) -> list[Site]:
    """All sites in `node`, which stands at `tokens` in `file`, in document order."""
    sites: list[Site] = []
    stack: list[tuple[Any, Kind, Path]] = [(node, kind, pointers.path_of(tokens))]
    while stack:
        node, kind, path = stack.pop()
        if node.__class__ is list:
            items = [
                (item, kind, (path, str(index)))
                for index, item in enumerate(node)
                if item.__class__ is dict or item.__class__ is list
            ]
            stack.extend(reversed(items))
            continue
        if node.__class__ is not dict:
            continue
        fields, rest = kind.fields, kind.rest
        inner: list[tuple[Any, Kind, Path]] = []
        for key, value in node.items():
            below = fields.get(key, rest)
            if value.__class__ is dict or value.__class__ is list:
                if below is None:
                    if value.__class__ is dict and _is_stray(kind, key, value):
                        inner.append((value, FRAGMENT, (path, key)))
                    continue
                if below is rest or below.identifier:
                    below = child(kind, key)
                    if below is None:
                        if key in REFERENCES:
                            sites.append(Site(file, path, kind, key, ""))
                        continue
                inner.append((value, below, (path, key)))
            elif below is not None and below.identifier and value.__class__ is str:
                sites.append(Site(file, path, kind, key, value))
            elif key == "$ref" and value.__class__ is not str:
                sites.append(Site(file, path, kind, key, ""))
        inner.reverse()
        stack.extend(inner)
    return sites


def _is_stray(kind: Kind, key: str, value: dict[str, Any]) -> bool:
    """Whether `value` is a reference where only a plain value is expected."""
    return (
        len(value) == 1
        and value.get("$ref").__class__ is str
        and key not in kind.fields
        and not key.startswith("x-")
    )
