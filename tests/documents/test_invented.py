"""Documents that nobody wrote: all of it becomes code that imports."""

from __future__ import annotations

import json
from pathlib import Path

from tests.documents.corpus import Entry
from tests.documents.invent import Inventor
from tests.documents.shard import Questions, examine

METHODS = {"get", "put", "post", "delete", "head", "options", "patch", "query"}
SEEDS = ((3, "3.0.3"), (4, "3.1.1"), (7, "3.1.1"), (8, "3.2.0"), (20, "3.2.0"))


def invented(seed: int, version: str, folder: Path) -> Entry:
    document = Inventor(seed, version).document()
    path = folder / f"{seed}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    count = sum(len(METHODS & item.keys()) for item in document["paths"].values())
    return Entry(f"invented-{seed}", path, version, count, "synth", frozenset())


def test_n4_invented_documents(tmp_path: Path) -> None:
    documents = [invented(*chosen, tmp_path) for chosen in SEEDS]
    rows = examine(documents, Questions())
    assert {row.id: row.faults for row in rows} == {e.id: [] for e in documents}
