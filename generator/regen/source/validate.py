"""Whether a document can be generated from, and whether it conforms to the letter.

Two questions, and the level of a finding follows from which it answers:

- `structure.py` looks for what makes a right client impossible or a matter of
  guessing: a list where a mapping belongs, a parameter without name, a style that its
  location does not have. These are errors.
- openapi-spec-validator looks for deviations from the specification. Published
  documents have many that do no harm (a default that does not fit, a keyword of another
  version, a missing description). These are warnings, and errors only under `strict`.

So no finding of the validator stops a generation by itself, and generation never waits
for it before it has something to write: `Validation` runs it in a process beside.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any

from regen.diagnostics import Diagnostic, Level, RegenError

from .conformity import CRASHED, examine
from .document import Document
from .remarks import Remark, to_diagnostics
from .structure import check
from .worker import TIMEOUT, Worker


def fast_checks(
    document: Document, *, strict: bool = False, part: dict[str, Any] | None = None
) -> list[Diagnostic]:
    """Structural faults of a bundled document of any version, each with its place.

    It takes some hundredths of a second; what later phases read has the right shape
    unless there are errors.

    Args:
        part: see `structure.check`.
    """
    remarks = check(document.root, part)
    if strict:
        remarks = (remark._replace(level=Level.ERROR.value) for remark in remarks)
    return to_diagnostics(document, remarks)


class Validation:
    """All findings about a bundled document, collected beside other work.

    A context manager around that work. Entering runs the fast checks and gives the
    document to another process; `findings` waits for it. Leaving ends the process.
    """

    def __init__(
        self,
        document: Document,
        *,
        strict: bool,
        root: dict[str, Any] | None = None,
        worker: Worker | None = None,
    ) -> None:
        """Prepare.

        Args:
            root: the part of the document that has yet to be seen; by default all of
                it.
            worker: a process that was started earlier.
        """
        self._document = document
        self._root = document.root if root is None else root
        self._strict = strict
        self._fast: list[Diagnostic] = []
        self._worker = worker

    def __enter__(self) -> Validation:
        """Start.

        Raises:
            RegenError: the fast checks found errors.
        """
        self._fast = fast_checks(self._document, strict=self._strict, part=self._root)
        errors = [item for item in self._fast if item.level is Level.ERROR]
        if errors:
            raise RegenError(errors)
        if self._root:
            self._worker = self._worker or Worker()
            self._worker.give(self._root, self._strict)
        return self

    def handed_over(self) -> None:
        """Wait until the other process has the document."""
        if self._worker is not None:
            self._worker.handed_over()

    def findings(self) -> list[Diagnostic]:
        """All findings, those of the fast checks first; waits for the validator."""
        return self._fast + to_diagnostics(self._document, self._result())

    def _result(self) -> list[Remark]:
        if not self._root:
            return []
        try:
            found = self._worker.result() if self._worker else None
        except TimeoutError:
            text = f"openapi-spec-validator takes more than {TIMEOUT:.0f} s"
            return [Remark(CRASHED, "", text, level=Level.WARNING.value)]
        if found is None:
            return examine(self._root, strict=self._strict)
        return [Remark(*item) for item in found]

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._worker is not None:
            self._worker.stop()
