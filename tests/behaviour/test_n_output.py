"""N6, N7: imports stay cheap, and type checkers have nothing to say."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from regen.pipeline import generate

from tests.golden import cases
from tests.support import build_package, client

NAME = "everything"
ROOT = Path(__file__).parents[2]
TIMEOUT = 240


def everything() -> dict[str, Any]:
    """The documents of all golden cases as one; what has a name already moves."""
    paths: dict[str, Any] = {}
    webhooks: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for case in cases.names():
        if case == "n04_references":  # a document in several files
            continue
        document = cases.document(case)
        prefix = "".join(part.title() for part in case.split("_"))
        text = json.dumps(document)
        for key in document.get("components", {}).get("schemas", {}):
            text = text.replace(
                json.dumps(f"#/components/schemas/{key}"),
                json.dumps(f"#/components/schemas/{prefix}{key}"),
            )
        document = json.loads(text)
        for path, item in document["paths"].items():
            paths[f"/{case}{path}"] = item
        webhooks |= document.get("webhooks", {})
        found = document.get("components", {}).get("schemas", {})
        schemas |= {f"{prefix}{key}": schema for key, schema in found.items()}
    schemes = {"token": {"type": "http", "scheme": "bearer"}}
    return {
        "openapi": "3.2.0",
        "paths": paths,
        "webhooks": webhooks,
        "components": {"schemas": schemas, "securitySchemes": schemes},
    }


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package made from a document with all features, on disk."""
    built = build_package(tmp_path_factory.mktemp(NAME), everything(), package=NAME)
    generate(built)
    return built.folder


def run(package: Path, *command: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=package.parent,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def loaded(package: Path, statement: str) -> set[str]:
    """The modules of the package that a statement imports, runtime left out."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    modules = run(package, "-c", code).split()
    found = (m.removeprefix(f"{NAME}.") for m in modules if m.startswith(f"{NAME}."))
    return {module for module in found if not module.startswith("_runtime")}


def test_n6_importing_an_operation_imports_no_models(package: Path) -> None:
    statement = f"from {NAME}.operations.s08_read_write_only import create_user"
    assert loaded(package, statement) == {
        "client",
        "models",
        "operations",
        "operations.s08_read_write_only",
        "security",
    }


def test_n6_a_blocking_client_does_without_asyncio(package: Path) -> None:
    code = f"from {NAME} import Client\nimport sys\nprint('asyncio' in sys.modules)"
    assert run(package, "-c", code) == "False\n"


def test_n6_a_model_brings_only_what_it_needs(package: Path) -> None:
    statement = f"from {NAME} import models\nmodels.S12ArraysLine"
    found = {m for m in loaded(package, statement) if m.startswith("models.")}
    assert found == {"models.s12_arrays_line", "models.s12_arrays_point"}


def test_n6_annotations_resolve_when_somebody_asks(package: Path) -> None:
    code = f"""
import importlib, pkgutil, typing
from {NAME} import models, operations
for module in pkgutil.iter_modules(operations.__path__):
    module = importlib.import_module("{NAME}.operations." + module.name)
    for function in vars(module).values():
        if hasattr(function, "call"):
            typing.get_type_hints(function)
for name in models.__all__:
    model = getattr(models, name)
    if isinstance(model, type) and model.__module__.startswith("{NAME}."):
        typing.get_type_hints(model)
"""
    run(package, "-c", code)


def test_n7_the_package_is_typed_and_exports_what_it_offers(package: Path) -> None:
    assert (package / "py.typed").read_text() == ""
    code = f"""
import {NAME}
from {NAME} import models
for module in ({NAME}, models):
    assert len(set(module.__all__)) == len(module.__all__) > 9, module
    assert set(module.__all__) <= set(dir(module)), module
    for name in module.__all__:
        getattr(module, name)
"""
    run(package, "-c", code)


def test_n7_mypy_strict_is_clean(package: Path) -> None:
    cache = package.parent / "mypy"
    options = ("--strict", "--config-file=", f"--cache-dir={cache}")
    run(package, "-m", "mypy", *options, "-p", NAME)


def test_n7_pyright_strict_is_clean(package: Path) -> None:
    pytest.importorskip("pyright")
    config = {"include": [NAME], "typeCheckingMode": "strict"}
    file = package.parent / "pyrightconfig.json"
    file.write_text(json.dumps(config), encoding="utf-8")
    run(package, "-m", "pyright", "--pythonpath", sys.executable, "-p", file)


def test_n7_ruff_and_black_leave_the_package_alone(package: Path) -> None:
    """The runtime is checked where it lies, and names and docs are the document's."""
    settings = ("--config", ROOT / "pyproject.toml", "--ignore=ANN,C90,D,PL")
    run(package, "-m", "ruff", "check", *settings, "--exclude=_runtime", package)
    options = ("--check", "-q", "-t", "py311", "--exclude=_runtime")
    run(package, "-m", "black", *options, package)


def test_n6_each_model_is_found_in_its_module(tmp_path: Path) -> None:
    """By its own name, by that of its owner, or by the table of the others."""
    inline = {"type": "object", "properties": {"a": {"type": "string"}}}
    pet = {"type": "object", "properties": {"owner": inline}}
    cycle = {"properties": {"pet": {"$ref": "#/components/schemas/Z"}}}
    back = {"properties": {"to": {"$ref": "#/components/schemas/PetY"}}}
    schemas = {"Pet": pet, "Z": back, "PetY": cycle, "HTTPKind2x": inline}
    text = {
        "openapi": "3.1.0",
        "info": {"title": "x", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    models = client(tmp_path, text).models
    assert {*schemas, "PetOwner"} == {*models.__all__}
    for name in models.__all__:
        assert getattr(models, name).__name__ == name


def test_n7_a_star_import_of_operations_hides_no_client(package: Path) -> None:
    """Nothing that a module of operations imports has the name of a client."""
    for path in package.glob("operations/*.py"):
        names = {
            alias.asname or alias.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        assert names.isdisjoint({"Client", "AsyncClient"}), path
