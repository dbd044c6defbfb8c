"""Makes the texts of docstrings from what a document says for people.

A template composes a docstring of texts, each filled into lines by `fill`; this
module adds to a text what it does not say itself (a default, a deprecation).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, lru_cache
from http import HTTPStatus

from msgspec import Struct

from regen import ir

from . import prose
from .literals import DocText, json_literal, one_line

_DEFAULT_LIMIT = 60  # characters of a default that are worth a reader's time
_STARTS_LIST = re.compile(r" *(?:[-*+]|\d+[.)]) |```|\|")
_WORD = re.compile(r"\w+")
_HUMP = re.compile(r"([a-z0-9])([A-Z])")
_ENDING = re.compile(r"(?<=..)(?:e|es|s|ed|d|ing)$")
_BETWEEN = re.compile(r"[\W_]+")
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_FILLERS = frozenset(
    (
        *("a", "an", "is", "the", "was"),
        *("access", "http", "request", "resource", "response", "server", "status"),
        *("default", "error", "exception", "failed", "invalid", "unexpected"),
    )
)
"""Words that tell nothing of a failure beside its status."""
_OF_RESULTS = """
    a all an and by for from has have in is it no of on that the this to was were which
    with accepted action api array body call collection completed created data default
    details done error executed expected fetched fine found get http information items
    json list made message newly object ok okay operation page payload performed
    processed record request requested resource response result retrieve retrieved
    return returned returns specified status succeeded success successful successfully
    valid 2xx
"""
"""Words that tell nothing of a result."""


class Prose(Struct, frozen=True):
    """Text of the document, in Markdown with some HTML; a template fills it."""

    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.text.strip())


class Documentation(Struct, frozen=True):
    """What the document says of a thing.

    Attributes:
        summary: a sentence; empty if the description begins with it.
    """

    summary: Prose = Prose()
    description: Prose = Prose()

    def __bool__(self) -> bool:
        return bool(self.summary) or bool(self.description)

    @property
    def paragraphs(self) -> Prose:
        """Summary and description as one text."""
        if not self.summary:
            return self.description
        return Prose(f"{self.summary.text}\n\n{self.description.text}")


def documentation(doc: ir.Doc) -> Documentation:
    """The texts of a thing; a summary that the description repeats is left out."""
    title = doc.summary.strip()
    if not title or _repeats(title, doc.description):
        return Documentation(description=Prose(doc.description))
    return Documentation(Prose(_sentence(title)), Prose(doc.description))


def fill(
    given: Prose | Documentation,
    width: int,
    *,
    column: int = 0,
    after: int = 0,
    hang: int = 0,
    compact: bool = False,
) -> DocText:
    """The text as lines, where words allow it.

    Args:
        width: columns of a line.
        column: columns that stand before the first line.
        after: columns that follow a text of one line.
        hang: spaces before all lines but the first.
        compact: whether blank lines are left out, as in a list of arguments.
    """
    text = (given if isinstance(given, Prose) else given.paragraphs).text
    if not text:  # as of most fields
        return DocText("")
    room, lead = width - hang, max(0, column - hang)
    lines: Sequence[str] = prose.lines(text, room, lead)
    if len(lines) == 1 and prose.columns(lines[0]) + lead + after > room:
        lines = prose.lines(text, room, lead + after)
    if compact:
        lines = [line for line in lines if line]
        if lines and _STARTS_LIST.match(lines[0]):
            lines = ["", *lines]
    if not lines:
        return DocText("")
    margin = " " * hang
    rest = [line and f"{margin}{line}" for line in lines[1:]]
    return DocText("\n".join([lines[0].lstrip(), *rest]))


def parameter_text(item: ir.Parameter) -> Prose:
    """What a document says about a parameter, its default and deprecation included."""
    doc = _telling(item.doc, item.name)
    return _annotated(doc, item.has_default, item.default, item.deprecated)


def field_text(item: ir.Field) -> Prose:
    """What a document says about a field, its default and deprecation included."""
    doc = _telling(item.doc, item.wire_name)
    return _annotated(doc, item.has_default, item.default, item.deprecated)


def joined(doc: ir.Doc) -> str:
    """Summary and description as one text."""
    if not doc.summary.strip() or _repeats(doc.summary, doc.description):
        return doc.description.strip()
    return f"{_sentence(doc.summary.strip())}\n\n{doc.description}".strip()


def failure_sentence(response: ir.Response) -> str:
    """What a failure means, in a sentence."""
    return _sentence(summary(joined(response.doc)))


def tells_more(response: ir.Response) -> bool:
    """Whether a failure's text says more than the name of its status does.

    "Resource not found" under 404 does not.
    """
    return _tells_more(response.status, joined(response.doc))


@cache
def _tells_more(status: str, text: str) -> bool:
    known = {*_FILLERS, status.casefold()}
    if status.isdecimal() and int(status) in _PHRASES:
        known.update(_PHRASES[int(status)].casefold().split())
    return bool(set(_WORD.findall(text.casefold())) - known)


def result_text(
    given: Sequence[tuple[ir.Response, str]], operation: ir.Operation
) -> Prose:
    """What an operation gives, where neither its own text nor the type says it.

    Args:
        given: the responses that are results, with their types.
    """
    about = f"{operation.method} {operation.path_template} {joined(operation.doc)}"
    telling: list[tuple[str, str]] = []
    for response, type in given:
        text = joined(response.doc)
        words = _stems(text) - _stems(_OF_RESULTS) - _stems(type)
        if words and words - _stems(about):  # few are left to be looked for in there
            telling.append((response.status, _sentence(text)))
    if len(given) == 1:
        return Prose(" ".join(text for _, text in telling))
    return Prose("\n\n".join(f"{status}: {text}" for status, text in telling))


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    """The words of a text, and of names in it, without their endings."""
    apart = _HUMP.sub(r"\1 \2", text).replace("_", " ").casefold()
    return frozenset(_ENDING.sub("", word) for word in _WORD.findall(apart))


def summary(text: str) -> str:
    """The first paragraph of a description as one line of plain text."""
    lines: list[str] = []
    for line in prose.lines(text, 10_000):
        if not line:
            break
        lines.append(line.strip())
    return one_line(" ".join(lines))


def _telling(doc: ir.Doc, name: str) -> ir.Doc:
    """The doc, unless all it does is repeat a name ("Organization ID")."""
    text = f"{doc.summary}{doc.description}".casefold()
    return ir.Doc() if text and _bare(text) == _bare(name.casefold()) else doc


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text)


def _annotated(
    doc: ir.Doc, has_default: bool, default: ir.JsonValue, deprecated: bool
) -> Prose:
    text = joined(doc)
    notes = ["Deprecated."] if deprecated else []
    if has_default and default is not None and default not in ([], {}):
        # One that is nested too deeply to be written would not fit anyway.
        with suppress(ValueError):
            value = json_literal(default).code
            if len(value) <= _DEFAULT_LIMIT:
                notes.append(f"Default: `{value}`.")
    if not notes:
        return Prose(text)
    # Only a plain sentence can go on: not a list, a table or a block of code.
    gap = " " if text.rpartition("\n")[2][:1].isalpha() else "\n\n"
    return Prose(gap.join(filter(None, (_sentence(text), " ".join(notes)))))


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
