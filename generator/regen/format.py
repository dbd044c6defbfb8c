"""Formatting with black, which is asked only about what it might change."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from regen.settled import Doubt, as_module, examine, unchanged

if TYPE_CHECKING:
    from black.mode import Mode

LINES_PER_WORKER = 5_000
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


Questions: TypeAlias = dict[str, list[Doubt] | None]
"""Path of a file about which black is to be asked -> the statements that are in doubt,
or `None` for the whole file.
"""


def open_questions(files: Mapping[str, str], before: Mapping[str, str]) -> Questions:
    """What black has to be asked.

    Text that black is known to leave alone is not given to it: 0.2 s in place of 3.6 s
    for 39,000 lines. Of the rest, single statements are in doubt, or whole files.

    Args:
        files: path -> text.
        before: the same of an earlier run, as black left them: what stood there is not
            in doubt again.
    """
    found = {
        path: _doubts(text, before.get(path, ""))
        for path, text in files.items()
        if path.endswith(".py") and text != before.get(path)
    }
    return {path: doubts for path, doubts in found.items() if doubts != []}


def settled(files: Mapping[str, str], questions: Questions) -> dict[str, str]:
    """Every `.py` file as black writes it; other files pass as they are.

    Statements in doubt are put to black together, and a file goes to black as a whole
    only if one of them would change. The same paths in the same order.
    """
    known = _answers({doubt for asked in questions.values() for doubt in asked or ()})
    changed = {
        path: files[path]
        for path, asked in questions.items()
        if asked is None or not all(known[doubt] for doubt in asked)
    }
    done = _format_all(changed)
    return {path: done.get(path, text) for path, text in files.items()}


def _doubts(text: str, before: str) -> list[Doubt] | None:
    """What black is to be asked about; `None` if about the whole text."""
    doubts = examine(text)
    if not doubts or not before:
        return doubts
    known = set(examine(before) or ())
    return [doubt for doubt in doubts if doubt not in known]


def _answers(doubts: set[Doubt]) -> dict[Doubt, bool]:
    """Whether black leaves each statement alone."""
    if not doubts:
        return {}
    from black.parsing import InvalidInput

    ordered = sorted(doubts)
    try:
        formatted = format_text(as_module(ordered))
    except InvalidInput:  # one of them is no statement: the file tells which, and where
        return dict.fromkeys(ordered, False)
    return dict(zip(ordered, unchanged(ordered, formatted), strict=True))


def _format_all(files: Mapping[str, str]) -> dict[str, str]:
    """Format files as a whole, in this process or in a few."""
    texts: Sequence[str] = list(files.values())
    lines = sum(text.count("\n") for text in texts)
    workers = min(os.cpu_count() or 1, len(texts), 1 + lines // LINES_PER_WORKER)
    if workers <= 1:
        return dict(zip(files, map(format_text, texts), strict=True))
    # Hardly ever needed, and 30 ms to import.
    from concurrent.futures import ProcessPoolExecutor

    _mode()
    with ProcessPoolExecutor(workers) as pool:
        chunk = max(1, len(texts) // (workers * 4))
        formatted = pool.map(format_text, texts, chunksize=chunk)
        return dict(zip(files, formatted, strict=True))
