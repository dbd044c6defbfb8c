"""Limits on the size of inputs; real documents stay far below.

`limit-factor` of a client raises those that a large document could meet. They are
asked with `most`, wherever a document is read.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_factor: ContextVar[int] = ContextVar("limit_factor", default=1)

MORE = "`limit-factor` in the configuration allows more"


@contextmanager
def raised(factor: int) -> Generator[None]:
    """Let documents have `factor` times as much of what `most` is asked for."""
    token = _factor.set(factor)
    try:
        yield
    finally:
        _factor.reset(token)


def most(limit: int) -> int:
    """A limit, as the configuration of the client raises it."""
    return limit * _factor.get()


MAX_DEPTH = 200
"""Levels of nesting, after aliases. The deepest published documents have about 60."""

MAX_KEY = 1_000
"""Characters of a key whose value has parts, each of which has it in its pointer."""

MAX_DIGITS = 4000
"""Characters of a number; Python itself refuses to read more than 4,300 digits."""

MAX_ALIASES = 50
"""YAML aliases of mappings and lists whose anchors a person named. Published documents
have none or a few; other readers of OpenAPI documents draw the line here, too."""

MAX_ALIASED_NODES = 1_000_000
"""Mappings and lists that exist only because YAML aliases repeat them."""

MAX_MERGED_KEYS = 100_000
"""Keys that mappings take over from others by `<<`."""

MAX_ALIASED_TEXT = 10_000_000
"""Characters of long texts that exist only because YAML aliases repeat them."""

MAX_HOPS = 1_000
"""References that a pointer may pass through on its way to a target."""

MAX_POINTER = 1_000
"""Tokens of a pointer, with what references on its way add."""

MAX_HINTS = 20
"""Missing members that are compared with all others, each of which takes a while."""

MAX_DOWNLOAD = 32 * 1024 * 1024
"""Bytes of one document behind a URL, and of all files that it refers to."""

DOWNLOAD_SECONDS = 60
"""Seconds for all of a download, redirects included."""

MAX_OVERLAID = 300_000
"""Values that overlays add to a document."""

OVERLAY_SECONDS = 10
"""Seconds of CPU that the overlays of a client may take."""

MAX_JSONPATH = 10_000
"""Characters of a JSONPath in an overlay."""

MAX_DOWNLOADS = 2_000
"""Files behind URLs that one document may consist of."""

DOWNLOADS_SECONDS = 600
"""Seconds after which no more of them are fetched."""

MAX_INLINED = 100_000
"""References that are replaced by what they lead to."""

MAX_INLINED_NODES = 300_000
"""Mappings and lists that stand more than once, because references are replaced."""


MAX_PROPERTIES = 250_000
"""Properties of all models, inherited ones in each again; large real documents have
11,000."""


def measure(root: Any, sizes: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Count the objects and lists in a tree, and the levels of its nesting.

    What stands in several places counts each time, and is visited once.

    Args:
        root: an object or a list.
        sizes: receives the same of each container, by its identity.
    """
    stack = [(root, False)]
    while stack:
        value, visited = stack.pop()
        if id(value) in sizes:
            continue
        children = value.values() if isinstance(value, dict) else value
        inner = [child for child in children if isinstance(child, dict | list)]
        if visited:
            found = [sizes[id(child)] for child in inner]
            size = 1 + sum(s for s, _ in found)
            sizes[id(value)] = size, 1 + max((d for _, d in found), default=0)
        else:
            stack.append((value, True))
            stack.extend((child, False) for child in inner)
    return sizes[id(root)]
