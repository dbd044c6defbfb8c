"""A document under change, and the knowledge of where each part of it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from .document import Origin, SourceFile, moved
from .pointers import below

Path = tuple[str | int, ...]
"""Keys and indices from the root: what RFC 9535 calls a normalized path."""

_Renumbered = Mapping[str, Mapping[str, str]]
"""Pointer of a list -> index before -> index now, of the items that are still there."""


class Incompatible(Exception):
    """A value that cannot be merged with what stands at a place.

    Attributes:
        pointer: the place.
    """

    def __init__(self, message: str, pointer: str) -> None:
        super().__init__(message)
        self.pointer = pointer


class Graft(Struct, frozen=True):
    """A value that is to become part of a document.

    Attributes:
        file: where it stands.
        pointer: its place in that file.
    """

    value: Any
    file: SourceFile
    pointer: str

    def child(self, token: str | int) -> Graft:
        """A member of an object, or an item of a list."""
        return Graft(self.value[token], self.file, below(self.pointer, token))

    def origins(self, place: str) -> dict[str, Origin]:
        """The origins of its parts, if it is put at `place`."""
        return moved(self.file, self.pointer, place)


class Tree(Struct):
    """A copy of a document that may be changed.

    Attributes:
        origins: of the parts that do not stand where they stood in the file.
    """

    file: SourceFile
    root: Any = None
    origins: dict[str, Origin] = field(default_factory=dict)

    @classmethod
    def of(cls, file: SourceFile) -> Tree:
        """The tree of a file, which itself is not changed."""
        return cls(file, _copy(file.root), dict(file.origins))

    def as_file(self) -> SourceFile:
        """The tree as it is now; it must not be changed while the file is in use."""
        return replace(self.file, root=self.root, origins=dict(self.origins))

    def at(self, path: Path) -> Any:
        """What stands at `path`."""
        node = self.root
        for token in path:
            node = node[token]
        return node

    def merge(self, path: Path, new: Graft) -> None:
        """Merge a value with what stands at `path`: Overlay 1.1.0, section 4.4.3.

        A list takes the items of a list, or another value as an item.

        Raises:
            Incompatible: the kinds of the two values differ.
        """
        if isinstance(self.at(path), list) and not isinstance(new.value, list):
            self._append(path, new)
        else:
            self._merge(path, new)

    def remove(self, paths: Iterable[Path]) -> None:
        """Remove what stands at each of `paths`, none of which is the root."""
        gone = set(paths)
        inside: dict[Path, list[str | int]] = {}
        for path in gone:
            inside.setdefault(path[:-1], []).append(path[-1])
        renumbered: dict[str, dict[str, str]] = {}
        # What is inside first: its path is still the one that was given.
        for above in sorted(inside, reverse=True):
            node = self.at(above)
            if isinstance(node, list):
                kept = [i for i in range(len(node)) if (*above, i) not in gone]
                node[:] = [node[i] for i in kept]
                numbers = {str(old): str(new) for new, old in enumerate(kept)}
                renumbered[pointer_of(above)] = numbers
            else:
                for key in inside[above]:
                    del node[key]
        self._follow({pointer_of(path) for path in gone}, renumbered)

    def _merge(self, path: Path, new: Graft) -> None:
        old = self.at(path)
        if kind(old) != kind(new.value):
            raise Incompatible(
                f"{kind(new.value)} cannot be merged with {kind(old)}",
                pointer_of(path),
            )
        if isinstance(old, dict):
            for key in new.value:
                if key in old:
                    self._merge((*path, key), new.child(key))
                else:
                    self._put(path, key, new.child(key))
        elif isinstance(old, list):
            for index in range(len(new.value)):
                self._append(path, new.child(index))
        else:
            *above, last = path
            self._put(tuple(above), last, new)

    def _append(self, path: Path, new: Graft) -> None:
        items = self.at(path)
        items.append(None)
        self._put(path, len(items) - 1, new)

    def _put(self, path: Path, token: str | int, new: Graft) -> None:
        self.at(path)[token] = _copy(new.value)
        self.origins |= new.origins(pointer_of((*path, token)))

    def _follow(self, gone: Set[str], renumbered: _Renumbered) -> None:
        """Keep the origins of what is still there, under its pointer of now."""
        before = replace(self.file, origins=self.origins)
        moved = {
            pointer: before.origin(pointer)
            for place, numbers in renumbered.items()
            for old, new in numbers.items()
            if old != new and (pointer := f"{place}/{old}") not in self.origins
        }
        self.origins = {
            now: origin
            for pointer, origin in (self.origins | moved).items()
            if (now := _now(pointer, gone, renumbered)) is not None
        }


def pointer_of(path: Path) -> str:
    """The JSON pointer of a path."""
    return below("", *path)


def _now(pointer: str, gone: Set[str], renumbered: _Renumbered) -> str | None:
    """What a pointer from before a removal is now; `None` if its place is gone."""
    before = now = ""
    for token in pointer.split("/")[1:]:
        numbers = renumbered.get(before, {})
        before = f"{before}/{token}"
        if before in gone:
            return None
        now = f"{now}/{numbers.get(token, token)}"
    return now


def kind(value: Any) -> str:
    """The kind of a value, as a person would say it."""
    if isinstance(value, dict):
        return "an object"
    return "a list" if isinstance(value, list) else "a plain value"


def _copy(value: Any) -> Any:
    """The value with objects and lists of its own, also where it shares them."""
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value
