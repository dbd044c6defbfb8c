"""Valid documents made up at random: combinations that no one would think of."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

Json = dict[str, Any]
_TEXT = "id Name kind self class x-y from größe 2nd $top"
_MORE = "items value Value type model encode a.b list None 数"
WORDS = ("", *_TEXT.split(), *_MORE.split())
STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}
FORMATS = ["date-time", "date", "time", "duration", "uuid", "byte", "binary", "odd"]
MEDIA = (
    *("application/json", "application/vnd.x+json; v=1", "application/problem+json"),
    *("text/plain", "*/*", "application/octet-stream", "application/xml"),
)
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Inventor:
    """Makes one document of a version from a seed; the same one for the same seed."""

    def __init__(self, seed: int, version: str) -> None:
        self._random = Random(seed)
        self._version = version
        self._modern = version >= "3.1"
        self._names = [*self._sample(WORDS[1:], 7), "Plain", "plain"]

    def document(self) -> Json:
        """The document, with a few schemas, operations and webhooks."""
        paths = {f"/p{number}": self._path_item() for number in range(5)}
        paths["/q/{id}/{other}:act"] = self._path_item(("id", "other"))
        schemas = {self._key(name): self.schema(0) for name in self._names}
        found: Json = {"openapi": self._version, "info": {"title": "T", "version": "1"}}
        found |= {"paths": paths, "components": {"schemas": schemas}}
        if self._modern and self._maybe():
            found["webhooks"] = {"a hook": self._path_item()}
        return found

    def schema(self, depth: int) -> Any:
        """Any schema; beyond a depth only leaves."""
        makers: list[Callable[[int], Any]]
        makers = [self._leaf, self._enum, self._reference]
        if depth < 3:
            makers += [self._object] * 3 + [self._array, self._map, self._combined]
        if self._modern:
            makers += [self._modern_leaf, lambda _: self._maybe(0.7)]
        found = self._random.choice(makers)(depth)
        if isinstance(found, dict) and "$ref" not in found:
            self._decorate(found)
        return found

    def _decorate(self, schema: Json) -> None:
        if self._maybe(0.2):
            schema["description"] = self._random.choice(
                ("A \\ text", 'Ends in "', "é\n\n*x*")
            )
        if self._maybe(0.15):
            schema["title"] = self._random.choice(WORDS)
        if "type" in schema and self._maybe(0.2):
            if self._modern:
                kinds = schema["type"]
                kinds = [kinds] if isinstance(kinds, str) else kinds
                schema["type"] = list(dict.fromkeys((*kinds, "null")))
                if "enum" in schema:
                    schema["enum"].append(None)
            else:
                schema["nullable"] = True

    def _leaf(self, _: int) -> Json:
        kind = self._random.choice(("string", "integer", "number", "boolean", "object"))
        found: Json = {"type": kind}
        if kind == "string" and self._maybe():
            found["format"] = self._random.choice(FORMATS)
        if kind == "integer" and self._maybe(0.3):
            found["default"] = 3
        return found if self._maybe(0.95) else {}

    def _modern_leaf(self, depth: int) -> Any:
        ref = self._reference(depth)
        return self._random.choice(
            (
                {"const": self._random.choice(("a", 1, True, None, 2.5))},
                {"type": ["string", "integer"]},
                {"type": "null"},
                {"anyOf": [ref, {"type": "null"}]},
                ref | {"description": "beside a reference"},
                {
                    "prefixItems": [ref, {"type": "string"}],
                    "items": False,
                    "type": "array",
                },
                {"type": "object", "patternProperties": {"^x-": ref}},
                {"type": "string", "contentMediaType": "application/octet-stream"},
                {"type": "string", "contentEncoding": "base64"},
            )
        )

    def _enum(self, _: int) -> Json:
        values = self._random.choice(
            (
                ["a", "A", "", "b c", "³"],
                [1, -1, 0],
                ["only"],
                ["None", "name", "value"],
            )
        )
        kind = "string" if isinstance(values[0], str) else "integer"
        return {"type": kind, "enum": list(values)}

    def _reference(self, _: int) -> Json:
        name = self._key(self._random.choice(self._names))
        return {"$ref": f"#/components/schemas/{name}"}

    def _object(self, depth: int) -> Json:
        names = self._sample(WORDS, 4)
        found: Json = {"type": "object"}
        found["properties"] = {name: self.schema(depth + 1) for name in names}
        required = [name for name in names if self._maybe(0.4)]
        if required:
            found["required"] = required
        if self._maybe(0.2):
            found["additionalProperties"] = self._random.choice(
                (True, False, self.schema(2))
            )
        for name in names:
            if isinstance(found["properties"][name], dict) and self._maybe(0.1):
                found["properties"][name][
                    self._random.choice(("readOnly", "writeOnly"))
                ] = True
        return found

    def _array(self, depth: int) -> Json:
        return {"type": "array", "items": self.schema(depth + 1)}

    def _map(self, depth: int) -> Json:
        return {"type": "object", "additionalProperties": self.schema(depth + 1)}

    def _combined(self, depth: int) -> Json:
        word = self._random.choice(("oneOf", "anyOf", "allOf"))
        make = self._object if word == "allOf" else self.schema
        found = {word: [make(depth + 1) for _ in range(self._random.randint(1, 3))]}
        if self._maybe(0.2):
            found |= self._object(depth + 1)
        return found

    def _path_item(self, required: tuple[str, ...] = ()) -> Json:
        methods = ["get", "put", "post", "delete", "head", "options", "patch"]
        if self._version >= "3.2":
            methods.append("query")
        item: Json = {name: self._operation() for name in self._sample(methods, 2)}
        if required:
            item["parameters"] = [self._parameter(name, "path") for name in required]
        return item

    def _operation(self) -> Json:
        places = ("query", "header", "cookie")
        names = self._sample(WORDS[1:], 3)
        found: Json = {
            "parameters": [
                self._parameter(name, self._random.choice(places)) for name in names
            ],
            "responses": {"200": self._response(), "4XX": self._response()},
        }
        if self._maybe(0.5):
            found["tags"] = [self._random.choice(WORDS[:5])]
        if self._maybe(0.4):
            media = self._sample(MEDIA, 2)
            found["requestBody"] = {"content": {key: self._media() for key in media}}
            if self._maybe():
                found["requestBody"] = {
                    "required": True,
                    "content": {
                        self._random.choice(FORMS): {"schema": self._object(1)}
                    },
                }
        return found

    def _response(self) -> Json:
        found: Json = {"description": "words"}
        if self._maybe(0.8):
            found["content"] = {key: self._media() for key in self._sample(MEDIA, 1)}
        if self._maybe(0.2):
            found["headers"] = {"X-Rate": {"schema": self._array(3)}}
        return found

    def _media(self) -> Json:
        return {"schema": self.schema(1)} if self._maybe(0.9) else {}

    def _parameter(self, name: str, place: str) -> Json:
        found: Json = {"name": name, "in": place}
        if place == "path" or self._maybe(0.3):
            found["required"] = True
        if place != "path" and self._maybe(0.1):
            return found | {"content": {"application/json": {"schema": self.schema(2)}}}
        style = self._random.choice(STYLES[place])
        found |= {"schema": self.schema(2)}
        if style == "deepObject":
            return found | {"style": style, "explode": True, "schema": self._object(3)}
        if self._maybe(0.4):
            found |= {"style": style, "explode": self._maybe()}
        return found

    def _key(self, name: str) -> str:
        kept = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "._-"))
        return kept or "Other"

    def _maybe(self, chance: float = 0.5) -> bool:
        return self._random.random() < chance

    def _sample(self, values: Any, count: int) -> list[Any]:
        return self._random.sample(list(values), count)
