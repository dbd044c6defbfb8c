"""`python -m tests.documents.check [--jobs N] [FILTER]`: all of REGEN_CORPUS.

For each document: generate, count operations against functions, import every module,
resolve every annotation, send values of each model through JSON and back, black
--check, mypy --strict; with options also pyright strict, other interpreters and a
second hash seed. Prints a row a document and a summary. Documents are asked in shards,
the largest first, so that a checker reads what packages share once a shard.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

from tests import venvs
from tests.documents.corpus import Entry, entries
from tests.documents.row import Results, Row
from tests.documents.shard import Questions, examine, shards

SHARD = 4_000_000
"""Weight of the documents of a shard."""


def main() -> int:
    """Check the documents whose id or path contains the filter."""
    options = _options()
    chosen = [
        entry
        for entry in entries()
        if options.filter in entry.id or options.filter in str(entry.path)
    ]
    if not chosen:
        print("no documents: set REGEN_CORPUS to a folder with a MANIFEST.tsv")
        return 2
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        pythons = [
            str(venvs.make(Path(folder) / str(n), *venvs.PACKAGE_NEEDS, python=python))
            for n, python in enumerate(options.python)
        ]
        questions = Questions(
            examples=options.examples,
            mypy=not options.no_mypy,
            pyright=options.pyright,
            seeds=options.seeds,
            pythons=tuple(pythons),
        )
        asked = asdict(questions) | {"pythons": options.python}
        rows = _rows(chosen, questions, Results(options.results, asked), options.jobs)
    _summary(rows)
    print(f"{time.perf_counter() - start:.0f} s in all")
    return 1 if any(row.faults for row in rows) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.documents.check")
    parser.add_argument("filter", nargs="?", default="")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--examples", type=int, default=3)
    parser.add_argument("--no-mypy", action="store_true", help="leave mypy out")
    parser.add_argument("--pyright", action="store_true", help="pyright strict, too")
    parser.add_argument("--seeds", action="store_true", help="two hash seeds")
    parser.add_argument("--python", action="append", default=[], help="import with it")
    parser.add_argument(
        "--results", type=Path, help="folder of rows: go on where a run stopped"
    )
    return parser.parse_args()


def _rows(
    chosen: list[Entry], questions: Questions, results: Results, jobs: int
) -> list[Row]:
    rows = [row for entry in chosen if (row := results.load(entry.id))]
    known = {row.id for row in rows}
    left = [entry for entry in chosen if entry.id not in known]
    for row in rows:
        _print(row)
    with ThreadPoolExecutor(jobs) as pool:
        futures = [
            pool.submit(examine, shard, questions) for shard in shards(left, SHARD)
        ]
        for future in as_completed(futures):
            for row in future.result():
                results.save(row)
                _print(row)
                rows.append(row)
    return rows


def _print(row: Row) -> None:
    print(row, flush=True)
    for fault in row.faults[:12]:
        print(f"    {fault}", flush=True)


def _summary(rows: list[Row]) -> None:
    clean = sum(not row.faults for row in rows)
    print(f"\n{len(rows)} documents, {clean} without faults")
    print(
        f"{sum(r.operations for r in rows):,} operations,"
        f" {sum(r.functions for r in rows):,} functions,"
        f" {sum(r.models for r in rows):,} models,"
        f" {sum(r.round_trips for r in rows):,} round trips,"
        f" {sum(r.endless for r in rows):,} without finite value,"
        f" {sum(r.lines for r in rows):,} lines"
    )
    print("slowest:")
    for row in sorted(rows, key=lambda r: -r.seconds)[:10]:
        print(f"  {row.seconds:6.1f} s  {row.operations:5} operations  {row.id}")


if __name__ == "__main__":
    sys.exit(main())
