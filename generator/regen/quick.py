"""The shortest way through the command: clients that are fresh, and nothing else.

Most runs are made by hooks and find nothing to do. For the plain forms of the command
line that hooks use, the answer is given before click is imported, which takes longer
than finding it. Whatever else is asked for, or found, is left to the command itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from regen.config import Config, from_flags, load_configs
from regen.diagnostics import RegenError
from regen.freshness import is_fresh

_VALUES = frozenset({"--output", "--package"})


def fresh_clients(words: Sequence[str]) -> list[Config] | None:
    """The clients that a command line means, if every one is fresh; else `None`.

    Args:
        words: what stands after the name of the command.
    """
    try:
        configs = _configs(words)
        if configs and all(is_fresh(config) for config in configs):
            return configs
    except (RegenError, OSError, ValueError):
        pass  # the command tells what is wrong, and where
    return None


def _configs(words: Sequence[str]) -> list[Config] | None:
    """What `[run] [--check]` or `generate DOCUMENT... --output O --package P [--check]`
    means; `None` for any other command line.
    """
    rest = [word for word in words if word != "--check"]
    if rest in ([], ["run"]):
        return list(load_configs(Path()))
    if rest[0] != "generate":
        return None
    values: dict[str, str] = {}
    documents: list[Path] = []
    remaining = iter(rest[1:])
    for word in remaining:
        if word in _VALUES and word not in values:
            values[word] = next(remaining, "")
        elif word.startswith("-"):
            return None
        else:
            documents.append(Path(word))
    if not documents or len(values) != len(_VALUES) or not all(values.values()):
        return None
    return [from_flags(documents, Path(values["--output"]), values["--package"])]
