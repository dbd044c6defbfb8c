"""The same sources give the same bytes, wherever and whenever they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests import venvs

ROOT = Path(__file__).parents[2]
SOURCES = (
    *("generator", "templates", "docs", "specs", "tests", "pyproject.toml"),
    *("README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", ".gitignore"),
)
RELEASED = "1700000000"
"""Seconds since 1970: the time of a release, as the commit says it."""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return venvs.make(tmp_path_factory.mktemp("builder") / "venv", "hatchling")


def copy_sources(folder: Path) -> None:
    """A checkout: the files of this one, with times and modes of their own."""
    folder.mkdir(parents=True)
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", ".*_cache")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(
                source, folder / name, ignore=ignored, copy_function=shutil.copyfile
            )
        else:
            shutil.copyfile(source, folder / name)


def build(python: Path, sources: Path, **env: str) -> dict[str, bytes]:
    """Name -> bytes of the wheel and of the source distribution."""
    command = [str(python), "-m", "hatchling", "build", "-d", "dist"]
    done = subprocess.run(
        command, cwd=sources, env={**os.environ, **env}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in (sources / "dist").iterdir()}


def test_builds_are_identical_byte_for_byte(python: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "another" / "place"
    copy_sources(here)
    old = os.umask(0o077)
    try:
        copy_sources(there)
    finally:
        os.umask(old)
    env = {"SOURCE_DATE_EPOCH": RELEASED}
    first = build(python, here, **env, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    second = build(python, there, **env, PYTHONHASHSEED="2", TZ="Asia/Tokyo")
    assert sorted(name.rpartition(".")[2] for name in first) == ["gz", "whl"]
    assert first == second


def test_the_source_distribution_builds_the_same_wheel(
    python: Path, tmp_path: Path
) -> None:
    copy_sources(tmp_path / "checkout")
    env = {"SOURCE_DATE_EPOCH": RELEASED}
    built = build(python, tmp_path / "checkout", **env)
    (archive,) = (tmp_path / "checkout" / "dist").glob("*.tar.gz")
    with tarfile.open(archive) as sources:
        sources.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert build(python, unpacked, **env) == built
