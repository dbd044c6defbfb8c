"""Plan -> the text of every file, as it was rendered and as black leaves it.

Files do not depend on one another, so that half of them are made by another process
where there are enough of them to make that worth while.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from regen.aside import Aside
from regen.format import format_files
from regen.identity import generator_id
from regen.manifest import Manifest, digest
from regen.python.layout import File, Plan
from regen.render import compile_templates, render

MANY = 200
"""Files from which on a second process pays for itself."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """The texts of the planned files by path, in the order of the plan.

    Attributes:
        drafts: before formatting.
        files: after it.
    """

    drafts: dict[str, str]
    files: dict[str, str]


def draft(
    plan: Plan, folder: Path, old: Manifest | None, templates: Sequence[Path] = ()
) -> Drafted:
    """Render and format the files of a plan.

    Args:
        folder: the package on disk, which `old` is the manifest of; what renders as it
            did then is taken from there.
        templates: folders of templates that take the place of regen's own.
    """
    work = partial(_texts, folder=folder, old=old, templates=templates)
    if len(plan.files) < MANY:
        return Drafted(*work(plan.files))
    # By turns, so that both halves have their share of models and of operations.
    here, there = plan.files[::2], plan.files[1::2]
    compile_templates(plan.files)
    aside = Aside(partial(work, there))
    drafts, files = work(here)
    other_drafts, other_files = aside.result() or work(there)
    drafts |= other_drafts
    files |= other_files
    paths = [file.path for file in plan.files]
    return Drafted({p: drafts[p] for p in paths}, {p: files[p] for p in paths})


def _texts(
    plan: Sequence[File], folder: Path, old: Manifest | None, templates: Sequence[Path]
) -> tuple[dict[str, str], dict[str, str]]:
    drafts = render(plan, templates)
    return drafts, _format(drafts, folder, old)


def _format(
    drafts: dict[str, str], folder: Path, old: Manifest | None
) -> dict[str, str]:
    """Format what changed since the last run of the same regen with the same black."""
    if old is None or old.generator != generator_id():
        return format_files(drafts)
    done = {}
    for name, text in drafts.items():
        mark = digest(text.encode())
        if old.drafts.get(name) == mark:
            kept = text if old.files.get(name) == mark else _on_disk(folder, name, old)
            if kept is not None:
                done[name] = kept
    return done | format_files({n: t for n, t in drafts.items() if n not in done})


def _on_disk(folder: Path, name: str, old: Manifest) -> str | None:
    """A generated file as it was written; `None` if it is gone or was edited."""
    try:
        data = (folder / name).read_bytes()
    except OSError:
        return None
    return data.decode() if digest(data) == old.files.get(name) else None
