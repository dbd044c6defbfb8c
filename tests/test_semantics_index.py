"""tests/SEMANTICS.md names tests that exist, and has no row without a test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.golden import cases

ROOT = Path(__file__).parent
INDEX = ROOT / "SEMANTICS.md"
_ROW = re.compile(r"\| ([A-Z]\d+) \|[^|]*\|([^|]*)\|")
_NAME = re.compile(r"`([^`]+)`")
_GOLDEN = "golden/"


def rows() -> dict[str, list[str]]:
    """Id -> what the index says shows it."""
    text = INDEX.read_text(encoding="utf-8")
    return {id: _NAME.findall(shown) for id, shown in _ROW.findall(text)}


def functions_in(path: Path) -> set[str]:
    """The test functions of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@pytest.mark.parametrize("row", rows())
def test_each_row_has_tests_that_carry_its_id(row: str) -> None:
    """A file in the index has tests for the row; a golden case is named after it."""
    shown = rows()[row]
    assert shown, f"nothing shows {row}"
    for name in shown:
        if name.startswith(_GOLDEN):
            case = name.removeprefix(_GOLDEN)
            assert case in cases.names()
            assert case.startswith(f"{row[0].lower()}{int(row[1:]):02}_"), case
        else:
            prefix = f"test_{row.lower()}_"
            assert any(t.startswith(prefix) for t in functions_in(ROOT / name)), name


def test_every_test_that_carries_an_id_is_in_the_index() -> None:
    listed = {(row, name) for row, names in rows().items() for name in names}
    for path in sorted((ROOT / "behaviour").glob("test_*.py")):
        for name in functions_in(path):
            found = re.match(r"test_([a-z]\d+)_", name)
            if found and found[1].upper() in rows():
                where = path.relative_to(ROOT).as_posix()
                assert (found[1].upper(), where) in listed, name
    for case in cases.names():
        row = f"{case[0].upper()}{int(case[1:3])}"
        assert (row, f"{_GOLDEN}{case}") in listed, case
