"""The golden cases: how one is generated, compared and updated.

A case is a folder with `openapi.yaml` of at most 40 lines and `expected/`. Only the
files that the document shapes are kept: not the runtime, not the manifest.
`python -m tests.golden.cases` writes what regen generates now into `expected/`.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from regen.config import from_flags
from regen.pipeline import build

HERE = Path(__file__).parent
LINES = 40
COMMON = ("_runtime/", "__init__.py", "client.py", "py.typed")
"""Left out unless a case is about them: its folder name starts with `package`."""


def names() -> list[str]:
    """The cases, sorted."""
    return sorted(path.parent.name for path in HERE.glob("*/openapi.yaml"))


def generated(name: str) -> dict[str, str]:
    """What regen writes now: path -> text."""
    with tempfile.TemporaryDirectory() as folder:
        config = from_flags(
            documents=(HERE / name / "openapi.yaml",),
            output=Path(folder),
            package="golden",
        )
        files = build(config).files
    keep_all = name.startswith("package")
    return {
        path: text
        for path, text in files.items()
        if not path.startswith("_runtime/")
        and (keep_all or not path.endswith(COMMON) or "/" in path)
        and (keep_all or not path.endswith("__init__.py"))
    }


def expected(name: str) -> dict[str, str]:
    """What the case says regen writes: path -> text."""
    root = HERE / name / "expected"
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*.*"))
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
    for case in names():
        update(case)
        print(f"updated {case}")
