"""`regen templates copy`: copies templates, with a page about what they may read.

The page is made of the docstrings and annotations of the views, so that it says what
the templates of this version get.
"""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2.meta import find_undeclared_variables
from msgspec import Struct

from regen import __version__, templates_folder
from regen.diagnostics import Location, error
from regen.outputs.python.expressions import Expression
from regen.outputs.python.layout import READS
from regen.outputs.render import Renderer

PAGE = "README.md"

_VIEWS = frozenset(
    f"regen.outputs.python.{name}" for name in ("layout", "module", "surface")
)
"""The modules whose classes templates read by attribute."""

_HEAD = f"""\
# Templates of regen {__version__}

Change what is to differ, and delete the other files: a template that is not here is
regen's own. Use the folder with `templates = ["<this folder>"]` in the configuration
of a client, or with `regen generate ... --templates <this folder>`.

The language is that of Jinja. A template of a file reads one value, `view`; a template
that another one includes reads the variables of that one. A template reads like the
file that it makes; line breaks and commas at the end do not matter, because the result
is formatted. It may emit names, expressions and literals, and text of the document in a
docstring:

- `{{{{ imports }}}}`: here go the imports of all that the rest of the file names;
- `{{{{ use("module", "name") }}}}`: a name of another module, which is imported;
- `{{{{ runtime("name") }}}}`: a name of the runtime, which is imported;
- `{{{{ text | fill }}}}`: text of the document as lines, for a docstring;
- `{{% filter docstring %}}...{{% endfilter %}}`: a docstring of what stands in it, or
  nothing where there are no words; `attribute_docstring` beneath an attribute;
- `{{{{ expression | quoted }}}}`: an expression as a string.

What the values are may change with each version of regen; copy the templates again into
an empty folder and compare.
"""


def copy_templates(folder: Path) -> list[str]:
    """Copy the templates and write the page; what was done, in sentences.

    A file that is there already stays as it is.

    Raises:
        RegenError: the folder cannot be written to.
    """
    said = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in {**_texts(), PAGE: page()}.items():
            path = folder / name
            if path.exists():
                said.append(f"{path}: is there already")
            else:
                path.write_text(text, encoding="utf-8", newline="\n")
                said.append(f"{path}: written")
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        message = f"cannot write templates: {reason}"
        raise error("unwritable-folder", message, Location(str(folder))) from None
    return said


def page() -> str:
    """What each template reads, in Markdown."""
    return "\n".join([_HEAD, *_templates(), *_views()])


def _templates() -> Iterator[str]:
    yield "## Templates\n\n| template | reads |\n|---|---|"
    texts = _texts()
    items = {view.template: view for view in _reached() if hasattr(view, "template")}
    environment = Renderer().environment
    for name, text in texts.items():
        found = find_undeclared_variables(environment.parse(text))
        variables = sorted(found - environment.globals.keys())
        reads = ", ".join(f"`{variable}`" for variable in variables) or "nothing"
        if view := READS.get(name) or items.get(name):
            reads += f": [{view.__name__}](#{view.__name__.lower()})"
        elif variables:
            users = [n for n, t in texts.items() if f'include "{name}"' in t]
            reads += " of " + ", ".join(f"`{user}`" for user in users)
        yield f"| `{name}` | {reads} |"
    yield ""


def _texts() -> dict[str, str]:
    """Regen's own templates by name."""
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(templates_folder().glob("*.jinja"))
    }


def _views() -> Iterator[str]:
    yield "## Views\n"
    for view in _reached():
        about, attributes = _documented(view)
        yield f"### {view.__name__}\n\n{about}\n"
        yield "| attribute | type | |\n|---|---|---|"
        hints = get_type_hints(view)
        for name in view.__struct_fields__:
            kind = _shown(hints[name])
            yield f"| `{name}` | {kind} | {attributes.get(name, '')} |"
        yield ""


def _reached() -> list[Any]:
    """The views of all templates and what their attributes hold, each once."""
    found: dict[Any, None] = {}
    waiting = [view for view in READS.values() if view is not None]
    while waiting:
        view = waiting.pop(0)
        if view in found:
            continue
        found[view] = None
        hints = get_type_hints(view)
        for name in view.__struct_fields__:
            waiting += _classes(hints[name])
    return list(found)


def _classes(hint: Any) -> list[Any]:
    """The views in an annotation."""
    if hint == Expression:
        return []
    if arguments := get_args(hint):
        return [view for inner in arguments for view in _classes(inner)]
    is_struct = isinstance(hint, type) and issubclass(hint, Struct)
    is_view = is_struct and hint.__module__ in _VIEWS
    return [hint] if is_view else []


def _documented(view: Any) -> tuple[str, dict[str, str]]:
    """The docstring without its section of attributes, and these."""
    about, _, section = (inspect.getdoc(view) or "").partition("\n\nAttributes:\n")
    found = re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", section, re.MULTILINE)
    return about, {name: " ".join(text.split()) for name, text in found}


def _shown(hint: Any) -> str:
    """An annotation as Markdown, its unions without bars, which end cells of tables."""
    if hint in (Expression, Expression | None):
        return "expression" if hint == Expression else "expression or `None`"
    if get_origin(hint) in (Union, types.UnionType):
        return " or ".join(_shown(inner) for inner in get_args(hint))
    if get_origin(hint) is tuple:
        return f"tuple of {_shown(get_args(hint)[0])}"
    if hint is type(None):
        return "`None`"
    name = getattr(hint, "__name__", str(hint))
    return f"[{name}](#{name.lower()})" if _classes(hint) else f"`{name}`"
