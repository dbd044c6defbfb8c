"""Findings as text for people and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from regen.diagnostics import Diagnostic, Location

EXCERPT_WIDTH = 100
"""Columns of the source line that an excerpt shows."""

GUTTER = 6
"""Columns for the number of the line."""


def as_text(diagnostic: Diagnostic) -> str:
    """`file:line:column: error[code]: message`, an excerpt and a hint."""
    place = f"{diagnostic.location}: " if diagnostic.location else ""
    head = f"{place}{diagnostic.level.value}[{diagnostic.code}]: {diagnostic.message}"
    lines = [_paragraph(head)]
    if diagnostic.location:
        if diagnostic.location.pointer:
            lines.append(f"  at #{plain(diagnostic.location.pointer)}")
        lines += _excerpt(diagnostic.location)
    if diagnostic.hint:
        lines.append(_paragraph(f"  hint: {diagnostic.hint}"))
    return "\n".join(lines)


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """One object a finding; a key with nothing to say is left out."""
    return [_object(diagnostic) for diagnostic in diagnostics]


def plain(text: str) -> str:
    """One line without characters that could steer a terminal."""
    return "".join(
        c if c.isprintable() else " " if c in "\t\n" else "\N{REPLACEMENT CHARACTER}"
        for c in text
    )


def _paragraph(text: str) -> str:
    """Its lines; only the first starts at the margin, where a finding starts."""
    return "\n    ".join(plain(line) for line in text.split("\n"))


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
            value["line"] = place.line
            if place.column:
                value["column"] = place.column
    if diagnostic.hint:
        value["hint"] = diagnostic.hint
    return value


def _excerpt(location: Location) -> list[str]:
    """The line itself and a mark under the column; empty if it cannot be read."""
    line = _line(location) if location.line else ""
    start = max(0, location.column - EXCERPT_WIDTH // 2)
    text = plain(line.rstrip()[start : start + EXCERPT_WIDTH])
    if not text:
        return []
    excerpt = [f"{location.line:>{GUTTER}} | {text}"]
    if location.column:
        indent = " " * (location.column - 1 - start)
        excerpt.append(f"{'':>{GUTTER}} | {indent}^")
    return excerpt


def _line(location: Location) -> str:
    """The line of the file; empty if it cannot be read, as from a URL."""
    try:
        with Path(location.file).open(encoding="utf-8-sig", errors="replace") as file:
            return next((t for n, t in enumerate(file, 1) if n == location.line), "")
    except (OSError, ValueError):
        return ""
