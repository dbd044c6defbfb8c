"""Slips of structure end in a package or in an error, never in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from .mutants import import_all, mutate, read, run, sources

SHARDS = 6
EACH = 10


@pytest.mark.parametrize("shard", range(SHARDS))
def test_mutants(shard: int) -> None:
    seeds = range(shard * EACH, (shard + 1) * EACH)
    faults = [outcome for outcome in run(seeds) if outcome.is_fault]
    assert not faults, faults[0]


def test_mutants_are_reproducible_and_differ_from_their_document() -> None:
    document = read(sources()[0])
    mutants = [mutate(document, seed) for seed in range(50)]
    assert mutants == [mutate(document, seed) for seed in range(50)]
    assert sum(mutant != document for mutant in mutants) > 40


def test_a_package_that_does_not_import_is_a_fault(tmp_path: Path) -> None:
    assert import_all(tmp_path, "raise ValueError")[0] == "does not import"
    assert import_all(tmp_path, "import time; time.sleep(60)", 2)[0] == "hang on import"
    assert import_all(tmp_path, "")[0] == "written"
