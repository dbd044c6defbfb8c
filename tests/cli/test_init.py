"""`regen init`: what it finds, what it writes, and what it leaves alone."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import yaml

from .kit import PAGE, SMALL, Regen, content

TABLE = '[tool.regen.clients.pet_shop]\ndocument = "specs/pets.yaml"\noutput = "."\n'
HOOKS = Path(".pre-commit-config.yaml")


@pytest.fixture
def repository(here: Path) -> Path:
    (here / "specs").mkdir()
    (here / "specs" / "pets.yaml").write_text(SMALL, encoding="utf-8")
    return here


def ids() -> list[str]:
    value = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    return [hook["id"] for repo in value["repos"] for hook in repo["hooks"]]


def test_from_nothing_to_a_client(repository: Path, regen: Regen) -> None:
    result = regen("init")
    assert result.code == 0
    assert "regen.toml: added the client 'pet_shop' of specs/pets.yaml" in result.out
    assert ".pre-commit-config.yaml: written" in result.out
    assert Path("regen.toml").read_text() == TABLE.replace("tool.regen.", "")
    assert ids() == ["regen"]
    assert regen().code == 0
    assert (repository / "pet_shop" / "__init__.py").is_file()
    assert regen("--check").code == 0


def test_a_second_time_changes_nothing(repository: Path, regen: Regen) -> None:
    assert regen("init").code == 0
    assert regen().code == 0
    before = content(repository)
    result = regen("init")
    assert result.code == 0
    assert result.out.count("already") == 2
    assert content(repository) == before


@pytest.mark.parametrize(
    "text",
    ["# mine\r\n[project]\r\nname='x'", "[tool.regen.clients.a]\ndocument='a'\n"],
)
def test_pyproject_stays_as_it_is(repository: Path, regen: Regen, text: str) -> None:
    path = repository / "pyproject.toml"
    path.write_bytes(text.encode())
    assert regen("init").code == 0
    data = path.read_bytes().decode()
    assert data.startswith(text)
    assert data.replace("\r\n", "\n").endswith("\n\n" + TABLE)
    assert data.count("\r\n") in (0, data.count("\n"))
    assert not Path("regen.toml").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("repos:\n- repo: r\n  hooks: [{id: a}]\n", ""),
        ("repos:\n  - repo: r\n    hooks:\n      - id: a  # why", ""),
        (
            "# x\nrepos:\n- repo: r\n  hooks:\n  - id: a\n    args:\n",
            "\n# tail\nci: {}\n",
        ),
        ("repos:\r\n- repo: r\r\n  hooks:\r\n  - id: a\r\n", "fail_fast: true\r\n"),
        ("repos:\n- hooks:\n  - id: a\n    x: |\n      text\n", "\n\nexclude: b\n"),
    ],
)
def test_hooks_stay_as_they_are(
    repository: Path, regen: Regen, before: str, after: str
) -> None:
    HOOKS.write_bytes((before + after).encode())
    assert regen("init").code == 0
    text = HOOKS.read_bytes().decode()
    assert text.startswith(before)
    assert text.endswith(after)
    assert text.count("\r\n") in (0, text.count("\n"))
    assert ids() == ["a", "regen"]


@pytest.mark.parametrize("text", ["repos: []\n", "repos: [{repo: r, hooks: []}]\n"])
def test_hooks_that_cannot_be_added_to(
    repository: Path, regen: Regen, text: str
) -> None:
    HOOKS.write_text(text, encoding="utf-8")
    before = content(repository)
    result = regen("init")
    assert result.code == 2
    assert "hint: add to it:" in result.err
    assert content(repository) == before


def test_an_inline_table_cannot_be_added_to(repository: Path, regen: Regen) -> None:
    (repository / "pyproject.toml").write_text("[tool]\nregen = {}\n")
    before = content(repository)
    result = regen("init")
    assert result.code == 2
    assert "[tool.regen.clients.pet_shop]" in result.err
    assert content(repository) == before


def test_what_is_no_document_of_the_repository(repository: Path, regen: Regen) -> None:
    (repository / "page.md").write_text(PAGE, encoding="utf-8")
    for folder in ("node_modules/x", ".hidden", "tests", "client"):
        (repository / folder).mkdir(parents=True)
        (repository / folder / "a.yaml").write_text(SMALL, encoding="utf-8")
    (repository / "client" / "_regen.json").write_text("{}")
    (repository / "broken.yaml").write_text("openapi: 3.1.0\na: [\n")
    (repository / "prose.md").write_text("Write `openapi: 3.1.0` first.\n")
    assert regen("init").code == 0
    text = Path("regen.toml").read_text(encoding="utf-8")
    assert text.count("document = ") == 2
    assert 'document = "page.md"' in text


def test_a_named_document(repository: Path, regen: Regen) -> None:
    (repository / "src").mkdir()
    assert regen("init", "specs/pets.yaml", "--package", "shop").code == 0
    assert Path("regen.toml").read_text() == (
        '[clients.shop]\ndocument = "specs/pets.yaml"\noutput = "src"\n'
    )
    other = repository / "specs" / "other.yaml"
    other.write_text(SMALL, encoding="utf-8")
    taken = regen("init", "specs/other.yaml", "--package", "shop")
    assert (taken.code, "error[name-taken]" in taken.err) == (2, True)
    assert regen("init", "specs/other.yaml", "--output", "lib").code == 0
    assert 'output = "lib"' in Path("regen.toml").read_text()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--package", "no-name"], "invalid-package-name"),
        (["regen.txt"], "unreadable-file"),
        (["specs/no.yaml"], "not-openapi"),
    ],
)
def test_faults(repository: Path, regen: Regen, words: list[str], code: str) -> None:
    (repository / "specs" / "no.yaml").write_text("a: 1\n")
    result = regen("init", *words)
    assert result.code == 2
    assert f"error[{code}]" in result.err
    assert not Path("regen.toml").exists()
    assert not HOOKS.exists()


def test_without_a_document(here: Path, regen: Regen) -> None:
    result = regen("init")
    assert result.code == 2
    assert "error[no-document]" in result.err
    assert "regen init DOCUMENT" in result.err


def test_too_many_documents(repository: Path, regen: Regen) -> None:
    for number in range(21):
        (repository / f"{number}.yaml").write_text(SMALL, encoding="utf-8")
    assert "error[several-documents]" in regen("init").err
    assert "error[several-documents]" in regen("init", "--package", "x").err


def test_in_a_folder_of_a_repository_the_hook_starts_there(
    here: Path, regen: Regen, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / ".git").mkdir()
    names = ("one", "zwei ü", "it's: #3")
    for name in names:
        folder = here / "services" / name
        folder.mkdir(parents=True)
        (folder / "api.yaml").write_text(SMALL, encoding="utf-8")
        monkeypatch.chdir(folder)
        for _ in range(2):
            assert regen("init").code == 0
        assert (folder / "regen.toml").is_file()
        assert not (folder / ".pre-commit-config.yaml").exists()
    text = (here / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    hooks = [repo["hooks"][0] for repo in yaml.safe_load(text)["repos"]]
    assert [hook["name"] for hook in hooks] == [
        f"refresh API clients in services/{name}" for name in names
    ]
    entries = [shlex.split(hook["entry"]) for hook in hooks]
    assert entries == [["regen", "-C", f"services/{n}", "run"] for n in names]
    for entry in entries:
        monkeypatch.chdir(here)
        assert regen(*entry[1:]).code == 0
    assert (here / "services" / "zwei ü" / "pet_shop" / "client.py").is_file()
