"""Documents that nobody wrote: all of it becomes code that imports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.documents.corpus import Entry
from tests.documents.examine import Questions, examine
from tests.documents.invent import Inventor

METHODS = {"get", "put", "post", "delete", "head", "options", "patch", "query"}
SEEDS = ((3, "3.0.3"), (4, "3.1.1"), (7, "3.1.1"), (8, "3.2.0"), (20, "3.2.0"))


@pytest.mark.parametrize(("seed", "version"), SEEDS)
def test_n4_an_invented_document(seed: int, version: str, tmp_path: Path) -> None:
    document = Inventor(seed, version).document()
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    count = sum(len(METHODS & item.keys()) for item in document["paths"].values())

    row = examine(Entry("", path, version, count, "synth"), Questions(), tmp_path)

    assert row.faults == []
