"""One document becomes a package, by the command, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.documents.corpus import Entry
from tests.documents.dangling import independent
from tests.documents.row import Row

TIMEOUT = 300

_ACCEPTED = frozenset(["broken-duplicate-operation-id-3-1"])
"""Documents that the manifest calls broken, and that lose nothing all the same."""


@dataclass(frozen=True, slots=True)
class Package:
    """A generated package, to be asked.

    Attributes:
        name: its name below the folder of its shard; no two are the same.
        operations: module and function of each operation, as `inspect` gives them.
    """

    row: Row
    name: str
    operations: list[tuple[str, str]]


def generate(
    entry: Entry, folder: Path, again: Path | None
) -> tuple[Row, Package | None]:
    """Generate a document; no package if there is none to ask.

    Args:
        folder: receives the package.
        again: receives it under another hash seed, if it is to be compared.
    """
    row = Row(entry.id, operations=entry.operations, expected=entry.operations)
    name = "client_" + re.sub(r"\W", "_", entry.id)
    start = time.perf_counter()
    done = _generate(entry, folder, name)
    row.seconds = time.perf_counter() - start
    if entry.tier == "broken" and entry.id not in _ACCEPTED:
        _expect_refusal(row, done)
        if (folder / name).exists():
            row.faults.append("something was written")
        return row, None
    options = []
    if "dangling-reference" in _codes(done, "error"):
        _expect_refusal(row, done)
        row.expected = independent(entry.path)
        options = ["--skip-unsupported"]
        start = time.perf_counter()
        done = _generate(entry, folder, name, *options)
        row.seconds = time.perf_counter() - start
    if done.returncode:
        codes = _codes(done, "error")
        row.faults.append(f"exit {done.returncode}: {codes[:5]} {done.stderr[-300:]}")
        return row, None
    for code in _codes(done, "warning"):
        row.notes[code] = row.notes.get(code, 0) + 1
    if again is not None:
        _generate(entry, again, name, *options, seed="12345")
        if contents(folder / name) != contents(again / name):
            row.faults.append("other bytes under another hash seed")
    shown = _run("inspect", str(entry.path), *options)
    operations = [(o["module"], o["function"]) for o in _json(shown)["operations"]]
    return row, Package(row, name, operations)


def contents(package: Path) -> dict[str, bytes]:
    """Every file of a package, by its path."""
    return {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _generate(
    entry: Entry, output: Path, name: str, *options: str, seed: str = "0"
) -> subprocess.CompletedProcess[str]:
    place = ["--output", str(output), "--package", name]
    if not entry.operations:  # which is an error unless somebody means it
        place.append("--allow-empty")
    return _run("generate", str(entry.path), *place, *options, seed=seed)


def _run(*line: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "regen", *line, "--json"],
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


def _findings(
    done: subprocess.CompletedProcess[str], level: str
) -> list[dict[str, Any]]:
    report = _json(done)
    found = list(report.get("diagnostics", []))
    for client in report.get("clients", []):
        found += client.get("diagnostics", [])
    return [item for item in found if item["level"] == level]


def _codes(done: subprocess.CompletedProcess[str], level: str) -> list[str]:
    return [found["code"] for found in _findings(done, level)]


def _expect_refusal(row: Row, done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode != 2:
        row.faults.append(f"exit {done.returncode} where an error was expected")
    if not any(found.get("line") for found in _findings(done, "error")):
        row.faults.append("no located error")
