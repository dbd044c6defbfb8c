"""Names that schemas give themselves: `$id`, `$anchor`, `$dynamicAnchor`, `$self`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import urldefrag, urljoin

from ..sourcemap import SourceFile
from .sites import Site, Target


class Identifiers:
    """The schema resources and anchors of all files read so far.

    JSON Schema 2020-12, section 8.2, and OpenAPI 3.2, "Base URIs". A resource is a
    schema with `$id`; references inside start from it. In addition, where a strict
    reading finds nothing, references are tried as if there were no `$id`: many
    documents have one and still refer from the root of the document.
    """

    def __init__(self) -> None:
        self._resources: dict[str, Target] = {}
        self._uris: dict[Target, str] = {}
        self._anchors: dict[tuple[Target, str], Target] = {}
        self._in_files: dict[tuple[str, str], Target] = {}
        self._dynamic: dict[str, list[Target]] = {}

    @property
    def has_resources(self) -> bool:
        """Whether any reference may start from another place than its file."""
        return bool(self._uris)

    def add_file(self, file: SourceFile) -> None:
        """Note the `$self` of an OpenAPI document (3.2)."""
        own = file.root.get("$self") if isinstance(file.root, dict) else None
        if isinstance(own, str):
            self._add_resource(Target(file.base, ""), _join(file_uri(file), own))

    def add(self, sites: Iterable[Site]) -> None:
        """Note the names among `sites`, which are in document order."""
        named = list(sites)
        for site in named:
            if site.key == "$id" and not site.value.startswith("#"):
                uri = _join(self.base_uri(site.file, site.pointer), site.value)
                self._add_resource(Target(site.file.base, site.pointer), uri)
        for site in named:
            target = Target(site.file.base, site.pointer)
            anchor = site.value.removeprefix("#")
            if site.key == "$id" and not site.value.startswith("#"):
                continue
            scope = self.scope(site.file, site.pointer)
            self._anchors.setdefault((scope, anchor), target)
            self._in_files.setdefault((target.base, anchor), target)
            if site.key == "$dynamicAnchor":
                self._dynamic.setdefault(anchor, []).append(target)

    def _add_resource(self, target: Target, uri: str) -> None:
        self._resources.setdefault(urldefrag(uri).url, target)
        self._uris[target] = uri

    def scope(self, file: SourceFile, pointer: str) -> Target:
        """The innermost resource around `pointer`; the file itself if there is none."""
        while pointer and self._uris:
            target = Target(file.base, pointer)
            if target in self._uris:
                return target
            pointer = pointer.rpartition("/")[0]
        return Target(file.base, "")

    def base_uri(self, file: SourceFile, pointer: str) -> str:
        """The URI that relative references at `pointer` start from."""
        return self._uris.get(self.scope(file, pointer)) or file_uri(file)

    def resource(self, file: SourceFile, pointer: str, uri: str) -> Target | None:
        """The resource that the reference `uri` at `pointer` names, if known."""
        if not self._resources:
            return None
        absolute = _join(self.base_uri(file, pointer), uri)
        return self._resources.get(absolute)

    def anchor(self, scope: Target, name: str) -> Target | None:
        """The schema called `name` in a resource, else anywhere in its file."""
        found = self._anchors.get((scope, name))
        return found or self._in_files.get((scope.base, name))

    def dynamic(self, name: str) -> list[Target]:
        """All schemas with this `$dynamicAnchor`."""
        return self._dynamic.get(name, [])


def file_uri(file: SourceFile) -> str:
    """The URI a file was retrieved from (RFC 3986, section 5.1.3)."""
    if "://" in file.base:
        return file.base
    path = PurePath(file.base or file.name)
    return path.as_uri() if path.is_absolute() else path.as_posix()


def _join(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference
