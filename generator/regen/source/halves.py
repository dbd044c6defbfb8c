"""A YAML document as two documents, for two processes to read.

A line at the margin that opens a key ends whatever stands before it, unless that is in
quotes or in brackets; then what stands before it is no document by itself, and reading
it fails. So two texts that are documents, both mappings, are the whole in two parts.
"""

from __future__ import annotations

import re
from typing import Any

_KEY = re.compile(r"\n[A-Za-z][\w-]*:\s")
_MARGIN = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[^\s#]")
"""What the text of a mapping at the margin begins with."""

_WHOLE = re.compile(r"\n(?:---|\.\.\.|%)")
_ANCHOR = re.compile(r"&(?<!\w&)\w")


def halves(text: str) -> tuple[str, str] | None:
    """The text in two, nearly even; `None` if it has no key in the right place.

    Nor is a text split that has marks, directives, merge keys or anchors: they are
    about the whole.
    """
    if text[:1] in "%-" or "<<" in text or _WHOLE.search(text):
        return None
    if not _MARGIN.match(text) or _ANCHOR.search(text):
        return None
    quarter = len(text) // 4
    for start in (2 * quarter, quarter):
        found = _KEY.search(text, start)
        if found and found.start() < 3 * quarter:
            at = found.start() + 1
            return text[:at], text[at:]
    return None


def whole(first: Any, second: Any) -> dict[str, Any] | None:
    """The value of a text from those of its halves; `None` if they do not fit."""
    if not (isinstance(first, dict) and isinstance(second, dict)):
        return None
    return None if first.keys() & second.keys() else first | second
