"""Findings about a document as plain data, before they get a place in a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from regen.diagnostics import Diagnostic, Level

from .document import Document


class Remark(NamedTuple):
    """A finding that can be sent between processes.

    Attributes:
        code: the kind of finding.
        pointer: place in the bundled document.
        level: value of a `Level`.
    """

    code: str
    pointer: str
    message: str
    hint: str = ""
    level: str = Level.ERROR.value


def to_diagnostics(document: Document, remarks: Iterable[Remark]) -> list[Diagnostic]:
    """The findings with their places in the input files."""
    return [
        Diagnostic(
            Level(remark.level),
            remark.code,
            remark.message,
            document.location(remark.pointer),
            remark.hint,
        )
        for remark in remarks
    ]
