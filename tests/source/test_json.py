"""JSON is read as it stands, or refused with its place."""

from __future__ import annotations

import pytest

from .building import place, refused, yaml


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ('{"a": 1,\n "b": {"a": 2, "a": 3}}', "duplicate-key", (2, 16)),
        ('{"a": [1,\n NaN]}', "not-json", (2, 2)),
        ('{"a": -Infinity}', "not-json", (1, 7)),
        ('{"a": 1e999}', "not-json", (1, 7)),
        (f'{{"a": {"9" * 10_000}}}', "number-too-long", (1, 7)),
        ('{"a": "x\\ud800y"}', "invalid-text", (1, 7)),
        ('{"a": 1,}', "invalid-json", (1, 9)),
        ('{"a": "\n"}', "invalid-json", (1, 8)),
        ("", "invalid-json", (1, 1)),
        ("[" * 300 + "]" * 300, "too-deep", (1, 201)),
        ("[" * 100_000 + "]" * 100_000, "too-deep", (1, 201)),
    ],
)
def test_what_is_refused_has_its_place(
    text: str, code: str, where: tuple[int, int]
) -> None:
    finding = refused(text, ".json")
    assert finding.code == code
    assert place(finding) == where


def test_a_fault_at_the_end_of_a_large_text_is_found() -> None:
    """Counting lines for every token would take minutes."""
    members = ",\n".join(f'"k{number}": 1' for number in range(200_000))
    finding = refused(f'{{{members},\n"k7": 2}}', ".json")
    assert finding.code == "duplicate-key"
    assert place(finding) == (200_001, 1)


def test_escapes_of_characters_beyond_the_first_plane_are_read() -> None:
    assert yaml('{"a": "\\ud83d\\ude00", "b": "\\\\ud800"}', ".json").root == {
        "a": "😀",
        "b": "\\ud800",
    }


def test_json_in_a_yaml_file_is_read_as_json() -> None:
    assert yaml('{"a": "\\ud83d\\ude00"}').root == {"a": "😀"}


def test_yaml_flow_style_is_not_mistaken_for_json() -> None:
    assert yaml("{a: 1, b: [x,],}").root == {"a": 1, "b": ["x"]}
    assert refused('{"a": 1, "a": 2}').code == "duplicate-key"


def test_positions_are_those_of_keys_and_items() -> None:
    file = yaml('{\n "a": {"x": [1, {"b/c": "\\"}"}]},\n "d": []\n}', ".json")
    assert file.locate("") == (1, 1)
    assert file.locate("/a/x/1") == (2, 17)
    assert file.locate("/a/x/1/b~1c") == (2, 18)
    assert file.locate("/d") == (3, 2)
    assert file.locate("/d/0") == (3, 2)
    assert file.locate("/nowhere/at/all") == (1, 1)
