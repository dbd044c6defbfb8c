"""Nothing to do is found out from digests; whatever changed is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from regen.config import Config, from_flags
from regen.freshness import is_fresh
from regen.identity import generator_id, installed
from regen.pipeline import build, generate
from regen.quick import understood

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
def test_plain_command_lines_are_understood(client: Config, check: list[str]) -> None:
    words = ["generate", str(client.documents[0]), "--output", str(client.output)]
    plain = [*words, "--package", "things", *check]
    assert understood(plain) == ([client], bool(check))
    assert understood(words) is None
    assert understood([*plain, "--diff"]) is None
    assert understood([*words, "--package", "no-name"]) is None


@pytest.mark.parametrize(
    "words",
    [["--help"], ["inspect"], ["generate"], ["generate", "--output"], ["x", "y"]],
)
def test_all_other_command_lines_are_left_to_the_command(words: list[str]) -> None:
    assert understood(words) is None


def test_a_configured_client_is_understood(
    client: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = client.output.parent
    (folder / "regen.toml").write_text(
        '[clients.things]\ndocument = "api.json"\noutput = "out"\n'
    )
    monkeypatch.chdir(folder)
    found = understood(["--check"])
    assert found is not None
    assert [config.name for config in found.configs] == ["things"]


LONG = "from regen.cli import main; main()"
"""The command without the short way."""


def both_ways(words: list[str]) -> tuple[subprocess.CompletedProcess[str], ...]:
    lines = ([sys.executable, *way, *words] for way in (["-m", "regen"], ["-c", LONG]))
    return tuple(
        subprocess.run(line, capture_output=True, text=True, check=False)
        for line in lines
    )


@pytest.mark.parametrize("state", ["fresh", "stale", "changed", "broken"])
def test_the_short_way_says_what_the_command_says(client: Config, state: str) -> None:
    document, words = client.documents[0], ["generate"]
    words += [str(document), "--output", str(client.output), "--package", "things"]
    if state == "stale":
        document.write_text(document.read_text().replace("A thing", "Some thing"))
    elif state == "changed":
        (client.folder / "client.py").write_text("x = 1")
    elif state == "broken":
        document.write_text("openapi: [")
    short, long = both_ways([*words, "--check"])
    assert (short.stdout, short.stderr) == (long.stdout, long.stderr)
    codes = {"fresh": 0, "stale": 1, "changed": 1, "broken": 2}
    assert short.returncode == long.returncode == codes[state]


def test_a_fresh_run_imports_little(client: Config) -> None:
    words = ["generate", str(client.documents[0]), "--output", str(client.output)]
    line = [sys.executable, "-X", "importtime", "-m", "regen", *words]
    done = subprocess.run(
        [*line, "--package", "things"], capture_output=True, text=True, check=True
    )
    imported = {text.rpartition("|")[2].strip() for text in done.stderr.splitlines()}
    assert "regen.freshness" in imported
    heavy = {"click", "yaml", "black", "jinja2", "msgspec", "regen.ir", "subprocess"}
    assert not heavy & imported


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_goes_away_gets_no_traceback(client: Config) -> None:
    words = ["generate", str(client.documents[0]), "--output", str(client.output)]
    line = [sys.executable, "-m", "regen", *words, "--package", "things"]
    source, target = os.pipe()
    os.close(source)
    try:
        done = subprocess.run(line, stdout=target, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(target)
    assert done.returncode == 1
    assert done.stderr == b""
