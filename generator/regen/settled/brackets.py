"""Statements over several lines, split at their brackets, as black splits them.

Three forms are known:

- a bracket whose items each have a line, or lines, of their own and end in a comma,
  which black calls magic: it stays;
- a call whose arguments share the one line inside, because all would not fit on one;
- the head of a function that is split in either way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .shapes import WIDTH, accepts, shape

STEP = 4
CLOSING = {"(": ")", "[": "]", "{": "}"}
_IMPORT = re.compile(r"from \.*[ND]? import \(")
_DEF = re.compile(r"def N\(")
_HEAD = re.compile(r"(?P<target>N(?:: .+)? = |return )(?P<name>[ND]?)(?P<open>[(\[{])")
_NESTED = re.compile(r"(?P<key>N=|[ND$0]: )?(?P<name>[ND]?)(?P<open>[(\[{])")

_UNBREAKABLE = re.compile(r"(?:N=|[0$ND]: )?\$,")
"""Items that black leaves alone whatever their width: it does not split strings."""


def keeps(lines: Sequence[str], indent: int) -> bool:
    """Whether black leaves a statement of several lines alone.

    Args:
        lines: whole lines; the first one opens a bracket, the last one closes it.
    """
    if len(lines[0]) > WIDTH or len(lines[-1]) > WIDTH:
        return False
    head = shape(lines[0][indent:])
    if _DEF.fullmatch(head):
        return _keeps_signature(lines, indent)
    last = lines[-1][indent:]
    if len(lines) < 3:
        return False
    if _IMPORT.fullmatch(head):
        names = (shape(line[indent:]) for line in lines[1:-1])
        return last == ")" and all(name == "    N," for name in names) and _fit(lines)
    match = _HEAD.fullmatch(head)
    if match is None or not _is_target(match["target"]):
        return False
    if match["name"] and match["open"] != "(":
        return False
    if len(lines) == 3 and match["name"] and not lines[1].endswith(","):
        return last == ")" and _keeps_call(lines, indent)
    return last == CLOSING[match["open"]] and _keeps_items(
        lines[1:-1], indent + STEP, match["open"], bool(match["name"])
    )


def _fit(lines: Sequence[str]) -> bool:
    return max(map(len, lines)) <= WIDTH


def _keeps_call(lines: Sequence[str], indent: int) -> bool:
    """Whether a call is split around its arguments, which fit on one line."""
    head, body, tail = lines
    inner = body.strip()
    return (
        len(head + inner + tail.strip()) > WIDTH >= len(body)
        and body == " " * (indent + STEP) + inner
        and accepts("arguments", shape(inner))
    )


def _is_target(target: str) -> bool:
    """Whether the left side is in order: a shape such as `N: N[N] = `."""
    return target == "return " or accepts("assignment", target + "N")


def _keeps_items(lines: Sequence[str], indent: int, bracket: str, call: bool) -> bool:
    """Whether every item has a line, or lines, of its own and ends in a comma."""
    count = at = 0
    named = False
    while at < len(lines):
        item = shape(lines[at])
        if len(item) - len(item.lstrip(" ")) != indent:
            return False
        item, start = item[indent:], at
        if len(lines[at]) > WIDTH and not _UNBREAKABLE.fullmatch(item):
            return False
        if item[-1] in CLOSING:
            at = _end(lines, at, indent)
            if at < 0 or not _keeps_nested(lines[start : at + 1], indent, item):
                return False
            item = _NESTED.sub(_stand_in, item) + ","
        named = item.startswith("N=") if not named else True
        rule = _rule(item, bracket, call, named)
        if not item.endswith(",") or not accepts(rule, item[:-1]):
            return False
        count += 1
        at += 1
    # The comma after the only item of a call or a tuple is not a magic one.
    return count > (bracket == "(")


def _rule(item: str, bracket: str, call: bool, named: bool) -> str:
    """The rule for one item; positional arguments do not follow named ones."""
    if bracket == "{":
        return "pair"
    if call and (item.startswith("N=") or not named):
        return "arguments_one"
    return "expression" if not call else "nothing"


def _stand_in(match: re.Match[str]) -> str:
    """A nested bracket as a plain name, which stands for it in the item."""
    return f"{match['key'] or ''}N"


def _end(lines: Sequence[str], start: int, indent: int) -> int:
    """The line that closes what line `start` opens, or -1."""
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if not line.startswith(" " * (indent + 1)):
            return at
    return -1


def _keeps_nested(lines: Sequence[str], indent: int, opening: str) -> bool:
    match = _NESTED.fullmatch(opening)
    if match is None or (match["name"] and match["open"] != "("):
        return False
    return lines[-1] == f"{' ' * indent}{CLOSING[match['open']]}," and _keeps_items(
        lines[1:-1], indent + STEP, match["open"], bool(match["name"])
    )


def _keeps_signature(lines: Sequence[str], indent: int) -> bool:
    """Whether the head of a function is split as black does.

    The parameters share a line if they fit on one; one alone ends in a comma then.
    Several that end in a comma have a line each.
    """
    first, *body, last = lines
    if not _fit(lines):
        return False
    tail = shape(last[indent:])
    if not tail.startswith(") -> ") or not accepts("returns", tail):
        return False
    pad = " " * (indent + STEP)
    shapes = [shape(line) for line in body]
    if not all(s.startswith(pad) and s[len(pad)] != " " for s in shapes):
        return False
    parameters = [s.strip().removesuffix(",") for s in shapes]
    if not accepts("parameters", ", ".join(parameters)):
        return False
    commas = sum(s.endswith(",") for s in shapes)
    if commas == len(shapes) > 0 and not any(map(_are_several, parameters)):
        whole = first + ", ".join(line.strip()[:-1] for line in body) + last.strip()
        return len(shapes) > 1 or len(whole) > WIDTH
    whole = first + body[0].strip() + last.strip()
    return (
        len(shapes) == 1
        and not commas
        and len(whole) > WIDTH
        and _are_several(parameters[0])
    )


def _are_several(parameters: str) -> bool:
    """Whether there is more than one parameter; a bare star before one counts."""
    depth = 0
    for character in parameters:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            return True
    return False
