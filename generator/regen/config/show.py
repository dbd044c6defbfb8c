"""The configuration as it counts, for people: `regen config`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .values import Config, Selection

_KEYS = {
    "documents": "document",
    "skip_unsupported": "skip-unsupported",
    "prefixes": "security",
    "idempotency_header": "idempotency",
    "idempotency_methods": "idempotency",
    "allow_urls": "allow-urls",
    "root_folder": "root-folder",
    "send_defaults": "send-defaults",
    "url": "source",
    "url_headers": "source-headers",
}
"""The name of a value -> the key of the configuration, where they differ."""


def as_lines(config: Config) -> Iterator[str]:
    """A line for each value: `strict = false  (default)`."""
    yield f"[clients.{config.name}]"
    for name, value in zip(config._fields, config, strict=True):
        if name in ("name", "source"):
            continue
        key = _KEYS.get(name, name)
        place = config.location(key)
        is_default = value == Config._field_defaults.get(name, ...)
        where = str(place) if place and place.line and not is_default else "default"
        yield f"{name.replace('_', '-')} = {_shown(value)}  ({where})"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Path | str):
        return f'"{value}"'
    if isinstance(value, Selection):
        return _shown({key: item for key, item in value._asdict().items() if item})
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {_shown(item)}" for key, item in value.items())
        return f"{{{inner}}}"
    if type(value) is tuple:
        return f"[{', '.join(map(_shown, value))}]"
    return "not set" if value is None else str(value)
