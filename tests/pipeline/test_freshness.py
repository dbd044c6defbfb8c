"""Nothing to do is found out from digests; whatever changed is noticed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from regen.config import Config, from_flags
from regen.freshness import is_fresh
from regen.identity import generator_id, installed
from regen.pipeline import build, generate
from regen.quick import fresh_clients

from benchmarks.synthetic import document


@pytest.fixture
def client(tmp_path: Path) -> Config:
    source = tmp_path / "api.json"
    source.write_text(document(3), encoding="utf-8")
    config = from_flags((source,), tmp_path / "out", "things")
    assert generate(build(config))
    return config


def test_a_second_run_has_nothing_to_do(client: Config) -> None:
    assert is_fresh(client)
    assert not generate(build(client))


def test_a_changed_input_is_noticed(client: Config) -> None:
    path = client.documents[0]
    path.write_text(path.read_text().replace("A thing", "Some thing"))
    assert not is_fresh(client)


@pytest.mark.parametrize("file", ["client.py", "models/thing0.py", "_runtime/codec.py"])
def test_an_edited_or_missing_file_is_noticed(client: Config, file: str) -> None:
    path = client.folder / file
    path.write_text(path.read_text() + "\n")
    assert not is_fresh(client)
    path.unlink()
    assert not is_fresh(client)


def test_other_options_are_noticed(client: Config) -> None:
    assert not is_fresh(
        from_flags(client.documents, client.output, "things", prune=True)
    )


def test_a_missing_input_is_not_fresh(client: Config) -> None:
    client.documents[0].unlink()
    assert not is_fresh(client)


def test_versions_are_found_without_importing_metadata() -> None:
    from importlib.metadata import version

    for name in ("black", "openapi-spec-validator", "jsonschema"):
        assert installed(name) == version(name)
    assert f"black {version('black')}" in generator_id()


@pytest.mark.parametrize("check", [[], ["--check"]])
def test_the_short_way_finds_what_is_fresh(client: Config, check: list[str]) -> None:
    words = ["generate", str(client.documents[0]), "--output", str(client.output)]
    found = fresh_clients([*words, "--package", "things", *check])
    assert found == [client]
    assert fresh_clients(words) is None
    assert fresh_clients([*words, "--package", "things", "--diff"]) is None
    assert fresh_clients([*words, "--package", "no-name"]) is None
    (client.folder / "client.py").unlink()
    assert fresh_clients([*words, "--package", "things"]) is None


@pytest.mark.parametrize(
    "words",
    [["--help"], ["inspect"], ["generate"], ["generate", "--output"], ["x", "y"]],
)
def test_the_short_way_leaves_all_else_to_the_command(words: list[str]) -> None:
    assert fresh_clients(words) is None


def test_a_configured_client_is_found_fresh(
    client: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = client.output.parent
    (folder / "regen.toml").write_text(
        '[clients.things]\ndocument = "api.json"\noutput = "out"\n'
    )
    monkeypatch.chdir(folder)
    found = fresh_clients(["--check"])
    assert found is not None
    assert [config.name for config in found] == ["things"]


def test_a_fresh_run_imports_little_and_says_what_the_command_says(
    client: Config,
) -> None:
    words = ["generate", str(client.documents[0]), "--output", str(client.output)]
    words += ["--package", "things", "--check"]
    program = (
        f"import sys; sys.argv[1:] = {words!r}\n"
        "from regen.__main__ import main\nmain()\n"
        "heavy = {'click', 'yaml', 'black', 'jinja2', 'regen.ir', 'subprocess'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    short = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    command = [sys.executable, "-c", "from regen.cli import main; main()", *words]
    long = subprocess.run(command, capture_output=True, text=True, check=True)
    assert short.stdout == long.stdout
