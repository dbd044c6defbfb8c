"""Which regen this is: its version, its own digest, and where its templates lie."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from regen import __version__

_PACKAGE = Path(__file__).parent


@cache
def templates_folder() -> Path:
    """The folder of the Jinja templates: in the wheel, or beside `generator/`."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "templates"


@cache
def generator_id() -> str:
    """Version and source digest of regen, and the versions of the formatters.

    Two runs with the same id and the same input write the same bytes.
    """
    templates = str(templates_folder())
    sources = [
        (name, path)
        for name, path in _files(str(_PACKAGE), ".py")
        if not name.startswith("templates/")
    ]
    runtime = [
        (f"runtime/{name}", path)
        for name, path in _files(f"{templates}/runtime", ".py")
        if "/" not in name
    ]
    views = [
        (name, path) for name, path in _files(templates, ".jinja") if "/" not in name
    ]
    seen = hashlib.sha256()
    for group in (sources, views, runtime):
        for name, path in sorted(group):
            with open(path, "rb") as file:  # noqa: PTH123 - see _files
                seen.update(name.encode() + b"\0" + file.read() + b"\0")
    formatters = ", ".join(f"{name} {installed(name)}" for name in ("black", "ruff"))
    return f"regen {__version__} {seen.hexdigest()[:12]}, {formatters}"


def _files(folder: str, suffix: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Files below a folder with their names relative to it, `/` between the parts.

    By `os.scandir`, because this is on the way of every run: 1 ms where `Path.glob`
    takes 10.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path, suffix, f"{prefix}{entry.name}/")
            elif entry.name.endswith(suffix):
                yield prefix + entry.name, entry.path


def installed(package: str) -> str:
    """The version of an installed package: of the one that an import would find.

    From the name of its `dist-info` folder; importing importlib.metadata to ask for it
    takes 25 ms, a quarter of a run that finds everything fresh.

    Raises:
        importlib.metadata.PackageNotFoundError: there is none.
    """
    start = package.replace("-", "_") + "-"
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208
        except OSError:
            continue
        for name in names:
            if name.startswith(start) and name.endswith(".dist-info"):
                return name[len(start) : -len(".dist-info")]
    from importlib.metadata import version

    return version(package)
