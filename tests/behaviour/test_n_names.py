"""N1, N2, N3: names do not collide, do not move, and are valid everywhere."""

from __future__ import annotations

import ast
import keyword
from pathlib import Path
from typing import Any

import pytest
from regen.pipeline import Package, generate

from tests.golden import cases
from tests.support import build_package, client, load, operations

SILENT = {"204": {"description": "Done"}}


@pytest.fixture(scope="module")
def collisions(tmp_path_factory: pytest.TempPathFactory) -> Package:
    folder = tmp_path_factory.mktemp("collisions")
    return build_package(folder, cases.document("n01_collisions"))


def names_of(package: Package) -> dict[str, str]:
    """Key of each component -> its class."""
    found = package.manifest.names["declarations"].items()
    return {pointer.rpartition("/")[2]: name for pointer, (_, name) in found}


def test_n1_no_two_modules_are_one_file_where_case_is_ignored(
    collisions: Package,
) -> None:
    files = [path.casefold() for path in collisions.files]
    assert len(files) == len(set(files))
    assert len({path for path in files if path.startswith("models/")}) == 12


def test_n1_every_name_that_a_template_uses_stays_free(collisions: Package) -> None:
    """A class, attribute or function never hides what its own module imports."""
    for path, text in collisions.files.items():
        if path.startswith(("models/", "operations/")) and "__init__" not in path:
            tree = ast.parse(text)
            imported = {
                alias.asname or alias.name
                for node in tree.body
                if isinstance(node, ast.ImportFrom)
                for alias in node.names
            }
            own = [
                n for n in tree.body if isinstance(n, ast.ClassDef | ast.FunctionDef)
            ]
            assert imported.isdisjoint(node.name for node in own), path
            for node in own:
                fields = {
                    item.target.id
                    for item in node.body
                    if isinstance(item, ast.AnnAssign)
                    and isinstance(item.target, ast.Name)
                }
                assert imported.isdisjoint(fields), path


def test_n1_renamed_things_keep_their_wire_names(collisions: Package) -> None:
    generate(collisions)
    api = load(collisions.folder)
    item = {"petId": "a", "pet_id": "b", "PetId": 3}
    assert api.models.Item.from_dict(item, strict=True).to_dict() == item
    plain = {"client": "a", "class": "b", "_private": "c", "__init__": "d"}
    assert api.models.Client.from_dict(plain).to_dict() == plain
    plain = {"field": "a", "dataclass": "b"}
    assert api.models.ModelSchema.from_dict(plain).to_dict() == plain
    paths = {function.call().path for function in vars(operations(api)).values()}
    assert paths == {"/a", "/b", "/c"}


def test_n1_renaming_is_reported(collisions: Package) -> None:
    messages = [d.message for d in collisions.diagnostics if d.code == "renamed"]
    text = "\n".join(messages)
    for place in ("Foo-Bar", "schemas/Literal", "petId", "getUser"):
        assert place in text


def parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "string"}}


def test_n2_pinned_names_stay_when_a_rival_appears(tmp_path: Path) -> None:
    get_user: dict[str, Any] = {
        "operationId": "getUser",
        "parameters": [parameter("petId")],
        "responses": SILENT,
    }
    first: dict[str, Any] = {
        "paths": {"/b": {"get": get_user}},
        "components": {
            "schemas": {
                "foo-bar": {
                    "type": "object",
                    "properties": {"petId": {"type": "string"}},
                },
                "state": {"type": "string", "enum": ["a-b"]},
            }
        },
    }
    package = build_package(tmp_path, first, package="pinned")
    generate(package)
    old = package.manifest.names
    assert names_of(package) == {"foo-bar": "FooBar", "state": "State"}
    schemas = first["components"]["schemas"]
    get_user["parameters"].insert(0, parameter("pet_id"))
    schemas["FooBar"] = {"type": "object", "properties": {"b": {"type": "string"}}}
    schemas["foo-bar"]["properties"]["pet_id"] = {"type": "string"}
    schemas["State"] = {"type": "string", "enum": ["x"]}
    schemas["state"]["enum"] = ["a b", "a-b"]
    first["paths"] = {
        "/a": {"get": {"operationId": "get_user", "responses": SILENT}},
        **first["paths"],
    }
    package = build_package(tmp_path, first, package="pinned")
    found = names_of(package)
    assert (found["foo-bar"], found["state"]) == ("FooBar", "State")
    assert len(set(found.values())) == 4
    for section, values in old.items():
        for key, value in values.items():
            now = package.manifest.names[section][key]
            if isinstance(value, dict):
                assert value.items() <= now.items(), (section, key)
            else:
                assert now == value, (section, key)


def test_n3_names_are_valid_short_and_stable(tmp_path: Path) -> None:
    document = cases.document("n03_names")
    package = build_package(tmp_path / "a", document)
    modules = [Path(p).stem for p in package.files if p.startswith("models/")]
    assert all(m.isascii() and m.isidentifier() and len(m) <= 60 for m in modules)
    classes = names_of(package).values()
    assert all(name.isidentifier() and len(name) <= 80 for name in classes)
    assert not any(keyword.iskeyword(name) for name in classes)
    long = [key for key in names_of(package) if key.startswith("AVery")]
    assert len({names_of(package)[key] for key in long}) == 2
    del document["components"]["schemas"][long[0]]
    other = build_package(tmp_path / "b", document)
    assert names_of(other)[long[1]] == names_of(package)[long[1]]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return client(tmp_path_factory.mktemp("odd"), cases.document("n03_names"))


def wire_names(schema: str) -> dict[str, Any]:
    """A value for each property of a schema."""
    document = cases.document("n03_names")["components"]["schemas"]
    return {
        wire: 1 if property["type"] == "integer" else "x"
        for wire, property in document[schema]["properties"].items()
    }


def test_n3_every_model_can_be_imported(odd: Any) -> None:
    for name in odd.models.__all__:
        getattr(odd.models, name)


@pytest.mark.parametrize(
    ("key", "name"), [("Odd", "Odd"), ("3DModel", "Schema3DModel")]
)
def test_n3_odd_names_keep_their_wire_names(odd: Any, key: str, name: str) -> None:
    plain = wire_names(key)
    value = getattr(odd.models, name).from_dict(plain, strict=True)
    assert value.to_dict() == plain


def test_n3_two_models_with_the_same_wire_name_outside_ascii(tmp_path: Path) -> None:
    model = {"type": "object", "properties": {"Größe": {"type": "string"}}}
    api = client(tmp_path, {"components": {"schemas": {"One": model, "Two": model}}})
    for found in (api.models.One, api.models.Two):
        value = found.from_dict({"Größe": "x"}, strict=True)
        assert value.größe == "x"
        assert value.to_dict() == {"Größe": "x"}
