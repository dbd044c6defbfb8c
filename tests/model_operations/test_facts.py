"""What a document says for people is kept, and shapes no type."""

from __future__ import annotations

from regen import ir

from .building import build, one


def test_constraints_examples_and_formats_of_schemas() -> None:
    built = build("""
        components:
          schemas:
            Name: {type: string, minLength: 3, pattern: '^a', example: abc}
            Pet:
              type: object
              minProperties: 1
              properties:
                mail: {type: string, format: email, examples: [a@b.c, d@e.f]}
                born: {type: string, format: date}
                name: {$ref: '#/components/schemas/Name'}
                count: {allOf: [{type: integer, maximum: 0}]}
        """)
    name, pet = built.api.declarations.values()
    assert name.facts == ir.Facts((("minLength", 3), ("pattern", "^a")), ("abc",))
    assert isinstance(pet, ir.Model)
    assert pet.facts.constraints == (("minProperties", 1),)
    mail, born, named, count = (field.facts for field in pet.fields)
    assert mail == ir.Facts(examples=("a@b.c", "d@e.f"), format="email")
    assert count.constraints == (("maximum", 0),)
    assert born is named is ir.NO_FACTS


def test_facts_of_parameters_and_links() -> None:
    built = one("""
        externalDocs: {url: https://x.test}
        parameters:
        - {name: a, in: query, schema: {type: integer, minimum: 1}, example: 5}
        - name: b
          in: query
          schema: {type: string, example: own}
          examples: {one: {value: 1}, far: {externalValue: https://x.test}}
        responses:
          "200":
            description: Fine
            links:
              next: {operationId: op, parameters: {a: $response.body#/next}}
        """)
    first, second = built.operation.parameters
    assert first.facts == ir.Facts((("minimum", 1),), (5,))
    assert second.facts.examples == (1,)
    (response,) = built.operation.responses
    link = ir.Link("next", "op", (("a", "$response.body#/next"),))
    assert response.links == (link,)
    assert built.operation.external_docs == ir.ExternalDocs("https://x.test")


def test_whom_to_ask_and_what_is_licensed() -> None:
    built = build("""
        info:
          title: T
          version: "1"
          termsOfService: https://x.test/terms
          contact: {email: a@b.c}
          license: {name: MIT, identifier: MIT}
        tags: [{name: a, externalDocs: {url: https://x.test, description: More}}]
        """)
    info = built.api.info
    assert info.terms_of_service == "https://x.test/terms"
    assert info.contact == ir.Contact(email="a@b.c")
    assert info.license == ir.License("MIT", "MIT")
    (tag,) = built.api.tags
    assert tag.external_docs == ir.ExternalDocs("https://x.test", "More")
