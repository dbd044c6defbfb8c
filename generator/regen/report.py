"""Findings as text for people and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from regen.diagnostics import Diagnostic, Location

EXCERPT_WIDTH = 100
"""Columns of the source line that an excerpt shows."""


def as_text(diagnostic: Diagnostic) -> str:
    """`file:line:column: error[code]: message`, an excerpt and a hint."""
    place = f"{diagnostic.location}: " if diagnostic.location else ""
    lines = [f"{place}{diagnostic.level.value}[{diagnostic.code}]: "]
    lines[0] += _plain(diagnostic.message)
    if diagnostic.location:
        if diagnostic.location.pointer:
            lines.append(f"  at #{_plain(diagnostic.location.pointer)}")
        lines += _excerpt(diagnostic.location)
    if diagnostic.hint:
        lines.append(f"  hint: {_plain(diagnostic.hint)}")
    return "\n".join(lines)


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """One object a finding; a key with nothing to say is left out."""
    return [_object(diagnostic) for diagnostic in diagnostics]


def _object(diagnostic: Diagnostic) -> dict[str, Any]:
    value: dict[str, Any] = {
        "level": diagnostic.level.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
    }
    if diagnostic.location:
        place = diagnostic.location
        value |= {"file": place.file, "pointer": place.pointer}
        if place.line:
            value |= {"line": place.line, "column": place.column}
    if diagnostic.hint:
        value["hint"] = diagnostic.hint
    return value


def _excerpt(location: Location) -> list[str]:
    """The line itself and a mark under the column; empty if it cannot be read."""
    if not location.line:
        return []
    try:
        with Path(location.file).open(encoding="utf-8", errors="replace") as file:
            line = next((t for n, t in enumerate(file, 1) if n == location.line), "")
    except OSError:
        return []
    start = max(0, location.column - EXCERPT_WIDTH // 2)
    text = _plain(line.rstrip()[start : start + EXCERPT_WIDTH])
    if not text:
        return []
    gutter = f"{location.line:>6} | "
    mark = [] if not location.column else [" " * (6) + " | " + _mark(location, start)]
    return [gutter + text, *mark]


def _mark(location: Location, start: int) -> str:
    return " " * (location.column - 1 - start) + "^"


def _plain(text: str) -> str:
    """Without characters that could steer a terminal."""
    return "".join(
        c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
