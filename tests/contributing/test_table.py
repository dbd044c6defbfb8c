"""Six kinds of change touch what CONTRIBUTING names, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .changes import (
    CHANGES,
    GENERATOR,
    ROOT,
    SECURITY,
    STYLE,
    Change,
    copy,
    generate,
    named,
    rows,
)

each = pytest.mark.parametrize("change", CHANGES, ids=lambda c: c.row)


@each
def test_the_places_that_the_table_names_are_enough(
    change: Change, tmp_path: Path
) -> None:
    copy(tmp_path, change.edits)
    package = generate(tmp_path, change.document)
    for name, line in change.expected.items():
        assert line in (package / name).read_text(encoding="utf-8"), name


@each
def test_the_table_names_all_places(change: Change) -> None:
    places = next(text for kind, text in rows().items() if kind.startswith(change.row))
    missing = [path for path in change.edits if not named(path, places)]
    assert not missing


@each
def test_the_generator_refuses_or_ignores_it_today(
    change: Change, tmp_path: Path
) -> None:
    """Each change is needed: without it, the package is another one or none."""
    copy(tmp_path, {})
    try:
        package = generate(tmp_path, change.document)
    except AssertionError:
        return
    assert not all(
        (package / name).exists()
        and line in (package / name).read_text(encoding="utf-8")
        for name, line in change.expected.items()
    )


def test_the_type_checker_lists_the_places_of_a_closed_union(tmp_path: Path) -> None:
    """A style and a scheme that only the model knows are errors where they are used."""
    edits = {
        path: pairs
        for change in (STYLE, SECURITY)
        for path, pairs in change.edits.items()
        if path.startswith(f"{GENERATOR}ir/")
    }
    copy(tmp_path, edits)
    line = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml")]
    line += ["--cache-dir", str(ROOT / ".mypy_cache" / "contributing"), "generator"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True)
    found = set(
        re.findall(r"^(generator/\S+\.py):\d+: error", done.stdout, re.MULTILINE)
    )
    assert found == {
        f"{GENERATOR}outputs/python/{name}.py" for name in ("building", "requests")
    }


def test_every_file_that_the_table_names_exists() -> None:
    known = [
        path.relative_to(ROOT).as_posix() for path in ROOT.glob("generator/**/*.py")
    ]
    known += [path.relative_to(ROOT).as_posix() for path in ROOT.glob("templates/**/*")]
    known += [path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/**/*.py")]
    folders = {f"{parent}/" for path in known for parent in Path(path).parents}
    for kind, places in rows().items():
        for word in re.findall(r"`([^` ]+(?:\.py|/))`", places):
            listed = folders if word.endswith("/") else known
            assert any(f"/{path}".endswith(f"/{word}") for path in listed), (kind, word)
