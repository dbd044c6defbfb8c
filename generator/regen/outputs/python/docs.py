"""Docstrings of the generated package, from what a document says for people.

Layout is Google's: a summary line, the description, then sections such as `Args:`.
Lines end at column 88, as the code around them does; words that are longer stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from http import HTTPStatus

from msgspec import Struct

from regen import ir
from regen.naming import ParameterKey

from . import markdown
from .literals import DocString, docstring_lines, json_literal, one_line

WIDTH = 88
_QUOTES = 3
_DEFAULT_LIMIT = 60  # characters of a default that are worth a reader's time
_STEP = 4
_STARTS_LIST = re.compile(r" *(?:[-*+]|\d+[.)]) |```|\|")
_WORD = re.compile(r"\w+")
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_FILLERS = frozenset(
    (
        *("a", "an", "is", "the", "was"),
        *("access", "http", "request", "resource", "response", "server", "status"),
        *("default", "error", "exception", "failed", "invalid", "unexpected"),
    )
)
"""Words that tell nothing of a failure beside its status."""
_ERRORS = {
    "400": "BadRequestError",
    "401": "UnauthorizedError",
    "403": "ForbiddenError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "422": "UnprocessableEntityError",
    "429": "TooManyRequestsError",
}
_ERROR_RANGES = {"3": "RedirectError", "5": "ServerError"}


class Section(Struct, frozen=True):
    """`Args:`, `Raises:`, ... and its entries: a name of regen's and document text."""

    title: str
    entries: tuple[tuple[str, str], ...]


def summary(text: str) -> str:
    """The first paragraph of a description as one line of plain text."""
    lines: list[str] = []
    for line in markdown.lines(text, 10_000):
        if not line:
            break
        lines.append(line.strip())
    return one_line(" ".join(lines))


def _beneath(text: str, indent: int) -> DocString | None:
    """The string beneath an assignment, of as few lines as it needs."""
    lines = _head(ir.Doc(description=text), WIDTH - indent)
    return docstring_lines(lines, indent, WIDTH) if lines else None


def declaration_doc(declaration: ir.Declaration, indent: int) -> DocString | None:
    """The docstring of a class or an alias; `None` if there is none."""
    return compose(declaration.doc, indent, deprecated=declaration.deprecated)


def member_doc(member: ir.EnumMember, indent: int) -> DocString | None:
    """The string beneath a member of an enum; `None` if there is none."""
    return _beneath(member.doc, indent)


def field_doc(item: ir.Field, indent: int) -> DocString | None:
    """The string beneath an attribute, its default and deprecation included; `None` if
    the document says nothing about it.
    """
    doc = _telling(item.doc, item.wire_name)
    text = _annotated(doc, item.has_default, item.default, item.deprecated)
    return _beneath(text, indent)


def parameter_text(item: ir.Parameter) -> str:
    """What a document says about a parameter, its default and deprecation included."""
    doc = _telling(item.doc, item.name)
    return _annotated(doc, item.has_default, item.default, item.deprecated)


def module_doc(doc: ir.Doc) -> DocString | None:
    """The docstring of a module; `None` if there is none."""
    return compose(doc, 0)


def operation_doc(
    operation: ir.Operation, arguments: Mapping[ParameterKey, str], indent: int
) -> DocString | None:
    """The docstring of an operation's function: what it takes and what it raises.

    Method and path stand in for a summary that the document does not give.

    Args:
        arguments: the names of its parameters.
    """
    entries = [
        (arguments[item.location, item.name], parameter_text(item))
        for item in operation.parameters
    ]
    if operation.body is not None:
        entries.append(("body", _joined(operation.body.doc)))
    sections = (
        Section("Args", tuple(entry for entry in entries if entry[1])),
        Section("Raises", tuple(_raises(operation.responses))),
    )
    return compose(
        operation.doc,
        indent,
        sections,
        deprecated=operation.deprecated,
        title=one_line(f"`{operation.method.upper()} {operation.path_template}`."),
    )


def _raises(responses: Iterable[ir.Response]) -> Iterator[tuple[str, str]]:
    """The error class of each declared failure; a wider class names the status."""
    for response in responses:
        status = response.status
        text = _sentence(summary(_joined(response.doc)))
        if not tells_more(response):
            continue
        if status in _ERRORS:
            yield _ERRORS[status], text
        elif status == "default":
            yield "StatusError", text
        elif not status.startswith(("1", "2")):
            name = _ERROR_RANGES.get(status[:1], "StatusError")
            yield name, f"{status}: {text}" if text else f"{status}."


def tells_more(response: ir.Response) -> bool:
    """Whether a failure's text says more than the name of its status does.

    "Resource not found" under 404 does not.
    """
    return _tells_more(response.status, _joined(response.doc))


@cache
def _tells_more(status: str, text: str) -> bool:
    known = {*_FILLERS, status.casefold()}
    if status.isdecimal() and int(status) in _PHRASES:
        known.update(_PHRASES[int(status)].casefold().split())
    return bool(set(_WORD.findall(text.casefold())) - known)


def compose(
    doc: ir.Doc,
    indent: int,
    sections: Iterable[Section] = (),
    *,
    deprecated: bool = False,
    title: str = "",
) -> DocString | None:
    """A docstring of a summary, a description and sections; `None` if all are empty.

    Args:
        indent: columns that the docstring is indented by.
        title: stands in for a summary and a description that say nothing; never broken.
    """
    width = WIDTH - indent
    blocks: list[Sequence[str]] = [_head(doc, width) or ([title] if title else [])]
    if deprecated:
        blocks.append(("Deprecated.",))
    blocks.extend(_section(section, width) for section in sections)
    lines: list[str] = []
    for block in filter(None, blocks):
        if lines:
            lines.append("")
        lines.extend(block)
    return docstring_lines(lines, indent) if lines else None


def _head(doc: ir.Doc, width: int) -> Sequence[str]:
    """Summary and description; the first line leaves room for the quotes."""
    title, text = doc.summary.strip(), doc.description
    if title and not _repeats(title, text):
        text = f"{_sentence(title)}\n\n{text}"
    # A quote at either end is kept off the quotes of the docstring by a space.
    found = markdown.lines(text, width, _QUOTES + 1)
    if len(found) == 1 and markdown.columns(found[0]) + 2 * _QUOTES + 2 > width:
        found = markdown.lines(text, width, 2 * _QUOTES + 2)
    return found


def _section(section: Section, width: int) -> list[str]:
    """The heading and its entries, each with the name in front."""
    lines = [f"{section.title}:"] if section.entries else []
    hang = " " * 2 * _STEP
    for name, text in section.entries:
        label = f"{name}: "
        found = markdown.lines(text, width - len(hang), max(0, len(label) - _STEP))
        flat = [line for line in found if line] or [""]
        if _STARTS_LIST.match(flat[0]):
            flat.insert(0, "")
        lines.append(f"{' ' * _STEP}{label}{flat[0].lstrip()}".rstrip())
        lines.extend(f"{hang}{line}" for line in flat[1:])
    return lines


def _telling(doc: ir.Doc, name: str) -> ir.Doc:
    """The doc, unless all it does is repeat a name ("Organization ID")."""
    text = f"{doc.summary}{doc.description}".casefold()
    bare = "".join(filter(str.isalnum, text))
    return ir.Doc() if bare == "".join(filter(str.isalnum, name.casefold())) else doc


def _annotated(doc: ir.Doc, has_default: bool, default: ir.JsonValue, old: bool) -> str:
    text = _joined(doc)
    remarks = ["Deprecated."] if old else []
    if has_default and default is not None and default not in ([], {}):
        # One that is nested too deeply to be written would not fit anyway.
        with suppress(ValueError):
            value = json_literal(default).code
            if len(value) <= _DEFAULT_LIMIT:
                remarks.append(f"Default: `{value}`.")
    if not remarks:
        return text
    # Only a plain sentence can go on: not a list, a table or a block of code.
    gap = " " if text.rpartition("\n")[2][:1].isalpha() else "\n\n"
    return gap.join(filter(None, (_sentence(text), " ".join(remarks))))


def _joined(doc: ir.Doc) -> str:
    """Summary and description as one text."""
    if not doc.summary.strip() or _repeats(doc.summary, doc.description):
        return doc.description.strip()
    return f"{_sentence(doc.summary.strip())}\n\n{doc.description}".strip()


def _repeats(title: str, text: str) -> bool:
    """Whether a description starts with the words of the summary."""
    words = title.casefold().rstrip(" .").split()
    length = 4 * len(title) + 100
    return [word.rstrip(".") for word in text[:length].casefold().split()][
        : len(words)
    ] == [word.rstrip(".") for word in words]


def _sentence(text: str) -> str:
    """The text with a full stop, if it ends as a sentence without one does."""
    return f"{text}." if text[-1:].isalnum() or text.endswith((")", "`")) else text
