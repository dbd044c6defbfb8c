"""What users change in templates: real things, by few words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from regen import templates_folder
from regen.diagnostics import RegenError
from regen.outputs.formatting import format_files
from regen.outputs.python.layout import package_files
from regen.outputs.render import render

from ..render.test_render import SURFACE


def changed(folder: Path, template: str, *edits: tuple[str, str]) -> dict[str, str]:
    """The package, where one template is another."""
    text = (templates_folder() / template).read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return written(folder, template, text)


def written(folder: Path, template: str, text: str) -> dict[str, str]:
    (folder / template).write_text(text, encoding="utf-8")
    files = render(package_files(SURFACE), [folder])
    return format_files(files, by_black=files)


def test_frozen_dataclasses(tmp_path: Path) -> None:
    files = changed(tmp_path, "model.jinja", ("slots=True", "frozen=True, slots=True"))
    text = files["models/status.py"]
    assert "@dataclass(frozen=True, slots=True, kw_only=True" in text


def test_a_decorator_on_every_operation(tmp_path: Path) -> None:
    line = '@{{ use("company.tracing", "traced") }}\n'
    mark = "@{{ function.decorator }}\n"
    files = changed(tmp_path, "operations.jinja", (mark, line + mark))
    text = files["operations/application_actions.py"]
    assert "\nfrom company.tracing import traced\n" in text
    assert "\n\n@traced\n@operation\ndef deploy_application(\n" in text


SPHINX = """\
{% filter docstring %}
{{ function.doc | fill }}

{% for argument in function.arguments if argument.doc %}
:param {{ argument.name }}: {{ argument.doc | fill(hang=4, compact=true) }}
{% endfor %}
{% for failure in function.failures if failure.doc %}
:raises {{ failure.exception }}: {{ failure.doc | fill(hang=4, compact=true) }}
{% endfor %}
{% endfilter %}
"""


def test_another_style_of_docstrings(tmp_path: Path) -> None:
    files = written(tmp_path, "operation_docstring.jinja", SPHINX)
    tree = ast.parse(files["operations/application_actions.py"])
    (function,) = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    assert ast.get_docstring(function) == (
        "Deploy application.\n\nYou must provide a git commit id\n\n"
        ":raises UnauthorizedError: Access token is missing or invalid.\n"
        ":raises ConflictError: Operation is in progress."
    )


def test_text_of_the_document_stands_in_docstrings_only(tmp_path: Path) -> None:
    with pytest.raises(RegenError, match="outside of a docstring"):
        written(tmp_path, "enum.jinja", "{{ declared.doc | fill }}x\n")
