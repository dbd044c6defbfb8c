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
    faults: list[str] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        state = "ok" if not self.faults else f"FAULTS {len(self.faults)}"
        return (
            f"{self.id[:52]:52} {self.operations:5}/{self.functions:<5}"
            f" {self.models:5} models {self.round_trips:5} round"
            f" {self.lines:7} lines {self.seconds:6.1f} s  {state}"
        )


def examine(entry: Entry, *, examples: int, types: bool, cache: Path) -> Row:
    """Generate one document and ask everything of the package.

    Args:
        examples: values of each model that make the round trip.
        types: whether mypy --strict reads the package.
        cache: folder for mypy's cache.
    """
    row = Row(entry.id)
    with tempfile.TemporaryDirectory() as name:
        output = Path(name)
        start = time.perf_counter()
        done = _regen("generate", str(entry.path), output)
        row.seconds = time.perf_counter() - start
        report = _json(done)
        if entry.tier == "broken":
            _expect_refusal(row, done.returncode, report, output)
            return row
        if done.returncode:
            codes = [d.get("code") for d in report.get("diagnostics", [])]
            row.faults.append(
                f"exit {done.returncode}: {codes[:5]} {done.stderr[-300:]}"
            )
            if "dangling-reference" in codes:
                done = _regen("generate", str(entry.path), output, "--skip-unsupported")
        if done.returncode:
            return row
        _count(row, entry, report)
        _inside(row, output, examples)
        _black(row, output)
        if types:
            _mypy(row, output, cache)
    return row


def _regen(command: str, document: str, output: Path, *options: str) -> Any:
    line = [sys.executable, "-m", "regen", command, document, "--json", *options]
    line += ["--output", str(output), "--package", PACKAGE]
    return subprocess.run(line, capture_output=True, text=True, timeout=TIMEOUT)


def _json(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    try:
        value: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return {}
    return value


def _expect_refusal(row: Row, code: int, report: dict[str, Any], out: Path) -> None:
    errors = [d for d in report.get("diagnostics", []) if d["level"] == "error"]
    if code != 2:
        row.faults.append(f"exit {code} for a broken document")
    if not any(d.get("line") for d in errors):
        row.faults.append("no located error")
    if list(out.iterdir()):
        row.faults.append("something was written")


def _count(row: Row, entry: Entry, report: dict[str, Any]) -> None:
    row.operations = entry.operations
    for client in report.get("clients", []):
        for found in client.get("diagnostics", []):
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
