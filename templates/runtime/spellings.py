# Part of every client that regen generates. Do not edit.
"""Formats of strings in the spellings that msgspec does not read or write."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import datetime, time, timedelta
from typing import Any

from msgspec import ValidationError, convert

_DURATION = re.compile(
    r"[+-]?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+(?:[.,]\d+)?W)?(?:\d+(?:[.,]\d+)?D)?"
    r"(?:T(?=.)(?:\d+(?:[.,]\d+)?H)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?S)?)?"
)
_WITHOUT_SECONDS = re.compile(
    r"((?:\d{4}-\d\d-\d\d[Tt ])?\d\d:\d\d)(|[Zz]|[+-]\d\d:?\d\d)"
)
_LONG_FRACTION = re.compile(r"(\.\d{6})\d+")
_LAST_MICROSECOND = ":59:59.999999"
_LAST_MICROSECOND_IN_BYTES = _LAST_MICROSECOND.encode()
_POINT = ord(".")


def duration_text(value: timedelta) -> str:
    """A duration as ISO 8601 writes it, in days, hours, minutes and seconds."""
    seconds = value.days * 86_400 + value.seconds
    total = abs(seconds * 1_000_000 + value.microseconds)
    seconds, micros = divmod(total, 1_000_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    fraction = f".{micros:06}".rstrip("0") if micros else ""
    sizes = (hours, "H"), (minutes, "M"), (f"{seconds}{fraction}", "S")
    parts = [f"{size}{unit}" for size, unit in sizes if size not in (0, "0")]
    day = f"{days}D" if days else ""
    clock = f"T{''.join(parts)}" if parts else ""
    sign = "-" if value < timedelta() else ""
    return f"{sign}P{day}{clock}" if day or clock else "PT0S"


def duration(text: str) -> timedelta | str:
    """A duration. One with months or years has no certain length: it stays text.

    Raises:
        ValueError: it is no duration of ISO 8601.
    """
    if not _DURATION.fullmatch(text):
        raise ValueError(text)
    if text == f"P{text[1:-1]}W":
        return timedelta(weeks=float(text[1:-1].replace(",", ".")))
    try:
        return convert(text, timedelta)
    except ValidationError:
        return text


def moment(text: str, kind: type[datetime | time]) -> Any:
    """A date and time, or a time, with seconds or without.

    Digits of a second that Python does not have are rounded, but to no other year (or
    day, of a time).

    Raises:
        ValueError: it is none.
    """
    if found := _WITHOUT_SECONDS.fullmatch(text):
        text = f"{found[1]}:00{found[2]}"
    if _LAST_MICROSECOND in text:
        text = _LONG_FRACTION.sub(r"\1", text)
    return convert(text, kind)


def ends_an_hour(data: bytes | str) -> bool:
    """Whether a message may have a time that msgspec would round to another year."""
    if isinstance(data, str):
        return _LAST_MICROSECOND in data
    # Many have no fraction of a second, which is seen at once.
    return _POINT in data and _LAST_MICROSECOND_IN_BYTES in data


def octets(text: str) -> bytes:
    """Bytes of Base64: with padding or without, URL-safe, in lines.

    Raises:
        ValueError: it is none.
    """
    plain = "".join(text.split()).rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    return b64decode(plain + "=" * (-len(plain) % 4), validate=True)
