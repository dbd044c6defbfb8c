"""regen with the lowest versions that it allows: `python -m tests.lowest`.

`--install` brings them, with the tools that tests need, into the environment of this
interpreter; it needs pip and nothing else there. Without it, the tests that use these
libraries most run with them.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PROJECTS = (ROOT / "pyproject.toml", ROOT / "generated_example" / "pyproject.toml")
"""regen, and a package that it generates: what both depend on is lowered."""
CONSTRAINTS = ROOT / "constraints.txt"
RELEASED_TOGETHER = {"httpx2": ("httpcore2",)}
"""Libraries that pin another one to their own version."""
PARTS = (
    *("golden", "behaviour", "runtime", "codec", "literals"),
    *("source", "validate", "cli", "hostile"),
)
"""Folders of tests in which every dependency of regen and of its packages works."""

_REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[\w,]+\])?>=([\d.]+)")
_PIN = re.compile(r"([\w.-]+)==")


def normal(name: str) -> str:
    """The name of a distribution as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def numbers(text: str) -> tuple[int, ...]:
    """A version of plain numbers as a value that compares."""
    return tuple(int(part) for part in text.split("."))


def requirements(project: Path) -> list[str]:
    """What a project depends on, as its pyproject.toml says it."""
    found: list[str] = tomllib.loads(project.read_text())["project"]["dependencies"]
    return found


def bounds() -> dict[str, str]:
    """Distribution -> the lowest version that all who depend on it allow.

    Raises:
        ValueError: a dependency has no lower bound.
    """
    found: dict[str, str] = {}
    for requirement in [r for project in PROJECTS for r in requirements(project)]:
        match = _REQUIREMENT.match(requirement)
        if match is None:
            raise ValueError(f"{requirement} has no lower bound")
        name = normal(match[1])
        found[name] = max(match[2], found.get(name, "0"), key=numbers)
    return found


def constraints(lowest: Mapping[str, str]) -> Iterator[str]:
    """The lines of constraints.txt, with the lowest versions in place of newer ones."""
    free = {n for name in lowest for n in (name, *RELEASED_TOGETHER.get(name, ()))}
    for line in CONSTRAINTS.read_text().splitlines():
        pin = _PIN.match(line)
        if pin is None or normal(pin[1]) not in free:
            yield line
    for name, number in lowest.items():
        yield f"{name}=={number}"


def install() -> int:
    """Install regen, its lowest dependencies and the tools of its tests."""
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    with TemporaryDirectory() as folder:
        limits = Path(folder) / "lowest.txt"
        limits.write_text("\n".join(constraints(bounds())) + "\n")
        what = ["-c", str(limits), "--group", "dev", "-e", "."]
        return subprocess.run([*pip, *what], cwd=ROOT, check=False).returncode


def newer() -> list[str]:
    """What is installed here in a version that is not the lowest."""
    return [
        f"{name} {version(name)}, not {number}"
        for name, number in bounds().items()
        if numbers(version(name))[: len(numbers(number))] != numbers(number)
    ]


def run() -> int:
    """Run the tests; their exit code, or 2 where other versions are installed."""
    if wrong := newer():
        print("these are not the lowest versions:", *wrong, sep="\n  ", file=sys.stderr)
        return 2
    folders = [f"tests/{part}" for part in PARTS]
    command = [sys.executable, "-m", "pytest", *folders]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main() -> int:
    """Install, or run the tests."""
    parser = argparse.ArgumentParser(prog="python -m tests.lowest", description=__doc__)
    parser.add_argument("--install", action="store_true", help="install them here")
    return install() if parser.parse_args().install else run()


if __name__ == "__main__":
    sys.exit(main())
