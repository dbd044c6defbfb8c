# Part of every client that regen generates. Do not edit.
"""Reader of unions: by discriminator, else the variant that fits best.

Between objects decide, in this order: enumerated properties with listed values; no
deviation; no key dropped; the most declared keys; the order of the variants. Between
scalars: constants and listed enum values; formats of strings; plain types; open enums.
Two variants that fit equally well are no error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Union
from uuid import UUID

from .enums import StrEnum
from .readers import Marker, Rank, Reader, ScalarReader, is_array, is_object
from .trail import Trail

_STRINGS = (datetime, date, time, timedelta, UUID, str, bytes)
_ORDER = (*_STRINGS[:5], bool, int, float, Decimal, str, bytes)
_REMEMBERED = 256  # sets of keys: a server could fill the memory
_TYPES: Mapping[type, type] = dict.fromkeys(_STRINGS, str) | {
    kind: kind for kind in (int, float, bool)
}

Tags = tuple[str, Mapping[str, Reader]]
"""A discriminating property on the wire and its values, as text."""


def tag_text(tag: Any) -> str:
    """A tag as text, for tags may be numbers; "" for what cannot be a tag."""
    if isinstance(tag, str):
        return str(tag)
    return json.dumps(tag) if isinstance(tag, int | float) else ""


def _order(reader: Reader) -> int:
    kind = getattr(reader, "kind", None)
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


class UnionReader(Reader):
    """One of several types."""

    def __init__(self, variants: Sequence[Reader], tags: tuple[Tags, ...]) -> None:
        self.parts = (*variants, *(v for _, table in tags for v in table.values()))
        self.name = " or ".join(dict.fromkeys(variant.name for variant in variants))
        self.variants = variants
        self.tags = tags
        self.objects = [v for v in variants if v.takes in (dict, None)]
        self.arrays = [v for v in variants if v.takes in (list, None)]
        scalars = [v for v in variants if v.takes in (str, None)]
        self.enums = [v for v in scalars if v.enumerates]
        self.scalars = sorted(scalars, key=_order)
        self._coverage: dict[frozenset[str], list[Rank]] = {}
        self.exact = {v.kind: v for v in scalars if isinstance(v, ScalarReader)}

    @cached_property
    def _enumerated(self) -> bool:
        return any(getattr(variant, "enums", ()) for variant in self.objects)

    def special(self) -> bool:
        return bool(self.tags) or not self._distinct()

    def _distinct(self) -> bool:
        """Whether the JSON type alone tells the variant, for msgspec as for us."""
        types = [_json_type(variant) for variant in self.variants]
        return None not in types and len(set(types)) == len(types)

    def native(self) -> Any:
        if self.special():
            return Marker(self.fit)
        return Union[*(variant.native() for variant in self.variants)]

    def read(self, value: Any, trail: Trail) -> Any:
        if is_object(value):
            tagged = self._tagged(value)
            if tagged is not None:
                return tagged.read(value, trail)
            unknown = any(key in value for key, _ in self.tags)
            return self._best(value, self.objects, trail, unknown)
        if is_array(value):
            return self._best(value, self.arrays, trail)
        return self._scalar(value, trail)

    def _tagged(self, plain: dict[str, Any]) -> Reader | None:
        for key, table in self.tags:
            tag = plain.get(key)
            found = table.get(tag if type(tag) is str else tag_text(tag))
            if found is not None:
                return found
        return None

    def _best(
        self, value: Any, variants: list[Reader], trail: Trail, exact: bool = False
    ) -> Any:
        """Read as the variant that fits best; `exact`: only if nothing deviates."""
        place = (id(self), *trail.keys)
        found = trail.memo.get(place)
        if found is None:
            tries = [(*_tried(value, v, trail), v) for v in variants]
            tries.sort(key=lambda tried: _rank(value, tried[2], tried[1]))
            found = trail.memo[place] = tries[0] if tries else None
        if found is None or (exact and found[1].deviations):
            return trail.deviate(self.name, value)
        trail.absorb(found[1])
        return found[0]

    def _scalar(self, value: Any, trail: Trail) -> Any:
        for variant in self.enums:
            if variant.lists(value):
                return variant.read(value, trail)
        if not isinstance(value, str) and type(value) in self.exact:
            return value
        for variant in self.scalars:
            result, probe = _tried(value, variant, trail)
            if not probe.deviations:
                return result
        return trail.deviate(self.name, value)

    def fit(self, value: Any) -> Any:
        if not is_object(value):
            return super().fit(value)
        tagged = self._tagged(value)
        if tagged is not None:
            return tagged.fit(value)
        for variant in self._leaders(value):
            try:
                return variant.fit(value)
            except ValueError:
                continue
        return super().fit(value)

    def _leaders(self, value: dict[str, Any]) -> Sequence[Reader]:
        """The variants that `_best` would take if nothing deviates, where it is cheap
        to tell: one leads by its keys, or several do and there is nothing beneath.
        """
        keys = frozenset(value)
        ranks = self._coverage.get(keys)
        if ranks is None:
            ranks = [variant.coverage(keys) for variant in self.objects]
            if len(self._coverage) < _REMEMBERED:
                self._coverage[keys] = ranks
        if self._enumerated:
            ranks = [
                (m, *r) for m, r in zip(self._mismatches(value), ranks, strict=True)
            ]
        lead = min(ranks, default=None)
        leaders = [
            v for v, rank in zip(self.objects, ranks, strict=True) if rank == lead
        ]
        if len(leaders) == 1 or not any(map(_is_nested, value.values())):
            return leaders
        return ()

    def _mismatches(self, value: dict[str, Any]) -> Iterator[int]:
        return (variant.mismatches(value) for variant in self.objects)


def _tried(value: Any, variant: Reader, trail: Trail) -> tuple[Any, Trail]:
    probe = trail.probe()
    return variant.read(value, probe), probe


def _json_type(variant: Reader) -> type | None:
    """The JSON type that a variant takes; None if msgspec and we could differ."""
    if variant.takes is not str:
        return None if variant.is_marked() else variant.takes
    kind = getattr(variant, "kind", type(None))
    return str if issubclass(kind, StrEnum) else _TYPES.get(kind)


def _rank(value: Any, variant: Reader, probe: Trail) -> Rank:
    mismatches, dropped, extras = 0, 0, 0
    if is_object(value):
        mismatches = variant.mismatches(value)
        _, dropped, extras = variant.coverage(frozenset(value))
    return mismatches, len(probe.deviations), dropped, extras, probe.ignored


def _is_nested(value: Any) -> bool:
    return isinstance(value, dict | list)
