"""`--check` judges the code, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from regen.manifest import digest_of_package, files_on_disk, load

from .conftest import Repository


def with_windows_line_ends(folder: Path) -> None:
    for path in (p for p in folder.rglob("*") if p.is_file() and ".git" not in p.parts):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


@pytest.mark.parametrize("words", [["--check"], ["--check", "--fast"], []])
def test_l3_line_ends_do_not_count(repository: Repository, words: list[str]) -> None:
    with_windows_line_ends(repository.folder)
    result = repository.regen(*words)
    assert (result.code, result.out) == (0, "src/shop: fresh\n")


def test_l3_a_checkout_of_git_with_other_line_ends_is_fresh(
    repository: Repository,
) -> None:
    repository.git("config", "core.autocrlf", "true")
    repository.git("rm", "--quiet", "-r", "--cached", ".")
    repository.git("reset", "--quiet", "--hard")
    for path in (repository.package / "client.py", repository.document):
        assert b"\r\n" in path.read_bytes()
    for words in (["--check"], ["--check", "--fast"], []):
        assert repository.regen(*words).out == "src/shop: fresh\n"
    repository.change("all pets", "each pet")
    assert repository.regen().code == 0
    changed = repository.git("status", "--porcelain").split()[1::2]
    assert "src/shop/models/pet.py" not in changed


@pytest.mark.parametrize("version", ["regen 0.0.1", "regen 99.0.0, black 99.1.0"])
def test_l3_versions_do_not_count(repository: Repository, version: str) -> None:
    value = json.loads(repository.manifest.read_bytes())
    value["generator"] = version
    repository.manifest.write_text(json.dumps(value, indent=1), encoding="utf-8")
    before = repository.manifest.read_bytes()
    for words in (["--check"], ["--check", "--fast"], []):
        assert repository.regen(*words).out == "src/shop: fresh\n"
    assert repository.manifest.read_bytes() == before


def test_l3_a_planted_digest_is_not_believed(repository: Repository) -> None:
    """A file and its digest are changed together: only generating finds out."""
    model = repository.package / "models" / "pet.py"
    model.write_text(f"{model.read_text()}\nimport os\n", encoding="utf-8")
    found = load(repository.package)
    assert found
    planted = digest_of_package(files_on_disk(repository.package, found), found.names)
    repository.manifest.write_text(found._replace(package=planted).dump())
    assert repository.regen("--check", "--fast").code == 0
    result = repository.regen("--check")
    assert result.code == 1
    assert "src/shop/models/pet.py: edited since it was generated\n" in result.out
    assert repository.regen().out == "src/shop: fresh\n"  # digests are for speed
    assert repository.regen("--diff").code == 0


def test_l3_it_says_why_and_what_to_run(repository: Repository) -> None:
    repository.change("name: {type: string}", "name: {type: integer}")
    result = repository.regen("--check")
    assert result.code == 1
    assert result.out.startswith("src/shop/models/pet.py: changed\n")
    assert result.err == "  because api.yaml has changed: run `regen run shop`\n"
    fast = repository.regen("--check", "--fast")
    assert (fast.code, fast.err) == (1, result.err)
    assert repository.regen("shop").code == 0
    (repository.package / "client.py").unlink()
    result = repository.regen("--check")
    assert "client.py: missing since it was generated\n" in result.out
    assert "because files were edited since they were generated" in result.err


def test_l3_an_edit_that_is_overwritten_is_told(repository: Repository) -> None:
    model = repository.package / "models" / "pet.py"
    edited = f"{model.read_text()}\n# mine\n"
    model.write_text(edited, encoding="utf-8")
    repository.change("name: {type: string}", "name: {type: integer}")
    result = repository.regen()
    assert "warning[edited-files]: " in result.err
    assert "edits of files are lost: models/pet.py" in result.err
    assert "# mine" not in model.read_text()
    model.write_text(edited, encoding="utf-8")
    result = repository.regen("--keep-edits")
    assert "kept beside them as .orig: models/pet.py" in result.err
    copy = model.with_name("pet.py.orig")
    assert copy.read_text() == edited
    repository.change("name: {type: integer}", "name: {type: string}")
    assert "edited-files" not in repository.regen().err
    assert copy.read_text() == edited
