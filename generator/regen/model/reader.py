"""Reads the objects of a bundled document by pointer or reference (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from regen import ir
from regen.diagnostics import Diagnostic, Level
from regen.source.document import Document
from regen.source.pointers import escape, step, unescape, value_at

DEEPEST = 60
"""Schemas within one another; each level takes about ten frames of the stack."""


class Unsupported(Exception):
    """A part of the document that cannot be turned into the model.

    Attributes:
        diagnostic: what is wrong; without a location until `located` was called.
        pointer: where in the bundled document.
    """

    level = Level.ERROR

    def __init__(self, code: str, message: str, pointer: str, hint: str = "") -> None:
        super().__init__(message)
        self.pointer = pointer
        self.diagnostic = Diagnostic(self.level, code, message, None, hint)

    def located(self, document: Document) -> Diagnostic:
        """The diagnostic with its place in the input file."""
        if self.diagnostic.location is None:
            place = document.location(self.pointer)
            self.diagnostic = self.diagnostic._replace(location=place)
        return self.diagnostic


class Doubtful(Unsupported):
    """What can be understood, though another reading is possible: a warning."""

    level = Level.WARNING


class Endless(Unsupported):
    """A schema that leads only back to itself, and so demands nothing of a value."""

    def __init__(self, pointer: str) -> None:
        message = "the schema leads only back to itself"
        super().__init__("reference-cycle", message, pointer)


def child(pointer: str, key: str | int) -> str:
    """The pointer of the member `key` of the object or array at `pointer`."""
    if isinstance(key, str) and ("~" in key or "/" in key):
        key = escape(key)
    return f"{pointer}/{key}"


class Tree:
    """A document whose nodes are looked up by pointer, each path walked once."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._known: dict[str, Any] = {"": root}

    def __getitem__(self, pointer: str) -> Any:
        """What stands at `pointer`.

        Raises:
            Unsupported: nothing stands there.
        """
        if pointer in self._known:
            return self._known[pointer]
        parent, _, key = pointer.rpartition("/")
        try:
            above = self._above(parent)
            found = step(above, unescape(key) if "~" in key else key)
        except LookupError:
            raise Unsupported(
                "dangling-reference", f"nothing stands at #{pointer}", pointer
            ) from None
        self._known[pointer] = found
        return found

    def _above(self, parent: str) -> Any:
        """What stands at `parent`; its other members will be asked for, too."""
        if parent not in self._known:
            self._known[parent] = value_at(self.root, parent)
        return self._known[parent]

    def follow(self, node: Any, pointer: str) -> tuple[Any, str]:
        """What the references lead to that start with `node`, at `pointer`; and where.

        Siblings of `$ref` on the way are the caller's concern.

        Raises:
            Unsupported: a reference leads nowhere, or back to itself.
        """
        place = pointer
        visited = {pointer}
        while (after := target(node, place)) is not None:
            if after in visited:
                raise Unsupported(
                    "reference-cycle",
                    f"the reference at #{pointer} leads only back to itself",
                    pointer,
                )
            visited.add(after)
            place, node = after, self[after]
        return node, place


def target(node: Any, pointer: str) -> str | None:
    """The pointer that the Reference Object `node` names; `None` for any other node.

    Raises:
        Unsupported: the reference leads nowhere.
    """
    if not isinstance(node, dict):
        return None
    reference = node.get("$ref")
    if not isinstance(reference, str):
        return None
    if node.get("x-regen-dangling") is True or not reference.startswith("#"):
        raise Unsupported(
            "dangling-reference", f"the reference {reference!r} leads nowhere", pointer
        )
    return reference[1:]


class DiagnosticLog(Struct):
    """Collects the diagnostics of reading the model, each once.

    Attributes:
        document: gives each diagnostic its place.
        tree: its nodes, for references to be followed.
    """

    document: Document
    tree: Tree
    _found: dict[tuple[str, str, str], Diagnostic] = field(default_factory=dict)

    def add(
        self,
        code: str,
        message: str,
        pointer: str,
        level: Level = Level.WARNING,
        hint: str = "",
    ) -> None:
        """Report something at `pointer` of the bundled document."""
        key = (code, message, pointer)
        if key not in self._found:
            place = self.document.location(pointer)
            self._found[key] = Diagnostic(level, code, message, place, hint)

    def put(self, diagnostic: Diagnostic, pointer: str) -> None:
        """Take a diagnostic that was made elsewhere."""
        self._found.setdefault(
            (diagnostic.code, diagnostic.message, pointer), diagnostic
        )

    def all(self) -> tuple[Diagnostic, ...]:
        """The diagnostics in the order in which they came."""
        return tuple(self._found.values())


class Node(Struct, frozen=True):
    """An object of the document where references have been followed.

    A member of the wrong type, of which the validator tells, and `null` count as
    absent; a text or a boolean in another spelling is read as what it means.

    Attributes:
        pointer: where the object stands in the bundled document (the end of the chain
            of references).
        value: its members; shared, never to be mutated.
    """

    pointer: str
    value: dict[str, Any]
    log: DiagnosticLog

    @property
    def is_overridden(self) -> bool:
        """Whether texts beside the reference that led here override its own."""
        return self.value is not self.log.tree[self.pointer]

    def at(self, key: str | int) -> str:
        """The pointer of the member `key`."""
        return child(self.pointer, key)

    def text(self, key: str) -> str:
        """The member as text, a number or boolean as JSON has it; absent is empty."""
        value = self.value.get(key)
        return "" if isinstance(value, dict | list | None) else _written(value)

    def flag(self, key: str) -> bool | None:
        """The member as a boolean; `None` if it is absent."""
        return {"true": True, "false": False}.get(str(self.value.get(key)).lower())

    def array(self, key: str) -> list[Any]:
        """The members of an array; absent is empty."""
        value = self.value.get(key)
        return value if isinstance(value, list) else []

    def texts(self, key: str) -> tuple[str, ...]:
        """The strings of an array; a single string stands for an array of one."""
        value = self.value.get(key)
        if isinstance(value, str):
            return (value,)
        return tuple(_written(v) for v in self.array(key) if isinstance(v, str | int))

    def node(self, key: str) -> Node | None:
        """The object that the member is or refers to; `None` if it is absent.

        Raises:
            Unsupported: the reference leads nowhere.
        """
        return _object(self.log, self.at(key), self.value.get(key))

    def members(self, key: str, *, lenient: bool = False) -> Iterator[tuple[str, Node]]:
        """The objects of the map at `key`.

        Args:
            lenient: leave out those whose reference leads nowhere, which bundling
                has reported.

        Raises:
            Unsupported: a reference leads nowhere.
        """
        table = self.node(key)
        if table is None:
            return
        for name in table.value:
            try:
                member = table.node(name)
            except Unsupported:
                if lenient:
                    continue
                raise
            if member is not None:
                yield name, member

    def items(self, key: str) -> Iterator[Node]:
        """The objects of the array at `key`.

        Raises:
            Unsupported: a reference leads nowhere.
        """
        if key not in self.value:
            return
        place = self.at(key)
        for index, item in enumerate(self.array(key)):
            found = _object(self.log, child(place, index), item)
            if found is not None:
                yield found

    def doc(self) -> ir.Doc:
        """`summary` and `description`."""
        return ir.Doc(self.text("summary"), self.text("description"))

    def external_docs(self) -> ir.ExternalDocs | None:
        """`externalDocs`."""
        found = self.node("externalDocs")
        if found is None:
            return None
        return ir.ExternalDocs(found.text("url"), found.text("description"))

    def examples(self) -> tuple[ir.JsonValue, ...]:
        """`example`, or the values of the Example Objects under `examples`."""
        if "example" in self.value:
            return (self.value["example"],)
        if not isinstance(self.value.get("examples"), dict):
            return ()
        found = (example.value for _, example in self.members("examples"))
        return tuple(example["value"] for example in found if "value" in example)


def _written(value: Any) -> str:
    """A plain value as JSON writes it, a string without quotes."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def object_at(log: DiagnosticLog, pointer: str) -> Node | None:
    """The object at the end of the references at `pointer`; `None` for another value.

    `summary` and `description` beside a reference override those of its target
    (OpenAPI 3.1 and later, Reference Object).

    Raises:
        Unsupported: the reference leads nowhere.
    """
    return _object(log, pointer, log.tree[pointer])


def _object(log: DiagnosticLog, pointer: str, value: Any) -> Node | None:
    """As `object_at`, for what stands at `pointer`."""
    if not isinstance(value, dict):
        return None
    if "$ref" not in value:
        return Node(pointer, value, log)
    found, place = log.tree.follow(value, pointer)
    if not isinstance(found, dict):
        return None
    if place != pointer:
        texts = {k: value[k] for k in ("summary", "description") if k in value}
        if texts:
            found = {**found, **texts}
    return Node(place, found, log)
