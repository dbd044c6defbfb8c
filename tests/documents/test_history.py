"""Documents that change: a part of what `python -m tests.documents.history` asks.

`REGEN_HISTORIES` may name a folder with archives of revisions; the first steps of each
are lived through here, all of them by the command.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.documents import consumer, history
from tests.naming.evolving import Author

ARCHIVES = sorted(Path(os.environ.get("REGEN_HISTORIES", "nowhere")).glob("*.tar.*"))


def written(documents: list[Any], folder: Path) -> list[Path]:
    """The documents as the revisions of a history."""
    folder.mkdir()
    for number, document in enumerate(documents):
        (folder / f"{number:03}.json").write_text(json.dumps(document, indent=1))
    return history.revisions(folder, folder)


def grown(seed: int) -> list[Any]:
    """A random document and its changes."""
    author = Author(seed)
    documents = [author.document()]
    for _ in range(3):
        documents.append(author.change(documents[-1])[1])
    return documents


@pytest.mark.parametrize("seed", [1, 2])
def test_l1_nothing_moves_and_nothing_is_missed(seed: int, tmp_path: Path) -> None:
    steps = list(history.lives(written(grown(seed), tmp_path / "all"), tmp_path, 1))
    assert len(steps) == 4
    assert [step.faults for step in steps] == [[]] * 4
    assert any(step.package for step in steps)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda path: path.name)
def test_l1_the_first_steps_of_a_history(archive: Path, tmp_path: Path) -> None:
    found = history.revisions(archive, tmp_path / "all")[:3]
    for step in history.lives(found, tmp_path):
        assert step.faults == [], step.revision


def shop(*kinds: str) -> dict[str, Any]:
    """A document with one operation, one model and one enum."""
    pet = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string", "enum": list(kinds)}},
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}
    get = {
        "operationId": "getPet",
        "parameters": [
            {"name": kind, "in": "query", "schema": {"type": "string"}}
            for kind in kinds
        ],
        "responses": {"200": {"description": "", "content": content}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "https://shop.test"}],
        "paths": {"/pet": {"get": get}},
        "components": {"schemas": {"Pet": pet}},
    }


def test_l1_the_judges_see_what_breaks(tmp_path: Path) -> None:
    old, new = written([shop("cat", "dog"), shop("cat")], tmp_path / "all")
    list(history.lives([old], tmp_path))
    life, before = tmp_path / "life" / "client", tmp_path / "before" / "client"
    shutil.copytree(life, before)
    (step,) = history.lives([new], tmp_path)
    assert step.faults == []
    by_griffe = {found.subject for found in consumer.griffe_says(before, life)}
    by_mypy = {
        found.subject for found in consumer.mypy_says(before, life, tmp_path / "c")
    }
    assert by_griffe == by_mypy == {"operations.pet.get_pet", "models.PetKind"}
    unsaid = list(consumer.missed(consumer.griffe_says(before, life), ()))
    assert [line.partition(":")[0] for line in unsaid] == [
        "operations.pet.get_pet",
        "models.PetKind",
        "models.PetKind",
    ]


def test_l1_a_step_says_what_must_not_happen() -> None:
    step = history.Step("1", "", 2, 1, 0, 3, 0, same=False, moved=["a"], missed=["b"])
    assert len(step.faults) == 5
