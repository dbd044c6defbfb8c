"""`python -m benchmarks [DOCUMENT] [--quick]`: every table."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks import decoding, generation, importing, scaling

SPECS = Path(__file__).parents[1] / "specs" / "deploy-application.md"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("document", type=Path, nargs="?", default=SPECS)
    parser.add_argument("--quick", action="store_true", help="one run, no peers")
    parser.add_argument("--folder", help="for what is written, else that of the system")
    options = parser.parse_args()
    # It matters: a new file takes 0.02 ms on one file system and 0.5 on another.
    tempfile.tempdir = options.folder or tempfile.gettempdir()
    runs = 1 if options.quick else 5
    print("Generation")
    for row in generation.table(options.document, runs=runs, peers=not options.quick):
        print(" ", row)
    print("Scaling")
    sizes = (50, 100) if options.quick else scaling.SIZES
    for row in scaling.table(sizes, runs=runs):
        print(" ", row)
    print("Importing one operation and its models")
    sizes = (50, 100) if options.quick else (250, 4_000)
    for row in importing.table(options.document, sizes):
        print(" ", row)
    print("Decoding and encoding, microseconds")
    for row in decoding.table(options.quick):
        print(" ", row)


if __name__ == "__main__":
    main()
