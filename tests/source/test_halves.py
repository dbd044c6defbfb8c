"""A text read in halves gives what it gives as a whole, or is not read in halves."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regen.diagnostics import RegenError
from regen.source import yaml_nodes
from regen.source.ahead import LARGE, Ahead
from regen.source.halves import halves, whole
from regen.source.load import load_file
from regen.source.text import decode


def built(text: str) -> Any:
    """The value of a text, or the code of what is wrong with it."""
    try:
        return yaml_nodes.build(yaml_nodes.compose(text, "x"), "x", text)
    except RegenError as fault:
        return fault.diagnostics[0].code


def in_halves(text: str) -> Any:
    """The value from both halves; `None` if the text is not to be read so."""
    parts = halves(text)
    return whole(*map(built, parts)) if parts else None


PLAIN = "a: {x: 1}\nb:\n  - 1\n  - two\nc: |\n  text\n\n  more\n\nd: e\n  f\n"


def test_a_plain_text_is_read_in_halves() -> None:
    assert in_halves(PLAIN) == built(PLAIN)
    assert in_halves(PLAIN) is not None
    assert list(in_halves(PLAIN)) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    "text",
    [
        "a: 'one\nb: two'\n",
        'a: "one\n\nb: two"\n',
        "a: [1,\nb: 2]\n",
        "a: {c: 1,\nb: 2}\n",
        "- one\n- two\nb: three\n",
        "'abc'\nb: c\n",
        "a: 1\na: 2\n",
        "a: &x 1\nb: *x\n",
        "a: [1]\nb: *x\n",
        "  a: 1\nb: 2\n",
        "# a\n\n  a: 1\nb: 2\n",
        "---\na: 1\nb: 2\n",
        "a: 1\n---\nb: 2\n",
        "a: 1\n...\nb: 2\n",
        "%YAML 1.2\na: 1\nb: 2\n",
        "a: long text without another key at the margin\n",
        "b: 1\nc: long text behind a key that comes too early\n",
        "",
    ],
)
def test_a_text_that_cannot_be_split_is_not(text: str) -> None:
    assert in_halves(text) is None


LINES = (
    *("a: 1", "b: [x,", "c: y]", "d: {", "e: f}", "g: 'h", "i: j'", 'k: "l', 'm: n"'),
    *("o: |", "  p: q", "r: >-", "  - s", "- t", "# u: v", "", "w:", "  x: y", "? z"),
    *(": a", "'b': c", "d : e", "f:\tg", "h: i:", "j: k #", "---", "l: &m n", "o: *m"),
    *("    p", "q: r\r", "s:  t", "u\nv: w", "<<: {x: y}", "z: {", "}"),
)


@given(st.lists(st.sampled_from(LINES), max_size=9).map(lambda lines: [*lines, ""]))
def test_any_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = in_halves(text)
    if found is not None:
        assert found == built(text)
        assert list(found) == list(built(text))


CORPUS = os.environ.get("REGEN_CORPUS", "")


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS, reason="REGEN_CORPUS is not set")
def test_real_documents() -> None:
    split = 0
    for path in sorted(Path(CORPUS).rglob("*.y*ml")):
        if not 10_000 < path.stat().st_size < 600_000:
            continue
        try:
            text = decode(path.read_bytes(), path.name)
        except RegenError:
            continue
        found = in_halves(text)
        if found is not None:
            split += 1
            assert found == built(text), path
            assert list(found) == list(built(text)), path
    assert split > 20


def test_ahead_reads_what_is_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "api.yaml"
    filling = "".join(f"  k{number}: some text\n" for number in range(4_000))
    path.write_text(f"a:\n{filling}b:\n{filling}", encoding="utf-8")
    (ahead,), plain = Ahead([path]).read(), load_file(path)
    assert (ahead.root, ahead.digest) == (plain.root, plain.digest)
    assert ahead.locate("/b/k7") == plain.locate("/b/k7")


@pytest.mark.parametrize("name", ["api.json", "api.yaml", "api.md"])
def test_ahead_reads_what_has_no_halves(tmp_path: Path, name: str) -> None:
    text = json.dumps(
        {"openapi": "3.1.0", "a": {f"k{n}": "x" * 9 for n in range(9_999)}}
    )
    if name.endswith(".md"):
        text = f"# A page\n\n```json\n{text}\n```\n"
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert path.stat().st_size > LARGE
    (ahead,), plain = Ahead([path]).read(), load_file(path)
    assert (ahead.root, ahead.digest) == (plain.root, plain.digest)
    assert ahead.locate("/a/k7") == plain.locate("/a/k7")


def test_a_fault_is_located_in_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "api.yaml"
    filling = "".join(f"  k{number}: some text\n" for number in range(4_000))
    path.write_text(f"a:\n{filling}b:\n{filling}  k7: twice\n", encoding="utf-8")
    with pytest.raises(RegenError) as caught:
        Ahead([path]).read()
    place = caught.value.diagnostics[0].location
    assert place is not None
    assert place.line == 8_003
