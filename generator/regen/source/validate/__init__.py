"""Whether a document can be generated from, and whether it conforms to the letter.

Two questions, and the level of a diagnostic follows from which it answers:

- `structure.py` looks for what makes a right client impossible or a matter of
  guessing: a list where a mapping belongs, a parameter without name, a style that its
  location does not have. These are errors.
- openapi-spec-validator looks for deviations from the specification. Published
  documents have many that do no harm (a default that does not fit, a keyword of another
  version, a missing description). These are warnings, and errors only under `strict`.

So no diagnostic of the validator stops a generation by itself, and generation does not
wait for it before it has something to write.
"""

from __future__ import annotations

from regen.diagnostics import Diagnostic, Level, RegenError

from ..document import Document
from .structure import check
from .validator_process import Examination, start_examination


def check_structure(document: Document, *, strict: bool = False) -> list[Diagnostic]:
    """Structural faults of a bundled document of any version, each with its place.

    It takes some hundredths of a second; what later phases read has the right shape
    unless there are errors.
    """
    found = check(document.root)
    if strict:
        found = (item._replace(level=Level.ERROR) for item in found)
    return document.placed(found)


class Validation:
    """The validation of a bundled document, which goes on beside other work."""

    def __init__(self, document: Document, *, strict: bool) -> None:
        """Check the structure, and give the document to the validator.

        Raises:
            RegenError: the structure has errors.
        """
        self._document = document
        self._structure = check_structure(document, strict=strict)
        errors = [item for item in self._structure if item.level is Level.ERROR]
        if errors:
            raise RegenError(errors)
        self._examination: Examination = start_examination(document.root, strict=strict)

    def diagnostics(self) -> list[Diagnostic]:
        """All diagnostics, those of the structure first; waits for the validator."""
        known = {item.location for item in self._structure}
        found = self._document.placed(self._examination.result())
        # What our own checks say of a place, the validator says in other words.
        return self._structure + [item for item in found if item.location not in known]
