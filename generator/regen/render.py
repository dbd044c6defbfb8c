"""Plan -> text: Jinja templates over views whose every value is source already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from regen.identity import templates_folder
from regen.python.layout import File
from regen.python.literals import finalize
from regen.python.runtime import needed

_RUNTIME = "_runtime"


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...]) -> Environment:
    loaders = [FileSystemLoader(folder) for folder in (*folders, templates_folder())]
    return Environment(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )


def compile_templates(files: Iterable[File]) -> None:
    """Compile the templates of planned files, for a child to inherit them."""
    environment = _environment(())
    for name in {file.template for file in files} - {""}:
        environment.get_template(name)


def render(files: Iterable[File], overrides: Sequence[Path] = ()) -> dict[str, str]:
    """The text of planned files, by path.

    Args:
        overrides: folders with templates that take the place of regen's own; the first
            one that holds a template wins.

    Raises:
        jinja2.TemplateError: a template of the user is wrong.
    """
    environment = _environment(tuple(overrides))
    return {
        file.path: (
            environment.get_template(file.template).render(view=file.view())
            if file.template
            else ""
        )
        for file in files
    }


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
