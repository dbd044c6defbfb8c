"""One document through every question of the check."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.documents.corpus import Entry

HERE = Path(__file__).parent
TIMEOUT = 900
PACKAGE = "client"


@dataclass(slots=True)
class Row:
    """What was found.

    Attributes:
        seconds: wall time of generation, the start of the command included.
        skipped: whether operations had to be left out, of a document whose references
            dangle.
        faults: what went wrong, a line each; none if all is well.
        notes: findings of the generator at the level of a warning, counted by code.
    """

    id: str
    operations: int = 0
    functions: int = 0
    models: int = 0
    round_trips: int = 0
    lines: int = 0
    seconds: float = 0.0
    skipped: bool = False
    faults: list[str] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        state = "ok" if not self.faults else f"FAULTS {len(self.faults)}"
        return (
            f"{self.id[:52]:52} {self.operations:5}/{self.functions:<5}"
            f" {self.models:5} models {self.round_trips:5} round"
            f" {self.lines:7} lines {self.seconds:6.1f} s  {state}"
        )


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked of each package beside the import.

    Attributes:
        examples: values of each model that make the round trip.
        mypy: whether mypy --strict reads the package.
        pyright: whether pyright reads it in its strict mode.
        seeds: whether it is generated under a second hash seed and compared.
        pythons: other interpreters, with httpx2 and msgspec, that import it.
    """

    examples: int = 0
    mypy: bool = False
    pyright: bool = False
    seeds: bool = False
    pythons: tuple[str, ...] = ()


def examine(entry: Entry, questions: Questions, cache: Path) -> Row:
    """Generate one document and ask the questions of the package.

    Args:
        cache: folder for mypy's cache.
    """
    row = Row(entry.id)
    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "out"
        output.mkdir()
        start = time.perf_counter()
        done = _regen(str(entry.path), output)
        row.seconds = time.perf_counter() - start
        report = _json(done)
        if entry.tier == "broken":
            _expect_refusal(row, done.returncode, report, output)
            return row
        if done.returncode:
            codes = [found["code"] for found in _findings(report)]
            row.faults.append(
                f"exit {done.returncode}: {codes[:5]} {done.stderr[-300:]}"
            )
            if "dangling-reference" in codes:
                done = _regen(str(entry.path), output, "--skip-unsupported")
                row.skipped = True
        if done.returncode:
            return row
        _count(row, entry, report)
        _inside(row, output, questions.examples)
        _black(row, output)
        for python in questions.pythons:
            _other_python(row, output, python)
        if questions.mypy:
            _mypy(row, output, cache)
        if questions.pyright:
            _pyright(row, output)
        if questions.seeds:
            _seeds(row, entry, output, Path(name) / "again")
    return row


def _regen(document: str, output: Path, *options: str, seed: str = "0") -> Any:
    line = [sys.executable, "-m", "regen", "generate", document, "--json", *options]
    line += ["--output", str(output), "--package", PACKAGE]
    return subprocess.run(
        line,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )


def _json(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    try:
        value: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return {}
    return value


def _findings(report: dict[str, Any]) -> list[dict[str, Any]]:
    found = list(report.get("diagnostics", []))
    for client in report.get("clients", []):
        found += client.get("diagnostics", [])
    return found


def _expect_refusal(row: Row, code: int, report: dict[str, Any], out: Path) -> None:
    errors = [found for found in _findings(report) if found["level"] == "error"]
    if code != 2:
        row.faults.append(f"exit {code} for a broken document")
    if not any(d.get("line") for d in errors):
        row.faults.append("no located error")
    if list(out.iterdir()):
        row.faults.append("something was written")


def _count(row: Row, entry: Entry, report: dict[str, Any]) -> None:
    row.operations = entry.operations
    for found in _findings(report):
        if found["level"] == "warning":
            row.notes[found["code"]] = row.notes.get(found["code"], 0) + 1


def _inside(row: Row, output: Path, examples: int) -> None:
    line = [sys.executable, str(HERE / "probe.py"), str(output), PACKAGE, str(examples)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=TIMEOUT)
    if done.returncode:
        row.faults.append(f"import: {done.stderr.strip()[-400:]}")
        return
    report = json.loads(done.stdout.splitlines()[-1])
    row.functions, row.models = report["operations"], report["models"]
    row.round_trips = report["round_trips"]
    row.faults += report["faults"]
    if row.functions != row.operations:
        row.faults.append(f"{row.operations} operations, {row.functions} functions")
    files = [p for p in output.rglob("*.py") if "_runtime" not in p.parts]
    row.lines = sum(p.read_bytes().count(b"\n") for p in files)


def _black(row: Row, output: Path) -> None:
    line = [sys.executable, "-m", "black", "--check", "--quiet", "--fast"]
    options = ["--target-version=py311", "--config=/dev/null", "--workers=1"]
    skip = ["--extend-exclude=_runtime"]
    done = subprocess.run([*line, *options, *skip, str(output)], timeout=TIMEOUT)
    if done.returncode:
        row.faults.append("black changes it")


def _mypy(row: Row, output: Path, cache: Path) -> None:
    line = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    options = ["--config-file=/dev/null", f"--cache-dir={cache}", "-p", PACKAGE]
    done = subprocess.run(
        [*line, *options],
        cwd=output,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        env={**os.environ, "MYPYPATH": str(output)},
    )
    if done.returncode:
        found = done.stdout.strip().splitlines()
        row.faults += [f"mypy: {text}" for text in found[:5]]
        row.faults.append(f"mypy: {len(found)} lines {done.stderr[-200:]}")


def _pyright(row: Row, output: Path) -> None:
    config = {
        "include": [PACKAGE],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "venvPath": str(Path(sys.prefix).parent),
        "venv": Path(sys.prefix).name,
    }
    (output / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson"],
        cwd=output,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
    )
    report = json.loads(done.stdout)
    found = [d for d in report["generalDiagnostics"] if d["severity"] == "error"]
    for item in found[:5]:
        place = f"{Path(item['file']).name}:{item['range']['start']['line'] + 1}"
        row.faults.append(f"pyright: {place} {item['message'].splitlines()[0]}")
    if found:
        row.faults.append(f"pyright: {len(found)} errors")


def _other_python(row: Row, output: Path, python: str) -> None:
    line = [python, str(HERE / "probe.py"), str(output), PACKAGE]
    done = subprocess.run(line, capture_output=True, text=True, timeout=TIMEOUT)
    if done.returncode:
        row.faults.append(f"{python}: {done.stderr.strip()[-300:]}")
        return
    faults = json.loads(done.stdout.splitlines()[-1])["faults"]
    row.faults += [f"{python}: {fault}" for fault in faults]


def _seeds(row: Row, entry: Entry, output: Path, again: Path) -> None:
    options = ["--skip-unsupported"] if row.skipped else []
    _regen(str(entry.path), again, *options, seed="12345")
    if _bytes(output / PACKAGE) != _bytes(again / PACKAGE):
        row.faults.append("other bytes under another hash seed")


def _bytes(package: Path) -> dict[str, bytes]:
    return {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
