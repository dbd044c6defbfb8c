"""What differs between a package on disk and the package as it should be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regen.pipeline import Package
from regen.write import stale_files


@dataclass(frozen=True, slots=True)
class Change:
    """A file that a run would write or remove.

    Attributes:
        file: path relative to the package.
        reason: missing, changed, edited (by somebody else) or removed.
    """

    file: str
    reason: str


def changes(package: Package) -> list[Change]:
    """The files that differ, sorted; empty if the package on disk is fresh."""
    before = package.old.files if package.old else {}
    after = package.manifest.files
    found = {name: "new" for name in after.keys() - before.keys()}
    found |= {name: "no longer generated" for name in before.keys() - after.keys()}
    for name in before.keys() & after.keys():
        if before[name] != after[name]:
            found[name] = "changed"
    for name, reason in stale_files(package.folder, package.old).items():
        found.setdefault(name, f"{reason} since it was generated")
    return [Change(name, found[name]) for name in sorted(found)]


def as_diff(package: Package, found: Iterable[Change]) -> Iterator[str]:
    """The changes as a unified diff, from what is on disk to what should be."""
    for change in found:
        path = package.folder / change.file
        try:
            before = path.read_text(encoding="utf-8").splitlines(keepends=True)
        except OSError:
            before = []
        after = package.files.get(change.file, "").splitlines(keepends=True)
        name = path.as_posix()
        yield from difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", n=3)
