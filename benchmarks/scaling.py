"""Generation time by the size of the document: the cost per operation stays."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Figure, measure
from benchmarks.synthetic import document

SIZES = (250, 500, 1_000, 2_000, 4_000)


def table(sizes: tuple[int, ...] = SIZES, *, runs: int = 1) -> list[str]:
    """Rows: operations, seconds, milliseconds per operation beyond the start, and of
    processor time, which other work on the machine does not change much.
    """
    rows = []
    with tempfile.TemporaryDirectory() as name:
        # What a run costs before the first operation: imports, templates, black.
        start = _generated(Path(name), 1, 3)
        for size in sizes:
            figure = _generated(Path(name), size, runs)
            each = (figure.seconds - start.seconds) / size * 1_000
            cpu = (figure.cpu - start.cpu) / size * 1_000
            rows.append(
                f"{size:6,} operations {figure.seconds:7.2f} s {each:6.2f} ms each"
                f" {cpu:6.2f} ms of CPU each"
                f" {figure.megabytes:5.0f} MB"
            )
    return rows


def _generated(folder: Path, size: int, runs: int) -> Figure:
    """Cold generation of a document of `size` operations."""
    source, output = folder / f"{size}.json", folder / f"out{size}"
    source.write_text(document(size), encoding="utf-8")
    line: list[str | Path] = [sys.executable, "-m", "regen", "generate", source]
    return measure(
        [*line, "--output", output, "--package", "things"],
        runs=runs,
        before=lambda: shutil.rmtree(output, ignore_errors=True),
    )
