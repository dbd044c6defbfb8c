"""Samples of calls: every operation of a document, as checkers and Python see it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from regen.config import from_flags
from regen.outputs.python.samples import Samples
from regen.pipeline import analyse, build, generate

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
DOCUMENTS = [
    ROOT / "specs" / "petstore.yaml",
    ROOT / "specs" / "deploy-application.md",
    GOLDEN / "n04_references" / "openapi.yaml",
    GOLDEN / "s11_formats" / "openapi.yaml",
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.stem)
def test_samples_type_check_and_run(document: Path, tmp_path: Path) -> None:
    config = from_flags((document,), tmp_path, "sampled")
    analysis = analyse(config)
    generate(build(config))
    samples = Samples(analysis.api, analysis.names)
    lines, imports = [], {"import sampled"}
    functions = {function.id: function for function in analysis.surface.functions}
    for operation in analysis.api.operations:
        function = functions[operation.id]
        snippet = samples.snippet(operation, function)
        if snippet is None:
            continue
        for module, names in snippet.imports.items():
            package = f"sampled{module}".rstrip(".") if module[0] == "." else module
            imports.add(f"from {package} import {', '.join(names)}")
        module = f"sampled.operations.{function.module}"
        imports.add(f"import {module}")
        called = f"{module}.{function.name}.call"
        lines.append(f"{called}({', '.join(snippet.arguments)})")
    program = tmp_path / "program.py"
    program.write_text("\n".join([*sorted(imports), *lines]), encoding="utf-8")
    mypy = ("-m", "mypy", "--strict", "--cache-dir", "cache")
    for words in ((), mypy):
        line = [sys.executable, *words, "program.py"]
        done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    assert len(lines) >= len(functions) / 2
