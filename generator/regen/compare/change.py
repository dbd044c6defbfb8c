"""The changes that a comparison finds; as values, text, Markdown and JSON."""

from __future__ import annotations

import enum
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from regen.diagnostics import Location, plain


class Severity(enum.Enum):
    """The effect of a change on code that uses the package."""

    BREAKING = "breaking"
    """Code that works and type-checks today may not tomorrow."""
    COMPATIBLE = "compatible"
    """There is something new, or something accepts more than it did."""
    INTERNAL = "internal"
    """Nothing to see from outside: another path, another URL."""


class Step(enum.Enum):
    """The part of the version that a release has to raise (Semantic Versioning 2.0)."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


_STEPS = {
    Severity.BREAKING: Step.MAJOR,
    Severity.COMPATIBLE: Step.MINOR,
    Severity.INTERNAL: Step.PATCH,
}


class Change(Struct, frozen=True):
    """One difference between two packages.

    Attributes:
        kind: what happened to what, as `argument-removed`; stable.
        subject: the Python name, relative to the package: `models.Pet.name`,
            `operations.pets.list_pets(limit)`.
        message: what changed, and for whom.
        old: the place in the old document; `None` for what is new.
        new: the place in the new document; `None` for what is gone.
    """

    kind: str
    severity: Severity
    subject: str
    message: str
    old: Location | None = None
    new: Location | None = None


def step(changes: Iterable[Change]) -> Step:
    """The step that the gravest of the changes asks for."""
    found = {change.severity for change in changes}
    return next((_STEPS[grade] for grade in Severity if grade in found), Step.NONE)


class Pair(Struct, frozen=True):
    """The same thing in both packages, for the changes that it yields.

    Attributes:
        subject: the Python name of the thing.
        old: JSON pointer in the old document; `None` if it has no place there.
        new: JSON pointer in the new document; `None` if it has no place there.
    """

    subject: str
    old: str | None = None
    new: str | None = None

    def part(self, suffix: str, old: str | None, new: str | None) -> Pair:
        """Something inside it."""
        return Pair(self.subject + suffix, old, new)

    def breaking(self, kind: str, message: str) -> Change:
        """A change that breaks callers."""
        return self._change(kind, Severity.BREAKING, message)

    def compatible(self, kind: str, message: str) -> Change:
        """A change that callers need not care about, but may use."""
        return self._change(kind, Severity.COMPATIBLE, message)

    def internal(self, kind: str, message: str) -> Change:
        """A change that callers do not see."""
        return self._change(kind, Severity.INTERNAL, message)

    def _change(self, kind: str, severity: Severity, message: str) -> Change:
        old, new = (
            None if pointer is None else Location("", pointer=pointer)
            for pointer in (self.old, self.new)
        )
        return Change(kind, severity, self.subject, message, old, new)


_TITLES = {
    Severity.BREAKING: "Breaking",
    Severity.COMPATIBLE: "New or more tolerant",
    Severity.INTERNAL: "Not seen by callers",
}
_IMPORTED = frozenset(
    ["function", "model", "enum", "alias", "security", "server", "webhook"]
)
_MOST_GONE = 10
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def in_words(changes: Sequence[Change], form: str) -> str:
    """The changes as Markdown, or as text."""
    return as_markdown(changes) if form == "markdown" else as_text(changes)


def as_text(changes: Sequence[Change]) -> str:
    """For a terminal: what is gone, then all changes by operation and model.

    A line a change, with its place: of one document for each side, the line suffices.
    """
    lines = [_summary(changes), *(f"  {plain(line)}" for line in _gone(changes))]
    files = _files(changes)
    for title, groups in _grouped(changes):
        lines += ["", f"{title}:"]
        for subject, group in groups.items():
            own = [(c.subject.removeprefix(subject), c) for c in group]
            if len(own) > 1:
                lines.append(plain(f"  {subject}"))
            for part, change in own:
                name = f"    {part}".rstrip() if len(own) > 1 else f"  {change.subject}"
                text = f"{name or '   '} {change.message}{_place(change, files)}"
                lines.append(plain(text))
    return "\n".join(lines)


def as_markdown(changes: Sequence[Change]) -> str:
    """The same for a pull request or a changelog."""
    lines = [f"**{_summary(changes)}**"]
    if gone := _gone(changes):
        lines += ["", *(f"- {_escaped(line)}" for line in gone)]
    files = _files(changes)
    for title, groups in _grouped(changes):
        lines += ["", f"### {title}", ""]
        for subject, group in groups.items():
            own = [(c.subject.removeprefix(subject), c) for c in group]
            if len(own) > 1:
                lines.append(f"- {_code(subject)}")
            for part, change in own:
                margin, name = ("  ", part) if len(own) > 1 else ("", change.subject)
                text = f"{_code(name)} " if name else ""
                text += f"{_escaped(change.message)}{_escaped(_place(change, files))}"
                lines.append(f"{margin}- {text}")
    return "\n".join(lines)


def as_json(
    changes: Sequence[Change], diagnostics: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """For machines: a plain JSON value; keys and kinds are added, never changed.

    Args:
        diagnostics: of both documents, as plain JSON values.
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


def _gone(changes: Iterable[Change]) -> list[str]:
    """What callers cannot import any more, by kind: `2 functions are gone: ...`."""
    found: dict[str, list[str]] = {}
    for change in changes:
        kind, _, what = change.kind.rpartition("-")
        if what == "removed" and kind in _IMPORTED:
            found.setdefault(kind, []).append(change.subject.rpartition(".")[2])
    lines = []
    for kind, names in found.items():
        count = f"1 {kind} is" if len(names) == 1 else f"{len(names)} {kind}s are"
        more = f" and {len(names) - _MOST_GONE} more" if len(names) > _MOST_GONE else ""
        lines.append(f"{count} gone: {', '.join(names[:_MOST_GONE])}{more}")
    return lines


def _grouped(
    changes: Iterable[Change],
) -> Iterator[tuple[str, dict[str, list[Change]]]]:
    """The changes by severity, then by operation or model."""
    for grade, title in _TITLES.items():
        groups: dict[str, list[Change]] = {}
        for change in changes:
            if change.severity is grade:
                groups.setdefault(_owner(change.subject), []).append(change)
        if groups:
            yield title, groups


def _owner(subject: str) -> str:
    """The operation or the class that a subject belongs to."""
    head, *parts = subject.partition("(")[0].split(".")
    return ".".join([head, *parts[: 2 if head == "operations" else 1]])


def _files(changes: Iterable[Change]) -> dict[str, str]:
    """How the files of the places are shown; none if each document has but one.

    Absolute paths are shown from the folder that they share.
    """
    old = {change.old.file for change in changes if change.old}
    new = {change.new.file for change in changes if change.new}
    if len(old) < 2 and len(new) < 2:
        return {}
    files = old | new
    if not all(map(os.path.isabs, files)):
        return {file: file for file in files}
    folder = os.path.commonpath([Path(file).parent for file in files])
    return {file: Path(file).relative_to(folder).as_posix() for file in files}


def _place(change: Change, files: Mapping[str, str]) -> str:
    """` [new:7]`, or with the file where documents have several."""
    place = change.new or change.old
    if place is None:
        return ""
    side = "new" if change.new else "old"
    if place.file in files or not place.line:
        return f" [{_line(place._replace(file=files.get(place.file, place.file)))}]"
    return f" [{side}:{place.line}]"


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
