"""Plan -> the text of every file, formatted.

What follows from the same as at the last run is taken from the disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from regen.config import Config
from regen.identity import generator_id
from regen.manifest import Manifest, digest
from regen.outputs.formatting import format_files
from regen.outputs.python.layout import Plan
from regen.render import render


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
    texts = {path: known.text for path, known in kept.items()}
    made = render(rest, templates)
    texts |= format_files(made, by_black=made if templates else ())
    return Drafted(
        {file.path: texts[file.path] for file in plan.files},
        {path: known.digest for path, known in kept.items()},
    )
