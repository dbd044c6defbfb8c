"""Lays out the files of an output that are Python.

Ruff lays them out, and black has the last word. Both write the same style, ruff in a
hundredth of the time. So ruff formats every file, and black what the two are known to
write differently, and all in which a template of a user had part. Tests hold the output
of whole documents to black itself.
"""

from __future__ import annotations

import enum
import re
import subprocess
from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct

from regen.config import FORMATTERS, LINE_LENGTH

_HEAD = re.compile(r"^def (?:.*\n)*?.*:$", re.MULTILINE)
_BROKEN_RESULT = re.compile(r"(def \w+\(\) -> )(\w+\[)\n    (.+)\n\]:")
"""The head of a function without parameters, whose result has no room beside it."""

_HEADS_THAT_DIFFER = (
    # The result is broken, where there are no parameters, or several in one line: black
    # breaks the line elsewhere, or adds parentheses.
    re.compile(r"def \w+\((|.+|\n.*[^,]\n)\) -> .*[\[(]\n"),
    # A parameter has a union of several lines, or does not fit its line: black adds
    # parentheses.
    re.compile(r"\n    \| (?:.*\n)*\) -> "),
)
_SWITCH = re.compile(r"#\s*(fmt|yapf)\s*:")
_ASSIGNMENT = re.compile(r" *\w+: [^=\n]+ = ")
"""Black puts the annotation into parentheses where no value has room behind it."""


def format_files(
    files: Mapping[str, str],
    *,
    line_length: int = LINE_LENGTH,
    formatter: str = FORMATTERS[0],
    by_black: Collection[str] = (),
) -> dict[str, str]:
    """Every `.py` file as a formatter writes it; other files as they are.

    Settings of the user or of a surrounding project do not count.

    Args:
        files: path -> text.
        formatter: whose layout counts where they differ: "black" or "ruff".
        by_black: paths of the files that only black may lay out.

    Returns:
        The same paths in the same order.

    Raises:
        ValueError: a text is not Python.
    """
    paths = [path for path in files if path.endswith(".py")]
    done = dict(files)
    # A file that turns the formatter off would do so for those behind it.
    asked = [path for path in paths if not _SWITCH.search(files[path])]
    formatted = _by_ruff([files[path] for path in asked], line_length)
    done.update(zip(asked, formatted, strict=True))
    for path in paths if formatter == "black" else ():
        correct = _by_black if path in by_black else _corrected
        done[path] = correct(done[path], line_length)
    return done


def with_header(files: Mapping[str, str], header: str) -> dict[str, str]:
    """The files, each `.py` file with a text before it, as a comment."""
    comment = "".join(f"# {line}".rstrip() + "\n" for line in header.splitlines())
    return {
        path: f"{comment}{text}" if path.endswith(".py") else text
        for path, text in files.items()
    }


def _by_ruff(texts: Sequence[str], line_length: int) -> list[str]:
    """The texts as ruff writes them.

    They are one text for ruff, which takes a tenth of the time of as many files.
    """
    from ruff import find_ruff_bin  # type: ignore[import-untyped]

    if not texts:
        return []
    number = 0
    while any(f"# regen {number}\n" in text for text in texts):
        number += 1
    mark = f"# regen {number}\n"
    command = [find_ruff_bin(), "format", "--isolated", "--no-cache"]
    command += ["--line-length", str(line_length), "--target-version", "py311"]
    # Trailing commas in templates are a convenience, and ask for nothing.
    command += ["--config", "format.skip-magic-trailing-comma = true"]
    command += ["--config", "lint.isort.split-on-trailing-comma = false", "-"]
    given = f"\n\n\n{mark}".join(f"{text.strip()}\n" for text in texts)
    result = subprocess.run(
        command, input=given.encode(), capture_output=True, check=False
    )
    if result.returncode:
        raise ValueError(f"ruff cannot format the package: {result.stderr.decode()}")
    return [f"{text.rstrip()}\n" for text in result.stdout.decode().split(mark)]


def _corrected(text: str, line_length: int) -> str:
    """The text as black would write it, of what ruff wrote."""
    long = [line for line in text.split("\n") if len(line) >= line_length]
    starts = filter(None, map(_ASSIGNMENT.match, long))
    if any(len(start[0]) >= line_length for start in starts):
        return _by_black(text, line_length)
    if "def " not in text:
        return text
    return _HEAD.sub(lambda head: _corrected_head(head[0], line_length), text)


def _corrected_head(head: str, line_length: int) -> str:
    too_long = any(len(line) > line_length for line in head.splitlines())
    if not too_long and not any(p.search(head) for p in _HEADS_THAT_DIFFER):
        return head
    if broken := _BROKEN_RESULT.fullmatch(head):
        # Black puts what fits a line into parentheses. No other head is as common, and
        # importing black takes longer than all that ruff does.
        start, opening, items = broken.groups()
        line = f"    {opening}{items}]"
        if len(line) <= line_length:
            return f"{start}(\n{line}\n):"
    body = "\n    pass\n"
    return _by_black(head + body, line_length).removesuffix(body)


def _by_black(text: str, line_length: int) -> str:
    # Imported here, because few packages need it.
    from black import format_str
    from black.mode import Mode, TargetVersion
    from black.parsing import InvalidInput

    mode = Mode(target_versions={TargetVersion.PY311}, line_length=line_length)
    try:
        return format_str(text, mode=mode)
    except InvalidInput as fault:
        raise ValueError(f"black cannot format a file: {fault}") from fault


class TextKind(enum.Enum):
    """What the text of a file is, which decides what a template may emit into it."""

    PYTHON = "python"
    MARKDOWN = "markdown"
    EMPTY = "empty"


class File(Struct, frozen=True):
    """A file to be rendered.

    Attributes:
        path: from the root of the output, with slashes.
        template: renders the text.
        view: what the template reads as `view`.
        taken: names that a Python module declares, and that no import may have.
        home: name of a model -> its module, for modules that stand beside the models.
    """

    path: str
    template: str = ""
    view: object = None
    taken: frozenset[str] = frozenset()
    home: Callable[[str], str] | None = None
    kind: TextKind = TextKind.PYTHON
