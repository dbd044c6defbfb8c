"""Some of the tries of `python -m tests.hostile.positions`."""

from __future__ import annotations

import pytest

from . import positions
from .test_payloads import PAYLOADS


@pytest.mark.parametrize("seed", range(4))
def test_payloads_stay_text_wherever_they_stand(seed: int) -> None:
    for attempt in positions.tries(25, seed):
        result = positions.outcome(attempt)
        assert positions.is_right(result), (attempt, result)


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
