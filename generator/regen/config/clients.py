"""Reads the configuration from `regen.toml` or pyproject.toml, and from flags."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from regen import __version__
from regen.diagnostics import RegenError, error

from .schema import CLIENT, CONFIGURATION
from .toml_table import Table, read_toml, suggest
from .values import (
    FORMATTERS,
    LINE_LENGTH,
    PAGINATION_NEEDS,
    PAGINATION_POINTERS,
    PYPROJECT,
    REGEN_TOML,
    UNDECLARED,
    VALIDATOR_SECONDS,
    Config,
    Project,
    Selection,
    check_package_name,
    package_name,
)

if TYPE_CHECKING:
    from regen import ir


def nearest(folder: Path) -> Path:
    """The configuration file of a folder, or of the nearest one above it.

    Raises:
        RegenError: there is none, or a folder has two.
    """
    for parent in (folder, *folder.absolute().parents):
        place = folder / os.path.relpath(parent, folder)
        files = [path for path in _files(place) if _read(path) is not None]
        if len(files) > 1:
            raise _root_table(files[1]).fault(
                f"{REGEN_TOML} configures clients as well: keep one"
            )
        if files:
            return files[0]
    raise _nothing_configured(folder)


def load_configs(place: Path) -> tuple[Config, ...]:
    """The clients that are configured, in order.

    Args:
        place: a configuration file, or a folder to search from, see `nearest`.

    Raises:
        RegenError: there are none, or the configuration is wrong.
    """
    file = nearest(place) if place.is_dir() else place
    table = _root_table(file)
    if "tool" in table.value and file.name != PYPROJECT:
        hint = "as in [clients.<name>]"
        raise table.fault(
            f"in {file.name}, `tool.regen` is left out", "tool", hint=hint
        )
    _check_places(table)
    _check_version(table)  # a later version may know other keys
    table.check(CONFIGURATION)
    if not table.value.get("clients"):
        raise _nothing_configured(file)
    return tuple(
        _client(name, client, file.parent) for name, client in table.tables("clients")
    )


def _check_places(table: Table) -> None:
    """Refuse keys of a client that stand outside of one."""
    clients = table.value.get("clients")
    found = [(table, key) for key in table.value]
    if isinstance(clients, dict):
        inner = Table(table.file, (*table.keys, "clients"), clients)
        found += [(inner, k) for k, v in clients.items() if not isinstance(v, dict)]
    for outer, key in found:
        if key in CLIENT["properties"]:
            hint = f"put it below [{'.'.join((*table.keys, 'clients', '<name>'))}]"
            raise outer.fault(f"`{key}` stands outside of a client", key, hint=hint)


def _check_version(table: Table) -> None:
    """Refuse to run as another version than the configuration is meant for."""
    wanted = table.text("required-version")
    if not wanted:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        fits = SpecifierSet(wanted).contains(__version__, prereleases=True)
    except InvalidSpecifier as fault:
        raise table.fault(str(fault), "required-version") from None
    if not fits:
        message = f"this is regen {__version__}, and {wanted} is required"
        raise table.fault(message, "required-version")


def _nothing_configured(place: Path) -> RegenError:
    return error(
        "no-configuration",
        f"no clients are configured in {place}",
        hint=f"`regen init` adds [tool.regen.clients.<name>] to {PYPROJECT};"
        " `regen generate` needs a document alone",
    )


def distinct(configs: Iterable[Config]) -> tuple[Config, ...]:
    """The same clients, each of which writes into a folder of its own.

    Raises:
        RegenError: two write the same package, or the same project.
    """
    found: dict[Path, Config] = {}
    for config in configs:
        folder = config.folder if config.project is None else config.output
        other = found.setdefault(folder.resolve(), config)
        if other is not config:
            message = f"this is the folder of client {other.name!r}, too: {folder}"
            place = config.location("output")
            hint = "give it another `output`, or another `package`"
            raise error("invalid-configuration", message, place, hint)
    return tuple(found.values())


def select(configs: tuple[Config, ...], names: Iterable[str]) -> tuple[Config, ...]:
    """The clients of these names, in the order of the configuration; all for none.

    Raises:
        RegenError: there is no client of a name.
    """
    wanted = set(names)
    known = tuple(config.name for config in configs)
    for name in sorted(wanted.difference(known)):
        raise error(
            "unknown-client",
            f"no client {name!r} is configured",
            hint=suggest(name, known),
        )
    return tuple(c for c in configs if not wanted or c.name in wanted)


def _files(folder: Path) -> list[Path]:
    names = (REGEN_TOML, PYPROJECT)
    return [folder / name for name in names if (folder / name).is_file()]


def _read(path: Path) -> Table | None:
    """The table of regen in a file; `None` if the file has none.

    Raises:
        RegenError: the file cannot be read, or has it under another name.
    """
    table = read_toml(path)
    if path.name != PYPROJECT:
        return table
    tool = table.value.get("tool", {})
    value = tool.get("regen") if isinstance(tool, dict) else None
    if not isinstance(value, dict | None):
        raise table.fault("`tool.regen` must be a table", "tool", "regen")
    found = None if value is None else Table(table.file, ("tool", "regen"), value)
    for key in ("regen", "clients", "client"):
        if found is None and key in table.value:
            hint = "as in [tool.regen.clients.<name>]"
            raise table.fault(f"in {PYPROJECT}, `{key}` needs `tool.`", key, hint=hint)
    return found


def _root_table(path: Path) -> Table:
    table = _read(path)
    if table is None:
        raise _nothing_configured(path)
    return table


def _client(name: str, table: Table, folder: Path) -> Config:
    header, methods = _idempotency(table)
    return Config(
        documents=_documents(table, folder),
        output=folder / _needed(table, "output"),
        name=name,
        package=_package(table) or package_name(name),
        include=_selection(table.table("include")),
        exclude=_selection(table.table("exclude")),
        prune=table.flag("prune") if "prune" in table.value else None,
        strict=table.flag("strict"),
        skip_unsupported=table.flag("skip-unsupported"),
        unsupported=table.texts("unsupported"),
        prefixes=_prefixes(table),
        pagination={
            operation: _pagination(inner)
            for operation, inner in table.tables("pagination")
        },
        idempotency_header=header,
        idempotency_methods=methods,
        allow_urls=table.flag("allow-urls"),
        overlays=tuple(_paths(table, "overlays", folder)),
        templates=tuple(_paths(table, "templates", folder)),
        root_folder=_root(table, folder),
        send_defaults=table.flag("send-defaults"),
        url=_source(table),
        url_headers=_headers(table),
        project=_project(table),
        undeclared=table.text("undeclared", UNDECLARED[0]),
        line_length=table.number("line-length", LINE_LENGTH),
        formatter=table.text("formatter", FORMATTERS[0]),
        file_header=table.text("file-header"),
        shorten_ids=table.flag("shorten-ids", default=True),
        validator_seconds=table.number("validator-seconds", VALIDATOR_SECONDS),
        limit_factor=table.number("limit-factor", 1),
        source=table.file,
    )


def _source(table: Table) -> str:
    """The URL that the document is fetched from; empty if there is none."""
    url = table.text("source")
    if url and not url.startswith(("https://", "http://")):
        raise table.fault(f"{url!r} is no http or https URL", "source")
    return url


def _headers(table: Table) -> dict[str, str]:
    inner = table.table("source-headers")
    return {} if inner is None else {name: inner.text(name) for name in inner.value}


def _project(table: Table) -> Project | None:
    """What `project` says of the project that `layout = "project"` asks for."""
    layout = table.text("layout", "package")
    inner = table.table("project")
    if layout == "package":
        if inner is not None:
            raise table.fault('`project` needs `layout = "project"`', "project")
        return None
    if inner is None:
        return Project()
    name, version = inner.text("name"), inner.text("version")
    if name and not _DISTRIBUTION.fullmatch(name):
        hint = f"as in `{package_name(name).replace('_', '-')}`"
        raise inner.fault(f"{name!r} is no name of a distribution", "name", hint=hint)
    if version:
        from packaging.version import InvalidVersion, Version

        try:
            Version(version)
        except InvalidVersion:
            message = f"Python packages cannot have the version {version!r}"
            raise inner.fault(message, "version", hint="as in `1.2.0`") from None
    return Project(name, version, inner.texts("owned"), inner.flag("reference"))


_DISTRIBUTION = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")


def _root(table: Table, folder: Path) -> Path | None:
    name = table.text("root-folder")
    if name and not (folder / name).is_dir():
        raise table.fault(f"there is no folder {name!r}", "root-folder")
    return folder / name if name else None


def _needed(table: Table, key: str) -> str:
    value = table.text(key)
    if not value:
        raise table.fault(f"`{'.'.join(table.keys)}` needs `{key}`", key)
    return value


def _package(table: Table) -> str:
    name = table.text("package")
    if name and (fault := check_package_name(name)):
        hint = f"did you mean `{package_name(name)}`?"
        raise table.fault(fault, "package", hint=hint)
    return name


def _documents(table: Table, folder: Path) -> tuple[Path, ...]:
    if ("document" in table.value) == ("documents" in table.value):
        name = ".".join(table.keys)
        raise table.fault(f"`{name}` needs either `document` or `documents`")
    if "document" in table.value:
        _needed(table, "document")
        return tuple(_paths(table, "document", folder))
    documents = tuple(_paths(table, "documents", folder))
    if not documents:
        raise table.fault("`documents` is empty", "documents")
    return documents


def _paths(table: Table, key: str, folder: Path) -> Iterator[Path]:
    for text in table.texts(key):
        if "://" in text:
            raise table.fault(
                f"{text!r} is no path",
                key,
                hint="name the file that keeps it, and give the URL as `source`",
            )
        yield folder / text


def _selection(table: Table | None) -> Selection:
    if table is None:
        return Selection()
    return Selection(
        table.texts("tags"), table.texts("paths"), table.texts("operations")
    )


def _prefixes(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for scheme, inner in table.tables("security"):
        found[scheme] = inner.text("prefix")
    return found


def _idempotency(table: Table) -> tuple[str, tuple[str, ...]]:
    inner = table.table("idempotency")
    if inner is None:
        return "", ("POST",)
    methods = inner.texts("methods", ("POST",))
    return _needed(inner, "header"), tuple(method.upper() for method in methods)


def _pagination(table: Table) -> ir.Pagination:
    style = _needed(table, "style")
    for key, styles in PAGINATION_NEEDS.items():
        if style in styles and not table.text(key):
            raise table.fault(f"pagination of style {style} needs `{key}`")
    for key in PAGINATION_POINTERS:
        if table.text(key) and not table.text(key).startswith("/"):
            raise table.fault(
                f"`{key}` must be a JSON pointer", key, hint='for example "/data"'
            )
    # The intermediate model takes 30 ms to import, which a run that finds everything
    # fresh does not otherwise need.
    from regen import ir

    return ir.Pagination(
        style=style,
        items=table.text("items"),
        parameter=table.text("parameter"),
        next=table.text("next"),
        limit=table.text("limit"),
        total=table.text("total"),
        more=table.text("more"),
    )


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
    undeclared: str
    line_length: int
    formatter: str
    file_header: str
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
