# Part of every client that regen generates. Do not edit.
"""The shape of unions: by discriminator, else the variant that fits best.

A message whose tag no variant has, or that has none, is of none of the variants that
tags tell. Between other objects decide, in this order: enumerated properties that
another variant lists the value of; no deviation (unless that loses all keys, and the
reader is tolerant); no key dropped; the most declared keys; no null in place of a
value; the order of variants.
Between scalars: constants and listed enum values; formats of strings; plain types; open
enums. Two variants that fit equally well are no error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import repeat
from typing import Any, NamedTuple

from msgspec import Struct

from .enums import StrEnum
from .fields import NumberForm
from .records import Record
from .shapes import (
    ANY_OF,
    TEXTUAL,
    Later,
    Rank,
    Scalar,
    Scope,
    Shape,
    is_array,
    is_object,
)
from .trail import Findings, Keys

_ORDER = (*TEXTUAL, bool, int, float, Decimal, str, bytes)
_TELLING = (dict, list, type(None))  # values by which equal variants may differ
_REMEMBERED = 256  # sets of keys: a server could fill the memory


class Tags(NamedTuple):
    """A discriminator.

    Attributes:
        key: the property, by its name on the wire.
        table: the variant for each of its values, as text.
        default: the variant for all others, if there is one.
        is_textual: whether all values are strings.
    """

    key: str
    table: Mapping[str, Shape]
    default: Shape | None
    is_textual: bool


def tag_text(tag: Any) -> str:
    """A tag as text, for tags may be numbers; "" for what cannot be a tag."""
    if isinstance(tag, str):
        return str(tag)
    return json.dumps(tag) if isinstance(tag, int | float) else ""


class Choice(Shape):
    """One of several types."""

    is_quick = True

    def __init__(self, variants: Sequence[Shape], tags: Sequence[Tags]) -> None:
        # The default of one nested union must not take what belongs to its neighbour.
        self._default = tags[0].default if len(tags) == 1 else None
        self.name = " or ".join(dict.fromkeys(variant.name for variant in variants))
        self.variants, self.tags = variants, tags
        self.objects = [v for v in variants if v.takes in (dict, None)]
        self.arrays = [v for v in variants if v.takes in (list, None)]
        scalars = [v for v in variants if v.takes in (str, None)]
        self.listing = [v for v in scalars if v.enumerates]
        self.scalars = sorted(scalars, key=_order)
        self.exact = {v.kind for v in scalars if isinstance(v, Scalar)}
        self._leading: dict[tuple[Any, ...], list[Shape]] = {}

    def define(self) -> None:
        """The last step, when all models are defined."""
        # Does the JSON type alone, or the tag, tell the variant for msgspec as for us?
        self._records = self._tagged_records()
        types = [_json_type(variant) for variant in self._others()]
        if self._records:
            types.append(dict)
        distinct = None not in types and len(set(types)) == len(types)
        self.opaque = not distinct or bool(self.tags and not self._records)

    def _tagged_records(self) -> Mapping[str, Record]:
        """The models by their tags, if msgspec can tell them so; else nothing."""
        if len(self.tags) != 1 or self._default or not self.tags[0].is_textual:
            return {}
        key, table = self.tags[0].key, self.tags[0].table
        found: dict[str, Record] = {}
        for tag, shape in table.items():
            if not isinstance(shape, Record) or not shape.can_have_tag(key, tag):
                return {}
            found[tag] = shape
        return found if {*self.objects} <= {*found.values()} else {}

    def _others(self) -> Sequence[Shape]:
        """The variants that no tag tells."""
        return [v for v in self.variants if v not in self._records.values()]

    def known(self) -> Any:
        key = self.tags[0].key if self.tags else ""
        structs = [record.struct(key, tag) for tag, record in self._records.items()]
        return ANY_OF[(*structs, *(variant.native() for variant in self._others()))]

    def change(self, value: str, scope: Scope) -> str:
        result = value
        for variant in self._others():
            changed = variant.finish(value, scope)
            if changed != value:
                kind = scope.name(_made(variant))
                result = f"{changed} if isinstance({value}, {kind}) else {result}"
        if not self._records:
            return f"({result})" if result != value else value
        made = f"{value}.make()"
        if not self._others():
            return made
        return f"({made} if isinstance({value}, {scope.name(Struct)}) else {result})"

    def parts(self) -> Sequence[Shape]:
        told = (shape for tags in self.tags for shape in tags.table.values())
        return (*self.variants, *told)

    def is_final(self) -> bool:
        return super().is_final() and not self._records

    def read(self, value: Any, keys: Keys, found: Findings) -> Any:
        if is_object(value):
            variant = self._tagged(value)
            if variant is not None:
                return variant.read(self._untagged(value, variant), keys, found)
            return self._best(value, self._untold, keys, found)
        if is_array(value):
            return self._best(value, self.arrays, keys, found)
        return self._scalar(value, keys, found)

    def _tagged(self, plain: dict[str, Any]) -> Shape | None:
        """The variant that has the tag of a message."""
        for key, table, *_ in self.tags:
            tag = plain.get(key)
            shape = table.get(tag if type(tag) is str else tag_text(tag))
            if shape is not None:
                return shape
        return self._default

    def _untagged(self, plain: dict[str, Any], variant: Shape) -> dict[str, Any]:
        """The message without tags that belong to the union alone.

        The variant would keep them as undeclared properties.
        """
        if not isinstance(variant, Record) or variant.extra is None:
            return plain
        alien = {tags.key for tags in self.tags} - variant.names
        return {key: plain[key] for key in plain if key not in alien}

    @cached_property
    def _untold(self) -> list[Shape]:
        """The variants that are objects and that no tag tells."""
        if not self.tags:
            return self.objects
        told = [shape for tags in self.tags for shape in tags.table.values()]
        for shape in told:  # it grows on the way
            target = shape.target if isinstance(shape, Later) else shape
            told += target.variants if isinstance(target, Choice) else ()
        return [v for v in self.objects if v not in told or v in self._sharing]

    @cached_property
    def _sharing(self) -> list[Shape]:
        """The variants of a tag that several have, and that these may leave out."""
        return [
            variant
            for key, table, *_ in self.tags
            for shape in table.values()
            if isinstance(shape, Choice) and not shape.tags
            for variant in shape.objects
            if _may_lack(variant, key)
        ]

    def _best(self, value: Any, among: list[Shape], keys: Keys, found: Findings) -> Any:
        """Read as the variant that fits best.

        With an unknown tag, or without one that tells, only if it fits.
        """
        best = found.memo.get((id(self), keys))
        if best is None:
            mismatches = self._mismatches(value) if is_object(value) else repeat(0)
            pairs = zip(among, mismatches, strict=False)
            tries = [_tried(value, variant, keys, found, n) for variant, n in pairs]
            pairs_ = zip(tries, among, strict=True)
            best = min(pairs_, key=lambda pair: pair[0][0], default=None)
            found.memo[id(self), keys] = best
        if best is None:
            return found.deviate(keys, self.name, value)
        (_, result, probe), variant = best
        unknown = is_object(value) and any(tags.key in value for tags in self.tags)
        if probe.deviations and (unknown or variant in self._sharing):
            return found.deviate(keys, self.name, value)
        found.absorb(probe)
        return result

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
            return tagged.fit(self._untagged(value, tagged))
        for variant in self._leaders(value):
            try:
                return variant.fit(value)
            except ValueError:
                continue
        return super().fit(value)

    def _leaders(self, value: dict[str, Any]) -> Sequence[Shape]:
        """The variants that `_best` would take if nothing deviates.

        Where that is cheap to tell: one leads by its keys, or several do and hold
        nothing but scalars.
        """
        if self._enumerated:
            leaders = self._least(frozenset(value), self._mismatches(value))
        else:
            leaders = self._least(frozenset(value))
        tied = len(leaders) > 1 and any(isinstance(v, _TELLING) for v in value.values())
        return () if tied else leaders

    @cached_property
    def _enumerated(self) -> bool:
        """Whether the variants list values of properties."""
        return any(variant.enums for variant in self._untold)

    def _least(
        self, keys: frozenset[str], mismatches: Sequence[int] = ()
    ) -> Sequence[Shape]:
        """The variants of the least rank, by their mismatches and their keys."""
        known = (keys, *mismatches)
        leaders = self._leading.get(known)
        if leaders is None:
            counts = mismatches or [0] * len(self._untold)
            pairs = zip(counts, self._untold, strict=True)
            ranks = [(count, *variant.coverage(keys)) for count, variant in pairs]
            least = min(ranks, default=())
            pairs_ = zip(self._untold, ranks, strict=True)
            leaders = [variant for variant, rank in pairs_ if rank == least]
            if len(self._leading) < _REMEMBERED:
                self._leading[known] = leaders
        return leaders

    def _mismatches(self, value: dict[str, Any]) -> list[int]:
        """How many enumerated properties have a value that only other variants list."""
        told = [
            {key: enum.lists(value[key]) for key, enum in variant.enums if key in value}
            for variant in self._untold
        ]
        known = {key for each in told for key, listed in each.items() if listed}
        return [sum(not each[key] for key in known & each.keys()) for each in told]


def _may_lack(variant: Shape, key: str) -> bool:
    """Whether a model declares a property that its messages may leave out."""
    target = variant.target if isinstance(variant, Later) else variant
    return isinstance(target, Record) and target.may_lack(key)


def _made(variant: Shape) -> type:
    """What msgspec makes for a variant that needs a change."""
    if variant.takes is dict:
        return Struct if isinstance(variant, Record) else dict
    return list if variant.native().__origin__ is list else tuple


def _order(shape: Shape) -> int:
    if getattr(shape, "form", None) is NumberForm.UNQUOTED:
        return len(_ORDER)  # digits in quotes are rather a string
    kind = getattr(shape, "kind", None)
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _json_type(variant: Shape) -> type | None:
    """The JSON type that a variant takes; None if msgspec and we could differ."""
    if variant.takes is not str:
        return None if variant.opaque else variant.takes
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
