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
from collections.abc import Iterable, Iterator, Mapping
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
            if change.kind == "function-moved":
                breaking.update(re.findall(r"^was (\S+);", change.message))
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
    """What griffe calls breaking in all that a package gives its users.

    Not asked: `_runtime`, which no user imports; changes of a default, which are no
    change of what a call means (regen tells them as internal); and `info` of a client,
    which has the facts about the API and is no part of a call.
    """
    before: Any
    after: Any
    before, after = (
        griffe.load(path.name, search_paths=[path.parent], allow_inspection=False)
        for path in (old, new)
    )
    for name, member in before.members.items():
        if name not in after.members and member.is_alias:
            yield Breakage(_subject(member.target_path), f"{name} is gone")
        elif name not in after.members:
            for each in member.exports:
                yield Breakage(f"{name}.{each}", f"the module {name} is gone")
        elif not member.is_alias and name not in ("_runtime", "__all__"):
            for found in griffe.find_breaking_changes(member, after[name]):
                text = f"{found.kind.value} {found.obj.path}"
                for path in _things(found.obj, before, after) if _counts(found) else ():
                    yield Breakage(_subject(path), text)


def _counts(found: griffe.Breakage) -> bool:
    """Whether users may notice what griffe found."""
    default = griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT
    is_info = found.obj.name == "info" and found.obj.path.count(".client.")
    return not (
        found.kind is default or is_info or "._runtime." in found.obj.canonical_path
    )


def _things(found: Any, before: Any, after: Any) -> Iterator[str]:
    """The paths of what something stands for: functions of operations, or classes.

    A module of operations, the class that has its functions as methods, and the
    attribute of a client that is such a class stand for the functions. A class is
    imported from `models`, whatever module has it.
    """
    home = found.parent.path.partition(".")[2]
    if found.is_attribute and home in ("client.Client", "client.AsyncClient"):
        found = before[found.annotation.canonical_path.partition(".")[2]]
        home = found.parent.path.partition(".")[2]
    if home == "operations":
        own = (each for each in found.functions.values() if not each.is_alias)
        yield from (each.path for each in own)
    elif found.is_class and home.startswith("operations."):
        yield from (f"{found.parent.path}.{name}" for name in found.members)
    elif found.parent.is_class and home.startswith("operations."):
        yield f"{found.parent.parent.path}.{found.name}"
    elif home == "models" and found.is_module:
        modules = after["models"].modules.values()
        left = {name for module in modules for name in module.members}
        for name, member in found.members.items():
            if not member.is_alias and not name.startswith("_") and name not in left:
                yield member.path
    else:
        yield found.path


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
    lines = ["from __future__ import annotations", f"from {package} import models"]
    lines += [f"from {package} import AsyncClient, Client"]
    lines += [f"from {package}._runtime import *"]
    lines += _imports(tree, f"{package}.operations")
    attribute = _attribute(module)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            subject = f"operations.{module.stem}.{node.name}"
            lines += [
                f"# {subject}",
                f"from {package}.{subject.rpartition('.')[0]} import {node.name}",
            ]
            lines += _call(node, attribute)
    return "\n".join(lines) + "\n"


def _attribute(module: Path) -> str:
    """The attribute of a client that has the functions of a module as methods."""
    text = (module.parent.parent / "client.py").read_text(encoding="utf-8")
    return next(
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        and any(
            isinstance(line, ast.ImportFrom)
            and line.module == f"operations.{module.stem}"
            for line in node.body
        )
    )


def _call(node: ast.FunctionDef, attribute: str) -> list[str]:
    """A call as a function and as a method of the other client; its pages, too."""
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    parameters = list(map(ast.unparse, positional))
    if given.kwonlyargs:
        parameters += ["*", *map(ast.unparse, given.kwonlyargs)]
    arguments = [item.arg for item in positional]
    arguments += [f"{item.arg}={item.arg}" for item in given.kwonlyargs]
    result, wait = "object", ""
    if (
        isinstance(node.returns, ast.Subscript)
        and ast.unparse(node.returns.value) == "Call"
    ):
        result, wait = ast.unparse(node.returns.slice), "await "
    taken, passed = ", ".join(parameters), ", ".join(arguments)
    lines = [
        f"def use_{node.name}(_client: Client, {taken}) -> {result}:",
        f"    return {node.name}(_client, {passed})",
        f"async def wait_{node.name}(_client: AsyncClient, {taken}) -> {result}:",
        f"    return {wait}_client.{attribute}.{node.name}({passed})",
    ]
    if "paged_operation" in map(ast.unparse, node.decorator_list):
        lines.append(f"def each_{node.name}(_client: Client, {taken}) -> None:")
        lines.append(f"    {node.name}.items(_client, {passed})")
    return lines


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
    """Code that reads and constructs every class of `models`, member by member.

    What no argument of a function leads to is not constructed: it is only received.
    """
    lines = ["from __future__ import annotations", f"from {package.name} import models"]
    lines.append(f"from {package.name}._runtime import *")
    known: dict[str, ast.stmt] = {}
    for path in sorted((package / "models").glob("*.py")):
        if path.stem == "__init__":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        lines += _imports(tree, f"{package.name}.models")
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                known[node.name] = node
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                known[node.target.id] = node
    lines += [f"from {package.name}.models import {n}  # type: ignore" for n in known]
    lines = list(dict.fromkeys(lines))
    sent = _sent(package, known)
    for name, item in known.items():
        if isinstance(item, ast.ClassDef):
            lines += _reading(item)
            lines += _constructing(item, known) if name in sent else []
    return "\n".join(lines) + "\n"


def _sent(package: Path, known: Mapping[str, ast.stmt]) -> set[str]:
    """The classes and aliases that an argument of a function leads to."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in _modules(package))
    calls = (node for tree in trees for node in tree.body)
    waiting: list[ast.AST] = [n.args for n in calls if isinstance(n, ast.FunctionDef)]
    found: set[str] = set()
    while waiting:
        inside = _names(waiting.pop()) & known.keys() - found
        found |= inside
        waiting += [known[name] for name in inside]
    return found


def _names(node: ast.AST) -> set[str]:
    """The names in a piece of code, in annotations that are text as well."""
    found = set()
    for item in ast.walk(node):
        if isinstance(item, ast.Name | ast.Attribute):
            found.add(item.id if isinstance(item, ast.Name) else item.attr)
        elif isinstance(item, ast.Constant) and isinstance(item.value, str):
            found.update(re.findall(r"\w+", item.value))
    return found


def _fields(node: ast.ClassDef) -> dict[str, ast.AnnAssign]:
    """The fields that a class itself declares."""
    return {
        item.target.id: item
        for item in node.body
        if isinstance(item, ast.AnnAssign)
        and isinstance(item.target, ast.Name)
        and "ClassVar" not in ast.unparse(item.annotation)
    }


def _reading(node: ast.ClassDef) -> list[str]:
    subject = f"models.{node.name}"
    lines = [f"# {subject}", f"def read_{node.name}(x: {subject}) -> None:", "    pass"]
    for name, item in _fields(node).items():
        kind = ast.unparse(item.annotation)
        lines.append(f"    a_{name}: {kind} = x.{name}")
    for other in node.body:
        if isinstance(other, ast.Assign) and isinstance(other.targets[0], ast.Name):
            lines.append(f"    _ = {subject}.{other.targets[0].id}")
    return lines


def _constructing(node: ast.ClassDef, known: Mapping[str, ast.stmt]) -> list[str]:
    """Code that gives all fields, and the fields that have to be given.

    A field that requests leave out, whose default says so, is not given.
    """
    fields: dict[str, ast.AnnAssign] = {}
    here: ast.stmt | None = node
    while isinstance(here, ast.ClassDef):
        if any("Enum" in ast.unparse(base) for base in here.bases):
            return []
        fields = _fields(here) | fields
        here = known.get(ast.unparse(here.bases[0])) if here.bases else None
    kinds = {name: ast.unparse(item.annotation) for name, item in fields.items()}
    defaults = {n: ast.unparse(f.value) if f.value else "" for n, f in fields.items()}
    needed = [n for n, text in defaults.items() if not re.search("default|^[^f]", text)]
    given = [name for name, text in defaults.items() if "ABSENT" not in text]
    lines = [f"# models.{node.name}"]
    for kind, names in (("full", given), ("bare", needed)):
        taken = "".join(f", {name}: {kinds[name]}" for name in names)
        passed = ", ".join(f"{name}={name}" for name in names)
        lines.append(f"def {kind}_{node.name}(_: object{taken}) -> None:")
        lines.append(f"    models.{node.name}({passed})")
    return lines
