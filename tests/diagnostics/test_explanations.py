"""Every code that regen can give is explained, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from regen.diagnostics import explanations

GENERATOR = Path(__file__).parents[2] / "generator" / "regen"
TREES = {
    path.relative_to(GENERATOR).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(GENERATOR.rglob("*.py"))
}
TABLES = {
    "source/validate/examination.py": {"_KEYWORDS", "_CLASSES", "CRASHED"},
    "model/parameters.py": {"_DISAGREES"},
}
"""Constants whose texts are codes, beside calls that name one."""


def code_positions() -> dict[str, set[int]]:
    """Function or class -> where its parameter or field `code` stands in a call."""
    found: dict[str, set[int]] = {}
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                fields = [n for n in node.body if isinstance(n, ast.AnnAssign)]
                names = [n.target.id for n in fields if isinstance(n.target, ast.Name)]
                own = {
                    f.name: f for f in node.body if isinstance(f, ast.FunctionDef)
                }.get("__init__")
                if own is not None:
                    names = [a.arg for a in own.args.args[1:]]
            elif isinstance(node, ast.FunctionDef):
                names = [a.arg for a in node.args.args if a.arg not in ("self", "cls")]
            else:
                continue
            if "code" in names:
                found.setdefault(node.name, set()).add(names.index("code"))
    return found


def given() -> Iterator[str]:
    """The codes that the source names."""
    positions = code_positions()
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                called = node.func.id if isinstance(node.func, ast.Name) else called
                # A code never comes alone: `set.add("text")` is something else.
                at = positions.get(called, set()) if len(node.args) > 1 else set()
                yield from texts(a for n, a in enumerate(node.args) if n in at)
            elif isinstance(node, ast.Assign | ast.AnnAssign) and is_table(name, node):
                assert node.value is not None
                yield from texts([node.value])
            elif is_code_and_message(node):
                assert isinstance(node, ast.Tuple)
                yield from texts(node.elts[:1])


def is_table(file: str, node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    return bool(names & TABLES.get(file, set()))


def is_code_and_message(node: ast.AST) -> bool:
    """A pair or triple that a function hands on: `return "not-json", f"..."`."""
    return (
        isinstance(node, ast.Tuple)
        and len(node.elts) in (2, 3)
        and isinstance(node.elts[0], ast.Constant)
        and isinstance(node.elts[-1], ast.JoinedStr | ast.Name)
        and "-" in str(node.elts[0].value)
    )


def texts(nodes: Iterable[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Dict):
            yield from texts(node.values)
        elif isinstance(node, ast.Tuple):
            yield from texts(node.elts)
        elif isinstance(node, ast.IfExp):
            yield from texts([node.body, node.orelse])
        elif isinstance(node, ast.Constant) and _CODE.fullmatch(str(node.value)):
            yield str(node.value)


_CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def test_codes_are_found() -> None:
    found = set(given())
    assert {"dangling-reference", "not-json", "wrong-type"} <= found
    assert {"path-parameter", "stale", "renamed", "validator-crashed"} <= found


def test_every_code_is_explained_and_no_other() -> None:
    assert sorted(explanations()) == sorted(set(given()))


@pytest.mark.parametrize("code", explanations())
def test_an_explanation_says_something(code: str) -> None:
    text = explanations()[code]
    assert len(text) > 40
    assert text.endswith(".")
