"""Reads documents of a revision of git: `main:openapi.yaml`, as `git show` takes them.

All documents of the revision are there, so that references to other files of it resolve
as they did.
"""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from regen.diagnostics import Diagnostic, Location, error

_SUFFIXES = frozenset((".yaml", ".yml", ".json", ".md", ".markdown"))


class Source(NamedTuple):
    """Where a document of a comparison is read from.

    Attributes:
        path: of the document.
        folder: what references must stay in; `None` for a file that is no revision's.
        revision: the revision that the folder holds, or empty.
    """

    path: Path
    folder: Path | None = None
    revision: str = ""

    def location(self, place: Location) -> Location:
        """A place as the user would name it."""
        if self.folder is None or not Path(place.file).is_relative_to(self.folder):
            return place
        path = Path(place.file).relative_to(self.folder).as_posix()
        return place._replace(file=f"{self.revision}:{path}")

    def located(self, find: Callable[[str], Location]) -> Callable[[str], Location]:
        """JSON pointer -> place as the user would name it."""
        return lambda pointer: self.location(find(pointer))

    def renamed(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The diagnostics at such places."""
        return tuple(
            item._replace(location=item.location and self.location(item.location))
            for item in found
        )


@contextmanager
def source(document: str) -> Generator[Source]:
    """The document at a path, or of a revision of the repository here.

    Raises:
        RegenError: git knows no such revision, or no such file in it.
    """
    revision, colon, name = document.partition(":")
    if not colon or "://" in document or Path(document).exists():
        yield Source(Path(document))
        return
    with TemporaryDirectory() as place:
        folder = Path(place).resolve()
        _extract(revision, folder)
        path = folder / _from_root(name)
        if not path.is_file():
            message = f"{revision} has no file {name}"
            raise error("unknown-revision", message, hint=_HINT)
        yield Source(path, folder, revision)


_HINT = "as in `main:specs/openapi.yaml`: a revision, and the path from its root"


def _from_root(name: str) -> str:
    """The path from the root of the repository; `./x` is seen from this folder."""
    if not name.startswith(("./", "../")):
        return name
    here = _git("rev-parse", "--show-prefix").decode().strip()
    parts: list[str] = []
    for part in PurePosixPath(here, name).parts:
        if part == "..":
            parts = parts[:-1]
        else:
            parts.append(part)
    return "/".join(parts)


def _extract(revision: str, folder: Path) -> None:
    """Write the documents of a revision into a folder."""
    top = _git("rev-parse", "--show-toplevel").decode().strip()
    commit = _git("rev-parse", "--verify", "--end-of-options", f"{revision}^{{tree}}")
    archive = folder / ".tar"
    archive.write_bytes(_git("-C", top, "archive", commit.decode().strip()))
    with tarfile.open(archive) as packed:
        for member in packed:
            if member.isfile() and PurePosixPath(member.name).suffix in _SUFFIXES:
                packed.extract(member, folder, filter="data")
    archive.unlink()


def _git(*arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except OSError:
        raise error("unknown-revision", "git is not installed", hint=_HINT) from None
    if done.returncode:
        message = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise error("unknown-revision", f"git: {message}", hint=_HINT)
    return done.stdout
