"""`python -m tests.hostile.bombs [--jobs N] [--as COMMAND] [FILTER]`: a row a bomb."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from . import BOMBS
from .judging import LINES, run


def main() -> int:
    """Print a row a bomb, and fail if there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.bombs")
    parser.add_argument("filter", nargs="?", default="", help="part of a name")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--as", choices=LINES, help="another command than usual")
    options = vars(parser.parse_args())
    chosen = [bomb for bomb in BOMBS if options["filter"] in bomb.name]
    if options["as"]:
        chosen = [replace(bomb, command=options["as"]) for bomb in chosen]
    faults = 0
    for found in run(chosen, options["jobs"]):
        faults += bool(found.fault)
        print(
            f"{found.name:36} {found.size:9,} B {found.cpu:6.1f} s"
            f" {found.megabytes:6.0f} MB  {found.fault or 'ok':24} {found.told}",
            flush=True,
        )
    print(f"{len(chosen)} bombs, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
