"""The JSON Schema of the configuration, and that regen reads by it."""

from __future__ import annotations

import contextlib
import tomllib
from pathlib import Path

import jsonschema_rs
import pytest
from regen.config import load_configs
from regen.config.schema import for_editors
from regen.diagnostics import RegenError

CLIENT = '[clients.c]\ndocument = "d.yaml"\noutput = "o"\n'
RIGHT = [
    "",
    "strict = true",
    'unsupported = "#/paths/~1a"',
    'unsupported = ["#/paths/~1a", "#/paths/~1b"]',
    "line-length = 100",
    'formatter = "ruff"\nfile-header = "Copyright"',
    'layout = "project"\nproject.owned = ["README.md"]',
    'security."A b".prefix = "Token"',
    'source-headers.Authorization = "Bearer ${TOKEN}"',
    'pagination.op = {style = "page", parameter = "p", items = "/data"}',
    'idempotency = {header = "Idempotency-Key", methods = ["POST", "PUT"]}',
    'include.tags = "pets"',
]
WRONG = [
    "nonsense = 1",
    'strict = "yes"',
    "unsupported = [1]",
    "line-length = 7",
    "line-length = true",
    'line-length = "100"',
    'formatter = "yapf"',
    "file-header = 3",
    'layout = "projects"',
    'layout = "project"\nproject.owned = ["README"]',
    "security.A = 1",
    'security.A.prefx = "Token"',
    "source-headers.Authorization = 3",
    'pagination.op = {style = "pages"}',
    'pagination.op = {items = "/data"}',
    'idempotency = {methods = ["POST"]}',
    'documents = ["d.yaml"]',
    "clients.c = 1",
]


def accepts(text: str, folder: Path) -> bool:
    (folder / "regen.toml").write_text(text, encoding="utf-8")
    with contextlib.suppress(RegenError):
        return bool(load_configs(folder))
    return False


@pytest.mark.parametrize("line", [*RIGHT, *WRONG])
def test_editors_and_regen_agree(tmp_path: Path, line: str) -> None:
    text = f"{CLIENT}{line}\n"
    is_valid = jsonschema_rs.is_valid(for_editors(), tomllib.loads(text))
    assert is_valid is (line in RIGHT)
    assert accepts(text, tmp_path) is is_valid


@pytest.mark.parametrize(
    "text", ["clients = 1", "clients.c = 1", "required-version = 1"]
)
def test_what_is_no_table(tmp_path: Path, text: str) -> None:
    assert not jsonschema_rs.is_valid(for_editors(), tomllib.loads(text))
    assert not accepts(text, tmp_path)


@pytest.mark.parametrize("line", [*RIGHT, *WRONG])
def test_pyproject_has_the_same_in_its_table(line: str) -> None:
    text = f"[project]\nname = 'a'\n[tool.other]\nb = 1\n[tool.regen.{CLIENT[1:]}{line}"
    schema = for_editors("pyproject.toml")
    assert jsonschema_rs.is_valid(schema, tomllib.loads(text)) is (line in RIGHT)


@pytest.mark.parametrize("file", ["regen.toml", "pyproject.toml"])
def test_the_schema_is_one(file: str) -> None:
    jsonschema_rs.meta.validate(for_editors(file))
    properties = for_editors()["properties"]["clients"]["additionalProperties"][
        "properties"
    ]
    assert all(member["description"] for member in properties.values())
