"""Several documents that become one."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from regen.diagnostics import Level, RegenError
from regen.source.document import Document
from regen.source.pointers import lookup, split

from tests.support import bundled

HEAD = "openapi: {}\ninfo: {{title: {}, version: '1'}}\n"


def merged(folder: Path, *texts: str, versions: str = "3.1.0 3.1.0") -> Document:
    paths = []
    for name, text, version in zip("ab", texts, versions.split(), strict=True):
        head = HEAD.format(version, name)
        head = head.replace("openapi: 2.0", 'swagger: "2.0"')
        path = folder / f"{name}.yaml"
        path.write_text(head + dedent(text), encoding="utf-8")
        paths.append(path)
    return bundled(paths)


def where(document: Document, pointer: str) -> str:
    place = document.location(pointer)
    return f"{Path(place.file).name}:{place.line}"


def test_paths_components_webhooks_and_tags_are_united(tmp_path: Path) -> None:
    a = """\
        tags: [{name: x}]
        paths: {/a: {get: {}}}
        components: {schemas: {A: {type: string}}}
    """
    b = """\
        tags: [{name: x}, {name: y}]
        paths: {/b: {get: {}}}
        webhooks: {w: {post: {}}}
        components: {schemas: {A: {type: string}, B: {}}, parameters: {P: {}}}
    """
    root = merged(tmp_path, a, b.replace("P: {}", PARAMETER)).root
    assert root["info"]["title"] == "a"
    assert root["tags"] == [{"name": "x"}, {"name": "y"}]
    assert root["paths"] == {"/a": {"get": {}}, "/b": {"get": {}}}
    assert root["webhooks"] == {"w": {"post": {}}}
    assert root["components"]["schemas"] == {"A": {"type": "string"}, "B": {}}
    assert list(root["components"]["parameters"]) == ["P"]


PARAMETER = "P: {name: p, in: query, schema: {}}"


def test_methods_of_one_path_are_united(tmp_path: Path) -> None:
    document = merged(
        tmp_path,
        "paths: {/a: {get: {summary: a}}}",
        "paths: {/a: {get: {summary: a}, put: {}}}",
    )
    assert document.root["paths"] == {"/a": {"get": {"summary": "a"}, "put": {}}}
    assert where(document, "/paths/~1a/put") == "b.yaml:3"
    assert where(document, "/paths/~1a/get") == "a.yaml:3"


def test_additional_operations_are_united(tmp_path: Path) -> None:
    root = merged(
        tmp_path,
        "paths: {/a: {additionalOperations: {COPY: {}}}}",
        "paths: {/a: {additionalOperations: {COPY: {}, MOVE: {}}}}",
        versions="3.2.0 3.2.0",
    ).root
    assert root["paths"]["/a"] == {"additionalOperations": {"COPY": {}, "MOVE": {}}}


def test_parameters_of_a_path_stay_with_the_operations_of_their_document(
    tmp_path: Path,
) -> None:
    document = merged(
        tmp_path,
        f"""\
        paths:
          /a: {{parameters: [{{$ref: '#/components/parameters/P'}}], get: {{}}}}
        components: {{parameters: {{{PARAMETER}}}}}
        """,
        """\
        paths:
          /a:
            parameters:
              - {name: q, in: query, schema: {}}
              - {name: r, in: query, schema: {}}
            put:
              parameters: [{name: r, in: query, schema: {type: string}}]
        """,
    )
    item = document.root["paths"]["/a"]
    assert "parameters" not in item
    assert item["get"] == {"parameters": [{"$ref": "#/components/parameters/P"}]}
    assert item["put"]["parameters"] == [
        {"name": "q", "in": "query", "schema": {}},
        {"name": "r", "in": "query", "schema": {"type": "string"}},
    ]
    assert where(document, "/paths/~1a/get/parameters/0") == "a.yaml:4"
    assert where(document, "/paths/~1a/put/parameters/0") == "b.yaml:6"
    assert where(document, "/paths/~1a/put/parameters/1") == "b.yaml:9"


@pytest.mark.parametrize(
    ("key", "first", "second", "home"),
    [
        ("servers", [{"url": "https://a"}], [{"url": "https://b"}], [{"url": "/"}]),
        ("security", [{"A": []}], [{"B": []}], []),
    ],
)
def test_what_holds_for_a_whole_document_stays_with_its_operations(
    tmp_path: Path, key: str, first: Any, second: Any, home: Any
) -> None:
    path = "paths: {{/{}: {{get: {{}}}}}}\n"
    a, b = path.format("a"), path.format("b")

    def of_b(root: dict[str, Any]) -> Any:
        item = root["paths"]["/b"]
        return item["get"].get(key, item.get(key))

    def texts(one: Any, two: Any) -> tuple[str, str]:
        return f"{key}: {one}\n{a}", f"{key}: {two}\n{b}"

    root = merged(tmp_path, *texts(first, second)).root
    assert (root[key], of_b(root)) == (first, second)
    assert root["paths"]["/a"] == {"get": {}}
    root = merged(tmp_path, *texts(first, first)).root
    assert root["paths"]["/b"] == {"get": {}}
    root = merged(tmp_path, f"{key}: {first}\n{a}", b).root
    assert of_b(root) == home
    root = merged(tmp_path, a, f"{key}: {second}\n{b}").root
    assert (root.get(key), of_b(root)) == (None, second)


@pytest.mark.parametrize(
    ("first", "second", "pointer", "said"),
    [
        (
            "paths: {/a: {get: {summary: a}}}",
            "paths: {/a: {get: {summary: b}}}",
            "/paths/~1a/get",
            "the operation GET /a",
        ),
        (
            "paths: {}\ncomponents: {schemas: {A: {default: 1}}}",
            "paths: {}\ncomponents: {schemas: {A: {default: true}}}",
            "/components/schemas/A",
            "the component 'A'",
        ),
        (
            "servers: [{url: 'https://a'}]\npaths: {/a: {get: {}}}",
            "servers: [{url: 'https://b'}]\npaths: {/a: {get: {}}}",
            "/paths/~1a/get",
            "the operation GET /a",
        ),
    ],
)
def test_a_contradiction_names_both_places(
    tmp_path: Path, first: str, second: str, pointer: str, said: str
) -> None:
    with pytest.raises(RegenError) as caught:
        merged(tmp_path, first, second)
    (finding,) = caught.value.diagnostics
    assert finding.code == "conflicting-inputs"
    assert said in finding.message
    assert str(tmp_path / "a.yaml:") in finding.message
    assert finding.location is not None
    assert finding.location.file == str(tmp_path / "b.yaml")
    assert finding.location.pointer == pointer
    assert finding.hint


@pytest.mark.parametrize(
    ("first", "second", "pointer"),
    [
        ("/a: {summary: x}}", "/a: {summary: y}}", "/paths/~1a/summary"),
        ("/a: {x-b: x}}", "/a: {x-b: y}}", "/paths/~1a/x-b"),
        ("x-c: 1}", "x-c: 2}", "/paths/x-c"),
        ("}\ntags: [{name: t, x: 1}]", "}\ntags: [{name: t, x: 2}]", "/tags/0/x"),
        ("}\nexternalDocs: {url: a}", "}\nexternalDocs: {url: b}", "/externalDocs"),
    ],
)
def test_a_text_that_contradicts_is_told(
    tmp_path: Path, first: str, second: str, pointer: str
) -> None:
    document = merged(tmp_path, f"paths: {{{first}", f"paths: {{{second}")
    (finding,) = document.diagnostics
    assert (finding.level, finding.code) == (Level.WARNING, "conflicting-inputs")
    assert str(tmp_path / "a.yaml:") in finding.message
    assert finding.location is not None
    assert finding.location.file == str(tmp_path / "b.yaml")
    assert finding.location.pointer == pointer
    kept = lookup(document.root, split(pointer))
    assert kept == lookup(document.main.root, split(pointer))


def test_texts_that_only_one_has_are_kept(tmp_path: Path) -> None:
    document = merged(
        tmp_path,
        "tags: [{name: t}]\npaths: {/a: {get: {}, summary: s}}",
        "tags: [{name: t, description: d}]\npaths: {/a: {put: {}, x-b: 1}}",
    )
    assert document.diagnostics == ()
    assert document.root["tags"] == [{"name": "t", "description": "d"}]
    assert document.root["paths"]["/a"] == {
        "get": {},
        "summary": "s",
        "put": {},
        "x-b": 1,
    }
    assert where(document, "/tags/0/description") == "b.yaml:3"
    assert where(document, "/paths/~1a/x-b") == "b.yaml:4"


@pytest.mark.parametrize("reference", ["first", "second"])
def test_what_a_path_item_refers_to_is_united(tmp_path: Path, reference: str) -> None:
    refers = """
        paths: {/a: {$ref: '#/components/pathItems/P'}}
        components: {pathItems: {P: {get: {}, summary: s}}}
        """
    has = "\npaths: {/a: {put: {}}}"
    first, second = (refers, has) if reference == "first" else (has, refers)
    document = merged(tmp_path, first, second)
    assert document.root["paths"]["/a"] == {"get": {}, "summary": "s", "put": {}}
    name = "a" if reference == "first" else "b"
    assert where(document, "/paths/~1a/get") == f"{name}.yaml:5"


def test_all_contradictions_are_told_at_once(tmp_path: Path) -> None:
    text = "paths: {{/a: {{get: {{summary: {0}}}, put: {{summary: {0}}}}}}}"
    with pytest.raises(RegenError) as caught:
        merged(tmp_path, text.format("a"), text.format("b"))
    assert len(caught.value.diagnostics) == 2


def test_versions_are_brought_together(tmp_path: Path) -> None:
    document = merged(
        tmp_path,
        """\
        paths: {/a: {get: {responses: {'200': {description: a}}}}}
        definitions: {A: {type: string}}
        """,
        "components: {schemas: {A: {type: string}, B: {type: [string, 'null']}}}",
        versions="2.0 3.1.0",
    )
    assert document.root["openapi"] == "3.1.0"
    assert "definitions" not in document.root
    assert list(document.root["components"]["schemas"]) == ["A", "B"]
    assert where(document, "/components/schemas/A/type") == "a.yaml:4"
    assert where(document, "/components/schemas/B/type") == "b.yaml:3"


def test_a_malformed_document_is_located_before_it_is_merged(tmp_path: Path) -> None:
    with pytest.raises(RegenError) as caught:
        merged(tmp_path, "paths: {}", "paths: 1", versions="3.1.0 2.0")
    (finding,) = caught.value.diagnostics
    assert finding.location is not None
    assert finding.location.file == str(tmp_path / "b.yaml")


def test_references_to_another_input_are_one_schema(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("type: object\n")
    document = merged(
        tmp_path,
        "components: {schemas: {A: {$ref: 'b.yaml#/components/schemas/B'}}}",
        "components: {schemas: {B: {properties: {c: {$ref: 'c.yaml'}}}}}",
    )
    schemas = document.root["components"]["schemas"]
    assert schemas["B"] == {"properties": {"c": {"$ref": "#/components/schemas/c"}}}
    assert schemas["c"] == {"type": "object"}
    names = [Path(file.name).name for file in document.files]
    assert sorted(names) == ["a.yaml", "b.yaml", "c.yaml"]


def test_inputs_are_not_changed(tmp_path: Path) -> None:
    text = "paths: {/a: {parameters: [], get: {}}}"
    document = merged(tmp_path, text, "paths: {/a: {put: {}}}")
    assert document.main.root["paths"] == {"/a": {"parameters": [], "get": {}}}
