"""Whether there is anything to do, decided from digests before anything is parsed."""

from __future__ import annotations

from regen.config import Config
from regen.identity import generator_id
from regen.manifest import Manifest, digest, load, stale_files


def is_fresh(config: Config) -> bool:
    """Whether the package on disk is what a run would write, by digests alone.

    Raises:
        RegenError: the manifest is not one that regen wrote.
    """
    if not config.package:  # the title names it, so the document must be read
        return False
    folder = config.folder
    old = load(folder)
    if old is None or not _same_inputs(config, old):
        return False  # as a rule it is the document that changed
    same = old.generator == generator_id() and old.options == config.digest()
    return same and not stale_files(folder, old)


def _same_inputs(config: Config, old: Manifest) -> bool:
    base = config.documents[0].parent
    try:
        inputs = {name: digest((base / name).read_bytes()) for name in old.inputs}
    except (OSError, ValueError):  # it is gone, or no file can have such a name
        return False
    return inputs == old.inputs
