"""The package itself: its `__init__.py`, its clients, the lazy package of models."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import partial

from regen import ir
from regen.outputs.python import literals
from regen.outputs.python.context import Context, code, exports
from regen.outputs.python.imports import Imports, export_key, import_lines
from regen.outputs.python.lines import WIDTH, assignment, call, keyword, width
from regen.outputs.python.literals import Code
from regen.outputs.python.security import alternatives, written
from regen.outputs.python.urls import default_url
from regen.outputs.python.views import ClientModule, LazyPackage, PackageModule

_INDENT = 4
PUBLIC = {
    "._runtime": ("UNSET", "File", "decode", "encode"),
    "._runtime.errors": (
        "ApiError",
        "BadRequestError",
        "ConflictError",
        "ConnectionFailedError",
        "ForbiddenError",
        "MalformedResponseError",
        "MissingCredentialsError",
        "NotFoundError",
        "RedirectError",
        "RequestTimeoutError",
        "ResponseTooLargeError",
        "ServerError",
        "StatusError",
        "TooManyRequestsError",
        "TransportError",
        "UnauthorizedError",
        "UnprocessableEntityError",
    ),
    "._runtime.polling": ("Polling", "PollingTimeoutError", "poll"),
    "._runtime.response": ("Response",),
    "._runtime.retry": ("Retry",),
    "._runtime.settings": ("Hooks",),
    "._runtime.trail": ("DecodeError",),
}
"""Module of the runtime -> what the package takes from it for its users."""


def package_module(context: Context) -> PackageModule:
    """`__init__.py`."""
    schemes = sorted(context.names.security.values())
    uses = [(".", name, name) for name in ("models", "operations")]
    uses += [(module, name, name) for module in PUBLIC for name in PUBLIC[module]]
    uses += [(".client", name, name) for name in ("AsyncClient", "Client")]
    uses += [(".security", name, name) for name in schemes]
    return PackageModule(
        literals.docstring(f"Client for {_title(context.api.info)}.", 0),
        code(import_lines(uses)),
        exports(name for _, name, _ in uses),
    )


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
    modules = set(names.values())
    rows = tuple(
        _row(name, names[name])
        for name in sorted(names, key=export_key)
        if names[name] != usual_module(name, modules)
    )
    uses = [(f".{module}", name, name) for name, module in names.items()]
    return LazyPackage(_static(uses), exports(names), rows)


def usual_module(name: str, modules: Container[str]) -> str:
    """Where the package of models looks for a name by itself."""
    module = re.sub("(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    while "_" in module and module not in modules:
        module = module.rpartition("_")[0]
    return module


def _static(uses: Sequence[tuple[str, str, str]]) -> Code:
    return code(import_lines(uses, _INDENT)) if uses else Code("    pass")


def _row(name: str, module: str) -> Code:
    """A name and its module, on two lines where one is too short for both."""
    line = f"{name} {module}"
    return Code(line if width(line) <= WIDTH else f"{name}\n    {module}")
