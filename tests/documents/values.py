"""Values of the models of a package: to JSON and back, and pydantic's view."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from types import GenericAlias
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from pydantic import TypeAdapter

from tests.documents.strategies import Strategies, alias_value


class RoundTrips:
    """Sends values of models to JSON and back.

    Attributes:
        endless: how many models turned out to have no finite value.
    """

    def __init__(self, runtime: Any, models: dict[str, Any], examples: int) -> None:
        self.endless = 0
        self._runtime = runtime
        self._strategies = Strategies(runtime)
        self._endless = endless(models.values())
        self._quiet = settings(
            max_examples=examples,
            database=None,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )

    def check(self, model: Any) -> None:
        """Values of a model survive; a model without values is counted."""

        @self._quiet
        @given(self._strategies.of(model))
        def check(value: Any) -> None:
            runtime = self._runtime
            plain = runtime.encode(value)
            self._same(value, runtime.decode(model, plain, strict=True), plain)
            text = json.dumps(plain)
            self._same(value, runtime.decode_json(model, text, strict=True), plain)

        try:
            check()
        except Unsatisfiable:
            if model not in self._endless:
                raise
            self.endless += 1

    def _same(self, value: Any, back: Any, plain: Any) -> None:
        """The value came back; where variants of a union look alike, its JSON did."""
        assert back == value or self._runtime.encode(back) == plain, plain


def refused_by_pydantic(models: dict[str, Any], unset: Any) -> Iterator[str]:
    """A fault for each model that pydantic does not know as a dataclass.

    Models that lead to a field with `unset` are not asked about.
    """
    inner = {model: set(_leaves(model)) for model in models.values()}
    excluded = {unset}
    while more := {m for m in inner if m not in excluded and inner[m] & excluded}:
        excluded |= more
    asked = {label: model for label, model in models.items() if model not in excluded}
    # In one schema: each model alone means the models that it leads to, again.
    together: Any = GenericAlias(tuple, tuple(asked.values()))
    try:
        TypeAdapter(together)
    except Exception:
        for label, model in asked.items():
            try:
                TypeAdapter(model)
            except Exception as fault:
                yield f"pydantic {label}: {' '.join(str(fault).split())[:300]}"


def _leaves(model: Any) -> Iterator[Any]:
    """The classes that the fields of a model mention."""
    waiting = list(typing.get_type_hints(model).values())
    seen: set[Any] = set()
    while waiting:
        hint = waiting.pop()
        if isinstance(hint, str | int) or hint in seen:
            continue
        seen.add(hint)
        if hasattr(hint, "__value__"):
            waiting.append(alias_value(hint))
        elif isinstance(hint, type):
            yield hint
        waiting += typing.get_args(hint)


def endless(models: typing.Iterable[Any]) -> set[Any]:
    """The models that have no finite value, as one that requires itself."""
    left = set(models)
    needs = {model: list(_required(model)) for model in left}
    while done := {m for m in left if not any(_needs(h, left) for h in needs[m])}:
        left -= done
    return left


def _required(model: Any) -> Iterator[Any]:
    hints = typing.get_type_hints(model)
    for item in fields(model):
        if item.default is MISSING and item.default_factory is MISSING:
            yield hints[item.name]


def _needs(hint: Any, left: set[Any], depth: int = 0) -> bool:
    """Whether every value of this type contains one of these models."""
    if hasattr(hint, "__value__"):
        return depth > 50 or _needs(alias_value(hint), left, depth + 1)
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _needs(args[0], left, depth)
    if hint is typing.Never:
        return True
    if is_dataclass(hint):
        return hint in left
    if origin in (list, dict, typing.Literal) or not args:
        return False
    parts = (_needs(arg, left, depth + 1) for arg in args)
    return any(parts) if origin is tuple else all(parts)
