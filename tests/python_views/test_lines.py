"""Layouts are black's fixed point."""

from __future__ import annotations

import black
import pytest
from black.mode import TargetVersion
from regen.outputs.python.lines import (
    Argument,
    Brackets,
    Node,
    Operands,
    alias,
    assignment,
    call,
    imported,
    keyword,
    mapping,
    returned,
    signature,
    subscript,
)

MODE = black.Mode(target_versions={TargetVersion.PY311})
LONG = "VeryLongNameOfAModelThatFillsALine"
NODES: list[Node] = [
    "int",
    Operands((LONG, "None")),
    Operands((LONG, LONG + "Too", "None")),
    subscript("list", LONG),
    subscript("list", Operands((LONG, LONG, "int"))),
    Operands((subscript("dict", "str", Operands((LONG, LONG))), "None")),
    subscript("Literal", '"ascending"', '"descending"', '"neither of them"'),
    subscript("Literal", *(f'"{LONG}{number}"' for number in range(4))),
    subscript(
        "Annotated",
        Operands((LONG, f"Other{LONG}")),
        call(
            "Discriminator", '"type"', mapping([('"a"', LONG), ('"b"', f"Other{LONG}")])
        ),
    ),
]
VALUES: list[Node | None] = [
    None,
    "None",
    "UNSET",
    f'"{LONG}"',
    call("field", keyword("default", "None"), keyword("metadata", 'wire("petId")')),
    call(
        "field",
        keyword("default", "None"),
        keyword("metadata", call("wire", f'"{LONG}.{LONG}"', "read_only=True")),
    ),
]
NAMES = [f"a{'_word' * length}" for length in range(12)]


def check(lines: list[str], before: str = "", after: str = "") -> None:
    source = before + "\n".join(lines) + after + "\n"
    assert black.format_str(source, mode=MODE) == source


@pytest.mark.parametrize("value", VALUES, ids=str)
@pytest.mark.parametrize("annotation", NODES, ids=lambda node: str(node)[:30])
def test_attributes(annotation: Node, value: Node | None) -> None:
    for name in NAMES:
        check(assignment(name, annotation, value, 4), "class A:\n")


@pytest.mark.parametrize("node", NODES, ids=lambda node: str(node)[:30])
def test_aliases_results_and_signatures(node: Node) -> None:
    for length in range(0, 50, 3):
        name = "A" + "b" * length
        check(alias(name, "TypeAlias", node))
        arguments = [Argument("pet_id", "UUID"), Argument("body", node, "None")]
        for count in (1, 2):
            lines = signature(name, arguments[:count], subscript("Call", node))
            check(lines, after="\n    return 1")
        starred = [*arguments, Argument("*"), Argument(name, node)]
        check(signature("f", starred, "int"), after="\n    return 1")


@pytest.mark.parametrize("node", NODES, ids=lambda node: str(node)[:30])
def test_calls(node: Node) -> None:
    for length in range(0, 60, 3):
        text = f'"{"x" * length}"'
        results = mapping([("200", node), ('"default"', "None")])
        value = call(
            "Call",
            '"GET"',
            text,
            keyword("body", call("JsonBody", "body")),
            keyword("results", results),
            keyword("errors", mapping([("404", call("Failure", text, node))])),
            keyword("security", Brackets("(", ("BearerAuth",))),
            keyword("query", mapping([(text, call("Form", "a", "explode=False"))])),
        )
        check(returned(value, 4), "def f():\n")
        check(returned(call("Call", '"GET"', text), 4), "def f():\n")


def test_lists_and_imports() -> None:
    for count in range(1, 12):
        names = [f"name_of_{number}" for number in range(count)]
        items = tuple(f'"{name}"' for name in names)
        check(assignment("__all__", None, Brackets("[", items)))
        check(imported(".module", names))
        check(imported(".module", names, 4), "if True:\n")


def test_wide_characters_count_twice() -> None:
    for count in range(30, 45):
        text = f'"{"語" * count}"'
        check(assignment("a", None, call("f", text, "1")))
        check(assignment("__all__", None, Brackets("[", (text, '"b"'))))


def test_signatures_without_parameters() -> None:
    for length in range(60):
        name = "a" * length or "f"
        for node in ("None", subscript("list", LONG), Operands((LONG, "None"))):
            lines = signature(name, [], subscript("Call", node))
            check(lines, after="\n    return 1")
