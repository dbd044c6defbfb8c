"""Turns descriptions with HTML, entities and escapes into plain Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import partial

_ESCAPED = re.compile(r"\\([][_*<>#|(){}!~-])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
"""Not without a semicolon, as HTML has it too: `?a=1&region=2` holds none."""

_TABLE = re.compile(r" *\|")
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
