"""Makes the files around a package that make it an installable project.

They are beginnings: what a person may want to own is written once and kept, unless the
configuration leaves it to regen. Templates of projects may emit the types `Toml` and
`InlineMarkdown`, in which text of a document can become nothing else. Each program that
a README shows calls one operation, and runs as it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment
from msgspec import Struct

from regen import ir, templates_folder
from regen.config import Project
from regen.naming import Names
from regen.naming.forms import attribute
from regen.outputs.formatting import format_files
from regen.outputs.python.literals import Code, Identifier, one_line, string
from regen.outputs.python.samples import Samples, Snippet
from regen.outputs.python.surface import Function, Scheme, Surface
from regen.outputs.render import environment

_CREDENTIALS = {
    "ApiKey": ("KEY",),
    "HttpBasic": ("USERNAME", "PASSWORD"),
    "MutualTls": (),
}
"""Base of a class of `security` -> the environment variables of its arguments, without
the name of the package; `TOKEN` for all others.
"""
_SERVER = "https://api.example.com"
"""Where the document names no server."""


class ImportedNames(Struct, frozen=True):
    """`from module import names`, or `import module` without any."""

    module: Code
    names: tuple[Identifier, ...]


class CallView(Struct, frozen=True):
    """A program that calls one operation.

    Attributes:
        imports: by section.
        options: the arguments of the client.
        is_loop: whether it reads what the call gives, item by item.
        exception: a class that it catches.
    """

    imports: tuple[tuple[ImportedNames, ...], ...]
    options: tuple[Code, ...]
    function: Code
    arguments: tuple[Code, ...]
    gives_result: bool
    is_async: bool = False
    is_loop: bool = False
    exception: Identifier | None = None


class ConstructionView(Struct, frozen=True):
    """A program that makes a model."""

    imports: tuple[tuple[ImportedNames, ...], ...]
    name: Identifier
    value: Code


_LOOPS = {"PagedCall": (".items", True), "StreamCall": ("", True)}
"""Class of a call -> what reads all that it gives, and whether that is a loop."""


class Programs:
    """The programs for one package."""

    def __init__(self, api: ir.Api, names: Names, surface: Surface) -> None:
        self.names, self.surface = names, surface
        self._samples = Samples(api, names)
        self._operations = {operation.id: operation for operation in api.operations}
        self._schemes_by_name = {str(each.name): each for each in surface.security}

    def call(self, function: Function) -> str:
        """A program that calls a function, not laid out; empty if there is none."""
        member, is_loop = _LOOPS.get(function.call.name, ("", False))
        view = self._first([function], member, is_loop=is_loop)
        return "" if view is None else render("call.py", view)

    def construction(self, model: ir.Model) -> str:
        """A program that makes a model, not laid out; empty if there is none."""
        snippet = self._samples.shown(ir.Ref(model.id))
        if snippet is None:
            return ""
        sections = tuple(_sections(snippet.imports, self.names.package))
        (value,) = snippet.arguments
        name = Identifier(attribute(self.names.declarations[model.id].name))
        return render("construction.py", ConstructionView(sections, name, Code(value)))

    def texts(self) -> dict[str, str]:
        """Name of each program in `ReadmeView` -> its text; empty if there is none."""
        views = {
            "first_call": self._first(self._plain()),
            "first_async_call": self._first(self._plain(), is_async=True),
            "errors": self._first(self._plain(), exception=Identifier("StatusError")),
            "pages": self._first(self._of_call("PagedCall"), ".items", is_loop=True),
            "events": self._first(self._of_call("StreamCall"), is_loop=True),
        }
        files = {
            f"{key}.py": render("call.py", view)
            for key, view in views.items()
            if view is not None
        }
        done = format_files(files)
        return {key: done.get(f"{key}.py", "").strip() for key in views}

    def _plain(self) -> list[Function]:
        """Ordinary operations, those first that are the easiest to call."""
        return sorted(
            self._of_call("Call"),
            key=lambda function: (
                function.deprecated,
                function.method != "GET",
                str(function.results[0]) == "None",
                sum(argument.default is None for argument in function.arguments),
            ),
        )

    def _of_call(self, kind: str) -> list[Function]:
        return [each for each in self.surface.functions if each.call.name == kind]

    def _first(
        self, functions: Sequence[Function], member: str = "", **more: Any
    ) -> CallView | None:
        """The program for the first function all of whose arguments can be shown."""
        for function in functions:
            operation = self._operations[function.id]
            snippet = self._samples.snippet(operation, function)
            if snippet is not None:
                return self._view(function, snippet, member, **more)
        return None

    def _view(
        self, function: Function, snippet: Snippet, member: str, **more: Any
    ) -> CallView:
        uses = {module: set(names) for module, names in snippet.imports.items()}
        uses.setdefault(f".operations.{function.module}", set()).add(function.name)
        own = uses.setdefault(".", set())
        is_async = more.get("is_async", False)
        own.add("AsyncClient" if is_async else "Client")
        if "exception" in more:
            own.add(more["exception"])
        schemes = self._schemes(function)
        own.update(str(scheme.name) for scheme in schemes)
        made = [self._made(scheme) for scheme in schemes]
        options = made if len(made) < 2 else [f"[{', '.join(made)}]"]
        if not self.surface.base_url.startswith("http"):
            options.append(f"base_url={string(_SERVER).code}")
        if any("os.environ" in text for text in made):
            uses["os"] = set()
        if is_async:
            uses["asyncio"] = set()
        return CallView(
            tuple(_sections(uses, self.names.package)),
            tuple(map(Code, options)),
            Code(f"{function.name}{member}"),
            tuple(map(Code, snippet.arguments)),
            str(function.results[0]) != "None",
            **more,
        )

    def _schemes(self, function: Function) -> list[Scheme]:
        """The credentials of the shortest alternative that a function asks for."""
        alternatives = sorted(
            function.security, key=lambda one: (len(one), sorted(one))
        )
        wanted = next((one for one in alternatives if one), frozenset())
        return [self._schemes_by_name[name] for name in sorted(wanted)]

    def _made(self, scheme: Scheme) -> str:
        prefix = self.names.package.upper()
        ends = _CREDENTIALS.get(scheme.base.name, ("TOKEN",))
        given = [f"os.environ[{string(f'{prefix}_{end}').code}]" for end in ends]
        return f"{scheme.name}({', '.join(given)})"


def _sections(
    uses: Mapping[str, Collection[str]], package: str
) -> Iterator[tuple[ImportedNames, ...]]:
    """The imports of the library, then those of the package, each sorted."""
    for is_own in (False, True):
        modules = sorted(m for m in uses if m.startswith(".") is is_own)
        section = tuple(
            ImportedNames(
                Code(f"{package}{module}".rstrip(".") if is_own else module),
                tuple(map(Identifier, sorted(uses[module], key=_import_key))),
            )
            for module in modules
        )
        if section:
            yield section


def _import_key(name: str) -> tuple[int, str]:
    """Constants, classes, then the rest, as isort has them."""
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2, name)


def render(name: str, view: object) -> str:
    """The text of a template of projects."""
    return _templates().get_template(f"{name}.jinja").render(view=view)


@cache
def _templates() -> Environment:
    return environment([templates_folder() / "project"], finalize)


_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|!&~$^])")
_FENCE = re.compile(r"^ *(?:`{3,}|~{3,})", re.MULTILINE)


class Toml(str):
    """A value of TOML."""

    __slots__ = ()


class InlineMarkdown(str):
    """Inline text of Markdown, on one line."""

    __slots__ = ()


def toml(value: str) -> Toml:
    """A basic string of TOML 1.0."""
    text = json.dumps(one_line(value), ensure_ascii=True)
    # JSON writes characters beyond U+FFFF as two escapes, which TOML does not know.
    pairs = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})")
    text = pairs.sub(
        lambda m: json.loads(f'"{m[0]}"') if m else "", text.replace("\x7f", "\\u007f")
    )
    return Toml(text)


def markdown(value: str) -> InlineMarkdown:
    """Plain text, in which nothing is markup."""
    return InlineMarkdown(_MARKDOWN.sub(r"\\\1", one_line(value)))


def finalize(value: object) -> str:
    """The text of `value`; Jinja's `finalize`.

    Raises:
        TypeError: `value` may not stand in these files.
    """
    if isinstance(value, Toml | InlineMarkdown | Code | Identifier):
        return str(value)
    raise TypeError(f"a template of a project may not emit {type(value).__name__}")


DEPENDENCIES = ("httpx2>=2.16", "msgspec>=0.22")
"""What generated packages need, in the versions that tests hold them to."""

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_KNOWN_LICENCES = {
    "mit license": "MIT",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
}


class ReadmeView(Struct, frozen=True):
    """`README.md`: programs are Python, laid out; empty where there is none to show.

    `authentication` says that the first call has credentials.
    """

    heading: InlineMarkdown
    title: InlineMarkdown
    package: Identifier
    authentication: bool
    first_call: Code
    first_async_call: Code
    errors: Code
    pages: Code
    events: Code


class PyprojectView(Struct, frozen=True):
    """`pyproject.toml`."""

    name: Toml
    version: Toml
    description: Toml
    licence: Toml | None
    dependencies: tuple[Toml, ...]
    package_folder: Toml


class SiteView(Struct, frozen=True):
    """`mkdocs.yml`: strings of TOML are strings of YAML, too."""

    title: Toml
    folder: Toml


class ChangelogView(Struct, frozen=True):
    """`CHANGELOG.md` as it begins."""

    heading: InlineMarkdown
    version_text: InlineMarkdown


def project_files(
    api: ir.Api, names: Names, surface: Surface, settings: Project
) -> dict[str, str]:
    """The files of a project beside its package: path from its root -> text."""
    package = names.package
    name = settings.name or package.replace("_", "-")
    version = settings.version or version_of(api.info.version)
    licence = licence_of(api.info.license)
    title = api.info.title.strip() or "the API"
    programs = Programs(api, names, surface).texts()
    pyproject = PyprojectView(
        toml(name),
        toml(version),
        toml(f"Typed client for {title}, generated by regen."),
        None if licence is None else toml(licence),
        tuple(map(toml, DEPENDENCIES)),
        toml(f"src/{package}"),
    )
    readme = ReadmeView(
        markdown(name),
        markdown(title),
        Identifier(package),
        any(f"{each.name}(" in programs["first_call"] for each in surface.security),
        **{key: Code(text) for key, text in programs.items()},
    )
    views = {
        "pyproject.toml": pyproject,
        "README.md": readme,
        "CHANGELOG.md": ChangelogView(markdown(name), markdown(version)),
    }
    return {path: render(path, view) for path, view in views.items()}


def site_configuration(title: str, folder: str) -> str:
    """`mkdocs.yml` for reference pages in a folder beside it."""
    view = SiteView(toml(title.strip() or "the API"), toml(folder))
    return render("mkdocs.yml", view)


class Fallback(Struct, frozen=True):
    """What `pyproject.toml` cannot have as the document says it at `pointer`."""

    code: str
    pointer: str
    message: str
    hint: str


def fallbacks(api: ir.Api, settings: Project) -> Iterator[Fallback]:
    """What a project says otherwise than its document."""
    if not settings.version and _version(api.info.version) is None:
        message = f"Python packages cannot have the version {api.info.version!r}"
        yield Fallback(
            "other-version",
            "/info/version",
            f"{message}: it is {FALLBACK}",
            "`version` in the table `project` of the configuration gives another",
        )
    licence = api.info.license
    if licence is not None and licence_of(licence) is None:
        message = f"{licence.identifier or licence.name!r} is no SPDX expression"
        yield Fallback(
            "no-licence",
            "/info/license",
            f"{message}: the project has none",
            "`license.identifier` of the document may be one, or add it to the file",
        )


FALLBACK = "0.1.0"
"""The version of a project whose document has none that Python's packages may have."""


def version_of(text: str) -> str:
    """The version of a document as one of Python packages (PEP 440).

    `v1.2.3-beta.1` is `1.2.3b1`, Maven's `1.2-SNAPSHOT` is `1.2.dev0`, and the date
    `2026-03-01` is `2026.3.1`; what is no such version becomes `0.1.0`.
    """
    return _version(text) or FALLBACK


def _version(text: str) -> str | None:
    from packaging.version import InvalidVersion, Version

    dotted = _DATE.sub(r"\1.\2.\3", text).lower().replace("-snapshot", ".dev0")
    try:
        return Version(dotted).public
    except InvalidVersion:
        return None


def licence_of(given: ir.License | None) -> str | None:
    """The SPDX expression of a License Object, if its identifier or name is one.

    What build backends would refuse is left out.
    """
    from packaging.licenses import (
        InvalidLicenseExpression,
        canonicalize_license_expression,
    )

    if given is None:
        return None
    name = given.name.strip()
    expression = given.identifier or _KNOWN_LICENCES.get(name.lower(), name)
    try:
        return canonicalize_license_expression(expression)
    except InvalidLicenseExpression:
        return None
