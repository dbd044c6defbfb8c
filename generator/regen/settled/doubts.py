"""Doubts put to black: many statements in one module, each behind a mark of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import STEP, Doubt

_MARK = re.compile(r"^regen_doubt_\d+ = 0\n", re.MULTILINE)


def as_module(doubts: Sequence[Doubt]) -> str:
    """A module that holds every doubt at its indentation."""
    return "".join(
        f"regen_doubt_{number} = 0\n\n\n{_framed(doubt)}\n\n"
        for number, doubt in enumerate(doubts)
    )


def _framed(doubt: Doubt) -> str:
    """The statement in as many blocks as its indentation asks for.

    A decorator is given its function, a head its block.
    """
    indent, statement = doubt
    frame = [" " * at + "if frame:" for at in range(0, indent, STEP)]
    pad = " " * indent
    if frame and statement[0].startswith('"""', indent):
        frame[-1] = frame[-1].replace("if frame", "class Frame")
    lines = [*frame, *statement]
    if statement[0][indent] == "@":
        lines += [f"{pad}def frame() -> None:", f"{pad}    pass"]
    elif statement[-1].endswith(":"):
        lines.append(f"{pad}    pass")
    return "\n".join(lines) + "\n"


def unchanged(doubts: Sequence[Doubt], formatted: str) -> list[bool]:
    """Which doubts black left alone.

    Args:
        formatted: `as_module(doubts)` as black writes it.
    """
    _, *parts = _MARK.split(formatted)
    if len(parts) != len(doubts):
        return [False] * len(doubts)
    return [
        part.strip("\n") == _framed(doubt).strip("\n")
        for part, doubt in zip(parts, doubts, strict=True)
    ]
