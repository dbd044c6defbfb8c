"""Two judges of `regen diff`: griffe, and mypy over code that uses a whole package.

Both read the packages and nothing else. What they call breaking has a subject as regen
spells it (`operations.pets.list_pets`, `models.Pet`), so that the verdicts can be held
against each other.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import griffe
from regen.compare import Change, Severity

_RECEIVED_ONLY = frozenset(("field-added", "field-required"))
"""Kinds of changes that break constructing a model. Where regen calls them compatible,
only responses have the model, and callers do not construct it."""


@dataclass(frozen=True)
class Breakage:
    """What a judge calls breaking."""

    subject: str
    text: str


def missed(found: Iterable[Breakage], changes: Iterable[Change]) -> Iterator[str]:
    """What was found and is no breaking change, exceptions left out."""
    breaking: set[str] = set()
    excused: set[str] = set()
    for change in changes:
        subject = _owner(change.subject)
        if change.severity is Severity.BREAKING:
            breaking.add(subject)
        elif change.kind in _RECEIVED_ONLY:
            excused.add(subject)
    for item in found:
        if item.subject not in breaking | excused:
            yield f"{item.subject}: {item.text}"


def _owner(subject: str) -> str:
    """The function or the class of a subject."""
    parts = subject.partition("(")[0].split(".")
    return ".".join(parts[: 3 if parts[0] == "operations" else 2])


def griffe_says(old: Path, new: Path) -> Iterator[Breakage]:
    """What griffe calls breaking in functions, models, enums and security classes.

    Not asked: `_runtime`, which no user imports, and changes of a default, which are no
    change of what a call means (regen tells them as internal).
    """
    before, after = (
        griffe.load(path.name, search_paths=[path.parent], allow_inspection=False)
        for path in (old, new)
    )
    for part in ("operations", "models", "security", "servers", "webhooks"):
        if part not in before.members:
            continue
        if part not in after.members:
            yield Breakage(part, "is gone")
            continue
        for found in griffe.find_breaking_changes(before[part], after[part]):
            default = griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT
            if found.kind is not default and "._runtime." not in found.obj.path:
                for path in _things(found.obj, after[part]):
                    yield Breakage(_subject(path), f"{found.kind.value} {path}")


def _things(found: griffe.Object | griffe.Alias, after: Any) -> Iterator[str]:
    """What something is about: a module that is gone, about its functions or classes.

    Classes are imported from `models`, whatever module has them.
    """
    home = found.parent.name if found.is_module and found.parent else ""
    if home not in ("models", "operations"):
        yield found.path
        return
    left = {name for module in after.modules.values() for name in module.members}
    for name, member in found.members.items():
        if member.is_alias or name.startswith("_"):
            continue
        if member.is_function if home == "operations" else name not in left:
            yield member.path


def _subject(path: str) -> str:
    """`client.models.pet.Pet.name` -> `models.Pet`; modules of operations stay."""
    _, part, *rest = path.split(".")
    if part == "models":
        rest = [name for name in rest if name[:1].isupper()][:1] or rest
    return ".".join([part, *rest[: 2 if part == "operations" else 1]])


def mypy_says(old: Path, new: Path, folder: Path) -> Iterator[Breakage]:
    """What mypy finds with the new package in code that is right with the old one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(new, folder / new.name)
    files = {
        **{f"use_{p.stem}.py": _calls(p, old.name) for p in _modules(old)},
        "use_models.py": _models(old),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    line = [sys.executable, "-m", "mypy", "--no-error-summary", "--config-file="]
    line += ["--cache-dir=.cache", *files]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)
    for name, number, text in re.findall(
        r"^(\w+\.py):(\d+): error: (.*)", done.stdout, re.M
    ):
        yield Breakage(_marked(files[name], int(number)), f"mypy: {text}")


def _modules(package: Path) -> list[Path]:
    found = (package / "operations").glob("*.py")
    return sorted(path for path in found if path.stem != "__init__")


def _marked(text: str, number: int) -> str:
    """The subject that the nearest comment above a line names."""
    marks = re.findall(r"^# (\S+)$", "\n".join(text.splitlines()[:number]), re.M)
    return str(marks[-1]) if marks else ""


def _calls(module: Path, package: str) -> str:
    """Code that calls every function of a module of operations."""
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    lines = ["from __future__ import annotations", f"from {package} import Client"]
    lines += [f"from {package} import models", f"from {package}._runtime import *"]
    lines += _imports(tree, f"{package}.operations")
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            subject = f"operations.{module.stem}.{node.name}"
            lines += [
                f"# {subject}",
                f"from {package}.{subject.rpartition('.')[0]} import {node.name}",
            ]
            lines += _call(node)
    return "\n".join(lines) + "\n"


def _call(node: ast.FunctionDef) -> list[str]:
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    parameters = ["_client: Client", *map(ast.unparse, positional)]
    if given.kwonlyargs:
        parameters += ["*", *map(ast.unparse, given.kwonlyargs)]
    arguments = ["_client", *(item.arg for item in positional)]
    arguments += [f"{item.arg}={item.arg}" for item in given.kwonlyargs]
    result = "object"
    if (
        isinstance(node.returns, ast.Subscript)
        and ast.unparse(node.returns.value) == "Call"
    ):
        result = ast.unparse(node.returns.slice)
    return [
        f"def use_{node.name}({', '.join(parameters)}) -> {result}:",
        f"    return {node.name}({', '.join(arguments)})",
    ]


def _imports(tree: ast.Module, package: str) -> list[str]:
    """The imports of a module, as they are written elsewhere."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module != "__future__":
            parts = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join(parts) if node.level else ""
            names = ", ".join(map(ast.unparse, node.names))
            module = ".".join(filter(None, (base, node.module)))
            if "_runtime" not in module or "Call" in names:
                lines.append(f"from {module} import {names}  # type: ignore")
        elif isinstance(node, ast.Import):
            lines.append(ast.unparse(node))
    return list(dict.fromkeys(lines))


def _models(package: Path) -> str:
    """Code that reads every attribute and member of every class of `models`."""
    lines = ["from __future__ import annotations", f"from {package.name} import models"]
    lines.append(f"from {package.name}._runtime import *")
    bodies = []
    for path in sorted((package / "models").glob("*.py")):
        if path.stem == "__init__":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        lines += _imports(tree, f"{package.name}.models")
        for node in tree.body:
            known = f"from {package.name}.models import"
            if isinstance(node, ast.ClassDef):
                lines.append(f"{known} {node.name}  # type: ignore")
                bodies += _reading(node)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                lines.append(f"{known} {node.target.id}  # type: ignore")
    return "\n".join([*dict.fromkeys(lines), *bodies]) + "\n"


def _reading(node: ast.ClassDef) -> list[str]:
    subject = f"models.{node.name}"
    lines = [f"# {subject}", f"def read_{node.name}(x: {subject}) -> None:", "    pass"]
    for item in node.body:
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            if "ClassVar" in ast.unparse(item.annotation):
                continue
            name, kind = item.target.id, ast.unparse(item.annotation)
            lines.append(f"    a_{name}: {kind} = x.{name}")
        elif isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
            lines.append(f"    _ = {subject}.{item.targets[0].id}")
    return lines
