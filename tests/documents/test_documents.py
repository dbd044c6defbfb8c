"""Part of the check of real documents: some with every feature, and the broken ones.

`python -m tests.documents.check` asks the same, and more, of all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.documents.corpus import Entry, entries, representative
from tests.documents.shard import Questions, examine, shards

SHARD = 600_000
"""Weight of the documents of one test."""

BROKEN = [entry for entry in entries() if entry.tier == "broken"]
CHOSEN = representative([entry for entry in entries() if entry.tier != "broken"])

pytestmark = pytest.mark.corpus


def test_there_are_documents() -> None:
    if not entries():
        pytest.skip("REGEN_CORPUS names no folder of documents")
    assert len(BROKEN) > 5
    assert {entry.version[:3] for entry in CHOSEN} >= {"2.0", "3.0", "3.1", "3.2"}


@pytest.mark.parametrize(
    "shard",
    list(shards([*BROKEN, *CHOSEN], SHARD)),
    ids=lambda shard: f"{len(shard)} from {shard[0].id}",
)
def test_documents(shard: Sequence[Entry]) -> None:
    rows = examine(shard, Questions(examples=2, mypy=True))
    assert len(rows) == len(shard)
    assert {row.id: row.faults for row in rows if row.faults} == {}
