"""Whether two JSON values say the same, in whatever spelling."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from uuid import UUID

from tests.documents.json_schema import Json

_WEEKS = re.compile(r"P([\d.]+)W")
_SPAN = re.compile(r"P(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?")


def difference(
    first: Json, second: Json, path: str = "$", tags: frozenset[str] = frozenset()
) -> str:
    """Where two JSON values differ; empty if they say the same.

    A null that is left out says the same: a model that is only received has no other
    word for absence.

    Args:
        tags: names that a union may add or leave out, which are its own.
    """
    if isinstance(first, dict) and isinstance(second, dict):
        lost = {name for name in first.keys() - second.keys() if first[name] is None}
        other = (first.keys() ^ second.keys()) - lost - tags
        if other:
            return f"{path} has other names: {other}"
        both = first.keys() & second.keys()
        pairs = [(f"{path}.{key}", first[key], second[key]) for key in sorted(both)]
    elif isinstance(first, list) and isinstance(second, list):
        if len(first) != len(second):
            return f"{path} has another length"
        items = zip(first, second, strict=True)
        pairs = [(f"{path}[{index}]", *pair) for index, pair in enumerate(items)]
    else:
        same = first == second and isinstance(first, bool) == isinstance(second, bool)
        return (
            "" if same or _spelled(first, second) else f"{path}: {first!r} {second!r}"
        )
    found = (difference(a, b, p, tags) for p, a, b in pairs)
    return next(filter(None, found), "")


def _spelled(first: Json, second: Json) -> bool:
    """Whether two texts are spellings of one moment, span or UUID, or of a number."""
    if isinstance(first, str) and isinstance(second, int | float):
        return _is_number(first, second)
    if not isinstance(first, str) or not isinstance(second, str):
        return False
    for read in (_moment, time.fromisoformat, UUID, _span):
        try:
            if read(first) == read(second):
                return True
        except ValueError:
            continue
    return False


def _is_number(text: str, number: float) -> bool:
    """Whether a text has the digits of a number, as some servers quote them."""
    try:
        return not isinstance(number, bool) and float(text) == number
    except ValueError:
        return False


def _moment(text: str) -> datetime:
    """A date-time to the millisecond: Python has no nanoseconds."""
    found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text.upper()))
    return found.replace(microsecond=found.microsecond // 1000 * 1000)


def _span(text: str) -> timedelta:
    if weeks := _WEEKS.fullmatch(text):
        return timedelta(weeks=float(weeks[1]))
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
