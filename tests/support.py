"""What tests of generated packages share: a document in, an imported package out."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import sys
from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent
from types import ModuleType, SimpleNamespace
from typing import Any

import yaml
from msgspec.structs import replace
from regen.config import Config, from_flags
from regen.pipeline import Package, apply_overlays, build, generate, merge_documents
from regen.source.bundle import bundle
from regen.source.document import Document
from regen.source.load import load_file

_numbers = itertools.count(1)

MINIMAL = {"openapi": "3.1.0", "info": {"title": "Test", "version": "1"}, "paths": {}}


def bundled(paths: Iterable[Path], overlays: Iterable[Path] = ()) -> Document:
    """The document that files are: overlays applied, references local, merged."""
    sources, found = apply_overlays(
        [load_file(path) for path in paths], changes := [load_file(p) for p in overlays]
    )
    merged = merge_documents([bundle(source) for source in sources])
    return replace(
        merged,
        files=(*merged.files, *changes),
        diagnostics=(*found, *merged.diagnostics),
    )


def document(text: str | dict[str, Any]) -> dict[str, Any]:
    """A whole OpenAPI document from the parts that a test is about."""
    parts = yaml.safe_load(dedent(text)) if isinstance(text, str) else text
    whole = MINIMAL | parts
    if "swagger" in parts:
        del whole["openapi"]
    return whole


def configure(folder: Path, text: str | dict[str, Any], **options: Any) -> Config:
    """Write the document into the folder; the configuration that generates from it."""
    source = folder / "openapi.yaml"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(
        yaml.safe_dump(document(text), sort_keys=False, allow_unicode=True),
        encoding="utf-8",
    )
    package = options.pop("package", None) or f"client_{next(_numbers)}"
    return from_flags(
        documents=(source,), output=folder / "out", package=package, **options
    )


def build_package(folder: Path, text: str | dict[str, Any], **options: Any) -> Package:
    """The package of a document, not yet on disk."""
    return build(configure(folder, text, **options))


def client(folder: Path, text: str | dict[str, Any], **options: Any) -> ModuleType:
    """Generate a package from a document and import it."""
    package = build_package(folder, text, **options)
    generate(package)
    return load(package.folder)


def load(package: Path) -> ModuleType:
    """Import a package folder, however often its name was used before."""
    name = package.name
    for module in [m for m in sys.modules if m == name or m.startswith(f"{name}.")]:
        del sys.modules[module]
    sys.path.insert(0, str(package.parent))
    try:
        importlib.invalidate_caches()
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(package.parent))


def operations(package: ModuleType) -> SimpleNamespace:
    """The operations of an imported package by function, of all its modules."""
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(package.operations.__path__):
        content = vars(
            importlib.import_module(f"{package.__name__}.operations.{module.name}")
        )
        own = {name: value for name, value in content.items() if hasattr(value, "call")}
        assert not own.keys() & found.keys()
        found |= own
    return SimpleNamespace(**found)
