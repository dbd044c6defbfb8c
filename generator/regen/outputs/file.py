"""A file that an output wants written."""

from __future__ import annotations

import enum
from collections.abc import Callable

from msgspec import Struct


class TextKind(enum.Enum):
    """What the text of a file is, which decides what a template may emit into it."""

    PYTHON = "python"
    MARKDOWN = "markdown"
    EMPTY = "empty"


class File(Struct, frozen=True):
    """A file to be rendered.

    Attributes:
        path: from the root of the output, with slashes.
        template: renders the text.
        view: what the template reads as `view`.
        taken: names that a Python module declares, and that no import may have.
        home: name of a model -> its module, for modules that stand beside the models.
    """

    path: str
    template: str = ""
    view: object = None
    taken: frozenset[str] = frozenset()
    home: Callable[[str], str] | None = None
    kind: TextKind = TextKind.PYTHON
