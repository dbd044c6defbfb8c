"""Builds the surface of a package from the API and its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from regen import ir
from regen.ir import FlowKind, MediaKind, ParameterLocation
from regen.ir.walk import follow
from regen.naming import Names, ServerName, name_resources
from regen.source.pointers import below

from . import docs, literals
from .annotations import Types
from .classes import Classes, text_aliases
from .expressions import (
    MODELS,
    STR,
    Display,
    Expression,
    FormattedText,
    Name,
    Subscript,
    any_of,
    literal_type,
    mapping,
    runtime,
)
from .expressions import SECURITY as OF_SECURITY
from .literals import DocText, Identifier
from .modules import in_order, looks_ahead, model_modules, recursive_aliases
from .requests import Parameters, RequestBody
from .results import MediaTypeChoice, Responses, shared_tables, table_text
from .surface import (
    Argument,
    ClassConstant,
    ClientInfo,
    Declared,
    Function,
    ModelModule,
    OperationModule,
    Request,
    Scheme,
    ServerFunction,
    Surface,
    TypeName,
    WebhookFunction,
)

Alternatives: TypeAlias = tuple[tuple[str, ...], ...]
"""Names of schemes: those of one alternative go together."""

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_FLOWS = (
    FlowKind.CLIENT_CREDENTIALS,
    FlowKind.AUTHORIZATION_CODE,
    FlowKind.PASSWORD,
    FlowKind.IMPLICIT,
    FlowKind.DEVICE_AUTHORIZATION,
)
"""Kinds of flows by how well a program can go through them alone."""
_SCOPES = Subscript(
    Name("ClassVar", "typing"),
    (Subscript(Name("Mapping", "collections.abc"), (STR, STR)),),
)
"""It is mutable and belongs to the class; nothing may change it."""


class SurfaceOptions(Struct, frozen=True):
    """What the configuration decides about the package's surface.

    Attributes:
        send_defaults: whether defaults of the document become defaults of arguments.
        undeclared: what models do with undeclared properties: "drop" or "keep" them.
    """

    send_defaults: bool = False
    undeclared: str = "drop"


DEFAULTS = SurfaceOptions()


def build_surface(
    api: ir.Api, names: Names, options: SurfaceOptions = DEFAULTS
) -> Surface:
    """The surface of the package for an API."""
    types = Types(api.declarations, lambda id: names.declarations[id].name)
    aliases = dict(text_aliases(api, types))
    texts = {
        id: Name(alias.name, MODELS) if alias else any_of([types.model(id), STR])
        for id, alias in aliases.items()
    }
    return _SurfaceBuilder(
        api, names, options, replace(types, texts=texts), aliases
    ).surface()


class _SurfaceBuilder(Struct, frozen=True):
    """Builds the surface of one API."""

    api: ir.Api
    names: Names
    options: SurfaceOptions
    types: Types
    aliases: Mapping[ir.SchemaId, TypeName | None]

    def surface(self) -> Surface:
        """The surface."""
        api, declared = self.api, self._declared()
        return Surface(
            client=self._client(),
            base_url=default_url(api.servers[0]) if api.servers else "",
            operations=tuple(self._operation_modules()),
            models=tuple(self._model_modules(declared)),
            declared={
                item.name: item
                for id, declaration in declared.items()
                for item in self._with_alias(id, declaration)
            },
            security=tuple(map(self._scheme, api.security)),
            servers=tuple(self._servers()),
            webhooks=tuple(self._webhooks()),
        )

    def _client(self) -> ClientInfo:
        info, undeclared = self.api.info, self.options.undeclared
        return ClientInfo(
            title=DocText(literals.one_line(info.title).rstrip(".") or "the API"),
            package=literals.string(self.names.package),
            version=literals.string(literals.one_line(info.version)),
            base_url=literals.string(
                default_url(self.api.servers[0]) if self.api.servers else ""
            ),
            security=self._security(alternatives(self.api.requirements) or None),
            undeclared=literals.string(undeclared) if undeclared != "drop" else None,
        )

    def _declared(self) -> dict[ir.SchemaId, Declared]:
        """Models, enums and aliases."""
        classes = Classes(
            self.types,
            self.names,
            model_modules(self.api, self.names),
            recursive_aliases(self.api),
            self.options.send_defaults,
        )
        declarations = self.api.declarations
        return {id: classes.declared(each) for id, each in declarations.items()}

    def _model_modules(
        self, declared: Mapping[ir.SchemaId, Declared]
    ) -> Iterator[ModelModule]:
        """The models by module."""
        by_module: dict[str, list[ir.Declaration]] = {}
        for id, declaration in self.api.declarations.items():
            by_module.setdefault(declared[id].module, []).append(declaration)
        enums_first = self.options.send_defaults
        for module, found in by_module.items():
            ordered = in_order(found, enums_first=enums_first)
            here = [
                item
                for declaration in ordered
                for item in self._with_alias(declaration.id, declared[declaration.id])
            ]
            here.sort(key=lambda item: isinstance(item, TypeName))
            yield ModelModule(module, tuple(here), looks_ahead(ordered))

    def _with_alias(self, id: ir.SchemaId, declared: Declared) -> Iterator[Declared]:
        """A declaration, and its alias for arguments where it has one."""
        yield declared
        if (alias := self.aliases.get(id)) is not None:
            yield replace(alias, module=declared.module)

    def _operation_modules(self) -> Iterator[OperationModule]:
        """The functions by module, each module with what its tag says."""
        by_module: dict[str, list[ir.Operation]] = {}
        for operation in self.api.operations:
            module = self.names.operations[operation.id].module
            by_module.setdefault(module, []).append(operation)
        tags = {tag.name: tag.doc for tag in self.api.tags}
        resources = name_resources(by_module)
        for module, operations in by_module.items():
            first = operations[0].tags
            doc = tags.get(first[0], ir.Doc()) if first else ir.Doc()
            functions = [self._function(operation) for operation in operations]
            shared = shared_tables(function.failures for function in functions)
            yield OperationModule(
                Identifier(module),
                Identifier(resources[module].resource),
                Identifier(resources[module].attribute),
                docs.documentation(doc),
                tuple(
                    replace(each, shared_failures=shared.get(table_text(each.failures)))
                    for each in functions
                ),
            )

    def _function(self, operation: ir.Operation) -> Function:
        name = self.names.operations[operation.id]
        parameters = Parameters(
            operation, self.types, name.parameters, self.options.send_defaults
        )
        body = RequestBody(operation.body, self.types) if operation.body else None
        responses = Responses(operation, self.types)
        result, choice = responses.result(), responses.choice(name.parameters.values())
        return Function(
            id=operation.id,
            name=Identifier(name.function),
            module=name.module,
            pointer=operation.pointer,
            method=operation.method.upper(),
            path=operation.path_template,
            doc=docs.documentation(operation.doc),
            deprecated=operation.deprecated,
            arguments=_arguments(operation, parameters, body, choice),
            request=self._request(operation, parameters, body),
            decorator=result.decorator,
            call=result.call,
            results=result.types,
            returns=responses.meaning(),
            answers=result.answers,
            failures=responses.failures(),
            events=result.events,
            pages=result.pages,
            security=frozenset(
                frozenset(self.names.security[scheme] for scheme in alternative)
                for alternative in alternatives(operation.security) or ((),)
            ),
            parameters=tuple(parameters.declared()),
            bodies=tuple(body.declared()) if body else (),
            body_required=operation.body is not None and operation.body.required,
            responses=tuple(responses.declared()),
            accept=choice.argument.name if choice else None,
            alternatives=choice.alternatives if choice else (),
        )

    def _request(
        self,
        operation: ir.Operation,
        parameters: Parameters,
        body: RequestBody | None,
    ) -> Request:
        own = alternatives(operation.security)
        inherited = own == alternatives(self.api.requirements)
        server = operation.servers[0] if operation.servers else None
        header = operation.idempotency_header
        return Request(
            method=literals.string(operation.method.upper()),
            path=parameters.path(),
            query=parameters.entries(ParameterLocation.QUERY),
            query_string=parameters.query_string(),
            headers=parameters.entries(ParameterLocation.HEADER),
            cookies=parameters.entries(ParameterLocation.COOKIE),
            body=body.expression() if body else None,
            security=None if inherited else self._security(own),
            server=literals.string(default_url(server)) if server else None,
            idempotency_header=literals.string(header) if header else None,
        )

    def _security(self, given: Alternatives | None) -> Expression | None:
        """`(BearerAuth, (ApiKeyAuth, AppIdAuth), ())`."""
        if given is None:
            return None
        items: list[Expression] = []
        for alternative in given:
            classes = tuple(
                Name(self.names.security[scheme], OF_SECURITY) for scheme in alternative
            )
            items.append(classes[0] if len(classes) == 1 else Display("(", classes))
        return Display("(", tuple(items))

    def _scheme(self, scheme: ir.SecurityScheme) -> Scheme:
        return Scheme(
            name=Identifier(self.names.security[scheme.name]),
            scheme=scheme.name,
            pointer=below("/components/securitySchemes", scheme.name),
            base=runtime(type(scheme).__name__),
            doc=docs.documentation(scheme.doc),
            constants=(
                _constant("scheme", scheme.name),
                *_constants(scheme),
            ),
        )

    def _servers(self) -> Iterator[ServerFunction]:
        """A function for each server, where there is one to choose or to complete."""
        servers = self.api.servers
        if len(servers) < 2 and not any(server.variables for server in servers):
            return
        for server, name in zip(servers, self.names.servers, strict=True):
            yield ServerFunction(
                Identifier(name.function),
                docs.documentation(server.doc),
                tuple(_server_arguments(server, name)),
                _url(server, name.variables),
            )

    def _webhooks(self) -> Iterator[WebhookFunction]:
        """A function for each webhook or callback that brings JSON of a known type."""
        found = {hook.pointer: hook for hook in self.api.incoming()}
        for pointer, hook in found.items():
            payload = _payload(hook)
            if payload is None:
                continue
            yield WebhookFunction(
                Identifier(self.names.webhooks[pointer]),
                pointer,
                docs.documentation(hook.doc),
                self.types.annotation(payload),
                isinstance(follow(payload, self.api.declarations), ir.Ref),
            )


def _arguments(
    operation: ir.Operation,
    parameters: Parameters,
    body: RequestBody | None,
    choice: MediaTypeChoice | None,
) -> tuple[Argument, ...]:
    """Path and body first; the others by keyword, the required ones first."""
    found, named = parameters.positional(), parameters.by_keyword()
    if body is not None:
        found.append(body.argument(operation.pointer))
        media_type = body.choice(operation.pointer)
        named += [media_type] if media_type is not None else []
    named += [choice.argument] if choice is not None else []
    named.sort(key=lambda argument: argument.default is not None)
    return (*found, *named)


def alternatives(requirements: Iterable[ir.Requirement]) -> Alternatives:
    """The alternatives; none at all where nothing is asked for."""
    found = tuple(requirements)
    return found if any(found) else ()


def default_url(server: ir.Server) -> str:
    """The URL of a server with the defaults of its variables."""
    defaults = {variable.name: variable.default for variable in server.variables}
    return _VARIABLE.sub(lambda match: defaults.get(match[1], match[0]), server.url)


def _url(server: ir.Server, arguments: Mapping[str, str]) -> FormattedText:
    """The URL as an expression of arguments, which are given by variable."""
    parts: list[str | Expression] = []
    position = 0
    for match in _VARIABLE.finditer(server.url):
        if match[1] in arguments:
            parts.append(server.url[position : match.start()])
            parts.append(Identifier(arguments[match[1]]))
            position = match.end()
    parts.append(server.url[position:])
    return FormattedText(tuple(parts))


def _server_arguments(server: ir.Server, name: ServerName) -> Iterator[Argument]:
    """The arguments of the function for a server, one a variable."""
    for variable in server.variables:
        values = [literals.string(value) for value in variable.values]
        yield Argument(
            Identifier(name.variables[variable.name]),
            literal_type(values) if values else STR,
            literals.string(variable.default),
            keyword_only=True,
        )


def _payload(hook: ir.Webhook) -> ir.Type | None:
    """The type of what a webhook brings; `None` if it is not JSON or has no type."""
    for content in hook.body.contents if hook.body else ():
        if content.kind is MediaKind.JSON:
            return content.type
    return None


def _constants(scheme: ir.SecurityScheme) -> Iterator[ClassConstant]:
    """The constants of the class of a scheme beside its name."""
    match scheme:
        case ir.ApiKey():
            yield _constant("location", scheme.location.value)
            yield _constant("name", scheme.parameter)
            if scheme.prefix:
                yield _constant("prefix", scheme.prefix)
        case ir.HttpBearer(prefix=prefix) if prefix != "Bearer":
            yield _constant("name", prefix)
        case ir.HttpScheme():
            yield _constant("name", scheme.scheme)
        case ir.OAuth2():
            yield from _of_oauth2(scheme)
        case ir.HttpBasic() | ir.HttpBearer() | ir.OpenIdConnect() | ir.MutualTls():
            return
        case _:
            assert_never(scheme)


def _of_oauth2(scheme: ir.OAuth2) -> Iterator[ClassConstant]:
    flows = sorted(scheme.flows, key=lambda flow: _FLOWS.index(flow.kind))
    for attribute in ("authorization_url", "token_url", "refresh_url"):
        urls = [url for flow in flows if (url := getattr(flow, attribute))]
        if urls:
            yield _constant(attribute, urls[0])
    scopes = {name: text for flow in reversed(flows) for name, text in flow.scopes}
    if scopes:
        texts = (
            (name, literals.string(literals.one_line(text)))
            for name, text in scopes.items()
        )
        yield ClassConstant(Identifier("scopes"), mapping(texts), _SCOPES)


def _constant(name: str, text: str) -> ClassConstant:
    return ClassConstant(Identifier(name), literals.string(text))
