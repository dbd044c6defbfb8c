"""JSON pointers (RFC 6901), and the linked paths that walks build instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeAlias
from urllib.parse import unquote

LinkedPath: TypeAlias = "tuple[LinkedPath, str] | None"
"""(path of the parent, last token): cheaper to extend than the text of a pointer."""

_INDEX = re.compile(r"0|[1-9][0-9]{0,15}")


def escape(token: str) -> str:
    """`token` as it is written in a pointer."""
    if "~" in token or "/" in token:
        return token.replace("~", "~0").replace("/", "~1")
    return token


def unescape(token: str) -> str:
    """The key that `token` of a pointer stands for."""
    return token.replace("~1", "/").replace("~0", "~")


def join(tokens: Iterable[str]) -> str:
    """The canonical pointer of unescaped `tokens`."""
    return "".join([f"/{escape(token)}" for token in tokens])


def below(pointer: str, *tokens: str | int) -> str:
    """The pointer of a descendant of what stands at `pointer`."""
    return "".join([pointer, *(f"/{escape(str(token))}" for token in tokens)])


def split(pointer: str) -> list[str]:
    """The unescaped tokens of `pointer`."""
    tokens = pointer.split("/")[1:]
    return list(map(unescape, tokens)) if "~" in pointer else tokens


def tokens_of(path: LinkedPath) -> list[str]:
    """The unescaped tokens of a linked path."""
    tokens: list[str] = []
    while path is not None:
        path, token = path
        tokens.append(token)
    tokens.reverse()
    return tokens


def path_of(tokens: Iterable[str]) -> LinkedPath:
    """The linked path of unescaped `tokens`."""
    path: LinkedPath = None
    for token in tokens:
        path = (path, token)
    return path


def spellings(fragment: str) -> list[list[str]]:
    """Token lists that the pointer in a URI fragment may mean, likeliest first.

    A fragment is percent-encoded (RFC 6901, section 6). Keys that hold a bare `%`
    are often written as they are, so the raw text is the second reading.
    """
    if "%" not in fragment:
        return [split(fragment)]
    return [split(unquote(fragment)), split(fragment)]


def step(node: Any, token: str) -> Any:
    """The child of `node` under `token`.

    Raises:
        LookupError: there is none.
    """
    if isinstance(node, dict):
        return node[token]
    if isinstance(node, list) and _INDEX.fullmatch(token):
        return node[int(token)]
    raise LookupError(token)


def lookup(root: Any, tokens: Iterable[str]) -> Any:
    """What stands at `tokens` under `root`.

    Raises:
        LookupError: nothing stands there.
    """
    for token in tokens:
        root = step(root, token)
    return root


def value_at(root: Any, pointer: str) -> Any:
    """What stands at `pointer`, given without `#`.

    Raises:
        LookupError: nothing stands there.
    """
    return lookup(root, split(pointer))


def exists(root: Any, pointer: str) -> bool:
    """Whether something stands at `pointer`."""
    try:
        value_at(root, pointer)
    except LookupError:
        return False
    return True


def within(pointer: str, parent: str) -> bool:
    """Whether `pointer` is `parent` or stands below it."""
    return pointer == parent or pointer.startswith(parent + "/")
