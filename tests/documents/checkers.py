"""black, mypy and pyright over many packages in one run; findings by package.

One run reads the standard library, httpx2 and msgspec once, not once a package.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.documents.generation import contents

TIMEOUT = 1800
Findings = dict[str, list[str]]
"""The findings of each package that has some."""


def black(folder: Path, names: Sequence[str]) -> Findings:
    """The files that black would change; the runtime is the test suite's matter."""
    line = [sys.executable, "-m", "black", "--check", "--fast"]
    options = ["--target-version=py311", "--config=/dev/null", "--workers=1"]
    done = _run([*line, *options, "--extend-exclude=_runtime", *names], folder)
    found = [text for text in done.stderr.splitlines() if str(folder) in text]
    findings = _by_package(names, [text.replace(f"{folder}/", "") for text in found])
    if done.returncode and not findings:
        raise RuntimeError(f"black: {done.stderr[-500:]}")
    return findings


def mypy(folder: Path, names: Sequence[str]) -> Findings:
    """The errors of mypy --strict."""
    line = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    options = ["--config-file=", f"--cache-dir={os.devnull}"]
    packages = [word for name in names for word in ("-p", name)]
    done = _run([*line, *options, *packages], folder)
    found = [text for text in done.stdout.splitlines() if ": error:" in text]
    findings = _by_package(names, found)
    if done.returncode > 1 and len(names) > 1:  # gave up at one: ask one by one
        for name in names:
            findings |= mypy(folder, [name])
    elif done.returncode and not findings:
        raise RuntimeError(f"mypy: {done.stdout[-500:]} {done.stderr[-500:]}")
    return findings


def pyright(folder: Path, names: Sequence[str]) -> Findings:
    """The errors of pyright in strict mode; a runtime that recurs is read once."""
    first = {
        frozenset(contents(folder / name / "_runtime").items()): name
        for name in reversed(names)
    }
    config = {
        "include": list(names),
        "exclude": [f"{n}/_runtime" for n in names if n not in first.values()],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "venvPath": str(Path(sys.prefix).parent),
        "venv": Path(sys.prefix).name,
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = _run([sys.executable, "-m", "pyright", "--outputjson"], folder)
    report = json.loads(done.stdout)
    if not report["summary"]["filesAnalyzed"]:
        raise RuntimeError(f"pyright read nothing: {done.stdout[-500:]}")
    found = [
        f"{Path(item['file']).relative_to(folder)}:"
        f"{item['range']['start']['line'] + 1} {' '.join(item['message'].split())}"
        for item in report["generalDiagnostics"]
        if item["severity"] == "error"
    ]
    return _by_package(names, found)


def _run(line: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        line,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        env={**os.environ, "MYPYPATH": "", "BLACK_CACHE_DIR": str(folder / ".black")},
    )


def _by_package(names: Sequence[str], found: list[str]) -> Findings:
    findings: Findings = {}
    for name in names:
        own = [text for text in found if f"{name}/" in text]
        if own:
            findings[name] = own
    if sum(map(len, findings.values())) != len(found):
        raise RuntimeError(f"findings of no package: {found[:3]}")
    return findings
