"""`--project`: an installable project, whose README runs as it stands."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from regen import ir
from regen.outputs.project import licence_of, version_of

from tests import venvs
from tests.docs.kit import ROOT, run_page
from tests.docs.petstore import petstore

SERVER = "https://petstore.example/v1"
FILES = {"pyproject.toml", "README.md", "CHANGELOG.md", "src"}


def regen(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "regen", *words]
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)


def project(folder: Path, server: str = SERVER, **changes: str) -> Path:
    """A project made from the petstore's document by the command."""
    text = (ROOT / "specs" / "petstore.yaml").read_text(encoding="utf-8")
    for old, new in {SERVER: server, **changes}.items():
        text = text.replace(old, new)
    (folder / "petstore.yaml").write_text(text, encoding="utf-8")
    (folder / "regen.toml").write_text(
        '[clients.petstore]\ndocument = "petstore.yaml"\noutput = "made"\n'
        'layout = "project"\n'
        "[clients.petstore.pagination.listPets]\nstyle = 'cursor'\n"
        "parameter = 'cursor'\nnext = '/next'\nitems = '/items'\n"
    )
    done = regen(folder)
    assert done.returncode == 0, done.stderr
    return folder / "made"


def test_the_project_has_all_that_pip_needs(tmp_path: Path) -> None:
    made = project(tmp_path)
    assert {path.name for path in made.iterdir()} == FILES
    table = tomllib.loads((made / "pyproject.toml").read_text())["project"]
    assert table["name"] == "petstore"
    assert table["version"] == "1.4.0"
    assert table["license"] == "MIT"
    assert table["dependencies"] == ["httpx2>=2.16", "msgspec>=0.22"]
    assert (made / "src" / "petstore" / "py.typed").is_file()


def test_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PETSTORE_KEY", "key")
    with petstore() as url:
        made = project(tmp_path, url)
        text = (made / "README.md").read_text()
        for word in ("list_pets.items(client", "watch_pets(client)", "StatusError"):
            assert word in text
        run_page(made / "README.md", tmp_path, made / "src")


def test_it_is_built_and_installed_elsewhere(tmp_path: Path) -> None:
    made = project(tmp_path)
    python = venvs.make(tmp_path / "venv", made)
    program = "import petstore, petstore.operations.pets; print(petstore.__file__)"
    line = [str(python), "-I", "-c", program]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert "site-packages" in done.stdout


def test_uv_builds_it_and_an_empty_environment_calls(tmp_path: Path) -> None:
    with petstore() as url:
        made = project(tmp_path, url)
        tools = venvs.make(tmp_path / "tools", "uv", "hatchling")
        line: list[str | Path] = [tools.with_name("uv"), "build", "-q", "--offline"]
        line += ["--no-build-isolation", "--python", tools]
        subprocess.run([*line, "--out-dir", tmp_path / "dist", made], check=True)
        (wheel,) = (tmp_path / "dist").glob("petstore-1.4.0-py3-none-any.whl")
        assert (tmp_path / "dist" / "petstore-1.4.0.tar.gz").is_file()
        python = venvs.make(tmp_path / "venv", wheel)
        program = (
            "from petstore import ApiKeyAuth, Client, models\n"
            "with Client(ApiKeyAuth('key')) as client:\n"
            "    print(client.pets.create_pet(models.NewPet(name='Rex')).name)"
        )
        called = [str(python), "-I", "-c", program]
        done = subprocess.run(called, capture_output=True, text=True, check=True)
        assert done.stdout == "Rex\n"


def test_a_person_may_own_what_is_around_the_package(tmp_path: Path) -> None:
    made = project(tmp_path)
    (made / "README.md").write_text("# Ours\n")
    (made / "CHANGELOG.md").unlink()
    stale = regen(tmp_path, "--check")
    assert stale.returncode == 1
    assert "CHANGELOG.md: new" in stale.stdout
    assert regen(tmp_path).returncode == 0
    assert (made / "CHANGELOG.md").is_file()
    assert (made / "README.md").read_text() == "# Ours\n"
    assert regen(tmp_path, "--check").returncode == 0


def test_what_is_left_to_regen_is_kept_fresh(tmp_path: Path) -> None:
    made = project(tmp_path)
    with (tmp_path / "regen.toml").open("a") as file:
        file.write('[clients.petstore.project]\nname = "pets"\nowned = ["README.md"]\n')
    (made / "README.md").write_text("# Ours\n")
    assert regen(tmp_path, "--check").returncode == 1
    assert regen(tmp_path).returncode == 0
    assert (made / "README.md").read_text().startswith("# pets\n")


def test_reference_pages_follow_the_document(tmp_path: Path) -> None:
    made = project(tmp_path)
    assert not (made / "docs").exists()
    with (tmp_path / "regen.toml").open("a") as file:
        file.write("[clients.petstore.project]\nreference = true\n")
    assert regen(tmp_path).returncode == 0
    assert (made / "mkdocs.yml").read_text().startswith("# `pip install mkdocs`")
    old, ours = (
        made / "docs" / "models" / "old.md",
        made / "docs" / "models" / "ours.md",
    )
    old.write_bytes((made / "docs" / "models" / "pet.md").read_bytes())
    ours.write_text("# Ours\n")
    (made / "mkdocs.yml").write_text("site_name: Ours\ndocs_dir: docs\n")
    (made / "docs" / "index.md").write_text("# Edited\n")
    done = regen(tmp_path, "--check")
    assert "made/docs/models/old.md: no longer generated\n" in done.stdout
    assert "made/docs/index.md: changed\n" in done.stdout
    assert "+# Petstore\n" in regen(tmp_path, "--diff").stdout
    document = tmp_path / "petstore.yaml"
    text = document.read_text().replace("List pets", "All pets")
    document.write_text(text)
    assert regen(tmp_path).returncode == 0
    assert "\nAll pets.\n" in (made / "docs" / "operations" / "pets.md").read_text()
    assert not old.exists()
    assert ours.is_file()
    assert (made / "mkdocs.yml").read_text().startswith("site_name: Ours")
    assert regen(tmp_path, "--check").returncode == 0


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('layout = "projcet"', "must be one of package, project"),
        ('layout = "project"\nproject = {owned = ["READEM.md"]}', "README.md"),
        ('project = {name = "a"}', "needs `layout"),
        ('layout = "project"\nproject = {name = "Our pets!"}', "as in `our-pets`"),
        ('layout = "project"\nproject.version = "latest"', "regen.toml:5: error"),
    ],
)
def test_wrong_configuration(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "regen.toml").write_text(
        f'[clients.a]\ndocument = "a.yaml"\noutput = "made"\n{line}\n'
    )
    done = regen(tmp_path)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_version_and_a_licence_that_are_not_the_documents_are_told(
    tmp_path: Path,
) -> None:
    (tmp_path / "petstore.yaml").write_text(
        (ROOT / "specs" / "petstore.yaml")
        .read_text(encoding="utf-8")
        .replace("version: 1.4.0", "version: latest")
        .replace("{name: MIT, identifier: MIT}", "{name: All rights reserved}")
    )
    words = ("generate", "petstore.yaml", "--output", "made", "--project")
    done = regen(tmp_path, *words)
    assert done.returncode == 0
    assert re.findall(
        r"^petstore\.yaml:(\d+):\d+: warning\[(.*)\]", done.stderr, re.M
    ) == [
        ("4", "other-version"),
        ("7", "no-licence"),
    ]
    table = tomllib.loads((tmp_path / "made/pyproject.toml").read_text())["project"]
    assert table["version"] == "0.1.0"
    assert "license" not in table
    document = tmp_path / "petstore.yaml"
    document.write_text(document.read_text() + "# changed\n")
    assert regen(tmp_path, *words).stderr == ""  # the file is a person's now


def test_text_of_the_document_stays_text(tmp_path: Path) -> None:
    """In Markdown, in TOML and in the programs of the README."""
    title = "title: \"Pet`s](javascript:x) <b> ''' \\\\ \\n# head\""
    made = project(tmp_path, **{"title: Petstore": title})
    text = (made / "README.md").read_text()
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "<b>" not in text
    assert "\n# head" not in text
    table = tomllib.loads((made / "pyproject.toml").read_text())["project"]
    assert "javascript:x" in table["description"]


@pytest.mark.parametrize(
    ("document", "package"),
    [
        ("1.4.0", "1.4.0"),
        ("1.0", "1.0"),
        ("v1.2.3-beta.1", "1.2.3b1"),
        ("1.0.27-SNAPSHOT", "1.0.27.dev0"),
        ("2026-03-01", "2026.3.1"),
        ("2026-03-01-preview", "2026.3.1rc0"),
        ("1.0+build", "1.0"),
        ("latest", "0.1.0"),
        ("", "0.1.0"),
    ],
)
def test_the_version_is_one_of_a_package(document: str, package: str) -> None:
    assert version_of(document) == package


@pytest.mark.parametrize(
    ("name", "identifier", "expression"),
    [
        ("MIT", "", "MIT"),
        ("Apache 2.0", "", "Apache-2.0"),
        ("bsd-3-clause", "", "BSD-3-Clause"),
        ("Ours", "(MIT OR Apache-2.0)", "(MIT OR Apache-2.0)"),
        ("BSD", "", None),
        ("No Permission", "", None),
        ("Ours", "Proprietary", None),
        ("", "", None),
    ],
)
def test_the_licence_is_one_that_can_be_built(
    name: str, identifier: str, expression: str | None
) -> None:
    given = ir.License(name, identifier)
    assert licence_of(given) == expression


def test_a_call_without_credentials_is_not_said_to_have_them(tmp_path: Path) -> None:
    told = "Credentials are given once"
    made = project(tmp_path)
    assert told in (made / "README.md").read_text()
    other = tmp_path / "other"
    other.mkdir()
    secured = "security:\n  - ApiKeyAuth: []\n  - StoreLogin: [pets]\n"
    creation = "operationId: createPet\n"
    changes = {
        secured: "",
        creation: f"{creation}      security: [{{ApiKeyAuth: []}}]\n",
    }
    made = project(other, **changes)
    assert told not in (made / "README.md").read_text()
