"""regen beside the fastest other generator, document by document.

`python -m benchmarks.nearest DOCUMENT...` prints a row a document: seconds of both as
medians of several runs, taken in turn, and their ratio; then the geometric mean of the
ratios. A document that the other generator refuses has no ratio.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.generation import cold, of_peer
from benchmarks.peers import NEAREST


def table(documents: Sequence[Path], *, runs: int) -> Iterator[str]:
    """A row a document, and the geometric mean of the ratios."""
    ratios = []
    for document in documents:
        own, _ = cold(document, runs)
        row = f"{document.parent.name}/{document.name:36} regen {own.seconds:6.2f} s"
        try:
            other, _ = of_peer(NEAREST, document, runs)
        except RuntimeError as problem:
            yield f"{row}  {NEAREST.name} refuses: {str(problem)[-80:]!r}"
            continue
        ratio = own.seconds / other.seconds
        ratios.append(ratio)
        yield f"{row}  {NEAREST.name} {other.seconds:6.2f} s  ratio {ratio:.2f}"
    if ratios:
        mean = statistics.geometric_mean(ratios)
        yield f"geometric mean of {len(ratios)} ratios: {mean:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nearest")
    parser.add_argument("documents", type=Path, nargs="+", metavar="DOCUMENT")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", help="for what is written, else that of the system")
    options = parser.parse_args()
    tempfile.tempdir = options.folder or tempfile.gettempdir()
    for row in table(options.documents, runs=options.runs):
        print(row, flush=True)


if __name__ == "__main__":
    main()
