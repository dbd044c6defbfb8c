"""Every static check, in one command: `python -m tests.lint`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ["generator", "templates/runtime", "tests", "benchmarks"]
EXAMPLE = "generated_example/src"
CLIENT = ROOT / "build" / "lint" / "demo_client"
"""A client without code: the runtime as the tests import it (`mypy_path`)."""

CHECKS: list[tuple[str, ...]] = [
    ("ruff", "check", *SOURCES, EXAMPLE),
    ("black", "--check", *SOURCES, EXAMPLE),
    ("mypy", "generator", "benchmarks", "tests", str(CLIENT)),
    ("mypy", EXAMPLE),
    ("pyright", "--pythonpath", sys.executable),
]
"""Run as modules of this interpreter, with the settings of pyproject.toml."""


def make_client() -> None:
    """Give the runtime the package that it has in a client."""
    CLIENT.mkdir(parents=True, exist_ok=True)
    (CLIENT / "__init__.py").touch()
    if not (CLIENT / "_runtime").exists():
        runtime = ROOT / "templates" / "runtime"
        (CLIENT / "_runtime").symlink_to(runtime, target_is_directory=True)


def main() -> int:
    """Run all checks, name those that fail, and give an exit code."""
    make_client()
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
