"""What a comparison finds."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from msgspec import Struct

from regen.diagnostics import Location


class Severity(enum.Enum):
    """What a change means for code that uses the package."""

    BREAKING = "breaking"
    """Code that works and type-checks today may not tomorrow."""
    COMPATIBLE = "compatible"
    """There is something new, or something accepts more than it did."""
    INTERNAL = "internal"
    """Nothing to see from outside: another path, another URL."""


class Step(enum.Enum):
    """The part of the version that a release has to raise (Semantic Versioning 2.0)."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


_STEPS = {
    Severity.BREAKING: Step.MAJOR,
    Severity.COMPATIBLE: Step.MINOR,
    Severity.INTERNAL: Step.PATCH,
}


class Change(Struct, frozen=True):
    """One difference between two packages.

    Attributes:
        kind: what happened to what, as `argument-removed`; stable.
        subject: the Python name, relative to the package: `models.Pet.name`,
            `operations.pets.list_pets(limit)`.
        message: what changed, and for whom.
        old: the place in the old document; `None` for what is new.
        new: the place in the new document; `None` for what is gone.
    """

    kind: str
    severity: Severity
    subject: str
    message: str
    old: Location | None = None
    new: Location | None = None


def step(changes: Iterable[Change]) -> Step:
    """The step that the gravest of the changes asks for."""
    found = {change.severity for change in changes}
    return next((_STEPS[grade] for grade in Severity if grade in found), Step.NONE)


class Pair(Struct, frozen=True):
    """The same thing in both packages, for the changes that it yields.

    Attributes:
        subject: the Python name of the thing.
        old: JSON pointer in the old document; `None` if it has no place there.
        new: JSON pointer in the new document; `None` if it has no place there.
    """

    subject: str
    old: str | None = None
    new: str | None = None

    def part(self, suffix: str, old: str | None, new: str | None) -> Pair:
        """Something inside it."""
        return Pair(self.subject + suffix, old, new)

    def breaking(self, kind: str, message: str) -> Change:
        """A change that breaks callers."""
        return self._change(kind, Severity.BREAKING, message)

    def compatible(self, kind: str, message: str) -> Change:
        """A change that callers need not care about, but may use."""
        return self._change(kind, Severity.COMPATIBLE, message)

    def internal(self, kind: str, message: str) -> Change:
        """A change that callers do not see."""
        return self._change(kind, Severity.INTERNAL, message)

    def _change(self, kind: str, severity: Severity, message: str) -> Change:
        old, new = (
            None if pointer is None else Location("", pointer=pointer)
            for pointer in (self.old, self.new)
        )
        return Change(kind, severity, self.subject, message, old, new)
