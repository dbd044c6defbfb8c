"""Plan -> text: Jinja templates over views whose every value is source already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Undefined,
)

from regen.identity import templates_folder
from regen.outputs.python.layout import File
from regen.outputs.python.literals import finalize
from regen.outputs.python.runtime import needed

_RUNTIME = "_runtime"


def _environment(*folders: Path) -> Environment:
    loaders = [FileSystemLoader(folder) for folder in (*folders, templates_folder())]
    return Environment(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        finalize=_source,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )


def _source(value: object) -> str:
    """What a template emits for a value; what is not there says so itself."""
    return str(value) if isinstance(value, Undefined) else finalize(value)


@lru_cache(maxsize=1)
def _own() -> Environment:
    return _environment()


def render(files: Iterable[File], overrides: Sequence[Path] = ()) -> dict[str, str]:
    """The text of planned files, by path.

    Args:
        overrides: folders with templates that take the place of regen's own; the first
            one that holds a template wins.

    Raises:
        RegenError: a template of the user is wrong.
    """
    if not overrides:
        return {file.path: _text(_own(), file) for file in files}
    from regen.overrides import check_folders, checked  # which only some clients need

    check_folders(overrides)
    text_of = partial(_text, _environment(*overrides))
    return {file.path: checked(file, overrides, text_of) for file in files}


def _text(environment: Environment, file: File) -> str:
    if not file.template:
        return ""
    return environment.get_template(file.template).render(view=file.view())


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
