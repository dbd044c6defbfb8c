"""Formatting with black, in this process or in a few."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from black.mode import Mode

LINES_PER_WORKER = 2_000
"""A worker process pays for itself from about this many lines on."""


@cache
def _mode() -> Mode:
    """Black's stable style as of the pinned version; user settings do not count."""
    from black.mode import Mode, TargetVersion

    return Mode(target_versions={TargetVersion.PY311}, line_length=88)


def format_text(text: str) -> str:
    """One Python module as black writes it.

    Raises:
        black.InvalidInput: the text is not Python, which is an error of regen's own.
    """
    from black import format_str

    return format_str(text, mode=_mode())


def format_files(files: Mapping[str, str]) -> dict[str, str]:
    """Format every `.py` file; other files pass as they are.

    Args:
        files: path -> text.

    Returns:
        The same paths in the same order.
    """
    python = [path for path in files if path.endswith(".py")]
    lines = sum(files[path].count("\n") for path in python)
    workers = min(os.cpu_count() or 1, 1 + lines // LINES_PER_WORKER)
    texts = [files[path] for path in python]
    if workers == 1:
        done = dict(zip(python, map(format_text, texts), strict=True))
    else:
        _mode()
        with ProcessPoolExecutor(workers) as pool:
            chunk = max(1, len(texts) // (workers * 4))
            formatted = pool.map(format_text, texts, chunksize=chunk)
            done = dict(zip(python, formatted, strict=True))
    return {path: done.get(path, text) for path, text in files.items()}
