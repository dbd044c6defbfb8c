"""The shape of the code: the order of the layers, and the ratchets."""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GENERATOR = ROOT / "generator" / "regen"

LAYERS = [
    {"regen"},
    {"diagnostics", "ir"},
    {"manifest", "config"},
    {"source"},
    {"model"},
    {"transform"},
    {"naming"},
    {"outputs"},
    {"init", "write", "compare"},
    {"pipeline"},
    {"run"},
    {"update", "watch"},
    {"arguments"},
    {"commands"},
    {"cli"},
    {"__main__"},
]
"""From the ground up: a module imports from its own layer and from those below."""

MAX_FILE, MAX_FUNCTION, MAX_TEMPLATE = 450, 40, 100


def layer_of(module: str) -> int:
    name = module.split(".")[1] if "." in module else module
    return next(i for i, names in enumerate(LAYERS) if name in names)


def sources() -> list[Path]:
    return sorted(GENERATOR.rglob("*.py")) + sorted(
        (ROOT / "templates" / "runtime").rglob("*.py")
    )


def imports(path: Path) -> Iterator[str]:
    """Absolute names of the regen modules that a file imports anywhere in it."""
    package = ["regen", *path.relative_to(GENERATOR).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == "regen")
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "regen":
                for alias in node.names:
                    inner = GENERATOR / alias.name
                    is_module = inner.is_dir() or inner.with_suffix(".py").is_file()
                    yield f"regen.{alias.name}" if is_module else "regen"
            elif module.startswith("regen."):
                yield module


@pytest.mark.parametrize(
    "path", sorted(GENERATOR.rglob("*.py")), ids=lambda p: str(p.relative_to(GENERATOR))
)
def test_imports_only_from_layers_below(path: Path) -> None:
    parts = path.relative_to(GENERATOR).with_suffix("").parts
    own = layer_of("regen" if parts == ("__init__",) else f"regen.{parts[0]}")
    for module in imports(path):
        assert layer_of(module) <= own, f"{path.name} imports {module}"


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= MAX_FUNCTION, f"{node.name} at line {node.lineno}"


def test_files_of_tests_stay_small() -> None:
    tests = ROOT / "tests"
    made = {"expected", "node_modules"}
    paths = [p for p in tests.rglob("*.py") if made.isdisjoint(p.parts)]
    assert len(paths) > 100
    for path in paths:
        assert path.read_text(encoding="utf-8").count("\n") <= MAX_FILE, path


def module_of(path: Path) -> str:
    parts = path.relative_to(GENERATOR.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_modules_of_the_generator_import_downwards_only() -> None:
    """Also within a layer, and also what a function imports when it runs."""
    paths = {module_of(path): path for path in GENERATOR.rglob("*.py")}
    needs: dict[str, set[str]] = {}
    for module, path in paths.items():
        needs[module] = {name for name in modules(path) if name in paths} - {module}
    graphlib.TopologicalSorter(needs).prepare()  # raises CycleError


def modules(path: Path) -> Iterator[str]:
    """Absolute names that a file imports: modules, and what may be one."""
    package = ["regen", *path.relative_to(GENERATOR).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            inner = [f"{module}.{alias.name}" for alias in node.names]
            submodules = [
                n
                for n in inner
                if (GENERATOR.parent / f"{n.replace('.', '/')}.py").is_file()
            ]
            # `from . import x` runs the package only on the way to the module.
            yield from (
                submodules if len(submodules) == len(inner) else [module, *submodules]
            )


def test_templates_stay_small() -> None:
    templates = sorted((ROOT / "templates").rglob("*.jinja*"))
    assert templates
    for path in templates:
        assert path.read_text(encoding="utf-8").count("\n") <= MAX_TEMPLATE, path


def test_modules_of_the_runtime_import_downwards_only() -> None:
    """Those of types too; a function may import what a class gives in passing."""
    needs: dict[str, set[str]] = {}
    for path in sorted((ROOT / "templates" / "runtime").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        within = [
            node for f in ast.walk(tree) if is_function(f) for node in ast.walk(f)
        ]
        needs[path.stem] = {
            node.module
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node not in within
            if node.level == 1 and node.module
        }
    assert "client" in needs["operation"]
    graphlib.TopologicalSorter(needs).prepare()  # raises CycleError


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def test_no_two_modules_of_the_generator_have_one_name() -> None:
    names = [p.name for p in GENERATOR.rglob("*.py") if p.name != "__init__.py"]
    assert sorted(set(names)) == sorted(names)


def test_no_two_classes_of_the_generator_have_one_name() -> None:
    homes: dict[str, list[str]] = {}
    for path in sorted(GENERATOR.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(module_of(path))
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}
