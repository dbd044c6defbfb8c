"""Findings of openapi-spec-validator as plain data, for any process to make."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from typing import Any

from regen.diagnostics import Level

from .patches import digestible, home
from .pointers import within
from .remarks import Remark
from .version import version_of

CRASHED = "validator-crashed"
MAXIMUM = 50
"""Findings of one document that are told one by one."""

_HINTS = {
    "path-parameter": "a path has a variable for each path parameter, and the reverse",
    "wrong-default": "the default is only shown in documentation",
    "required-undeclared": "declare it under `properties`, or do not require it",
}


def examine(root: dict[str, Any], *, strict: bool) -> list[Remark]:
    """How a bundled document deviates from the specification.

    Never raises, never fetches.

    All are warnings, or errors if `strict`; where the validator breaks down is always a
    warning.

    At most `MAXIMUM` are told one by one, and a last one says how many more there are.
    """
    version = version_of(root)
    if version is None:
        return []
    _forget_settings()
    from .findings import explain
    from .spec_validator import iter_errors

    level = Level.ERROR if strict else Level.WARNING
    clean, holes = digestible(root)
    found: dict[tuple[str, ...], Remark] = {}
    try:
        for path, error in iter_errors(clean, version):
            for code, place, message in explain(path, error):
                remark = _remark(code, home(clean, place), message, level)
                if not (_is_hole(remark, holes) or _is_echo(remark, found.values())):
                    found.setdefault(_key(remark), remark)
    except Exception as fault:  # whatever it is, generation can do without
        found[(CRASHED,)] = _remark(CRASHED, "", type(fault).__name__, level)
    return _bounded(list(found.values()))


def _forget_settings() -> None:
    """Give the validator its defaults: what is found must not depend on a machine."""
    for name in list(os.environ):
        if name.startswith(("OPENAPI_SPEC_VALIDATOR_", "OPENAPI_SCHEMA_VALIDATOR_")):
            del os.environ[name]


def _is_hole(remark: Remark, holes: Iterable[str]) -> bool:
    """Whether it is about what stands in the place of a dangling reference."""
    return any(within(remark.pointer, hole) for hole in holes)


def _is_echo(remark: Remark, found: Iterable[Remark]) -> bool:
    """Whether it is known already why the validator broke down there."""
    return remark.code == CRASHED and any(
        within(known.pointer, remark.pointer) for known in found
    )


def _key(remark: Remark) -> tuple[str, ...]:
    """What makes a finding a new one; one reason against a default will do."""
    return remark[:2] if remark.code == "wrong-default" else remark[:3]


def _remark(code: str, pointer: str, message: str, level: Level) -> Remark:
    if code == CRASHED:
        message = f"openapi-spec-validator cannot check this part ({message})"
        return Remark(code, pointer, message, level=Level.WARNING.value)
    return Remark(code, pointer, message, _HINTS.get(code, ""), level.value)


def _bounded(remarks: list[Remark]) -> list[Remark]:
    """The first findings, and one that counts the rest by kind."""
    rest = remarks[MAXIMUM:]
    if not rest:
        return remarks
    counts = Counter(remark.code for remark in rest)
    kinds = ", ".join(f"{count} {code}" for code, count in counts.most_common())
    levels = {remark.level for remark in rest}
    level = Level.ERROR if Level.ERROR.value in levels else Level.WARNING
    text = f"and {len(rest)} more findings: {kinds}"
    return [*remarks[:MAXIMUM], Remark("more-findings", "", text, level=level.value)]
