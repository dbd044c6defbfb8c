"""A document that is read on another core while this process goes on importing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from regen.aside import Aside
from regen.diagnostics import RegenError

from .document import Position, SourceFile
from .load import load_file, read

LARGE = 100_000
"""Bytes from which on it takes longer to read a document than to start a process."""


class Ahead:
    """Reads what `load.read` reads, from now on."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Start to read, if there is one document and it is a large one."""
        self._paths = paths
        self._aside: Aside[tuple[str, Any]] | None = None
        if len(paths) == 1 and _size(paths[0]) >= LARGE:
            self._aside = Aside(partial(_plain, paths[0]))

    def read(self) -> list[SourceFile]:
        """The documents.

        Raises:
            RegenError: as `load.read`.
        """
        found = self._aside.result() if self._aside else None
        if found is None:
            return read(self._paths)
        path = self._paths[0]
        digest, root = found
        locate = partial(_position, path)
        return [SourceFile(str(path), digest, root, locate, str(path.resolve()))]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # whoever reads it tells what is wrong
        return 0


def _plain(path: Path) -> tuple[str, Any]:
    file = load_file(path)
    return file.digest, file.root


def _position(path: Path, pointer: str) -> Position:
    """Where a finding is; only then is the document read here, too."""
    file = _here(path)
    return file.locate(pointer) if file else (1, 1)


@cache
def _here(path: Path) -> SourceFile | None:
    try:
        return load_file(path)
    except RegenError:  # it was changed in the meantime
        return None
