"""Wraps descriptions, in Markdown with some HTML, into lines for people.

Paragraphs and list items are wrapped; code blocks and tables stay as they are; the
HTML that descriptions commonly hold becomes Markdown. The work is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from .literals import clean_lines

_PLAIN_TEXT = re.compile(r"[ -%'-;=-\[\]-~]*")  # ASCII of one line, without `<&\`
_FENCE = re.compile(r" {0,3}(```|~~~)")
_ITEM = re.compile(r"( *)([-*+]|\d{1,3}[.)]) +(?=\S)")
_HEADING = re.compile(r"#{1,6} +(.*)")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,}|=+")
_QUOTE = re.compile(r" {0,3}>(?!>) ?(.*)")
_CALLOUT = re.compile(r"\[!([A-Z]+)\]")
_MARK = "> "
_TABLE = re.compile(r" *\|")
_MARKUP = frozenset("<&\\")
# Letters that look like others make tools warn; the plain ones say the same.
_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u2013": "-",
        "\u2212": "-",
        "\u00b4": "'",
        "\u2139": "i",
        "\ufe0f": "",
        "\u00d7": "x",
    }
)


@lru_cache(maxsize=8192)
def lines(text: str, width: int, lead: int = 0) -> tuple[str, ...]:
    """The text as lines of at most `width` columns, where words allow it.

    No blank lines at either end, never two in a row.

    Args:
        lead: columns that the first line has to leave free.
    """
    if _PLAIN_TEXT.fullmatch(text) and text[:1].isalpha():
        return tuple(wrap(text, width, lead=lead))
    found: list[str] = []
    for line in _render(_source(text), width, lead):
        if line or (found and found[-1]):
            found.append(line)
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def columns(text: str) -> int:
    """The columns that a text takes in a docstring, where backslashes are doubled.

    Wide characters come from a fixed table: all interpreters wrap alike.
    """
    width = len(text) + text.count("\\") + 3 * text.count('"""')
    return width if text.isascii() else width + len(_wide().findall(text))


@cache
def _wide() -> re.Pattern[str]:
    # Made when it is needed: it takes longer than all other patterns here.
    return re.compile(
        "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
        "\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001faff"
        "\U00020000-\U0003fffd]"
    )


def wrap(
    text: str, width: int, first: str = "", rest: str = "", lead: int = 0
) -> list[str]:
    """The words of `text` in lines of `width`; longer words stand alone.

    Args:
        first: what the first line starts with.
        rest: what every other line starts with.
        lead: columns that the first line has to leave free.
    """
    words = text.split()
    whole = " ".join(words)
    size = columns(whole)
    if len(first) + lead + size <= width:
        return [f"{first}{whole}"] if words else []
    measure = len if size == len(whole) else columns
    result: list[str] = []
    current, used = first, len(first) + lead
    empty = True
    for word in words:
        size = measure(word)
        if not empty and used + 1 + size > width:
            result.append(current)
            current, used, empty = rest, len(rest), True
        current = f"{current}{word}" if empty else f"{current} {word}"
        used += size if empty else size + 1
        empty = False
    if not empty:
        result.append(current)
    return result


def _source(text: str) -> Iterator[tuple[bool, str]]:
    """The lines of a text with whether they stay as they are (code)."""
    prose: list[str] = []
    fence = ""
    for line in clean_lines(text):
        match = _FENCE.match(line)
        if fence:
            yield True, line
            if match and match[1] == fence and not line.strip(" `~"):
                fence = ""
        elif match:
            yield from _prose(prose)
            prose = []
            fence = match[1]
            yield True, line
        else:
            prose.append(line)
    yield from _prose(prose)


def _prose(source: list[str]) -> Iterator[tuple[bool, str]]:
    text = "\n".join(source).replace("\u2139\ufe0f", "Note:").translate(_PLAIN)
    if not _MARKUP.isdisjoint(text):
        from .markup import plain  # few texts hold any

        text = plain(text)
    code, blank = False, True
    for line in clean_lines(text):
        if line:
            starts = (code or blank) and line.startswith("    ")
            code = starts and _ITEM.match(line) is None
        yield code or _TABLE.match(line) is not None, line
        blank = not line


def _render(source: Iterable[tuple[bool, str]], width: int, lead: int) -> Iterator[str]:
    words: list[str] = []
    first = hang = ""  # of the current paragraph or list item
    for verbatim, line in source:
        item = None if verbatim else _ITEM.match(line)
        quote = None if verbatim else _QUOTE.fullmatch(line)
        heading = None if verbatim else _HEADING.fullmatch(quote[1] if quote else line)
        ends = verbatim or not line or item or heading or _is_rule(line)
        if words and (ends or (quote is None) == (first == _MARK)):
            yield from wrap(_joined(words), width, first, hang, lead)
            words, lead = [], 0
            if heading:
                yield first.rstrip() if quote else ""
        if first == _MARK and not words:
            first = hang = ""
        if heading:
            mark = _MARK if quote else ""
            yield from wrap(heading[1].rstrip("# "), width, mark, mark, lead)
            yield mark.rstrip()
            lead = 0
        elif quote:
            first = hang = _MARK
            words.append(_CALLOUT.sub(lambda kind: f"{kind[1].title()}:", quote[1]))
        elif item:
            first = f"{item[1]}{item[2]} "
            hang = " " * len(first)
            words.append(line[item.end() :])
        elif verbatim or not line:
            yield line
        elif not _is_rule(line):
            if not words:
                first = hang = hang if line.startswith(" ") else ""
            words.append(line)
    yield from wrap(_joined(words), width, first, hang, lead)


def _joined(lines: list[str]) -> str:
    """The lines of a paragraph as one; a backslash at the end would break it."""
    return " ".join([line.removesuffix("\\") for line in lines[:-1]] + lines[-1:])


def _is_rule(line: str) -> bool:
    """Whether a line only draws a rule, or underlines a heading."""
    return _RULE.fullmatch(line) is not None
