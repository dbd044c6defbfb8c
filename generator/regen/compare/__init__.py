"""Compares two APIs: what breaks for the callers of the generated package.

The comparison happens after naming, in terms of the generated Python: a function that
moves to another module breaks an import, whatever the document says about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from regen.diagnostics import Location
from regen.outputs.python.layout import package_files
from regen.outputs.python.surface import Surface
from regen.outputs.render import render

from .change import Change, Pair, Severity, Step, step
from .functions import client, functions, security, servers, webhooks
from .models import models

__all__ = ["Change", "Severity", "Step", "compare", "placed", "step"]


_PARTS = (
    client,
    security,
    functions,
    models,
    servers,
    webhooks,
)
_ORDER = list(Severity)


def compare(old: Surface, new: Surface) -> tuple[Change, ...]:
    """All changes, the breaking ones first; their places lack the file."""
    found = [
        change
        for part in _PARTS
        for change in sorted(part(old, new), key=lambda change: change.subject)
    ]
    found = found or list(_unseen(old, new))
    return tuple(sorted(found, key=lambda change: _ORDER.index(change.severity)))


def _unseen(old: Surface, new: Surface) -> Iterator[Change]:
    """The files that differ, where callers see no difference."""
    before, after = (render(package_files(surface)) for surface in (old, new))
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            message = "differs in nothing that callers use, as documentation"
            yield Pair(path).internal("code-changed", message)


def placed(
    changes: tuple[Change, ...],
    old: Callable[[str], Location],
    new: Callable[[str], Location],
) -> tuple[Change, ...]:
    """The changes with the file and the line of each place.

    Args:
        old: JSON pointer -> place, in the old document.
        new: the same in the new document.
    """
    return tuple(
        replace(
            change,
            old=change.old and old(change.old.pointer),
            new=change.new and new(change.new.pointer),
        )
        for change in changes
    )
