"""A document that is read on other cores while this process goes on importing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from regen.aside import Aside
from regen.diagnostics import RegenError

from . import yaml_nodes
from .document import Position, SourceFile
from .halves import halves, whole
from .load import decode, load_bytes, load_file, read

LARGE = 100_000
"""Bytes from which on it takes longer to read a document than to start a process."""

_YAML = frozenset({".yaml", ".yml"})


class Ahead:
    """Reads what `load.read` reads, from now on."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Start to read, if there is one document and it is a large one."""
        self._paths = paths
        self._digest = ""
        self._parts: list[Aside[Any]] = []
        data = _data(paths[0]) if len(paths) == 1 else b""
        if len(data) >= LARGE:
            self._digest = hashlib.sha256(data).hexdigest()
            self._parts = _started(data, paths[0])

    def read(self) -> list[SourceFile]:
        """The documents.

        Raises:
            RegenError: as `load.read`.
        """
        found = [part.result() for part in self._parts]
        root = whole(*found) if len(found) == 2 else next(iter(found), None)
        if root is None:
            return read(self._paths)
        path = self._paths[0]
        locate = partial(_position, path)
        return [SourceFile(str(path), self._digest, root, locate, str(path.resolve()))]


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # whoever reads it tells what is wrong
        return b""


def _started(data: bytes, path: Path) -> list[Aside[Any]]:
    """One process that reads the document, or one for each of its halves."""
    parts = None
    if path.suffix.lower() in _YAML and not data.lstrip().startswith((b"{", b"[")):
        try:
            parts = halves(decode(data, str(path)))
        except RegenError:  # which the process that reads the whole meets as well
            parts = None
    if parts is None:
        return [Aside(partial(_root, data, path))]
    return [Aside(partial(_half, text, path)) for text in parts]


def _root(data: bytes, path: Path) -> Any:
    return load_bytes(data, str(path), str(path.resolve())).root


def _half(text: str, path: Path) -> Any:
    return yaml_nodes.build(yaml_nodes.compose(text, str(path)), str(path), text)


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
