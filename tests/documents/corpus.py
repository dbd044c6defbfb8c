"""The documents of REGEN_CORPUS, as its manifest lists them."""

from __future__ import annotations

import csv
import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """One document.

    Attributes:
        operations: how many the manifest counts.
        tier: real, test, synth or broken.
    """

    id: str
    path: Path
    version: str
    operations: int
    tier: str


def folder() -> Path | None:
    """The folder of the documents, or `None` where there is none."""
    name = os.environ.get("REGEN_CORPUS")
    return Path(name) if name else None


def entries() -> list[Entry]:
    """All documents in the order of the manifest; empty without a folder."""
    root = folder()
    if root is None:
        return []
    csv.field_size_limit(sys.maxsize)
    with (root / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Entry(
            row["id"],
            root / row["path"],
            row["version"],
            int(row["operations"] or 0),
            row["tier"],
        )
        for row in rows
    ]
