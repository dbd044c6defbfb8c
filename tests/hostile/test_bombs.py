"""Some bombs of `python -m tests.hostile.bombs`, another sample for each seed."""

from __future__ import annotations

import os
import random
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("limits of POSIX", allow_module_level=True)

from .bombs import BOMBS
from .bombs.judging import MEGABYTES, explode
from .bombs.making import Bomb, Files

SEED = int(os.environ.get("REGEN_SEED", "0"))
"""Which sample; a workflow gives the number of its run."""

SAMPLE = 14

QUICK = (
    "aliases",
    "all_of_product",
    "deep_json",
    "flow_lists",
    "long_key",
    "merge_keys",
    "overlay_that_copies",
    "reference_through_itself",
    "scalar_aliases",
)
"""Those that once took all memory or time, and end at once."""


BUSY = (
    *("pattern", "references_", "reference_of", "pointers_through", "many_empty"),
    *("_dag", "_chain", "_children", "all_of_each", "many_remarks", "of_filters"),
)
"""In the names of those that keep a process for as long as they may."""


def chosen() -> list[Bomb]:
    quick = [bomb for bomb in BOMBS if bomb.name in QUICK]
    assert len(quick) == len(QUICK)
    others = [
        bomb
        for bomb in BOMBS
        if bomb.name not in QUICK and not any(word in bomb.name for word in BUSY)
    ]
    return quick + random.Random(SEED).sample(others, SAMPLE)


@pytest.mark.timeout(1_500)
@pytest.mark.parametrize("bomb", chosen(), ids=lambda bomb: bomb.name)
def test_bombs(bomb: Bomb) -> None:
    verdict = explode(bomb)
    assert not verdict.fault, verdict


def test_each_bomb_has_a_name_of_its_own() -> None:
    assert len({bomb.name for bomb in BOMBS}) == len(BOMBS) > 250


def test_what_takes_too_much_is_a_fault() -> None:
    def large() -> Files:
        return {"openapi.json": "[" * 900_000}

    small = explode(Bomb("small", lambda: {"openapi.json": "{}"}))
    assert not small.fault
    assert "error[not-openapi]" in small.told
    assert 0 < small.cpu < 10
    assert 10 < small.megabytes < MEGABYTES
    assert not explode(Bomb("large", large)).fault
