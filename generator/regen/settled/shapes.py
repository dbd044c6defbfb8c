"""What stands on one line, as black writes it.

A line is reduced to its shape, in which every name is `N`, every dotted one `D`, every
string `$` and every number `0`: `ids: list[UUID] | None = None` becomes
`N: N[N] | N = N`. Documents of any size have few shapes, so that the parser below runs
a few hundred times.
"""

from __future__ import annotations

import re
from functools import cache

WIDTH = 88

_KEYWORDS = (
    "and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for"
    "|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while"
    "|with|yield"
)
_NAME = r"[A-Za-z_]\w*"
_FLAGS = r"(?:, \w+=(?:True|False))*"
_FIELD = rf"\{{{_NAME}(?:\({_NAME}{_FLAGS}\))?\}}"
_STRING = re.compile(
    # A plain string in double quotes, or an f-string whose fields are names and calls
    # with plain arguments. A backslash, another prefix or other quotes stay as they
    # are, and no shape has them: black may want to write those differently.
    rf"""(?<![\w"'])(?:"[^"\\\n]*\"|f"(?:[^"'\\{{}}\n]|{_FIELD})*\")(?![\w"'])"""
)
_REDUCTIONS = (
    (_STRING, "$"),  # which stands nowhere in a program but in strings and comments
    (re.compile(rf"(?<!\w)(?!(?:{_KEYWORDS})\b){_NAME}"), "N"),
    (re.compile(r"N(?:\.N)+"), "D"),
    (re.compile(r"(?<![\w.])(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![\w.])"), "0"),
)


@cache
def shape(code: str) -> str:
    """The shape of a line without its indentation; one that nothing accepts for
    text that is not ASCII, because black counts its columns in another way.
    """
    if not code.isascii():
        return "?"
    for pattern, short in _REDUCTIONS:
        code = pattern.sub(short, code)
    return code


class _Other(Exception):
    """The shape is none that is known."""


class _Parser:
    """A recursive-descent parser of shapes; each method consumes what it names."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def has(self, token: str) -> bool:
        """Whether `token` comes next, which is consumed then."""
        found = self.text.startswith(token, self.at)
        self.at += len(token) * found
        return found

    def need(self, token: str) -> None:
        if not self.has(token):
            raise _Other

    def name(self) -> bool:
        """Whether a name comes next, dotted or not."""
        return self.has("N") or self.has("D")

    def end(self) -> None:
        if self.at != len(self.text):
            raise _Other

    def expression(self) -> None:
        self.operand()
        while self.has(" | "):
            self.operand()

    def operand(self) -> None:
        if self.has("$"):
            return
        if self.has("-"):
            self.need("0")
        elif self.name():
            self.trailers()
        elif not self.has("0"):
            self.display()

    def trailers(self) -> None:
        if self.has("["):
            self.subscript()
        elif self.has("(") and not self.has(")"):
            self.arguments()
            self.need(")")

    def subscript(self) -> None:
        # A tuple in parentheses as the index is one of black's special cases.
        while True:
            if self.text.startswith("(", self.at):
                raise _Other
            self.expression()
            if not self.has(", "):
                break
        self.need("]")

    def arguments(self) -> None:
        named = False
        while True:
            if self.has("N="):
                named = True
            elif named:
                raise _Other
            self.expression()
            if not self.has(", "):
                break

    def arguments_one(self) -> None:
        """One argument of a call."""
        self.has("N=")
        self.expression()

    def returns(self) -> None:
        """The last line of the head of a function."""
        self.need(") -> ")
        self.annotation()
        self.need(":")

    def nothing(self) -> None:
        raise _Other

    def display(self) -> None:
        """A list, a dict or a tuple; not parentheses that only group."""
        if self.has("["):
            if not self.has("]"):
                self.items()
                self.need("]")
        elif self.has("{"):
            if not self.has("}"):
                self.pairs()
                self.need("}")
        else:
            self.need("(")
            if not self.has(")"):
                self.expression()
                if not self.has(",)"):
                    self.need(", ")
                    self.items()
                    self.need(")")

    def items(self) -> None:
        self.expression()
        while self.has(", "):
            self.expression()

    def pair(self) -> None:
        if not (self.has("$") or self.has("0") or self.name()):
            raise _Other
        self.need(": ")
        self.expression()

    def pairs(self) -> None:
        self.pair()
        while self.has(", "):
            self.pair()

    def parameter(self) -> None:
        self.need("N: ")
        self.expression()
        if self.has(" = "):
            self.expression()

    def parameters(self) -> None:
        star = False
        while True:
            if not star and self.has("*, "):
                star = True
            self.parameter()
            if not self.has(", "):
                break

    def assignment(self) -> None:
        self.need("N")
        if self.has(": "):
            self.expression()
            if not self.has(" = "):
                return
        else:
            self.need(" = ")
        self.expression()

    def imported(self) -> None:
        while self.has("."):
            pass
        self.name()
        self.need(" import N")
        while self.has(", N"):
            pass

    def statement(self) -> None:
        if self.has("from "):
            self.imported()
        elif self.has("return "):
            self.expression()
        elif self.has("@"):
            if not self.name():
                raise _Other
            if self.has("("):
                self.arguments()
                self.need(")")
        elif self.has("class N("):
            self.arguments()
            self.need("):")
        elif self.has("def N("):
            if not self.has(")"):
                self.parameters()
                self.need(")")
            self.need(" -> ")
            self.annotation()
            self.need(":")
        elif self.text not in _WHOLE:
            self.assignment()
        else:
            self.at = len(self.text)

    def annotation(self) -> None:
        """What a function returns: parentheses around it are a special case."""
        if self.text.startswith("(", self.at):
            raise _Other
        self.expression()


_WHOLE = frozenset({"pass", "return", "else:", "if N:", "class N:", "import N"})


@cache
def accepts(rule: str, text: str) -> bool:
    """Whether all of a shape follows a rule: the name of a method of the parser."""
    parser = _Parser(text)
    try:
        getattr(parser, rule)()
        parser.end()
    except _Other:
        return False
    return True
