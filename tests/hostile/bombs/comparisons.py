"""Two documents that `regen diff` compares."""

from __future__ import annotations

from collections.abc import Callable

from .making import (
    STRING,
    Files,
    Json,
    answer,
    compared,
    get,
    paths,
    record,
    ref,
    schemas,
)


def both(make: Callable[[str], Files]) -> Files:
    """An old and a new document, made with another word."""
    (old,), (new,) = make("old").values(), make("new").values()
    return {"openapi-1.json": old, "openapi-2.json": new}


def used(found: Json) -> Files:
    """A document with an operation that gives each of its schemas."""
    uses = {f"/{name}": get(responses=answer(ref(name))) for name in found}
    return paths(uses, "3.1.0", components={"schemas": found})


@compared
def models_of_other_properties() -> Files:
    def make(word: str) -> Files:
        return used({f"A{n}": record({f"{word}{n}": STRING}) for n in range(1_800)})

    return both(make)


@compared
def one_model_of_other_properties() -> Files:
    def make(word: str) -> Files:
        return used({"A": record({f"{word}{n}": STRING for n in range(12_000)})})

    return both(make)


@compared
def operations_of_other_names() -> Files:
    def make(word: str) -> Files:
        return paths(
            {f"/{word}{n}": get(operationId=f"{word}{n}") for n in range(3_500)}
        )

    return both(make)


@compared
def operations_that_moved() -> Files:
    def make(word: str) -> Files:
        return paths(
            {
                f"/{n}": get(operationId=f"a{n}", tags=[f"{word}{n % 50}"])
                for n in range(3_500)
            }
        )

    return both(make)


@compared
def enums_of_other_values() -> Files:
    def make(word: str) -> Files:
        return used({"A": {**STRING, "enum": [f"{word}{n}" for n in range(30_000)]}})

    return both(make)


@compared
def unions_in_another_order() -> Files:
    def make(word: str) -> Files:
        found: Json = {f"A{n}": record({f"p{n}": STRING}) for n in range(700)}
        names = sorted(found, reverse=word == "old")
        union = {"oneOf": [ref(name) for name in names]}
        uses = {f"/{n}": get(responses=answer(union)) for n in range(8)}
        return paths(uses, "3.1.0", components={"schemas": found})

    return both(make)


@compared
def unions_of_unions_that_differ() -> Files:
    """Whether each variant fits one of the others, at each of many levels."""

    def make(word: str) -> Files:
        level: Json = {"type": "integer" if word == "old" else "string"}
        for n in range(40):
            one, two = {"items": level, "type": "array"}, {
                "additionalProperties": level
            }
            level = {"anyOf": [one, two | {"type": "object"}, {"const": n}]}
            level = level if n % 8 else {"type": "array", "items": level}
            if len(str(level)) > 200_000:
                break
        return paths({"/a": get(responses=answer(level))}, "3.1.0")

    return both(make)


@compared
def unions_through_aliases() -> Files:
    """As above, and each level refers twice to the next."""

    def make(word: str) -> Files:
        found: Json = {
            f"A{n}": {"anyOf": [{"type": "array", "items": ref(f"A{n + 1}")}] * 1}
            | {"description": word}
            for n in range(60)
        }
        for n in range(60):
            other = {"type": "object", "additionalProperties": ref(f"A{n + 1}")}
            found[f"A{n}"]["anyOf"].append(other)
        found["A60"] = {"type": "integer" if word == "old" else "string"}
        return paths(
            {"/a": get(responses=answer(ref("A0")))},
            "3.1.0",
            components={"schemas": found},
        )

    return both(make)


@compared
def models_that_hold_one_another() -> Files:
    def make(word: str) -> Files:
        names = [f"M{n}" for n in range(100)]
        return used({name: record({word + n: ref(n) for n in names}) for name in names})

    return both(make)


@compared
def parameters_of_other_types() -> Files:
    def make(word: str) -> Files:
        type_ = {"type": "integer" if word == "old" else "string"}
        parameters = [
            {"name": f"p{n}", "in": "query", "schema": type_} for n in range(5_000)
        ]
        return paths({"/a": get(parameters=parameters)})

    return both(make)


@compared
def failures_of_other_statuses() -> Files:
    def make(word: str) -> Files:
        first = 400 if word == "old" else 450
        responses = {
            str(n): answer(record({f"{word}{n}": STRING}))["200"]
            for n in range(first, first + 50)
        }
        return paths({f"/a{n}": get(responses=responses) for n in range(60)})

    return both(make)


@compared
def nothing_left() -> Files:
    """All of a large document is gone."""
    (old,) = paths({f"/a{n}": get() for n in range(8_000)}).values()
    (new,) = schemas({"A": STRING}).values()
    return {"openapi-1.json": old, "openapi-2.json": new}
