"""Source files, and where in them each part of a document came from.

A document goes through overlays, bundling, merging and conversion, and each of these
copies, moves, drops and renumbers parts of it. They keep a `SourceMap` beside the
value, so that every diagnostic can name a line that a person wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct, field

from regen.diagnostics import Diagnostic, Location

Position = tuple[int, int]
"""Line and column, counted from 1."""


class SourceFile(Struct, frozen=True):
    """One input file, read and parsed.

    Attributes:
        name: path as the user named it, or relative to the root document's folder.
        digest: of the content, the same for any line ends.
        root: the plain JSON value; shared, never to be mutated.
        locate: JSON pointer -> position; costly, for diagnostics only. A pointer to
            nowhere gives the position of its deepest existing parent.
        base: absolute path or URL that relative references of the file start from;
            also its identity. Empty stands for `name` in the working directory.
        source_map: of `root`, if overlays changed it.
        diagnostics: what reading it found.
    """

    name: str
    digest: str
    root: Any
    locate: Callable[[str], Position]
    base: str = ""
    source_map: SourceMap | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    def origin(self, pointer: str) -> Origin:
        """The file, and the place in it, of what stands at `pointer` in `root`."""
        if self.source_map is None:
            return Origin(self, pointer)
        return self.source_map.look_up(pointer)

    def location(self, pointer: str = "") -> Location:
        """The place in an input file of what stands at `pointer` in `root`."""
        return self.origin(pointer).location()


class Origin(Struct, frozen=True):
    """A place in a file."""

    file: SourceFile
    pointer: str

    def location(self) -> Location:
        """The place, for a diagnostic."""
        line, column = self.file.locate(self.pointer)
        return Location(self.file.name, line, column, self.pointer)


class _Node(Struct):
    """One place of a document, if it or a place below it has an origin of its own."""

    origin: Origin | None = None
    children: dict[str, _Node] = field(default_factory=dict)

    def copy(self) -> _Node:
        children = {token: node.copy() for token, node in self.children.items()}
        return _Node(self.origin, children)


class SourceMap:
    """JSON pointer in a document -> origin.

    What has no origin of its own came with the nearest parent that has one. A look-up
    takes as long as the pointer is deep, whatever the size of the map.
    """

    def __init__(self, origin: Origin) -> None:
        """The map of a document that came as a whole from `origin`."""
        self._root = _Node(origin)

    def look_up(self, pointer: str) -> Origin:
        """The origin of what stands at `pointer`."""
        tokens = pointer.split("/")[1:]
        node = self._root
        found, depth = self._root.origin, 0
        for index, token in enumerate(tokens):
            if token not in node.children:
                break
            node = node.children[token]
            if node.origin is not None:
                found, depth = node.origin, index + 1
        assert found is not None, "the root has an origin"
        return Origin(found.file, "/".join([found.pointer, *tokens[depth:]]))

    def note(self, pointer: str, origin: Origin) -> None:
        """Say where a place came from; what is inside keeps its own origin."""
        self._node(pointer).origin = origin

    def extract(self, pointer: str) -> SourceMap:
        """The map of a copy of what stands at `pointer`, as a document of its own."""
        part = SourceMap(self.look_up(pointer))
        node: _Node | None = self._root
        for token in pointer.split("/")[1:]:
            node = node.children.get(token) if node is not None else None
        if node is not None:
            part._root.children = node.copy().children
        return part

    def insert(self, pointer: str, part: SourceMap) -> None:
        """Put a value, whose map is `part`, at `pointer`."""
        node = self._node(pointer)
        node.origin, node.children = part._root.origin, part._root.copy().children

    def drop(self, pointer: str) -> None:
        """Forget what stood at `pointer`."""
        parent, _, token = pointer.rpartition("/")
        self._node(parent).children.pop(token, None)

    def renumber(self, pointer: str, kept: Sequence[int]) -> None:
        """Keep some items of the list at `pointer`.

        Args:
            kept: their indices of before, in the order of now.
        """
        items = [self.extract(f"{pointer}/{index}") for index in kept]
        self._node(pointer).children = {
            str(index): item._root for index, item in enumerate(items)
        }

    def _node(self, pointer: str) -> _Node:
        node = self._root
        for token in pointer.split("/")[1:]:
            node = node.children.setdefault(token, _Node())
        return node
