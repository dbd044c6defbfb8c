"""What differs between a package on disk and the package as it should be."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from regen.manifest import FILE_NAME, stale_files

if TYPE_CHECKING:
    from regen.pipeline import Package


class Change(Struct, frozen=True):
    """A file that a run would write or remove.

    Attributes:
        file: path relative to the package.
        reason: new, changed, no longer generated, or missing or edited since it was
            generated.
    """

    file: str
    reason: str


def changes(package: Package) -> tuple[Change, ...]:
    """The files that differ, sorted; empty if a run would write nothing.

    The manifest changes with any of them, so that it is named only where it is all
    that changes: the inputs are others and the code stays.
    """
    before = package.old.files if package.old else {}
    after = package.manifest.files
    found = dict.fromkeys(after.keys() - before.keys(), "new")
    found |= dict.fromkeys(before.keys() - after.keys(), "no longer generated")
    for name in before.keys() & after.keys():
        if before[name] != after[name]:
            found[name] = "changed"
    stale = stale_files(package.folder, package.old)
    for name, reason in stale.items():
        found.setdefault(name, f"{reason} since it was generated")
    if not found and package.manifest != package.old:
        found[FILE_NAME] = "changed"
    return tuple(Change(name, found[name]) for name in sorted(found))


def summary(found: Iterable[Change]) -> str:
    """How many files changed for which reason: `1 changed, 2 new`."""
    counts = Counter(change.reason for change in found)
    return ", ".join(f"{count} {reason}" for reason, count in sorted(counts.items()))


def as_diff(package: Package, found: Iterable[Change]) -> str:
    """The changes as a unified diff, from what is on disk to what should be."""
    return "".join(_diff(package, change.file) for change in found)


def _diff(package: Package, file: str) -> str:
    path = package.folder / file
    try:
        before = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        before = ""
    after = package.files.get(file, "")
    if file == FILE_NAME:
        after = package.manifest.dump()
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{path.as_posix()}",
        f"b/{path.as_posix()}",
    )
    return "".join(lines)
