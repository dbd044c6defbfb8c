"""ruff lays out, and what comes of it is what black would have written."""

from __future__ import annotations

import black
import pytest
from black.mode import TargetVersion
from regen.outputs.formatting import format_files

MODE = black.Mode(target_versions={TargetVersion.PY311})
LONG = "VeryLongNameOfAModelThatFillsALineAndMore"
RESULTS = [
    "int",
    f"Call[models.{LONG}, models.{LONG}]",
    f"Call[{LONG} | {LONG} | None]",
]
RESULTS += [f"Call[tuple[{LONG}, {LONG}]]", f"Call[models.{LONG}{LONG}{LONG}]"]
PARAMETERS = [
    "",
    "a: int",
    "*, a: int",
    "a: int, b: str",
    "*, token: str | None = None",
]
PARAMETERS += [", ".join(f"name_{n}: {LONG}" for n in range(3))]
PARAMETERS += [f"*, a: int, b: {LONG} | {LONG} = None", f"a: dict[str, {LONG}|{LONG}]"]
VALUES = ["None", '"text"', f'field(default=None, metadata=wire("{LONG}"))']


def formatted(text: str) -> str:
    return format_files({"module.py": text})["module.py"]


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("parameters", PARAMETERS)
def test_heads_of_functions_are_as_black_writes_them(
    parameters: str, result: str
) -> None:
    text = formatted(f"def list_things({parameters}) -> {result}:\n    return call()\n")
    assert black.format_str(text, mode=MODE) == text


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("size", range(40, 90, 3))
def test_annotated_assignments_are_as_black_writes_them(size: int, value: str) -> None:
    name, type = "a" * (size // 2), "B" * (size - size // 2)
    text = formatted(f"class Thing:\n    {name}: {type} = {value}\n")
    assert black.format_str(text, mode=MODE) == text


def test_trailing_commas_ask_for_nothing() -> None:
    assert formatted("x = call(\n    1,\n    2,\n)\n") == "x = call(1, 2)\n"


def test_the_length_of_lines_is_given() -> None:
    text = format_files({"a.py": "x = call(1, 2, 3, 4)\n"}, line_length=12)["a.py"]
    assert max(map(len, text.splitlines())) <= 12


def test_files_of_user_templates_are_laid_out_by_black() -> None:
    text = "x = call(\n    1,\n    2,\n)\n"
    files = {"a.py": text, "b.py": text}
    assert format_files(files, by_black={"a.py"})["b.py"] == "x = call(1, 2)\n"


def test_files_that_are_not_python_pass() -> None:
    files = {"py.typed": "", "a.py": "x=1", "notes.md": "x=1"}
    assert format_files(files) == {"py.typed": "", "a.py": "x = 1\n", "notes.md": "x=1"}


def test_what_is_no_python_is_told() -> None:
    with pytest.raises(ValueError, match="ruff cannot format"):
        formatted("x = (\n")
