"""Documents with one or a few slips of structure, and what regen makes of them.

`python -m tests.hostile.mutants [--count N] [--seed N] [--jobs N] [--keep FOLDER]
[DOCUMENT ...]`

A mutant is a valid document in which values were dropped, duplicated, retyped or
swapped, or keys misspelt. Whatever it became, regen has to answer with a package that
imports, or with a located error and nothing written: no traceback, no hang.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.documents.corpus import entries, representative

ROOT = Path(__file__).parents[2]
SECONDS = 30
MEGABYTES = 1_024
MAX_BYTES = 60_000
DOCUMENTS = 30

Steps = tuple[str | int, ...]

PATIENCE = 40 * SECONDS
"""Seconds by the clock: processor time is what counts, and a machine may be busy."""

_IMPORT_ALL = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
package = importlib.import_module("mutant")
for module in pkgutil.walk_packages(package.__path__, "mutant."):
    importlib.import_module(module.name)
for name in package.models.__all__:
    getattr(package.models, name)
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant.

    Attributes:
        kind: written, refused, or what is wrong.
        detail: the end of what was printed, if something is wrong.
    """

    seed: int
    document: str
    kind: str
    detail: str = ""

    @property
    def is_fault(self) -> bool:
        return self.kind not in ("written", "refused")


def sources() -> list[Path]:
    """The documents that are mutated: the goldens', and real ones where there are."""
    goldens = sorted((ROOT / "tests" / "golden").glob("*/openapi.yaml"))
    real = [
        entry
        for entry in entries()
        if entry.tier == "real" and entry.path.stat().st_size < MAX_BYTES
    ]
    chosen = representative(real)[:DOCUMENTS] if real else []
    return [ROOT / "specs" / "petstore.yaml", *goldens, *(e.path for e in chosen)]


def read(path: Path) -> Any:
    """A document as plain values."""
    text = path.read_text(encoding="utf-8")
    loaded = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    return json.loads(json.dumps(loaded, default=str))


def places(value: Any, at: Steps = ()) -> Iterator[Steps]:
    """The path of every value below another one."""
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, inner in items:
        yield (*at, key)
        yield from places(inner, (*at, key))


def parent_of(root: Any, path: Steps) -> Any:
    """The mapping or list that a path leads into."""
    for key in path[:-1]:
        root = root[key]
    return root


def drop(root: Any, path: Steps, random: random.Random) -> None:
    del parent_of(root, path)[path[-1]]


def duplicate(root: Any, path: Steps, random: random.Random) -> None:
    parent, key = parent_of(root, path), path[-1]
    again = copy.deepcopy(parent[key])
    if isinstance(parent, list):
        parent.insert(random.randrange(len(parent) + 1), again)
    else:
        other = random.choice([*parent, f"{key}2", str(key).upper()])
        parent[other] = again


def retype(root: Any, path: Steps, random: random.Random) -> None:
    parent, key = parent_of(root, path), path[-1]
    old = parent[key]
    parent[key] = random.choice(
        [
            *(None, True, False, 0, -1, 1.5, 10**400, "", "x", "\x00", "é\x07"),
            *([], {}, [old], {"x": old}, [[]], [None], {"": {}}, {"type": ["null"]}),
            *({"$ref": "#"}, {"$ref": "#/" + "/".join(map(str, path))}),
            "#/components/schemas/x",
        ]
    )


def swap(root: Any, path: Steps, random: random.Random) -> None:
    other = random.choice(list(places(root)))
    if other[: len(path)] == path or path[: len(other)] == other:
        return
    one, two = parent_of(root, path), parent_of(root, other)
    one[path[-1]], two[other[-1]] = two[other[-1]], one[path[-1]]


def misspell(root: Any, path: Steps, random: random.Random) -> None:
    parent, key = parent_of(root, path), path[-1]
    if isinstance(key, int) or not key:
        return
    at = random.randrange(len(key))
    wrong = key[:at] + random.choice(["", key[at] * 2, "_", "/", "\n"]) + key[at + 1 :]
    parent[wrong] = parent.pop(key)


Mutation = Callable[[Any, Steps, random.Random], None]
MUTATIONS: Sequence[Mutation] = (drop, duplicate, retype, retype, swap, misspell)


def mutate(document: Any, seed: int) -> Any:
    """A copy of a document with one to three slips; the same for the same seed."""
    chance = random.Random(seed)
    mutant = copy.deepcopy(document)
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        found = list(places(mutant))
        if not found:
            break
        # The upper levels are few and matter most.
        path = chance.choice(found)
        if chance.random() < 0.3:
            path = path[: chance.randrange(1, len(path) + 1)]
        chance.choice(MUTATIONS)(mutant, path, chance)
    return mutant


def examine(path: Path, document: Any, seed: int, keep: Path | None) -> Outcome:
    """Generate from one mutant, and import what was written."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "mutant.json"
        source.write_text(json.dumps(mutate(document, seed)), encoding="utf-8")
        outcome = Outcome(seed, path.stem, *_judge(folder, source))
        if outcome.is_fault and keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            target = keep / f"{path.parent.name}-{path.stem}-{seed}.json"
            target.write_bytes(source.read_bytes())
        return outcome


def _judge(folder: Path, source: Path) -> tuple[str, str]:
    line = [sys.executable, "-m", "regen", "generate", str(source)]
    options = ["--output", str(folder / "out"), "--package", "mutant"]
    try:
        done = _run([*line, *options], folder)
    except subprocess.TimeoutExpired:
        return "hang", ""
    printed = done.stdout + done.stderr
    written = (folder / "out" / "mutant").exists()
    if "Traceback" in printed or done.returncode not in (0, 2, 3):
        return f"exit {done.returncode}", printed[-3_000:]
    if done.returncode:
        if written:
            return "written although refused", printed[-1_000:]
        return ("refused", "") if "error" in printed else ("no error told", printed)
    return import_all(folder / "out")


def import_all(
    folder: Path, program: str = _IMPORT_ALL, patience: float = PATIENCE
) -> tuple[str, str]:
    """Import all modules of what was written, and say what came of it."""
    line = [sys.executable, "-W", "error", "-c", program, str(folder)]
    try:
        done = _run(line, folder, patience)
    except subprocess.TimeoutExpired:
        return "hang on import", ""
    if done.returncode:
        return "does not import", done.stderr[-2_000:]
    return "written", ""


def _run(
    line: list[str], folder: Path, patience: float = PATIENCE
) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        size = MEGABYTES * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    return subprocess.run(
        line,
        cwd=folder,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=patience,
        env=os.environ | {"NO_COLOR": "1"},
        preexec_fn=limit,
        check=False,
    )


def run(
    seeds: Sequence[int],
    paths: Sequence[Path] = (),
    *,
    jobs: int = 1,
    keep: Path | None = None,
) -> Iterator[Outcome]:
    """The outcomes of mutants, one a seed, over the documents by turns.

    Args:
        paths: of the documents, in place of those of `sources`.
        keep: a folder for the mutants with faults.
    """
    documents = [(path, read(path)) for path in paths or sources()]

    def one(seed: int) -> Outcome:
        path, document = documents[seed % len(documents)]
        return examine(path, document, seed, keep)

    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(one, seeds)


def main() -> int:
    """Run many mutants and print the faults and the counts."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.mutants")
    parser.add_argument("--count", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=0, help="of the first mutant")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="folder for mutants with faults")
    parser.add_argument("documents", nargs="*", type=Path, help="others than usual")
    options = parser.parse_args()
    counts: dict[str, int] = {}
    faults = 0
    seeds = range(options.seed, options.seed + options.count)
    paths, jobs, keep = options.documents, options.jobs, options.keep
    for outcome in run(seeds, paths, jobs=jobs, keep=keep):
        counts[outcome.kind] = counts.get(outcome.kind, 0) + 1
        if outcome.is_fault:
            faults += 1
            print(f"{outcome.document} seed {outcome.seed}: {outcome.kind}")
            print(outcome.detail, flush=True)
    print(f"{options.count} mutants:", counts)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
