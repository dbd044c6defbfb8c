"""SECURITY.md promises what tests hold: each promise names some that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def promises() -> list[str]:
    """The items of the section that says what is promised."""
    section = TEXT.partition("## What is promised")[2]
    return re.findall(r"(?ms)^- (.*?)(?=^- |\n\n|\Z)", section)


def test_each_promise_names_its_tests() -> None:
    assert len(promises()) > 10
    for promise in promises():
        assert re.search(r"`tests/\S+`", promise), promise


def test_the_tests_exist() -> None:
    for name in re.findall(r"`(tests/\S+)`", TEXT):
        assert (ROOT / name).exists(), name
