"""Reference pages of a package, for people: Markdown, a page per tag and per module."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from .formatting import File, TextKind
from .markdown import Markdown, anchor, code
from .python.expressions import MODELS, Expression, names_in
from .python.surface import ClientInfo, Declared, OperationModule, Scheme, Surface


class Overview(Struct, frozen=True):
    """`index.md`."""

    client: ClientInfo
    package: str
    operations: tuple[OperationModule, ...]
    declared: tuple[Declared, ...]
    security: tuple[Scheme, ...]


class OperationsPage(Struct, frozen=True):
    """`operations/TAG.md`."""

    package: str
    module: OperationModule
    links: Links


class ModelsPage(Struct, frozen=True):
    """`models/MODULE.md`."""

    package: str
    module: str
    declared: tuple[Declared, ...]
    links: Links


class Links(Struct, frozen=True):
    """Links from a page to the pages of models.

    Attributes:
        modules: name of a model -> its module.
    """

    modules: dict[str, str]

    def type(self, given: Expression) -> Markdown:
        """A type as code, with links to the models that it names."""
        names = {each.name for each in names_in(given) if each.module == MODELS}
        found = [self.model(name) for name in sorted(names)]
        if str(given) in names:
            return found[0]
        return Markdown(" ".join([code(given), *(f"({link})" for link in found)]))

    def model(self, name: str) -> Markdown:
        """A link to a model."""
        target = f"../models/{self.modules[name]}.md#{anchor(name)}"
        return Markdown(f"[{code(name)}]({target})")


def reference_files(surface: Surface, package: str) -> Iterator[File]:
    """The pages: every operation and every class."""
    declared = tuple(surface.declared.values())
    overview = Overview(
        surface.client, package, surface.operations, declared, surface.security
    )
    yield _page("index.md", "index", overview)
    links = Links({item.name: item.module for item in declared})
    for module in surface.operations:
        view = OperationsPage(package, module, links)
        yield _page(f"operations/{module.module}.md", "operations", view)
    for model_module in surface.models:
        name = model_module.name
        page = ModelsPage(package, name, model_module.declared, links)
        yield _page(f"models/{name}.md", "models", page)


def _page(path: str, template: str, view: object) -> File:
    return File(path, f"reference/{template}.jinja", view, kind=TextKind.MARKDOWN)
