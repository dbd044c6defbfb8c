"""Diagnostics: where something is wrong, what, and what to do; as text and JSON."""

from __future__ import annotations

import enum
import json
import os
import re
import sys
import urllib.parse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from regen import __version__, installed_or_beside

EXCERPT_WIDTH = 100
"""Columns of the source line that an excerpt shows."""

MAX_PLACES = 3
"""Further places of a fact that are shown to a person."""

GUTTER = 6
"""Columns for the number of the line."""


class Level(enum.Enum):
    """How much a diagnostic matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Location(NamedTuple):
    """A place in an input file.

    Attributes:
        file: path as the user named it.
        line: counted from 1; 0 if the place has no line.
        column: counted from 1; 0 if the place has no column.
        pointer: JSON pointer in that file (RFC 6901), without `#`.
    """

    file: str
    line: int = 0
    column: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.line:
            place.append(str(self.line))
            if self.column:
                place.append(str(self.column))
        return ":".join(place)


class Diagnostic(NamedTuple):
    """An error, a warning or a remark about an input.

    Attributes:
        code: a short, stable name of its kind, as `dangling-reference`.
        location: `None` if no place in a file is to blame.
        hint: what to do about it, or empty.
        more: further places of the same fact, see `grouped`.
    """

    level: Level
    code: str
    message: str
    location: Location | None = None
    hint: str = ""
    more: tuple[Location, ...] = ()


class RegenError(Exception):
    """Errors in the input, or around it; nothing is written.

    Attributes:
        diagnostics: at least one, of level ERROR.
        exit_code: 2 the document or the configuration is wrong, 3 a construct is not
            supported.
    """

    def __init__(
        self, diagnostics: Diagnostic | Iterable[Diagnostic], exit_code: int = 2
    ) -> None:
        if isinstance(diagnostics, Diagnostic):
            diagnostics = (diagnostics,)
        self.diagnostics = tuple(diagnostics)
        self.exit_code = exit_code
        super().__init__("\n".join(d.message for d in self.diagnostics))


def error(
    code: str, message: str, location: Location | None = None, hint: str = ""
) -> RegenError:
    """A `RegenError` of one diagnostic, with exit code 2."""
    return RegenError(Diagnostic(Level.ERROR, code, message, location, hint))


def grouped(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each fact once, with all of its places, in the order of the first ones."""
    facts: dict[tuple[Any, ...], list[Diagnostic]] = {}
    for item in diagnostics:
        fact = item.level, item.code, item.message, item.hint
        facts.setdefault(fact, []).append(item)
    return tuple(
        first._replace(more=(*first.more, *_places(rest)))
        for first, *rest in facts.values()
    )


def _places(diagnostics: Iterable[Diagnostic]) -> Iterator[Location]:
    for item in diagnostics:
        if item.location is not None:
            yield item.location
        yield from item.more


_COLOURS = {Level.ERROR: 31, Level.WARNING: 33, Level.INFO: 36}
"""The numbers of ANSI colours: red, yellow, cyan."""


def as_text(diagnostic: Diagnostic, *, colour: bool = False) -> str:
    """`file:line:column: error[code]: message`, an excerpt and a hint."""

    def painted(text: str) -> str:
        number = _COLOURS[diagnostic.level]
        return f"\033[1;{number}m{text}\033[0m" if colour else text

    place = f"{plain(str(diagnostic.location))}: " if diagnostic.location else ""
    kind = painted(f"{diagnostic.level.value}[{plain(diagnostic.code)}]")
    lines = [f"{place}{kind}: {_paragraph(diagnostic.message)}"]
    if diagnostic.location:
        if diagnostic.location.pointer:
            lines.append(f"  at #{plain(diagnostic.location.pointer)}")
        source, *mark = _excerpt(diagnostic.location) or [""]
        lines += [source, *map(painted, mark)] if source else []
    if diagnostic.more:
        shown = ", ".join(plain(str(place)) for place in diagnostic.more[:MAX_PLACES])
        rest = len(diagnostic.more) - MAX_PLACES
        more = f" and {rest:,} more place{'s' if rest > 1 else ''}" if rest > 0 else ""
        lines.append(f"  also at {shown}{more}")
    if diagnostic.hint:
        lines.append(_paragraph(f"  hint: {diagnostic.hint}"))
    return "\n".join(lines)


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """One object a diagnostic; a key with nothing to say is left out."""
    return [_object(diagnostic) for diagnostic in diagnostics]


def as_github(diagnostic: Diagnostic) -> str:
    """A command of GitHub's workflows, which shows it beside the line."""
    place = diagnostic.location or Location("")
    level = {Level.INFO: "notice"}.get(diagnostic.level, diagnostic.level.value)
    values = {"file": _from_checkout(place.file), "line": place.line}
    values |= {"col": place.column, "title": diagnostic.code}
    properties = ",".join(
        f"{k}={_escaped(str(v), ',:')}" for k, v in values.items() if v
    )
    text = "\n".join(filter(None, (diagnostic.message, diagnostic.hint)))
    return f"::{level} {properties}::{_escaped(text)}"


def explanations() -> dict[str, str]:
    """Code -> what the documentation says of it, for each code that regen has."""
    page = installed_or_beside("diagnostics.md", "docs").read_text(encoding="utf-8")
    sections = re.split(r"^#{2,3} ", page, flags=re.MULTILINE)
    parts = (section.partition("\n") for section in sections)
    return {title: text.strip() for title, _, text in parts if _CODE.fullmatch(title)}


_CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


def as_sarif(diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """A log of SARIF 2.1.0 with one run."""
    results = list(map(_sarif_result, diagnostics))
    texts = explanations() if results else {}
    codes = sorted({str(result["ruleId"]) for result in results})
    rules = [{"id": code, "fullDescription": {"text": texts[code]}} for code in codes]
    driver = {"name": "regen", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }


def _sarif_result(item: Diagnostic) -> dict[str, Any]:
    text = "\n".join(filter(None, (item.message, item.hint)))
    found: dict[str, Any] = {
        "ruleId": item.code,
        "level": "note" if item.level is Level.INFO else item.level.value,
        "message": {"text": text},
        "locations": [_sarif_place(item.location)] if item.location else [],
    }
    if item.more:
        found["relatedLocations"] = list(map(_sarif_place, item.more))
    return found


def _sarif_place(location: Location) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(location.file)}}
    if location.line:
        place["region"] = {"startLine": location.line}
        if location.column:
            place["region"]["startColumn"] = location.column
    return {"physicalLocation": place}


def _uri(file: str) -> str:
    path = Path(_from_checkout(file))
    if "://" in file:
        return file
    if path.is_absolute():
        return path.as_uri()
    return urllib.parse.quote(os.fsencode(path.as_posix()))


def _from_checkout(file: str) -> str:
    """The path as GitHub reads it: from the root of what a workflow checked out."""
    checkout = os.environ.get("GITHUB_WORKSPACE", "")
    if not checkout or not file or "://" in file:
        return file
    path = Path(os.path.normpath(Path.cwd() / file))
    return str(path.relative_to(checkout) if path.is_relative_to(checkout) else path)


def plain(text: str) -> str:
    """One line without characters that could steer a terminal."""
    return "".join(
        c if c.isprintable() else " " if c in "\t\n" else "\N{REPLACEMENT CHARACTER}"
        for c in text
    )


def _paragraph(text: str) -> str:
    """Its lines; only the first starts at the margin, where a diagnostic starts."""
    return "\n    ".join(plain(line) for line in text.split("\n"))


def _object(diagnostic: Diagnostic) -> dict[str, Any]:
    value: dict[str, Any] = {
        "level": diagnostic.level.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
    }
    if diagnostic.location:
        value |= _location(diagnostic.location)
    if diagnostic.more:
        value["more"] = [_location(place) for place in diagnostic.more]
    if diagnostic.hint:
        value["hint"] = diagnostic.hint
    return value


def _location(place: Location) -> dict[str, Any]:
    value: dict[str, Any] = {"file": place.file, "pointer": place.pointer}
    if place.line:
        value["line"] = place.line
        if place.column:
            value["column"] = place.column
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
    path = Path(location.file)
    try:
        if not path.is_file():  # a pipe, which would never end
            return ""
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return next((t for n, t in enumerate(file, 1) if n == location.line), "")
    except (OSError, ValueError):
        return ""


def print_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """Errors and warnings for people, on stderr."""
    colour = wants_colour(sys.stderr)
    for item in diagnostics:
        if item.level is not Level.INFO:
            print(as_text(item, colour=colour), file=sys.stderr)


def print_for_machines(diagnostics: Sequence[Diagnostic], form: str) -> None:
    """What formats of other programs show, on stdout; nothing for text and JSON."""
    if form == "github":
        for item in diagnostics:
            print(as_github(item))
    if form == "sarif":
        print_json(as_sarif(diagnostics))


def print_counts(diagnostics: Iterable[Diagnostic]) -> None:
    """How many errors and warnings there were, if there were several, on stderr.

    A person at a terminal is told where to read on.
    """
    counts = Counter(item.level.value for item in diagnostics)
    shown = {word: counts[word] for word in ("error", "warning") if counts[word]}
    if sum(shown.values()) > 1:
        parts = (f"{n} {word}{'s' if n > 1 else ''}" for word, n in shown.items())
        print(", ".join(parts), file=sys.stderr)
    if counts["error"] and sys.stderr.isatty():
        print("`regen explain CODE` says more about an error", file=sys.stderr)


def wants_colour(stream: TextIO) -> bool:
    """Whether to colour what goes to a stream: https://no-color.org."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def print_json(value: dict[str, Any]) -> None:
    """A plain JSON value on stdout."""
    print(json.dumps(value, indent=2))
