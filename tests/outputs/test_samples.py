"""Samples of calls: every operation of a document, as checkers and Python see it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from regen import ir
from regen.config import from_flags
from regen.outputs.python.samples import Samples
from regen.pipeline import analyse, build, generate

from tests.support import configure

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


def test_what_is_too_long_is_not_shown(tmp_path: Path) -> None:
    """Nor what has no finite value, of which there are 60 ** 4 ways to be sure."""
    names = [f"A{n}" for n in range(60)]
    union = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in names]}
    fields = {"a": union, "b": union}
    endless = {"type": "object", "properties": fields, "required": ["a", "b"]}
    schemas: dict[str, Any] = dict.fromkeys(names, endless)
    for number in (20, 900):
        wide = {f"p{n}": {"type": "integer"} for n in range(number)}
        schemas[f"Wide{number}"] = {
            "type": "object",
            "properties": wide,
            "required": [*wide],
        }
    found = {"components": {"schemas": schemas}}
    analysis = analyse(configure(tmp_path, found))
    samples = Samples(analysis.api, analysis.names)
    shown = {
        name: samples.shown(ir.Ref(id)) is not None
        for id, name in (
            (each, str(each).rpartition("/")[2]) for each in analysis.api.declarations
        )
    }
    assert {name for name, is_shown in shown.items() if is_shown} == {"Wide20"}
