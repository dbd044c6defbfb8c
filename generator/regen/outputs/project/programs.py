"""Programs that a README shows: each calls one operation, and runs as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from regen import ir
from regen.identity import templates_folder
from regen.naming import Names
from regen.outputs.formatting import format_files
from regen.outputs.python.literals import Code, Identifier, string
from regen.outputs.python.samples import Samples, Snippet
from regen.outputs.python.surface import Function, Scheme, Surface

from .safe_text import finalize

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


class Programs(Struct, frozen=True):
    """The programs for one package."""

    api: ir.Api
    names: Names
    surface: Surface

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
        samples = Samples(self.api, self.names)
        operations = {operation.id: operation for operation in self.api.operations}
        for function in functions:
            snippet = samples.snippet(operations[function.id], function)
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
        known = {str(scheme.name): scheme for scheme in self.surface.security}
        wanted = next((one for one in alternatives if one), frozenset())
        return [known[name] for name in sorted(wanted)]

    def _made(self, scheme: Scheme) -> str:
        prefix = self.names.package.upper()
        ends = _CREDENTIALS.get(scheme.base.name, ("TOKEN",))
        given = [f"os.environ[{string(f'{prefix}_{end}').code}]" for end in ends]
        return f"{scheme.name}({', '.join(given)})"


def _sections(
    uses: Mapping[str, set[str]], package: str
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
    environment = Environment(
        loader=FileSystemLoader(templates_folder() / "project"),
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(f"{name}.jinja").render(view=view)
