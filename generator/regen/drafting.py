"""Plan -> the text of every file, as black leaves it.

What follows from the same as at the last run is taken from the disk. Files do not
depend on one another, so that half of the others are made by another process where
there are enough of them to make that worth while.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from regen.aside import Aside
from regen.config import Config
from regen.format import format_files
from regen.identity import generator_id
from regen.manifest import Manifest, digest
from regen.python.layout import File, Plan
from regen.render import compile_templates, render

MANY = 200
"""Files from which on a second process pays for itself."""


class Drafted(Struct, frozen=True):
    """The texts of the planned files.

    Attributes:
        files: path -> text, in the order of the plan.
        kept: the paths of those that stand on disk as they should -> their digests.
    """

    files: dict[str, str]
    kept: dict[str, str]


def draft(plan: Plan, config: Config, old: Manifest | None) -> Drafted:
    """Render and format the files of a plan, or take them from the disk.

    Args:
        old: the manifest of the package on disk, if there is one.
    """
    if old and (old.generator, old.options) != (generator_id(), config.digest()):
        old = None  # it differs by more than the document
    written = _written(plan.files, config.folder, old) if old else {}
    kept = {
        file.path: old.files[file.path]
        for file in plan.files
        if old and file.path in written and _is_same(file, old)
    }
    rest = [file for file in plan.files if file.path not in kept]
    texts = written | _made(rest, written, config.templates)
    return Drafted({file.path: texts[file.path] for file in plan.files}, kept)


def _is_same(file: File, old: Manifest) -> bool:
    """Whether the file would be made as it was."""
    return bool(file.basis) and old.bases.get(file.path) == file.basis


def _written(files: Sequence[File], folder: Path, old: Manifest) -> dict[str, str]:
    """The texts on disk that nobody edited since they were generated."""
    found = {}
    for path in (file.path for file in files):
        try:
            # Not by pathlib, which takes as long as reading.
            with open(f"{folder}/{path}", "rb") as file:  # noqa: PTH123
                data = file.read()
        except OSError:
            continue
        if digest(data) == old.files.get(path):
            found[path] = data.decode()
    return found


def _made(
    files: Sequence[File], before: Mapping[str, str], templates: Sequence[Path]
) -> dict[str, str]:
    work = partial(_texts, before=before, templates=templates)
    if len(files) < MANY:
        return work(files)
    # By turns, so that both halves have their share of models and of operations.
    here, there = files[::2], files[1::2]
    compile_templates(files)
    aside = Aside(partial(work, there))
    return work(here) | (aside.result() or work(there))


def _texts(
    files: Sequence[File], before: Mapping[str, str], templates: Sequence[Path]
) -> dict[str, str]:
    return format_files(render(files, templates), before)
