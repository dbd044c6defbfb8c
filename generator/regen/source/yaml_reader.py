"""Reads YAML text as plain JSON values, as YAML 1.2 means them.

PyYAML's loaders follow YAML 1.1: `on` is true, `010` is eight, `12:30` is a number of
minutes and dates are objects. Here PyYAML's C parser only composes the node tree; the
values are built from it by the core schema (YAML 1.2.2, section 10.3), restricted to
what JSON can hold, as the OpenAPI Specification asks ("Format").
"""

from __future__ import annotations

import math
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from regen.diagnostics import Location, RegenError, error

from .limits import (
    MAX_ALIASED_NODES,
    MAX_ALIASED_TEXT,
    MAX_ALIASES,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_MERGED_KEYS,
    MORE,
    measure,
    most,
)
from .pointers import split
from .yaml_faults import syntax_error, wrong_character

if TYPE_CHECKING:  # a child that reads a text needs no more than this module
    from .sourcemap import Position

_TAG = "tag:yaml.org,2002:"
_PLAIN = "?"
_STR = f"{_TAG}str"
_STRINGS = frozenset({_STR, f"{_TAG}timestamp", f"{_TAG}binary", "!"})
_TYPED = {f"{_TAG}{name}": name for name in ("int", "float", "bool", "null")}
_MAP, _SEQ = f"{_TAG}map", f"{_TAG}seq"

_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER = re.compile(
    r"(?P<int>[-+]?[0-9]+)|0o(?P<oct>[0-7]+)|0x(?P<hex>[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<odd>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
)
_MADE_ANCHOR = re.compile(r"&(?:id|ref_)?\d+(?!\S)")
"""Anchors as PyYAML (id001), js-yaml (ref_0) and Psych (1) name shared objects."""
_LONG = 200
"""Characters of a text that is worth counting when aliases repeat it."""

MAX_TABS = 100
"""Tabs in a text that are read as spaces."""

_NUMERIC_STARTS = frozenset("0123456789+-.")


class _TooDeep(yaml.MarkedYAMLError):
    """Nested deeper than any document needs."""


class _Composer(yaml.CSafeLoader):
    """PyYAML's C parser without its YAML 1.1 resolution, bounded in depth."""

    depth = 0

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:
        if kind is ScalarNode:
            return _PLAIN if implicit[0] else _STR
        return _MAP if kind is MappingNode else _SEQ

    def descend_resolver(self, current_node: Node | None, current_index: Any) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH and current_node is not None:
            raise _TooDeep(
                problem=f"nested deeper than {MAX_DEPTH} levels",
                problem_mark=current_node.start_mark,
            )

    def ascend_resolver(self) -> None:
        self.depth -= 1


def compose(text: str, name: str) -> Node | None:
    """The node tree of the single document in `text`.

    Raises:
        RegenError: `text` is no YAML, or holds several documents (codes
            `invalid-yaml`, `several-documents`, `too-deep`), with the position.
    """
    for _ in range(MAX_TABS):
        try:
            node: Node | None = yaml.compose(text, Loader=_Composer)
        except _TooDeep as fault:
            raise error("too-deep", str(fault.problem), _place(fault, name)) from None
        except yaml.MarkedYAMLError as fault:
            repaired = _without_tabs(text, fault)
            if repaired is None:
                raise syntax_error(fault, text, name) from None
            text = repaired
        except yaml.reader.ReaderError as fault:
            raise wrong_character(fault, text, name) from None
        else:
            return node
    place = Location(name)
    raise error("invalid-yaml", "tabs stand where YAML expects spaces", place)


def _place(fault: yaml.MarkedYAMLError, name: str) -> Location:
    mark = fault.problem_mark
    return Location(name, mark.line + 1, mark.column + 1) if mark else Location(name)


def _without_tabs(text: str, fault: yaml.MarkedYAMLError) -> str | None:
    """The text with spaces for tabs that libyaml refuses and YAML 1.2 allows.

    They may separate, and indent comments (YAML 1.2.2, sections 6.2 and 6.6).
    """
    mark = fault.problem_mark
    if mark is None or text[mark.index : mark.index + 1] != "\t":
        return None
    start = text.rfind("\n", 0, mark.index) + 1
    rest = text[mark.index :].lstrip("\t ")
    separates = text[start : mark.index].strip() != ""
    if not separates and rest[:1] not in ("#", "\n", ""):
        return None
    end = len(text) - len(text[mark.index :].lstrip("\t"))
    return text[: mark.index] + " " * (end - mark.index) + text[end:]


def build(node: Node | None, name: str, text: str = "") -> Any:
    """The plain JSON value of a node tree.

    Args:
        text: what the tree was composed of.

    Raises:
        RegenError: a duplicate key, a tag that is not of the core schema, a value that
            JSON cannot hold, an alias that contains itself or that expands beyond
            measure; with the position.
    """
    if node is None:
        return None
    builder = _ValueBuilder(name)
    value = builder.document(node)
    builder.check_aliases(text)
    return value


class _ValueBuilder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.values: dict[int, Any] = {}
        self.open: set[int] = set()
        self.repeated: list[Node] = []
        self.merged_keys = 0
        self.long_texts: set[int] = set()
        self.aliased_text = 0

    def document(self, node: Node) -> Any:
        value = self.value(node)
        if self.repeated:
            self._check_expansion(node, value)
        return value

    def value(self, node: Node) -> Any:
        if node.__class__ is ScalarNode:
            if len(node.value) > _LONG:
                self._count_text(node)
            # Quoted and block scalars, the most common kind after plain words.
            if node.tag == _STR:
                return node.value
            return self._scalar(node)
        key = id(node)
        if key in self.values:
            self.repeated.append(node)
            return self.values[key]
        if key in self.open:
            raise self._fault("cyclic-alias", "an alias contains itself", node)
        self.open.add(key)
        if node.__class__ is MappingNode:
            value: Any = self._mapping(node)
        else:
            self._check_tag(node, _SEQ)
            value = [self.value(item) for item in node.value]
        self.open.discard(key)
        self.values[key] = value
        return value

    def _count_text(self, node: Node) -> None:
        """Bound what aliases of a long text may repeat."""
        if id(node) not in self.long_texts:
            self.long_texts.add(id(node))
            return
        self.aliased_text += len(node.value)
        if self.aliased_text > (limit := most(MAX_ALIASED_TEXT)):
            raise self._fault(
                "alias-bomb",
                f"aliases repeat texts such as this one by more than"
                f" {limit:,} characters",
                node,
                MORE,
            )

    def _mapping(self, node: Node) -> dict[str, Any]:
        self._check_tag(node, _MAP)
        result: dict[str, Any] = {}
        merged: list[Node] = []
        value = self.value
        for key_node, value_node in node.value:
            if key_node.__class__ is not ScalarNode:
                raise self._fault("invalid-key", "a key must be a string", key_node)
            key = key_node.value
            if key == "<<" and key_node.tag == _PLAIN:
                merged.append(value_node)
                continue
            if key in result:
                raise self._duplicate(node, key_node)
            result[key] = value(value_node)
        for source in merged:
            self._merge(result, source)
        return result

    def _merge(self, result: dict[str, Any], node: Node) -> None:
        sources = node.value if isinstance(node, SequenceNode) else [node]
        for source in sources:
            if not isinstance(source, MappingNode):
                raise self._fault(
                    "invalid-merge", "'<<' takes a mapping or a list of them", source
                )
            inherited = self.value(source)
            self.merged_keys += len(inherited)
            if self.merged_keys > (limit := most(MAX_MERGED_KEYS)):
                raise self._fault(
                    "alias-bomb",
                    f"'<<' merges more than {limit:,} keys into others",
                    source,
                    MORE,
                )
            for key, value in inherited.items():
                result.setdefault(key, value)

    def _scalar(self, node: Node) -> Any:
        tag, text = node.tag, node.value
        if tag == _PLAIN:
            if text in _WORDS:
                return _WORDS[text]
            if text[0] not in _NUMERIC_STARTS:
                return text
            match = _NUMBER.fullmatch(text)
            return text if match is None else self._number(match, node)
        if tag in _STRINGS:
            return text
        if tag in _TYPED:
            return self._typed(node, _TYPED[tag])
        raise self._unknown_tag(node)

    def _typed(self, node: Node, kind: str) -> Any:
        match = _NUMBER.fullmatch(node.value)
        value = self._number(match, node) if match else _WORDS.get(node.value, node)
        if kind == "float" and type(value) is int:
            return float(value)
        types = {"int": int, "float": float, "bool": bool, "null": type(None)}
        if type(value) is not types[kind]:
            raise self._fault(
                "invalid-yaml", f"{node.value[:40]!r} is not of the type !!{kind}", node
            )
        return value

    def _number(self, match: re.Match[str], node: Node) -> int | float:
        kind, text = match.lastgroup, match.group(match.lastgroup or 0)
        if len(text) > MAX_DIGITS:
            raise self._fault(
                "number-too-long", f"a number of {len(text)} characters", node
            )
        if kind == "float":
            value = float(text)
            if math.isfinite(value):
                return value
        if kind in ("float", "odd"):
            raise self._fault(
                "not-json",
                f"{node.value[:40]} is no number that JSON can hold",
                node,
                "quote it if it is meant as text",
            )
        return int(text, {"oct": 8, "hex": 16}.get(kind or "", 10))

    def _check_tag(self, node: Node, expected: str) -> None:
        if node.tag != expected:
            raise self._unknown_tag(node)

    def _unknown_tag(self, node: Node) -> RegenError:
        shown = node.tag.replace(_TAG, "!!")
        return self._fault(
            "unsupported-tag",
            f"the tag {shown} has no meaning in an OpenAPI document",
            node,
        )

    def _duplicate(self, node: Node, key_node: Node) -> RegenError:
        first = next(k for k, _ in node.value if k.value == key_node.value)
        return self._fault(
            "duplicate-key",
            f"the key {key_node.value!r} stands twice in one mapping;"
            f" the first is in line {first.start_mark.line + 1}",
            key_node,
            "YAML 1.2 has each key once (section 3.2.1.1): keep the one that is meant",
        )

    def _fault(self, code: str, message: str, node: Node, hint: str = "") -> RegenError:
        mark = node.start_mark
        place = Location(self.name, mark.line + 1, mark.column + 1)
        return error(code, message, place, hint)

    def check_aliases(self, text: str) -> None:
        """Refuse more aliases than a person writes; serializers write any number."""
        limit = most(MAX_ALIASES)
        if len(self.repeated) <= limit:
            return
        lines = text.splitlines()
        named = [node for node in self.repeated if not _is_made(node, lines)]
        if len(named) > limit:
            raise self._fault(
                "too-many-aliases",
                f"{len(named)} aliases repeat mappings and lists such as this one,"
                f" more than {limit}",
                named[-1],
                f"use `$ref` for what is shared; {MORE}",
            )

    def _check_expansion(self, node: Node, root: Any) -> None:
        """Refuse aliases that make a small text a huge or very deep tree."""
        sizes: dict[int, tuple[int, int]] = {}
        size, depth = measure(root, sizes)
        # Every container is in `sizes` once, so the rest exists through aliases only.
        is_large = size - len(sizes) > most(MAX_ALIASED_NODES)
        if is_large or depth > MAX_DEPTH:
            raise self._fault(
                "alias-bomb",
                f"aliases expand the document to {size:,} nodes, {depth} levels deep",
                node,
                MORE if is_large else "",
            )


def _is_made(node: Node, lines: list[str]) -> bool:
    """Whether a serializer named the anchor of a node."""
    mark = node.start_mark
    line = lines[mark.line] if mark.line < len(lines) else ""
    return _MADE_ANCHOR.match(line, mark.column) is not None


class YamlPositions:
    """JSON pointer -> line and column in valid YAML text: of its key or its item.

    The tree is made when it is first needed, because most documents need no positions.
    A node is looked through once, however many of its children are asked for.
    """

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._known: dict[int, dict[str, tuple[Any, Node]]] = {}

    @cached_property
    def _root(self) -> Node | None:
        return compose(self._text, self._name)

    def __call__(self, pointer: str) -> Position:
        """The place of `pointer`, or of its deepest parent that exists."""
        node = self._root
        if node is None:
            return 1, 1
        mark = node.start_mark
        for token in split(pointer):
            if id(node) not in self._known:
                self._known[id(node)] = _children(node)
            if token not in self._known[id(node)]:
                break
            mark, node = self._known[id(node)][token]
        return mark.line + 1, mark.column + 1


def _children(node: Node) -> dict[str, tuple[Any, Node]]:
    """Key (or number) of what a node has -> its mark and its value."""
    if isinstance(node, SequenceNode):
        return {str(i): (item.start_mark, item) for i, item in enumerate(node.value)}
    if not isinstance(node, MappingNode):
        return {}
    found: dict[str, tuple[Any, Node]] = {}
    for key, value in node.value:
        if key.value == "<<":  # what is merged gives way to all else
            sources = value.value if isinstance(value, SequenceNode) else [value]
            for source in sources:
                found = _children(source) | found
    return found | {key.value: (key.start_mark, value) for key, value in node.value}
