"""YAML means what YAML 1.2 says, or is refused with its place."""

from __future__ import annotations

import gc
from typing import Any

import pytest
import yaml as pyyaml
from regen.source.limits import MAX_DEPTH
from regen.source.load import load_bytes

from .building import place, refused, yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on", "on"),
        ("no", "no"),
        ("yes", "yes"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("010", 10),
        ("0o7", 7),
        ("0x1F", 31),
        ("-12", -12),
        ("+3", 3),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("12:30:45", "12:30:45"),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-", None),
        ("=", "="),
        ("2024-02-30", "2024-02-30"),
        ("2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
        ("3.1.0", "3.1.0"),
        ("'5'", "5"),
        ('"true"', "true"),
        ("!!str 5", "5"),
        ("!!int '5'", 5),
        ("!!float 5", 5.0),
    ],
)
def test_scalars_follow_the_core_schema(text: str, value: Any) -> None:
    if text == "-":
        assert yaml("a:\n  -").root == {"a": [None]}
        return
    found = yaml(f"a: {text}").root["a"]
    assert found == value
    assert type(found) is type(value)


def test_keys_stay_as_they_are_written() -> None:
    text = "200: a\non: b\nnull: c\n1.50: d\n2024-01-01: e\ntrue: f\n"
    assert list(yaml(text).root) == ["200", "on", "null", "1.50", "2024-01-01", "true"]


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", (3, 1)),
        ("a:\n  200: 1\n  '200': 2\n", "duplicate-key", (3, 3)),
        ("a: 1\n---\nb: 2\n", "several-documents", (2, 1)),
        ("a: [1\nb: 2\n", "invalid-yaml", (2, 2)),
        ("a: 1\n\tb: 2\n", "invalid-yaml", (2, 1)),
        ("a: b\nc: \x07\n", "invalid-yaml", (2, 4)),
        ("a: *x\n", "invalid-yaml", (1, 4)),
        ("a: &x [1, *x]\n", "cyclic-alias", (1, 4)),
        ("a: !!python/object:os.system x\n", "unsupported-tag", (1, 4)),
        ("a: !!python/name:os.system\n", "unsupported-tag", (1, 4)),
        ("a: !Own {b: 1}\n", "unsupported-tag", (1, 4)),
        ("a: !!set {b, c}\n", "unsupported-tag", (1, 4)),
        ("a: !!int x\n", "invalid-yaml", (1, 4)),
        ("? [a]\n: 1\n", "invalid-key", (1, 3)),
        ("a: .inf\n", "not-json", (1, 4)),
        ("a: .NaN\n", "not-json", (1, 4)),
        ("a: 1e999\n", "not-json", (1, 4)),
        (f"a: {'9' * 10_000}\n", "number-too-long", (1, 4)),
        ("<<: 5\n", "invalid-merge", (1, 5)),
    ],
)
def test_what_is_refused_has_its_place(
    text: str, code: str, where: tuple[int, int]
) -> None:
    finding = refused(text)
    assert finding.code == code
    assert place(finding) == where


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n\t# note\nb: 2\n",
        "a: 1\n  \t\nb: 2\n",
        "a:\t1\nb:\t2\n",
        "a: 1\t# note\nb: 2\n",
        "{a: 1,\tb: 2}\n",
    ],
)
def test_l5_tabs_that_separate_or_indent_comments_are_spaces(text: str) -> None:
    assert yaml(text).root == {"a": 1, "b": 2}
    assert yaml(text).locate("/b")[0] == text.count("\n", 0, text.index("b")) + 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n\tb: 2\n", "a tab indents this line"),
        ("title: Pets: all\n", "a colon stands where no key can be"),
        ("a:\n  b: x\n   c: y\n", "this line is indented as a part of the text above"),
        ("a:\n  b:x\n  c: y\n", "this line is indented as a part of the text above"),
        (
            "a:\n  b: x\n c: y\n",
            "this line is no key of the mapping that begins in line 1",
        ),
        (
            "a:\n  - b\n  c: y\n",
            "this line is no item of the list that begins in line 2",
        ),
        ('a: "x\nb: "y"\n', "a text goes on behind its closing quotation mark"),
        ('a: "x" y\n', "a text goes on behind its closing quotation mark"),
        ("a: 'x\nb: y\n", "the quotation that begins in line 1 has no end"),
        ("a: {b: c\nd: e\n", "the bracket that opens in line 1 is not closed"),
        ("a: [b, c\n", "the bracket that opens in line 1 is not closed"),
        ("a: b\nc d\ne: f\n", "this line has no colon behind its key"),
        ("a: |x\n  y\n", "a text stands in the line of `|` or `>`"),
        ('a: "C:\\pets"\n', "a backslash in double quotes begins an escape"),
        ("a: *.example.com\n", "a text that begins"),
        ("a: *pets\n", "this names an anchor that the file does not have"),
        ("a: @pets\n", "a text that begins with this character must be quoted"),
        ("a: %20\n", "a text that begins with this character must be quoted"),
        ("a: - b\n", "an item of a list stands where none can be"),
        ("<<<<<<< HEAD\na: b\n=======\n", "the file has a conflict of a merge"),
    ],
)
def test_l6_faults_are_told_in_the_words_of_a_person(text: str, said: str) -> None:
    assert refused(text).message.startswith(said)


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_depth_is_bounded(opening: str) -> None:
    finding = refused(opening * 100_000)
    assert finding.code == "too-deep"
    assert str(MAX_DEPTH) in finding.message


def test_aliases_are_shared_and_merge_keys_merge() -> None:
    root = yaml("""
        base: &base {a: 1, b: 2}
        other: &other {b: 3, c: 4}
        one: {<<: *base, b: 9}
        both:
          <<: [*base, *other]
        same: *base
        quoted: {"<<": 1}
        """).root
    assert root["same"] is root["base"]
    assert root["one"] == {"a": 1, "b": 9}
    assert root["both"] == {"a": 1, "b": 2, "c": 4}
    assert root["quoted"] == {"<<": 1}


def test_merged_keys_and_repeated_texts_are_counted_before_they_are_made() -> None:
    keys = ", ".join(f"k{n}: 1" for n in range(1_000))
    merges = "".join(f"m{n}: {{<<: *id1}}\n" for n in range(200))
    assert refused(f"a: &id1 {{{keys}}}\n{merges}").code == "alias-bomb"
    texts = "".join(f"t{n}: *id1\n" for n in range(200))
    assert refused(f"a: &id1 {'x' * 100_000}\n{texts}").code == "alias-bomb"
    assert len(yaml(f"a: &id1 {'x' * 10_000}\n{texts}").root) == 201


def test_the_place_of_a_character_that_yaml_forbids_follows_accents() -> None:
    assert place(refused('a: "\u00e9\u00e9\u00e9\x01"')) == (1, 8)


def test_alias_bombs_are_refused_without_being_expanded() -> None:
    lines = ["a0: &a0 [x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 3)}]" for i in range(1, 17)]
    assert refused("\n".join(lines)).code == "alias-bomb"


@pytest.mark.parametrize(
    ("anchor", "aliases", "fits"),
    [("a", 50, True), ("a", 51, False), ("id001", 51, True), ("ref_0", 51, True)],
)
def test_the_number_of_aliases_that_a_person_named_is_bounded(
    anchor: str, aliases: int, fits: bool
) -> None:
    text = f"a: &{anchor} [x]\nb:\n" + f"  - *{anchor}\n" * aliases
    if fits:
        assert len(yaml(text).root["b"]) == aliases
    else:
        assert refused(text).code == "too-many-aliases"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_are_read(encoding: str) -> None:
    data = "a: é 😀\r\nb: 2\r\n".encode(encoding)
    assert load_bytes(data, "a.yaml", "/a.yaml").root == {"a": "é 😀", "b": 2}


def test_other_encodings_are_refused_with_their_place() -> None:
    finding = refused("a: 1\nb: caf\u00e9\n".encode("latin-1"))
    assert finding.code == "invalid-encoding"
    assert place(finding) == (2, 7)


def test_positions_are_those_of_keys_and_items() -> None:
    file = yaml("a:\n  b:\n    - x\n    - c/d: 1\nm: &m {n: 1}\no:\n  <<: *m\n")
    assert file.locate("") == (1, 1)
    assert file.locate("/a/b") == (2, 3)
    assert file.locate("/a/b/1") == (4, 7)
    assert file.locate("/a/b/1/c~1d") == (4, 7)
    assert file.locate("/a/b/7/nowhere") == (2, 3)
    assert file.locate("/o/n") == (5, 8)


def test_the_garbage_collector_runs_afterwards() -> None:
    assert gc.isenabled()
    yaml("a: 1")
    refused("a: [")
    assert gc.isenabled()


def test_values_equal_those_of_pyyaml_where_versions_agree() -> None:
    text = "a: [1, two, 3.5, {b: 'c', d: null}]\ne: |\n  x\n  y\nf: >\n  p\n  q\n"
    assert yaml(text).root == pyyaml.safe_load(text)
