"""What is asked of a generated package from inside: run with its interpreter.

`python probe.py FOLDER PACKAGE [EXAMPLES]` imports every module, resolves every
annotation, and, with hypothesis at hand, makes values of each model and sends them
through JSON and back. Prints one JSON object.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import pkgutil
import sys
import traceback
import typing
from contextlib import suppress
from pathlib import Path
from typing import Any


def modules(package: Any) -> list[str]:
    """Every module below a package."""
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [info.name for info in found]


def main(folder: str, name: str, examples: int) -> dict[str, Any]:
    sys.path.insert(0, folder)
    faults: list[str] = []
    package = importlib.import_module(name)
    for module in modules(package):
        _guard(faults, module, importlib.import_module, module)
    runtime = importlib.import_module(f"{name}._runtime")
    operations = _operations(name, runtime)
    models = _models(name)
    for label, function in operations.items():
        _guard(faults, label, typing.get_type_hints, function)
    for label, model in models.items():
        _guard(faults, label, typing.get_type_hints, model)
    round_trips = 0
    if examples:
        for label, model in models.items():
            _guard(faults, f"pydantic {label}", _accepted_by_pydantic, runtime, model)
        round_trips = _round_trips(runtime, models, examples, faults)
    return {
        "operations": len(operations),
        "models": len(models),
        "round_trips": round_trips,
        "faults": faults,
    }


def _guard(faults: list[str], label: str, function: Any, *args: Any) -> None:
    try:
        function(*args)
    except Exception as fault:
        line = " ".join("".join(traceback.format_exception_only(fault)).split())[:300]
        faults.append(f"{label}: {line}")


def _accepted_by_pydantic(runtime: Any, model: Any) -> None:
    """Every model that has no field with UNSET is a dataclass as pydantic knows it."""
    from pydantic import TypeAdapter

    if not _has_unset(runtime, model, set()):
        TypeAdapter(model)


def _has_unset(runtime: Any, model: Any, seen: set[Any]) -> bool:
    """Whether a model, or a model that it leads to, has a field with UNSET."""
    if model in seen:
        return False
    seen.add(model)
    if dataclasses.is_dataclass(model):
        fields = dataclasses.fields(model)
        if any(field.default is runtime.UNSET for field in fields):
            return True
        hints = typing.get_type_hints(model)
        return any(_has_unset(runtime, hint, seen) for hint in hints.values())
    value = getattr(model, "__value__", None)
    if value is not None and not isinstance(value, str):
        return _has_unset(runtime, value, seen)
    arguments = [a for a in typing.get_args(model) if not isinstance(a, str | int)]
    return any(_has_unset(runtime, argument, seen) for argument in arguments)


def _operations(name: str, runtime: Any) -> dict[str, Any]:
    base = importlib.import_module(f"{name}._runtime.call")
    kinds = (base.AnyOperation,)
    found = {}
    for module in [m for m in sys.modules if m.startswith(f"{name}.operations.")]:
        for key, value in vars(sys.modules[module]).items():
            if isinstance(value, kinds):
                found[f"{module}.{key}"] = value
    return found


def _models(name: str) -> dict[str, Any]:
    found = {}
    for module in [m for m in sys.modules if m.startswith(f"{name}.models.")]:
        for key, value in vars(sys.modules[module]).items():
            own = getattr(value, "__module__", None) == module
            if own and isinstance(value, type) and dataclasses.is_dataclass(value):
                found[f"{module}.{key}"] = value
    return found


def _round_trips(
    runtime: Any, models: dict[str, Any], examples: int, faults: list[str]
) -> int:
    from hypothesis import HealthCheck, Phase, settings

    sys.path.insert(0, str(Path(__file__).parents[2]))
    from tests.documents.strategies import Strategies

    strategies = Strategies(runtime)
    quiet = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    done = 0
    for label, model in models.items():
        before = len(faults)
        _guard(faults, label, _round_trip, runtime, model, strategies, quiet)
        done += len(faults) == before
    return done


def _round_trip(runtime: Any, model: Any, strategies: Any, quiet: Any) -> None:
    from hypothesis import given
    from hypothesis.errors import Unsatisfiable

    @quiet
    @given(strategies.of(model))
    def check(value: Any) -> None:
        plain = runtime.encode(value)
        _same(runtime, value, runtime.decode(model, plain), plain)
        text = runtime.encoding.encode_json(value)
        _same(runtime, value, runtime.decode_json(model, text), plain)

    # A model that requires itself, at the end of a chain, has no finite value.
    with suppress(Unsatisfiable):
        check()


def _same(runtime: Any, value: Any, back: Any, plain: Any) -> None:
    """The value came back; where variants of a union look alike, its JSON did."""
    assert back == value or runtime.encode(back) == plain, plain


if __name__ == "__main__":
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    print(json.dumps(main(sys.argv[1], sys.argv[2], count)))
