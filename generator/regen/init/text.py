"""Adding to a text in its own style."""

from __future__ import annotations


def newline_of(text: str) -> str:
    """The line end that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"


def appended(text: str, block: str) -> str:
    """A text with lines added at its end, after an empty line."""
    newline = newline_of(text)
    if text and not text.endswith("\n"):
        text += newline
    gap = newline if text else ""
    return text + gap + block.replace("\n", newline)
