"""Text of a document becomes Markdown here, where it can become nothing else.

What is written means the same to CommonMark with the tables of GitHub and to
Python-Markdown, which MkDocs uses: items of lists are indented by four columns, code
within them too, and no HTML is left. Whatever is not structure is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from regen.outputs.python import markup
from regen.outputs.python.docs import Documentation, Prose
from regen.outputs.python.expressions import Expression
from regen.outputs.python.literals import (
    Code,
    DocText,
    Identifier,
    clean_lines,
    one_line,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

_TICKS = re.compile("`+")
_SPECIAL = re.compile(r"[\\`*\[\]{}]|(?<![^\W_])_|_(?![^\W_])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", "|": "&#124;", "~": "&#126;"})
_BLOCK_MARK = re.compile(r"([-+#>]|\d+(?=[.)]))")
_CODE = ("fence", "code_block")
_IN_ADDRESS = "/:?#@!$&'+,;=%~-._"
_ADDRESS = re.compile(r"(?:https?://|mailto:)", re.I)


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
        "only `text`, `line`, `code`, `python`, names and numbers"
    )


def code(value: str | Expression) -> Markdown:
    """A code span."""
    text = one_line(str(value))
    longest = max(map(len, _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return Markdown(f"{fence}{space}{text}{space}{fence}") if text else Markdown("")


def cell_code(value: str | Expression) -> Markdown:
    """A code span within a cell of a table.

    Parsers do not agree on pipes in code spans, but on those of HTML.
    """
    text = one_line(str(value))
    if "|" not in text:
        return code(text)
    escaped = re.sub(r"\W", lambda c: f"&#{ord(c[0])};" if c[0] != " " else " ", text)
    return Markdown(f"<code>{escaped.replace('_', '&#95;')}</code>")


def python(program: Code) -> Markdown:
    """A block of Python."""
    return Markdown("\n".join(_fenced(program.strip(), "python")))


def text(given: Prose | Documentation, indent: int = 0) -> Markdown:
    """A description as paragraphs, lists, tables and blocks of code.

    Args:
        indent: columns, for what stands in an item of a list.
    """
    words = (given if isinstance(given, Prose) else given.paragraphs).text
    lines = _lines(_parsed(words), within=indent > 0)
    return Markdown("\n".join(_indented(lines, " " * indent)).strip())


def line(given: Prose | DocText | str) -> Markdown:
    """A description in one line, also within a cell of a table."""
    words = given if isinstance(given, str) else given.text
    return Markdown(" ".join(_flat(_parsed(words))))


def plain(given: str) -> Markdown:
    """Text in which nothing is markup, on one line."""
    return Markdown(_escaped(one_line(given), starts=True))


def anchor(name: str) -> Markdown:
    """Where a link to a heading of that name leads."""
    return Markdown(str(Identifier(name)).lower())


@cache
def _parser(html: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt  # only runs that write pages need it

    return MarkdownIt("commonmark", {"html": html}).enable("table")


def _parsed(words: str, html: bool = True) -> SyntaxTreeNode:
    from markdown_it.tree import SyntaxTreeNode

    source = "\n".join(clean_lines(words))
    return SyntaxTreeNode(_parser(html).parse(source))


def _lines(parent: SyntaxTreeNode, *, within: bool = False) -> Iterator[str]:
    """The blocks of a node, with blank lines between them.

    Args:
        within: whether they stand in a list or a quotation.
    """
    if within and parent.children and parent.children[0].type in _CODE:
        # As the first of an item it would be text to Python-Markdown.
        yield from ("&nbsp;", "")
    for node in parent.children:
        match node.type:
            case "paragraph" if _has_html(node.children[0]):
                yield from _lines(
                    _without_html(node.children[0].content), within=within
                )
            case "html_block":
                yield from _lines(_without_html(node.content), within=within)
            case "paragraph":
                yield from _inline(node).split("\n")
            case "heading":
                # Those of a page are its own.
                yield f"**{_inline(node)}**" if node.children[0].content else ""
            case "bullet_list" | "ordered_list":
                yield from _items(node)
            case "blockquote":
                yield from (f"> {each}".rstrip() for each in _lines(node, within=True))
            case "table":
                yield from _table(node)
            case "fence" | "code_block" if within:
                yield from _indented(node.content.splitlines(), "    ")
            case "fence" | "code_block":
                yield from _fenced(node.content.removesuffix("\n"), "text")
            case _:
                continue  # a rule, or what defines links
        yield ""


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    first = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children, first):
        mark = "-   " if node.type == "bullet_list" else f"{number}. ".ljust(4)
        lines = _indented(_lines(item, within=True), "    ")
        content = "\n".join(lines).strip("\n")
        yield from f"{mark}{content[4:]}".split("\n")
        if "\n" in content:
            yield ""


def _table(node: SyntaxTreeNode) -> Iterator[str]:
    rows = [row for part in node.children for row in part.children]
    for index, row in enumerate(rows):
        cells = (_inline(cell, is_cell=True) for cell in row.children)
        yield f"| {' | '.join(cells)} |"
        if index == 0:
            yield "|" + "---|" * len(row.children)


def _flat(parent: SyntaxTreeNode) -> Iterator[str]:
    """The words of all blocks, without their structure."""
    for node in parent.children:
        if node.type == "html_block":
            yield from _flat(_without_html(node.content))
        elif node.type in _CODE:
            yield cell_code(node.content.strip())
        elif node.type == "inline":
            if _has_html(node):
                yield from _flat(_without_html(node.content))
            else:
                yield _spans(node.children, is_cell=True)
        elif node.type in ("bullet_list", "ordered_list"):
            yield from (f"- {' '.join(_flat(item))}" for item in node.children)
        else:
            yield from _flat(node)


def _has_html(inline: SyntaxTreeNode) -> bool:
    return any(each.type == "html_inline" for each in inline.children)


def _without_html(source: str) -> SyntaxTreeNode:
    return _parsed(markup.without_html(source), html=False)


def _inline(node: SyntaxTreeNode, *, is_cell: bool = False) -> str:
    """The text of a paragraph, a heading or a cell."""
    found = []
    for part in node.children:
        if _has_html(part):
            found += _flat(_without_html(part.content))
        else:
            found.append(_spans(part.children, is_cell=is_cell))
    return " ".join(found)


def _spans(nodes: Sequence[SyntaxTreeNode], *, is_cell: bool = False) -> str:
    found = ""
    for node in nodes:
        starts = not found or found.endswith("\n")
        match node.type:
            case "softbreak":
                found += " "
            case "hardbreak":
                found += " " if is_cell else "  \n"
            case "code_inline":
                found += (cell_code if is_cell else code)(node.content)
            case "em" | "strong" | "link" | "image":
                found += _marked(node, is_cell=is_cell)
            case _:
                found += _escaped(node.content, starts=starts)
    return found


def _marked(node: SyntaxTreeNode, *, is_cell: bool) -> str:
    inner = _spans(node.children, is_cell=is_cell).strip()
    if node.type in ("em", "strong"):
        mark = "*" if node.type == "em" else "**"
        return f"{mark}{inner}{mark}"
    address = str(node.attrs.get("href") or node.attrs.get("src") or "")
    if not inner or not _ADDRESS.match(address):
        return inner  # what a page of somebody else's site may mean leads nowhere here
    return f"[{inner}]({quote(address, safe=_IN_ADDRESS)})"


def _escaped(given: str, *, starts: bool) -> str:
    found = _SPECIAL.sub(r"\\\g<0>", given).translate(_ENTITIES)
    if starts:
        found = found.lstrip()
        mark = _BLOCK_MARK.match(found)
        if mark and mark[0].isdigit():
            found = f"{mark[0]}\\{found[mark.end() :]}"
        elif mark:
            found = f"\\{found}"
    return found


def _fenced(content: str, language: str) -> Iterator[str]:
    longest = max(map(len, _TICKS.findall(content)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (f"{fence}{language}", *content.split("\n"), fence)


def _indented(lines: Iterator[str] | Sequence[str], margin: str) -> Iterator[str]:
    return (f"{margin}{line}" if line else line for line in lines)


FILTERS = {
    "anchor": anchor,
    "cell_code": cell_code,
    "code": code,
    "line": line,
    "plain": plain,
    "python": python,
    "text": text,
}
"""What templates of pages may do to a value."""
