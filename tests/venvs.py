"""Fresh virtual environments, made without copying pip into each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE_NEEDS = ("httpx2", "msgspec", "typing_extensions")
"""What a generated package imports, on the oldest Python."""


class NotInstalledError(AssertionError):
    """Packages could not be installed."""


def make(
    folder: Path,
    *requirements: str | Path,
    python: str = sys.executable,
    constraints: Path = ROOT / "constraints.txt",
) -> Path:
    """A virtual environment with these packages; its interpreter.

    Raises:
        NotInstalledError: pip failed; its last words.
    """
    venv = [python, "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(venv, check=True)
    inside = folder / "bin" / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", inside]
    options = ["-q", "--disable-pip-version-check", "-c", str(constraints)]
    done = subprocess.run(
        [*pip, "install", *options, *requirements], capture_output=True, text=True
    )
    if done.returncode != 0:
        raise NotInstalledError(done.stderr)
    return inside
