"""Plan -> the text of every file, as black leaves it.

What follows from the same as at the last run is taken from the disk. Files do not
depend on one another, so that half of the others are made by another process where
there are enough of them to make that worth while.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from regen.aside import Aside
from regen.config import Config
from regen.format import Questions, open_questions, settled
from regen.identity import generator_id
from regen.manifest import Manifest, digest
from regen.outputs.python.layout import File, Plan
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


class Draft(NamedTuple):
    """A file as the last run made it.

    Attributes:
        basis: of what its text followed.
        digest: of the file.
    """

    text: str
    basis: str
    digest: str


def written(config: Config, old: Manifest | None) -> dict[str, Draft]:
    """The files on disk that nobody edited since regen wrote them, by path.

    Nothing if more than the document may differ from the last run. The configuration
    has to name the package.

    Args:
        old: the manifest of the package on disk, if there is one.
    """
    now = generator_id(), config.digest()
    if old is None or (old.generator, old.options) != now:
        return {}
    folder, found = config.folder, {}
    for path, basis in old.bases.items():
        try:
            # Not by pathlib, which takes as long as reading.
            with open(f"{folder}/{path}", "rb") as file:  # noqa: PTH123
                data = file.read()
        except (OSError, ValueError):  # no file can have such a name
            continue
        if digest(data) == old.files.get(path):
            found[path] = Draft(data.decode(), basis, old.files[path])
    return found


def draft(
    plan: Plan, templates: Sequence[Path], before: Mapping[str, Draft]
) -> Drafted:
    """Render and format the files of a plan, or take them as they are.

    Args:
        templates: folders whose templates take the place of regen's own.
        before: what is on disk, see `written`.
    """
    kept = {
        file.path: before[file.path]
        for file in plan.files
        if file.path in before and before[file.path].basis == file.basis
    }
    rest = [file for file in plan.files if file.path not in kept]
    texts = {path: known.text for path, known in before.items()}
    texts |= _made(rest, texts, templates)
    return Drafted(
        {file.path: texts[file.path] for file in plan.files},
        {path: known.digest for path, known in kept.items()},
    )


def _made(
    files: Sequence[File], before: Mapping[str, str], templates: Sequence[Path]
) -> dict[str, str]:
    work = partial(_rendered, before=before, templates=templates)
    if len(files) < MANY:
        return settled(*work(files))
    # By turns, so that both halves have their share of models and of operations.
    here, there = files[::2], files[1::2]
    compile_templates(files)
    aside = Aside(partial(work, there))
    texts, questions = work(here)
    more, others = aside.result() or work(there)
    # Black is asked here alone: importing it takes each process 0.1 s.
    return settled(texts | more, questions | others)


def _rendered(
    files: Sequence[File], before: Mapping[str, str], templates: Sequence[Path]
) -> tuple[dict[str, str], Questions]:
    """The texts, and what black is to be asked about them."""
    texts = render(files, templates)
    return texts, open_questions(texts, before)
