"""Text of a document becomes Markdown here (CommonMark, with the tables of GitHub).

Descriptions are Markdown already; what of them would be HTML is shown as it is written.
Everything else is a code span.
"""

from __future__ import annotations

import re

from regen.outputs.python import prose
from regen.outputs.python.docs import Documentation, Prose
from regen.outputs.python.expressions import Expression
from regen.outputs.python.literals import DocText, Identifier, one_line

_TICKS = re.compile("`+")
_CODE = re.compile(r"(`+)(?:(?!\1).)*?\1", re.DOTALL)
_LONG = 100_000  # columns: paragraphs are not wrapped


class Markdown(str):
    """Markdown that is safe where it stands."""

    __slots__ = ()


def finalize(value: object) -> str:
    """The text of a value in a page; Jinja's `finalize`.

    Raises:
        TypeError: the value is none that a page may emit.
    """
    if isinstance(value, Markdown | Identifier):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise TypeError(
        f"a page may not emit {type(value).__name__}: "
        "only `text`, `line`, `code`, names and numbers"
    )


def code(value: str | Expression) -> Markdown:
    """A code span, also within a cell of a table."""
    text = one_line(str(value)).replace("|", "\\|")
    longest = max(map(len, _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return Markdown(f"{fence}{space}{text}{space}{fence}") if text else Markdown("")


def text(given: Prose | Documentation) -> Markdown:
    """A description as paragraphs, lists, tables and blocks of code."""
    words = (given if isinstance(given, Prose) else given.paragraphs).text
    fenced, lines = False, []
    for line in prose.lines(words, _LONG):
        is_fence = line.lstrip().startswith(("```", "~~~"))
        lines.append(line if fenced or is_fence else _without_html(line))
        fenced ^= is_fence
    return Markdown("\n".join([*lines, "```"] if fenced else lines))


def line(given: Prose | DocText | str) -> Markdown:
    """A description in one line, also within a cell of a table."""
    words = given.text if isinstance(given, Prose | DocText) else given
    joined = one_line(" ".join(prose.lines(words, _LONG)))
    return Markdown(_without_html(joined).replace("|", "\\|"))


def anchor(name: str) -> Markdown:
    """Where a link to a heading of that name leads."""
    return Markdown(str(Identifier(name)).lower())


def _without_html(given: str) -> str:
    """The line with what might be HTML as text, but for what is code."""
    parts, position = [], 0
    for span in _CODE.finditer(given):
        parts += [_escaped(given[position : span.start()]), span[0]]
        position = span.end()
    return "".join([*parts, _escaped(given[position:])])


def _escaped(given: str) -> str:
    return given.replace("&", "&amp;").replace("<", "&lt;")


FILTERS = {"anchor": anchor, "code": code, "text": text, "line": line}
"""What templates of pages may do to a value."""
