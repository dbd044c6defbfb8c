"""Renders files: templates over values that say what text they may become.

A fault in a template of the user is an error at its place in that template.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, assert_never

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateSyntaxError,
    Undefined,
)

from regen import templates_folder
from regen.config import LINE_LENGTH
from regen.diagnostics import Location, error
from regen.outputs import markdown
from regen.outputs.formatting import File, TextKind
from regen.outputs.python import docs, literals
from regen.outputs.python.docs import Documentation, Prose
from regen.outputs.python.expressions import Expression
from regen.outputs.python.literals import DocText, Identifier, Literal, MisplacedText
from regen.outputs.python.module import Module, needed


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


_RUNTIME = "_runtime"
_IMPORTS = "\x04"
"""Stands for the imports of a module until all of it is written."""


class ImportsHere:
    """What a template writes where the imports of its module go."""


class _Templates(Environment):
    """Jinja's environment, where all templates have the same globals."""

    def make_globals(
        self, d: MutableMapping[str, Any] | None
    ) -> MutableMapping[str, Any]:
        return self.globals


def environment(
    folders: Iterable[Path], finalize: Callable[[object], str]
) -> Environment:
    """Jinja's environment for the templates of some folders, the first of them first.

    Args:
        finalize: gives the text of a value, and refuses one that may not be emitted.
    """
    return _Templates(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        optimized=False,  # templates have next to no constants to be folded
    )


def _markdown(value: object) -> str:
    """The text of a value in a page; an undefined one raises its own error."""
    return str(value) if isinstance(value, Undefined) else markdown.finalize(value)


class Renderer:
    """Renders the files of a package.

    A template reads `view`, and these:

    - `imports`: the import statements of all that the rest of the module names;
    - `use(module, name)`, `runtime(name)`: a name, imported;
    - `text | fill(...)`: text of the document as lines, for a docstring;
    - `{% filter docstring %}`, `{% filter attribute_docstring %}`: a docstring of the
      text in it, or nothing if that is empty;
    - `expression | quoted`: an expression as a string.

    Args:
        overrides: folders with templates that take the place of regen's own; the first
            one that holds a template wins.
    """

    def __init__(
        self, overrides: Sequence[Path] = (), line_length: int = LINE_LENGTH
    ) -> None:
        folders = (*overrides, templates_folder())
        self._width = line_length
        self._module = Module()
        self.environment = environment(folders, self._source)
        self._pages = environment(folders, _markdown)
        self._pages.filters |= markdown.FILTERS
        names: dict[str, Any] = {
            "imports": ImportsHere(),
            "use": self._use,
            "runtime": self._runtime,
        }
        filters: dict[str, Any] = {
            "fill": self._fill,
            "docstring": literals.docstring,
            "attribute_docstring": self._attribute_docstring,
            "quoted": self._quoted,
        }
        self.environment.globals.update(names)
        self.environment.filters.update(filters)

    def text(self, file: File) -> str:
        """The text of a file, not formatted.

        Raises:
            TypeError: a template emits what it may not.
        """
        match file.kind:
            case TextKind.EMPTY:
                return ""
            case TextKind.MARKDOWN:
                page = self._pages.get_template(file.template).render(view=file.view)
                text = re.sub(r"\n{3,}", "\n\n", page).strip()
                return f"{text}\n\n{markdown.MARK}\n"
            case TextKind.PYTHON:
                return self._python(file)
            case _:
                assert_never(file.kind)

    def _python(self, file: File) -> str:
        self._module = Module(file.path, file.taken, file.home)
        text = self.environment.get_template(file.template).render(view=file.view)
        literals.check_docstrings(text)
        if _IMPORTS not in text:
            return text
        template = self.environment.get_template("imports.jinja")
        imports = template.render(sections=self._module.imports()).strip()
        return text.replace(_IMPORTS if imports else f"{_IMPORTS}\n\n", imports)

    def _source(self, value: object) -> str:
        """The source of a value; an undefined one raises its own error."""
        match value:
            case Identifier() | Literal() | DocText():  # as most are
                return literals.finalize(value)
            case ImportsHere():
                return _IMPORTS
            case Undefined():
                return str(value)
            case _ if isinstance(value, Expression):
                return self._module.write(value)
            case _:
                return literals.finalize(value)

    def _use(self, module: str, name: str) -> Identifier:
        return self._module.use(module, name)

    def _runtime(self, name: str) -> Identifier:
        return self._module.runtime(name)

    def _fill(
        self,
        given: Prose | Documentation,
        margin: int = 4,
        *,
        column: int = 4,
        after: int = 4,
        hang: int = 0,
        compact: bool = False,
    ) -> DocText:
        """The text as lines of a docstring that stands in column `margin`."""
        return docs.fill(
            given,
            self._width - margin,
            column=column,
            after=after,
            hang=hang,
            compact=compact,
        )

    def _attribute_docstring(self, text: str, margin: int = 4) -> str:
        """The string beneath an attribute, which formatters leave as it is."""
        return literals.docstring(text, margin, self._width)

    def _quoted(self, value: Expression) -> Literal:
        return literals.string(self._module.write(value))


@lru_cache(maxsize=1)
def _own(line_length: int) -> Renderer:
    return Renderer(line_length=line_length)


def render(
    files: Iterable[File],
    overrides: Sequence[Path] = (),
    line_length: int = LINE_LENGTH,
) -> dict[str, str]:
    """The text of files, by path, not formatted.

    Args:
        overrides: folders with templates that take the place of regen's own.

    Raises:
        RegenError: a template of the user is wrong.
    """
    if not overrides:
        renderer = _own(line_length)
        return {file.path: renderer.text(file) for file in files}
    check_folders(overrides)
    renderer = Renderer(overrides, line_length)
    return {file.path: checked(file, overrides, renderer.text) for file in files}


def runtime_files(package: Iterable[str]) -> dict[str, str]:
    """The files of the runtime, by path: each is the same in every package.

    Args:
        package: the texts of the other files; what they do not need is left out.
    """
    found = needed(_runtime(), package)
    return {f"{_RUNTIME}/{name}.py": text for name, text in found.items()}


@lru_cache(maxsize=1)
def _runtime() -> dict[str, str]:
    return {
        path.stem: path.read_text(encoding="utf-8")
        for path in (templates_folder() / "runtime").glob("*.py")
    }
