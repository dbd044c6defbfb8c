"""A document under change, and the knowledge of where each part of it came from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from .pointers import below
from .sourcemap import Origin, SourceFile, SourceMap

Path = tuple[str | int, ...]
"""Keys and indices from the root: what RFC 9535 calls a normalized path."""


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

    def source_map(self) -> SourceMap:
        """Where its parts came from."""
        return source_map_of(self.file).extract(self.pointer)


class Tree(Struct):
    """A copy of a document that may be changed.

    Attributes:
        source_map: of `root`.
    """

    file: SourceFile
    root: Any
    source_map: SourceMap

    @classmethod
    def of(cls, file: SourceFile) -> Tree:
        """The tree of a file, which itself is not changed."""
        return cls(file, _copy(file.root), source_map_of(file).extract(""))

    def as_file(self) -> SourceFile:
        """The tree as it is now; it must not be changed while the file is in use."""
        return replace(self.file, root=self.root, source_map=self.source_map)

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
        # What is inside first: its path is still the one that was given.
        for above in sorted(inside, reverse=True):
            node = self.at(above)
            if isinstance(node, list):
                kept = [i for i in range(len(node)) if (*above, i) not in gone]
                node[:] = [node[i] for i in kept]
                self.source_map.renumber(pointer_of(above), kept)
            else:
                for key in inside[above]:
                    del node[key]
                    self.source_map.drop(pointer_of((*above, key)))

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
        self.source_map.insert(pointer_of((*path, token)), new.source_map())


def source_map_of(file: SourceFile) -> SourceMap:
    """The source map of a file, also if nothing changed it."""
    return file.source_map or SourceMap(Origin(file, ""))


def pointer_of(path: Path) -> str:
    """The JSON pointer of a path."""
    return below("", *path)


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
