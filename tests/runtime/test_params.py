"""The style table: OpenAPI 3.1.1 section 4.8.12.4, "Style Examples"."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
from demo_client._runtime import UNSET, Form, Json, Simple, segment
from demo_client._runtime.params import header_text, pairs_of
from demo_client._runtime.styles import (
    DeepObject,
    PipeDelimited,
    QueryString,
    SpaceDelimited,
    label,
    matrix,
)

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


def query(value: Any, name: str = "color") -> str:
    return "&".join(pairs_of({name: value}))


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (False, "", ";color"),
        (False, "blue", ";color=blue"),
        (False, ARRAY, ";color=blue,black,brown"),
        (False, OBJECT, ";color=R,100,G,200,B,150"),
        (True, "", ";color"),
        (True, "blue", ";color=blue"),
        (True, ARRAY, ";color=blue;color=black;color=brown"),
        (True, OBJECT, ";R=100;G=200;B=150"),
    ],
)
def test_p1_matrix(explode: bool, value: Any, expected: str) -> None:
    assert matrix("color", value, explode=explode) == expected


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (False, "blue", ".blue"),
        (False, ARRAY, ".blue,black,brown"),
        (False, OBJECT, ".R,100,G,200,B,150"),
        (True, ARRAY, ".blue.black.brown"),
        (True, OBJECT, ".R=100.G=200.B=150"),
    ],
)
def test_p1_label(explode: bool, value: Any, expected: str) -> None:
    assert label(value, explode=explode) == expected


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (False, "blue", "blue"),
        (False, ARRAY, "blue,black,brown"),
        (False, OBJECT, "R,100,G,200,B,150"),
        (True, ARRAY, "blue,black,brown"),
        (True, OBJECT, "R=100,G=200,B=150"),
    ],
)
def test_p1_simple(explode: bool, value: Any, expected: str) -> None:
    assert segment(value, explode=explode) == expected
    assert header_text("color", Simple(value, explode)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", "color="),
        ("blue", "color=blue"),
        (ARRAY, "color=blue&color=black&color=brown"),
        (OBJECT, "R=100&G=200&B=150"),
        (Form("", explode=False), "color="),
        (Form(ARRAY, explode=False), "color=blue,black,brown"),
        (Form(OBJECT, explode=False), "color=R,100,G,200,B,150"),
        (SpaceDelimited(ARRAY), "color=blue%20black%20brown"),
        (SpaceDelimited(OBJECT), "color=R%20100%20G%20200%20B%20150"),
        (PipeDelimited(ARRAY), "color=blue%7Cblack%7Cbrown"),
        (PipeDelimited(OBJECT), "color=R%7C100%7CG%7C200%7CB%7C150"),
        (PipeDelimited(ARRAY, explode=True), "color=blue&color=black&color=brown"),
        (DeepObject(OBJECT), "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        (Json({"a": [1, "é"]}), "color=%7B%22a%22%3A%5B1%2C%22%C3%A9%22%5D%7D"),
    ],
)
def test_p1_query(value: Any, expected: str) -> None:
    assert query(value) == expected


@pytest.mark.parametrize(
    "value", [None, UNSET, [], {}, [None], {"a": None}, Form([]), DeepObject({})]
)
def test_p1_absent_and_empty_containers_are_not_sent(value: Any) -> None:
    assert query(value) == ""


def test_p1_deep_objects_nest() -> None:
    value = {"a": {"b": 1}, "tags": ["x", "y"], "rows": [{"n": 1}, {"n": 2}]}
    assert query(DeepObject(value), "f").replace("%5B", "[").replace("%5D", "]") == (
        "f[a][b]=1&f[tags][]=x&f[tags][]=y&f[rows][0][n]=1&f[rows][1][n]=2"
    )


def test_p1_nested_containers_in_other_styles_are_json_text() -> None:
    assert query({"a": {"b": [1]}}) == "a=%7B%22b%22%3A%5B1%5D%7D"


class Color(Enum):
    BLUE = "blue"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (2.5, "2.5"),
        (Color.BLUE, "blue"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-02T03%3A04%3A05Z"),
    ],
)
def test_p1_scalars(value: Any, expected: str) -> None:
    text = query(value, "v").replace("%2B00%3A00", "Z")
    assert text == f"v={expected}"


def test_p1_reserved_characters() -> None:
    assert query("a/b?c&d#e f%20", "q") == "q=a%2Fb%3Fc%26d%23e%20f%2520"
    reserved = query(Form("a/b?c&d#e f%20[+", reserved=True), "q")
    assert reserved == "q=a/b?c%26d%23e%20f%20%5B%2B"
    assert segment("a/b c", reserved=True) == "a/b%20c"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("../x", "..%2Fx"),
        ("%2e%2e", "%252e%252e"),
        ("é ;,", "%C3%A9%20%3B%2C"),
        ("a.b-c_d~e", "a.b-c_d~e"),
        ("\r\nX: y", "%0D%0AX%3A%20y"),
    ],
)
def test_p3_a_value_never_changes_the_route(value: str, expected: str) -> None:
    assert segment(value) == expected


@pytest.mark.parametrize("value", ["", ".", "..", [], ["."]])
def test_p3_values_that_are_a_route_are_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="route"):
        segment(value)


@pytest.mark.parametrize("value", ["a/../b", "%2e%2E", "a//b"])
def test_p3_reserved_values_are_refused_too(value: str) -> None:
    with pytest.raises(ValueError, match="route"):
        segment(value, reserved=True)


@pytest.mark.parametrize("value", ["a\r\nX: y", "a\nb", "a\0b"])
def test_header_injection_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="X-Name"):
        header_text("X-Name", value)


def test_query_string_as_a_whole() -> None:
    assert QueryString({"a": "b c", "d": [1, 2]}).text() == "a=b+c&d=1&d=2"
    assert QueryString({"a": 1}, "application/json").text() == "%7B%22a%22%3A1%7D"
