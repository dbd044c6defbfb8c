"""The checks that all later phases rely on: is a list a list, has a parameter a name.

They are cheap, look at nothing that only people read, and say where the fault is. What
passes them can be turned into a client without a guess; whether it conforms to the
specification to the letter is the validator's question (`conformity.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from regen.diagnostics import Level

from .foreign import foreign_keys, missing_media_type
from .kinds import (
    BODY,
    DOCUMENT,
    METHODS,
    PARAMETER,
    PATH_ITEM,
    PATHS,
    RESPONSE,
    RESPONSES,
    SCHEMA,
    SECURITY_SCHEME,
    SERVER,
    Holds,
    Kind,
)
from .operation_ids import duplicate_ids
from .pointers import below
from .remarks import Remark
from .version import Family, family

_STATUS = re.compile(r"[1-9]\d\d|[1-5][Xx]{2}|default")
_TEMPLATE = re.compile(r"(?:[^{}]|\{[^{}]+\})*")
_LOCATIONS = {"path", "query", "header", "cookie"}
_STYLES = {
    "path": {"simple", "label", "matrix"},
    "query": {"form", "spaceDelimited", "pipeDelimited", "deepObject"},
    "header": {"simple"},
    "cookie": {"form", "cookie"},
}
_SCHEMES = {
    Family.V2_0: {"basic", "apiKey", "oauth2"},
    None: {"apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"},
}
_NEEDED = {"apiKey": ("name", "in"), "http": ("scheme",)}


def check(root: Any, part: dict[str, Any] | None = None) -> Iterator[Remark]:
    """Structural faults of a bundled document of any version.

    Args:
        part: what of the document is to be looked at; by default all of it. What
            concerns all operations together is looked at in any case.

    Errors are what makes a right client impossible or a matter of guessing. Warnings
    are what is empty where a mapping or list belongs, which counts as absent, and
    duplicate operation ids.
    """
    if not isinstance(root, dict):
        yield _wrong("", "the document", root, "a mapping")
        return
    version = family(root)
    if version is None:
        yield _unknown_version(root)
        return
    looked_at = root if part is None else part
    yield from _walk(looked_at, "", DOCUMENT, _Checks(version))
    yield from duplicate_ids(root)
    if version is Family.V2_0:
        from .swagger.faults import several_bodies

        yield from several_bodies(looked_at)
    if not {"paths", "components", "webhooks", "definitions"} & root.keys():
        hint = "add `paths`, `components` or `webhooks`"
        yield Remark("nothing-to-generate", "", "the document describes nothing", hint)


def _unknown_version(root: dict[str, Any]) -> Remark:
    hint = "known versions: swagger 2.0, openapi 3.0.x, 3.1.x and 3.2.x"
    for key in ("openapi", "swagger"):
        if key in root:
            text = f"unknown version {str(root[key])[:40]!r} in `{key}`"
            return Remark("unknown-version", f"/{key}", text, hint)
    text = "neither `openapi` nor `swagger` says the version of the specification"
    return Remark("missing-version", "", text, hint)


class _Checks:
    """Checks of single objects beyond what the table of kinds says."""

    def __init__(self, version: Family) -> None:
        self.version = version
        self._old = version is Family.V2_0
        self._locations = set(_LOCATIONS)
        if self._old:
            self._locations |= {"body", "formData"}
        elif version is Family.V3_2:
            self._locations.add("querystring")
        self._schemes = _SCHEMES[version if self._old else None]
        self.by_kind: dict[Kind, Callable[[dict[str, Any], str], Iterator[Remark]]] = {
            PARAMETER: self._parameter,
            RESPONSE: missing_media_type,
            RESPONSES: self._responses,
            SERVER: self._server,
            SECURITY_SCHEME: self._security_scheme,
            SCHEMA: self._schema,
            BODY: self._body,
            PATHS: self._paths,
            PATH_ITEM: self._path_item,
        }

    def _parameter(self, value: dict[str, Any], pointer: str) -> Iterator[Remark]:
        location = value.get("in")
        if location != "querystring" and not isinstance(value.get("name"), str):
            yield _missing(pointer, "parameter", "name")
        if not isinstance(location, str):
            yield _missing(pointer, "parameter", "in")
        elif location not in self._locations:
            allowed = ", ".join(sorted(self._locations))
            text = f"a parameter cannot be in {location[:40]!r}"
            is_body = location in ("body", "formData")
            hint = "write it as `requestBody`" if is_body else f"one of {allowed}"
            yield Remark("wrong-value", f"{pointer}/in", text, hint)
        elif not self._old:
            yield from self._style(value, location, pointer)

    def _style(
        self, value: dict[str, Any], location: str, pointer: str
    ) -> Iterator[Remark]:
        style = value.get("style")
        allowed = _STYLES.get(location)
        if style is not None and allowed and style not in allowed:
            text = (
                f"style {str(style)[:40]!r} is not defined for a {location} parameter"
            )
            hint = f"one of {', '.join(sorted(allowed))}"
            yield Remark("wrong-style", f"{pointer}/style", text, hint)

    def _responses(self, value: dict[str, Any], pointer: str) -> Iterator[Remark]:
        for status in value:
            if not _STATUS.fullmatch(status) and not status.startswith("x-"):
                text = f"{status[:40]!r} is not a status code"
                hint = "a code as 200, a range as 2XX, or default"
                yield Remark("wrong-status", below(pointer, status), text, hint)

    def _server(self, value: dict[str, Any], pointer: str) -> Iterator[Remark]:
        if not isinstance(value.get("url"), str):
            yield _missing(pointer, "server", "url")

    def _security_scheme(self, value: dict[str, Any], pointer: str) -> Iterator[Remark]:
        kind = value.get("type")
        if not isinstance(kind, str):
            yield _missing(pointer, "security scheme", "type")
        elif kind not in self._schemes:
            text = f"unknown type {kind[:40]!r} of a security scheme"
            hint = f"one of {', '.join(sorted(self._schemes))}"
            yield Remark("wrong-value", f"{pointer}/type", text, hint)
        else:
            for key in _NEEDED.get(kind, ()):
                if not isinstance(value.get(key), str):
                    yield _missing(pointer, f"security scheme of type {kind}", key)

    def _schema(self, value: dict[str, Any], pointer: str) -> Iterator[Remark]:
        kind, values = value.get("type"), value.get("enum")
        if not isinstance(kind, str | list | None):
            yield _wrong(f"{pointer}/type", "`type`", kind, "a name or a list of names")
        if not isinstance(values, list | None):
            yield _wrong(f"{pointer}/enum", "`enum`", values, "a list")

    def _paths(self, value: dict[str, Any], pointer: str) -> Iterator[Remark]:
        for path in value:
            if not path.startswith(("/", "x-", "$")):
                text = f"the path {path[:40]!r} does not begin with a slash"
                hint = "write it as it follows the URL of the server: /pets"
                yield Remark("wrong-path", below(pointer, path), text, hint)
            elif path.startswith("/") and not _TEMPLATE.fullmatch(path):
                text = f"the braces of the path {path[:80]!r} do not pair"
                hint = "each variable stands in braces of its own: /pets/{id}"
                yield Remark("wrong-path", below(pointer, path), text, hint)

    def _path_item(self, value: dict[str, Any], pointer: str) -> Iterator[Remark]:
        for key, item in value.items():
            if key in PATH_ITEM.fields or key.startswith(("x-", "$")):
                continue
            if isinstance(item, dict) and "responses" in item:
                text = f"{key[:40]!r} is no method that a path item has"
                hint = f"one of {', '.join(METHODS)}, in lower case"
                yield Remark("wrong-method", below(pointer, key), text, hint)

    def _body(self, value: dict[str, Any], pointer: str) -> Iterator[Remark]:
        # `schema` in its place is a finding of `foreign_keys`.
        if not {"content", "$ref", "schema"} & value.keys():
            yield _missing(pointer, "request body", "content")
        yield from missing_media_type(value, pointer)


def _walk(value: Any, pointer: str, kind: Kind, checks: _Checks) -> Iterator[Remark]:
    """Findings in an object and in all that it holds."""
    if value is None and kind.optional:
        yield _empty(pointer, f"this {kind.name}")
        return
    if not isinstance(value, dict):
        if not (kind.boolean and isinstance(value, bool)):
            yield _wrong(pointer, f"this {kind.name}", value, "a mapping")
        return
    refers = isinstance(value.get("$ref"), str)
    own = checks.by_kind.get(kind)
    if not refers:
        yield from foreign_keys(value, pointer, kind, checks.version)
        if own is not None:
            yield from own(value, pointer)
    fields, patterned = kind.fields, kind.patterned
    for key, item in value.items():
        if key in fields:
            holds, inner = fields[key]
            yield from _field(item, below(pointer, key), holds, inner, checks)
        elif patterned and _matches(key, patterned[0], refers):
            yield from _walk(item, below(pointer, key), patterned[1], checks)


def _matches(key: str, start: str, refers: bool) -> bool:
    """Whether a free key holds an object; extensions and references do not."""
    return key.startswith(start) and not (
        key.startswith("x-") or (refers and key == "$ref")
    )


def _field(
    value: Any, pointer: str, holds: Holds, kind: Kind, checks: _Checks
) -> Iterator[Remark]:
    key = pointer.rpartition("/")[2]
    if value is None and holds is not Holds.ONE:
        yield _empty(pointer, f"`{key}`")
    elif holds is Holds.ONE or (holds is Holds.ONE_OR_LIST and isinstance(value, dict)):
        yield from _walk(value, pointer, kind, checks)
    elif holds is Holds.MAP:
        if not isinstance(value, dict):
            yield _wrong(pointer, f"`{key}`", value, "a mapping")
            return
        for name, item in value.items():
            yield from _walk(item, below(pointer, name), kind, checks)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(item, f"{pointer}/{index}", kind, checks)
    elif not (holds is Holds.ONE_OR_LIST and isinstance(value, bool)):
        yield _wrong(pointer, f"`{key}`", value, "a list")


_WORDS = {
    dict: "a mapping",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "empty",
}


def _wrong(pointer: str, what: str, value: Any, wanted: str) -> Remark:
    found = _WORDS.get(type(value), type(value).__name__)
    return Remark("wrong-type", pointer, f"{what} is {found}; it must be {wanted}")


def _empty(pointer: str, what: str) -> Remark:
    text, hint = f"{what} is empty and counts as absent", "remove it"
    return Remark("empty-value", pointer, text, hint, Level.WARNING.value)


def _missing(pointer: str, what: str, key: str) -> Remark:
    return Remark("missing-key", pointer, f"this {what} has no `{key}`")
