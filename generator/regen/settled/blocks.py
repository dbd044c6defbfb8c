"""Files, blocks and blank lines, as black lays them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from . import brackets, docs
from .shapes import WIDTH, accepts, shape

STEP = 4
_ODD = re.compile(r"[^\S\n ]|[\x00-\x08\x0e-\x1f\x7f]")
"""Characters of which black, or Python, makes something of their own: tabs, form feeds,
carriage returns, the blanks and line ends that only Unicode knows."""
_HEADER = re.compile(r"# [A-Z][a-z][A-Za-z ,.]*")
_SCOPES = frozenset({"class", "def", "async", "@"})
_OPENERS = frozenset({"if", "for", "while", "with", "else:"})
_REFUSED = frozenset(
    {"elif", "try:", "except", "finally:", "match", "case", "async", "..."}
)
"""Words with rules that are not told here."""


Doubt: TypeAlias = tuple[int, tuple[str, ...]]
"""A statement about which black is to be asked: the columns that it is indented by, and
its lines as they are, the indentation included. A child can pass it on.
"""


class _Statement(Struct):
    """One logical line.

    Attributes:
        word: its first word; `@` for a decorator, `#` for a comment, `\"\"\"` for a
            docstring or another string in triple quotes.
        blank: blank lines before it.
    """

    word: str
    indent: int
    blank: int
    lines: list[str]

    @property
    def opens(self) -> bool:
        """Whether a block follows."""
        return self.lines[-1].endswith(":") and self.word not in ("#", docs.QUOTES)


class _Unknown(Exception):
    """The file has something that only black knows about."""


def examine(text: str) -> list[Doubt] | None:
    """What is in doubt about a file; `None` if that is all of it.

    Black leaves the file alone if, and only if, it leaves every doubt alone.
    """
    if not text:
        return []
    lines = text.split("\n")
    if (
        " \n" in text
        or _ODD.search(text)
        or lines.pop()
        or not lines[-1]
        or not lines[0]
    ):
        return None
    try:
        return _doubts(lines)
    except _Unknown:
        return None


def _doubts(lines: list[str]) -> list[Doubt]:
    doubts: list[Doubt] = []
    scopes: list[int] = []
    before: _Statement | None = None
    second: _Statement | None = None
    for statement in _statements(lines):
        _check_blank_lines(second, before, statement, scopes)
        if not _is_settled(before, statement):
            if statement.word in _REFUSED or before is None:
                raise _Unknown
            doubts.append((statement.indent, tuple(statement.lines)))
        second, before = before, statement
    if before is None or before.opens or before.word in "@#":
        raise _Unknown
    return doubts


def _statements(lines: list[str]) -> Iterator[_Statement]:
    at = blank = 0
    while at < len(lines):
        line = lines[at]
        if not line:
            blank += 1
            at += 1
            continue
        indent = len(line) - len(line.lstrip(" "))
        end = _end(lines, at, indent) + 1
        word = line[indent:].partition(" ")[0]
        if line[indent] in "@#":
            word = line[indent]
        elif line.startswith(docs.QUOTES, indent):
            word = docs.QUOTES
        yield _Statement(word, indent, blank, lines[at:end])
        at, blank = end, 0


def _end(lines: list[str], start: int, indent: int) -> int:
    """The last line of the statement that begins at `start`."""
    line = lines[start]
    quotes = line.count(docs.QUOTES)
    if quotes:
        if quotes == 2 and line.endswith(docs.QUOTES):
            return start
        if quotes > 1:
            raise _Unknown
        for at in range(start + 1, len(lines)):
            if docs.QUOTES in lines[at]:
                if lines[at].find(docs.QUOTES) == len(lines[at]) - 3:
                    return at
                break
        raise _Unknown
    if line[-1] in brackets.CLOSING:
        deeper = " " * (indent + STEP)
        for at in range(start + 1, len(lines)):
            if not lines[at].startswith(deeper):
                if lines[at].startswith(tuple(" " * indent + c for c in ")]}")):
                    return at
                break
        raise _Unknown
    if line[-1] == "\\":
        raise _Unknown
    return start


def _is_settled(before: _Statement | None, statement: _Statement) -> bool:
    """Whether black leaves the statement itself alone, as far as is known here."""
    lines, indent = statement.lines, statement.indent
    if statement.word == docs.QUOTES:
        if before is None or before.word in "#" or before.word in ("class", "def"):
            return docs.keeps(lines, indent)
        return len(lines[0]) <= WIDTH or len(lines) > 1
    if len(lines) > 1:
        return brackets.keeps(lines, indent)
    if statement.word == "#":
        return before is None and bool(_HEADER.fullmatch(lines[0]))
    return len(lines[0]) <= WIDTH and accepts("statement", shape(lines[0][indent:]))


def _check_blank_lines(
    second: _Statement | None,
    before: _Statement | None,
    now: _Statement,
    scopes: list[int],
) -> None:
    """Raise `_Unknown` unless black leaves as many blank lines between two statements.

    Args:
        second: the statement before `before`.
        scopes: indentation of the functions and classes that are open; kept up.
    """
    left = False
    while scopes and scopes[-1] >= now.indent:
        scopes.pop()
        left = True
    if now.word in _SCOPES and now.word != "@":
        scopes.append(now.indent)
    if before is None:
        good = not now.blank and not now.indent
    elif before.opens:
        good = now.indent == before.indent + STEP and _opens_well(before, now)
    else:
        good = now.indent <= before.indent and now.indent % STEP == 0
        good = good and now.blank in _allowed(second, before, now, left)
    if not good:
        raise _Unknown


def _opens_well(before: _Statement, now: _Statement) -> bool:
    """The first statement of a block follows at once, or after a line if it is a
    function or class itself and its block is neither.
    """
    if now.word in _SCOPES:
        return now.blank == (before.word not in _SCOPES)
    return now.blank == 0


def _allowed(
    second: _Statement | None, before: _Statement, now: _Statement, left: bool
) -> tuple[int, ...]:
    """The numbers of blank lines that black leaves between two statements."""
    ample = (1,) if now.indent else (2,)
    if before.word == "@":
        return (0,) if now.word in _SCOPES and now.indent == before.indent else ()
    if before.word == "#":
        return (0,) if now.word in (docs.QUOTES, "from") else ()
    if now.word == "else:":
        return () if left else (0,)
    if now.word in _SCOPES:
        return ample
    if before.word == docs.QUOTES and now.indent == before.indent:
        if now.indent == 0 and (second is None or second.word == "#"):
            return (1,)  # after the docstring of the module
        if second is not None and second.word == "class" and second.opens:
            return (1,)
    if left:
        return ample
    if before.word in ("from", "import") and now.word not in ("from", "import"):
        return (1,) if now.indent == before.indent else ()
    return (0, 1)
