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
        features: what the manifest says that it has, its version included.
    """

    id: str
    path: Path
    version: str
    operations: int
    tier: str
    features: frozenset[str]

    @property
    def weight(self) -> int:
        """What a check of it costs: its bytes, and those of a package's runtime."""
        return self.path.stat().st_size + 50_000


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
            frozenset(
                [row["version"][:3], *(f.split("=")[0] for f in row["flags"].split())]
            ),
        )
        for row in rows
    ]


def representative(documents: list[Entry]) -> list[Entry]:
    """Some of the documents that together have every feature, at a low cost."""
    left: set[str] = set().union(*(entry.features for entry in documents))
    chosen = []
    while left:
        best = max(documents, key=lambda e: (len(e.features & left) / e.weight, e.id))
        chosen.append(best)
        left -= best.features
    return chosen
