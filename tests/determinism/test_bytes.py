"""The same bytes under any hash seed, from any working directory, for any checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.cli.kit import PAGE, SMALL, content

UNORDERED = SMALL.replace(
    "components:\n",
    """\
  /zoo:
    post:
      tags: [b, a]
      security: [{key: []}, {token: []}]
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/Zoo'}}
          multipart/form-data: {schema: {$ref: '#/components/schemas/Zoo'}}
      responses: {"204": {description: done}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, in: query, name: key}
""",
).replace(
    "    Pet:\n",
    """\
    Zoo:
      type: object
      properties:
        first: {oneOf: [{$ref: '#/components/schemas/Pet'}, {type: string}]}
        class: {type: array, items: {type: object, properties: {id: {type: string}}}}
        Class: {$ref: '#/components/schemas/Zoo'}
    Pet:
""",
)


def run(folder: Path, document: Path, output: Path, seed: str) -> dict[str, bytes]:
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "regen",
        "generate",
        document,
        "--output",
        output,
    ]
    subprocess.run(
        [*command, "--package", "api"],
        cwd=folder,
        env=os.environ | {"PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
    )
    return content(folder / output)


def test_seeds_and_folders(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two" / "deeper"
    for folder in (one, two):
        (folder / "specs").mkdir(parents=True)
        (folder / "specs" / "pets.yaml").write_text(UNORDERED, encoding="utf-8")
        (folder / "specs" / "page.md").write_text(PAGE, encoding="utf-8")
    before = content(one / "specs")
    document = Path("specs", "pets.yaml")
    first = run(one, document, Path("a"), "1")
    second = run(two / "specs", Path("pets.yaml"), two / "b", "2")
    third = run(tmp_path, one / document, tmp_path / "c", "3")
    assert first == second == third
    assert len(first) > 30
    page = run(one, Path("specs/page.md"), Path("d"), "4")
    assert page == run(two, two / "specs" / "page.md", Path("e"), "5")
    assert content(one / "specs") == before


def test_a_fresh_clone_is_fresh(tmp_path: Path) -> None:
    """What is committed is enough to know: times and places do not count."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pets.yaml").write_text(SMALL, encoding="utf-8")
    run(tmp_path / "a", Path("pets.yaml"), Path("src"), "1")
    clone = shutil.copytree(
        tmp_path / "a", tmp_path / "clone", copy_function=shutil.copy
    )
    command = [sys.executable, "-m", "regen", "generate", "pets.yaml", "--check"]
    done = subprocess.run(
        [*command, "--output", "src", "--package", "api"],
        cwd=clone,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "src/api: fresh\n")
