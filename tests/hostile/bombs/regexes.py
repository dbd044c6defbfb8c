"""Patterns that take their reader long."""

from __future__ import annotations

from .making import STRING, Files, bomb, get, paths, schemas


@bomb
def pattern_with_default() -> Files:
    value = "a" * 40 + "!"
    return schemas({"A": {**STRING, "pattern": "^(a+)+$", "default": value}}, "3.0.3")


@bomb
def pattern_with_example() -> Files:
    value = "a" * 40 + "!"
    pattern = "^(([a-z])+.)+[A-Z]([a-z])+$"
    return schemas({"A": {**STRING, "pattern": pattern, "enum": [value]}})


@bomb
def pattern_that_repeats() -> Files:
    return schemas({"A": {**STRING, "pattern": "(a{1,1000}){1,1000}", "default": "a"}})


@bomb
def pattern_properties() -> Files:
    found = {f"^(a+)+{n}$": STRING for n in range(20_000)}
    return schemas({"A": {"type": "object", "patternProperties": found}})


_SLOW = "^(a+)+$"
_VALUE = "a" * 40 + "!"
_PATTERN = {**STRING, "pattern": _SLOW}


@bomb
def pattern_with_an_enum() -> Files:
    return schemas({"A": _PATTERN | {"enum": [_VALUE]}})


@bomb
def pattern_with_a_constant() -> Files:
    return schemas({"A": _PATTERN | {"const": _VALUE, "examples": [_VALUE]}})


@bomb
def pattern_of_items_with_a_default() -> Files:
    return schemas({"A": {"type": "array", "items": _PATTERN, "default": [_VALUE]}})


@bomb
def pattern_of_names_with_a_default() -> Files:
    names = {"type": "object", "propertyNames": {"pattern": _SLOW}}
    return schemas({"A": names | {"default": {_VALUE: 1}}})


@bomb
def pattern_of_properties_with_a_default() -> Files:
    found = {"type": "object", "patternProperties": {_SLOW: STRING}}
    return schemas({"A": found | {"default": {_VALUE: "a"}}})


@bomb
def patterns_of_parameters() -> Files:
    """Many places, each of which is slow."""
    parameters = [
        {"name": f"p{n}", "in": "query", "schema": _PATTERN | {"default": _VALUE}}
        for n in range(200)
    ]
    return paths({"/a": get(parameters=parameters)})


@bomb
def pattern_of_a_long_default() -> Files:
    """A pattern that takes the square of the length of its text."""
    return schemas({"A": {**STRING, "pattern": "a*b", "default": "a" * 600_000}})


@bomb
def pattern_with_references_to_itself() -> Files:
    pattern = r"^(?:(.)(?!.*\1))*(a|a?)+$"
    return schemas({"A": {**STRING, "pattern": pattern, "default": "ab" * 2_000}})


@bomb
def long_pattern() -> Files:
    pattern = "(" * 200_000 + ")" * 200_000
    return schemas({"A": {**STRING, "pattern": pattern, "default": "a"}})


@bomb
def pattern_of_many_ways() -> Files:
    pattern = "|".join(f"a{n}" for n in range(60_000))
    return schemas({"A": {**STRING, "pattern": pattern, "default": "b" * 1_000}})
