"""A document that is read on other cores while this process goes on importing.

Here stands what the process needs that does not read; a child imports the rest.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regen.aside import Aside
from regen.diagnostics import RegenError

from .halves import halves, whole

if TYPE_CHECKING:
    from .document import Position, SourceFile

LARGE = 100_000
"""Bytes from which on it takes longer to read a document than to start a process."""

_YAML = frozenset({".yaml", ".yml"})


class Ahead:
    """Reads what `load.read` reads, from now on."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Start to read, if there is one document and it is a large one."""
        self._paths = paths
        data = _data(paths[0]) if len(paths) == 1 else b""
        self._digest = ""
        self._reader: Aside[list[Any]] | None = None
        if len(data) >= LARGE:
            self._digest = hashlib.sha256(data).hexdigest()
            self._reader = Aside(partial(_read, data, paths[0]))

    def read(self) -> list[SourceFile]:
        """The documents.

        Raises:
            RegenError: as `load.read`.
        """
        from .document import SourceFile
        from .load import read

        found = self._reader.result() if self._reader else None
        root = _whole(*found) if found else None
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


def _read(data: bytes, path: Path) -> list[Any]:
    """What the child does: the value of the document; or, where its text can be read
    in halves, that of the first, and of the second as `marshal` writes it.
    """
    # Imported here, before it is forked again: its parent does without.
    from . import yaml_nodes  # noqa: F401

    parts = _halves(data, path)
    if parts is None:
        from .load import load_bytes

        return [load_bytes(data, str(path), str(path.resolve())).root]
    other = Aside(partial(_half, parts[1], path))
    return [_half(parts[0], path), other.data()]


def _halves(data: bytes, path: Path) -> tuple[str, str] | None:
    from .text import decode

    is_yaml = path.suffix.lower() in _YAML
    if not is_yaml or data.lstrip().startswith((b"{", b"[")):
        return None
    try:
        return halves(decode(data, str(path)))
    except RegenError:  # which reading the whole meets as well
        return None


def _half(text: str, path: Path) -> Any:
    from .yaml_nodes import build, compose

    return build(compose(text, str(path)), str(path), text)


def _whole(first: Any, *second: bytes) -> Any:
    """The value of what `_read` gives; `None` if a half is no document by itself."""
    if not second:
        return first
    return whole(first, marshal.loads(second[0])) if second[0] else None


def _position(path: Path, pointer: str) -> Position:
    """Where a finding is; only then is the document read here, too."""
    file = _here(path)
    return file.locate(pointer) if file else (1, 1)


@cache
def _here(path: Path) -> SourceFile | None:
    from .load import load_file

    try:
        return load_file(path)
    except RegenError:  # it was changed in the meantime
        return None
