"""Two APIs -> what breaks for the callers of the generated package.

The comparison happens after naming, in terms of the generated Python: a function that
moves to another module breaks an import, whatever the document says about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from regen import ir
from regen.diagnostics import Location
from regen.naming import Names
from regen.outputs.python.layout import plan

from . import package
from .change import Change, Pair, Severity, Step, step
from .declared import declared
from .functions import functions
from .survey import survey

__all__ = ["Change", "Severity", "Step", "compare", "placed", "step"]


class _Package(Struct, frozen=True):
    """As much of a configuration as planning asks for."""

    package: str
    send_defaults: bool = False


_PARTS = (
    package.client,
    package.security,
    functions,
    declared,
    package.servers,
    package.webhooks,
)
_ORDER = list(Severity)


def compare(
    old: ir.Api, old_names: Names, new: ir.Api, new_names: Names
) -> tuple[Change, ...]:
    """All changes, the breaking ones first; their places lack the file."""
    before, after = survey(old, old_names), survey(new, new_names)
    found = [
        change
        for part in _PARTS
        for change in sorted(part(before, after), key=lambda change: change.subject)
    ]
    found = found or list(_unseen(old, old_names, new, new_names))
    return tuple(sorted(found, key=lambda change: _ORDER.index(change.severity)))


def _unseen(
    old: ir.Api, old_names: Names, new: ir.Api, new_names: Names
) -> Iterator[Change]:
    """The files that differ, where callers see no difference."""
    before, after = (
        {file.path: file.view() for file in plan(*both).files}
        for both in (
            (old, old_names, _Package(old_names.package)),
            (new, new_names, _Package(new_names.package)),
        )
    )
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            message = "differs in nothing that callers use, as documentation"
            yield Pair(path).internal("code-changed", message)


def placed(
    changes: tuple[Change, ...],
    old: Callable[[str], Location],
    new: Callable[[str], Location],
) -> tuple[Change, ...]:
    """The changes with file and line of their places.

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
