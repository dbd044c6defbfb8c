"""`python -m tests.documents.check [--jobs N] [FILTER]`: all of REGEN_CORPUS.

For each document: generate, count operations against functions, import every module,
resolve every annotation, send values of each model through JSON and back, black
--check, mypy --strict; with options also pyright strict, other interpreters and a
second hash seed. Prints a row a document and a summary.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.documents.corpus import entries
from tests.documents.examine import Questions, Row, examine


def main() -> int:
    """Check the documents whose id or path contains the filter."""
    parser = argparse.ArgumentParser(prog="python -m tests.documents.check")
    parser.add_argument("filter", nargs="?", default="")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--examples", type=int, default=3)
    parser.add_argument("--no-mypy", action="store_true", help="leave mypy out")
    parser.add_argument("--pyright", action="store_true", help="pyright strict, too")
    parser.add_argument("--seeds", action="store_true", help="two hash seeds")
    parser.add_argument("--python", action="append", default=[], help="import with it")
    options = parser.parse_args()
    questions = Questions(
        options.examples,
        not options.no_mypy,
        options.pyright,
        options.seeds,
        tuple(options.python),
    )
    chosen = [
        entry
        for entry in entries()
        if options.filter in entry.id or options.filter in str(entry.path)
    ]
    if not chosen:
        print("no documents: set REGEN_CORPUS to a folder with a MANIFEST.tsv")
        return 2
    rows = []
    with (
        tempfile.TemporaryDirectory() as cache,
        ThreadPoolExecutor(options.jobs) as pool,
    ):
        futures = [
            pool.submit(
                examine,
                entry,
                questions,
                Path(cache) / str(number % options.jobs),
            )
            for number, entry in enumerate(chosen)
        ]
        for future in futures:
            rows.append(future.result())
            _print(rows[-1])
    _summary(rows)
    return 1 if any(row.faults for row in rows) else 0


def _print(row: Row) -> None:
    print(row, flush=True)
    for fault in row.faults[:8]:
        print(f"    {fault}", flush=True)


def _summary(rows: list[Row]) -> None:
    clean = sum(not row.faults for row in rows)
    print(f"\n{len(rows)} documents, {clean} without faults")
    print(
        f"{sum(r.operations for r in rows):,} operations,"
        f" {sum(r.functions for r in rows):,} functions,"
        f" {sum(r.models for r in rows):,} models,"
        f" {sum(r.lines for r in rows):,} lines"
    )
    print("slowest:")
    for row in sorted(rows, key=lambda r: -r.seconds)[:10]:
        print(f"  {row.seconds:6.1f} s  {row.operations:5} operations  {row.id}")


if __name__ == "__main__":
    sys.exit(main())
