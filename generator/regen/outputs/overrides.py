"""Faults of templates that a user wrote: where they are, in the user's words."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import TemplateSyntaxError

from regen.diagnostics import Location, error
from regen.outputs.file import File
from regen.outputs.python.literals import MisplacedText


def check_folders(folders: Sequence[Path]) -> None:
    """Refuse what is no folder.

    Raises:
        RegenError: one of them is none.
    """
    for folder in folders:
        if not folder.is_dir():
            raise error(
                "no-templates",
                "this is no folder of templates",
                Location(str(folder)),
                f"`regen templates copy {folder}` makes one",
            )


def checked(file: File, folders: Sequence[Path], render: Callable[[File], str]) -> str:
    """The text of a file that templates of a user may have part in.

    Raises:
        RegenError: a template cannot be rendered, or what it gives is not Python.
    """
    try:
        text = render(file)
    except Exception as fault:
        place = _place(fault, folders)
        if isinstance(fault, MisplacedText):
            place = _of_template(file, folders)
        if place is None:
            raise  # a fault of regen's own
        message = str(fault) or type(fault).__name__
        raise error("template-error", f"{file.path}: {message}", place) from fault
    if file.path.endswith(".py"):
        _check_python(text, file, folders)
    return text


def _place(fault: Exception, folders: Sequence[Path]) -> Location | None:
    """The innermost line of a template in one of the folders."""
    if isinstance(fault, TemplateSyntaxError) and _is_in(fault.filename, folders):
        return Location(str(fault.filename), fault.lineno)
    found = None
    trace = fault.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if _is_in(name, folders):
            found = Location(name, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _is_in(name: str | None, folders: Sequence[Path]) -> bool:
    return name is not None and any(Path(name).is_relative_to(f) for f in folders)


def _of_template(file: File, folders: Sequence[Path]) -> Location:
    """The template of a file, or the folder that has one which it includes."""
    paths = [folder / file.template for folder in folders]
    return Location(str(next((p for p in paths if p.is_file()), folders[0])))


def _check_python(text: str, file: File, folders: Sequence[Path]) -> None:
    try:
        ast.parse(text)
    except SyntaxError as fault:
        line = (fault.text or "").strip()
        raise error(
            "template-error",
            f"{file.path} is not Python: {fault.msg} in line {fault.lineno}: {line}",
            _of_template(file, folders),
            "the template, or one that it includes, writes this",
        ) from None
