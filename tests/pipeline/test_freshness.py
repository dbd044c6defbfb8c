"""Nothing to do is found out from digests; whatever changed is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from regen import version_of_regen
from regen.config import Config, from_flags
from regen.manifest import files_on_disk, load
from regen.pipeline import build, generate
from regen.run import causes_by_digest, changes

from benchmarks.synthetic import document


@pytest.fixture
def client(tmp_path: Path) -> Config:
    source = tmp_path / "api.json"
    source.write_text(document(3), encoding="utf-8")
    config = from_flags((source,), tmp_path / "out", "things")
    generate(build(config))
    return config


def is_fresh(config: Config) -> bool:
    old = load(config.folder)
    return not causes_by_digest(config, old, version_of_regen())


def there(config: Config) -> dict[str, bytes]:
    old = load(config.folder)
    assert old is not None
    return files_on_disk(config.folder, old)


def test_a_second_run_has_nothing_to_do(client: Config) -> None:
    assert is_fresh(client)
    assert not changes(build(client), there(client))


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


def test_a_fresh_run_imports_little(client: Config) -> None:
    words = ["generate", str(client.documents[0]), "--output", str(client.output)]
    line = [sys.executable, "-X", "importtime", "-m", "regen", *words]
    done = subprocess.run(
        [*line, "--package", "things"], capture_output=True, text=True, check=True
    )
    imported = {text.rpartition("|")[2].strip() for text in done.stderr.splitlines()}
    assert "regen.run" in imported
    heavy = {
        "httpx2",
        "asyncio",
        "yaml",
        "black",
        "jinja2",
        "msgspec",
        "regen.ir",
        "subprocess",
    }
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
