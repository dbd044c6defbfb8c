"""Docstrings that black leaves alone."""

from __future__ import annotations

import re

from .shapes import WIDTH

QUOTES = '"""'
_ONE_LINE = re.compile(r'"""[^\s"\\](?:[^"\\\n]*[^\s"\\])?"""')
_FIRST = re.compile(r'"""[^\s"\\](?:[^\n\\]*[^\s\\])?')


def keeps(lines: list[str], indent: int) -> bool:
    """Whether black leaves a docstring alone.

    Black strips it, moves its later lines to the indentation of the statement, and puts
    the closing quotes on a line of their own if they do not fit. A backslash takes part
    in rules of its own.

    Args:
        lines: whole lines, the indentation included; only the first holds `QUOTES` at
            its start, only the last one at its end.
    """
    if len(lines) == 1:
        return len(lines[0]) <= WIDTH and bool(_ONE_LINE.fullmatch(lines[0], indent))
    if not _FIRST.fullmatch(lines[0], indent) or not _body_keeps(lines, indent):
        return False
    last = lines[-1]
    if last == " " * indent + QUOTES:
        return True
    return len(last) <= WIDTH and last[-4] not in ' "'


def _body_keeps(lines: list[str], indent: int) -> bool:
    """Whether the lines after the first are indented by `indent`, the least one by
    exactly that, and whether none has trailing blanks.
    """
    least = len(lines[0])
    closing = " " * indent + QUOTES
    for line in lines[1:]:
        if "\\" in line or line.endswith(" "):
            return False
        if line and line != closing:
            least = min(least, len(line) - len(line.lstrip(" ")))
    return least == indent
