"""Generation time by the size of the document: the cost per operation stays."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import measure
from benchmarks.synthetic import document

SIZES = (250, 500, 1_000, 2_000, 4_000)


def table(sizes: tuple[int, ...] = SIZES, *, runs: int = 1) -> list[str]:
    """Rows: operations, seconds, milliseconds per operation beyond the start."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        start = measure([sys.executable, "-m", "regen", "--version"], runs=3).seconds
        for size in sizes:
            source = Path(name) / f"{size}.json"
            source.write_text(document(size), encoding="utf-8")
            output = Path(name) / f"out{size}"
            line: list[str | Path] = [sys.executable, "-m", "regen", "generate", source]
            figure = measure(
                [*line, "--output", output, "--package", "things"], runs=runs
            )
            each = (figure.seconds - start) / size * 1_000
            rows.append(
                f"{size:6,} operations {figure.seconds:7.2f} s {each:6.2f} ms each"
                f" {figure.megabytes:5.0f} MB"
            )
    return rows
