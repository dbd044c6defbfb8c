# Part of every client that regen generates. Do not edit.
"""The shape of unions: by discriminator, else the variant that fits best.

Between objects decide, in this order: enumerated properties that another variant lists
the value of; no deviation (unless that loses all keys, and the reader is tolerant); no
key dropped; the most declared keys; no null in place of a value; the order of variants.
Between scalars: constants and listed enum values; formats of strings; plain types; open
enums. Two variants that fit equally well are no error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from typing import Any

from .enums import StrEnum
from .shapes import ANY_OF, TEXTUAL, Rank, Scalar, Shape, is_array, is_object
from .trail import Findings, Keys

_ORDER = (*TEXTUAL, bool, int, float, Decimal, str, bytes)
_TELLING = (dict, list, type(None))  # values by which equal variants may differ
_REMEMBERED = 256  # sets of keys: a server could fill the memory

Tags = tuple[str, Mapping[str, Shape], Shape | None]
"""A discriminating property on the wire, a variant for each value as text, and one for
all others.
"""


def tag_text(tag: Any) -> str:
    """A tag as text, for tags may be numbers; "" for what cannot be a tag."""
    if isinstance(tag, str):
        return str(tag)
    return json.dumps(tag) if isinstance(tag, int | float) else ""


class Choice(Shape):
    """One of several types."""

    def __init__(self, variants: Sequence[Shape], tags: Sequence[Tags]) -> None:
        # The default of one nested union must not take what belongs to its neighbour.
        self._default = tags[0][2] if len(tags) == 1 else None
        tagged = [variant for _, table, _ in tags for variant in table.values()]
        self.parts = (*variants, *tagged, *([self._default] if self._default else []))
        self.name = " or ".join(dict.fromkeys(variant.name for variant in variants))
        self.variants, self.tags = variants, tags
        self.objects = [v for v in variants if v.takes in (dict, None)]
        self.arrays = [v for v in variants if v.takes in (list, None)]
        scalars = [v for v in variants if v.takes in (str, None)]
        self.listing = [v for v in scalars if v.enumerates]
        self.scalars = sorted(scalars, key=_order)
        self.exact = {v.kind for v in scalars if isinstance(v, Scalar)}
        self._coverage: dict[frozenset[str], list[Rank]] = {}

    def define(self) -> None:
        """The last step, when all models are defined."""
        # Does the JSON type alone tell the variant, for msgspec as for us?
        types = [_json_type(variant) for variant in self.variants]
        distinct = None not in types and len(set(types)) == len(types)
        self.marked = bool(self.tags) or not distinct
        self._enumerated = any(variant.enums for variant in self.objects)

    def plain(self) -> Any:
        return ANY_OF[(*(variant.native() for variant in self.variants),)]

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        if is_object(value):
            tagged = self._tagged(value)
            if tagged is not None:
                return tagged.read(value, keys, found)
            return self._best(value, self.objects, keys, found)
        if is_array(value):
            return self._best(value, self.arrays, keys, found)
        return self._scalar(value, keys, found)

    def _tagged(self, plain: dict[str, Any]) -> Shape | None:
        for key, table, _ in self.tags:
            tag = plain.get(key)
            shape = table.get(tag if type(tag) is str else tag_text(tag))
            if shape is not None:
                return shape
        return self._default

    def _best(self, value: Any, among: list[Shape], keys: Keys, found: Findings) -> Any:
        """Read as the variant that fits best; with an unknown tag, only if it fits."""
        best = found.memo.get((id(self), keys))
        if best is None:
            mismatches = self._mismatches(value) if is_object(value) else repeat(0)
            pairs = zip(among, mismatches, strict=False)
            tries = [_tried(value, variant, keys, found, n) for variant, n in pairs]
            best = min(tries, key=lambda tried: tried[0], default=None)
            found.memo[id(self), keys] = best
        unknown = is_object(value) and any(key in value for key, _, _ in self.tags)
        if best is None or (unknown and best[2].deviations):
            return found.deviate(keys, self.name, value)
        found.absorb(best[2])
        return best[1]

    def _scalar(self, value: Any, keys: Keys, found: Findings) -> Any:
        for variant in self.listing:
            if variant.lists(value):
                return variant.read(value, keys, found)
        if not isinstance(value, str) and type(value) in self.exact:
            return value
        for variant in self.scalars:
            _, result, probe = _tried(value, variant, keys, found)
            if not probe.deviations:
                return result
        return found.deviate(keys, self.name, value)

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

    def _leaders(self, value: dict[str, Any]) -> Sequence[Shape]:
        """The variants that `_best` would take if nothing deviates, where it is cheap
        to tell: one leads by its keys, or several do and hold nothing but scalars.
        """
        keys = frozenset(value)
        ranks = self._coverage.get(keys)
        if ranks is None:
            ranks = [variant.coverage(keys) for variant in self.objects]
            if len(self._coverage) < _REMEMBERED:
                self._coverage[keys] = ranks
        if self._enumerated:
            mismatches = self._mismatches(value)
            ranks = [(n, *rank) for n, rank in zip(mismatches, ranks, strict=True)]
        lead = min(ranks, default=None)
        leaders = [v for v, r in zip(self.objects, ranks, strict=True) if r == lead]
        tied = len(leaders) > 1 and any(isinstance(v, _TELLING) for v in value.values())
        return () if tied else leaders

    def _mismatches(self, value: dict[str, Any]) -> list[int]:
        """How many enumerated properties have a value that only other variants list."""
        told = [
            {key: enum.lists(value[key]) for key, enum in variant.enums if key in value}
            for variant in self.objects
        ]
        known = {key for each in told for key, listed in each.items() if listed}
        return [sum(not each[key] for key in known & each.keys()) for each in told]


def _order(shape: Shape) -> int:
    kind = getattr(shape, "kind", None)
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _json_type(variant: Shape) -> type | None:
    """The JSON type that a variant takes; None if msgspec and we could differ."""
    if variant.takes is not str:
        return None if variant.marked else variant.takes
    kind: type = getattr(variant, "kind", type(None))
    if issubclass(kind, StrEnum) or kind in (*TEXTUAL, str, bytes):
        return str
    return kind if kind in (int, float, bool) else None


def _tried(
    value: Any, variant: Shape, keys: Keys, found: Findings, mismatches: int = 0
) -> tuple[Rank, Any, Findings]:
    """The rank of a variant (the least is best), its result, and what it found."""
    probe = found.probe()
    result = variant.read(value, keys, probe)
    deviations = len(probe.deviations)
    if not is_object(value):
        return (mismatches, deviations), result, probe
    missing, dropped, extras = variant.coverage(frozenset(value))
    # A variant that knows none of the keys may be valid, but it would lose them all.
    lost = dropped > 0 and dropped == len(value)
    first = (mismatches, found.strict and deviations > 0, missing, lost, deviations)
    nulls = [key for key in variant.nonnull if value.get(key, key) is None]
    return (*first, dropped, extras, probe.ignored, len(nulls)), result, probe
