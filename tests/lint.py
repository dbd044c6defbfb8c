"""Every static check, in one command: `python -m tests.lint`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ["generator", "templates/runtime", "tests", "benchmarks"]
EXAMPLE = "generated_example/src"
TYPED = ["generator", "benchmarks"]

CHECKS: list[tuple[str, ...]] = [
    ("ruff", "check", *SOURCES, EXAMPLE),
    ("black", "--check", "--quiet", "generator", "templates/runtime", "benchmarks"),
    ("black", "--check", "--quiet", "tests", EXAMPLE),
    ("mypy", *TYPED),
    ("mypy", "--strict", EXAMPLE),
    ("pyright", "--level", "error", EXAMPLE),
]


def main() -> int:
    """Run all checks, print those that fail, and give an exit code."""
    failed = []
    for check in CHECKS:
        print("$", " ".join(check), flush=True)
        command = [sys.executable, "-m", *check]
        env = {**os.environ, "MYPYPATH": "generator"}
        if subprocess.run(command, cwd=ROOT, check=False, env=env).returncode:
            failed.append(check)
    for check in failed:
        print("failed:", " ".join(check))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
