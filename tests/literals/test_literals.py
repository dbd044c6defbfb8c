"""Any text becomes source that holds it and nothing else."""

from __future__ import annotations

import ast
import doctest
import json
import math

import black
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from regen.outputs.python import literals
from regen.outputs.python.literals import Code, DocText, Identifier, Literal

PAYLOADS = [
    '"',
    "'",
    '"""',
    "'''",
    '""""',
    "\\",
    'ends in quote "',
    "ends in backslash \\",
    "\\N{DIGIT ONE}",
    "{__import__('os')}",
    "{{ 1 }} {% raw %}",
    "%s %(a)s",
    "a\nimport os",
    "a\rimport os",
    "a\x0bb\x0cc\x1cd\x1ee\x85f\u2028g\u2029h",
    "nul \x00 end",
    "bidi \u202e\u2066 end",
    "\ufeffbom",
    "\ud800 lone",
    '"""\nimport os\n"""',
    ">>> import os",
    "# noqa\n# fmt: off",
    "\t\ttabs\t",
]
HOSTILE = st.one_of(
    st.sampled_from(PAYLOADS),
    st.text(st.characters()),
    st.text(st.sampled_from("\"'\\\n\r\t {}x#\x00\u2028\u202e"), max_size=30),
    st.lists(st.sampled_from(PAYLOADS), max_size=4).map("".join),
)
MODE = black.Mode()


def evaluate(code: str) -> object:
    return ast.literal_eval(code)


def is_black_stable(source: str) -> bool:
    return black.format_str(source, mode=MODE) == source


@given(HOSTILE)
@settings(max_examples=400)
def test_string_evaluates_to_the_text(text: str) -> None:
    code = literals.string(text).code
    assert evaluate(code) == text
    assert len(code.splitlines()) == 1
    code.encode()


@given(HOSTILE)
@settings(max_examples=150, deadline=None)
def test_string_is_as_black_writes_it(text: str) -> None:
    assert is_black_stable(f"x = {literals.string(text).code}\n")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("plain", '"plain"'),
        ('say "hi"', "'say \"hi\"'"),
        ("it's", '"it\'s"'),
        ("a\nb\t\x00\u2028\U000e0001", r'"a\nb\t\x00\u2028\U000e0001"'),
        ("no\xa0break", r'"no\xa0break"'),
        ("日本 é", '"日本 é"'),
    ],
)
def test_string_is_readable(text: str, code: str) -> None:
    assert literals.string(text).code == code


@pytest.mark.parametrize(
    "value", [0, -1, 10**5000, -(10**5000), 1.5, 1e300, True, -0.0], ids=type
)
def test_numbers_evaluate_to_themselves(value: float) -> None:
    found = evaluate(literals.number(value).code)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_numbers_that_have_no_literal_call_float(value: float) -> None:
    code = literals.number(value).code
    assert repr(eval(code, {"float": float})) == repr(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | HOSTILE,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(HOSTILE, inner, max_size=3),
    max_leaves=10,
)


@given(JSON.filter(lambda value: "inf" not in repr(value).lower()))
def test_json_literal_evaluates_to_the_value(value: object) -> None:
    assert evaluate(literals.json_literal(value).code) == value


def test_json_literal_refuses_deep_nesting() -> None:
    value = json.loads("[" * 200 + "]" * 200)
    with pytest.raises(ValueError, match="nested"):
        literals.json_literal(value)


@given(HOSTILE, st.sampled_from([0, 4]))
@example('x"', 4)
@example('"x', 4)
@example("x\\", 4)
@example("a\n    b", 4)
@example("a\n\n\n", 0)
@settings(max_examples=400, deadline=None)
def test_docstring_holds_no_code_and_black_keeps_it(text: str, indent: int) -> None:
    doc = literals.docstring(text, indent) or '"""Nothing."""'
    pad = " " * indent
    head = "class X:\n" if indent else ""
    source = f"{head}{pad}{doc}\n\n{pad}y = 1\n"
    tree = ast.parse(source)
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else tree.body
    assert [type(node) for node in body] == [ast.Expr, ast.Assign]
    assert not any(line != line.rstrip() for line in source.split("\n"))
    assert is_black_stable(source)
    found = ast.get_docstring(ast.Module(body, []), clean=False)
    assert found is not None
    assert doctest.DocTestParser().get_examples(found) == []
    assert not {"\x00", "\r", "\u2028", "\u202e"} & set(found)


def test_docstring_keeps_its_words() -> None:
    text = 'Uses \\d and """ and {x}.\n\nMore.'
    doc = literals.docstring(text, 4)
    assert evaluate(doc) == 'Uses \\d and """ and {x}.\n\n    More.\n    '


PARTS = st.lists(
    HOSTILE
    | st.sampled_from(
        ["segment(x)", 'matrix("n", x)', "label('n')", r'm("\n", x)']
    ).map(Literal),
    max_size=5,
)


@given(PARTS)
@settings(max_examples=400)
def test_fstring_evaluates_to_the_text(parts: list[str | Literal]) -> None:
    names = {
        "segment": lambda value: "<s>",
        "matrix": lambda name, value: f"<m{name}>",
        "label": lambda name: f"<l{name}>",
        "m": lambda name, value: f"<x{name}>",
        "x": 0,
    }
    expected = "".join(
        part if isinstance(part, str) else str(eval(part.code, names)) for part in parts
    )
    assert eval(literals.fstring(parts).code, names) == expected


def test_fstring_is_readable() -> None:
    parts: list[str | Literal] = ["/a/", Literal("segment(a_id)"), "/{b}"]
    assert literals.fstring(parts).code == 'f"/a/{segment(a_id)}/{{b}}"'
    quoted: list[str | Literal] = ["/a", Literal('matrix("id", id_)')]
    assert literals.fstring(quoted).code == "f'/a{matrix(\"id\", id_)}'"


@pytest.mark.parametrize("value", ["text", None, 1.5, True, b"x", ["a"]])
def test_templates_emit_no_plain_values(value: object) -> None:
    with pytest.raises(TypeError, match="may not emit"):
        literals.finalize(value)


def test_templates_emit_source() -> None:
    values = [Identifier("a"), Literal("1"), Code("b"), 3]
    assert [literals.finalize(value) for value in values] == ["a", "1", "b", "3"]


@pytest.mark.parametrize(
    "text", ["class", "a b", "", "1a", "\uff49\uff46", "a\n", "import os"]
)
def test_identifier_refuses_other_text(text: str) -> None:
    with pytest.raises(ValueError, match="identifier"):
        Identifier(text)


def test_text_of_a_document_stands_in_a_docstring_only() -> None:
    text = literals.finalize(DocText("import os"))
    with pytest.raises(TypeError, match="outside of a docstring"):
        literals.check_docstrings(f"{text}\n")
    docstring = literals.docstring(f"See: {text}")
    literals.check_docstrings(docstring)
    assert docstring == '"""See: import os"""'


def test_a_docstring_without_words_is_none() -> None:
    assert literals.docstring(" \n\n\x00") == ""
