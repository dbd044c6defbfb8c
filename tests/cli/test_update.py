"""Documents from a URL, kept beside the client and fetched again; standard input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.docs.kit import ROOT
from tests.runtime.server import Server, answer

PETSTORE = (ROOT / "specs" / "petstore.yaml").read_bytes()
CHANGED = PETSTORE.replace(b"version: 1.4.0", b"version: 2.0.0").replace(
    b"operationId: deletePet", b"operationId: removePet"
)


def regen(
    folder: Path, *words: str, given: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    import os

    line = [sys.executable, "-m", "regen", *words]
    done = subprocess.run(
        line, cwd=folder, capture_output=True, input=given, env=os.environ | environment
    )
    return subprocess.CompletedProcess(
        line, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def yaml(body: bytes) -> bytes:
    return answer(200, body, "application/yaml")


def test_a_document_behind_a_url_is_kept_beside_the_package(tmp_path: Path) -> None:
    with Server([yaml(PETSTORE)]) as server:
        url = f"{server.url}/v1/openapi.yaml"
        words = ("generate", url, "--output", "src")
        done = regen(tmp_path, *words)
        assert done.returncode == 0, done.stderr
        assert server.last.target == "/v1/openapi.yaml"
    assert (tmp_path / "src" / "petstore.openapi.yaml").read_bytes() == PETSTORE
    assert (tmp_path / "src" / "petstore" / "client.py").is_file()
    kept = regen(tmp_path, "generate", "src/petstore.openapi.yaml", "--output", "src")
    assert kept.stdout == "src/petstore: fresh\n"


def test_headers_come_from_the_environment(tmp_path: Path) -> None:
    words = ("--output", "src", "--header", "Authorization: Bearer ${TOKEN_OF_DOCS}")
    with Server([yaml(PETSTORE)]) as server:
        missing = regen(tmp_path, "generate", f"{server.url}/a.yaml", *words)
        assert missing.returncode == 2
        assert "TOKEN_OF_DOCS" in missing.stderr
        done = regen(
            tmp_path, "generate", f"{server.url}/a.yaml", *words, TOKEN_OF_DOCS="t0ken"
        )
        assert done.returncode == 0, done.stderr
        assert server.last.header("Authorization") == "Bearer t0ken"
        assert "t0ken" not in done.stderr + done.stdout


def test_files_of_the_document_are_kept_too(tmp_path: Path) -> None:
    main = b"""openapi: 3.1.0
info: {title: Split, version: "1"}
paths: {}
components: {schemas: {A: {$ref: "schemas/a.yaml"}}}
"""
    inner = b"type: object\nproperties: {b: {$ref: b.yaml}}\n"
    last = b"type: object\nproperties: {c: {type: string}}\n"
    with Server([yaml(main), yaml(inner), yaml(last)]) as server:
        url = f"{server.url}/api/openapi.yaml"
        done = regen(tmp_path, "generate", url, "--output", ".")
        assert done.returncode == 0, done.stderr
        targets = [request.target for request in server.requests]
    assert targets == [
        "/api/openapi.yaml",
        "/api/schemas/a.yaml",
        "/api/schemas/b.yaml",
    ]
    assert (tmp_path / "schemas" / "b.yaml").read_bytes() == last


def configure(folder: Path, url: str) -> None:
    (folder / "regen.toml").write_text(
        "[clients.petstore]\n"
        f'document = "petstore.yaml"\nsource = "{url}"\n'
        'output = "made"\nlayout = "project"\n'
    )


def test_update_fetches_compares_and_refreshes(tmp_path: Path) -> None:
    with Server([yaml(PETSTORE), yaml(PETSTORE), yaml(CHANGED)]) as server:
        configure(tmp_path, f"{server.url}/openapi.yaml")
        first = regen(tmp_path, "update")
        assert first.returncode == 0, first.stderr
        assert (tmp_path / "petstore.yaml").read_bytes() == PETSTORE
        again = regen(tmp_path, "update")
        assert "petstore.yaml: as at http" in again.stdout
        assert "made/src/petstore: fresh" in again.stdout
        changed = regen(tmp_path, "update")
        assert changed.returncode == 0, changed.stderr
    assert "operations.pets.delete_pet" in changed.stdout
    assert (tmp_path / "petstore.yaml").read_bytes() == CHANGED
    operations = tmp_path / "made" / "src" / "petstore" / "operations" / "pets.py"
    assert "def remove_pet" in operations.read_text()
    changelog = (tmp_path / "made" / "CHANGELOG.md").read_text()
    assert changelog.index("## 2.0.0") < changelog.index("## 1.4.0")
    assert "delete_pet" in changelog
    assert regen(tmp_path, "--check").returncode == 0


def test_the_changelog_grows_with_each_revision(tmp_path: Path) -> None:
    """Versions that a document keeps for several revisions are not told twice."""
    new = b"operationId: removePet"
    third = CHANGED.replace(new, b"operationId: dropPet")
    fourth = CHANGED.replace(new, b"operationId: killPet")
    fifth = fourth.replace(b"version: 2.0.0", b"version: 2.1.0")
    fifth = fifth.replace(b"operationId: killPet", b"operationId: deletePet")
    documents = (PETSTORE, CHANGED, third, fourth, fifth)
    with Server(list(map(yaml, documents))) as server:
        configure(tmp_path, f"{server.url}/openapi.yaml")
        told = [regen(tmp_path, "update") for _ in documents]
    assert [done.returncode for done in told] == [0] * 5, told[-1].stderr
    assert "petstore.yaml: fetched from http" in told[0].stdout
    assert "made/pyproject.toml: raise its version, by a major step" in told[1].stdout
    changelog = (tmp_path / "made" / "CHANGELOG.md").read_text()
    titles = [text for text in changelog.splitlines() if text.startswith("## ")]
    assert titles == ["## 2.1.0", "## Unreleased", "## 2.0.0", "## 1.4.0"]
    sections = changelog.split("\n## ")
    for section, names in zip(
        sections[1:4],
        (["kill_pet", "delete_pet"], ["drop_pet", "kill_pet", "remove_pet"],
         ["delete_pet", "remove_pet"]),
        strict=True,
    ):  # fmt: skip
        assert all(f"`operations.pets.{name}`" in section for name in names)
    assert "petstore.yaml" not in changelog
    assert "old:" not in changelog


def test_update_writes_nothing_under_check_or_for_a_wrong_document(
    tmp_path: Path,
) -> None:
    answers = [yaml(PETSTORE), yaml(CHANGED), yaml(b"openapi: 3.1.0\npaths: 5\n")]
    with Server(answers) as server:
        configure(tmp_path, f"{server.url}/openapi.yaml")
        assert regen(tmp_path, "update").returncode == 0
        assert regen(tmp_path, "update", "--check").returncode == 1
        assert regen(tmp_path, "update").returncode == 2
    assert (tmp_path / "petstore.yaml").read_bytes() == PETSTORE
    assert regen(tmp_path, "--check").returncode == 0


def test_what_cannot_be_fetched_is_told(tmp_path: Path) -> None:
    with Server([answer(404, b"no")]) as server:
        done = regen(tmp_path, "generate", f"{server.url}/a.yaml", "--output", "src")
    assert done.returncode == 2
    assert "error[cannot-fetch]" in done.stderr
    assert "answered 404" in done.stderr
    assert "hint" not in done.stderr
    assert not (tmp_path / "src").exists()


def test_who_lacks_credentials_is_told_how_to_send_them(tmp_path: Path) -> None:
    with Server([answer(401, b"no")]) as server:
        done = regen(tmp_path, "generate", f"{server.url}/a.yaml", "--output", "src")
    assert "hint: `source-headers` of a client, or --header" in done.stderr


def test_without_a_source_there_is_nothing_to_update(tmp_path: Path) -> None:
    (tmp_path / "regen.toml").write_text(
        '[clients.a]\ndocument = "a.yaml"\noutput = "src"\n'
    )
    done = regen(tmp_path, "update")
    assert done.returncode == 2
    assert "error[no-source]" in done.stderr


def test_standard_input(tmp_path: Path) -> None:
    words = ("generate", "-", "--output", "src", "--package", "pets")
    done = regen(tmp_path, *words, given=PETSTORE)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "src" / "pets" / "client.py").is_file()
    again = regen(tmp_path, *words, "--check", given=PETSTORE)
    assert again.returncode == 0, again.stdout + again.stderr
