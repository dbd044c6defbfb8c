"""Some of the tries of `python -m tests.hostile.positions`."""

from __future__ import annotations

from pathlib import Path

import pytest
from regen.config import Project
from regen.diagnostics import RegenError

from tests.support import build_package

from . import positions
from .pages import MARKUP, fault_in
from .test_payloads import CANARY, PAYLOADS, document


@pytest.mark.parametrize("seed", range(4))
def test_payloads_stay_text_wherever_they_stand(seed: int) -> None:
    for attempt in positions.tries(25, seed):
        result = positions.outcome(attempt)
        assert positions.is_right(result), (attempt, result)


def test_payloads_stay_text_in_the_files_around_a_package() -> None:
    for attempt in positions.tries(25, 0, positions.TEXTS):
        result = positions.outcome_for_pages(attempt)
        assert positions.is_right(result), (attempt, result)


@pytest.mark.parametrize("text", MARKUP.values(), ids=MARKUP)
def test_markup_stays_text_in_each_place(tmp_path: Path, text: str) -> None:
    whole = document(text) | {"info": {"title": text, "version": text}}
    try:
        settings = Project(reference=True)
        package = build_package(tmp_path, whole, package="tried", project=settings)
    except RegenError:
        return
    assert not fault_in(package.project, {})


@pytest.mark.parametrize(
    ("path", "more"),
    [
        *(("README.md", MARKUP[name]) for name in ("script", "handler", "comment")),
        ("docs/index.md", MARKUP["definition"]),
        ("docs/index.md", "[x](other.md)"),
        ("README.md", f"```python\n{CANARY}()\n```\n"),
        ("pyproject.toml", "[tool.evil]\nx = 1"),
        ("mkdocs.yml", "hooks: [evil.py]"),
    ],
)
def test_a_file_that_was_wrong_would_be_found(
    tmp_path: Path, path: str, more: str
) -> None:
    settings = Project(reference=True)
    usual = build_package(tmp_path, {}, package="tried", project=settings).project
    assert not fault_in(usual, {})
    assert path in fault_in({**usual, path: f"{usual[path]}\n\n{more}\n"}, usual)


def test_positions_are_keys_and_values_of_all_documents() -> None:
    found = positions.positions()
    assert len(found) > 1_000
    assert {True, False} == {position.is_key for position in found}


def test_a_payload_stands_where_it_should() -> None:
    where = positions.Position("n07_basics", ("info", "title"), is_key=False)
    text = PAYLOADS["double quote"]
    taken = positions.document_of(positions.Try(where, "double quote", follows=False))
    assert taken["info"]["title"] == text
    where = positions.Position("n07_basics", ("info", "title"), is_key=True)
    after = positions.document_of(positions.Try(where, "double quote", follows=True))
    assert f"title{text}" in after["info"]
