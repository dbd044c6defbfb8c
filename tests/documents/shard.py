"""Some documents through every question of the check, packages side by side."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.documents import checkers
from tests.documents.corpus import Entry
from tests.documents.generation import Package, generate
from tests.documents.row import Row

PROBE = Path(__file__).with_name("probe.py")
TIMEOUT = 1800
SHOWN = 5
"""Findings of one kind that a row lists."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked of each package beside the import.

    Attributes:
        examples: values of each model that make the round trip.
        black: whether black --check reads the packages.
        mypy: whether mypy --strict does.
        pyright: whether pyright does in its strict mode.
        seeds: whether each is generated under a second hash seed and compared.
        pythons: other interpreters, with httpx2 and msgspec, that import them.
    """

    examples: int = 0
    black: bool = True
    mypy: bool = False
    pyright: bool = False
    seeds: bool = False
    pythons: tuple[str, ...] = ()


def shards(entries: Sequence[Entry], limit: int) -> Iterator[list[Entry]]:
    """The documents in parts of about so much weight, the largest first."""
    part: list[Entry] = []
    size = 0
    for entry in sorted(entries, key=lambda e: (-e.weight, e.id)):
        if part and size + entry.weight > limit:
            yield part
            part, size = [], 0
        part.append(entry)
        size += entry.weight
    if part:
        yield part


def examine(entries: Sequence[Entry], questions: Questions) -> list[Row]:
    """Generate the documents of a shard and ask the questions of all packages."""
    rows, packages = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve() / "packages"
        folder.mkdir()
        again = Path(name) / "again" if questions.seeds else None
        for entry in entries:
            row, package = generate(entry, folder, again)
            rows.append(row)
            if package:
                packages.append(package)
        if packages:
            _probe(packages, folder, sys.executable, questions.examples)
            for python in questions.pythons:
                _probe(packages, folder, python, 0)
            for check in _checks(questions):
                _add(packages, check, folder)
            for package in packages:
                _count(package, folder / package.name)
    return rows


def _checks(questions: Questions) -> Iterator[Callable[..., checkers.Findings]]:
    if questions.black:
        yield checkers.black
    if questions.mypy:
        yield checkers.mypy
    if questions.pyright:
        yield checkers.pyright


def _add(
    packages: list[Package], check: Callable[..., checkers.Findings], folder: Path
) -> None:
    findings = check(folder, [package.name for package in packages])
    for package in packages:
        found = findings.get(package.name, [])
        faults = package.row.faults
        faults += [f"{check.__name__}: {text}" for text in found[:SHOWN]]
        if len(found) > SHOWN:
            faults.append(f"{check.__name__}: {len(found)} findings")


def _count(package: Package, folder: Path) -> None:
    row = package.row
    if row.functions != row.expected:
        row.faults.append(f"{row.expected} operations, {row.functions} functions")
    files = [path for path in folder.rglob("*.py") if "_runtime" not in path.parts]
    row.lines = sum(path.read_bytes().count(b"\n") for path in files)


def _probe(packages: list[Package], folder: Path, python: str, examples: int) -> None:
    """Ask from inside; this interpreter's counts are those of the row."""
    task = {
        "folder": str(folder),
        "examples": examples,
        "packages": {package.name: package.operations for package in packages},
    }
    done = subprocess.run(
        [python, str(PROBE)],
        input=json.dumps(task),
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
    )
    reports = dict(json.loads(line) for line in done.stdout.splitlines())
    for package in packages:
        _take(package.row, reports.get(package.name), python, done.stderr)


def _take(row: Row, report: dict[str, Any] | None, python: str, errors: str) -> None:
    label = "" if python == sys.executable else f"{python}: "
    if report is None:
        row.faults.append(f"{label}no answer: {errors.strip()[-400:]}")
        return
    row.faults += [f"{label}{fault}" for fault in report["faults"]]
    if not label:
        row.functions, row.models = report["functions"], report["models"]
        row.round_trips, row.endless = report["round_trips"], report["endless"]
