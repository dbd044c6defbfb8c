"""Every static check, in one command: `python -m tests.lint`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ["generator", "templates/runtime", "tests", "benchmarks"]
EXAMPLE = "generated_example/src"

CHECKS: list[tuple[str, ...]] = [
    ("ruff", "check", *SOURCES, EXAMPLE),
    ("black", "--check", *SOURCES, EXAMPLE),
    ("mypy", "generator", "benchmarks"),
    ("mypy", EXAMPLE),
    ("pyright", "--pythonpath", sys.executable),
]
"""Run as modules of this interpreter, with the settings of pyproject.toml."""


def main() -> int:
    """Run all checks, name those that fail, and give an exit code."""
    failed = []
    for check in CHECKS:
        print("$", " ".join(check), flush=True)
        command = [sys.executable, "-m", *check]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(check)
    for check in failed:
        print("failed:", " ".join(check))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
