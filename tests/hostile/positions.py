"""Payloads in every string of documents: none becomes code, a file or a traceback.

`python -m tests.hostile.positions [--count N] [--seed N] [--pages]`

A position is a key or a value of one of the golden documents, which together have every
feature. A payload takes its place or follows it; regen has to answer with a package in
which the payload is text, or with an error that has a place. With `--pages` it is the
files around a package that are judged: reference pages, README, pyproject.toml, ...
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from regen.config import Project
from regen.diagnostics import RegenError
from regen.pipeline import Package

from tests.golden import cases
from tests.support import build_package

from .pages import MARKUP, fault_in
from .test_payloads import CANARY, PAYLOADS, calls_of

Steps = tuple[str | int, ...]
TEXTS = PAYLOADS | MARKUP
"""Name of a payload -> its text."""


@dataclass(frozen=True, slots=True)
class Position:
    """A string of a document: the value at the steps, or the key that is the last."""

    document: str
    steps: Steps
    is_key: bool


@dataclass(frozen=True, slots=True)
class Try:
    """A payload at a position, after what stands there or in place of it."""

    position: Position
    payload: str
    follows: bool


@cache
def read(document: str) -> Any:
    """A golden document as plain values."""
    path = cases.HERE / document / "openapi.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def positions() -> list[Position]:
    """Every string of every golden document."""
    return [
        Position(document, steps, is_key)
        for document in cases.names()
        for steps, is_key in _strings(read(document), ())
    ]


def _strings(value: Any, steps: Steps) -> Iterator[tuple[Steps, bool]]:
    if isinstance(value, str):
        yield steps, False
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, (*steps, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(key, str):
                yield (*steps, key), True
            yield from _strings(item, (*steps, key))


def tries(count: int, seed: int, payloads: Iterable[str] = PAYLOADS) -> list[Try]:
    """Different tries, the same for the same seed."""
    chosen = random.Random(seed)
    every = [
        Try(position, payload, follows)
        for position in positions()
        for payload in payloads
        for follows in (False, True)
    ]
    return chosen.sample(every, min(count, len(every)))


def document_of(attempt: Try) -> Any:
    """The document with the payload in it."""
    position, text = attempt.position, TEXTS[attempt.payload]
    document = copy.deepcopy(read(position.document))
    parent = document
    for step in position.steps[:-1]:
        parent = parent[step]
    last = position.steps[-1]
    if not position.is_key:
        parent[last] = parent[last] + text if attempt.follows else text
    else:
        new = f"{last}{text}" if attempt.follows else text
        renamed = [(new if key == last else key, item) for key, item in parent.items()]
        parent.clear()
        parent.update(renamed)
    return document


def outcome(attempt: Try) -> str:
    """What became of a try: "written", "refused", or what is wrong."""
    package = _built(attempt)
    if isinstance(package, str):
        return package
    if CANARY in calls_of(package):
        return "became code"
    for path, text in package.files.items():
        if ".." in PurePosixPath(path).parts or path.startswith(("/", "~")):
            return f"names the file {path!r}"
        if path.endswith(".py"):
            compile(text, path, "exec")
    return "written"


def _built(attempt: Try, **options: Any) -> Package | str:
    """The package of a try; "refused", or what is wrong, where there is none."""
    with tempfile.TemporaryDirectory() as name:
        folder, document = Path(name), document_of(attempt)
        try:
            return build_package(folder, document, package="tried", **options)
        except RegenError as error:
            places = [d.location for d in error.diagnostics]
            return "refused" if places and all(places) else "refused without a place"
        except Exception:
            return traceback.format_exc(limit=-3)


def outcome_for_pages(attempt: Try) -> str:
    """As `outcome`, for the files around the package."""
    package = _built(attempt, project=Project(reference=True))
    if isinstance(package, str):
        return package
    return fault_in(package.project, _usual(attempt.position.document)) or "written"


@cache
def _usual(document: str) -> Mapping[str, str | None]:
    """The files around the package of a document without a payload."""
    with tempfile.TemporaryDirectory() as folder:
        whole, settings = read(document), Project(reference=True)
        package = build_package(Path(folder), whole, package="tried", project=settings)
        return package.project


def is_right(result: str) -> bool:
    """Whether a try ended as it should."""
    return result in ("written", "refused")


def main() -> int:
    """Try many, print what is wrong and how many were tried."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", action="store_true", help="the files around it")
    options = parser.parse_args()
    payloads = TEXTS if options.pages else PAYLOADS
    judge = outcome_for_pages if options.pages else outcome
    chosen = tries(options.count, options.seed, payloads)
    counted: Counter[str] = Counter()
    for attempt in chosen:
        result = judge(attempt)
        counted[result if is_right(result) else "wrong"] += 1
        if not is_right(result):
            print(attempt, result, sep="\n", flush=True)
    print(f"{len(positions())} positions; of {len(chosen)} tries: {dict(counted)}")
    return 1 if counted["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
