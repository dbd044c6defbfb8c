"""What the tests of the command line share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from regen.cli import main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "specs" / "deploy-application.md").read_text(encoding="utf-8")

SMALL = """\
openapi: 3.1.0
info: {title: Pet Shop, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: all pets
          content:
            application/json:
              schema:
                type: array
                items: {$ref: '#/components/schemas/Pet'}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        kind:
          type: string
          enum: [cat, dog]
"""


@dataclass(frozen=True)
class Result:
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Regen:
    """Calls the command as a shell would, in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *words: str | Path) -> Result:
        self._capture.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        captured = self._capture.readouterr()
        code = left.value.code
        return Result(int(code or 0), captured.out, captured.err)


def page_as_yaml() -> str:
    """The document that the page embeds."""
    fence = "````"
    _, block, _ = PAGE.split(fence)
    return block.split("\n", 1)[1]


def line_of(text: str, part: str) -> int:
    """The number of the first line with `part`."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def content(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of change of all files and folders, the folder included."""
    return {
        str(path): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in (folder, *folder.rglob("*"))
    }
