"""Small runs of the benchmarks: they do the work that they time."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import decoding, generation, importing, scaling
from benchmarks.measure import measure
from benchmarks.synthetic import document


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "things.json"
    path.write_text(document(3), encoding="utf-8")
    return path


def test_generation_has_a_row_for_each_situation(source: Path) -> None:
    rows = generation.table(source, runs=1, peers=False)
    situations = ["cold", "nothing changed", "--check, fresh", "one schema changed"]
    assert len(rows) == len(situations)
    for row, situation in zip(rows, situations, strict=True):
        assert situation in row
        seconds, cpu = map(float, re.findall(r"(\d+\.\d+) s", row))
        assert min(seconds, cpu) > 0
        lines = re.search(r"([\d,]+) lines", row)
        assert lines is not None
        assert int(lines[1].replace(",", "")) > 500


def test_a_change_changes_one_schema_and_nothing_else() -> None:
    before, after = (json.loads(t) for t in (document(3), changed(document(3))))
    schemas = before["components"]["schemas"], after["components"]["schemas"]
    different = [name for name in schemas[0] if schemas[0][name] != schemas[1][name]]
    assert different == ["Thing0"]
    before["components"] = after["components"] = None
    assert before == after


def changed(text: str) -> str:
    once, twice = generation.changed(text, 1), generation.changed(text, 2)
    assert once != twice
    return once


def test_scaling_has_a_row_for_each_size() -> None:
    rows = scaling.table((2, 4))
    assert [row.split()[0] for row in rows] == ["2", "4"]


def test_importing_takes_one_operation_and_its_models() -> None:
    (row,) = importing.table(None, (8,))
    found = re.search(r"([\d.]+) ms +(-?[\d.]+) MB", row)
    assert found is not None
    assert float(found[1]) > 0


def test_decoding_has_two_rows_for_each_document() -> None:
    head, *rows = decoding.table(quick=True)
    assert head.split() == ["regen", "Structs", "pydantic", "/Structs", "/pydantic"]
    names = [case.name for case in decoding.cases(quick=True)]
    assert [row.rpartition(":")[0] for row in rows[::2]] == names
    assert [row.rpartition(":")[0] for row in rows[1::2]] == names
    for row in rows:
        ours = float(row.partition("code")[2].split()[0])
        assert ours > 0


def test_models_of_another_generator_are_measured_in_its_environment(
    tmp_path: Path,
) -> None:
    package = tmp_path / "peer_client"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "models.py").write_text(
        "class Thing(dict):\n"
        "    from_dict = classmethod(lambda cls, value: cls(value))\n"
        "    to_dict = dict.copy\n"
    )
    task = json.dumps([str(tmp_path), "Thing", {"a": 1}, True])
    line = [sys.executable, "-I", str(decoding.ROUNDS)]
    done = subprocess.run(line, input=task, capture_output=True, text=True, check=True)
    assert all(figure > 0 for figure in json.loads(done.stdout))
    assert len(json.loads(done.stdout)) == 2


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="broken"):
        measure([sys.executable, "-c", "raise SystemExit('broken')"], runs=1)
