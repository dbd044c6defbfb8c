"""The bundled document, and the versions of the specification that it may follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from regen.diagnostics import Diagnostic, Level, Location

from .sourcemap import Origin, SourceFile, SourceMap


class Document(Struct, frozen=True):
    """One OpenAPI document whose references are all local and canonical.

    Attributes:
        root: the OpenAPI object; shared, never to be mutated.
        main: the file it was read from.
        files: all files it was read from, the main one first.
        source_map: of `root`; by default all of it came from `main`, place for place.
        diagnostics: of the phases up to now.
    """

    root: dict[str, Any]
    main: SourceFile
    files: tuple[SourceFile, ...] = ()
    source_map: SourceMap | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    def copy_source_map(self) -> SourceMap:
        """A source map of `root` that may be changed."""
        if self.source_map is None:
            return SourceMap(Origin(self.main, ""))
        return self.source_map.extract("")

    def origin(self, pointer: str) -> Origin:
        """The file, and the place in it, of what stands at `pointer` in `root`."""
        if self.source_map is None:
            return self.main.origin(pointer)
        origin = self.source_map.look_up(pointer)
        return origin.file.origin(origin.pointer)

    def location(self, pointer: str) -> Location:
        """The place in an input file of what stands at `pointer` in `root`."""
        return self.origin(pointer).location()

    def placed(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Diagnostics about places in `root`, with the places in the input files."""
        return [
            item._replace(location=self.location(pointer_of(item))) for item in found
        ]


def unplaced(
    code: str, pointer: str, message: str, hint: str = "", level: Level = Level.ERROR
) -> Diagnostic:
    """A diagnostic about a place in a bundled document; see `Document.placed`."""
    return Diagnostic(level, code, message, Location("", pointer=pointer), hint)


def pointer_of(found: Diagnostic) -> str:
    """The pointer that a diagnostic is about; empty if it is about no place."""
    return found.location.pointer if found.location is not None else ""


class Version(NamedTuple):
    """A version of the specification; versions are ordered."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


V2_0, V3_0, V3_1, V3_2 = Version(2, 0), Version(3, 0), Version(3, 1), Version(3, 2)
VERSIONS = [V2_0, V3_0, V3_1, V3_2]
_ANY_LATER = Version(99, 0)
_PATCHED = re.compile(r"(\d)\.(\d)(\.\d+)?([-+].*)?")


def version_of(root: Mapping[str, Any]) -> Version | None:
    """The version that a document claims to be written in; `None` if it is not known.

    A version that YAML reads as a number (`swagger: 2.0`) counts as the text it stands
    for.
    """
    if "openapi" not in root:
        return V2_0 if str(root.get("swagger")) in ("2.0", "2") else None
    match = _PATCHED.fullmatch(str(root["openapi"]))
    if match is None:
        return None
    found = Version(int(match[1]), int(match[2]))
    return found if found in VERSIONS and found >= V3_0 else None


class Versions(NamedTuple):
    """The versions from one to another, both included."""

    since: Version = V2_0
    until: Version = _ANY_LATER

    def include(self, version: Version) -> bool:
        """Whether `version` is one of them."""
        return self.since <= version <= self.until
