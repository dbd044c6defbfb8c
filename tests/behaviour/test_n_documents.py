"""N4, N5, N8: trees of files, chosen operations, webhooks and callbacks."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from regen.config import Selection, from_flags
from regen.pipeline import Package, build, generate

from tests.golden import cases
from tests.runtime.server import Server, answer
from tests.support import build_package, client, load, operations


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The case of a document in several files."""
    folder = tmp_path_factory.mktemp("tree")
    source = cases.HERE / "n04_references" / "openapi.yaml"
    package = build(from_flags((source,), folder, package="tree_client"))
    generate(package)
    return load(package.folder)


def test_n4_schemas_of_other_files_are_models(tree: Any) -> None:
    assert sorted(tree.models.__all__) == ["Address", "Problem", "User"]
    plain = {"id": "a", "address": {"street": "s", "resident": {"id": "b"}}}
    user = tree.models.User.from_dict(plain, strict=True)
    assert isinstance(user.address.resident, tree.models.User)
    assert user.to_dict() == plain


def test_n4_path_items_and_references_into_paths(tree: Any) -> None:
    call = operations(tree).get_user.call("a/b")
    assert (call.method, call.path) == ("GET", "/users/a%2Fb")
    call = operations(tree).list_friends.call("a")
    assert call.path == "/users/a/friends"
    assert call.results == {200: list[tree.models.User]}
    assert call.errors["default"].content is tree.models.Problem


def test_n4_missing_and_double_operation_ids_lose_nothing(tmp_path: Path) -> None:
    api = client(tmp_path, cases.document("n04_operation_ids"))
    calls = set()
    for operation in vars(operations(api)).values():
        takes_id = "user_id" in operation.__annotations__
        call = operation.call("x") if takes_id else operation.call()
        calls.add((call.method, call.path))
    assert calls == {
        ("GET", "/users"),
        ("POST", "/users"),
        ("PUT", "/users/x"),
        ("DELETE", "/users/x"),
        ("GET", "/untagged/x"),
    }


def selected(folder: Path, **options: Any) -> Package:
    return build_package(folder, cases.document("n05_selection"), **options)


def functions(package: Package) -> set[str]:
    places = package.manifest.names["operations"].values()
    return {place.partition(".")[2] for place in places}


def models(package: Package) -> set[str]:
    return {name for _, name in package.manifest.names["declarations"].values()}


@pytest.mark.parametrize(
    ("options", "wanted", "needed"),
    [
        (
            {"include": Selection(tags=("Pets",))},
            {"list_pets", "delete_pet"},
            {"Pet", "Owner"},
        ),
        ({"include": Selection(paths=("/users*",))}, {"list_users"}, {"User"}),
        ({"include": Selection(operations=("deletePet",))}, {"delete_pet"}, set()),
        (
            {"exclude": Selection(tags=("Users",), operations=("delete*",))},
            {"list_pets"},
            {"Pet", "Owner"},
        ),
        (
            {"prune": True},
            {"list_pets", "delete_pet", "list_users"},
            {"Pet", "Owner", "User"},
        ),
        (
            {"include": Selection(tags=("Pets",)), "prune": False},
            {"list_pets", "delete_pet"},
            {"Pet", "Owner", "User", "Unused"},
        ),
    ],
)
def test_n5_only_what_is_chosen(
    tmp_path: Path, options: Any, wanted: set[str], needed: set[str]
) -> None:
    package = selected(tmp_path, **options)
    assert functions(package) == wanted
    assert models(package) == needed


def test_n8_webhooks_and_callbacks_are_decoded(tmp_path: Path) -> None:
    api = client(tmp_path, cases.document("n08_webhooks_and_callbacks"))
    webhooks = importlib.import_module(f"{api.__name__}.webhooks")
    pet = webhooks.new_pet(b'{"name": "Rex"}')
    assert (type(pet).__name__, pet.name) == ("Pet", "Rex")
    event = webhooks.subscribe_on_event('{"event": "born"}')
    assert (type(event).__name__, event.event) == ("SubscribeOnEventPayload", "born")


def test_n10_two_methods_of_one_path_share_an_id(tmp_path: Path) -> None:
    """Both are called over a real connection."""
    done = {"operationId": "handle", "responses": {"204": {"description": "Done"}}}
    api = client(tmp_path, {"paths": {"/a": {"get": done, "post": done}}})
    with Server([answer(204)]) as server:
        with api.Client(base_url=server.url, retries=0) as own:
            for name in ("handle", "handle_post_a"):
                assert getattr(operations(api), name)(own) is None
        assert [request.method for request in server.requests] == ["GET", "POST"]


def test_n11_ids_of_a_framework_give_the_function_alone(tmp_path: Path) -> None:
    def made(name: str) -> dict[str, Any]:
        content = {"application/json": {"schema": {"enum": ["a", "b"]}}}
        ok = {"description": "", "content": content}
        return {"operationId": name, "tags": ["a"], "responses": {"200": ok}}

    paths = {
        "/items/{id}": {"get": made("read_items__id__get")},
        "/things": {"get": made("list_things_get"), "post": made("list_things_post")},
    }
    api = client(tmp_path, {"paths": paths})
    found = set(vars(operations(api)))
    assert {"read", "list_things_get", "list_things_post"} <= found
    assert api.models.ReadResponse


def test_n11_functions_of_a_framework_are_told_apart_by_their_tags(
    tmp_path: Path,
) -> None:
    def made(name: str, kind: str, *tags: str) -> dict[str, Any]:
        schema = {"type": "object", "properties": {"a": {"type": kind}}}
        content = {"application/json": {"schema": schema}}
        ok = {"description": "", "content": content}
        return {"operationId": name, "tags": [*tags], "responses": {"200": ok}}

    paths = {
        "/pets": {"get": made("find_pets_get", "string", "pets")},
        "/shops": {"get": made("find_shops_get", "integer", "shops")},
        "/v2/pets": {"get": made("read_v2_pets_get", "string", "more")},
        "/v3/pets": {"get": made("read_v3_pets_get", "string", "more")},
    }
    api = client(tmp_path, {"paths": paths})
    functions = {
        tag: {*vars(importlib.import_module(f"{api.__name__}.operations.{tag}"))}
        for tag in ("pets", "shops", "more")
    }
    assert "find" in functions["pets"] & functions["shops"]
    assert {"read_v2_pets_get", "read_v3_pets_get"} <= functions["more"]
    calls = [
        importlib.import_module(f"{api.__name__}.operations.{tag}").find.call()
        for tag in ("pets", "shops")
    ]
    assert calls[0].results[200] is not calls[1].results[200]
