"""Text of a document in Markdown and TOML, where it can become nothing else.

Templates of projects may emit these types alone.
"""

from __future__ import annotations

import json
import re

from regen.outputs.python.literals import Code, Identifier, one_line

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|!&~$^])")
_FENCE = re.compile(r"^ *(?:`{3,}|~{3,})", re.MULTILINE)


class Toml(str):
    """A value of TOML."""

    __slots__ = ()


class Markdown(str):
    """Inline text of Markdown, on one line."""

    __slots__ = ()


def toml(value: str) -> Toml:
    """A basic string of TOML 1.0."""
    text = json.dumps(one_line(value), ensure_ascii=True)
    # JSON writes characters beyond U+FFFF as two escapes, which TOML does not know.
    pairs = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})")
    text = pairs.sub(
        lambda m: json.loads(f'"{m[0]}"') if m else "", text.replace("\x7f", "\\u007f")
    )
    return Toml(text)


def markdown(value: str) -> Markdown:
    """Plain text, in which nothing is markup."""
    return Markdown(_MARKDOWN.sub(r"\\\1", one_line(value)))


def finalize(value: object) -> str:
    """The text of `value`; Jinja's `finalize`.

    Raises:
        TypeError: `value` may not stand in these files.
    """
    if isinstance(value, Toml | Markdown | Code | Identifier):
        return str(value)
    raise TypeError(f"a template of a project may not emit {type(value).__name__}")
