"""A configuration from the flags of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from regen.diagnostics import error

from .values import Config, Project, Selection, check_package_name, package_name

if TYPE_CHECKING:
    from regen import ir


class Options(TypedDict, total=False):
    """What may be given beside documents, output and package; see `Config`."""

    include: Selection
    exclude: Selection
    prune: bool | None
    strict: bool
    skip_unsupported: bool
    unsupported: tuple[str, ...]
    prefixes: Mapping[str, str]
    pagination: Mapping[str, ir.Pagination]
    idempotency_header: str
    idempotency_methods: tuple[str, ...]
    allow_urls: bool
    overlays: tuple[Path, ...]
    templates: tuple[Path, ...]
    root_folder: Path | None
    send_defaults: bool
    project: Project | None


def from_flags(
    documents: Iterable[Path],
    output: Path,
    package: str | None = None,
    **options: Unpack[Options],
) -> Config:
    """A configuration without a file.

    Args:
        package: the name of the package; `None` to derive it from the title.

    Raises:
        RegenError: the package could not be imported under its name.
    """
    if package and (fault := check_package_name(package)):
        hint = f"did you mean `{package_name(package)}`?"
        raise error("invalid-package-name", fault, hint=hint)
    return Config(
        documents=tuple(documents), output=output, package=package or "", **options
    )


def with_flags(config: Config, document: Path, **options: Unpack[Options]) -> Config:
    """The configuration of a client with another document; flags add to it."""
    changes: dict[str, Any] = {key: value for key, value in options.items() if value}
    changes["overlays"] = (*config.overlays, *options.get("overlays", ()))
    changes["prefixes"] = {**config.prefixes, **options.get("prefixes", {})}
    return config._replace(documents=(document,), **changes)
