"""JSON is read as it stands, or refused with its place."""

from __future__ import annotations

import pytest
from regen.diagnostics import Level
from regen.source.bundle import bundle

from .building import codes, place, refused, yaml


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1,}', "a comma stands before the closing bracket"),
        ("{'a': 1}", "a text stands in single quotes"),
        ("{\"a\": 'b'}", "a text stands in single quotes"),
        ('{"a": 1 // one\n}', "a comment stands here"),
        ('{# one\n"a": 1}', "a comment stands here"),
        ('{"a": 1 "b": 2}', "a comma is missing before this"),
        ('{"a" 1}', "a colon is missing behind the key"),
        ("{a: 1}", "a key in double quotes is missing here"),
        ('{"a": }', "a value is missing here"),
        ('{"a": "b}', "the text that begins here has no end"),
        ('{"a": "b\nc"}', "a line break or another control character"),
        ('{"a": "C:\\pets"}', "a backslash begins no escape"),
        ('{"a": 1}}', "the document ends before this"),
    ],
)
def test_l6_faults_are_told_in_the_words_of_a_person(text: str, said: str) -> None:
    assert refused(text, ".json").message.startswith(said)


def test_a_fault_at_the_end_of_a_large_text_is_found() -> None:
    """Counting lines for every token would take minutes."""
    members = ",\n".join(f'"k{number}": 1' for number in range(200_000))
    finding = refused(f'{{{members},\n"k": NaN}}', ".json")
    assert finding.code == "not-json"
    assert place(finding) == (200_001, 6)


def test_l5_of_a_key_that_stands_twice_the_last_one_counts() -> None:
    file = yaml('{"a": 1,\n "b": {"a": 2, "a": 3}}', ".json")
    assert file.root == {"a": 1, "b": {"a": 3}}
    (finding,) = file.diagnostics
    assert (finding.level, finding.code) == (Level.WARNING, "duplicate-key")
    assert place(finding) == (2, 16)
    document = bundle(yaml('{"openapi": "3.1.0", "x": 1, "x": 2}', ".json"))
    assert codes(document) == ["duplicate-key"]


@pytest.mark.parametrize("ending", [",}", ", ]", ",\n  }"])
def test_l6_a_trailing_comma_is_told_as_one(ending: str) -> None:
    opening = '{"a": 1' if "}" in ending else "[1"
    finding = refused(opening + ending, ".json")
    assert finding.message == "a comma stands before the closing bracket"


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_l6_conflict_markers_are_told_as_such(suffix: str) -> None:
    sides = '<<<<<<< HEAD\n "a": 1\n=======\n "a": 2\n>>>>>>> other\n'
    finding = refused(f"{{\n{sides}}}\n", suffix)
    assert (finding.code, place(finding)) == ("merge-conflict", (2, 1))


def test_escapes_of_characters_beyond_the_first_plane_are_read() -> None:
    assert yaml('{"a": "\\ud83d\\ude00", "b": "\\\\ud800"}', ".json").root == {
        "a": "😀",
        "b": "\\ud800",
    }


def test_json_in_a_yaml_file_is_read_as_json() -> None:
    assert yaml('{"a": "\\ud83d\\ude00"}').root == {"a": "😀"}


def test_yaml_flow_style_is_not_mistaken_for_json() -> None:
    assert yaml("{a: 1, b: [x,],}").root == {"a": 1, "b": ["x"]}
    assert yaml('{"a": 1, "a": 2}').root == {"a": 2}


def test_positions_are_those_of_keys_and_items() -> None:
    file = yaml('{\n "a": {"x": [1, {"b/c": "\\"}"}]},\n "d": []\n}', ".json")
    assert file.locate("") == (1, 1)
    assert file.locate("/a/x/1") == (2, 17)
    assert file.locate("/a/x/1/b~1c") == (2, 18)
    assert file.locate("/d") == (3, 2)
    assert file.locate("/d/0") == (3, 2)
    assert file.locate("/nowhere/at/all") == (1, 1)
