"""What is taken for settled is what black leaves alone, and most of it is taken so."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import black
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regen.config import from_flags
from regen.format import format_text, open_questions, settled
from regen.pipeline import build
from regen.settled import as_module, examine, unchanged

from .modules import ENUM, MODEL, MODULES, OPERATIONS


def is_taken_as_settled(text: str) -> bool:
    """Whether a module would not be given to black as a whole."""
    doubts = examine(text)
    if not doubts:
        return doubts is not None
    try:
        return all(unchanged(doubts, format_text(as_module(doubts))))
    except black.InvalidInput:
        return False


def black_leaves_alone(text: str) -> bool:
    try:
        return format_text(text) == text
    except black.InvalidInput:
        return False


@pytest.mark.parametrize("text", MODULES)
def test_generated_modules_are_settled_without_asking_black(text: str) -> None:
    assert format_text(text) == text
    assert examine(text) == []


def test_an_empty_file_is_settled() -> None:
    assert examine("") == []


NEAR_MISSES = {
    "no magic comma": (OPERATIONS, '    "get_thing",\n]', '    "get_thing"\n]'),
    "comma that explodes": (MODEL, '["Status", "Tree"]', '["Status", "Tree",]'),
    "one argument alone": (MODEL, "(Model):", "(\n    Model,\n):"),
    "call that fits": (MODEL, "_custom_domain_check_enabled: ", "_x: "),
    "parameters that fit": (OPERATIONS, "force_even_if_used: bool", "f: bool"),
    "two in a line": (OPERATIONS, "UUID,\n    thing_id", "UUID, thing_id"),
    "single quotes": (ENUM, '"RED"', "'RED'"),
    "escaped quote": (ENUM, '"RED"', r'"R\"ED"'),
    "prefix": (ENUM, '"RED"', 'U"RED"'),
    "hexadecimal": (MODEL, "0.5", "0XAB"),
    "exponent": (MODEL, "0.5", "1E5"),
    "bare point": (MODEL, "0.5", "1."),
    "parentheses": (MODEL, "= 0.5", "= (0.5)"),
    "power": (MODEL, "0.5", "2 ** 8"),
    "keyword spaces": (MODEL, "slots=True", "slots = True"),
    "default spaces": (OPERATIONS, "None = None", "None=None"),
    "annotation space": (MODEL, "id: int", "id : int"),
    "operator space": (MODEL, "str | None", "str|None"),
    "comment space": (ENUM, '= "RED"', '= "RED" # red'),
    "missing line": (ENUM, "\n\n\nclass", "\n\nclass"),
    "line too many": (ENUM, "\n\n\nclass", "\n\n\n\nclass"),
    "line after decorator": (OPERATIONS, "@operation\n", "@operation\n\n"),
    "line after import": (ENUM, "StrEnum\n\n", "StrEnum\n"),
    "line after docstring": (ENUM, 'color."""\n\n', 'color."""\n'),
    "lines after docstring": (ENUM, 'color."""\n\n', 'color."""\n\n\n'),
    "space in docstring": (ENUM, '"""A color.', '""" A color.'),
    "docstring end": (ENUM, 'color."""', 'color. """'),
    "docstring indent": (MODEL, "    Attributes:\n        n", "  Attributes:\n    n"),
    "trailing blank": (MODEL, "Attributes:\n", "Attributes: \n"),
    "tab": (MODEL, "    Attributes:", "\tAttributes:"),
    "form feed": (ENUM, "\n\n\nclass", "\n\f\nclass"),
    "carriage return": (ENUM, '"RED"\n', '"RED"\r\n'),
    "no last line end": (ENUM, 'spring"""\n', 'spring"""'),
    "blank end": (ENUM, 'spring"""\n', 'spring"""\n\n'),
    "backslash": (ENUM, "RED = ", "RED = \\\n        "),
    "semicolon": (ENUM, '"RED"', '"RED"; x = 1'),
    "dotted class": (ENUM, "class Color", "class Color.Red"),
    "long line": (ENUM, "StrEnum\n", f"StrEnum, {'A' * 70}\n"),
    "wide letters": (MODEL, "id: int", f'id: Literal["{"漢" * 36}", "a"]'),
    "indentation": (ENUM, "    GREEN", "     GREEN"),
    "empty parentheses": (MODEL, "class Tree(Model):", "class Tree():"),
    "return parentheses": (OPERATIONS, "-> Call[None]", "-> (Call[None])"),
    "ellipsis body": (MODEL, "    created_at: datetime", "    ..."),
    "string beside string": (ENUM, '"RED"', '"R" "ED"'),
    "unbalanced": (MODEL, "list[int]", "list[int)"),
    "keyword as name": (MODEL, "id: int", "class: int"),
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_misses_are_given_to_black(name: str) -> None:
    text, old, new = NEAR_MISSES[name]
    assert old in text
    changed = text.replace(old, new, 1)
    if not black_leaves_alone(changed):
        assert not is_taken_as_settled(changed)


INSERTIONS = [
    *" \n,()[]{}\"'|:=*-#\\\t\f.;@",
    *("\n\n", '"""', "0", "1_0", "0x1F", "1E5", "x", "lambda", "not ", "(a)", "[a,]"),
    *("pass", "...", "del x", "# fmt: off", "if a:", "def f():", "é", "漢", "\xa0"),
]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MODULES), st.randoms(use_true_random=False))
def test_mutations_are_never_taken_wrongly(text: str, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 2))):
        text = mutated(text, chance)
    if is_taken_as_settled(text):
        assert format_text(text) == text


def mutated(text: str, chance: random.Random) -> str:
    """The text with a part gone, something inserted, lines moved or a name resized."""
    at = chance.randrange(len(text))
    lines = text.split("\n")
    line = chance.randrange(len(lines) - 1)
    match chance.randrange(6):
        case 0:
            return text[:at] + text[at + chance.choice((1, 2, 4)) :] or "\n"
        case 1:
            return text[:at] + chance.choice(INSERTIONS) + text[at:]
        case 2:
            lines.insert(line, chance.choice(lines))
        case 3:
            del lines[line]
        case 4:
            lines[line : line + 2] = [lines[line] + lines[line + 1].strip()]
        case _:
            word = chance.choice(list(re.finditer(r"\w+", text)))
            size = chance.choice((1, 3, 8, 20, 40))
            longer = word[0] + "abcdefghij" * 4
            return text[: word.start()] + longer[:size] + text[word.end() :]
    return "\n".join(lines) or "\n"


def format_files(
    files: dict[str, str], before: dict[str, str] | None = None
) -> dict[str, str]:
    return settled(files, open_questions(files, before or {}))


def test_other_files_pass_and_unsettled_ones_are_formatted() -> None:
    files = {"a.py": "x=1\n", "py.typed": "x=1", "b.py": ENUM, "c.py": "y = (1)\n"}
    expected = {**files, "a.py": "x = 1\n", "c.py": "y = 1\n"}
    assert format_files(files) == expected
    assert list(format_files(files)) == list(files)


def test_what_black_left_alone_before_is_not_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def ask(text: str) -> str:
        asked.append(text)
        return black.format_str(text, mode=black.Mode())

    monkeypatch.setattr("regen.format.format_text", ask)
    head, odd, more = "import a\n\n", "x = a @ 2\n", "y = a @ 3\n"
    before = {"a.py": head + odd}
    assert format_files(before) == before
    assert len(asked) == 1
    twice, both = {"a.py": head + odd + odd}, {"a.py": head + odd + more}
    assert format_files(before, before) == before
    assert format_files(twice, before) == twice
    assert len(asked) == 1
    assert format_files(both, before) == both
    assert len(asked) == 2
    assert "@ 3" in asked[1]
    assert "@ 2" not in asked[1]


def test_text_that_is_no_python_is_an_error() -> None:
    with pytest.raises(black.InvalidInput):
        format_files({"a.py": ENUM, "b.py": "x = = 1\n"})


CORPUS = os.environ.get("REGEN_CORPUS", "")


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS, reason="REGEN_CORPUS is not set")
def test_a_real_package_is_as_black_writes_it(tmp_path: Path) -> None:
    document = Path(CORPUS) / "qovery" / "openapi.yaml"
    package = build(from_flags((document,), tmp_path, "client"))
    generated = {
        name: text
        for name, text in package.files.items()
        if name.endswith(".py") and not name.startswith("_runtime/")
    }
    for name, text in generated.items():
        assert format_text(text) == text, name
    settled = sum(examine(text) == [] for text in generated.values())
    assert settled > 0.9 * len(generated)
