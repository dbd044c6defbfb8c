"""`--watch`: a client follows its files; each test ends the process that it started."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from .kit import SMALL

SPLIT = SMALL.replace("    Pet:\n", "    Tag: {$ref: 'tag.yaml'}\n    Pet:\n")
OVERLAY = """\
overlay: 1.0.0
info: {title: Repair, version: "1"}
actions:
  - target: $.info
    update: {description: first}
"""
CONFIGURATION = """\
[clients.shop]
document = "api.yaml"
output = "src"
overlays = ["fix.yaml"]
templates = ["templates"]
"""


class Watching:
    """A process of regen; its lines as they come."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "regen", *words],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line.rstrip())

    def until(self, text: str) -> str:
        """The next line with a text; fails if none comes in a minute."""
        while text not in (line := self.lines.get(timeout=60)):
            pass
        return line


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    for name, text in {
        "api.yaml": SPLIT,
        "tag.yaml": "type: string\n",
        "fix.yaml": OVERLAY,
        "regen.toml": CONFIGURATION,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def watching(project: Path) -> Iterator[Watching]:
    started = Watching(project, "--watch")
    yield started
    started.process.kill()
    started.process.wait(timeout=10)


def test_it_follows_every_file_that_is_read(project: Path, watching: Watching) -> None:
    watching.until("src/shop: written")
    (project / "api.yaml").write_text(SPLIT.replace("cat, dog", "cat, dog, bird"))
    watching.until("src/shop: written")
    (project / "tag.yaml").write_text("type: integer\n", encoding="utf-8")
    watching.until("src/shop: written")
    (project / "fix.yaml").write_text(OVERLAY.replace("first", "second"))
    watching.until("src/shop: written")
    (project / "templates" / "header.jinja").write_text("# Ours.\n", encoding="utf-8")
    watching.until("src/shop: written")
    (project / "regen.toml").write_text(f"{CONFIGURATION}package = 'zoo'\n")
    watching.until("src/zoo: written")
    assert watching.process.poll() is None


def test_faults_are_told_and_mended(project: Path, watching: Watching) -> None:
    watching.until("src/shop: written")
    (project / "tag.yaml").write_text("type: [\n", encoding="utf-8")
    assert watching.until("error[").startswith("tag.yaml:")
    (project / "tag.yaml").write_text("type: number\n", encoding="utf-8")
    watching.until("src/shop: written")
    (project / "regen.toml").write_text("[clients.shop\n", encoding="utf-8")
    assert watching.until("error[").startswith("regen.toml:1:")
    (project / "regen.toml").write_text(f"{CONFIGURATION}strict = true\n")
    watching.until("src/shop: ")


def test_a_fault_from_the_beginning_is_waited_for(project: Path) -> None:
    (project / "tag.yaml").write_text("type: [\n", encoding="utf-8")
    command = ("generate", "api.yaml", "--output", "out", "--package", "shop")
    started = Watching(project, *command, "--watch")
    try:
        started.until("error[")
        (project / "tag.yaml").write_text("type: string\n", encoding="utf-8")
        started.until("out/shop: written")
    finally:
        started.process.kill()
        started.process.wait(timeout=10)


def test_without_a_configuration_there_is_nothing_to_wait_for(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "regen", "--watch"]
    done = subprocess.run(
        line, cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "no-configuration" in done.stderr
