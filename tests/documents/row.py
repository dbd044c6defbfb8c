"""What the check finds about one document, and the folder that keeps it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Row:
    """What was found.

    Attributes:
        operations: how many the manifest counts.
        expected: how many can be generated; fewer where references dangle.
        functions: how many were found in the package.
        round_trips: models of which values went to JSON and back.
        endless: models that have no finite value, such as one that requires itself.
        lines: of the package without its runtime.
        seconds: wall time of generation, the start of the command included.
        faults: what went wrong, a line each; none if all is well.
        notes: warnings of the generator, counted by code.
    """

    id: str
    operations: int = 0
    expected: int = 0
    functions: int = 0
    models: int = 0
    round_trips: int = 0
    endless: int = 0
    lines: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        state = f"FAULTS {len(self.faults)}" if self.faults else "ok"
        counts = f"{self.operations:5}/{self.functions:<5}"
        values = f"{self.models:5} models {self.round_trips:5} round"
        size = f"{self.lines:7} lines {self.seconds:6.1f} s"
        return f"{self.id[:52]:52} {counts} {values} {size}  {state}"


@dataclass(frozen=True, slots=True)
class Results:
    """A folder with the rows of documents that have no faults.

    A row counts only for the same questions. A run that is given the folder again asks
    about the other documents; after a change of regen, begin with an empty one.

    Attributes:
        folder: `None` keeps nothing.
    """

    folder: Path | None
    questions: dict[str, Any]

    def load(self, id: str) -> Row | None:
        """The row of an earlier run."""
        if self.folder is None or not (path := self._path(id)).exists():
            return None
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["questions"] != self.questions:
            return None
        return Row(**kept["row"])

    def save(self, row: Row) -> None:
        """Keep a row, unless it has faults."""
        if self.folder is None or row.faults:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = {"questions": self.questions, "row": asdict(row)}
        self._path(row.id).write_text(json.dumps(kept), encoding="utf-8")

    def _path(self, id: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{id}.json"
