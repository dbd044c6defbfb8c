"""The plain forms of the command line, which hooks use, understood without click.

Most runs are made by hooks, and many find nothing to do or little. Importing click
takes longer than finding that out. Whatever else is asked for, or is wrong, is left to
the command itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from regen.config import Config, from_flags, load_configs
from regen.diagnostics import RegenError

_VALUES = frozenset({"--output", "--package"})


class Plain(NamedTuple):
    """The clients that a command line means, and whether only to look at them."""

    configs: Sequence[Config]
    check: bool


def understood(words: Sequence[str]) -> Plain | None:
    """What a command line asks for, if it has a plain form.

    Args:
        words: what stands after the name of the command.
    """
    try:
        configs = _configs(words)
    except (RegenError, OSError, ValueError):
        return None  # the command tells what is wrong, and where
    return Plain(configs, "--check" in words) if configs else None


def _configs(words: Sequence[str]) -> Sequence[Config]:
    """What `[run] [--check]` or `generate DOCUMENT... --output O --package P [--check]`
    means; nothing for any other command line.
    """
    rest = [word for word in words if word != "--check"]
    if rest in ([], ["run"]):
        return load_configs(Path())
    if rest[0] != "generate":
        return ()
    values: dict[str, str] = {}
    documents: list[Path] = []
    remaining = iter(rest[1:])
    for word in remaining:
        if word in _VALUES and word not in values:
            values[word] = next(remaining, "")
        elif word.startswith("-"):
            return ()
        else:
            documents.append(Path(word))
    if not documents or len(values) != len(_VALUES) or not all(values.values()):
        return ()
    return [from_flags(documents, Path(values["--output"]), values["--package"])]
