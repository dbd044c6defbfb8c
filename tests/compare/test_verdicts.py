"""The verdicts against the judge: code that uses a package, and mypy.

Each case is a change of a document and code that uses the package of the old one. That
code type-checks with the old package; with the new one it must fail exactly where
`regen diff` says that the change breaks.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import yaml
from regen.outputs.python.layout import package_files
from regen.outputs.render import render, runtime_files

from .kit import (
    Version,
    failing,
    failure,
    found,
    operation,
    parameters,
    pet,
    received,
    result,
    sent,
    version,
)

LIMIT = "{name: limit, in: query%s, schema: %s}"
PATH = "{name: %s, in: path, required: true, schema: {type: %s}}"
NAME, NOTE = "name: {type: string}", "note: {type: string}"


@dataclass(frozen=True)
class Case:
    """A change, and what those who use the old package wrote."""

    old: str
    new: str
    code: str
    breaks: bool


def limit(schema: str = "{type: integer}", *, required: bool = False) -> str:
    return parameters(LIMIT % (", required: true" if required else "", schema))


def field(schema: str) -> str:
    return pet(f"a: {schema}", required="a")


CHILD = (
    "{allOf: [{$ref: '#/components/schemas/PetA'},"
    " {type: object, properties: {loud: {type: boolean}}}]}"
)


def relatives(given: str, child: str) -> str:
    """An operation that gives one of two models: `Pet`, or `PetA` with a name."""
    text = result(f"{{$ref: '#/components/schemas/{given}'}}")
    text += f"\ncomponents:\n  schemas:\n    Pet: {child}\n"
    return text + f"    PetA: {pet('name: {type: string}')}\n"


READ = "pet = act(client)\nname: str = pet.name"
CONSTRUCT = "act(client, Pet(name='a'))"
CASES = {
    "argument-added": Case(parameters(), limit(), "act(client)", False),
    "required-argument-added": Case(
        parameters(), limit(required=True), "act(client)", True
    ),
    "argument-removed": Case(limit(), parameters(), "act(client, limit=1)", True),
    "argument-required": Case(limit(), limit(required=True), "act(client)", True),
    "argument-optional": Case(
        limit(required=True), limit(), "act(client, limit=1)", False
    ),
    "argument-widened": Case(
        limit(), limit("{type: number}"), "act(client, limit=1)", False
    ),
    "argument-narrowed": Case(
        limit("{type: number}"), limit(), "act(client, limit=1.5)", True
    ),
    "arguments-reordered": Case(
        parameters(PATH % ("a", "string"), PATH % ("b", "integer")).replace(
            "/pets:", "/pets/{a}/{b}:"
        ),
        parameters(PATH % ("a", "string"), PATH % ("b", "integer")).replace(
            "/pets:", "/pets/{b}/{a}:"
        ),
        "act(client, 'a', 1)",
        True,
    ),
    "base-removed": Case(
        relatives("Pet", child=CHILD),
        relatives("Pet", child=pet("name: {type: string}")),
        "animal: PetA = act(client)",
        True,
    ),
    "base-becomes-child": Case(
        relatives("PetA", child=CHILD),
        relatives("Pet", child=CHILD),
        "animal: PetA = act(client)",
        False,
    ),
    "child-becomes-base": Case(
        relatives("Pet", child=CHILD),
        relatives("PetA", child=CHILD),
        "animal: Pet = act(client)",
        True,
    ),
    "function-removed": Case(
        operation(), operation().replace("Id: act", "Id: do"), "act(client)", True
    ),
    "request-changed": Case(
        operation(), operation(method="post"), "act(client)", False
    ),
    "result-widened": Case(
        result("{type: string}"),
        result("{type: [string, 'null']}"),
        "text: str = act(client)",
        True,
    ),
    "result-narrowed": Case(
        result("{type: [string, 'null']}"),
        result("{type: string}"),
        "text: str | None = act(client)",
        False,
    ),
    "error-added": Case(
        failure(""), failure(failing("404", "{type: string}")), "act(client)", False
    ),
    "read-field-optional": Case(
        received(pet(NAME, required="name")), received(pet(NAME)), READ, True
    ),
    "read-field-required": Case(
        received(pet(NAME)),
        received(pet(NAME, required="name")),
        "name: str | None = act(client).name",
        False,
    ),
    "read-field-added": Case(
        received(pet(NAME, required="name")),
        received(pet(NAME, NOTE, required="name, note")),
        READ,
        False,
    ),
    "read-field-removed": Case(
        received(pet(NAME, required="name")), received(pet(NOTE)), READ, True
    ),
    "sent-field-optional": Case(
        sent(pet(NAME, required="name")), sent(pet(NAME)), CONSTRUCT, False
    ),
    "sent-field-required": Case(
        sent(pet(NAME, NOTE)), sent(pet(NAME, NOTE, required="note")), CONSTRUCT, True
    ),
    "sent-field-added": Case(
        sent(pet(NAME)), sent(pet(NAME, NOTE, required="note")), CONSTRUCT, True
    ),
    "sent-enum-widened": Case(
        sent(field("{type: string, enum: [a, b]}")),
        sent(field("{type: string}")),
        "act(client, Pet(a=PetA.A))",
        True,  # the class of the enum is gone
    ),
    "read-list-widened": Case(
        received(field("{type: array, items: {type: integer}}")),
        received(field("{type: array, items: {type: number}}")),
        "for item in act(client).a:\n    number: int = item",
        True,
    ),
    "read-list-narrowed": Case(
        received(field("{type: array, items: {type: number}}")),
        received(field("{type: array, items: {type: integer}}")),
        "for item in act(client).a:\n    number: float = item",
        False,
    ),
    "member-added": Case(
        sent("{type: string, enum: [a, b]}"),
        sent("{type: string, enum: [a, b, c]}"),
        "act(client, Pet.A)",
        False,
    ),
    "member-removed": Case(
        sent("{type: string, enum: [a, b]}"),
        sent("{type: string, enum: [b, c]}"),
        "act(client, Pet.A)",
        True,
    ),
    "alias-widened": Case(
        received("{type: integer}"),
        received("{type: [integer, string]}"),
        "number: int = act(client)",
        True,
    ),
}


def numbered(text: str, number: int) -> str:
    """The same with names of its own."""
    for word in ("act", "do", "Pet", "pets"):
        text = re.sub(rf"\b{word}(?=\b|A\b)", f"{word}{number}x", text)
    return text


def merged(documents: list[str]) -> str:
    """One document of all cases; a version of mypy's run is one package."""

    def join(one: Any, other: Any) -> Any:
        both = {k: join(one[k], other[k]) for k in one.keys() & other.keys()}
        return {**one, **other, **both}

    numbers = enumerate(documents)
    parts = [yaml.safe_load(numbered(text, number)) for number, text in numbers]
    return yaml.safe_dump(reduce(join, parts))


@dataclass(frozen=True)
class Judged:
    """What the two say about each case."""

    fails: dict[str, set[str]]
    breaks: set[str]


def _judged(old: Version, new: Version, folder: Path) -> Judged:
    for one in (old, new):
        _write(one, folder)
    fails: dict[str, set[str]] = {"before": set(), "after": set()}
    for package, name in re.findall(r"^(before|after)_(\w+)\.py:", _mypy(folder), re.M):
        fails[package].add(name.replace("_", "-"))
    subjects = {
        change.subject
        for change in found(old, new).changes
        if change.severity.value == "breaking"
    }
    breaks = {
        name
        for number, name in enumerate(CASES)
        if any(re.search(rf"[a-zA-Z]{number}_?[xX]", subject) for subject in subjects)
    }
    return Judged(fails, breaks)


def _write(one: Version, folder: Path) -> None:
    package = one.names.package
    drafts = render(package_files(one.surface))
    for path, text in (drafts | runtime_files(drafts.values())).items():
        file = folder / package / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for number, (name, case) in enumerate(CASES.items()):
        code = indent(numbered(case.code, number), "    ")
        code = re.sub(rf"\bPet{number}x", rf"models.Pet{number}x", code)
        text = dedent(f"""\
            from {package} import Client, models
            from {package}.operations.pets{number}x import act{number}x

            def use(client: Client) -> None:
            """)
        file = folder / f"{package}_{name.replace('-', '_')}.py"
        file.write_text(text + code + "\n", encoding="utf-8")


def _mypy(folder: Path) -> str:
    line = [sys.executable, "-m", "mypy", "--no-error-summary", "--cache-dir=cache"]
    files = [path.name for path in sorted(folder.glob("*.py"))]
    done = subprocess.run(
        [*line, "--config-file=/dev/null", *files],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def test_the_verdict_is_that_of_mypy(tmp_path: Path) -> None:
    """One test, because it is one run of mypy over all cases."""
    old = version(merged([case.old for case in CASES.values()]), package="before")
    new = version(merged([case.new for case in CASES.values()]), old, package="after")
    judged = _judged(old, new, tmp_path)
    assert judged.fails["before"] == set()
    assert judged.fails["after"] == {n for n, case in CASES.items() if case.breaks}
    assert judged.breaks == judged.fails["after"]
