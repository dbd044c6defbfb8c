"""Wraps descriptions, in Markdown with some HTML, into lines for people.

Paragraphs and list items are wrapped; code blocks and tables stay as they are; the
HTML that descriptions commonly hold becomes Markdown. The work is linear in the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial

from .literals import clean_lines

_PLAIN_TEXT = re.compile(r"[ -%'-;=-\[\]-~]*")  # ASCII of one line, without `<&\`
_FENCE = re.compile(r" {0,3}(```|~~~)")
_ITEM = re.compile(r"( *)([-*+]|\d{1,3}[.)]) +(?=\S)")
_HEADING = re.compile(r"#{1,6} +(.*)")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,}|=+")
_QUOTE = re.compile(r" {0,3}>(?!>) ?(.*)")
_CALLOUT = re.compile(r"\[!([A-Z]+)\]")
_QUOTED = "> "
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
        if words and (ends or (quote is None) == (first == _QUOTED)):
            yield from wrap(_joined(words), width, first, hang, lead)
            words, lead = [], 0
            if heading:
                yield first.rstrip() if quote else ""
        if first == _QUOTED and not words:
            first = hang = ""
        if heading:
            mark = _QUOTED if quote else ""
            yield from wrap(heading[1].rstrip("# "), width, mark, mark, lead)
            yield mark.rstrip()
            lead = 0
        elif quote:
            first = hang = _QUOTED
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


_ESCAPED = re.compile(r"\\([][_*<>#|(){}!~-])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
"""Not without a semicolon, as HTML has it too: `?a=1&region=2` holds none."""

_LINK = re.compile(
    r"""<a\s[^<>]{0,200}?href=["']?([^"'<>\s]+)["']?[^<>]{0,200}>([^<>]*)</a>""", re.I
)
_BREAK = re.compile(r"<br\s*/?>|</(?:tr|dt|dd)>", re.I)
_PARAGRAPH = re.compile(
    r"</?(?:p|div|ul|ol|dl|table|h[1-6]|hr|blockquote|pre|section)(?:\s[^<>]*)?/?>"
    r"\s*",  # indentation of HTML is no block of code
    re.I,
)
_LIST_ITEM = re.compile(r"<li(?:\s[^<>]*)?>(?:\s*<p(?:\s[^<>]*)?>)?", re.I)
_END_OF_ITEM = re.compile(r"(?:</p>\s*)?</li>\s*", re.I)
_CODE = frozenset({"code", "tt", "kbd", "samp"})
_INLINE = re.compile(
    r"<(/?)(a|abbr|b|big|center|code|em|details|font|i|img|kbd|li|s|samp|small|span"
    r"|strong|sub|summary|sup|tbody|td|th|thead|tr|tt|dt|dd|u|var)(?:\s[^<>]*)?/?>",
    re.I,
)
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.S)
_TICKS = re.compile(r"(`+|\n\s*\n)")
_MARK = re.compile(r"\0(\d+)\0")
"""Stands for a code span; a text has no such characters of its own by now."""


def plain(text: str) -> str:
    """The text without elements of HTML, entities and escapes.

    Elements that Markdown has too are written in its way, others are left out. What
    stands in backticks stays, and so do elements that nobody knows: they may be
    placeholders, such as `<name>`.
    """
    text, spans = _spans_apart(text)
    if "<" in text:
        text = _without_html(text)
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    text = _ESCAPED.sub(r"\1", text)
    return _with_spans(text, spans)


def without_html(text: str) -> str:
    """The text with its HTML as Markdown; what stands in backticks stays."""
    text, spans = _spans_apart(text)
    return _with_spans(_without_html(text), spans)


def _with_spans(text: str, spans: Sequence[str]) -> str:
    return _MARK.sub(lambda mark: spans[int(mark[1])], text)


def _without_html(text: str) -> str:
    text = _LINK.sub(_link, text)
    text = "\n".join(
        _BREAK.sub(" " if _TABLE.match(line) else "\n\n", line)
        for line in text.split("\n")
    )
    text = _END_OF_ITEM.sub("", text)
    text = _LIST_ITEM.sub("\n- ", text)
    text = _PARAGRAPH.sub("\n\n", text)
    text = _COMMENT.sub("", text)
    ends = {(end == "/", name.lower()) for end, name in _INLINE.findall(text)}
    paired = {name for end, name in ends if (not end, name) in ends} | {"img"}
    return _INLINE.sub(partial(_without_inline, paired), text)


def _without_inline(paired: set[str], match: re.Match[str]) -> str:
    """Alone, `<b>` and `</s>` are no elements but what the text is about."""
    name = match[2].lower()
    if name not in paired:
        return match[0]
    return "`" if name in _CODE else ""


def _spans_apart(text: str) -> tuple[str, list[str]]:
    """The text with a mark for each code span, and the spans."""
    # Every other piece is a run of backticks, or a blank line.
    pieces = _TICKS.split(text)
    closing: dict[str, int] = {}
    ends: dict[int, int] = {}
    for at in range(len(pieces) - 2, 0, -2):
        if pieces[at][0] != "`":
            closing.clear()
        elif pieces[at] in closing:
            ends[at] = closing[pieces[at]]
        closing[pieces[at]] = at
    found: list[str] = []
    spans: list[str] = []
    at = 0
    while at < len(pieces):
        end = ends.get(at)
        if end is None:
            found.append(pieces[at])
        else:
            found.append(f"\0{len(spans)}\0")
            spans.append("".join(pieces[at : end + 1]))
        at = (end or at) + 1
    return "".join(found), spans


def _link(match: re.Match[str]) -> str:
    address, label = match[1], match[2].strip()
    return address if label in ("", address) else f"[{label}]({address})"
