"""N1, N2, N3: names do not collide, do not move, and are valid everywhere."""

from __future__ import annotations

import ast
import importlib
import keyword
from pathlib import Path
from typing import Any

import pytest
from regen.pipeline import Package, generate

from tests.golden import cases
from tests.support import build_package, client

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
            own = [n for n in tree.body if isinstance(n, ast.ClassDef | ast.FunctionDef)]
            assert imported.isdisjoint(node.name for node in own), path
            for node in own:
                fields = {
                    item.target.id
                    for item in node.body
                    if isinstance(item, ast.AnnAssign)
                    and isinstance(item.target, ast.Name)
                }
                assert imported.isdisjoint(fields), path


def test_n1_renamed_things_keep_their_wire_names(tmp_path: Path) -> None:
    api = client(tmp_path, cases.document("n01_collisions"))
    for name in api.models.__all__:
        assert api.decode(getattr(api.models, name), None) is None
    item = {"petId": "a", "pet_id": "b", "PetId": 3}
    assert api.models.Item.from_dict(item, strict=True).to_dict() == item
    plain = {"client": "a", "class": "b", "_private": "c", "__init__": "d"}
    assert api.models.Client.from_dict(plain).to_dict() == plain
    plain = {"field": "a", "dataclass": "b"}
    assert api.models.ModelSchema.from_dict(plain).to_dict() == plain
    assert {f.call().path for f in map(operation(api), api.operations.__all__) if f} == {
        "/a",
        "/b",
        "/c",
    }


def operation(api: Any) -> Any:
    def found(name: str) -> Any:
        value = getattr(api.operations, name)
        return value if hasattr(value, "call") else None

    return found


def test_n1_renaming_is_reported(collisions: Package) -> None:
    messages = [d.message for d in collisions.diagnostics if d.code == "renamed"]
    text = "\n".join(messages)
    for place in ("Foo-Bar", "schemas/Literal", "petId", "getUser"):
        assert place in text


def test_n2_pinned_names_stay_when_a_rival_appears(tmp_path: Path) -> None:
    first = {
        "paths": {
            "/b": {"get": {"operationId": "getUser", "responses": SILENT}},
        },
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
    schemas: dict[str, Any] = first["components"]["schemas"]  # type: ignore[assignment]
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
    text = package.files["models/foo_bar.py"]
    assert "pet_id: str | None = field(default=None" in text or "petId" not in text
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


def test_n3_odd_names_keep_their_wire_names(tmp_path: Path) -> None:
    document = cases.document("n03_names")
    api = client(tmp_path, document)
    for name in api.models.__all__:
        importlib.import_module(f"{api.__name__}.models")
        getattr(api.models, name)
    for key, name in (("Odd", "Odd"), ("3DModel", "Schema3DModel")):
        listed = document["components"]["schemas"][key]["properties"]
        plain = {
            wire: 1 if schema["type"] == "integer" else "x"
            for wire, schema in listed.items()
        }
        value = getattr(api.models, name).from_dict(plain, strict=True)
        assert value.to_dict() == plain
