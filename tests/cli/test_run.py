"""`regen [run]`: the clients of a configuration."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .kit import SMALL, Regen, content, stamps

CLIENTS = """\
[tool.regen.clients.cats]
document = "specs/pets.yaml"
output = "src"

[tool.regen.clients.dogs]
document = "specs/pets.yaml"
output = "src"
package = "dog_shop"
"""


@pytest.fixture
def project(here: Path) -> Path:
    (here / "specs").mkdir()
    (here / "specs" / "pets.yaml").write_text(SMALL, encoding="utf-8")
    (here / "pyproject.toml").write_text(CLIENTS, encoding="utf-8")
    return here


@pytest.mark.parametrize("words", [(), ("run",)])
def test_all_clients(project: Path, regen: Regen, words: tuple[str, ...]) -> None:
    result = regen(*words)
    assert (result.code, result.err) == (0, "")
    assert [line.split(",")[0] for line in result.out.splitlines()] == [
        "src/cats: written",
        "src/dog_shop: written",
    ]
    before = stamps(project / "src")
    assert regen(*words).out == "src/cats: fresh\nsrc/dog_shop: fresh\n"
    assert regen(*words, "--check").code == 0
    assert stamps(project / "src") == before


@pytest.mark.parametrize("words", [("dogs",), ("run", "dogs")])
def test_one_client(project: Path, regen: Regen, words: tuple[str, ...]) -> None:
    assert regen(*words).code == 0
    assert [path.name for path in (project / "src").iterdir()] == ["dog_shop"]


def test_regen_toml(project: Path, regen: Regen) -> None:
    (project / "pyproject.toml").unlink()
    text = CLIENTS.replace("tool.regen.", "")
    (project / "regen.toml").write_text(text, encoding="utf-8")
    assert regen("cats").out.startswith("src/cats: written, ")


def test_unknown_client(project: Path, regen: Regen) -> None:
    result = regen("dog")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error[unknown-client]: no client 'dog' is configured\n"
        "  hint: did you mean `dogs`?\n"
    )


def test_bad_key_is_located(project: Path, regen: Regen) -> None:
    text = CLIENTS.replace("package =", "pakage =")
    (project / "pyproject.toml").write_text(text, encoding="utf-8")
    result = regen()
    assert (result.code, result.out) == (2, "")
    first, *rest = result.err.splitlines()
    assert first.startswith(
        "pyproject.toml:8: error[invalid-configuration]: unknown key"
    )
    assert any('pakage = "dog_shop"' in line for line in rest)
    assert rest[-1] == "  hint: did you mean `package`?"
    assert not (project / "src").exists()


def test_no_configuration(regen: Regen) -> None:
    result = regen()
    assert (result.code, result.out) == (2, "")
    assert "error[no-configuration]" in result.err
    assert "adds [tool.regen.clients.<name>]" in result.err


def test_configuration_faults_as_json(here: Path, regen: Regen) -> None:
    (here / "pyproject.toml").write_text("[tool.regen\n", encoding="utf-8")
    result = regen("--json")
    assert result.code == 2
    (finding,) = json.loads(result.out)["diagnostics"]
    assert (finding["file"], finding["line"]) == ("pyproject.toml", 1)


def test_stale_and_fresh_clients(project: Path, regen: Regen) -> None:
    regen()
    (project / "src" / "dog_shop" / "client.py").unlink()
    result = regen("--check")
    assert result.code == 1
    assert result.out == (
        "src/cats: fresh\n"
        "src/dog_shop/client.py: missing since it was generated\n"
        "src/dog_shop: stale, 1 missing since it was generated\n"
    )


@pytest.mark.parametrize("folder", ["src", "./specs/../src"])
def test_two_clients_of_one_folder_are_refused(
    project: Path, regen: Regen, folder: str
) -> None:
    text = CLIENTS.replace(
        'output = "src"\npackage = "dog_shop"', f'output = "{folder}"\npackage = "cats"'
    )
    (project / "pyproject.toml").write_text(text, encoding="utf-8")
    result = regen()
    assert result.code == 2
    assert result.err.startswith("pyproject.toml:7: error[invalid-configuration]: ")
    assert "of client 'cats', too" in result.err
    assert not (project / "src").exists()
    layout = text.replace("package", 'layout = "project"\npackage')
    (project / "pyproject.toml").write_text(layout, encoding="utf-8")
    assert regen().code == 0  # a project is in the folder above


def test_a_failing_client_does_not_stop_the_others(project: Path, regen: Regen) -> None:
    text = CLIENTS.replace("specs/pets.yaml", "specs/none.yaml", 1)
    (project / "pyproject.toml").write_text(text, encoding="utf-8")
    result = regen()
    assert result.code == 2
    assert "pyproject.toml:2: error[unreadable-file]: specs/none.yaml: " in result.err
    assert result.out.startswith("src/dog_shop: written, ")
    as_json = regen("--check", "--json")
    assert as_json.code == 2
    assert [c["state"] for c in as_json.json["clients"]] == ["failed", "fresh"]


def test_findings_name_files_from_the_working_directory(
    project: Path, regen: Regen
) -> None:
    document = project / "specs" / "pets.yaml"
    document.write_text(SMALL.replace("schemas/Pet'", "schemas/Pets'"))
    assert regen("cats").err.startswith("specs/pets.yaml:14:")


def test_several_clients_at_once(here: Path, regen: Regen) -> None:
    text = ""
    for name in ("one", "two", "three"):
        wrong = SMALL.replace("type: object", "type: 4")
        document = wrong if name == "two" else SMALL.replace("Pet:", f"Pet_{name}:")
        document = document.replace("schemas/Pet'", f"schemas/Pet_{name}'")
        (here / f"{name}.yaml").write_text(document, encoding="utf-8")
        text += f'[clients.{name}]\ndocument = "{name}.yaml"\noutput = "src"\n'
    (here / "regen.toml").write_text(text, encoding="utf-8")
    result = regen("--jobs", "2")
    assert result.code == 2
    told = [line.partition(",")[0] for line in result.out.splitlines()]
    assert told == ["src/one: written", "src/three: written"]
    assert result.err.startswith("two.yaml:")
    parallel = content(here / "src")
    shutil.rmtree(here / "src")
    assert regen().code == 2
    assert content(here / "src") == parallel
    assert "give a number above zero" in regen("--jobs", "0").err


def test_what_is_not_there_is_stale_for_that(project: Path, regen: Regen) -> None:
    result = regen("cats", "--check")
    assert result.code == 1
    assert "  because there is no package: run `regen run cats`" in result.err
