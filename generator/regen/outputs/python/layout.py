"""Lays out the package: which file holds what, by which template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from regen.outputs.formatting import File, TextKind

from .literals import Identifier
from .module import Import, export_key, import_sections
from .surface import (
    ClientInfo,
    Declared,
    ModelClass,
    ModelModule,
    OperationModule,
    Scheme,
    ServerFunction,
    Surface,
    WebhookFunction,
)

PUBLIC = {
    "._runtime": ("NULL", "UNSET", "Auth", "Call", "File", "Unset", "decode", "encode"),
    "._runtime.auth": ("ApiKey", "HttpBearer"),
    "._runtime.errors": (
        "ApiError",
        "BadGatewayError",
        "BadRequestError",
        "ConflictError",
        "ConnectionFailedError",
        "ContentTooLargeError",
        "ExpectationFailedError",
        "FailedDependencyError",
        "ForbiddenError",
        "GatewayTimeoutError",
        "GoneError",
        "HeaderFieldsTooLargeError",
        "HttpVersionNotSupportedError",
        "InsufficientStorageError",
        "LengthRequiredError",
        "LockedError",
        "LoopDetectedError",
        "MalformedResponseError",
        "MethodNotAllowedError",
        "MisdirectedRequestError",
        "MissingCredentialsError",
        "NetworkAuthenticationRequiredError",
        "NotAcceptableError",
        "NotFoundError",
        "NotModifiedError",
        "PagingError",
        "PaymentRequiredError",
        "PreconditionFailedError",
        "PreconditionRequiredError",
        "ProxyAuthenticationRequiredError",
        "RangeNotSatisfiableError",
        "RedirectError",
        "RequestTimeoutError",
        "RequestTimeoutStatusError",
        "ResponseTooLargeError",
        "ServerError",
        "ServiceUnavailableError",
        "StatusError",
        "StreamError",
        "TooEarlyError",
        "TooManyRequestsError",
        "TransportError",
        "UnauthorizedError",
        "UnavailableForLegalReasonsError",
        "UnimplementedError",
        "UnprocessableEntityError",
        "UnsupportedMediaTypeError",
        "UpgradeRequiredError",
        "UriTooLongError",
    ),
    "._runtime.polling": ("Polling", "PollingTimeoutError", "poll"),
    "._runtime.response": ("Response",),
    "._runtime.retry": ("Retry",),
    "._runtime.schemes": ("HttpBasic",),
    "._runtime.settings": ("Hooks",),
    "._runtime.trail": ("DecodeError",),
}
"""Module of the runtime -> what the package takes from it for its users."""


class PackageView(Struct, frozen=True):
    """`__init__.py` of the package.

    Attributes:
        imports: clients, authentication classes, errors, by section.
        exports: their names, sorted.
    """

    client: ClientInfo
    imports: tuple[tuple[Import, ...], ...]
    exports: tuple[Identifier, ...]


class ClientModule(Struct, frozen=True):
    """`client.py`.

    Attributes:
        imports: the classes that have operations as methods, by section.
    """

    info: ClientInfo
    modules: tuple[OperationModule, ...]
    imports: tuple[tuple[Import, ...], ...]


class ModuleNames(Struct, frozen=True):
    """A module of `models` and the names that it has."""

    module: Identifier
    names: tuple[Identifier, ...]


class LazyPackage(Struct, frozen=True):
    """`models/__init__.py`.

    Attributes:
        imports: what type checkers read, by section.
        exports: all names, sorted.
        modules: the names of each module.
    """

    imports: tuple[tuple[Import, ...], ...]
    exports: tuple[Identifier, ...]
    modules: tuple[ModuleNames, ...]


class SecurityModule(Struct, frozen=True):
    """`security.py`."""

    schemes: tuple[Scheme, ...]
    exports: tuple[Identifier, ...]


class ServersModule(Struct, frozen=True):
    """`servers.py`."""

    functions: tuple[ServerFunction, ...]
    exports: tuple[Identifier, ...]


class WebhooksModule(Struct, frozen=True):
    """`webhooks.py`."""

    functions: tuple[WebhookFunction, ...]
    exports: tuple[Identifier, ...]


READS: dict[str, type[Struct] | None] = {
    "package.jinja": PackageView,
    "client.jinja": ClientModule,
    "testing.jinja": None,
    "security.jinja": SecurityModule,
    "servers.jinja": ServersModule,
    "webhooks.jinja": WebhooksModule,
    "lazy_models.jinja": LazyPackage,
    "operations_package.jinja": None,
    "models.jinja": ModelModule,
    "operations.jinja": OperationModule,
}
"""Template of a file -> the type of the view that it reads; `None` if it reads none."""


def package_files(surface: Surface) -> Iterator[File]:
    """All files of the package but the runtime and the manifest."""
    yield File("py.typed", kind=TextKind.EMPTY)
    yield File("__init__.py", "package.jinja", _package(surface))
    own = {module.resource for module in surface.operations}
    own |= {module.attribute for module in surface.operations}
    yield File("client.py", "client.jinja", _client(surface), frozenset(own))
    yield File("testing.py", "testing.jinja")
    yield from _optional(surface)
    yield File("models/__init__.py", "lazy_models.jinja", _lazy(surface))
    homes: dict[str, str] = {n: item.module for n, item in surface.declared.items()}
    for model_module in surface.models:
        path = f"models/{model_module.name}.py"
        taken = frozenset(_declared_names(model_module.declared))
        yield File(path, "models.jinja", model_module, taken, homes.__getitem__)
    yield File("operations/__init__.py", "operations_package.jinja")
    for module in surface.operations:
        path = f"operations/{module.module}.py"
        names = {function.name for function in module.functions}
        names |= {a.name for function in module.functions for a in function.arguments}
        names.add(module.resource)
        yield File(path, "operations.jinja", module, frozenset(names))


def _optional(surface: Surface) -> Iterator[File]:
    """The files that only some packages have."""
    if surface.security:
        names = _sorted(scheme.name for scheme in surface.security)
        security = SecurityModule(surface.security, names)
        yield File("security.py", "security.jinja", security, frozenset(names))
    if surface.servers:
        names = _sorted(function.name for function in surface.servers)
        arguments = {a.name for each in surface.servers for a in each.arguments}
        servers = ServersModule(surface.servers, names)
        taken = arguments.union(names)
        yield File("servers.py", "servers.jinja", servers, frozenset(taken))
    if surface.webhooks:
        names = _sorted(function.name for function in surface.webhooks)
        webhooks = WebhooksModule(surface.webhooks, names)
        yield File("webhooks.py", "webhooks.jinja", webhooks, frozenset(names))


def _package(surface: Surface) -> PackageView:
    schemes = tuple(scheme.name for scheme in surface.security)
    modules = {
        ".": ("models", "operations"),
        ".client": ("AsyncClient", "Client"),
        ".security": schemes,
        **PUBLIC,
    }
    uses = [
        (module, name, Identifier(name))
        for module, names in modules.items()
        for name in names
    ]
    exports = _sorted(name for *_, name in uses)
    return PackageView(surface.client, import_sections(uses), exports)


def _client(surface: Surface) -> ClientModule:
    uses = [
        (f".operations.{module.module}", module.resource, module.resource)
        for module in surface.operations
    ]
    return ClientModule(surface.client, surface.operations, import_sections(uses))


def _lazy(surface: Surface) -> LazyPackage:
    declared = surface.declared
    uses = [(f".{item.module}", item.name, item.name) for item in declared.values()]
    modules = sorted(surface.models, key=lambda module: module.name)
    names = tuple(
        ModuleNames(
            Identifier(module.name), _sorted(item.name for item in module.declared)
        )
        for module in modules
    )
    exports = _sorted(item.name for item in declared.values())
    return LazyPackage(import_sections(uses), exports, names)


def _declared_names(declared: Iterable[Declared]) -> Iterator[str]:
    """The names in a module that no import may have."""
    for item in declared:
        yield item.name
        if isinstance(item, ModelClass):
            yield from (attribute.name for attribute in item.attributes)


def _sorted(names: Iterable[Identifier]) -> tuple[Identifier, ...]:
    return tuple(sorted(names, key=export_key))
