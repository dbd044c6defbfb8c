"""The values that templates read: all text in them is source already.

A template chooses the order and the spacing; it takes no decision about Python.
`Code` may hold several lines, laid out and indented for the place where it stands.
"""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from msgspec import Struct

from regen.outputs.python.literals import Code, DocString, Identifier


class MemberView(Struct, frozen=True):
    """A field of a dataclass or a member of an enum: its assignment and its doc."""

    line: Code
    doc: DocString | None


class ModelView(Struct, frozen=True):
    """A dataclass of the package; `head` is its class statement."""

    template: ClassVar[str] = "model.jinja"
    head: Code
    doc: DocString | None
    members: tuple[MemberView, ...]


class EnumView(Struct, frozen=True):
    """An enum; `head` is its class statement."""

    template: ClassVar[str] = "enum.jinja"
    head: Code
    doc: DocString | None
    members: tuple[MemberView, ...]


class AliasView(Struct, frozen=True):
    """A named type: its assignment and its doc."""

    template: ClassVar[str] = "alias.jinja"
    line: Code
    doc: DocString | None


DeclarationView: TypeAlias = ModelView | EnumView | AliasView


class ModelModule(Struct, frozen=True):
    """A module of `models`: classes first, then aliases.

    Attributes:
        future: the import from `__future__`, if annotations are to be read late.
        imports: all other import statements.
    """

    future: Code | None
    imports: Code
    declarations: tuple[DeclarationView, ...]


class OperationView(Struct, frozen=True):
    """A function that builds a call.

    Attributes:
        decorator: the name of `operation` in the module.
        signature: the head of the def.
        body: the return statement.
    """

    decorator: Code
    signature: Code
    doc: DocString | None
    body: Code


class OperationModule(Struct, frozen=True):
    """A module of `operations`.

    Attributes:
        constants: failures that several operations share.
    """

    imports: Code
    constants: tuple[Code, ...]
    doc: DocString | None
    operations: tuple[OperationView, ...]


class LazyPackage(Struct, frozen=True):
    """`models/__init__.py`.

    Attributes:
        imports: what type checkers read, indented.
        exports: the `__all__` statement.
        table: names and their modules, where the name does not tell the module.
    """

    imports: Code
    exports: Code
    table: tuple[Code, ...]


class ClientModule(Struct, frozen=True):
    """`client.py`: the two clients and what they know of the API."""

    imports: Code
    doc: DocString
    async_doc: DocString
    info: Code


class SchemeView(Struct, frozen=True):
    """An authentication class: its base and its constants."""

    name: Identifier
    base: Code
    doc: DocString | None
    attributes: tuple[Code, ...]


class SecurityModule(Struct, frozen=True):
    """`security.py`."""

    imports: Code
    exports: Code
    schemes: tuple[SchemeView, ...]


class FunctionView(Struct, frozen=True):
    """A plain function: of a server's URL, or of a webhook's payload."""

    signature: Code
    doc: DocString | None
    body: Code


class FunctionModule(Struct, frozen=True):
    """`servers.py` or `webhooks.py`."""

    imports: Code
    exports: Code
    doc: DocString
    functions: tuple[FunctionView, ...]


class PackageModule(Struct, frozen=True):
    """`__init__.py` of the package.

    Attributes:
        doc: the title of the API.
        imports: clients, authentication classes, errors.
    """

    doc: DocString
    imports: Code
    exports: Code
