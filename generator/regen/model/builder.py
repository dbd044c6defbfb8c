"""What the functions that build one kind of schema need from the whole."""

from __future__ import annotations

from typing import Protocol

from regen import ir

from .lineage import Lineage
from .nodes import Tree
from .nullability import Nullability
from .shapes import Hint, Shape


class Builder(Protocol):
    """The registry of declarations, as the kinds of schema see it.

    Attributes:
        tree: the bundled document; never to be mutated.
    """

    tree: Tree
    lineage: Lineage
    nullability: Nullability

    def type_at(self, pointer: str, hint: Hint) -> ir.Type:
        """The type of the schema at `pointer`, null included.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built.
        """

    def build(self, shape: Shape) -> ir.Type:
        """The type of a shape, null left out; built once per identity.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built.
        """

    def base(self, pointer: str, hint: Hint) -> ir.Type:
        """As `type_at`, but a schema with children stands for itself alone.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built.
        """

    def declare(self, declaration: ir.Declaration) -> ir.Ref:
        """Register a declaration under its identity."""
