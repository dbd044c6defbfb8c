"""Adds the hook to `.pre-commit-config.yaml` without touching what is there."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from regen.diagnostics import Location, RegenError, error
from regen.source import yaml_reader
from regen.source.load import load_bytes

FILE = ".pre-commit-config.yaml"
FILES = r"(^|/)(pyproject|regen)\.toml$|\.(json|markdown|mdx?|py|ya?ml)$"

HOOK = f"""\
- repo: local
  hooks:
    - id: regen
      name: {{name}}
      entry: {{entry}}
      language: system
      pass_filenames: false
      require_serial: true
      files: '{FILES}'
"""
"""The regen of the environment that commits, so that hook and developers agree."""


def newline_of(text: str) -> str:
    """The line end that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"


def appended(text: str, block: str) -> str:
    """A text with lines added at its end, after an empty line."""
    newline = newline_of(text)
    if text and not text.endswith("\n"):
        text += newline
    gap = newline if text else ""
    return text + gap + block.replace("\n", newline)


class Hook(Struct, frozen=True):
    """The file with the hook added, before it is written.

    Attributes:
        text: of the file with the hook; `None` if it stays as it is.
        said: what is done, in a sentence.
    """

    path: Path
    text: str | None
    said: str

    def write(self) -> None:
        """Write the file if anything was added."""
        if self.text is not None:
            self.path.write_bytes(self.text.encode("utf-8"))


def plan_hook(folder: Path) -> Hook:
    """The hook added unless there is one; nothing is written yet.

    The file belongs to the root of the repository; in a folder of it, the hook starts
    there.

    Raises:
        RegenError: the file cannot be read, or not be added to.
    """
    root = _repository(folder)
    path = root / FILE
    below = folder.resolve().relative_to(root.resolve()).as_posix()
    hook = _hook(below)
    if not path.exists():
        text = f"repos:\n{_indented(hook, 2)}"
        return Hook(path, text, f"{path}: written, with the hook 'regen'")
    data = path.read_bytes()
    old = _value(data, path)
    if any(_is_ours(known, below) for known in _hooks(old)):
        return Hook(path, None, f"{path}: has the hook 'regen' already")
    text = data.decode("utf-8")
    new = _with_hook(text, str(path), hook)
    expected = _expected(old, hook)
    if expected is None or _parsed_or_none(new, path) != expected:
        raise error(
            "invalid-configuration",
            "`repos` is no list that a hook can be added to",
            Location(str(path)),
            f"add to it:\n{hook}",
        )
    return Hook(path, new, f"{path}: added the hook 'regen'")


def _hook(below: str) -> str:
    """The hook that starts in a folder of the repository; `.` is its root."""
    name, entry = "refresh API clients", "regen run"
    if below != ".":
        name = f"{name} in {below}"
        entry = (
            f"regen -C {shlex.quote(below)} run"  # pre-commit splits as a shell does
        )
    return HOOK.replace("{name}", _scalar(name)).replace("{entry}", _scalar(entry))


def _scalar(text: str) -> str:
    """A text of YAML, in quotes where it needs some."""
    is_plain = re.fullmatch(r"[\w./-]+( [\w./-]+)*", text)
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _repository(folder: Path) -> Path:
    """The root of the repository that holds a folder; the folder if there is none."""
    for parent in (folder, *folder.absolute().parents):
        if (parent / ".git").exists():
            return folder / os.path.relpath(parent, folder)
    return folder


def _value(data: bytes, path: Path) -> Any:
    return load_bytes(data, str(path), str(path.resolve())).root


def _parsed_or_none(text: str, path: Path) -> Any:
    try:
        return _value(text.encode("utf-8"), path)
    except RegenError:
        return None


def _expected(old: Any, hook: str) -> Any:
    """What the file should say; `None` if nothing can be added to it."""
    if not isinstance(old, dict) or not isinstance(old.get("repos"), list):
        return None
    (ours,) = load_bytes(hook.encode(), FILE, FILE).root
    return {**old, "repos": [*old["repos"], ours]}


def _hooks(value: Any) -> Iterator[dict[str, Any]]:
    repos = value.get("repos") if isinstance(value, dict) else None
    for repo in repos if isinstance(repos, list) else ():
        hooks = repo.get("hooks") if isinstance(repo, dict) else None
        yield from (h for h in hooks or () if isinstance(h, dict))


def _is_ours(hook: dict[str, Any], folder: str) -> bool:
    """Whether a hook runs regen in a folder of the repository."""
    entry = str(hook.get("entry", ""))
    try:
        words = shlex.split(entry)
    except ValueError:  # a quotation without an end
        words = entry.split()
    if hook.get("id") not in ("regen", "regen-check") and "regen" not in words:
        return False
    start = words[words.index("-C") + 1 :][:1] if "-C" in words else ["."]
    return start == [folder]


def _with_hook(text: str, name: str, hook: str) -> str:
    """The text with the hook after the last item of `repos`, if that is a block."""
    root = yaml_reader.compose(text, name)
    for key, items in getattr(root, "value", ()):
        if key.value == "repos" and isinstance(items.value, list) and items.value:
            first, last = items.value[0], items.value[-1]
            lines = text.splitlines(keepends=True)
            dash = lines[first.start_mark.line].find("-")
            end = max(_ends(last))
            while not lines[end - 1].strip():
                end -= 1  # a block of text reaches over the empty lines below it
            newline = newline_of(text)
            if lines and not lines[-1].endswith("\n"):
                lines[-1] += newline
            block = _indented(hook, dash).replace("\n", newline)
            return "".join([*lines[:end], block, *lines[end:]])
    return text


def _ends(node: Any) -> Iterator[int]:
    """For each leaf, the number of lines up to its end.

    Not the end of the node itself, which reaches over comments to the next one.
    """
    inner = node.value if isinstance(node.value, list) else ()
    parts = [part for item in inner for part in _parts(item)]
    for part in parts:
        yield from _ends(part)
    if not parts:
        mark = node.end_mark
        yield mark.line + (1 if mark.column else 0)
    elif node.flow_style:
        yield node.end_mark.line + 1


def _parts(item: Any) -> tuple[Any, ...]:
    return item if isinstance(item, tuple) else (item,)


def _indented(block: str, columns: int) -> str:
    return "".join(" " * columns + line for line in block.splitlines(keepends=True))
