"""What is asked of generated packages from inside: run with their interpreter.

Reads a task from stdin: the folder, the packages with module and function of their
operations, and how many values of each model are to go to JSON and back (none: imports
and annotations only). Prints one JSON line, name and report, a package.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import traceback
import typing
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any


class Probe:
    """The questions to one package.

    Args:
        name: the package; it is imported here.
    """

    def __init__(self, name: str) -> None:
        self.faults: list[str] = []
        self.endless = 0
        self._name = name
        package = importlib.import_module(name)
        for info in pkgutil.walk_packages(package.__path__, f"{name}."):
            self._guard(info.name, importlib.import_module, info.name)

    def operations(self, listed: list[list[str]]) -> int:
        """How many functions there are; each has annotations that resolve."""
        found = set()
        for module, function in listed:
            label = f"{module}.{function}"
            value = getattr(sys.modules.get(f"{self._name}.{module}"), function, None)
            if callable(value) and self._guard(label, typing.get_type_hints, value):
                found.add(id(value))
        return len(found)

    def models(self) -> dict[str, Any]:
        """The dataclasses by module and name; each has annotations that resolve."""
        found = {}
        for module in [m for m in sys.modules if m.startswith(f"{self._name}.models.")]:
            for key, value in vars(sys.modules[module]).items():
                own = getattr(value, "__module__", None) == module
                if own and isinstance(value, type) and is_dataclass(value):
                    label = f"{module.removeprefix(self._name + '.')}.{key}"
                    if self._guard(label, typing.get_type_hints, value):
                        found[label] = value
        return found

    def values(self, models: dict[str, Any], examples: int) -> int:
        """Ask pydantic and hypothesis; how many models made the round trip."""
        sys.path.insert(0, str(Path(__file__).parents[2]))
        from tests.documents.values import RoundTrips, refused_by_pydantic

        runtime = importlib.import_module(f"{self._name}._runtime")
        self.faults += refused_by_pydantic(models, runtime.Unset)
        trips = RoundTrips(runtime, models, examples)
        done = sum(self._guard(f"{m}: value", trips.check, models[m]) for m in models)
        self.endless = trips.endless
        return done - trips.endless

    def _guard(self, label: str, function: Any, *args: Any) -> bool:
        """Call it; a fault if it raises."""
        try:
            function(*args)
        except Exception as fault:
            text = "".join(traceback.format_exception_only(fault))
            self.faults.append(f"{label}: {' '.join(text.split())[:300]}")
            return False
        return True


def ask(name: str, listed: list[list[str]], examples: int) -> dict[str, Any]:
    """The report on one package."""
    probe = Probe(name)
    functions = probe.operations(listed)
    models = probe.models()
    round_trips = probe.values(models, examples) if examples else 0
    return {
        "functions": functions,
        "models": len(models),
        "round_trips": round_trips,
        "endless": probe.endless,
        "faults": probe.faults,
    }


def main() -> None:
    """Answer the task on stdin."""
    task = json.load(sys.stdin)
    sys.path.insert(0, task["folder"])
    for name, listed in task["packages"].items():
        print(json.dumps([name, ask(name, listed, task["examples"])]), flush=True)


if __name__ == "__main__":
    main()
