"""Which annotations fit where others are expected."""

from __future__ import annotations

import pytest
from regen.compare.assignability import Fit
from regen.ir import Usage
from regen.outputs.python.expressions import (
    ANY,
    MODELS,
    NONE,
    AnyOf,
    Expression,
    Invocation,
    Name,
    Subscript,
    runtime,
)
from regen.outputs.python.literals import Identifier, Literal
from regen.outputs.python.surface import (
    Declared,
    EnumClass,
    EnumValue,
    ModelClass,
    TypeName,
)


def node(text: str | Expression) -> Expression:
    """The expression for a name."""
    if not isinstance(text, str):
        return text
    if text in ("None", "Any", "Never"):
        never = Name("Never", "typing")
        special: dict[str, Expression] = {"None": NONE, "Any": ANY, "Never": never}
        return special[text]
    return Name(text, MODELS if text[:1].isupper() else "builtins")


def union(*parts: str | Expression) -> Expression:
    return AnyOf(tuple(map(node, parts)))


def subscript(name: str, *items: str | Expression) -> Expression:
    return Subscript(Name(name), tuple(map(node, items)))


def lists(item: str | Expression) -> Expression:
    return subscript("list", item)


def literal(*values: str) -> Expression:
    return Subscript(Name("Literal", "typing"), tuple(map(Literal, values)))


def alias(name: str, type: str | Expression) -> TypeName:
    return TypeName(Identifier(name), "m", "", Usage.NONE, node(type))


def enum(name: str, base: str, kind: str, **members: str) -> EnumClass:
    values = tuple(EnumValue(Identifier(n), Literal(v)) for n, v in members.items())
    named = Identifier(name)
    return EnumClass(named, "m", "", Usage.NONE, runtime(base), kind, values)


NAMES: dict[str, Declared] = {
    "Kind": enum("Kind", "StrEnum", "str", A='"a"'),
    "Level": enum("Level", "IntEnum", "int", ONE="1"),
    "Pet": ModelClass(Identifier("Pet"), "m", "", Usage.NONE),
    "Text": alias("Text", "str"),
    "Animal": alias("Animal", union("Cat", "Dog")),
    "Tree": alias("Tree", union("str", lists("Tree"))),
    "Bush": alias("Bush", union("str", lists("Bush"))),
    "Json": alias("Json", union("str", lists("Json"))),
    "Zoo": alias("Zoo", union("Pet", lists("Zoo"))),
}
ANNOTATED = subscript(
    "Annotated", union("Cat", "Dog"), Invocation(runtime("Discriminator"))
)


def fits(
    given: str | Expression, wanted: str | Expression, *, received: bool = False
) -> bool:
    return Fit(NAMES, NAMES, received)(node(given), node(wanted))


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("int", "float"),
        ("int", union("str", "int")),
        ("Kind", "str"),
        ("Level", "int"),
        ("Cat", "Animal"),
        ("Animal", union("Cat", "Dog", "None")),
        (literal('"a"'), literal('"a"', '"b"')),
        (literal('"a"', '"b"'), union(literal('"b"'), literal('"a"'), "None")),
        (literal('"a"'), "str"),
        (literal("-1"), "int"),
        (literal("True"), "bool"),
        (lists("int"), lists(union("int", "None"))),
        (lists("int"), subscript("Iterable", "int")),
        (subscript("dict", "str", "Cat"), subscript("dict", "str", "Animal")),
        (subscript("tuple", "int", "str"), subscript("tuple", "float", "str")),
        ("Cat", ANNOTATED),
        ("Never", "Pet"),
    ],
)
def test_one_way_only(given: str | Expression, wanted: str | Expression) -> None:
    for received in (False, True):
        assert fits(given, wanted, received=received)
        assert not fits(wanted, given, received=received)


@pytest.mark.parametrize(
    ("one", "other"),
    [("str", "Text"), ("Tree", "Bush"), (ANNOTATED, "Animal")],
)
def test_both_ways(one: str | Expression, other: str | Expression) -> None:
    assert fits(one, other)
    assert fits(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("str", "int"),
        ("Pet", "Cat"),
        ("datetime", "date"),
        (literal('"True"'), "bool"),
        (literal('"a"'), "Kind"),
        (subscript("tuple", "int"), subscript("tuple", "int", "int")),
        (lists("int"), subscript("dict", "str", "int")),
        ("Level", "str"),
    ],
)
def test_neither_way(one: str | Expression, other: str | Expression) -> None:
    assert not fits(one, other)
    assert not fits(other, one)


def test_anything_may_be_given_where_anything_is_wanted() -> None:
    for given in ("Pet", "bytes", "str", lists("Pet")):
        assert fits(given, "Any")
        assert not fits("Any", given)


def test_what_is_read_as_plain_json_must_stay_plain() -> None:
    for given in ("str", "Kind", lists("Text"), literal('"a"'), "Json"):
        assert fits(given, "Any", received=True)
    for given in ("Pet", "datetime", lists("Pet"), subscript("tuple", "int"), "Zoo"):
        assert not fits(given, "Any", received=True)


def tower(name: str, height: int, ground: str | Expression) -> dict[str, Declared]:
    """Aliases each of which names the next one several times."""
    names: dict[str, Declared] = {f"{name}{height}": alias(f"{name}{height}", ground)}
    for level in range(height):
        above = f"{name}{level + 1}"
        choices = union(above, lists(above), subscript("dict", "str", above))
        names[f"{name}{level}"] = alias(f"{name}{level}", choices)
    return names


@pytest.mark.parametrize(("ground", "expected"), [("str", True), ("int", False)])
def test_each_pair_of_types_is_compared_once(
    ground: str | Expression, expected: bool
) -> None:
    """Comparing it each time that it occurs would take 3 ** 40 steps."""
    fit = Fit(tower("A", 40, ground), tower("B", 40, "str"), received=True)
    assert fit(node("A0"), node("B0")) is expected
    assert fit(node("A0"), ANY) is True


def test_types_that_are_nested_too_deeply_count_as_different() -> None:
    fit = Fit(tower("A", 5_000, "str"), tower("B", 5_000, "str"), received=True)
    assert not fit(node("A0"), node("B0"))
