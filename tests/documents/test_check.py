"""The check itself: what is wrong with a package is found, and with whose package."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.documents import checkers
from tests.documents.dangling import independent
from tests.documents.row import Results, Row
from tests.documents.shard import PROBE
from tests.documents.values import endless, refused_by_pydantic

GOOD = "def number() -> int:\n    return 1\n"
BAD = "def number() -> int:\n    return ''\n\nvalue = { }\n"


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    for name, text in (("client_good", GOOD), ("client_bad", BAD)):
        for part in ("operations", "models", "_runtime"):
            (tmp_path / name / part).mkdir(parents=True)
            (tmp_path / name / part / "__init__.py").touch()
        (tmp_path / name / "__init__.py").touch()
        (tmp_path / name / "operations" / "numbers.py").write_text(text)
    return tmp_path


@pytest.mark.parametrize("check", [checkers.black, checkers.mypy, checkers.pyright])
def test_findings_belong_to_their_package(check: Any, packages: Path) -> None:
    findings = check(packages, ["client_good", "client_bad"])
    assert list(findings) == ["client_bad"]
    assert any("numbers.py" in text for text in findings["client_bad"])


def test_a_file_that_cannot_be_parsed_costs_no_other_package(packages: Path) -> None:
    (packages / "client_bad" / "operations" / "numbers.py").write_text("def (:\n")
    (packages / "client_good" / "operations" / "numbers.py").write_text(BAD)
    findings = checkers.mypy(packages, ["client_bad", "client_good"])
    assert list(findings) == ["client_bad", "client_good"]


def _probe(folder: Path, package: str) -> dict[str, Any]:
    listed = [["operations.numbers", "number"]]
    task = {"folder": str(folder), "examples": 0, "packages": {package: listed}}
    done = subprocess.run(
        [sys.executable, PROBE],
        input=json.dumps(task),
        capture_output=True,
        text=True,
        check=True,
    )
    name, report = json.loads(done.stdout)
    assert name == package
    return dict(report)


def test_functions_are_counted(packages: Path) -> None:
    report = _probe(packages, "client_good")
    assert (report["functions"], report["faults"]) == (1, [])


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("other = 1\n", 0),
        ("number = 1\n", 0),
        ("def number() -> 'Missing': ...\n", 1),
        ("1 / 0\n", 1),
    ],
)
def test_a_missing_function_is_not_counted(
    text: str, faults: int, packages: Path
) -> None:
    (packages / "client_good" / "operations" / "numbers.py").write_text(text)
    report = _probe(packages, "client_good")
    assert report["functions"] == 0
    assert len(report["faults"]) == faults


class Unset:
    """Stands for a field that is not there."""


@dataclass
class Leaf:
    number: int


@dataclass
class Itself:
    again: Itself


@dataclass
class Endless:
    itself: tuple[int, Itself]


@dataclass
class Tree:
    children: list[Tree]
    next: Tree | None


@dataclass
class Strange:
    unset: Unset


@dataclass
class Leading:
    strange: list[Strange]


def test_models_without_finite_value() -> None:
    assert endless([Leaf, Itself, Endless, Tree]) == {Itself, Endless}


def test_models_that_lead_to_an_unset_field_are_not_pydantics() -> None:
    models = {c.__name__: c for c in (Leaf, Tree, Strange, Leading)}
    assert list(refused_by_pydantic(models, Unset)) == []
    refused = list(refused_by_pydantic(models, bytes))
    assert [text.split(":")[0] for text in refused] == [
        "pydantic Strange",
        "pydantic Leading",
    ]


def test_operations_that_need_no_dangling_reference(tmp_path: Path) -> None:
    good, bad = {"$ref": "#/parts/good"}, {"$ref": "#/parts/bad"}
    document = {
        "paths": {
            "/a": {"get": {"use": good}, "put": {"use": [bad]}},
            "/b": {"parameters": [bad], "get": {}},
            "/c": {"get": {"use": {"$ref": "#/parts/missing"}, "summary": "?"}},
        },
        "parts": {
            "good": {"again": good, "example": {"$ref": "#/nowhere"}},
            "bad": {"use": {"$ref": "#/parts/missing"}},
        },
    }
    path = tmp_path / "document.json"
    path.write_text(json.dumps(document))
    assert independent(path) == 1


def test_rows_are_kept_unless_they_have_faults(tmp_path: Path) -> None:
    results = Results(tmp_path / "rows", {"examples": 1})
    results.save(Row("good", functions=3))
    results.save(Row("bad", faults=["?"]))
    assert results.load("good") == Row("good", functions=3)
    assert results.load("bad") is None
    assert Results(tmp_path / "rows", {"examples": 2}).load("good") is None
