"""Two folders change places in one step of the file system."""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


def exchange(new: Path, current: Path) -> None:
    """Put `new` in the place of `current`, and `current` in the place of `new`.

    One step on Linux and macOS. Where the system has no such step, two renames, which
    are undone if the second fails.

    Raises:
        OSError: the file system refuses; nothing has changed.
    """
    if not current.exists():
        new.rename(current)
    elif not _exchange_at_once(new, current):
        _exchange_in_steps(new, current)


def _exchange_at_once(new: Path, current: Path) -> bool:
    source, target = os.fsencode(new), os.fsencode(current)
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            done = libc.renameat2(
                _AT_FDCWD, source, _AT_FDCWD, target, _RENAME_EXCHANGE
            )
            return bool(done == 0)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(source, target, _RENAME_SWAP) == 0)
    return False


def _exchange_in_steps(new: Path, current: Path) -> None:
    aside = Path(tempfile.mkdtemp(prefix=f".{current.name}.", dir=current.parent))
    old = aside / "old"
    try:
        current.rename(old)
        try:
            new.rename(current)
        except OSError:
            old.rename(current)
            raise
        old.rename(new)
    finally:
        aside.rmdir()
