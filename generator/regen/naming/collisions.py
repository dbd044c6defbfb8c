"""Settles which of several things gets a name, by one rule for every kind of name.

Pinned names come first, then claims by rank, then by order. A claim that finds its name
taken tries its other names, and at last its name with a number. The work is linear in
the number of claims: the numbers of a name are counted on, never searched again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Generic, TypeVar

from msgspec import Struct

from regen.diagnostics import Diagnostic, Level

Key = TypeVar("Key")


def _no_others() -> tuple[str, ...]:
    return ()


class Claim(Struct, Generic[Key], frozen=True):
    """A wish for a name.

    Attributes:
        name: the name that the thing has if nothing else wants it.
        others: names to try next, computed only on a collision.
        rank: a lower one chooses first.
    """

    key: Key
    name: str
    others: Callable[[], tuple[str, ...]] = _no_others
    rank: int = 0


def assign(
    claims: Iterable[Claim[Key]],
    taken: AbstractSet[str] = frozenset(),
    pinned: Mapping[Key, str] | None = None,
) -> dict[Key, str]:
    """A name for each claim, in the order of the claims; no two alike.

    Args:
        taken: names that no claim may have.
        pinned: names of an earlier run; those taken or given twice lapse.
    """
    claims = list(claims)
    pinned = pinned or {}
    wishes = {claim.key: pinned.get(claim.key, claim.name) for claim in claims}
    # As a rule nobody wants what another one wants, and each wish is granted.
    names = set(wishes.values())
    if len(names) == len(claims) and names.isdisjoint(taken):
        return wishes
    chosen: dict[Key, str] = {}
    used: set[str] = set()
    for claim in claims:
        name = pinned.get(claim.key)
        if name is not None and name not in taken and name not in used:
            chosen[claim.key] = name
            used.add(name)
    counters: dict[str, int] = {}
    for claim in sorted(claims, key=lambda claim: claim.rank):
        if claim.key not in chosen:
            name = _free(claim, taken, used, counters)
            chosen[claim.key] = name
            used.add(name)
    return {claim.key: chosen[claim.key] for claim in claims}


def renamed(
    kind: str, claims: Iterable[Claim[Key]], chosen: Mapping[Key, str], place: str = ""
) -> list[Diagnostic]:
    """A remark for each claim that did not get its own name.

    Args:
        kind: what is named, as "operation".
        place: where it stands, if its key does not say so.
    """
    where = f" of {place}" if place else ""
    return [
        Diagnostic(
            Level.INFO,
            "renamed",
            f"{kind} {claim.key}{where} is generated as {chosen[claim.key]}: "
            f"the name {claim.name} is taken",
        )
        for claim in claims
        if chosen[claim.key] != claim.name
    ]


def _free(
    claim: Claim[Key],
    taken: AbstractSet[str],
    used: AbstractSet[str],
    counters: dict[str, int],
) -> str:
    if claim.name not in taken and claim.name not in used:
        return claim.name
    for name in claim.others():
        if name not in taken and name not in used:
            return name
    joint = "_" if "_" in claim.name or claim.name[-1:].isdigit() else ""
    joint = joint if claim.name[:1].isupper() and not claim.name.isupper() else "_"
    number = counters.get(claim.name, 2)
    while (name := f"{claim.name.rstrip('_')}{joint}{number}") in used or name in taken:
        number += 1
    counters[claim.name] = number + 1
    return name
