"""Finds keys that objects of their type do not have: misspelt, or of another place.

A key that is nearly one of the table (`spec.py`) is a slip, and what it says is lost.

Of the keys that belong elsewhere, as to another version, most do no harm, and the
validator reports them. These hold the body or the type of something that has no other:
a client without it would be wrong in silence, and what one version says is not always
what another means by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from regen.diagnostics import Diagnostic, Level

from ..bundle import DANGLING
from ..document import V2_0, Version, unplaced
from ..pointers import below
from ..spec import (
    DISCRIMINATOR,
    FLOWS,
    HEADER,
    MEDIA_TYPE,
    OPENAPI,
    OPERATION,
    PARAMETER,
    PATH_ITEM,
    REQUEST_BODY,
    RESPONSE,
    SCHEMA,
    SECURITY_SCHEME,
    ObjectType,
)
from ..walker import Place, walk


class _Way(NamedTuple):
    """What to write in the place of a key.

    Attributes:
        instead: the object's own keys for the same: with one of them nothing is lost.
    """

    instead: tuple[str, ...]
    hint: str


_CONTENT = "write it as `content: {application/json: {schema: ...}}`"
_TYPED = {"type": _Way(("schema", "content"), "write it under `schema`")}

_WAYS: dict[ObjectType, dict[str, _Way]] = {
    OPENAPI: {
        "components": _Way(
            (), "write schemas as `definitions`, or the whole document as OpenAPI 3"
        ),
        "servers": _Way(("host", "basePath"), "write `host` and `basePath`"),
        "securityDefinitions": _Way(
            ("components",), "write it as `components: {securitySchemes: ...}`"
        ),
        "host": _Way(("servers",), "write `servers: [{url: https://...}]`"),
    },
    OPERATION: {
        "requestBody": _Way(
            (), "write it as a parameter with `in: body`, or the document as OpenAPI 3"
        ),
    },
    RESPONSE: {
        "content": _Way(
            ("schema",),
            "write its schema as `schema`, and its media type under `produces`",
        ),
        "schema": _Way(("content",), _CONTENT),
        "properties": _Way(("schema", "content"), _CONTENT),
    },
    REQUEST_BODY: {"schema": _Way(("content",), _CONTENT)},
    PARAMETER: {"content": _Way(("schema", "type"), "write a `type`"), **_TYPED},
    HEADER: _TYPED,
    MEDIA_TYPE: {
        "properties": _Way(("schema", "itemSchema"), "write it under `schema`")
    },
}


def misplaced_keys(place: Place, version: Version) -> Iterator[Diagnostic]:
    """Keys that belong elsewhere, in an object that says the same in no other way."""
    for key, way in _WAYS.get(place.type, {}).items():
        if key not in place.value or place.value.keys() & set(way.instead):
            continue
        member = place.type.members.get(key)
        if member is not None and member.versions.include(version):
            continue
        text, hint = f"`{key}` of this {place.type.name} belongs to a schema", way.hint
        if member is not None:
            home = "OpenAPI 3" if member.versions.since > version else "Swagger 2.0"
            text = f"`{key}` of this {place.type.name} belongs to {home}"
            text += f"; the document is of version {version}"
        elif version == V2_0:
            hint = "write it under `schema`"
        yield unplaced("misplaced-key", below(place.pointer, key), text, hint)


_CONSTRAINTS = (
    "pattern multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength"
    " minLength maxItems minItems uniqueItems maxProperties minProperties"
    " maxContains minContains"
)
_PROSE = (
    "title description summary $comment example examples externalDocs xml"
    " termsOfService contact license"
)
_SHAPELESS = frozenset([*_CONSTRAINTS.split(" "), *_PROSE.split(" ")])
"""Keys that shape nothing of a client: published documents misspell some."""


def misspelt_keys(place: Place) -> Iterator[Diagnostic]:
    """Keys of an object that are nearly a key of its type, in any version.

    Objects in it on which generation does not rely, which `walk` leaves out, are looked
    through as well.

    A slip is an error where a client would lack something; a warning where what is
    meant shapes no code, as constraints do not, says nothing (`additionalProperties:
    true`), or is there as well.
    """
    yield from _misspelt(place)
    for key, value in place.value.items():
        member = place.type.members.get(key)
        if member is not None and member.of is not None and not member.checked:
            shapes = member.of in (DISCRIMINATOR, FLOWS)
            for inner in walk(value, member.of, (place.path, key)):
                for item in _misspelt(inner):
                    yield item if shapes else item._replace(level=Level.WARNING)


def _misspelt(place: Place) -> Iterator[Diagnostic]:
    if place.type.rest is not None or "$ref" in place.value:
        return
    if place.value.keys() <= place.type.members.keys():
        return
    for key in place.value:
        if key in place.type.members or key.startswith(("x-", "$")):
            continue
        if place.type is PATH_ITEM and isinstance(place.value[key], dict):
            continue  # an operation under a wrong method
        if near := nearest(key, place.type.members):
            text = f"this {place.type.name} has no key {key[:40]!r}"
            hint = f"did you mean {near!r}? An extension begins with `x-`"
            value = place.value[key]
            is_idle = near == "additionalProperties" and value is True
            is_idle |= near in place.value and not isinstance(value, dict | list)
            is_lost = near not in _SHAPELESS and not is_idle
            level = Level.ERROR if is_lost else Level.WARNING
            pointer = below(place.pointer, key)
            yield unplaced("misspelt-key", pointer, text, hint, level)


def nearest(key: str, known: Iterable[str]) -> str:
    """The known key that differs from `key` by a slip; empty if none does.

    Case and plural are slips, and a few letters, fewer in short words.
    """
    word = _singular(key)
    slips = 0 if len(key) < 3 else 1 if len(key) < 7 else 2
    found, least = "", slips + 1
    for other in known:
        if _singular(other) == word:
            return other
        distance = _distance(key, other, slips)
        if distance < least:
            found, least = other, distance
    return found


def _singular(key: str) -> str:
    """The word in lower case and without the ending of a plural."""
    word = key.lower()
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _distance(one: str, other: str, most: int) -> int:
    """How many letters are missing, wrong, too many or swapped with the next one.

    Args:
        most: a distance above it need not be exact.
    """
    if abs(len(one) - len(other)) > most or len({*one} ^ {*other}) > 2 * most:
        return most + 1
    before, rows = list[int](), list(range(len(other) + 1))
    for i, a in enumerate(one):
        row = [i + 1]
        for j, b in enumerate(other):
            row.append(min(rows[j + 1] + 1, row[j] + 1, rows[j] + (a != b)))
            if i and j and a == other[j - 1] and one[i - 1] == b:
                row[-1] = min(row[-1], before[j - 1] + 1)
        before, rows = rows, row
    return rows[-1]


_EXTENSIONS: dict[str, tuple[tuple[ObjectType, ...], type, str]] = {
    "x-regen-name": ((PARAMETER, SCHEMA), str, "a text"),
    "x-regen-prefix": ((SECURITY_SCHEME,), str, "a text"),
    "x-regen-pagination": ((OPERATION,), dict, "an object"),
}
"""Extension that a document may have for regen -> which objects have it, its type of
Python, and how people call that.
"""


def ignored_extensions(place: Place) -> Iterator[Diagnostic]:
    """Extensions that are meant for regen, and say nothing to it."""
    for key, value in place.value.items():
        if not key.startswith("x-regen-") or key == DANGLING:
            continue
        text, hint = "regen has no extension of this name", ""
        if known := _EXTENSIONS.get(key):
            homes, kind, words = known
            names = " and ".join(home.name for home in homes)
            if place.type not in homes:
                text = f"`{key}` says nothing here: it stands in a {names}"
            elif not isinstance(value, kind):
                text = f"`{key}` is ignored: it must be {words}"
            else:
                continue
        elif near := nearest(key, _EXTENSIONS):
            hint = f"did you mean {near!r}?"
        pointer = below(place.pointer, key)
        yield unplaced("ignored-extension", pointer, text, hint, Level.WARNING)


def missing_media_type(place: Place) -> Iterator[Diagnostic]:
    """A schema where `content` has its media types."""
    content = place.value.get("content")
    if isinstance(content, dict) and "schema" in content:
        text = "`content` has a schema where the media type belongs"
        pointer = below(place.pointer, "content", "schema")
        yield unplaced("wrong-media-type", pointer, text, _CONTENT)
