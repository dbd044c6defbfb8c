"""Descriptions become docstrings that people read and tools leave alone."""

from __future__ import annotations

import ast
import inspect

import black
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regen import ir
from regen.outputs.python import docs, literals, prose
from regen.outputs.python.docs import Documentation, Prose

from .test_literals import HOSTILE, MODE


def docstring(text: Prose | Documentation, margin: int = 4) -> str:
    """The docstring of one text, as the templates make it."""
    filled = docs.fill(text, 88 - margin, column=4, after=4)
    return literals.docstring(filled.text, margin)


def doc_of(text: str) -> str:
    return inspect.cleandoc(ast.literal_eval(docstring(Prose(text))))


SNIPPETS = [
    "- item",
    "> quote",
    "> [!TIP]",
    "  1. nested",
    "```",
    "# Head",
    "| a | b |",
    "    code",
    "<br>",
    "&lt;",
    "word " * 40,
    "x" * 100,
    "",
    "<p>",
    '<a href="u">v</a>',
    "***",
    "`a` ``b `",
    "</s> <b>x</b>",
    "- ",
]
MARKDOWN = st.lists(
    HOSTILE | st.sampled_from(SNIPPETS),
    max_size=8,
).map("\n".join)


@given(MARKDOWN, MARKDOWN, st.sampled_from([0, 4]))
@settings(max_examples=300, deadline=None)
def test_any_description_is_one_stable_docstring(
    summary: str, description: str, indent: int
) -> None:
    head = docs.fill(
        docs.documentation(ir.Doc(summary, description)),
        88 - indent,
        column=4,
        after=4,
    )
    entry = docs.fill(Prose(description), 88 - indent, column=7, hang=8, compact=True)
    text = f"{head.text}\n\nArgs:\n    x: {entry.text}\n    y: {entry.text}\n"
    doc = literals.docstring(text, indent)
    pad = " " * indent
    source = f"{'class X:' if indent else ''}\n{pad}{doc}\n\n{pad}y = 1\n"
    source = source.lstrip("\n")
    body = ast.parse(source).body
    body = body[0].body if isinstance(body[0], ast.ClassDef) else body
    assert [type(node) for node in body] == [ast.Expr, ast.Assign]
    assert black.format_str(source, mode=MODE) == source
    assert not any(line != line.rstrip() for line in source.split("\n"))


@given(st.lists(st.text('ab\\é"', min_size=1, max_size=12), min_size=1, max_size=60))
@settings(deadline=None)
def test_lines_end_at_column_88(found: list[str]) -> None:
    lines = f"    {docstring(Prose(' '.join(found)))}".split("\n")
    assert all(len(line) <= 88 for line in lines)


def test_paragraphs_are_wrapped_and_lists_keep_their_shape() -> None:
    text = (
        "The steps,\nin order:\n- BUILD: the build\ngoes on.\n  1. nested\n"
        "- DEPLOY: " + "word " * 20 + "\n\n\n\nEnd."
    )
    assert doc_of(text).split("\n") == [
        "The steps, in order:",
        "- BUILD: the build goes on.",
        "  1. nested",
        "- DEPLOY: " + "word " * 14 + "word",
        "  word word word word word",
        "",
        "End.",
    ]


def test_code_and_tables_stay_as_they_are() -> None:
    code = '```json\n{"a": 1,\n    "b": "<b> &amp; \\\\d"}\n```'
    text = f"See:\n\n{code}\n\n| a | b |\n|---|---|\n\n    code  here"
    assert doc_of(text) == text


@pytest.mark.parametrize(
    ("text", "doc"),
    [
        ("one<br/>two", "one\n\ntwo"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<ul> <li> <p>one</p> </li> <li> <p>two</p> </li> </ul>", "- one\n- two"),
        (
            "One.\n\n> [!NOTE]\n> two\n> three\n\nFour.",
            "One.\n\n> Note: two three\n\nFour.",
        ),
        ("One\n> two\nthree", "One\n> two\nthree"),
        ('see <a href="https://x.y">this</a>', "see [this](https://x.y)"),
        ('<a href="https://x.y">https://x.y</a>', "https://x.y"),
        ("<code>x</code> and <b>y</b>", "`x` and y"),
        ("a &lt; b &amp;&nbsp;c", "a < b & c"),
        ("the <id> of List<Pet>", "the <id> of List<Pet>"),
        (
            "a `<br>`, `` <b>x</b> `` and `&amp;`",
            "a `<br>`, `` <b>x</b> `` and `&amp;`",
        ),
        ("an odd ` <b>x</b>\n\n` <i>y</i>", "an odd ` x\n\n` y"),
        ('"</s>" ends, <b> begins', '"</s>" ends, <b> begins'),
        (r"`a\_b` a\_b", r"`a\_b` a_b"),
        ("?a=1&region=2 &#39;&#x3C;&nope;", "?a=1&region=2 '<&nope;"),
        ("one<!-- two --> three", "one three"),
        ("# Title\ntext", "Title\n\ntext"),
        ("text\n# Title\ntext", "text\n\nTitle\n\ntext"),
        ("> text\n> # Title", "> text\n>\n> Title\n>"),
        ("<p>\n    <div>\n    one\n    two</div></p>", "one two"),
        ("> # Title\n> one\\\n> two", "> Title\n>\n> one two"),
        ("one\\\ntwo", "one two"),
        ("x\n\n    a \\\n    b\n\ny", "x\n\n    a \\\n    b\n\ny"),
        ("it\u2019s 1\u20132", "it's 1-2"),
        (r"snake\_case", "snake_case"),
        ("- \u2139\ufe0f stable", "- Note: stable"),
    ],
)
def test_html_and_typography(text: str, doc: str) -> None:
    assert doc_of(text) == doc


@pytest.mark.parametrize(
    ("summary", "description", "doc"),
    [
        ("Deploy", "", "Deploy."),
        ("Deploy", "Give a commit.", "Deploy.\n\nGive a commit."),
        ("Deploy it", "Deploy it. Then wait.", "Deploy it. Then wait."),
        ("Why?", "", "Why?"),
        ("", "text", "text"),
    ],
)
def test_summary_and_description(summary: str, description: str, doc: str) -> None:
    text = docs.documentation(ir.Doc(summary, description))
    assert inspect.cleandoc(ast.literal_eval(docstring(text))) == doc


def test_nothing_said_is_no_docstring() -> None:
    assert docstring(Prose(" \n\x00")) == ""


def test_a_field_has_its_doc_with_its_default_and_its_deprecation() -> None:
    text = ir.Primitive(ir.PrimitiveKind.STRING)
    told = ir.Field("petId", text, True, ir.Doc(description="Of the pet."))
    assert docs.field_text(told).text == "Of the pet."
    old = ir.Field("old", text, False, has_default=True, default="x", deprecated=True)
    assert docs.field_text(old).text == 'Deprecated. Default: `"x"`.'
    assert not docs.field_text(ir.Field("plain", text, False))


@pytest.mark.parametrize(
    ("status", "text", "more"),
    [
        ("404", "Resource not found", False),
        ("404", "404", False),
        ("400", "404", True),
        ("404", "Pet not found", True),
        ("default", "Default response", False),
    ],
)
def test_a_failure_that_repeats_its_status_tells_nothing(
    status: str, text: str, more: bool
) -> None:
    assert docs.tells_more(ir.Response(status, ir.Doc("", text))) is more


def test_the_summary_of_a_text_is_one_line() -> None:
    assert docs.summary("One\ntwo.\n\nThree.") == "One two."


def test_wide_characters_count_twice() -> None:
    assert prose.columns("日本") == 4
    assert prose.columns("a\\") == 3


def test_a_default_that_is_nested_too_deeply_is_not_shown() -> None:
    deep: ir.JsonValue = 1
    for _ in range(150):
        deep = [deep]
    item = ir.Field("x", ir.Anything(), False, has_default=True, default=deep)
    assert not docs.field_text(item)
