"""Changes as text, as Markdown and as JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from regen.diagnostics import Location, plain

from .change import Change, Severity, step

_TITLES = {
    Severity.BREAKING: "Breaking",
    Severity.COMPATIBLE: "New or more tolerant",
    Severity.INTERNAL: "Not seen by callers",
}
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def as_text(changes: Sequence[Change]) -> str:
    """For a terminal: one line a change, with its place, under the step."""
    lines = [_summary(changes)]
    for title, group in _grouped(changes):
        lines += ["", f"{title}:"]
        lines += (plain(f"  {c.subject} {c.message}{_place(c)}") for c in group)
    return "\n".join(lines)


def as_markdown(changes: Sequence[Change]) -> str:
    """For a pull request or a changelog."""
    lines = [f"**{_summary(changes)}**"]
    for title, group in _grouped(changes):
        lines += ["", f"### {title}", ""]
        lines += (
            f"- {_code(c.subject)} {_escaped(c.message)}{_where(c)}" for c in group
        )
    return "\n".join(lines)


def as_json(
    changes: Sequence[Change], diagnostics: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """For machines: a plain JSON value; keys and kinds are added, never changed.

    Args:
        diagnostics: findings in both documents as plain JSON values.
    """
    counts = Counter(change.severity for change in changes)
    return {
        "step": step(changes).value,
        "counts": {grade.value: counts[grade] for grade in Severity},
        "changes": [_object(change) for change in changes],
        "diagnostics": list(diagnostics),
    }


def _summary(changes: Sequence[Change]) -> str:
    counts = Counter(change.severity for change in changes)
    numbers = ", ".join(f"{counts[grade]} {grade.value}" for grade in Severity)
    return f"{step(changes).value}: {numbers}"


def _grouped(
    changes: Iterable[Change],
) -> Iterator[tuple[str, list[Change]]]:
    groups: dict[Severity, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.severity, []).append(change)
    for grade, title in _TITLES.items():
        if grade in groups:
            yield title, groups[grade]


def _place(change: Change) -> str:
    place = change.new or change.old
    return f" [{_line(place)}]" if place else ""


def _where(change: Change) -> str:
    place = change.new or change.old
    return f" ({_code(_line(place))})" if place else ""


def _line(place: Location) -> str:
    return f"{place.file}:{place.line}" if place.line else place.file


def _code(text: str) -> str:
    """A code span that its text cannot leave."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{plain(text)}{pad}{fence}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is, whatever a document put into it."""
    return _MARKUP.sub(r"\\\1", plain(text))


def _object(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "severity": change.severity.value,
        "subject": change.subject,
        "message": change.message,
        "old": _position(change.old),
        "new": _position(change.new),
    }


def _position(place: Location | None) -> dict[str, Any] | None:
    if place is None:
        return None
    value: dict[str, Any] = {"file": place.file, "pointer": place.pointer}
    if place.line:
        value |= {"line": place.line, "column": place.column}
    return value
