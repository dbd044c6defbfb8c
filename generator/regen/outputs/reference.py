"""Reference pages of a package, for people: Markdown, a page per tag and per model."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from regen import ir
from regen.naming import Names

from .formatting import File, TextKind, format_files
from .markdown import MARK, Markdown, code, plain
from .project import Programs
from .python.docs import Documentation, Prose, documentation
from .python.expressions import MODELS, NONE, AnyOf, Expression, names_in
from .python.literals import Code, Identifier, json_literal
from .python.surface import (
    ClientInfo,
    Declared,
    DeclaredBody,
    Function,
    ModelClass,
    OperationModule,
    Scheme,
    ServerFunction,
    Surface,
    WebhookFunction,
)

_USES = 30
"""Places of use of one model that a page lists."""
_MARK = MARK.encode()
_LONGEST = 80
"""Characters of an example or a constraint that are worth a reader's time."""


class Item(Struct, frozen=True):
    """An argument or a field.

    Attributes:
        type: as Markdown, with links.
        remarks: where it is sent, and whether it has to be given.
        limits: constraints and examples.
    """

    name: Identifier
    type: Markdown
    remarks: Markdown
    doc: Prose
    limits: Markdown


class OperationView(Struct, frozen=True):
    """An operation on the page of its tag.

    Attributes:
        signature: for both clients; that of a stream is the same for both.
        body: the media types that the body may have.
        responses: those with a body that a call gives, by status and media type.
        credentials: classes of `security`; those of one alternative go together.
        program: calls it; empty if no values can be shown.
    """

    function: Function
    signature: Code
    arguments: tuple[Item, ...]
    body: tuple[str, ...]
    responses: tuple[DeclaredBody, ...]
    credentials: tuple[tuple[str, ...], ...]
    program: Code


class OperationsPage(Struct, frozen=True):
    """`operations/TAG.md`."""

    package: str
    module: OperationModule
    operations: tuple[OperationView, ...]
    links: Links


class ModelPage(Struct, frozen=True):
    """`models/NAME.md`.

    Attributes:
        limits: constraints and examples of an alias.
        example: constructs it; empty if nothing is sent in it.
        used_by: links to functions and models.
        more_uses: how many further ones there are.
    """

    package: str
    declared: Declared
    fields: tuple[Item, ...]
    limits: Markdown
    example: Code
    used_by: tuple[Markdown, ...]
    more_uses: int
    links: Links


class Overview(Struct, frozen=True):
    """`index.md` and `models/index.md`."""

    client: ClientInfo
    package: str
    version: str
    doc: Documentation
    operations: tuple[OperationModule, ...]
    models: tuple[Markdown, ...]
    security: tuple[Scheme, ...]
    servers: tuple[ServerFunction, ...]
    webhooks: tuple[WebhookFunction, ...]
    links: Links


class Links(Struct, frozen=True):
    """Links from a page to the pages of models.

    Attributes:
        pages: name of a model -> its page.
        folder: of the pages of models, from the folder of the page that links.
    """

    pages: Mapping[str, str]
    folder: str = "../models/"

    def type(self, given: Expression) -> Markdown:
        """A type as code, with links to the models that it names."""
        parts = given.types if isinstance(given, AnyOf) else (given,)
        return Markdown(" or ".join(map(self._part, parts)))

    def model(self, name: str) -> Markdown:
        """A link to a model."""
        return Markdown(f"[{code(name)}]({self.folder}{self.pages[name]})")

    def _part(self, given: Expression) -> str:
        names = sorted({each.name for each in names_in(given) if each.module == MODELS})
        if str(given) in names:
            return self.model(str(given))
        found = ", ".join(map(self.model, names))
        return f"{code(given)} ({found})" if found else code(given)


def stale_pages(folder: Path, fresh: Collection[str]) -> Iterator[str]:
    """The pages in a folder that regen wrote, and that are not of the fresh ones.

    A page that somebody else wrote is none of them.

    Args:
        fresh: paths relative to the folder.
    """
    for part in ("operations", "models"):
        for path in sorted((folder / part).glob("*.md")):
            name = f"{part}/{path.name}"
            if name not in fresh and path.read_bytes().rstrip().endswith(_MARK):
                yield name


def reference_files(api: ir.Api, names: Names, surface: Surface) -> Iterator[File]:
    """The pages: every operation and every model."""
    return _Reference(api, names, surface).files()


class _Reference:
    """Makes the pages of one package."""

    def __init__(self, api: ir.Api, names: Names, surface: Surface) -> None:
        self.api, self.names, self.surface = api, names, surface
        self.package = names.package
        self.links = Links(_pages(surface.declared))
        self.operations = {each.id: each for each in api.operations}
        self.declarations = {
            names.declarations[id].name: each for id, each in api.declarations.items()
        }
        self.programs = self._programs()
        self.uses = self._uses()

    def files(self) -> Iterator[File]:
        surface, here = self.surface, Links(self.links.pages, "models/")
        models = Links(self.links.pages, "")
        overview = Overview(
            surface.client,
            self.package,
            self.api.info.version,
            documentation(self.api.info.doc),
            surface.operations,
            tuple(map(models.model, sorted(self.links.pages, key=str.lower))),
            surface.security,
            surface.servers,
            surface.webhooks,
            here,
        )
        yield _page("index.md", "index", overview)
        yield _page("models/index.md", "models", overview)
        for module in surface.operations:
            views = tuple(map(self._operation, module.functions))
            page = OperationsPage(self.package, module, views, self.links)
            yield _page(f"operations/{module.module}.md", "operations", page)
        for name, declared in surface.declared.items():
            page_of_model = self._model(name, declared, models)
            yield _page(f"models/{self.links.pages[name]}", "model", page_of_model)

    def _programs(self) -> dict[str, Code]:
        """Signatures and programs by name, laid out."""
        writer = Programs(self.api, self.names, self.surface)
        found: dict[str, str] = {}
        for function in self.surface.functions:
            found[f"signature {function.id}.py"] = _signature(function)
            found[f"call {function.id}.py"] = writer.call(function)
        for name, declaration in self.declarations.items():
            if (
                isinstance(declaration, ir.Model)
                and ir.Usage.REQUEST in declaration.usage
            ):
                found[f"model {name}.py"] = writer.construction(declaration)
        done = format_files(found)
        return {name: Code(text.strip()) for name, text in done.items()}

    def _uses(self) -> dict[str, list[Markdown]]:
        """Name of a model -> the functions and models whose types name it."""
        found: dict[str, list[Markdown]] = {}
        for function in self.surface.functions:
            types = [argument.type for argument in function.arguments]
            types += [*function.results, *(f.body for f in function.failures if f.body)]
            page = f"../operations/{function.module}.md#{function.name.lower()}"
            link = Markdown(f"[{code(function.name)}]({page})")
            for name in _models_in(types):
                found.setdefault(name, []).append(link)
        for name, declared in self.surface.declared.items():
            for used in _models_in(_types_of(declared)):
                if used != name:
                    link = Links(self.links.pages, "").model(name)
                    found.setdefault(used, []).append(link)
        return found

    def _operation(self, function: Function) -> OperationView:
        operation = self.operations[function.id]
        arguments = self.names.operations[function.id].parameters
        parameters = {
            arguments[each.location, each.name]: each for each in operation.parameters
        }
        items = []
        for argument in function.arguments:
            parameter = parameters.get(argument.name)
            remarks = [_presence(argument.default)]
            if parameter is not None:
                remarks.insert(0, f"{parameter.location.value} {code(parameter.name)}")
            facts = parameter.facts if parameter else ir.NO_FACTS
            items.append(
                Item(
                    argument.name,
                    self.links.type(argument.type),
                    Markdown(", ".join(remarks)),
                    argument.doc,
                    _limits(facts),
                )
            )
        return OperationView(
            function,
            self.programs[f"signature {function.id}.py"],
            tuple(items),
            tuple(body.media_type or "" for body in function.bodies),
            tuple(each for each in function.responses if each.status.startswith("2")),
            _credentials(function),
            self.programs[f"call {function.id}.py"],
        )

    def _model(self, name: str, declared: Declared, links: Links) -> ModelPage:
        fields: tuple[Item, ...] = ()
        if isinstance(declared, ModelClass):
            fields = tuple(self._fields(name, declared, links))
        # The name of an enum's values has none.
        declaration = self.declarations.get(name)
        uses = self.uses.get(name, [])
        return ModelPage(
            self.package,
            declared,
            fields,
            _limits(declaration.facts if declaration else ir.NO_FACTS),
            self.programs.get(f"model {name}.py", Code()),
            tuple(uses[:_USES]),
            max(0, len(uses) - _USES),
            links,
        )

    def _fields(self, name: str, declared: ModelClass, links: Links) -> Iterator[Item]:
        model = self.declarations[name]
        assert isinstance(model, ir.Model)
        facts = {field.wire_name: field.facts for field in model.fields}
        for attribute in declared.attributes:
            remarks = [
                "required" if attribute.required else _presence(attribute.default)
            ]
            if attribute.wire_name not in (attribute.name, ""):
                remarks.insert(0, f"{code(attribute.wire_name)} in JSON")
            if not attribute.wire_name:
                remarks = ["all properties that the document does not name"]
            if not attribute.sent:
                remarks.append("only received")
            if not attribute.received:
                remarks.append("only sent")
            yield Item(
                attribute.name,
                links.type(attribute.type),
                Markdown(", ".join(filter(None, remarks))),
                attribute.doc,
                _limits(facts.get(attribute.wire_name, ir.NO_FACTS)),
            )


def _page(path: str, template: str, view: object) -> File:
    return File(path, f"reference/{template}.jinja", view, kind=TextKind.MARKDOWN)


def _pages(names: Iterable[str]) -> dict[str, str]:
    """Name of a model -> its page; file systems may not tell letters by case."""
    found: dict[str, str] = {}
    taken = {"index"}
    for name in names:
        page, number = name.lower(), 1
        while page in taken:
            number += 1
            page = f"{name.lower()}_{number}"
        taken.add(page)
        found[name] = f"{page}.md"
    return found


def _signature(function: Function) -> str:
    """The function as each of the two clients takes it."""
    arguments = [str(argument) for argument in function.positional]
    if function.by_keyword:
        arguments += ["*", *map(str, function.by_keyword)]
    result = str(function.results[0])
    if function.call.name == "StreamCall":
        clients = [("def", "Client | AsyncClient")]
        result = f"Stream[{result}]"
    else:
        clients = [("def", "Client"), ("async def", "AsyncClient")]
    heads = (
        f"{kind} {function.name}({', '.join((f'client: {client}', *arguments))})"
        f" -> {result}: ...\n"
        for kind, client in clients
    )
    return "\n\n".join(heads)


def _credentials(function: Function) -> tuple[tuple[str, ...], ...]:
    """What a call may be given to be accepted; nothing if it needs nothing."""
    found = tuple(sorted(tuple(sorted(each)) for each in function.security))
    return found if any(found) else ()


def _presence(default: Expression | None) -> str:
    if default is None:
        return "required"
    return "optional" if default == NONE else f"{code(default)} by default"


def _limits(facts: ir.Facts) -> Markdown:
    """What the document says of the values: format, constraints, examples."""
    found = [f"format {code(facts.format)}"] if facts.format else []
    for keyword, value in facts.constraints:
        if (text := _short(value)) is not None:
            found.append(f"{plain(keyword)} {text}")
    examples = [text for each in facts.examples[:3] if (text := _short(each))]
    if examples:
        found.append(f"for example {', '.join(examples)}")
    return Markdown("; ".join(found))


def _short(value: ir.JsonValue) -> Markdown | None:
    """A value as Python writes it, unless it is long."""
    try:
        text = json_literal(value).code
    except ValueError:
        return None
    return code(text) if len(text) <= _LONGEST else None


def _types_of(declared: Declared) -> list[Expression]:
    if isinstance(declared, ModelClass):
        return [attribute.type for attribute in declared.attributes]
    type = getattr(declared, "type", None)
    return [] if type is None else [type]


def _models_in(types: Iterable[Expression]) -> list[str]:
    """The models that types name, each once."""
    names = (name for type in types for name in names_in(type))
    return list(dict.fromkeys(each.name for each in names if each.module == MODELS))
