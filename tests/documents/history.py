"""`python -m tests.documents.history ARCHIVE`: live through a document's revisions.

ARCHIVE is a tar file of revisions, or a folder with them; their order is that of their
names. Each revision is generated over the package of the one before it, as a user does,
and a line says what the step did:

- functions = operations;
- names that moved, by a reading of the document that knows nothing of pinned names;
- lines of the package and of the manifest changed, against lines of the document;
- whether the package has the bytes of a fresh run with the same manifest;
- whether griffe, an independent reader of Python, calls something breaking that `regen
  diff` calls compatible; with `--types N`, every N steps, whether mypy does for code
  that uses every function and every class of the old package.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from regen.compare import compare
from regen.config import from_flags
from regen.diagnostics import RegenError
from regen.manifest import FILE_NAME
from regen.outputs.formatting import format_files
from regen.outputs.python.layout import package_files
from regen.outputs.python.surface import ModelClass
from regen.outputs.render import render, runtime_files
from regen.pipeline import Analysis, analyse
from regen.source.validate import validator_process

from . import consumer

PACKAGE = "client"
_POSITION = re.compile(r"/\d+(?=/|$)")
_METHODS = frozenset(["get", "put", "post", "delete", "options", "head", "patch"])


@dataclass
class Step:
    """What one revision did.

    Attributes:
        refused: why regen does not take the revision; the package stays as it was.
        moved: names that stand for something else than before.
        missed: what a judge calls breaking, and `regen diff` does not.
    """

    revision: str
    refused: str = ""
    operations: int = 0
    functions: int = 0
    document: int = 0
    package: int = 0
    manifest: int = 0
    same: bool = True
    moved: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """What must not happen."""
        found = [f"moved: {line}" for line in self.moved]
        found += [f"not called breaking: {line}" for line in self.missed]
        if self.operations != self.functions:
            found.append(f"{self.functions} functions of {self.operations} operations")
        if not self.same:
            found.append("a fresh run with the same manifest gives other bytes")
        if self.document == 0 and self.package:
            found.append("the package changed, the document did not")
        return found

    def __str__(self) -> str:
        if self.refused:
            return f"{self.revision}: refused: {self.refused}"
        return (
            f"{self.revision}: {self.operations} operations, document {self.document},"
            f" package {self.package}, manifest {self.manifest} lines;"
            f" {len(self.faults)} faults"
        )


def lives(revisions: list[Path], folder: Path, types: int = 0) -> Iterator[Step]:
    """Each step from revision to revision.

    Args:
        folder: receives the package, and what it is compared with.
        types: asks mypy every so many steps; never if 0.
    """
    package, before = folder / "life" / PACKAGE, folder / "before" / PACKAGE
    old: Analysis | None = None
    for number, revision in enumerate(revisions):
        step = Step(revision.name)
        try:
            new = _analysed(revision, _with_manifest_only(package, folder / "fresh"))
        except RegenError as fault:
            step.refused = fault.diagnostics[0].message
            yield step
            continue
        if old:
            shutil.rmtree(before, ignore_errors=True)
            shutil.copytree(package, before)
            step.document = _lines(old.config.documents[0], revision)
        _generate(revision, package.parent)
        step.same = _files(package) == _made(new)
        step.operations, step.functions = _operations(revision), _functions(package)
        if old:
            step.moved = list(_moved(old, new))
            step.manifest = _lines(before / FILE_NAME, package / FILE_NAME)
            step.package = _lines(before, package) - step.manifest
            found = list(consumer.griffe_says(before, package))
            if types and number % types == 0:
                found += consumer.mypy_says(before, package, folder / "consumer")
            changes = compare(old.surface, new.surface)
            step.missed = list(consumer.missed(found, changes))
        old = new
        yield step


def _generate(document: Path, output: Path) -> None:
    """Generate the package over what is there, as a user does."""
    line = [sys.executable, "-m", "regen", "generate", str(document), "--package"]
    line += [PACKAGE, "--output", str(output), "--skip-unsupported"]
    subprocess.run(line, capture_output=True, check=True)


def _analysed(document: Path, package: Path) -> Analysis:
    """What a run knows where nothing is left of the package but its manifest."""
    with validator_process():
        return analyse(
            from_flags((document,), package.parent, PACKAGE, skip_unsupported=True)
        )


def _made(known: Analysis) -> dict[str, bytes]:
    """The files of the package, and the names that its manifest keeps."""
    files = format_files(render(package_files(known.surface)))
    files |= runtime_files(files.values())
    names = json.dumps(known.names.to_pins(), sort_keys=True)
    return {name: text.encode() for name, text in {**files, FILE_NAME: names}.items()}


def _with_manifest_only(package: Path, output: Path) -> Path:
    """A folder that has of the package only what names it keeps."""
    shutil.rmtree(output, ignore_errors=True)
    fresh = output / PACKAGE
    fresh.mkdir(parents=True)
    if (package / FILE_NAME).exists():
        shutil.copy(package / FILE_NAME, fresh / FILE_NAME)
    return fresh


def _files(package: Path) -> dict[str, bytes]:
    """The files of a package on disk; of the manifest the names."""
    found = {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    names = json.loads(found[FILE_NAME])["names"]
    return found | {FILE_NAME: json.dumps(names, sort_keys=True).encode()}


def _lines(old: Path, new: Path) -> int:
    """How many lines two files, or all files of two folders, differ in."""
    line = ["git", "diff", "--no-index", "--numstat", str(old), str(new)]
    text = subprocess.run(line, capture_output=True, text=True, check=False).stdout
    rows = [row.split("\t")[:2] for row in text.splitlines()]
    return sum(max(int(added), int(gone)) for added, gone in rows if added != "-")


def _functions(package: Path) -> int:
    """The decorated functions of the modules of operations."""
    return sum(
        len(
            re.findall(
                r"^@(?:\w*operation\b|accepting\()",
                path.read_text(encoding="utf-8"),
                re.M,
            )
        )
        for path in (package / "operations").glob("*.py")
    )


def _operations(document: Path) -> int:
    """The operations of a document, read without regen's model."""
    root = yaml.load(document.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return sum(
        len(_METHODS & item.keys())
        for path, item in root.get("paths", {}).items()
        if path.startswith("/")
    )


def _moved(before: Analysis, after: Analysis) -> Iterator[str]:
    """What has the same meaning in both documents, and another name."""
    readings = {
        "function": _operation_names,
        "class": _class_names,
        "type": _type_names,
    }
    for other, one in readings.items():
        old, new = one(before), one(after)
        for key in old.keys() & new.keys():
            if old[key] != new[key]:
                yield f"{other} {key[:120]}: {old[key]} is {new[key]}"


def _operation_names(known: Analysis) -> dict[str, Any]:
    """By operationId, method and tag: module, function and its arguments."""
    found: dict[str, Any] = {}
    for item in known.api.operations:
        name = known.names.operations[item.id]
        key = f"{item.id} {item.method} {item.tags[:1]}"
        found[key] = (name.module, name.function)
        for place, argument in name.parameters.items():
            found[f"{key} {place[0].value} {place[1]}"] = argument
    return found


def _class_names(known: Analysis) -> dict[str, Any]:
    """By place without positions, and by place and content: the name.

    Where a place has a position, or shares its class with equal ones, the content tells
    what stands there: the one of the equal schemas that changes gets a new name.
    """
    root = known.document.root
    found: dict[str, Any] = {}
    twice: set[str] = set()
    for id_ in known.api.declarations:
        name = known.names.declarations[id_].name
        place = _POSITION.sub("/*", id_.pointer)
        node = _at(root, id_.pointer)
        own = [f"{place} {json.dumps(node, sort_keys=True)}"] if node else []
        if place == id_.pointer and known.names.keys[id_] not in known.names.equal:
            own.append(place)
        twice.update(key for key in own if found.get(key, name) != name)
        found |= dict.fromkeys(own, name)
    return {key: name for key, name in found.items() if key not in twice}


def _type_names(known: Analysis) -> dict[str, Any]:
    """By place and content: the classes that a parameter, body or property is made of.

    What a place holds inline is named by the place, and what it refers to has names of
    its own; so a place that says what it said has the classes that it had, whatever
    else changed.
    """
    root, declared = known.document.root, known.surface.declared
    found: dict[str, Any] = {}

    def add(place: str, node: Any, kind: object) -> None:
        names = {n for n in re.findall(r"\w+", str(kind)) if n in declared}
        if node is not None:
            found[f"{place} {json.dumps(node, sort_keys=True)}"] = names

    for each in known.surface.functions:
        place = f"{each.id} {each.method}"
        item, operation = (
            _read(root, _at(root, pointer))
            for pointer in (each.pointer.rpartition("/")[0], each.pointer)
        )
        nodes = {
            (node.get("in"), node.get("name")): node
            for owner in (item, operation)
            for node in (_read(root, n) for n in owner.get("parameters", ()))
        }
        for one in each.parameters:
            key = (one.location, one.name)
            add(f"{place} {key}", nodes.get(key), one.type)
        for body in (*each.bodies, *each.responses):
            node = operation.get("requestBody")
            if body.status:
                node = operation.get("responses", {}).get(body.status)
            node = _read(root, node).get("content", {}).get(body.media_type)
            add(f"{place} {body.status} {body.media_type}", node, body.type)
    for model in declared.values():
        for field_ in model.attributes if isinstance(model, ModelClass) else ():
            node = _at(root, field_.pointer)
            add(f"{model.name} {field_.wire_name}", node, field_.type)
    return found


def _read(root: Any, node: Any) -> Any:
    """An object, or the one that it refers to."""
    while isinstance(node, dict) and "$ref" in node:
        node = _at(root, node["$ref"].removeprefix("#"))
    return node if isinstance(node, dict) else {}


def _at(root: Any, pointer: str) -> Any:
    for token in pointer.split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        try:
            root = root[int(token)] if isinstance(root, list) else root[token]
        except (LookupError, TypeError, ValueError):
            return None  # a place that regen made of several
    return root


def revisions(archive: Path, folder: Path) -> list[Path]:
    """The revisions of an archive, or of a folder, in order."""
    if archive.is_file():
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        archive = folder
    return sorted(path for path in archive.rglob("*") if path.is_file())


def main() -> int:
    """The command; 1 if a step has a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--types", type=int, default=0, metavar="N")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--last", type=int, default=None)
    given = parser.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        found = revisions(given.archive, folder / "revisions")
        steps = lives(found[given.first : given.last], folder, given.types)
        for step in steps:
            faults += len(step.faults)
            print(step, *(f"\n  {line}" for line in step.faults), flush=True)
    print(f"{faults} faults")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
