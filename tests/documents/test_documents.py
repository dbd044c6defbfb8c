"""Part of the check of real documents: the small ones, and those that are broken.

`python -m tests.documents.check` asks the same, and more, of all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.documents.corpus import Entry, entries
from tests.documents.shard import Questions, examine, shards

SMALL = 40_000
"""Bytes of a document that is generated in about a second."""
SHARD = 900_000
"""Bytes of the documents of one test, each counted with its runtime."""

CHOSEN = [e for e in entries() if e.tier == "broken" or e.path.stat().st_size < SMALL]

pytestmark = pytest.mark.corpus


def test_there_are_documents() -> None:
    if not entries():
        pytest.skip("REGEN_CORPUS names no folder of documents")
    assert len(CHOSEN) > 50
    assert {entry.tier for entry in CHOSEN} >= {"real", "broken"}


@pytest.mark.parametrize(
    "shard",
    list(shards(CHOSEN, SHARD)),
    ids=lambda shard: f"{shard[0].id} and {len(shard)}",
)
def test_documents(shard: Sequence[Entry]) -> None:
    rows = examine(shard, Questions(examples=1, mypy=True))
    assert len(rows) == len(shard)
    assert {row.id: row.faults for row in rows if row.faults} == {}
