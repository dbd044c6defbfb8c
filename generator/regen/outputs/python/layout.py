"""Which file of the package holds what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from regen import ir
from regen.naming import Names
from regen.outputs.python.context import Config, Context
from regen.outputs.python.views import (
    ClientModule,
    FunctionModule,
    LazyPackage,
    ModelModule,
    OperationModule,
    PackageModule,
    SecurityModule,
)
from regen.outputs.python.views_functions import (
    needs_servers,
    payloads,
    servers_module,
    webhooks_module,
)
from regen.outputs.python.views_models import model_module
from regen.outputs.python.views_operations import operation_module
from regen.outputs.python.views_package import (
    client_module,
    models_package,
    package_module,
)
from regen.outputs.python.views_security import security_module


def _nothing() -> None:
    """The view of a file that is the same in every package."""


class File(Struct, frozen=True):
    """A file to be rendered.

    Attributes:
        path: relative to the package folder, with slashes.
        template: name of the template; empty for an empty file.
        view: makes what the template reads as `view`.
    """

    path: str
    template: str
    view: Callable[[], object] = _nothing


READS: dict[str, type[Struct] | None] = {
    "package.jinja": PackageModule,
    "client.jinja": ClientModule,
    "testing.jinja": None,
    "security.jinja": SecurityModule,
    "functions.jinja": FunctionModule,
    "lazy_models.jinja": LazyPackage,
    "operations_package.jinja": None,
    "models.jinja": ModelModule,
    "operations.jinja": OperationModule,
}
"""Template of a file -> the type of the view that it reads; `None` if it reads none."""


class Plan(Struct, frozen=True):
    """All generated files of a package but the runtime and the manifest."""

    files: tuple[File, ...]


def plan(api: ir.Api, names: Names, config: Config) -> Plan:
    """What each file of the package says."""
    context = Context.of(api, names, config.package, send_defaults=config.send_defaults)
    package, client = partial(package_module, context), partial(client_module, context)
    return Plan(
        (
            File("py.typed", ""),
            File("__init__.py", "package.jinja", package),
            File("client.py", "client.jinja", client),
            File("testing.py", "testing.jinja"),
            *_optional(context),
            *_models(context),
            *_operations(context),
        )
    )


def _optional(context: Context) -> list[File]:
    files = []
    if context.api.security:
        view = partial(security_module, context)
        files.append(File("security.py", "security.jinja", view))
    if needs_servers(context.api):
        servers = partial(servers_module, context)
        files.append(File("servers.py", "functions.jinja", servers))
    if payloads(context.api):
        files.append(
            File("webhooks.py", "functions.jinja", partial(webhooks_module, context))
        )
    return files


def _models(context: Context) -> list[File]:
    modules: dict[str, list[ir.Declaration]] = {}
    for id, declaration in context.api.declarations.items():
        modules.setdefault(context.modules[id], []).append(declaration)
    package = partial(models_package, context)
    file = File("models/__init__.py", "lazy_models.jinja", package)
    files = [file]
    for module, declarations in modules.items():
        view = partial(model_module, module, declarations, context)
        files.append(File(f"models/{module}.py", "models.jinja", view))
    return files


def _operations(context: Context) -> list[File]:
    modules: dict[str, list[ir.Operation]] = {}
    for operation in context.api.operations:
        module = context.names.operations[operation.id].module
        modules.setdefault(module, []).append(operation)
    tags = {tag.name: tag.doc for tag in context.api.tags}
    package = "operations/__init__.py"
    files = [File(package, "operations_package.jinja")]
    for module, operations in modules.items():
        first = operations[0].tags
        doc = tags.get(first[0], ir.Doc()) if first else ir.Doc()
        view = partial(operation_module, operations, doc, context)
        path = f"operations/{module}.py"
        files.append(File(path, "operations.jinja", view))
    return files
