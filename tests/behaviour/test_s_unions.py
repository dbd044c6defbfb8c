"""S1, S2, S5, S7: which variant a value becomes, null, and recursion."""

from __future__ import annotations

import asyncio
import typing
from pathlib import Path
from typing import Any

import pytest

from tests.golden import cases
from tests.runtime.server import Server, answer
from tests.support import client, operations


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return client(tmp_path_factory.mktemp("unions"), DOCUMENT)


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The schemas of the golden cases about discriminators, in one package."""
    schemas: dict[str, Any] = {}
    for name in ("s02_discriminator_mapping", "s02_discriminator_nested"):
        schemas |= cases.document(name)["components"]["schemas"]
    folder = tmp_path_factory.mktemp("discriminators")
    return client(folder, {"components": {"schemas": schemas}})


def kind_of(api: Any, schema: str, plain: Any) -> str:
    """The class that a value is decoded to; it must encode to what it was."""
    value = api.decode(getattr(api.models, schema), plain, strict=True)
    assert api.encode(value) == plain
    return type(value).__name__


DOCUMENT = """
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: Pets
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Animal"}}
components:
  schemas:
    Fits:
      oneOf:
        - {$ref: "#/components/schemas/Small"}
        - {$ref: "#/components/schemas/Large"}
        - {$ref: "#/components/schemas/Tagged"}
        - {type: array, items: {type: integer}}
        - {type: integer}
        - {type: string, format: date}
        - {type: string}
    Small: {type: object, required: [a], properties: {a: {type: string}}}
    Large:
      type: object
      required: [a, b]
      properties: {a: {type: string}, b: {type: integer}}
    Tagged:
      type: object
      required: [kind, a]
      properties: {kind: {const: tagged}, a: {type: string}, b: {type: integer}}
    Twins:
      oneOf:
        - {type: object, title: One, properties: {a: {type: string}}}
        - {type: object, title: Two, properties: {a: {type: string}}}
    Typed:
      anyOf:
        - {type: object, title: Text, properties: {v: {type: string}}}
        - {type: object, title: Number, properties: {v: {type: number}}}
    Animal:
      type: object
      required: [kind]
      properties: {kind: {type: string}, name: {type: string}}
      discriminator:
        propertyName: kind
        mapping: {hound: "#/components/schemas/Dog"}
    Cat:
      allOf:
        - {$ref: "#/components/schemas/Animal"}
        - {type: object, properties: {lives: {type: integer}}}
    Dog:
      allOf:
        - {$ref: "#/components/schemas/Animal"}
        - {type: object, properties: {tricks: {type: array, items: {type: string}}}}
    Node:
      type: object
      properties:
        next: {oneOf: [{$ref: "#/components/schemas/Node"}, {type: "null"}]}
        children: {type: array, items: {$ref: "#/components/schemas/Node"}}
    Author:
      type: object
      properties: {books: {type: array, items: {$ref: "#/components/schemas/Book"}}}
    Book: {type: object, properties: {by: {$ref: "#/components/schemas/Author"}}}
    Lists: {type: array, items: {$ref: "#/components/schemas/Lists"}}
    Maps: {type: object, additionalProperties: {$ref: "#/components/schemas/Maps"}}
    Json:
      anyOf:
        - {type: string}
        - {type: array, items: {$ref: "#/components/schemas/Json"}}
        - {type: object, additionalProperties: {$ref: "#/components/schemas/Json"}}
    Tree:
      $dynamicAnchor: node
      type: object
      properties: {children: {type: array, items: {$dynamicRef: "#node"}}}
"""


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ({"a": "x"}, "Small"),
        ({"a": "x", "b": 1}, "Large"),
        ({"a": "x", "b": 1, "kind": "tagged"}, "Tagged"),
        ([1, 2], "list"),
        (1, "int"),
        ("2026-01-02", "date"),
        ("text", "str"),
    ],
)
def test_s1_the_variant_that_fits_best(api: Any, plain: Any, expected: str) -> None:
    assert kind_of(api, "Fits", plain) == expected


def test_s1_twins_are_no_error(api: Any) -> None:
    assert kind_of(api, "Twins", {"a": "x"}) == "TwinsOne"
    assert kind_of(api, "Twins", {}) == "TwinsOne"


def test_s1_types_of_properties_decide(api: Any) -> None:
    assert kind_of(api, "Typed", {"v": "x"}) == "TypedText"
    assert kind_of(api, "Typed", {"v": 1.5}) == "TypedNumber"


@pytest.mark.parametrize(
    ("schema", "plain", "expected"),
    [
        ("Mapped", {"kind": "credit", "number": "1"}, "Card"),
        ("Mapped", {"kind": "debit"}, "Card"),
        ("Mapped", {"kind": "notes"}, "Cash"),
        ("Partial", {"kind": "wire transfer", "iban": "1"}, "Wire"),
        ("Partial", {"kind": "Cash"}, "Cash"),
        ("Implicit", {"kind": "Wire"}, "Wire"),
        ("Shape", {"kind": "square", "side": 1.0}, "Square"),
        ("Shape", {"kind": "line"}, "Line"),
        ("Bare", {"kind": "circle"}, "Circle"),
        ("Bare", {"kind": "square", "colour": "red"}, "BareOption2"),
        ("Versioned", {"version": 2, "b": "x"}, "Second"),
        ("Outcome", {"ok": False, "error": "x"}, "No"),
        ("Outcome", {"ok": True}, "Yes"),
    ],
)
def test_s2_the_tag_decides(
    golden: Any, schema: str, plain: Any, expected: str
) -> None:
    assert kind_of(golden, schema, plain) == expected


def test_s2_an_unknown_tag_is_no_error_unless_strict(golden: Any) -> None:
    union = golden.models.Versioned
    value = golden.decode(union, {"version": 3, "b": "x"})
    assert golden.encode(value) == {"version": 3, "b": "x"}
    with pytest.raises(golden.DecodeError):
        golden.decode(union, {"version": 3, "b": "x"}, strict=True)


def test_s2_children_by_all_of(api: Any) -> None:
    animals = operations(api).list_pets.call().results[200]
    found = api.decode(
        animals,
        [{"kind": "Cat", "lives": 9}, {"kind": "hound", "tricks": ["sit"]}],
        strict=True,
    )
    assert [type(animal).__name__ for animal in found] == ["Cat", "Dog"]
    assert (found[0].lives, found[1].tricks) == (9, ["sit"])
    assert api.encode(api.models.Dog()) == {"kind": "hound"}


def test_s5_every_spelling_is_a_plain_optional(tmp_path: Path) -> None:
    api = client(tmp_path, cases.document("s05_nullability"))
    nulls = dict.fromkeys("abcdefghijk")
    value = api.models.Spellings.from_dict(nulls, strict=True)
    assert all(getattr(value, name) is None for name in nulls)
    assert value.to_dict() == nulls
    given = {
        **dict.fromkeys("ab", "x"),
        **{key: {"name": "Rex"} for key in "cdfghk"},
        "e": "red",
        "i": [1, None],
        "j": "off",
    }
    value = api.models.Spellings.from_dict(given, strict=True)
    assert {type(getattr(value, name)) for name in "cdghk"} == {api.models.Pet}
    assert value.to_dict() == given


@pytest.mark.parametrize(
    ("schema", "plain"),
    [
        ("Node", {"next": {"next": None}, "children": [{"children": []}]}),
        ("Author", {"books": [{"by": {"books": []}}]}),
        ("Lists", [[], [[]]]),
        ("Maps", {"a": {"b": {}}}),
        ("Json", {"a": ["x", {"b": []}]}),
        ("Tree", {"children": [{"children": []}]}),
    ],
)
def test_s7_recursion(api: Any, schema: str, plain: Any) -> None:
    assert kind_of(api, schema, plain) in (schema, "list", "dict")


def test_s7_models_in_cycles_are_models(api: Any) -> None:
    author = api.models.Author.from_dict({"books": [{"by": {}}]}, strict=True)
    assert isinstance(author.books[0], api.models.Book)
    assert isinstance(author.books[0].by, api.models.Author)
    generic = api.models.Tree.from_dict({"children": [{}]}, strict=True)
    assert isinstance(generic.children[0], api.models.Tree)


def test_s1_variants_that_are_true_or_false(tmp_path: Path) -> None:
    package = client(
        tmp_path,
        """
        components:
          schemas:
            Open:
              properties:
                inline:
                  anyOf: [{type: object, required: [b]}, true]
                  properties: {a: {type: integer}, b: {type: string}}
                closed:
                  oneOf: [{type: string}, false]
                  description: The second variant allows nothing.
                lone: {anyOf: [true], properties: {a: {type: integer}}}
        """,
    )

    value = package.models.Open.from_dict({"closed": "x", "lone": {"a": 1}})

    assert value.closed == "x"
    assert value.lone.a == 1
    assert typing.get_type_hints(package.models.Open)["closed"] == str | None


def test_s2_the_parent_of_one_mapped_child_has_every_other_tag(tmp_path: Path) -> None:
    package = client(
        tmp_path,
        """
        components:
          schemas:
            Owner: {properties: {pet: {$ref: "#/components/schemas/Pet"}}}
            Pet:
              type: object
              required: [kind]
              properties: {kind: {type: string}}
              discriminator:
                propertyName: kind
                mapping: {dog: "#/components/schemas/Dog"}
            Dog:
              allOf:
                - {$ref: "#/components/schemas/Pet"}
                - {type: object, properties: {tricks: {type: integer}}}
        """,
    )
    models = package.models

    for tag, kind in (("dog", models.Dog), ("cat", models.Pet), ("Pet", models.Pet)):
        owner = models.Owner.from_dict({"pet": {"kind": tag}}, strict=True)
        assert type(owner.pet) is kind
        assert owner.to_dict() == {"pet": {"kind": tag}}
    assert typing.get_type_hints(models.Pet)["kind"] is str


def test_s1_what_variants_require_anyway_makes_no_other_models(tmp_path: Path) -> None:
    package = client(
        tmp_path,
        """
        components:
          schemas:
            Pet:
              required: [kind]
              oneOf:
                - {$ref: "#/components/schemas/Cat"}
                - {$ref: "#/components/schemas/Dog"}
            Named: {required: [name], oneOf: [{$ref: "#/components/schemas/Cat"}]}
            Cat:
              required: [kind]
              properties: {kind: {const: cat}, name: {type: string}}
            Dog: {required: [kind], properties: {kind: {const: dog}}}
        """,
    )
    models = package.models

    assert models.Pet == models.Cat | models.Dog
    with pytest.raises(package.DecodeError, match=r"\$\.name: expected str"):
        package.decode(models.Named, {"kind": "cat"}, strict=True)


def test_s4_null_decides_between_variants(tmp_path: Path) -> None:
    package = client(
        tmp_path,
        """
        components:
          schemas:
            Rule:
              anyOf:
                - {$ref: "#/components/schemas/Words"}
                - {$ref: "#/components/schemas/Spam"}
            Words: {properties: {name: {type: string}, limits: {type: object}}}
            Spam: {properties: {name: {type: string}, limits: {type: [object, "null"]}}}
        """,
    )
    for name in ("x", None):
        plain = {"limits": None} | ({"name": name} if name else {})
        assert kind_of(package, "Rule", plain) == "Spam"
    assert kind_of(package, "Rule", {"name": "x"}) == "Words"


def test_s1_the_error_is_that_of_the_nearest_variant(tmp_path: Path) -> None:
    package = client(
        tmp_path,
        """
        components:
          schemas:
            Found:
              anyOf:
                - {$ref: "#/components/schemas/Reader"}
                - required: [id, deleted]
                  properties: {id: {}, deleted: {const: true}}
            Reader:
              required: [id]
              properties: {id: {}, size: {$ref: "#/components/schemas/Size"}}
            Size: {properties: {width: {type: integer}, height: {type: integer}}}
        """,
    )
    plain = {"id": 1, "size": {"width": "a", "height": "b"}}
    with pytest.raises(package.DecodeError, match=r"\$\.size\.width: expected int"):
        package.decode(package.models.Found, plain, strict=True)


TAGS = """
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/ByKind"}
      responses:
        "200":
          description: The same
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/ByType"}}
components:
  schemas:
    Cat: {type: object, required: [meow], properties: {meow: {type: boolean}}}
    Dog: {type: object, required: [bark], properties: {bark: {type: boolean}}}
    ByKind:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator:
        propertyName: kind
        mapping:
          cat: "#/components/schemas/Cat"
          dog: "#/components/schemas/Dog"
    ByType:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator: {propertyName: type}
"""


@pytest.mark.parametrize("is_async", [False, True])
def test_s17_tags_are_sent_and_read_by_the_union_that_names_them(
    tmp_path: Path, is_async: bool
) -> None:
    api = client(tmp_path, TAGS)
    cat = api.models.Cat(meow=True)
    pets = b'[{"type": "Cat", "meow": true}, {"type": "Dog", "bark": false}]'
    call = operations(api).create_pet.call(cat)

    async def main(url: str) -> Any:
        async with api.AsyncClient(base_url=url, strict=True) as remote:
            return await remote.send(call)

    with Server([answer(body=pets)]) as server:
        if is_async:
            found = asyncio.run(main(server.url))
        else:
            with api.Client(base_url=server.url, strict=True) as remote:
                found = remote.send(call)
        assert server.last.body == b'{"kind":"cat","meow":true}'
    assert found == [cat, api.models.Dog(bark=False)]
    assert api.encode(cat) == {"meow": True}


def test_s17_a_union_that_names_a_union_by_a_tag(tmp_path: Path) -> None:
    """Services, one kind of which is a union with a tag of its own."""
    package = client(
        tmp_path,
        """
        components:
          schemas:
            App: {type: object, properties: {size: {type: integer}}}
            Cron: {type: object, properties: {at: {type: string}}}
            Once: {type: object, properties: {by: {type: string}}}
            Job:
              oneOf: [{$ref: "#/components/schemas/Cron"},
                      {$ref: "#/components/schemas/Once"}]
              discriminator:
                propertyName: job
                mapping: {CRON: Cron, ONCE: Once}
            List:
              type: object
              properties:
                results:
                  type: array
                  items:
                    oneOf: [{$ref: "#/components/schemas/App"},
                            {$ref: "#/components/schemas/Job"}]
                    discriminator:
                      propertyName: service
                      mapping: {APP: App, JOB: "#/components/schemas/Job"}
        """,
    )
    plain = {"results": [{"size": 1, "service": "APP"}]}
    assert package.models.List.from_dict(plain).to_dict() == plain
    assert package.models.List().to_dict() == {}
