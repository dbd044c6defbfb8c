"""Documentation pages in Markdown that embed an OpenAPI document in a code block."""

from __future__ import annotations

import re

from msgspec import Struct

from regen.diagnostics import Location, error

_FENCE = re.compile(r"(?P<indent> *)(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>.*)")
_LANGUAGES = frozenset({"yaml", "yml", "json", "jsonc", "openapi", "swagger", ""})
_OPENAPI = re.compile(
    r"""^[ \t]*["']?(?:openapi|swagger)["']?[ \t]*:|\{\s*"(?:openapi|swagger)"\s*:""",
    re.MULTILINE,
)


class Block(Struct, frozen=True):
    """A fenced code block.

    Attributes:
        line: line of its first content line in the page, counted from 1.
        indent: columns of the fence's indentation, which its content does not count.
    """

    language: str
    text: str
    line: int
    indent: int

    @property
    def in_place(self) -> str:
        """The text with as many empty lines before it as the page has lines."""
        return "\n" * (self.line - 1) + self.text


def blocks(text: str) -> list[Block]:
    """The fenced code blocks of a page (CommonMark 0.31, section 4.5)."""
    found: list[Block] = []
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        number += 1
        if opening is None or ("`" in opening["info"] and opening["mark"][0] == "`"):
            continue
        first, indent = number, len(opening["indent"])
        closing = re.compile(rf" *{opening['mark'][0]}{{{len(opening['mark'])},}}\s*")
        while number < len(lines) and not closing.fullmatch(lines[number]):
            number += 1
        content = [_dedent(line, indent) for line in lines[first:number]]
        words = opening["info"].split()
        language = words[0].strip("{}.").lower() if words else ""
        found.append(Block(language, "\n".join(content) + "\n", first + 1, indent))
        number += 1
    return found


def _dedent(line: str, indent: int) -> str:
    stripped = line.lstrip(" ")
    return line[min(indent, len(line) - len(stripped)) :]


def openapi_block(text: str, name: str) -> Block:
    """The one block of the page that holds an OpenAPI document.

    Raises:
        RegenError: there is none (code `no-openapi-block`) or there are several (code
            `several-openapi-blocks`).
    """
    candidates = [
        block
        for block in blocks(text)
        if block.language in _LANGUAGES and _OPENAPI.search(block.text)
    ]
    match candidates:
        case [block]:
            return block
        case []:
            raise error(
                "no-openapi-block",
                "the page embeds no OpenAPI document",
                Location(name, 1, 1),
                "a code block fenced as ```yaml or ```json with the key 'openapi' or"
                " 'swagger' is looked for",
            )
        case [_, second, *_]:
            lines = ", ".join(str(block.line) for block in candidates)
            raise error(
                "several-openapi-blocks",
                f"the page embeds several OpenAPI documents, in lines {lines}",
                Location(name, second.line, second.indent + 1),
                "keep one of them, or put the others into files of their own",
            )
    raise AssertionError("every number of candidates is handled")
