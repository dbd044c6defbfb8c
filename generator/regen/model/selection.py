"""Which operations are wanted: the configuration's choice by tag, path and id."""

from __future__ import annotations

from regen.config import Config, Selection
from regen.diagnostics import Diagnostic, Level

from .paths import Site
from .reader import Findings


def select(sites: list[Site], config: Config, findings: Findings) -> list[Site]:
    """The wanted operations; what the configuration lists in vain is an error."""
    for key, selection in (("include", config.include), ("exclude", config.exclude)):
        for kind, entry, choice in _entries(selection):
            if not any(_fits(site, choice) for site in sites):
                place = config.location(key, kind)
                message = f"no operation fits {entry!r} of {key}.{kind}"
                findings.put(
                    Diagnostic(Level.ERROR, "unmatched-selection", message, place),
                    f"{key}.{kind}.{entry}",
                )
    return [site for site in sites if config.selects(site.id, site.path, _tags(site))]


def _entries(selection: Selection) -> list[tuple[str, str, Selection]]:
    """Each entry as a selection of its own."""
    return [
        *(("tags", tag, Selection(tags=(tag,))) for tag in selection.tags),
        *(("paths", path, Selection(paths=(path,))) for path in selection.paths),
        *(
            ("operations", id_, Selection(operations=(id_,)))
            for id_ in selection.operations
        ),
    ]


def _fits(site: Site, selection: Selection) -> bool:
    return selection.matches(site.id, site.path, _tags(site))


def _tags(site: Site) -> tuple[str, ...]:
    return site.operation.texts("tags")
