"""The command, in an empty working directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from .kit import Regen


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    return tmp_path


@pytest.fixture
def regen(here: Path, capsys: pytest.CaptureFixture[str]) -> Regen:
    return Regen(capsys)
