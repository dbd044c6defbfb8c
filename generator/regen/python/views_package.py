"""The package itself: its `__init__.py`, its clients, the lazy package of models."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from regen import ir
from regen.python import literals
from regen.python.context import Context, code, exports
from regen.python.imports import Imports, export_key, import_lines, natural
from regen.python.lines import assignment, call, keyword
from regen.python.literals import Code
from regen.python.security import alternatives, written
from regen.python.urls import default_url
from regen.python.views import ClientModule, LazyPackage, PackageModule

_INDENT = 4
PUBLIC = (
    "ApiError",
    "BadRequestError",
    "ConflictError",
    "ConnectionFailedError",
    "DecodeError",
    "File",
    "ForbiddenError",
    "Hooks",
    "MalformedResponseError",
    "MissingCredentialsError",
    "NotFoundError",
    "Polling",
    "PollingTimeoutError",
    "RedirectError",
    "RequestTimeoutError",
    "Response",
    "ResponseTooLargeError",
    "Retry",
    "ServerError",
    "StatusError",
    "TooManyRequestsError",
    "TransportError",
    "UNSET",
    "UnauthorizedError",
    "UnprocessableEntityError",
    "decode",
    "encode",
    "poll",
)
"""What the package takes from its runtime for its users."""


def package_module(context: Context) -> PackageModule:
    """`__init__.py`."""
    schemes = sorted(context.names.security.values())
    uses = [(".", name, name) for name in ("models", "operations")]
    uses += [("._runtime", name, name) for name in PUBLIC]
    uses += [(".client", name, name) for name in ("AsyncClient", "Client")]
    uses += [(".security", name, name) for name in schemes]
    return PackageModule(
        literals.docstring(_about(context.api.info), 0),
        code(import_lines(uses)),
        exports(name for _, name, _ in uses),
    )


def _about(info: ir.Info) -> str:
    return f"Client for {_title(info)}."


def _title(info: ir.Info) -> str:
    return literals.one_line(info.title).rstrip(".") or "the API"


def client_module(context: Context) -> ClientModule:
    """`client.py`."""
    api = context.api
    base_url = default_url(api.servers[0]) if api.servers else ""
    imports = Imports()
    for name in ("ApiInfo", "BaseAsyncClient", "SyncClient"):
        imports.use("._runtime", name)
    items = [
        keyword("package", literals.string(context.package).code),
        keyword("version", literals.string(literals.one_line(api.info.version)).code),
        keyword("base_url", literals.string(base_url).code),
    ]
    if security := alternatives(api.requirements):
        classes = context.names.security
        use = partial(imports.use, ".security")
        node = written(security, lambda scheme: use(classes[scheme]))
        items.append(keyword("security", node))
    info = call("ApiInfo", *items)
    title = _title(api.info)
    return ClientModule(
        code(imports.lines()),
        literals.docstring(f"Client for {title}.", _INDENT),
        literals.docstring(f"Asynchronous client for {title}.", _INDENT),
        code(assignment("info", None, info, _INDENT)),
    )


def models_package(context: Context) -> LazyPackage:
    """`models/__init__.py`."""
    names = {context.name_of(id): module for id, module in context.modules.items()}
    table: dict[str, list[str]] = {}
    for name, module in names.items():
        if module != usual_module(name):
            table.setdefault(module, []).append(name)
    uses = [(f".{module}", name, name) for name, module in names.items()]
    return LazyPackage(_static(uses), exports(names), _rows(table))


def usual_module(name: str) -> str:
    """The module where the package of models looks for a name by itself."""
    return re.sub("(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _static(uses: Sequence[tuple[str, str, str]]) -> Code:
    return code(import_lines(uses, _INDENT)) if uses else Code("    pass")


def _rows(table: Mapping[str, Sequence[str]]) -> tuple[Code, ...]:
    return tuple(_row(module, table[module]) for module in sorted(table, key=natural))


def _row(module: str, names: Iterable[str]) -> Code:
    text = f"{module}: {' '.join(sorted(names, key=export_key))}"
    return Code(
        textwrap.fill(
            text,
            88,
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    )
