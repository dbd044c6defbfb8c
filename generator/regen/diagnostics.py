"""What regen tells a person about a document: where, what is wrong, what to do."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import NamedTuple


class Level(enum.Enum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Location(NamedTuple):
    """A place in an input file.

    Attributes:
        file: path as the user named it.
        line: counted from 1; 0 if the place has no line.
        column: counted from 1; 0 if the place has no column.
        pointer: JSON pointer in that file (RFC 6901), without `#`.
    """

    file: str
    line: int = 0
    column: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.line:
            place.append(str(self.line))
            if self.column:
                place.append(str(self.column))
        return ":".join(place)


class Diagnostic(NamedTuple):
    """A finding.

    Attributes:
        code: a short, stable name of the kind of finding, as `dangling-reference`.
        location: `None` if no place in a file is to blame.
        hint: what to do about it, or empty.
    """

    level: Level
    code: str
    message: str
    location: Location | None = None
    hint: str = ""


class RegenError(Exception):
    """Nothing is written: the input or the surroundings are at fault.

    Attributes:
        diagnostics: at least one, of level ERROR.
        exit_code: 2 the document or the configuration is wrong, 3 a construct is not
            supported.
    """

    def __init__(
        self, diagnostics: Diagnostic | Iterable[Diagnostic], exit_code: int = 2
    ) -> None:
        if isinstance(diagnostics, Diagnostic):
            diagnostics = (diagnostics,)
        self.diagnostics = tuple(diagnostics)
        self.exit_code = exit_code
        super().__init__("\n".join(d.message for d in self.diagnostics))


def error(
    code: str, message: str, location: Location | None = None, hint: str = ""
) -> RegenError:
    """A `RegenError` of one finding, with exit code 2."""
    return RegenError(Diagnostic(Level.ERROR, code, message, location, hint))
