"""Lays Python files out: ruff does it, and black has the last word.

Both write the same style, ruff in a hundredth of the time. So ruff formats every file,
and black what the two are known to write differently, and all in which a template of a
user had part. Tests hold the output of whole documents to black itself.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

LINE_LENGTH = 88

_HEAD = re.compile(r"^def (?:.*\n)*?.*:$", re.MULTILINE)
_HEADS_THAT_DIFFER = (
    # The result is broken, where there are no parameters, or several in one line: black
    # breaks the line elsewhere, or adds parentheses.
    re.compile(r"def \w+\((|.+|\n.*[^,]\n)\) -> .*[\[(]\n"),
    # A parameter has a union of several lines: black adds parentheses.
    re.compile(r"\n    \| "),
)
_ASSIGNMENT = re.compile(r"^ *\w+: [^=\n]+ = ", re.MULTILINE)
"""Black puts the annotation into parentheses where no value has room behind it."""


def format_files(
    files: Mapping[str, str],
    *,
    line_length: int = LINE_LENGTH,
    by_black: Collection[str] = (),
) -> dict[str, str]:
    """Every `.py` file as black writes it; other files as they are.

    Settings of the user or of a surrounding project do not count.

    Args:
        files: path -> text.
        by_black: paths of the files that only black may lay out.

    Returns:
        The same paths in the same order.

    Raises:
        ValueError: a text is not Python.
    """
    asked = {path: text for path, text in files.items() if path.endswith(".py")}
    formatted = _by_ruff(list(asked.values()), line_length)
    done = dict(zip(asked, formatted, strict=True))
    for path, text in done.items():
        correct = _by_black if path in by_black else _corrected
        done[path] = correct(text, line_length)
    return {path: done.get(path, text) for path, text in files.items()}


def _by_ruff(texts: list[str], line_length: int) -> list[str]:
    """The texts as ruff writes them: one process for all of them."""
    from ruff import find_ruff_bin  # type: ignore[import-untyped]

    if not texts:
        return []
    with tempfile.TemporaryDirectory(prefix="regen-") as folder:
        paths = [Path(folder, f"{number}.py") for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_bytes(text.encode())
        command = [find_ruff_bin(), "format", "--isolated", "--no-cache"]
        command += ["--line-length", str(line_length), "--target-version", "py311"]
        # Trailing commas in templates are a convenience, and ask for nothing.
        command += ["--config", "format.skip-magic-trailing-comma = true"]
        command += ["--config", "lint.isort.split-on-trailing-comma = false"]
        result = subprocess.run(
            [*command, folder], capture_output=True, text=True, check=False
        )
        if result.returncode:
            raise ValueError(f"ruff cannot format the package: {result.stderr}")
        return [path.read_bytes().decode() for path in paths]


def _corrected(text: str, line_length: int) -> str:
    """What ruff wrote, as black would write it."""
    starts = _ASSIGNMENT.finditer(text)
    if any(len(start[0]) >= line_length for start in starts):
        return _by_black(text, line_length)
    return _HEAD.sub(lambda head: _corrected_head(head[0], line_length), text)


def _corrected_head(head: str, line_length: int) -> str:
    if not any(pattern.search(head) for pattern in _HEADS_THAT_DIFFER):
        return head
    body = "\n    pass\n"
    return _by_black(head + body, line_length).removesuffix(body)


def _by_black(text: str, line_length: int) -> str:
    # Few packages need it, and importing it takes longer than all that ruff does.
    from black import format_str
    from black.mode import Mode, TargetVersion
    from black.parsing import InvalidInput

    mode = Mode(target_versions={TargetVersion.PY311}, line_length=line_length)
    try:
        return format_str(text, mode=mode)
    except InvalidInput as fault:
        raise ValueError(f"black cannot format a file: {fault}") from fault
