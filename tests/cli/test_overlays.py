"""`--overlay` and `overlays`: a document repaired before it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from .kit import PAGE, SMALL, Regen, line_of

FIX = """\
overlay: 1.0.0
info: {title: fix, version: "1"}
actions:
  - target: $.paths['/pets'].get
    update: {operationId: allPets}
"""
OPTIONS = ("--output", "out", "--package", "shop")


@pytest.fixture
def files(here: Path) -> Path:
    (here / "pets.yaml").write_text(SMALL, encoding="utf-8")
    (here / "fix.yaml").write_text(FIX, encoding="utf-8")
    return here


def test_a_flag_applies_overlays_in_order(files: Path, regen: Regen) -> None:
    (files / "two.yaml").write_text(FIX.replace("allPets", "everyPet"))
    words = ("generate", "pets.yaml", "--overlay", "fix.yaml", "--overlay", "two.yaml")
    assert regen(*words, *OPTIONS).code == 0
    module = Path("out/shop/operations/pets.py").read_text(encoding="utf-8")
    assert "def every_pet(" in module
    assert "def all_pets(" not in module


def test_check_sees_changes_of_the_overlay(files: Path, regen: Regen) -> None:
    (files / "regen.toml").write_text(
        '[clients.shop]\ndocument = "pets.yaml"\noutput = "out"\n'
        'overlays = ["fix.yaml"]\n'
    )
    assert regen("run").code == 0
    assert regen("--check").code == 0
    (files / "fix.yaml").write_text(FIX.replace("allPets", "somePets"))
    stale = regen("--check")
    assert stale.code == 1
    assert "out/shop/operations/pets.py: changed" in stale.out
    assert regen().code == 0
    assert regen("--check").code == 0
    (files / "fix.yaml").unlink()
    assert ":4: error[unreadable-file]: fix.yaml: cannot read" in regen("--check").err


def test_without_the_overlay_the_package_is_stale(files: Path, regen: Regen) -> None:
    words = ("generate", "pets.yaml", *OPTIONS)
    assert regen(*words, "--overlay", "fix.yaml").code == 0
    assert regen(*words, "--check").code == 1


def test_an_action_without_effect_is_told(files: Path, regen: Regen) -> None:
    (files / "fix.yaml").write_text(FIX.replace("/pets", "/gone"))
    result = regen("generate", "pets.yaml", "--overlay", "fix.yaml", *OPTIONS)
    assert result.code == 0
    place = f"fix.yaml:{line_of(FIX, 'target')}:5"
    assert result.err.startswith(f"{place}: warning[overlay-without-effect]: ")


def test_a_fault_in_the_overlay_is_located_there(files: Path, regen: Regen) -> None:
    (files / "fix.yaml").write_text(FIX.replace("{op", "{parameters: 1, op"))
    result = regen("generate", "pets.yaml", "--overlay", "fix.yaml", *OPTIONS)
    assert result.code == 2
    assert result.err.startswith("fix.yaml:5:14: error[wrong-type]: ")
    assert not Path("out").exists()


def test_overlays_on_a_page_and_a_swagger_document(here: Path, regen: Regen) -> None:
    (here / "page.md").write_text(PAGE, encoding="utf-8")
    (here / "old.json").write_text(
        '{"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {}}'
    )
    (here / "title.json").write_text(
        '{"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions":'
        ' [{"target": "$.info.title", "update": "Quite New"}]}'
    )
    for name in ("page.md", "old.json"):
        overlay = ("--overlay", "title.json", "--allow-empty")
        assert regen("generate", name, *overlay, "--output", name[:3]).code == 0
        assert (here / name[:3] / "quite_new" / "__init__.py").is_file()
