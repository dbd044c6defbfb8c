"""References to other files: what is moved where, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from regen.diagnostics import RegenError
from regen.source.load import default_root_folder, read

from .building import HEAD, bundled_tree, codes, place

OPERATION = """
paths:
  /pets:
    get:
      responses:
        '200':
          description: x
          content: {application/json: {schema: {$ref: %s}}}
"""


def schema_of(root: dict[str, Any]) -> Any:
    response = root["paths"]["/pets"]["get"]["responses"]["200"]
    return response["content"]["application/json"]["schema"]


def using(reference: str) -> str:
    return HEAD + OPERATION % f"'{reference}'"


def test_a_part_of_another_file_becomes_a_component_once(tmp_path: Path) -> None:
    files = {
        "api.yaml": using("schemas/Pet.yaml")
        + "components: {schemas: {Error: {}, Other: {properties: "
        "{a: {$ref: './schemas/../schemas/Pet.yaml#/properties/owner'}}}}}\n",
        "schemas/Pet.yaml": """
        properties:
          owner: {type: object, properties: {pets: {items: {$ref: '#'}}}}
          error: {$ref: 'common.json#/definitions/Error'}
          main: {$ref: '../api.yaml#/components/schemas/Error'}
        """,
        "schemas/common.json": '{"definitions": {"Error": {"type": "string"}}}',
    }
    document = bundled_tree(tmp_path, files)
    schemas = document.root["components"]["schemas"]
    local = "#/components/schemas/"
    assert schema_of(document.root) == {"$ref": f"{local}Pet"}
    assert list(schemas) == ["Error", "Other", "Pet", "common_Error"]
    properties = schemas["Pet"]["properties"]
    assert properties["error"] == {"$ref": f"{local}common_Error"}
    assert properties["main"] == {"$ref": f"{local}Error"}
    assert properties["owner"]["properties"]["pets"]["items"] == {"$ref": f"{local}Pet"}
    inner = schemas["Other"]["properties"]["a"]
    assert inner == {"$ref": f"{local}Pet/properties/owner"}
    assert not document.diagnostics
    names = [file.name for file in document.files]
    assert names == ["api.yaml", "schemas/Pet.yaml", "schemas/common.json"]


def test_moved_parts_keep_their_places(tmp_path: Path) -> None:
    files = {
        "api.yaml": using("schemas/Pet.yaml#/Pet"),
        "schemas/Pet.yaml": "Pet:\n  properties:\n    name: {type: string}\n",
    }
    document = bundled_tree(tmp_path, files)
    found = document.location("/components/schemas/Pet/properties/name")
    assert str(found) == "schemas/Pet.yaml:3:5"
    assert found.pointer == "/Pet/properties/name"
    assert str(document.location("/paths/~1pets")).startswith("api.yaml:")


def test_a_component_that_only_refers_takes_the_part_in(tmp_path: Path) -> None:
    files = {
        "api.yaml": using("pet.yaml")
        + "components: {schemas: {Animal: {$ref: pet.yaml}, Beast: {$ref: pet.yaml}}}",
        "pet.yaml": "{type: object}",
    }
    root = bundled_tree(tmp_path, files).root
    assert schema_of(root) == {"$ref": "#/components/schemas/Animal"}
    assert root["components"]["schemas"] == {
        "Animal": {"type": "object"},
        "Beast": {"$ref": "#/components/schemas/Animal"},
    }


def test_whole_maps_and_path_items_are_put_in_place(tmp_path: Path) -> None:
    files = {
        "api.yaml": HEAD
        + "paths: {$ref: paths/_index.yaml}\n"
        + "components: {schemas: {$ref: schemas.yaml}}\n",
        "paths/_index.yaml": "/pets: {$ref: 'pets_{id}.yaml', summary: s}",
        "paths/pets_{id}.yaml": "get: {responses: {'200': {$ref: ../ok.yaml}}}",
        "ok.yaml": "{description: x, content: {a/b: {schema: "
        "{$ref: 'schemas.yaml#/Pet'}}}}",
        "schemas.yaml": "{Pet: {type: string}, Cat: {$ref: '#/Pet'}}",
    }
    document = bundled_tree(tmp_path, files)
    item = document.root["paths"]["/pets"]
    assert item["summary"] == "s"
    assert item["get"]["responses"]["200"] == {"$ref": "#/components/responses/ok"}
    response = document.root["components"]["responses"]["ok"]
    pet = {"$ref": "#/components/schemas/Pet"}
    assert response["content"]["a/b"]["schema"] == pet
    assert document.root["components"]["schemas"] == {
        "Pet": {"type": "string"},
        "Cat": pet,
    }
    assert document.location("/paths/~1pets/get").file == "paths/pets_{id}.yaml"


def test_a_part_that_contains_the_one_referred_to_is_placed_whole(
    tmp_path: Path,
) -> None:
    files = {
        "api.yaml": using("tree.yaml#/properties/child"),
        "tree.yaml": "{properties: {child: {properties: {up: {$ref: '#'}}}}}",
    }
    document = bundled_tree(tmp_path, files)
    inner = "#/components/schemas/tree/properties/child"
    assert schema_of(document.root) == {"$ref": inner}
    assert list(document.root["components"]["schemas"]) == ["tree"]


def test_swagger_parts_go_to_their_own_sections(tmp_path: Path) -> None:
    files = {
        "spec/api.yaml": """
        swagger: '2.0'
        paths:
          /a:
            get:
              parameters: [{$ref: 'p.yaml#/limit'}]
              responses: {default: {description: e, schema: {$ref: ../common/E.yaml}}}
        """,
        "spec/p.yaml": "limit: {name: limit, in: query, type: integer}",
        "common/E.yaml": "{type: object}",
    }
    document = bundled_tree(tmp_path, files)
    assert not document.diagnostics
    assert document.root["definitions"] == {"E": {"type": "object"}}
    assert list(document.root["parameters"]) == ["limit"]
    assert document.files[-1].name == "../common/E.yaml"


def test_mappings_and_prose_of_other_files(tmp_path: Path) -> None:
    files = {
        "api.yaml": HEAD
        + "tags: [{name: t, description: {$ref: intro.md}}]\n"
        + "components: {schemas: {Pet: {discriminator: {propertyName: k, "
        "mapping: {cat: './cat.yaml', dog: 'dogs.yaml#/components/schemas/Dog'}}}}}",
        "intro.md": "# Hello\n",
        "cat.yaml": "{allOf: [{$ref: 'api.yaml#/components/schemas/Pet'}]}",
        "dogs.yaml": "components: {schemas: {Dog: {type: object}}}",
    }
    document = bundled_tree(tmp_path, files)
    assert not document.diagnostics
    assert document.root["tags"][0]["description"] == "# Hello\n"
    schemas = document.root["components"]["schemas"]
    assert schemas["Pet"]["discriminator"]["mapping"] == {
        "cat": "#/components/schemas/cat",
        "dog": "#/components/schemas/Dog",
    }
    assert schemas["cat"]["allOf"] == [{"$ref": "#/components/schemas/Pet"}]


def test_names_stay_unique_and_fit(tmp_path: Path) -> None:
    files = {
        "api.yaml": HEAD + "components: {schemas: {X: {oneOf: ["
        "{$ref: 'a/pet v1.yaml'}, {$ref: 'b/pet%20v1.yaml'}, {$ref: b/index.yaml}, "
        "{$ref: 'c.yaml#/a~1b'}, {$ref: 'c.yaml#/list/0'}]}}}",
        "a/pet v1.yaml": "{type: string}",
        "b/pet v1.yaml": "{type: integer}",
        "b/index.yaml": "{type: boolean}",
        "c.yaml": "{a/b: {type: number}, list: [{type: 'null'}]}",
    }
    schemas = bundled_tree(tmp_path, files).root["components"]["schemas"]
    assert list(schemas) == ["X", "pet_v1", "b_pet_v1", "b", "a_b", "list_0"]


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("/etc/passwd", "forbidden-reference"),
        ("file:///etc/passwd", "forbidden-reference"),
        ("FILE:/etc/passwd", "forbidden-reference"),
        ("//host/share/a.yaml", "forbidden-reference"),
        ("\\\\\\\\host\\\\a.yaml", "forbidden-reference"),
        ("C:\\\\a.yaml", "forbidden-reference"),
        ("C:/a.yaml", "forbidden-reference"),
        ("ftp://example.com/a.yaml", "forbidden-reference"),
        ("../../secret.yaml", "forbidden-reference"),
        ("%2E%2E/%2E%2E/secret.yaml", "forbidden-reference"),
        ("x/../../../secret.yaml", "forbidden-reference"),
        ("https://169.254.169.254/latest", "remote-reference"),
        ("a%00.yaml", "dangling-reference"),
        ("loop.yaml", "dangling-reference"),
        ("x" * 5000, "dangling-reference"),
    ],
)
def test_references_out_of_the_root_folder_are_refused(
    tmp_path: Path, reference: str, code: str
) -> None:
    (tmp_path / "secret.yaml").write_text("{type: string}")
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "loop.yaml").symlink_to("loop.yaml")
    document = bundled_tree(folder, {"api.yaml": (HEAD + OPERATION % f'"{reference}"')})
    assert codes(document) == [code]
    assert place(document.diagnostics[0])[0] == 10


def test_a_link_out_of_the_root_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("{type: string}")
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "inside.yaml").symlink_to(tmp_path / "secret.yaml")
    document = bundled_tree(folder, {"api.yaml": using("inside.yaml")})
    assert codes(document) == ["forbidden-reference"]


def test_the_root_folder_can_be_given(tmp_path: Path) -> None:
    files = {"a/b/api.yaml": using("../../c.yaml"), "c.yaml": "{type: string}"}
    assert codes(bundled_tree(tmp_path, files)) == ["forbidden-reference"]
    assert not codes(bundled_tree(tmp_path, files, root_folder=tmp_path))
    near = {"a/b/api.yaml": using("../c.yaml"), "a/c.yaml": "{type: string}"}
    assert not codes(bundled_tree(tmp_path, near))
    strict = bundled_tree(tmp_path, near, root_folder=tmp_path / "a" / "b")
    assert codes(strict) == ["forbidden-reference"]


def test_the_repository_is_the_default_root_folder(tmp_path: Path) -> None:
    document = tmp_path / "a" / "b" / "api.yaml"
    assert default_root_folder(document) == (tmp_path / "a").resolve()
    (tmp_path / ".git").mkdir()
    assert default_root_folder(document) == tmp_path.resolve()


def test_the_home_directory_is_never_the_root_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".git").mkdir()
    document = tmp_path / "Downloads" / "api.yaml"
    assert default_root_folder(document) == (tmp_path / "Downloads").resolve()


def test_downloads_refuse_private_hosts(tmp_path: Path) -> None:
    url = "http://127.0.0.1:9/a.yaml"
    document = bundled_tree(tmp_path, {"api.yaml": using(url)}, allow_urls=True)
    (finding,) = document.diagnostics
    assert finding.code == "remote-reference"
    assert "private" in finding.message


def test_a_faulty_file_is_named(tmp_path: Path) -> None:
    files = {"api.yaml": using("s/Pet.yaml"), "s/Pet.yaml": "a: 1\na: 2\n"}
    with pytest.raises(RegenError) as caught:
        bundled_tree(tmp_path, files)
    (finding,) = caught.value.diagnostics
    assert str(finding.location) == "s/Pet.yaml:2:1"


def test_unreadable_documents_are_errors(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.yaml"):
        with pytest.raises(RegenError) as caught:
            read([path])
        assert caught.value.diagnostics[0].code == "unreadable-file"
    with pytest.raises(RegenError):
        read([])
