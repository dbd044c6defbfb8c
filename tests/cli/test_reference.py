"""`regen reference`."""

from __future__ import annotations

from pathlib import Path

from .kit import SMALL, Regen


def test_the_command_writes_the_pages(here: Path, regen: Regen) -> None:
    (here / "pets.yaml").write_text(SMALL, encoding="utf-8")
    assert regen("reference", "pets.yaml", "--output", "pages").code == 0
    assert "operations/" in (here / "pages" / "index.md").read_text(encoding="utf-8")
    assert not (here / "mkdocs.yml").exists()


def test_pages_that_are_not_made_any_more_go(here: Path, regen: Regen) -> None:
    (here / "pets.yaml").write_text(SMALL, encoding="utf-8")
    words = ("reference", "pets.yaml", "--output", "pages", "--mkdocs")
    assert regen(*words).code == 0
    assert 'docs_dir: "pages"' in (here / "mkdocs.yml").read_text(encoding="utf-8")
    (here / "mkdocs.yml").write_text("site_name: Ours\n", encoding="utf-8")
    page = next((here / "pages" / "operations").glob("*.md"))
    page.with_name("old.md").write_bytes(page.read_bytes())
    page.with_name("ours.md").write_text("# Ours\n", encoding="utf-8")
    assert regen(*words).code == 0
    assert {p.name for p in page.parent.iterdir()} == {page.name, "ours.md"}
    assert (here / "mkdocs.yml").read_text(encoding="utf-8") == "site_name: Ours\n"
