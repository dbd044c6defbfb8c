"""Which parts of a document validation has yet to see.

A part is a path item or a component. What validation finds in it depends on the
part and on all that it refers to, so that a part which was clean stays clean until
one of these changes. The manifest keeps the digests of the parts of a document in
which nothing was found; after a small change, the validator is given a document of
some parts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.json import Encoder, decode

from .pointers import join, split

_encode = Encoder().encode
_REFERENCE = re.compile(rb'"\$ref":("[^"\\]*(?:\\.[^"\\]*)*")')
"""A `$ref` in the JSON text of a part: within a string, its quotes would be escaped."""

_REST = ""
"""The pointer of what is no part: all else, as one."""


class Parts:
    """The parts of a document, each as JSON text.

    Attributes:
        digests: pointer of each part -> digest of its content.
    """

    def __init__(self, root: dict[str, Any]) -> None:
        self._root = root
        self._texts = {pointer: _encode(part) for pointer, part in _parts(root)}
        self._texts[_REST] = _encode(_rest(root))
        self.digests = {pointer: _digest(text) for pointer, text in self._texts.items()}
        kinds = _encode(list(_kinds(root)))
        self.digests[_REST] = _digest(self._texts[_REST] + kinds)

    def unseen(self, before: Mapping[str, str]) -> dict[str, Any]:
        """The document without the parts that were clean and are as they were.

        Args:
            before: the digests of a document in which nothing was found; may be empty.

        Returns:
            The document itself if it has to be seen as a whole; nothing if all of it
            was seen; else what was not, with all that it refers to.
        """
        now = self.digests
        if now == before:
            return {}
        if now[_REST] != before.get(_REST):
            return self._root
        texts = {p: set(_REFERENCE.findall(text)) for p, text in self._texts.items()}
        part_of = {text: _part_of(text) for text in set().union(*texts.values())}
        references = {p: {part_of[t] for t in found} for p, found in texts.items()}
        if any(_REST in targets for targets in references.values()):
            return self._root  # a reference to all parts at once
        changed = {pointer for pointer in now if now[pointer] != before.get(pointer)}
        gone = before.keys() - now.keys()
        stale = _closure(changed | gone, _reversed(references))
        return _only(self._root, _closure(stale | {_REST}, references))


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:16]


def _rest(root: dict[str, Any]) -> dict[str, Any]:
    return {**root, "paths": None, "components": None}


def _kinds(root: dict[str, Any]) -> Iterator[Any]:
    """What kinds of parts there are, and what stands in the place of parts."""
    components = root.get("components")
    if isinstance(components, dict):
        for kind, members in components.items():
            yield kind if isinstance(members, dict) else [kind, members]
    elif components is not None:
        yield ["components", components]
    if "paths" in root and not isinstance(root["paths"], dict):
        yield ["paths", root["paths"]]


def _parts(root: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    paths, components = root.get("paths"), root.get("components")
    if isinstance(paths, dict):
        for path, item in paths.items():
            yield join(("paths", path)), item
    if isinstance(components, dict):
        for kind, members in components.items():
            if isinstance(members, dict):
                for name, member in members.items():
                    yield join(("components", kind, name)), member


def _part_of(reference: bytes) -> str:
    """The part that a reference, as JSON text, leads to."""
    tokens = split(decode(reference, type=str)[1:])
    size = 2 if tokens[:1] == ["paths"] else 3
    return join(tokens[:size]) if len(tokens) >= size else _REST


def _reversed(references: Mapping[str, set[str]]) -> dict[str, set[str]]:
    result: dict[str, set[str]] = {}
    for pointer, targets in references.items():
        for target in targets:
            result.setdefault(target, set()).add(pointer)
    return result


def _closure(start: set[str], edges: Mapping[str, set[str]]) -> set[str]:
    found = set(start)
    stack = list(start)
    while stack:
        new = edges.get(stack.pop(), set()) - found
        found |= new
        stack.extend(new)
    return found


def _only(root: dict[str, Any], wanted: set[str]) -> dict[str, Any]:
    result = dict(root)
    if isinstance(root.get("paths"), dict):
        result["paths"] = {
            path: item
            for path, item in root["paths"].items()
            if join(("paths", path)) in wanted
        }
    if isinstance(root.get("components"), dict):
        result["components"] = {
            kind: (
                {
                    name: member
                    for name, member in members.items()
                    if join(("components", kind, name)) in wanted
                }
                if isinstance(members, dict)
                else members
            )
            for kind, members in root["components"].items()
        }
    return result
