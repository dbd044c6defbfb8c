"""Rounds of small jobs that take turns.

Also a program, for the interpreter of openapi-python-client and its generated models:
it reads the folder of the package, a schema, a document of it and whether to be quick
as JSON, and prints the microseconds of decoding and encoding. It imports nothing of
this project.
"""

from __future__ import annotations

import importlib
import json
import sys
import timeit
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Job = Callable[[], Any]


def best(functions: Sequence[Job | None], quick: bool) -> list[float | None]:
    """Microseconds of one call each: the best of many rounds that take turns."""
    timers = [timeit.Timer(function) if function else None for function in functions]
    found: list[float | None] = [None] * len(timers)
    once = max(timer.timeit(1) for timer in timers if timer)
    count, rounds = max(1, int(0.005 / once)), 1 if quick else max(5, int(1 / once))
    for _ in range(min(rounds, 100)):
        for i, timer in enumerate(timers):
            if timer:
                taken = timer.timeit(count) / count * 1e6
                found[i] = min(taken, found[i] or taken)
    return found


def main() -> None:
    """Measure the models of another generator, from JSON text and to JSON text."""
    folder, schema, document, quick = json.load(sys.stdin)
    (package,) = (path.parent.name for path in Path(folder).glob("*/__init__.py"))
    sys.path.insert(0, folder)
    model = getattr(importlib.import_module(f"{package}.models"), schema)
    data = json.dumps(document, separators=(",", ":")).encode()
    value = model.from_dict(json.loads(data))
    again = value.to_dict()
    assert model.from_dict(again) == value
    jobs = [
        lambda: model.from_dict(json.loads(data)),
        lambda: json.dumps(value.to_dict()).encode(),
    ]
    print(json.dumps(best(jobs, quick)))


if __name__ == "__main__":
    main()
