"""S1, S2: unions with and without discriminator, children by allOf."""

from textwrap import dedent

import pytest
from regen import ir

from .building import declared, default, fields, hint, of, one, schemas


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{type: [string, integer]}", "union string | integer"),
        ("{oneOf: [{type: string}, {type: integer}]}", "union string | integer"),
        ("{oneOf: [{type: string}, {type: string}]}", "alias string"),
        ("{oneOf: [{type: string}]}", "alias string"),
        ("{anyOf: [{type: string}, {}]}", "alias Anything"),
        ("{anyOf: [{type: string}, false]}", "alias string"),
        (
            "{oneOf: [{type: string}, {oneOf: [{type: integer}, {type: boolean}]}]}",
            "union string | integer | boolean",
        ),
        (
            "{oneOf: [{type: string, nullable: true}, {type: integer}]}",
            "union string | integer",
        ),
        ("{oneOf: [{const: 1}, {const: true}]}", "alias 1 or True"),
        (
            "{anyOf: [{const: a}, {const: b}, {type: integer}]}",
            "union 'a' or 'b' | integer",
        ),
        (
            "{type: string, anyOf: [{format: date}, {format: date-time}]}",
            "union date | date-time",
        ),
        (
            "{properties: {a: {}, b: {}}, oneOf: [{required: [a]}, {required: [b]}]}",
            "model(a?: Anything, b?: Anything)",
        ),
        ("{oneOf: []}", "alias Anything"),
        ("{type: integer, oneOf: [{minimum: 3}]}", "alias integer"),
        ("{type: integer, anyOf: [{}, {type: 'null'}]}", "alias integer"),
    ],
)
def test_s1_variants(schema: str, expected: str) -> None:
    assert one(f"X: {schema}") == expected


def test_object_and_something_else_by_type_array() -> None:
    built = schemas("X: {type: [object, string], properties: {a: {type: string}}}")
    assert declared(built, "X") == "union X/type/object | string"
    assert declared(built, "X/type/object") == "model(a?: string)"


def test_properties_beside_a_union_belong_to_each_variant() -> None:
    built = schemas("""
        X:
          required: [id]
          properties: {id: {type: integer}}
          oneOf:
            - {properties: {a: {type: string}}}
            - {$ref: '#Y'}
            - {$ref: '#Z'}
            - {$ref: '#Lax'}
        Y: {properties: {y: {type: string}}}
        Z: {required: [id], properties: {id: {type: integer}, z: {type: string}}}
        Lax: {properties: {id: {type: integer}, z: {type: string}}}
        """)
    assert declared(built, "X") == "union X/oneOf/0 | X/oneOf/1 | Z | X/oneOf/3"
    assert fields(built, "X/oneOf/0") == {"id": "integer", "a?": "string"}
    assert fields(built, "X/oneOf/1") == {"id": "integer", "y?": "string"}
    assert fields(built, "X/oneOf/3") == {"id": "integer", "z?": "string"}
    assert hint(built, "X/oneOf/0") == ("X", "a")
    assert hint(built, "X/oneOf/1") == ("X", "Y")


def test_union_inside_allof_is_distributed() -> None:
    built = schemas("""
        P: {properties: {p: {type: string}}}
        U: {oneOf: [{properties: {a: {}}}, {properties: {b: {}}}]}
        X: {allOf: [{$ref: '#P'}, {$ref: '#U'}]}
        """)
    assert declared(built, "X") == "union X/oneOf/0 | X/oneOf/1"
    assert fields(built, "X/oneOf/0") == {"p?": "string", "a?": "Anything"}
    assert fields(built, "U/oneOf/0") == {"a?": "Anything"}


def test_two_unions_together_are_combined() -> None:
    built = schemas("""
        X:
          allOf:
            - oneOf: [{properties: {a: {}}}, {properties: {b: {}}}]
            - oneOf: [{properties: {c: {}}}, {properties: {d: {}}}]
        """)
    names = [set(fields(built, f"X/oneOf/{i}/oneOf/{j}")) for i in "01" for j in "01"]
    assert names == [{"a?", "c?"}, {"a?", "d?"}, {"b?", "c?"}, {"b?", "d?"}]


@pytest.mark.parametrize(
    ("variants", "words"),
    [
        ("{properties: {k: {const: a}}}, {properties: {k: {const: b}}}", ["a", "b"]),
        (
            "{title: X One, properties: {k: {}}}, {properties: {k: {}}}",
            ["One", "option 2"],
        ),
        (
            "{title: T, properties: {k: {}}}, {title: T, properties: {k: {}}}",
            ["option 1", "option 2"],
        ),
        ("{properties: {k: {}}}, {properties: {k: {}, l: {}}}", ["option 1", "l"]),
    ],
)
def test_s14_words_of_inline_variants(variants: str, words: list[str]) -> None:
    built = schemas(f"X: {{oneOf: [{variants}]}}")
    assert [hint(built, f"X/oneOf/{i}") for i in (0, 1)] == [("X", w) for w in words]


PETS = """
Cat: {properties: {kind: {type: string}}}
Dog: {allOf: [{$ref: '#Base'}]}
Base: {properties: {kind: {type: string}, n: {type: integer}}}
Tagged: {properties: {kind: {enum: [tagged]}}}
Numbered: {properties: {kind: {const: 1}}}
Both:
  oneOf: [{$ref: '#Tagged'}, {$ref: '#Numbered'}]
  discriminator: {propertyName: kind}
"""


@pytest.mark.parametrize(
    ("variants", "mapping", "tags"),
    [
        ("Cat Dog", "{cat: '#Cat', dog: '#Dog'}", "'cat': Cat, 'dog': Dog"),
        ("Cat Dog", "{cat: '#Cat'}", "'cat': Cat, 'Dog': Dog"),
        ("Cat Dog", "{}", "'Cat': Cat, 'Dog': Dog"),
        ("Cat Dog", "{a: Cat, b: Cat, d: Dog}", "'a': Cat, 'b': Cat, 'd': Dog"),
        ("Cat Tagged", "{}", "'Cat': Cat, 'tagged': Tagged"),
        ("Cat Numbered", "{'1': '#Numbered'}", "1: Numbered, 'Cat': Cat"),
        ("Cat Numbered", "{}", "'Cat': Cat, 1: Numbered"),
        ("Cat Both", "{}", "'Cat': Cat, 'tagged': Both, 1: Both"),
    ],
)
def test_s2_tags(variants: str, mapping: str, tags: str) -> None:
    listed = ", ".join(f"{{$ref: '#{name}'}}" for name in variants.split())
    discriminator = f"{{propertyName: kind, mapping: {mapping}}}"
    built = schemas(f"{PETS}\nX: {{oneOf: [{listed}], discriminator: {discriminator}}}")
    names = " | ".join(variants.split())
    assert declared(built, "X") == f"union {names} by kind {{{tags}}}"


def test_s2_a_mapped_schema_that_is_not_listed_is_a_variant() -> None:
    built = schemas(f"""{PETS}
X:
  oneOf: [{{$ref: '#Cat'}}]
  discriminator: {{propertyName: kind, mapping: {{cat: Cat, t: '#Tagged', z: '#Zoo'}}}}
""")
    tags = "'cat': Cat, 't': Tagged"
    assert declared(built, "X") == f"union Cat | Tagged by kind {{{tags}}}"


FAMILY = """
Pet: {required: [kind], properties: {kind: {type: string}}, discriminator: MAPPING}
Cat: {allOf: [{$ref: '#Pet'}, {properties: {lives: {type: integer}}}]}
Dog: {allOf: [{$ref: '#Pet'}]}
Puppy: {allOf: [{$ref: '#Dog'}, {properties: {months: {type: integer}}}]}
Owner: {properties: {pet: {$ref: '#Pet', nullable: true}, dog: {$ref: '#Dog'}}}
"""


@pytest.mark.parametrize(
    ("mapping", "union"),
    [
        (
            "",
            "Cat | Dog | Puppy | Pet by kind {'Cat': Cat, 'Dog': Dog, 'Puppy': Puppy}",
        ),
        (
            ", mapping: {cat: '#Cat', dog: '#Dog', pup: '#Puppy'}",
            "Cat | Dog | Puppy | Pet by kind {'cat': Cat, 'dog': Dog, 'pup': Puppy}",
        ),
        (
            ", mapping: {cat: '#Cat', pup: '#Puppy'}",
            "Cat | Puppy | Pet by kind {'cat': Cat, 'pup': Puppy}",
        ),
        (
            ", mapping: {cat: '#Cat', pet: '#Pet'}",
            "Cat | Puppy | Pet by kind {'cat': Cat, 'pet': Pet, 'Puppy': Puppy}",
        ),
    ],
)
def test_s2_a_parent_stands_for_its_children(mapping: str, union: str) -> None:
    built = schemas(FAMILY.replace("MAPPING", f"{{propertyName: kind{mapping}}}"))
    assert declared(built, "Pet/x-polymorphic") == f"union {union}"
    assert default(built, "Pet/x-polymorphic") == "Pet"
    assert hint(built, "Pet/x-polymorphic") == ("Any", "Pet")
    assert fields(built, "Pet") == {"kind": "string"}
    assert fields(built, "Cat") == {"kind": "string", "lives?": "integer"}
    assert fields(built, "Owner")["pet?"] == "Pet/x-polymorphic?"
    assert fields(built, "Owner")["dog?"] == "Dog/x-polymorphic"


@pytest.mark.parametrize(
    ("mapping", "union"),
    [
        ("", "Cat | Puppy by kind {'Cat': Cat, 'Puppy': Puppy}"),
        (
            ", mapping: {cat: '#Cat', dog: '#Dog'}",
            "Cat | Puppy by kind {'cat': Cat, 'Puppy': Puppy}",
        ),
    ],
)
def test_s2_children_that_are_listed_have_the_tags_of_their_parent(
    mapping: str, union: str
) -> None:
    listed = """
        Some: {oneOf: [{$ref: '#Cat'}, {$ref: '#Puppy'}]}
        Other: {oneOf: [{$ref: '#Cat'}, {$ref: '#Owner'}]}
        """
    family = FAMILY.replace("MAPPING", f"{{propertyName: kind{mapping}}}")
    built = schemas(family + dedent(listed))
    assert declared(built, "Some") == f"union {union}"
    assert declared(built, "Other") == "union Cat | Owner"


def test_s2_tags_that_a_mapping_leaves_out_are_the_parents() -> None:
    family = """
        Pet:
          properties: {kind: {enum: [cat, dog, fish, bird]}}
          discriminator: {propertyName: kindMAPPING}
        Cat: {allOf: [{$ref: '#Pet'}]}
        Dog: {allOf: [{$ref: '#Pet'}]}
        Home: {properties: {pet: {$ref: '#Pet'}}}
        """
    built = schemas(family.replace("MAPPING", ", mapping: {cat: '#Cat', dog: '#Dog'}"))
    assert declared(built, "Pet/x-polymorphic") == (
        "union Cat | Dog | Pet"
        " by kind {'cat': Cat, 'dog': Dog, 'fish': Pet, 'bird': Pet}"
    )
    built = schemas(family.replace("MAPPING", ""))
    assert declared(built, "Pet/x-polymorphic") == (
        "union Cat | Dog | Pet by kind {'cat': Cat, 'dog': Dog}"
    )


def test_s2_a_child_with_another_tag_stands_for_its_own_children() -> None:
    built = schemas("""
        Fish: {properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
        Shark:
          allOf: [{$ref: '#Fish'}]
          properties: {kind: {const: shark}, shark: {type: string}}
          discriminator: {propertyName: shark}
        Saw: {allOf: [{$ref: '#Shark'}], properties: {shark: {const: saw}}}
        White: {allOf: [{$ref: '#Shark'}], properties: {shark: {const: white}}}
        Salmon: {allOf: [{$ref: '#Fish'}], properties: {friend: {$ref: '#Fish'}}}
        """)
    assert declared(built, "Fish/x-polymorphic") == (
        "union Shark/x-polymorphic | Salmon | Fish"
        " by kind {'shark': Shark/x-polymorphic, 'Salmon': Salmon}"
    )
    assert declared(built, "Shark/x-polymorphic") == (
        "union Saw | White | Shark by shark {'saw': Saw, 'white': White}"
    )


def test_s2_a_parent_that_lists_its_children_ends() -> None:
    built = schemas("""
        Pet:
          properties: {kind: {type: string}}
          oneOf: [{$ref: '#Cat'}, {$ref: '#Dog'}]
          discriminator: {propertyName: kind}
        Cat: {allOf: [{$ref: '#Pet'}, {properties: {lives: {}}}]}
        Dog: {allOf: [{$ref: '#Pet'}, {properties: {bark: {}}}]}
        """)
    assert fields(built, "Cat") == {"kind?": "string", "lives?": "Anything"}
    union = "union Cat | Dog by kind {'Cat': Cat, 'Dog': Dog}"
    assert declared(built, "Pet") == union


def test_s2_many_children_of_a_parent_that_lists_them_cost_little() -> None:
    names = [f"C{number}" for number in range(60)]
    listed = ", ".join(f"{{$ref: '#{name}'}}" for name in names)
    children = "\n".join(f"{name}: {{allOf: [{{$ref: '#P'}}]}}" for name in names)
    discriminator = "discriminator: {propertyName: k}"
    built = schemas(f"P: {{oneOf: [{listed}], {discriminator}}}\n{children}")
    assert len(built.declarations) == 61


def test_inline_union_with_discriminator_is_declared() -> None:
    built = schemas("""
        X:
          properties:
            u: {oneOf: [{$ref: '#A'}, {$ref: '#B'}], discriminator: {propertyName: k}}
            v: {oneOf: [{$ref: '#A'}, {$ref: '#B'}]}
        A: {properties: {k: {const: a}}}
        B: {properties: {k: {const: b}}}
        """)
    assert fields(built, "X") == {"u?": "X/properties/u", "v?": "A | B"}
    assert isinstance(
        built.declarations[ir.SchemaId("/components/schemas/X/properties/u")], ir.Union
    )


def test_s7_recursive_unions_end() -> None:
    built = schemas(
        "X: {anyOf: [{type: string}, {type: 'null'}, {items: {$ref: '#X'}}]}"
    )
    assert declared(built, "X") == "union string | [X?]"
    assert of(built.type_at("/components/schemas/X", ())) == "X?"
