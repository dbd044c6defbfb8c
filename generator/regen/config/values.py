"""The configuration of one client, as a value and as lines for `regen config`."""

from __future__ import annotations

import fnmatch
import hashlib
import keyword
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from regen.diagnostics import Location
from regen.manifest import digest

from .toml_table import TomlFile

if TYPE_CHECKING:
    from regen import ir

PAGINATION_STYLES = ("cursor", "page", "offset", "link", "url")
PAGINATION_NEEDS = {
    "parameter": ("cursor", "page", "offset"),
    "next": ("cursor", "url"),
}
"""Key of a pagination -> the styles that need it."""
PAGINATION_POINTERS = ("items", "next", "total", "more")
"""Keys of a pagination that are JSON pointers into the response."""
REGEN_TOML = "regen.toml"
PYPROJECT = "pyproject.toml"

_NONE: Mapping[str, Any] = {}
UNDECLARED = ("drop", "keep")
FORMATTERS = ("black", "ruff")
LINE_LENGTH = 88
LINE_LENGTHS = range(60, 321)
VALIDATOR_SECONDS = 30
_NOT_IN_DIGEST = frozenset(
    (
        *("documents", "output", "name", "source", "root_folder", "overlays"),
        *("templates", "project", "url", "url_headers", "validator_seconds"),
        "limit_factor",
    )
)


class Selection(NamedTuple):
    """A choice of operations.

    Attributes:
        tags: names of tags.
        paths: path templates, where `*` stands for any text.
        operations: operation ids, where `*` stands for any text.
    """

    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tags or self.paths or self.operations)

    def matches(self, operation_id: str, path: str, tags: tuple[str, ...]) -> bool:
        """Whether one of the entries fits."""
        return (
            any(tag in self.tags for tag in tags)
            or any(fnmatch.fnmatchcase(path, pattern) for pattern in self.paths)
            or any(fnmatch.fnmatchcase(operation_id, p) for p in self.operations)
        )


class Project(NamedTuple):
    """The installable project around a package.

    Attributes:
        name: of the distribution; empty for one after the package.
        version: empty for that of the document.
        owned: the files that regen writes at each run; it writes others once.
        reference: whether there are reference pages; these are always regen's.
    """

    name: str = ""
    version: str = ""
    owned: tuple[str, ...] = ()
    reference: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """The files beside the package, of the reference pages the first alone."""
        pages = ("mkdocs.yml", "docs/index.md") if self.reference else ()
        return ("pyproject.toml", "README.md", "CHANGELOG.md", *pages)


PROJECT_FILES = Project(reference=True).files[:-1]
"""The files that a person may own."""


class Config(NamedTuple):
    """One client.

    Attributes:
        documents: the documents; several are merged into one.
        output: the folder that the package folder is written into:
            `output/<package>/__init__.py`, or `output/src/<package>/__init__.py` in
            a project.
        name: the client's name in the configuration; empty for flags alone.
        package: import name of the package; empty to derive it from the document's
            title, see `titled`. In a configuration file it is the client's name unless
            the file says otherwise.
        include: the operations that are wanted; all if it is empty.
        exclude: the operations that are not wanted, even if they are included.
        prune: whether models that no operation reaches are left out; `None` for only
            if `include` or `exclude` are given.
        strict: whether warnings of the validator are errors.
        validator_seconds: of CPU that the validator may take for the document.
        limit_factor: how many times more than usual a document may ask for.
        skip_unsupported: whether operations that cannot be generated are left out.
        unsupported: JSON pointers (`#/paths/...`) of what may be left out; each must be
            needed.
        prefixes: security scheme -> what precedes the credential (`Token`).
        pagination: operation id -> how its next page is reached.
        idempotency_header: header that carries an idempotency key, or empty.
        idempotency_methods: the methods that carry it, in upper case.
        allow_urls: whether references to http(s) are followed.
        overlays: OpenAPI Overlay documents, applied in order before anything else.
        templates: folders with Jinja templates that take the place of regen's own.
        root_folder: references to files must stay in it; `None` for the repository
            that holds the document.
        send_defaults: whether defaults of the document become defaults of arguments
            and fields, which are sent.
        url: where `regen update` fetches the document from; empty if it does not.
        url_headers: header -> value, sent with that request; `${NAME}` stands for an
            environment variable.
        project: the project that is written around the package; `None` for the package
            alone.
        undeclared: what models do with properties that their schemas do not declare,
            unless a client is told otherwise: "drop" or "keep" them.
        line_length: columns of a line of generated code.
        formatter: whose layout the code has where the two differ: "black" or "ruff".
        file_header: text that each file begins with, as a comment.
        shorten_ids: whether ids that a framework made of function, path and method
            (`read_items_items__id__get`) give names of the function alone.
        source: the file that the configuration comes from.
    """

    documents: tuple[Path, ...]
    output: Path
    name: str = ""
    package: str = ""
    include: Selection = Selection()
    exclude: Selection = Selection()
    prune: bool | None = None
    strict: bool = False
    skip_unsupported: bool = False
    unsupported: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = _NONE
    pagination: Mapping[str, ir.Pagination] = _NONE
    idempotency_header: str = ""
    idempotency_methods: tuple[str, ...] = ("POST",)
    allow_urls: bool = False
    overlays: tuple[Path, ...] = ()
    templates: tuple[Path, ...] = ()
    root_folder: Path | None = None
    send_defaults: bool = False
    url: str = ""
    url_headers: Mapping[str, str] = _NONE
    project: Project | None = None
    undeclared: str = UNDECLARED[0]
    line_length: int = LINE_LENGTH
    formatter: str = FORMATTERS[0]
    file_header: str = ""
    shorten_ids: bool = True
    validator_seconds: int = VALIDATOR_SECONDS
    limit_factor: int = 1
    source: TomlFile | None = None

    def selects(self, operation_id: str, path: str, tags: tuple[str, ...]) -> bool:
        """Whether an operation is wanted."""
        wanted = not self.include or self.include.matches(operation_id, path, tags)
        return wanted and not self.exclude.matches(operation_id, path, tags)

    @property
    def prunes(self) -> bool:
        """Whether models that no operation reaches are left out."""
        if self.prune is None:
            return bool(self.include or self.exclude)
        return self.prune

    @property
    def folder(self) -> Path:
        """The package folder."""
        above = self.output if self.project is None else self.output / "src"
        return above / self.package

    def titled(self, title: str) -> Config:
        """The same with the package named, after the document's title if need be."""
        if self.package:
            return self
        return self._replace(package=package_name(title))

    def digest(self) -> str:
        """A digest of what shapes the output, folders and the like left out.

        The same on every machine; documents and overlays count by file name, templates
        by what they say. A default does not count: a key that a later regen knows
        leaves packages fresh that do not use it.
        """
        parts = [
            (name, _stable(value))
            for name, value in zip(self._fields, self, strict=True)
            if name not in _NOT_IN_DIGEST
            and value != self._field_defaults.get(name, ...)
        ]
        names = [path.name for path in self.documents]
        more = [
            [path.name for path in self.overlays],
            [list(_contents(folder)) for folder in self.templates],
        ]
        text = repr((parts, names, more) if any(more) else (parts, names))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def location(self, *keys: str) -> Location | None:
        """The line of a key of this client's table; `None` for flags."""
        if self.source is None:
            return None
        own = Path(self.source.name).name == REGEN_TOML
        table = () if own else ("tool", "regen")
        return self.source.location(*table, "clients", self.name, *keys)


def check_package_name(name: str) -> str:
    """What is wrong with the name of a package; empty if it can be imported."""
    if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name):
        return f"{name!r} cannot be imported as a package"
    if name in sys.stdlib_module_names:
        return f"{name!r} is a module of Python's own library"
    return ""


def package_name(title: str) -> str:
    """An import name of ASCII letters, digits and `_`, from a title or other text.

    `Qovery API` gives `qovery_api`, `Café` gives `cafe`; a title without such letters
    gives `client`.
    """
    import unicodedata  # few runs ask

    letters = unicodedata.normalize("NFKD", title)
    words = re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f]", "", letters).lower())
    name = "_".join(words)[:60].strip("_") or "client"
    if keyword.iskeyword(name):
        return f"{name}_"
    if name in sys.stdlib_module_names:
        return f"{name}_client"
    return f"api_{name}" if name[0].isdigit() else name


def _contents(folder: Path) -> Iterator[tuple[str, str]]:
    """The templates in a folder; none if there is no such folder."""
    for path in sorted(folder.glob("*.jinja")):
        yield path.name, digest(path.read_bytes())


def _stable(value: object) -> object:
    """The value with mappings in a fixed order."""
    return sorted(value.items()) if isinstance(value, Mapping) else value


_KEYS = {
    "documents": "document",
    "prefixes": "security",
    "idempotency_header": "idempotency",
    "idempotency_methods": "idempotency",
    "url": "source",
    "url_headers": "source-headers",
}
"""The name of a value -> the key of the configuration, where more than `_` differs."""


def as_lines(config: Config) -> Iterator[str]:
    """A line for each value: `strict = false  (default)`."""
    yield f"[clients.{config.name}]"
    for name, value in zip(config._fields, config, strict=True):
        if name in ("name", "source"):
            continue
        key = _KEYS.get(name, name.replace("_", "-"))
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
