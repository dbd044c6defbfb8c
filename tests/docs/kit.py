"""A page of the documentation, run from its first block to its last.

- A block with `title="NAME"` is written into the file NAME of the page's folder; a
  second block of that name is appended.
- Each command of a `console` block, a line that begins with `$ `, is run in that
  folder; what the block shows beneath it has to be what it prints, where a line `...`
  stands for any lines. `# exit 1` behind a command is the exit code that it has.
- All `python` blocks of a page without a title are one program.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

_BLOCK = re.compile(
    r'^(?P<indent> *)```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n'
    r"(?P<text>.*?)^(?P=indent)```$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page."""

    language: str
    title: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found = _BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [
        Block(
            match["language"],
            match["title"] or "",
            re.sub(f"^{match['indent']}", "", match["text"], flags=re.MULTILINE),
        )
        for match in found
    ]


def run_page(page: Path, folder: Path, packages: Path) -> None:
    """Run all that a page shows.

    Args:
        folder: where its commands run and its files are written.
        packages: a folder with the packages that its programs import.

    Raises:
        AssertionError: a command or program fails, or prints something else.
    """
    program = []
    for block in blocks(page):
        if block.title:
            path = folder / block.title
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(block.text)
        elif block.language == "console":
            for command, shown, code in commands(block.text):
                run_command(command, shown, code, folder)
        elif block.language == "python":
            program.append(block.text)
    if program:
        places = [str(packages), str(folder / "src")]
        env = _environment() | {"PYTHONPATH": os.pathsep.join(places)}
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", "\n".join(program)],
            cwd=folder,
            env=env,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, f"{page.name}: {done.stderr}"


def commands(text: str) -> Iterator[tuple[str, list[str], int]]:
    """Each command of a block, the lines shown beneath it, and its exit code."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        command, _, comment = command.partition("  # exit ")
        yield command, shown, int(comment or 0)


def run_command(command: str, shown: list[str], code: int, folder: Path) -> None:
    """Run one command line as a shell does."""
    done = subprocess.run(
        command,
        shell=True,
        executable="/bin/bash",
        cwd=folder,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    assert done.returncode == code, f"$ {command}\n{done.stdout}"
    if any(line.strip() for line in shown):
        wanted = [".*" if line == "..." else re.escape(line) for line in shown]
        pattern = "\n".join(wanted).rstrip("\n")
        printed = "\n".join(line.rstrip() for line in done.stdout.splitlines())
        assert re.fullmatch(
            pattern, printed.rstrip("\n"), re.DOTALL
        ), f"$ {command}\n{done.stdout}"


def _environment() -> dict[str, str]:
    """The commands of this interpreter first, and no colours."""
    scripts = str(Path(sys.executable).parent)
    return os.environ | {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }
