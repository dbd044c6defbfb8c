"""A repository with a document and its client, lived with as a team does."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.kit import SMALL, Regen

CONFIGURATION = '[clients.shop]\ndocument = "api.yaml"\noutput = "src"\n'


class Repository:
    """A repository of git, and regen in it."""

    def __init__(self, folder: Path, regen: Regen) -> None:
        self.folder = folder
        self.regen = regen
        self.document = folder / "api.yaml"
        self.package = folder / "src" / "shop"
        self.manifest = self.package / "_regen.json"

    def git(self, *words: str, code: int = 0) -> str:
        """What git says; it has to end with a code."""
        person = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        done = subprocess.run(
            ["git", *person, *words],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def change(self, old: str, new: str) -> None:
        """Change the document in one place."""
        text = self.document.read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.document.write_text(text.replace(old, new), encoding="utf-8")

    def commit(self, text: str) -> None:
        """Generate, and commit all that changed."""
        assert self.regen().code == 0
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", text)


@pytest.fixture
def repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Repository:
    monkeypatch.chdir(tmp_path)
    found = Repository(tmp_path, Regen(capsys))
    found.document.write_text(SMALL, encoding="utf-8")
    (tmp_path / "regen.toml").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / ".gitignore").write_text("__pycache__/\n", encoding="utf-8")
    found.git("init", "--quiet", "--initial-branch=main")
    found.commit("first")
    return found


@pytest.fixture
def regen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Regen:
    """The command, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Regen(capsys)
