"""Faults of YAML's syntax in the words of a person: what the parser says, said anew."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from regen.diagnostics import Location, RegenError, error

from .json_reader import conflict, conflict_marker


class _Fault(NamedTuple):
    """What libyaml says of a fault, and what to say instead.

    Attributes:
        said: a part of its text, after the context and a colon.
        before: what precedes the place in its line; any text if it is empty.
        message: `{line}` is the line where the surrounding part begins.
        at_start: whether that line is the place.
    """

    said: str
    before: str
    message: str
    hint: str
    at_start: bool = False


_FAULTS = (
    _Fault(
        "mapping values are not allowed",
        r"[^:]*",
        "this line is indented as a part of the text above it, and is a key",
        "align it with the keys that it belongs to; a key has a space behind its colon",
    ),
    _Fault(
        "mapping values are not allowed",
        "",
        "a colon stands where no key can be",
        "quote the text if the colon belongs to it: `title: 'Pets: all'`",
    ),
    _Fault(
        "block mapping: did not find expected key",
        r".*[\"']\s*",
        "a text goes on behind its closing quotation mark",
        "a quotation mark is missing, or one within the text must be escaped",
    ),
    _Fault(
        "block mapping: did not find expected key",
        r".*[\"'].*",
        "a text goes on behind its closing quotation mark",
        "a quotation mark is missing above, or one within the text must be escaped",
    ),
    _Fault(
        "block mapping: did not find expected key",
        "",
        "this line is no key of the mapping that begins in line {line}",
        "align it with the keys that it belongs to",
    ),
    _Fault(
        "did not find expected '-' indicator",
        "",
        "this line is no item of the list that begins in line {line}",
        "align it with what it belongs to; an item begins with `- `",
    ),
    _Fault(
        "block sequence entries are not allowed",
        "",
        "an item of a list stands where none can be",
        "begin the list in the next line, or write it in brackets: `[a, b]`",
    ),
    _Fault(
        "did not find expected ',' or",
        "",
        "the bracket that opens in line {line} is not closed before this",
        "close it, or quote the text if it is none",
    ),
    _Fault(
        "could not find expected ':'",
        "",
        "this line has no colon behind its key",
        "a key has a colon and a space behind it: `key: value`",
        at_start=True,
    ),
    _Fault(
        "quoted scalar: found unexpected",
        "",
        "the quotation that begins in line {line} has no end",
        "close it with the mark that it begins with",
        at_start=True,
    ),
    _Fault(
        "found unknown escape character",
        "",
        "a backslash in double quotes begins an escape that YAML does not have",
        "double the backslash, or use single quotes",
    ),
    _Fault(
        "found undefined alias",
        "",
        "this names an anchor that the file does not have above",
        "quote a text that begins with `*`",
    ),
    _Fault(
        "did not find expected alphabetic or numeric",
        "",
        "a text that begins with `*` or `&` must be quoted",
        "these name anchors in YAML",
        at_start=True,
    ),
    _Fault(
        "block scalar: did not find expected",
        "",
        "a text stands in the line of `|` or `>`",
        "begin it in the next line, indented",
    ),
)


def syntax_error(fault: yaml.MarkedYAMLError, text: str, name: str) -> RegenError:
    """The error for what the parser refuses in a text."""
    marker = conflict_marker(text)
    if marker is not None:
        return conflict(name, marker)
    mark, start = fault.problem_mark or fault.context_mark, fault.context_mark
    if mark is None:
        return error("invalid-yaml", "not readable as YAML", Location(name))
    place = Location(name, mark.line + 1, mark.column + 1)
    problem = fault.problem or ""
    if "another document" in problem:
        message = "the file holds several YAML documents, separated by '---'"
        hint = "keep one OpenAPI document per file"
        return error("several-documents", message, place, hint)
    if "cannot start any token" in problem:
        if text[mark.index : mark.index + 1] == "\t":
            message = "a tab indents this line, and YAML indents by spaces"
            return error("invalid-yaml", message, place, "replace the tab by spaces")
        message = "a text that begins with this character must be quoted"
        return error("invalid-yaml", message, place)
    said = f"{fault.context or ''}: {problem}"
    before = text[text.rfind("\n", 0, mark.index) + 1 : mark.index]
    for known in _FAULTS:
        if known.said in said and (
            not known.before or re.fullmatch(known.before, before)
        ):
            line = start.line + 1 if start else mark.line + 1
            if known.at_start and start:
                place = Location(name, line, start.column + 1)
            message = known.message.format(line=line)
            return error("invalid-yaml", message, place, known.hint)
    context = f" {fault.context}" if fault.context else ""
    return error("invalid-yaml", problem + context, place)


def wrong_character(fault: yaml.reader.ReaderError, text: str, name: str) -> RegenError:
    """The error for a character that YAML does not have."""
    # The parser counts the bytes of the text, not its characters.
    data = text.encode("utf-8", "surrogatepass")[: fault.position]
    before = data.decode("utf-8", "ignore")
    place = Location(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
    character = f"U+{ord(text[len(before) : len(before) + 1] or chr(0)):04X}"
    message = f"the character {character} is not allowed in YAML"
    return error("invalid-yaml", message, place)
