"""Part of the check of real documents: the small ones, and those that are broken.

`python -m tests.documents.check` asks the same of all of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.corpus import Entry, entries
from tests.documents.examine import Questions, examine

SMALL = 40_000
"""Bytes of a document that is generated in about a second."""
TYPED_EVERY = 6
"""One document of so many is read by mypy here, too."""

CHOSEN = [e for e in entries() if e.tier == "broken" or e.path.stat().st_size < SMALL]

pytestmark = pytest.mark.corpus


def test_there_are_documents() -> None:
    if not entries():
        pytest.skip("REGEN_CORPUS names no folder of documents")
    assert len(CHOSEN) > 50


@pytest.mark.parametrize(
    ("number", "entry"), enumerate(CHOSEN), ids=[entry.id for entry in CHOSEN]
)
def test_document(
    number: int, entry: Entry, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cache = tmp_path_factory.getbasetemp() / "mypy"
    questions = Questions(examples=1, mypy=number % TYPED_EVERY == 0)
    row = examine(entry, questions, Path(cache))
    assert row.faults == []
