"""`regen reference`."""

from __future__ import annotations

from pathlib import Path

from .kit import SMALL, Regen


def test_the_command_writes_the_pages(here: Path, regen: Regen) -> None:
    (here / "pets.yaml").write_text(SMALL, encoding="utf-8")
    assert regen("reference", "pets.yaml", "--output", "pages").code == 0
    assert "operations/" in (here / "pages" / "index.md").read_text(encoding="utf-8")
