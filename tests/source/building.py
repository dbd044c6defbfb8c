"""Documents for the tests of reading: from text, and from trees of files."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from regen.diagnostics import Diagnostic, RegenError
from regen.source.bundle import bundle
from regen.source.document import Document
from regen.source.load import load_bytes, load_file
from regen.source.sourcemap import SourceFile

HEAD = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"


def yaml(text: str, suffix: str = ".yaml") -> SourceFile:
    name = f"api{suffix}"
    return load_bytes(dedent(text).encode(), name, f"/nowhere/{name}")


def refused(text: str | bytes, suffix: str = ".yaml") -> Diagnostic:
    """The one finding for which `text` is refused."""
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(RegenError) as caught:
        load_bytes(data, f"api{suffix}", f"/nowhere/api{suffix}")
    (finding,) = caught.value.diagnostics
    return finding


def place(finding: Diagnostic) -> tuple[int, int]:
    assert finding.location is not None
    return finding.location.line, finding.location.column


def tree(folder: Path, files: dict[str, str]) -> Path:
    """Write `files`; the first one is the main document."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder / next(iter(files))


def bundled(text: str) -> Document:
    return bundle(yaml(HEAD + dedent(text)))


def bundled_tree(folder: Path, files: dict[str, str], **options: Any) -> Document:
    main = tree(folder, files)
    return bundle(load_file(main, main.name), **options)


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.diagnostics]
