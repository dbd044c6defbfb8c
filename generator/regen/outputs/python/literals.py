"""Makes Python source of the text of documents; nothing else does.

Whatever comes from a document reaches a template as one of the types below, each of
which says what the text may become. `finalize` is the only way from such a value to
output: installed as Jinja's `finalize`, it refuses every plain string, so a template
cannot emit document text that was not made safe first.

The escapes follow a fixed table and not the interpreter's Unicode database, so that
every version of Python writes the same bytes.
"""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Sequence
from typing import Any, Self
from unicodedata import normalize

from msgspec import Struct

MAX_DEPTH = 50
"""Nesting that `json_literal` writes; CPython's own parser gives up near 200."""

_UNSAFE_RANGES = (
    r"\x00-\x1f\x7f-\xa0\xad"  # controls, no-break space, soft hyphen
    r"\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e"  # invisible format characters
    r"\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"  # spaces, bidi controls
    r"\ud800-\udfff"  # surrogates, which UTF-8 cannot hold
    r"\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"
    r"\U000e0000-\U000e0fff"  # tags: invisible text
)
_UNSAFE = re.compile(f"[{_UNSAFE_RANGES}]")
_ESCAPED = re.compile(rf"[{_UNSAFE_RANGES}\\]")
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SHORT_ESCAPES = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\\": r"\\"}
_PROMPT = re.compile(r"^( *)>>>(?= |$)", re.MULTILINE)
_GAP = re.compile(r"\n{3,}")


class Code(str):
    """Python source that regen wrote itself: a constant, or safe pieces put together.

    Never build it from document text.
    """

    __slots__ = ()


class Identifier(str):
    """A name: of a class, function, argument, attribute or module.

    Raises:
        ValueError: the text is not an identifier in normal form, or a keyword.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """The text, checked."""
        if not is_identifier(text):
            raise ValueError(f"not a Python identifier: {text!r}")
        return super().__new__(cls, text)


class Literal(Struct, frozen=True):
    """An expression that is a constant."""

    code: str

    def __str__(self) -> str:
        return self.code


class DocText(Struct, frozen=True):
    """Text of a document as lines of a docstring, and of nothing else."""

    text: str

    def __bool__(self) -> bool:
        return bool(self.text)


_OPEN, _CLOSE = "\x02", "\x03"
"""Around the text of a document, until a docstring takes it in: `clean_lines` and all
literals hold neither.
"""


def finalize(value: object) -> str:
    """The source of `value`; Jinja's `finalize`.

    Raises:
        TypeError: `value` is none of the types of this module, nor an integer.
    """
    match value:
        case Code() | Identifier():
            return value
        case Literal():
            return value.code
        case DocText(text):
            return f"{_OPEN}{text}{_CLOSE}"
        case int() if not isinstance(value, bool):
            return str(value)  # counters of loops
        case _:
            raise TypeError(
                f"a template may not emit {type(value).__name__}: only names, "
                "expressions, literals, and text of the document in a docstring"
            )


class MisplacedText(TypeError):
    """A template put text of the document outside of a docstring."""


def check_docstrings(text: str) -> None:
    """Refuse text of a document outside of a docstring.

    Raises:
        MisplacedText: there is some.
    """
    if _OPEN in text:
        raise MisplacedText("text of the document stands outside of a docstring")


def is_identifier(text: str) -> bool:
    """Whether `text` is a name that Python neither reserves nor rewrites (NFKC)."""
    return (
        text.isidentifier()
        and not keyword.iskeyword(text)
        and (text.isascii() or normalize("NFKC", text) == text)
    )


def string(value: str) -> Literal:
    """A string literal in the quotes that black prefers.

    Line ends, controls, invisible and bidirectional characters and surrogates become
    escapes; evaluating the literal gives back `value` exactly.
    """
    return Literal(_quoted(value, _fewer_escapes(value)))


def number(value: int | float) -> Literal:
    """A literal of a boolean, an integer or a float of any size, NaN included."""
    if isinstance(value, float) and not math.isfinite(value):
        return Literal(f'float("{value}")')
    if isinstance(value, int) and value.bit_length() > 2048:
        sign = "-" if value < 0 else ""  # decimal text of this size is refused
        return Literal(f"{sign}0x{abs(value):X}")
    return Literal(repr(value))


def json_literal(value: Any, depth: int = MAX_DEPTH) -> Literal:
    """A literal of a plain JSON value: dict, list, str, int, float, bool or None.

    Raises:
        ValueError: nested more deeply than `depth`.
        TypeError: not a JSON value.
    """
    if value is None or isinstance(value, bool):
        return Literal(repr(value))
    if isinstance(value, str):
        return string(value)
    if isinstance(value, int | float):
        return number(value)
    if depth <= 0:
        raise ValueError("the value is nested too deeply to be written as a literal")
    if isinstance(value, list | tuple):
        items = (json_literal(item, depth - 1).code for item in value)
        return Literal(f"[{', '.join(items)}]")
    if isinstance(value, dict):
        pairs = (
            f"{string(key).code}: {json_literal(item, depth - 1).code}"
            for key, item in value.items()
        )
        return Literal(f"{{{', '.join(pairs)}}}")
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def fstring(parts: Sequence[str | Literal]) -> Literal:
    """A string expression: plain text as it is, and expressions in it.

    An f-string where one can hold the expressions. Before Python 3.12 they can hold
    neither a backslash nor the quotes of the f-string; such a path is written with `+`.
    """
    expressions = [part.code for part in parts if isinstance(part, Literal)]
    text = "".join(part for part in parts if isinstance(part, str))
    if not expressions:
        return string(text)
    inner = "".join(expressions)
    if "\\" in inner or ('"' in inner and "'" in inner):
        return Literal(_concatenation(parts))
    quote = _fewer_escapes(text)
    if quote in inner:
        quote = "'" if quote == '"' else '"'
    body = "".join(
        (
            f"{{{part.code}}}"
            if isinstance(part, Literal)
            else _escape(part, quote).replace("{", "{{").replace("}", "}}")
        )
        for part in parts
    )
    return Literal(f"f{quote}{body}{quote}")


def one_line(text: str) -> str:
    """`text` without line ends, controls and invisible characters, spaces collapsed."""
    return " ".join(_UNSAFE.sub(" ", text).split())


def clean_lines(text: str) -> list[str]:
    """The lines of `text`, without controls and invisible characters.

    Every line end that Python or an editor knows ends a line; tabs become four spaces
    and trailing spaces go.
    """
    if not _UNSAFE.search(text.replace("\n", "")):
        return [line.rstrip() for line in text.split("\n")]
    return [
        _UNSAFE.sub(" ", line.expandtabs(4)).rstrip() for line in _LINE_END.split(text)
    ]


def docstring(text: str, margin: int = 4, width: int = 0) -> str:
    """A docstring of what a template composed: safe, whatever text it holds.

    Blank lines at both ends are dropped, and several in a row are one. A prompt of
    doctest is broken up: tools run what follows one.

    Args:
        margin: columns before all lines but the first.
        width: columns within which the closing quotes may follow the last word.

    Returns:
        Nothing at all if the text has no words.
    """
    text = text.replace(_OPEN, "").replace(_CLOSE, "")
    text = _GAP.sub("\n\n", "\n".join(clean_lines(text)).strip("\n"))
    if not text:
        return ""
    text = text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    if ">>>" in text:
        text = _PROMPT.sub(r"\1> >>", text)
    safe = _dedent(text.split("\n"))
    if safe[0].startswith('"'):
        safe[0] = f" {safe[0]}"
    if len(safe) == 1:
        space = " " if safe[0].endswith('"') else ""
        return f'"""{safe[0]}{space}"""'
    pad = " " * margin
    rest = [f"{pad}{line}" if line else "" for line in safe[1:]]
    if len(rest[-1]) + len('"""') <= width and not rest[-1].endswith('"'):
        rest[-1] += '"""'
    else:
        rest.append(f'{pad}"""')
    return "\n".join((f'"""{safe[0]}', *rest))


def _dedent(lines: list[str]) -> list[str]:
    """The first line flush, the others moved left together, as black does."""
    depths = [len(line) - len(line.lstrip()) for line in lines[1:] if line]
    depth = min(depths, default=0)
    return [lines[0].lstrip(), *(line[depth:] for line in lines[1:])]


def _fewer_escapes(text: str) -> str:
    """Double quotes, unless single ones need fewer escapes: black's rule."""
    return "'" if text.count('"') > text.count("'") else '"'


def _quoted(text: str, quote: str) -> str:
    return f"{quote}{_escape(text, quote)}{quote}"


def _escape(text: str, quote: str) -> str:
    return _ESCAPED.sub(_escape_sequence, text).replace(quote, f"\\{quote}")


def _escape_sequence(match: re.Match[str]) -> str:
    char = match.group()
    if short := _SHORT_ESCAPES.get(char):
        return short
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _concatenation(parts: Sequence[str | Literal]) -> str:
    return " + ".join(
        part.code if isinstance(part, Literal) else string(part).code
        for part in parts
        if part
    )
