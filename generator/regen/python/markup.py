"""HTML within the Markdown of a document, as plain Markdown."""

from __future__ import annotations

import html
import re

_TABLE = re.compile(r" *\|")
_LINK = re.compile(
    r"""<a\s[^<>]{0,200}?href=["']?([^"'<>\s]+)["']?[^<>]{0,200}>([^<>]*)</a>""", re.I
)
_BREAK = re.compile(r"<br\s*/?>|</(?:tr|dt|dd)>", re.I)
_PARAGRAPH = re.compile(
    r"</?(?:p|div|ul|ol|dl|table|h[1-6]|hr|blockquote|pre|section)(?:\s[^<>]*)?/?>",
    re.I,
)
_LIST_ITEM = re.compile(r"<li(?:\s[^<>]*)?>(?:\s*<p(?:\s[^<>]*)?>)?", re.I)
_END_OF_ITEM = re.compile(r"(?:</p>\s*)?</li>\s*", re.I)
_CODE = re.compile(r"</?(?:code|tt|kbd|samp)(?:\s[^<>]*)?>", re.I)
_OTHER_TAG = re.compile(
    r"</?(?:a|abbr|b|big|center|em|details|font|i|img|li|s|small|span|strong|sub|summary"
    r"|sup|tbody|td|th|thead|tr|dt|dd|u|var)(?:\s[^<>]*)?/?>|<!--.{0,2000}?-->",
    re.I | re.S,
)


def without_html(text: str) -> str:
    """The text with the elements that Markdown has too in its own way, and others gone.

    Elements that nobody knows stay: they may be placeholders, such as `<name>`.
    """
    text = _LINK.sub(_link, text)
    text = "\n".join(
        _BREAK.sub(" " if _TABLE.match(line) else "\n\n", line)
        for line in text.split("\n")
    )
    text = _END_OF_ITEM.sub("", text)
    text = _LIST_ITEM.sub("\n- ", text)
    text = _PARAGRAPH.sub("\n\n", text)
    text = _CODE.sub("`", text)
    return html.unescape(_OTHER_TAG.sub("", text))


def _link(match: re.Match[str]) -> str:
    address, label = match[1], match[2].strip()
    return address if label in ("", address) else f"[{label}]({address})"
