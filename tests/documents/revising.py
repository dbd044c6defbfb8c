"""`python -m tests.documents.revising DOCUMENT FOLDER`: a document's invented history.

Each revision differs from the one before it in a few edits: something is added,
removed, renamed, moved into the components or out of them, made required, deprecated,
tagged anew. `tests.documents.history` lives through what this writes.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from regen.source.load import load_file

from .edits import Editor, Node, renamed, walk

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch")


class Reviser(Editor):
    """Edits the operations of a document, too."""

    def _operations(self) -> list[tuple[str, str, Node]]:
        return [
            (path, method, item[method])
            for path, item in self.root["paths"].items()
            if isinstance(item, dict)
            for method in _METHODS
            if isinstance(item.get(method), dict)
        ]

    def e_reorder_paths(self) -> str:
        """The paths stand in another order."""
        items = list(self.root["paths"].items())
        self.random.shuffle(items)
        self.root["paths"] = dict(items)
        return "all"

    def e_deprecate(self) -> str:
        """An operation is deprecated."""
        path, method, node = self.some(self._operations())
        node["deprecated"] = not node.get("deprecated", False)
        return f"{method} {path}"

    def _parameter(self, name: str) -> Node:
        kind = self.random.choice(["string", "enum", "array"])
        schema: Node = {"type": "string"}
        if kind != "string":
            schema["enum"] = self.values()
        if kind == "array":
            schema = {"type": "array", "items": schema}
        made: Node = {"name": name, "in": "query"}
        return made | (schema if "swagger" in self.root else {"schema": schema})

    def e_add_parameter(self) -> str:
        """A parameter of the query is put somewhere."""
        path, method, node = self.some(self._operations())
        listed = node.setdefault("parameters", [])
        made = self._parameter(self.word())
        taken = {each.get("name") for each in listed}
        if made["name"] in taken:
            return ""
        if self.random.random() < 0.15:
            made["required"] = True
        listed.insert(self.random.randint(0, len(listed)), made)
        return f"{method} {path} {made['name']}"

    def _parametric(self) -> Any:
        return self.some([o for o in self._operations() if o[2].get("parameters")])

    def e_remove_parameter(self) -> str:
        """A parameter is gone, unless the path needs it."""
        if not (found := self._parametric()):
            return ""
        path, method, node = found
        at = self.random.randrange(len(node["parameters"]))
        if node["parameters"][at].get("in") not in ("query", "header"):
            return ""
        gone = node["parameters"].pop(at)
        return f"{method} {path} {gone['name']}"

    def e_reorder_parameters(self) -> str:
        """Parameters stand in another order."""
        if not (found := self._parametric()):
            return ""
        path, method, node = found
        return f"{method} {self.shuffled((path, node), 'parameters')}"

    def e_require_parameter(self) -> str:
        """A parameter is required, or is not any more."""
        if not (found := self._parametric()):
            return ""
        path, method, node = found
        one = self.random.choice(node["parameters"])
        if one.get("in") != "query":
            return ""
        one["required"] = not one.get("required", False)
        return f"{method} {path} {one['name']}"

    def e_share_parameters(self) -> str:
        """What one operation of a path takes holds for the path."""
        if not (found := self._parametric()):
            return ""
        path, method, node = found
        item = self.root["paths"][path]
        others = [m for m in _METHODS if m in item and m != method]
        if others or "parameters" in item:
            return ""
        item["parameters"] = node.pop("parameters")
        return f"{method} {path}"

    def e_add_response(self) -> str:
        """A failure is declared."""
        path, method, node = self.some(self._operations())
        status = self.random.choice(["404", "409", "422", "default"])
        if status in node["responses"]:
            return ""
        self.insert(node["responses"], status, self._response(self.schema()))
        return f"{method} {path} {status}"

    def _response(self, schema: Node) -> Node:
        if "swagger" in self.root:
            return {"description": "Made.", "schema": schema}
        content = {"application/json": {"schema": schema}}
        return {"description": "Made.", "content": content}

    def e_remove_response(self) -> str:
        """A failure is not declared any more."""
        path, method, node = self.some(self._operations())
        found = [s for s in node["responses"] if str(s)[:1] in "45d"]
        if not found or len(node["responses"]) < 2:
            return ""
        status = self.random.choice(found)
        del node["responses"][status]
        return f"{method} {path} {status}"

    def e_second_media_type(self) -> str:
        """A body is offered in another notation, too."""
        found = [
            (pointer, node)
            for pointer, node in walk(self.root, "/paths", self.root["paths"])
            if pointer.endswith("/content") and "application/json" in node
        ]
        if not (one := self.some(found)):
            return ""
        pointer, node = one
        name = self.random.choice(["application/xml", "text/csv", "application/pdf"])
        same = copy.deepcopy(node["application/json"])
        self.insert(node, name, same if name.endswith("xml") else {})
        return f"{pointer} {name}"

    def e_rename_operation(self) -> str:
        """An operation has another id."""
        path, method, node = self.some(self._operations())
        node["operationId"] = f"{self.word()}_{method}_{len(path)}"
        others = [o for *_, o in self._operations() if o is not node]
        if any(o.get("operationId") == node["operationId"] for o in others):
            node["operationId"] += "_other"
        return f"{method} {path} {node['operationId']}"

    def e_retag(self) -> str:
        """An operation has another tag."""
        path, method, node = self.some(self._operations())
        tags = sorted(
            {str((o.get("tags") or ["x"])[0]) for *_, o in self._operations()}
        )
        new = self.random.choice([*tags, "Extra things"])
        if node.get("tags", [None])[:1] == [new]:
            return ""
        node["tags"] = [new, *node.get("tags", [])[1:]]
        return f"{method} {path} {new}"

    def e_add_operation(self) -> str:
        """An operation like another one, under a path of its own."""
        path, method, node = self.some(self._operations())
        made = copy.deepcopy(node)
        if "operationId" in made:
            self.number += 1
            made["operationId"] += f"Again{self.number}"
        new = f"{path.rstrip('/')}/again"
        if new in self.root["paths"]:
            return ""
        shared = self.root["paths"][path].get("parameters", [])
        item: Node = {method: made}
        if shared:
            item["parameters"] = copy.deepcopy(shared)
        self.insert(self.root["paths"], new, item)
        return f"{method} {new}"

    def e_remove_operation(self) -> str:
        """An operation is gone."""
        path, method, _ = self.some(self._operations())
        if len(self._operations()) < 5:
            return ""
        gone = f"~1{path.strip('/').replace('/', '~1')}"
        if gone in json.dumps(self.root):  # a reference leads into it
            return ""
        del self.root["paths"][path][method]
        return f"{method} {path}"

    def e_move_path(self) -> str:
        """A path has another prefix."""
        path, *_ = self.some(self._operations())
        new = f"/v9{path}"
        if path.startswith("/v9") or f"~1{path[1:].replace('/', '~1')}" in json.dumps(
            self.root
        ):
            return ""
        renamed(self.root["paths"], path, new)
        return new


def invented(document: Path, seed: int, steps: int) -> Iterator[tuple[Node, list[str]]]:
    """The revisions of a document, each with what was edited.

    Args:
        document: of one file.
    """
    # Through JSON: aliases of YAML would be edited in all places at once.
    root = json.loads(json.dumps(load_file(document).root, default=str))
    editor = Reviser(root, seed)
    yield copy.deepcopy(root), list[str]()
    for _ in range(steps):
        editor.revise(editor.random.randint(1, 6))
        yield copy.deepcopy(root), editor.done


def main(arguments: list[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("document", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=20)
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True)
    found = invented(given.document, given.seed, given.steps)
    for number, (root, done) in enumerate(found):
        path = given.folder / f"{number:03}.json"
        path.write_text(json.dumps(root, indent=1, ensure_ascii=False))
        print(path.name, *done, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
