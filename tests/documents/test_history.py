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
from regen.compare import Change, Severity
from regen.config import from_flags
from regen.pipeline import analyse
from regen.source.validate import validator_process

from tests.documents import consumer, history, revising
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
    assert sorted(line.partition(":")[0] for line in unsaid) == [
        "models.PetKind",
        "models.PetKind",
        "operations.pet.get_pet",
    ]


def zoo(*modules: str) -> dict[str, Any]:
    """A document with an operation for each tag."""
    document = shop("cat")
    (call,) = document["paths"]["/pet"].values()
    call["parameters"] = [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    ]
    document["paths"] = {
        f"/{name}/{{id}}": {
            "get": {**call, "operationId": f"get_{name}", "tags": [name]}
        }
        for name in modules
    }
    return document


def lived_through(
    documents: list[Any], folder: Path
) -> tuple[history.Step, Path, Path]:
    """The second step of a history, and the packages before and after it."""
    for number, document in enumerate(documents):
        (revision,) = written([document], folder / f"{number}")
        if number:
            shutil.copytree(folder / "life" / "client", folder / "before" / "client")
        (step,) = history.lives([revision], folder)
    return step, folder / "before" / "client", folder / "life" / "client"


def test_l1_what_a_client_has_stands_for_its_functions(tmp_path: Path) -> None:
    """A module that is gone is gone as an attribute of the client and as a class."""
    _, before, after = lived_through([zoo("cats", "dogs"), zoo("dogs")], tmp_path)
    found = list(consumer.griffe_says(before, after))
    assert {each.subject for each in found} == {"operations.cats.get_cats"}
    assert {each.text.rpartition(" ")[2] for each in found} == {
        "client.operations.cats",
        "client.client.Client.cats",
        "client.client.AsyncClient.cats",
    }
    found = list(consumer.mypy_says(before, after, tmp_path / "c"))
    assert {each.subject for each in found} == {"operations.cats.get_cats"}
    assert any('"AsyncClient" has no attribute "cats"' in each.text for each in found)


def test_l1_a_function_that_leaves_its_module_leaves_the_class(tmp_path: Path) -> None:
    both, one = zoo("cats", "dogs"), zoo("cats", "dogs")
    one["paths"]["/dogs/{id}"]["get"]["tags"] = ["cats"]
    both["paths"]["/toys"] = {"post": {"tags": ["dogs"], "responses": {}}}
    one["paths"]["/toys"] = both["paths"]["/toys"]
    _, before, after = lived_through([both, one], tmp_path)
    found = list(consumer.griffe_says(before, after))
    assert {each.subject for each in found} == {"operations.dogs.get_dogs"}
    assert any("DogsResource.get_dogs" in each.text for each in found)
    moved = Change(
        "function-moved",
        Severity.BREAKING,
        "operations.cats.get_dogs",
        "was operations.dogs.get_dogs; imports from there fail",
    )
    assert list(consumer.missed(found, [moved])) == []


def test_l1_what_is_sent_is_constructed(tmp_path: Path) -> None:
    """mypy finds that a class can no longer be made of what it was made of."""
    documents = [shop("cat"), shop("cat")]
    for kind, document in zip(("string", "integer"), documents, strict=True):
        schema = {"type": "object", "properties": {"a": {"type": kind}}}
        body = {"content": {"application/json": {"schema": schema}}}
        document["paths"]["/pet"]["put"] = {"requestBody": body, "responses": {}}
    _, before, after = lived_through(documents, tmp_path)
    found = [each.text for each in consumer.mypy_says(before, after, tmp_path / "c")]
    assert any('Argument "a" to "PutPetRequest"' in text for text in found)


def test_l1_pages_that_are_gone_are_seen(tmp_path: Path) -> None:
    documents = [shop("cursor"), shop("cursor")]
    for document in documents:
        answer = document["paths"]["/pet"]["get"]["responses"]["200"]
        items = {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}
        properties = {"next": {"type": "string"}, "items": items}
        (content,) = answer["content"].values()
        content["schema"] = {"type": "object", "properties": properties}
    pages = {
        "style": "cursor",
        "parameter": "cursor",
        "next": "/next",
        "items": "/items",
    }
    documents[0]["paths"]["/pet"]["get"]["x-regen-pagination"] = pages
    step, before, after = lived_through(documents, tmp_path)
    found = [each.text for each in consumer.mypy_says(before, after, tmp_path / "c")]
    assert step.faults == []
    assert any('no attribute "items"' in text for text in found)
    assert list(consumer.mypy_says(before, before, tmp_path / "c")) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_l1_an_invented_history(seed: int, tmp_path: Path) -> None:
    (document,) = written([zoo("cats", "dogs", "birds")], tmp_path / "document")
    folder = tmp_path / "all"
    assert (
        revising.main([str(document), str(folder), f"--seed={seed}", "--steps=4"]) == 0
    )
    found = history.revisions(folder, folder)
    assert len({path.read_text() for path in found}) > 2
    steps = list(history.lives(found, tmp_path, 4))
    assert [step.faults for step in steps] == [[]] * 5


def test_l1_a_type_that_moves_is_seen(tmp_path: Path) -> None:
    """A place that says what it said has the classes that it had."""
    (path,) = written([shop("cat", "dog")], tmp_path / "all")
    config = from_flags((path,), tmp_path, "client")
    with validator_process():
        known = analyse(config)
        pinned = known.names.to_pins()
        place = "/components/schemas/Pet/properties/kind"
        pinned["declarations"][place] = ["sort", "Sort"]
        other = analyse(config, pinned)
    found = sorted({line.partition(" {")[0] for line in history._moved(known, other)})
    assert found == [
        f"class {place}",
        f"class {place}: PetKind is Sort",
        "type Pet kind",
    ]


def test_l1_a_step_says_what_must_not_happen() -> None:
    step = history.Step("1", "", 2, 1, 0, 3, 0, same=False, moved=["a"], missed=["b"])
    assert len(step.faults) == 5
