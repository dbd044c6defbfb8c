"""Names of things that all become one Python name, or that are long ones."""

from __future__ import annotations

from .making import STRING, Files, bomb, get, paths, record, schemas


@bomb
def names_of_symbols() -> Files:
    """Emoji: none of them leaves a letter."""
    names = [chr(0x1F300 + n % 500) * (1 + n // 500) for n in range(4_000)]
    return schemas({name: record({name: STRING}) for name in names})


@bomb
def properties_of_symbols() -> Files:
    names = [chr(0x1F300 + n % 500) * (1 + n // 500) for n in range(6_000)]
    return schemas({"A": record(dict.fromkeys(names, STRING))})


@bomb
def names_of_one_form() -> Files:
    """Letters that are the same once they are normalised (NFKC)."""
    letters = [chr(n) for n in range(0x1D400, 0x1D6A4, 0x34)] + ["A", "\uff21"]
    names = [a + b + c for a in letters for b in letters for c in letters]
    return schemas({name: {"type": "object"} for name in names})


@bomb
def names_that_count() -> Files:
    """Names that are what others get to be told apart: A, A2, A22, A-, A-2, ..."""
    names = [f"A{'-' * n}{m}" for n in range(60) for m in ("", *range(2, 60))]
    return schemas({name: {"type": "object"} for name in names})


@bomb
def operations_of_one_name() -> Files:
    found = {f"/a{'-' * n}": get() for n in range(1, 1_000)}
    return paths(found)


@bomb
def operations_of_symbols() -> Files:
    return paths({f"/{chr(0x4E00 + n)}": get() for n in range(8_000)})


@bomb
def tags_of_one_name() -> Files:
    return paths({f"/a{n}": get(tags=["t" + "-" * n]) for n in range(1, 1_200)})


@bomb
def schemes_of_one_name() -> Files:
    schemes = {
        "s" + "-" * n: {"type": "http", "scheme": "bearer"} for n in range(1_000)
    }
    return paths({"/a": get()}, components={"securitySchemes": schemes})


@bomb
def properties_of_one_name() -> Files:
    """Many models, each with many names that collide."""
    properties = {"p" + "_" * n: STRING for n in range(40)}
    return schemas({f"A{n}": record(properties) for n in range(400)})


@bomb
def names_of_many_words() -> Files:
    """As long as a key may be."""
    return schemas({f"{n} " + "aB1 " * 240: record({}) for n in range(850)})


@bomb
def names_above_many_others() -> Files:
    """Each of many schemas has all names above it in its pointer."""
    level = record({f"p{n}": record({"a": STRING}) for n in range(8_000)})
    for n in range(90):
        level = record({f"{n}{'x' * 990}": level})
    return schemas({"A": level})


@bomb
def names_of_combining_marks() -> Files:
    """Thousands of marks above one letter, which normalisation sorts."""
    marks = "\u0301\u0327" * 70_000
    return schemas({"a" + marks: {"type": "object"}})


@bomb
def names_of_long_ways() -> Files:
    """Inline schemas whose names are all the keys on the way to them."""
    level = record({"end": STRING})
    for n in range(80):
        level = record({f"property_number_{n}": level, "other": record({"x": STRING})})
    return schemas({f"A{n}": level for n in range(45)})


@bomb
def names_that_expand() -> Files:
    """One letter that becomes eighteen when it is normalised."""
    return schemas({f"{n}" + "\ufdfa" * 150: record({}) for n in range(950)})


@bomb
def names_from_right_to_left() -> Files:
    """Hebrew behind a mark that turns the direction."""
    letters = [chr(n) for n in range(0x5D0, 0x5DF)]
    names = ["\u202e" + a + b + c for a in letters for b in letters for c in letters]
    return schemas({name: record({name: STRING}) for name in names})


@bomb
def names_of_no_width() -> Files:
    return schemas({"a" + "\u200b" * n: record({}) for n in range(500)})


@bomb
def names_of_half_pairs() -> Files:
    (text,) = schemas(
        {f"A{n}": record({f"p{n}@": STRING}) for n in range(9_000)}
    ).values()
    return {"openapi.json": text.replace("@", "\\ud800")}
