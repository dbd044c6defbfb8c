"""The values that reading produces: source files and the bundled document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from regen.diagnostics import Diagnostic, Location

Position = tuple[int, int]
"""Line and column, counted from 1."""


class SourceFile(Struct, frozen=True):
    """One input file, read and parsed.

    Attributes:
        name: path as the user named it, or relative to the root document's folder.
        digest: SHA-256 of the bytes, in hex.
        root: the plain JSON value; shared, never to be mutated.
        locate: JSON pointer -> position; costly, for findings only. A pointer to
            nowhere gives the position of its deepest existing parent.
        base: absolute path or URL that relative references of the file start from;
            also its identity. Empty stands for `name` in the working directory.
        origins: pointer in `root` -> origin, for what an overlay brought or moved; the
            longest pointer that is a parent decides, and this file otherwise.
    """

    name: str
    digest: str
    root: Any
    locate: Callable[[str], Position]
    base: str = ""
    origins: Mapping[str, Origin] = field(default_factory=dict)

    def origin(self, pointer: str) -> Origin:
        """The file, and the place in it, of what stands at `pointer` in `root`."""
        if not self.origins:
            return Origin(self, pointer)
        return _nearest(self.origins, replace(self, origins={}), pointer)

    def location(self, pointer: str = "") -> Location:
        """The place in an input file of what stands at `pointer` in `root`."""
        return self.origin(pointer).location()


class Origin(Struct, frozen=True):
    """Where a part of the bundled document came from."""

    file: SourceFile
    pointer: str

    def location(self) -> Location:
        """The place, for a diagnostic."""
        line, column = self.file.locate(self.pointer)
        return Location(self.file.name, line, column, self.pointer)


class Document(Struct, frozen=True):
    """One OpenAPI document whose references are all local and canonical.

    Attributes:
        root: the OpenAPI object; shared, never to be mutated.
        main: the file it was read from.
        files: all files it was read from, the main one first.
        origins: pointer in `root` -> origin, for the parts that were moved here; the
            longest pointer that is a parent decides, and `main` otherwise.
        diagnostics: findings of reading.
    """

    root: dict[str, Any]
    main: SourceFile
    files: tuple[SourceFile, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    def origin(self, pointer: str) -> Origin:
        """The file, and the place in it, of what stands at `pointer` in `root`."""
        origin = _nearest(self.origins, self.main, pointer)
        return origin.file.origin(origin.pointer)

    def location(self, pointer: str) -> Location:
        """The place in an input file of what stands at `pointer` in `root`."""
        return self.origin(pointer).location()


def moved(source: SourceFile | Document, old: str, new: str) -> dict[str, Origin]:
    """The origins of what stands at `old` in the source, for a copy of it at `new`."""
    inside = f"{old}/"
    return {new: source.origin(old)} | {
        new + pointer[len(old) :]: origin
        for pointer, origin in source.origins.items()
        if pointer.startswith(inside)
    }


def _nearest(origins: Mapping[str, Origin], main: SourceFile, pointer: str) -> Origin:
    """The origin of `pointer`, or of its nearest parent that has one, else `main`."""
    head, tail = pointer, ""
    while head and head not in origins:
        head, _, last = head.rpartition("/")
        tail = f"/{last}{tail}"
    origin = origins.get(head) or Origin(main, head)
    return Origin(origin.file, origin.pointer + tail)
