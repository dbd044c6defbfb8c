"""The golden cases: how one is generated, compared and updated.

A case is a folder, named after the row of tests/SEMANTICS.md that it shows, with
`openapi.yaml` of at most 40 lines, perhaps the files that it refers to and a
`regen.toml`, and `expected/`. Only the files that the document shapes are kept: not the
runtime, not the manifest, and `__init__.py` and `client.py` only where a case is about
them. `python -m tests.golden.cases [NAME...]` writes what regen generates now into
`expected/`.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from regen.config import Config, from_flags, load_configs
from regen.pipeline import build
from regen.source.load import load_file

HERE = Path(__file__).parent
LINES = 40
WHOLE = frozenset(("n06_lazy_exports", "n07_basics"))
"""The cases that are about the package as such: all but the runtime is kept."""
_COMMON = re.compile(r"(.*/)?__init__\.py|client\.py|py\.typed")


def names() -> list[str]:
    """The cases, sorted."""
    return sorted(path.parent.name for path in HERE.glob("*/openapi.yaml"))


def document(name: str) -> dict[str, Any]:
    """The document of a case, for tests that want its behaviour too."""
    root: dict[str, Any] = load_file(HERE / name / "openapi.yaml").root
    return root


def generated(name: str) -> dict[str, str]:
    """What regen writes now: path -> text."""
    with tempfile.TemporaryDirectory() as folder:
        files = build(_config(HERE / name, Path(folder))).files
    return {
        path: text
        for path, text in files.items()
        if not path.startswith("_runtime/")
        and (name in WHOLE or not _COMMON.fullmatch(path))
    }


def _config(case: Path, output: Path) -> Config:
    """The one client that the case configures, else the defaults."""
    if (case / "regen.toml").exists():
        (config,) = load_configs(case)
        return config._replace(output=output)
    return from_flags((case / "openapi.yaml",), output, package="golden")


def expected(name: str) -> dict[str, str]:
    """What the case says regen writes: path -> text."""
    root = HERE / name / "expected"
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def update(name: str) -> None:
    """Make the case expect what regen writes now."""
    root = HERE / name / "expected"
    shutil.rmtree(root, ignore_errors=True)
    for path, text in generated(name).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for case in sys.argv[1:] or names():
        update(case)
        print(f"updated {case}")
