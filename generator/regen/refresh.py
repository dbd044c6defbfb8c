"""One client brought up to date, or found stale, and what there is to say about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from regen.diagnostics import Diagnostic, RegenError
from regen.freshness import is_fresh
from regen.report import as_json

if TYPE_CHECKING:
    from regen.changes import Change
    from regen.config import Config


class Outcome(NamedTuple):
    """What became of one client.

    Attributes:
        package: the package folder.
        state: fresh, stale (it would be written), written or failed.
        changes: the files that differed.
        diagnostics: errors if it failed, else warnings and remarks.
        diff: the changes as a unified diff, if it was asked for.
        exit_code: 2 or 3 if it failed, else 0.
    """

    package: Path
    state: str
    changes: tuple[Change, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    diff: str = ""
    exit_code: int = 0

    def line(self) -> str:
        """The outcome for people."""
        text = f"{self.package.as_posix()}: {self.state}"
        if not self.changes:
            return text
        from regen.changes import summary

        return f"{text}, {summary(self.changes)}"

    def as_json(self) -> dict[str, Any]:
        """The outcome for machines."""
        value: dict[str, Any] = {
            "package": self.package.as_posix(),
            "state": self.state,
            "changes": [{"file": c.file, "reason": c.reason} for c in self.changes],
            "diagnostics": as_json(self.diagnostics),
        }
        return value | ({"diff": self.diff} if self.diff else {})


def refresh(config: Config, *, dry: bool = False, diff: bool = False) -> Outcome:
    """Generate a client unless it is fresh.

    Args:
        dry: write nothing.
        diff: compute the difference as text.
    """
    try:
        if is_fresh(config):
            return Outcome(config.folder, "fresh")
        return _refresh(config, dry=dry, diff=diff)
    except RegenError as problem:
        return Outcome(
            config.folder,
            "failed",
            diagnostics=problem.diagnostics,
            exit_code=problem.exit_code,
        )


def _refresh(config: Config, *, dry: bool, diff: bool) -> Outcome:
    # Imported here: a run that finds everything fresh must not pay for the phases; and
    # the validator first, which is imported by its own process beside them.
    from regen.source.validate.validator_process import validator_process

    with validator_process():
        from regen.changes import as_diff, changes
        from regen.pipeline import build, generate
        from regen.write import check_target

        package = build(config)
        check_target(package.folder, package.files, package.old)
        found = changes(package)
        text = as_diff(package, found) if diff else ""
        state = "stale" if found else "fresh"
        if found and not dry:
            generate(package)
            state = "written"
        return Outcome(package.folder, state, found, package.diagnostics, text)
