"""Small documents that ask for much time or memory, each made by a function.

`python -m tests.hostile.bombs [--jobs N] [FILTER]`

No input below one megabyte may take a process of regen more than 30 seconds of
processor time or a gigabyte: it becomes a package, or a located error. Each entry of
`BOMBS` stands for a kind; the sizes are near the largest that stay below a megabyte
where that matters.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECONDS = 30
MEGABYTES = 1_024
LARGEST = 1_000_000

Json = dict[str, Any]
INFO: Json = {"title": "t", "version": "1"}
STRING: Json = {"type": "string"}


def ref(name: str) -> Json:
    """A reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def schemas(found: Json, version: str = "3.1.0", **more: Any) -> str:
    """A document of nothing but schemas."""
    components = {"schemas": found}
    return json.dumps(
        {"openapi": version, "info": INFO, "paths": {}, "components": components} | more
    )


def paths(found: Json, version: str = "3.0.3", **more: Any) -> str:
    """A document of nothing but paths."""
    return json.dumps({"openapi": version, "info": INFO, "paths": found} | more)


def get(**more: Any) -> Json:
    """A path item with one operation."""
    return {"get": {"responses": {"200": {"description": "ok"}}} | more}


def yaml_document(text: str) -> str:
    """A document in YAML whose `x-bomb` is `text`."""
    head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n"
    return f"{head}components:\n  schemas: {{A: {{type: string}}}}\nx-bomb:\n{text}"


def pattern_with_default() -> str:
    value = "a" * 40 + "!"
    return schemas({"A": {**STRING, "pattern": "^(a+)+$", "default": value}}, "3.0.3")


def pattern_with_example() -> str:
    value = "a" * 40 + "!"
    pattern = "^(([a-z])+.)+[A-Z]([a-z])+$"
    return schemas({"A": {**STRING, "pattern": pattern, "enum": [value]}})


def pattern_that_repeats() -> str:
    return schemas({"A": {**STRING, "pattern": "(a{1,1000}){1,1000}", "default": "a"}})


def all_of_dag() -> str:
    """Each level refers twice to the next: 2**40 ways to the ground."""
    found: Json = {
        f"A{n}": {"allOf": [ref(f"A{n + 1}"), ref(f"A{n + 1}")]} for n in range(40)
    }
    return schemas(found | {"A40": {"type": "object", "properties": {"a": STRING}}})


def one_of_dag() -> str:
    found: Json = {
        f"A{n}": {"oneOf": [ref(f"A{n + 1}"), {"allOf": [ref(f"A{n + 1}")]}]}
        for n in range(40)
    }
    return schemas(found | {"A40": {"type": "object", "properties": {"a": STRING}}})


def inline_dag() -> str:
    """As `all_of_dag`, but through properties of inline schemas."""
    found: Json = {
        f"A{n}": {
            "type": "object",
            "properties": {
                "x": {"allOf": [ref(f"A{n + 1}"), {"properties": {"p": STRING}}]},
                "y": {"allOf": [ref(f"A{n + 1}"), {"properties": {"q": STRING}}]},
            },
        }
        for n in range(24)
    }
    return schemas(found | {"A24": {"type": "object", "properties": {"a": STRING}}})


def all_of_product() -> str:
    """Unions that are combined: 10 ** 12 variants."""
    unions = [
        {
            "oneOf": [
                {"type": "object", "properties": {f"p{n}_{m}": STRING}}
                for m in range(10)
            ]
        }
        for n in range(12)
    ]
    return schemas({"A": {"allOf": unions}})


def all_of_wide() -> str:
    """Many schemas, each with all properties of one large one."""
    large = {f"property{n}": STRING for n in range(2_000)}
    found: Json = {"Base": {"type": "object", "properties": large}}
    found |= {
        f"A{n}": {
            "allOf": [ref("Base"), {"type": "object", "properties": {"a": STRING}}]
        }
        for n in range(2_000)
    }
    return schemas(found)


def all_of_chain() -> str:
    found: Json = {
        f"A{n}": {"allOf": [ref(f"A{n + 1}"), {"properties": {f"p{n}": STRING}}]}
        for n in range(2_000)
    }
    return schemas(found | {"A2000": {"type": "object"}})


def reference_through_itself() -> str:
    deep = "/a" * 100
    return paths({}, components={"$ref": f"#/components{deep}"})


def references_in_a_row() -> str:
    found: Json = {f"A{n}": ref(f"A{n + 1}") for n in range(10_000)}
    return schemas(found | {"A10000": STRING})


def pointers_through_references() -> str:
    """Pointers that pass through a schema that is itself a reference."""
    found: Json = {
        f"A{n}": {"type": "object", "properties": {"a": ref(f"A{n + 1}/properties/a")}}
        for n in range(2_000)
    }
    last = {"A2000": {"type": "object", "properties": {"a": STRING}}}
    return schemas(found | last)


def shared_path_items() -> str:
    item = {"get": {"responses": {"200": {"description": "x" * 2_000}}}}
    found: Json = {f"/a{n}": {"$ref": "#/components/pathItems/P"} for n in range(8_000)}
    return paths(found, "3.1.0", components={"pathItems": {"P": item}})


def shared_path_item_with_schemas() -> str:
    """An inline schema of a shared path item is a schema of each path."""
    large = {"type": "object", "properties": {f"p{n}": STRING for n in range(500)}}
    content = {"application/json": {"schema": large}}
    item = {"get": {"responses": {"200": {"description": "ok", "content": content}}}}
    found: Json = {f"/a{n}": {"$ref": "#/components/pathItems/P"} for n in range(4_000)}
    return paths(found, "3.1.0", components={"pathItems": {"P": item}})


def shared_parameter() -> str:
    parameter = {"name": "p", "in": "query", "schema": {**STRING, "enum": ["a", "b"]}}
    found = {
        f"/a{n}": get(parameters=[{"$ref": "#/components/parameters/P"}])
        for n in range(6_000)
    }
    return paths(found, components={"parameters": {"P": parameter}})


def shared_large_response() -> str:
    large = {"type": "object", "properties": {f"p{n}": STRING for n in range(500)}}
    response = {"description": "ok", "content": {"application/json": {"schema": large}}}
    use = {"responses": {"200": {"$ref": "#/components/responses/R"}}}
    found: Json = {f"/a{n}": {"get": use} for n in range(6_000)}
    return paths(found, components={"responses": {"R": response}})


def many_parameters() -> str:
    parameters = [
        {"name": f"p{n}", "in": "query", "schema": STRING} for n in range(12_000)
    ]
    return paths({"/a": get(parameters=parameters)})


def many_parameters_of_one_name() -> str:
    parameters = [
        {"name": "p" + "-" * n, "in": "query", "schema": STRING} for n in range(1_000)
    ]
    return paths({"/a": get(parameters=parameters)})


def many_security_schemes() -> str:
    """Alternatives of many schemes each, again for many operations."""
    schemes = {f"s{n}": {"type": "http", "scheme": "bearer"} for n in range(200)}
    security: list[Json] = [{name: [] for name in schemes} for _ in range(50)]
    found = {f"/a{n}": get(security=security) for n in range(3)}
    return paths(found, components={"securitySchemes": schemes})


def many_callbacks() -> str:
    inner = get(callbacks={"c": {"$ref": "#/components/callbacks/C"}})
    callback = {f"{{$url}}{n}": inner for n in range(200)}
    found = {
        f"/a{n}": get(callbacks={"c": {"$ref": "#/components/callbacks/C"}})
        for n in range(2_000)
    }
    return paths(found, "3.1.0", components={"callbacks": {"C": callback}})


def many_equal_operation_ids() -> str:
    return paths({f"/a{n}": get(operationId="same") for n in range(9_000)})


def many_equal_names() -> str:
    """Schemas that all want the same Python name."""
    return schemas({"A" + "-" * n: {"type": "object"} for n in range(1_200)})


def many_enum_members() -> str:
    return schemas({"A": {**STRING, "enum": [f"v{n}" for n in range(90_000)]}})


def many_enum_members_of_one_name() -> str:
    return schemas({"A": {**STRING, "enum": ["a" + "-" * n for n in range(1_200)]}})


def many_equal_enums() -> str:
    values = [f"v{n}" for n in range(100)]
    found: Json = {
        f"A{n}": {"type": "object", "properties": {"k": {**STRING, "enum": values}}}
        for n in range(800)
    }
    return schemas(found)


def many_properties() -> str:
    return schemas(
        {
            "A": {
                "type": "object",
                "properties": {f"p{n}": STRING for n in range(30_000)},
            }
        }
    )


def many_variants() -> str:
    found: Json = {
        f"A{n}": {"type": "object", "properties": {f"p{n}": STRING}}
        for n in range(5_000)
    }
    return schemas(found | {"U": {"oneOf": [ref(name) for name in found]}})


def many_variants_with_tags() -> str:
    found: Json = {
        f"A{n}": {"type": "object", "properties": {"k": {**STRING, "enum": [f"A{n}"]}}}
        for n in range(4_000)
    }
    union = {
        "oneOf": [ref(name) for name in found],
        "discriminator": {"propertyName": "k"},
    }
    return schemas(found | {"U": union, "V": union})


def unions_of_unions() -> str:
    """Each union lists all others."""
    names = [f"U{n}" for n in range(150)]
    return schemas({name: {"anyOf": [ref(other) for other in names]} for name in names})


def models_that_refer_to_one_another() -> str:
    names = [f"M{n}" for n in range(130)]
    found: Json = {
        name: {"type": "object", "properties": {n: ref(n) for n in names}}
        for name in names
    }
    return schemas(found)


def deep_json() -> str:
    return '{"openapi": "3.1.0", "x": ' + "[" * 400_000 + "]" * 400_000 + "}"


def deep_schema() -> str:
    text = '{"type": "array", "items": ' * 190 + "{}" + "}" * 190
    return schemas({"A": json.loads(text)})


def deep_properties() -> str:
    """As deep as may be, many times."""
    level: Json = {"type": "string"}
    for n in range(60):
        level = {"type": "object", "properties": {f"p{n}": level}}
    return schemas({f"A{n}": level for n in range(250)})


def long_number() -> str:
    return schemas({"A": STRING})[:-1] + ', "x": ' + "9" * 900_000 + "}"


def long_key() -> str:
    return schemas({"A" * 900_000: {"type": "object"}})


def long_path() -> str:
    return paths({"/{a}" * 100_000: get()})


def long_braces() -> str:
    return paths({"/" + "{" * 400_000: get()})


def long_pointer() -> str:
    return schemas({"A": {"$ref": "#" + "/a" * 400_000}})


def long_text(unit: str) -> Callable[[], str]:
    """A description that repeats a text, for readers of Markdown and HTML."""

    def make() -> str:
        text = unit * (700_000 // len(json.dumps(unit)))
        return schemas({"A": {"type": "object", "description": text}})

    return make


def long_media_type() -> str:
    content = {"application/" + "a;" * 300_000: {"schema": STRING}}
    responses = {"200": {"description": "ok", "content": content}}
    return paths({"/a": {"get": {"responses": responses}}})


def long_server() -> str:
    return paths({"/a": get()}, servers=[{"url": "https://a/" + "{a}" * 200_000}])


def indented_list() -> str:
    """Lists within lists, in the block style of YAML."""
    return yaml_document("  " + "- " * 50_000 + "a\n")


def flow_lists() -> str:
    return yaml_document("  " + "[" * 450_000 + "]" * 450_000 + "\n")


def flow_mappings() -> str:
    return yaml_document("  " + "{a: " * 200_000 + "}" * 200_000 + "\n")


def many_flow_entries() -> str:
    return yaml_document("  [" + "{}, " * 240_000 + "]\n")


def aliases() -> str:
    """Lists of aliases of lists: 10 ** 9 items."""
    lines = ["  a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for n in range(1, 9):
        lines.append(f"  a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]")
    return yaml_document("\n".join(lines) + "\n")


def generated_aliases() -> str:
    """As `aliases`, under names that serializers give."""
    return aliases().replace("&a", "&id00").replace("*a", "*id00")


def scalar_aliases() -> str:
    text = "x" * 100_000
    uses = "\n".join(f"  k{n}: [*a, *a, *a, *a]" for n in range(20_000))
    return yaml_document(f"  a: &a {text}\n{uses}\n")


def scalar_aliases_as_descriptions() -> str:
    head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n"
    text = "word " * 20_000
    uses = "".join(
        f"    A{n}: {{type: object, description: *a}}\n" for n in range(20_000)
    )
    return f"{head}x-a: &a {text}\ncomponents:\n  schemas:\n{uses}"


def merge_keys() -> str:
    keys = ", ".join(f"k{n}: 1" for n in range(10_000))
    uses = "\n".join(f"  m{n}: {{<<: *a}}" for n in range(15_000))
    return yaml_document(f"  a: &a {{{keys}}}\n{uses}\n")


def nested_merge_keys() -> str:
    lines = ["  m0: &m0 {a: 1}"]
    lines += [f"  m{n}: &m{n} {{<<: *m{n - 1}, k{n}: 1}}" for n in range(1, 9_000)]
    return yaml_document("\n".join(lines) + "\n")


def merge_lists() -> str:
    names = ", ".join(f"*m{n}" for n in range(300))
    lines = [f"  m{n}: &m{n} {{k{n}: 1}}" for n in range(300)]
    lines += [f"  u{n}: {{<<: [{names}]}}" for n in range(300)]
    return yaml_document("\n".join(lines) + "\n")


def many_anchors() -> str:
    return yaml_document("".join(f"  k{n}: &a{n} x\n" for n in range(50_000)))


def complex_keys() -> str:
    return yaml_document("  " + "? " * 100_000 + "a\n")


def many_comments() -> str:
    return yaml_document("  a: b\n" + "#\n" * 400_000)


def many_documents() -> str:
    return yaml_document("  a: b\n") + "---\n" * 200_000


def many_tags() -> str:
    return yaml_document("  - !!str a\n" * 70_000)


def long_plain_scalar() -> str:
    return yaml_document("  " + "a:" * 450_000 + "\n")


def folded_scalar() -> str:
    return yaml_document("  >\n" + "   a\n\n" * 120_000)


def many_tag_names() -> str:
    found = {f"/a{n}": get(tags=[f"t{n}"]) for n in range(9_000)}
    return paths(found)


def many_responses() -> str:
    responses = {str(n): {"description": "d"} for n in range(100, 600)}
    return paths({f"/a{n}": {"get": {"responses": responses}} for n in range(40)})


def dynamic_references() -> str:
    found: Json = {
        f"A{n}": {
            "$dynamicAnchor": "node",
            "type": "object",
            "properties": {"a": {"$dynamicRef": "#node"}},
        }
        for n in range(4_000)
    }
    return schemas(found)


def nested_identifiers() -> str:
    level: Json = {"$id": "a/", "$anchor": "x"}
    for n in range(190):
        level = {"$id": f"p{n}/", "$anchor": "x", "items": level}
    return schemas({f"A{n}": level for n in range(100)})


def pattern_properties() -> str:
    found = {f"^(a+)+{n}$": STRING for n in range(20_000)}
    return schemas({"A": {"type": "object", "patternProperties": found}})


def swagger_definitions() -> str:
    found: Json = {
        f"A{n}": {
            "type": "object",
            "properties": {"a": {"$ref": f"#/definitions/A{n}"}},
        }
        for n in range(9_000)
    }
    document = {"swagger": "2.0", "info": INFO, "paths": {}, "definitions": found}
    return json.dumps(document)


def swagger_shared_parameters() -> str:
    found = {
        f"/a{n}": get(parameters=[{"$ref": "#/parameters/P"}] * 1) for n in range(6_000)
    }
    schema = {"type": "object", "properties": {f"p{n}": STRING for n in range(300)}}
    parameter = {"name": "b", "in": "body", "schema": schema}
    document = {"swagger": "2.0", "info": INFO, "paths": found}
    return json.dumps(document | {"parameters": {"P": parameter}})


@dataclass(frozen=True, slots=True)
class Bomb:
    """A document; `is_yaml` says how it is written."""

    name: str
    make: Callable[[], str]
    is_yaml: bool = False


_JSON: Sequence[Callable[[], str]] = (
    pattern_with_default,
    pattern_with_example,
    pattern_that_repeats,
    all_of_dag,
    one_of_dag,
    inline_dag,
    all_of_product,
    all_of_wide,
    all_of_chain,
    reference_through_itself,
    references_in_a_row,
    pointers_through_references,
    shared_path_items,
    shared_path_item_with_schemas,
    shared_parameter,
    shared_large_response,
    many_parameters,
    many_parameters_of_one_name,
    many_security_schemes,
    many_callbacks,
    many_equal_operation_ids,
    many_equal_names,
    many_enum_members,
    many_enum_members_of_one_name,
    many_equal_enums,
    many_properties,
    many_variants,
    many_variants_with_tags,
    unions_of_unions,
    models_that_refer_to_one_another,
    deep_json,
    deep_schema,
    deep_properties,
    long_number,
    long_key,
    long_path,
    long_braces,
    long_pointer,
    long_media_type,
    long_server,
    many_tag_names,
    many_responses,
    dynamic_references,
    nested_identifiers,
    pattern_properties,
    swagger_definitions,
    swagger_shared_parameters,
)
_YAML: Sequence[Callable[[], str]] = (
    indented_list,
    flow_lists,
    flow_mappings,
    many_flow_entries,
    aliases,
    generated_aliases,
    scalar_aliases,
    scalar_aliases_as_descriptions,
    merge_keys,
    nested_merge_keys,
    merge_lists,
    many_anchors,
    complex_keys,
    many_comments,
    many_documents,
    many_tags,
    long_plain_scalar,
    folded_scalar,
)
_TEXTS = {
    "stars": "*",
    "underscores": "a_",
    "brackets": "[",
    "links": "[a](",
    "images": "![",
    "backticks": "`` ` ",
    "less": "<",
    "tags": "<a ",
    "closing tags": "</a",
    "comments": "<!--",
    "entities": "&amp",
    "quotations": "> ",
    "lists": "- ",
    "numbers": "1. ",
    "tables": "|a|",
    "spaces": "a ",
    "lines": "a\n",
    "blank lines": "\n",
    "quotes": '"""',
    "backslashes": "\\",
    "headings": "# a\n",
    "fences": "```\n",
    "wide": "漢",
    "combining": "e\u0301",
}
BOMBS: Sequence[Bomb] = (
    *(Bomb(make.__name__, make) for make in _JSON),
    *(Bomb(make.__name__, make, is_yaml=True) for make in _YAML),
    *(Bomb(f"text of {name}", long_text(unit)) for name, unit in _TEXTS.items()),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a bomb.

    Attributes:
        cpu: seconds of processor time of all processes.
        megabytes: peak resident memory of the largest process.
        fault: what is wrong; empty if nothing is.
        told: the first line of the error that it ended with, if it did.
    """

    name: str
    size: int
    cpu: float
    megabytes: float
    fault: str
    told: str


def explode(bomb: Bomb) -> Verdict:
    """Give a bomb to the command, under the limits."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = bomb.make()
        size = len(text.encode())
        assert size <= LARGEST, f"{bomb.name} has {size:,} bytes"
        source = folder / ("bomb.yaml" if bomb.is_yaml else "bomb.json")
        source.write_text(text, encoding="utf-8")
        line = [sys.executable, "-m", "regen", "generate", str(source)]
        line += ["--output", str(folder / "out"), "--package", "bomb"]
        with (folder / "printed").open("w+b") as printed:
            code, usage = _limited(line, folder, printed.fileno())
            printed.seek(0)
            said = printed.read().decode(errors="replace")
        cpu = usage.ru_utime + usage.ru_stime
        told = next((s for s in said.splitlines() if ": error" in s), "")[:160]
        fault = _fault(code, said, told, cpu, (folder / "out" / "bomb").exists())
        return Verdict(bomb.name, size, cpu, usage.ru_maxrss / 1_024, fault, told)


def _limited(
    line: list[str], folder: Path, output: int
) -> tuple[int, resource.struct_rusage]:
    def limit() -> None:
        size = MEGABYTES * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    process = subprocess.Popen(
        line, cwd=folder, stdout=output, stderr=output, preexec_fn=limit
    )
    end = time.monotonic() + 6 * SECONDS
    while True:
        found, status, usage = os.wait4(process.pid, os.WNOHANG)
        if found:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage
        if time.monotonic() > end:
            process.kill()
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = -9
            return -9, usage
        time.sleep(0.02)


def _fault(code: int, said: str, told: str, cpu: float, written: bool) -> str:
    if code not in (0, 2, 3):
        return f"exit {code}"
    if "Traceback" in said:
        return "a traceback"
    if code and not told:
        return "no error told"
    if code and written:
        return "written although refused"
    if cpu > 2 * SECONDS:  # of all processes together
        return f"{cpu:.0f} s"
    return ""


def run(chosen: Sequence[Bomb], jobs: int = 1) -> Iterator[Verdict]:
    """The verdicts, in order."""
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(explode, chosen)


def main() -> int:
    """Print a row a bomb, and fail if there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.bombs")
    parser.add_argument("filter", nargs="?", default="", help="part of a name")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    chosen = [bomb for bomb in BOMBS if options.filter in bomb.name]
    faults = 0
    for found in run(chosen, options.jobs):
        faults += bool(found.fault)
        print(
            f"{found.name:34} {found.size:9,} B {found.cpu:6.1f} s"
            f" {found.megabytes:6.0f} MB  {found.fault or 'ok':24} {found.told}",
            flush=True,
        )
    print(f"{len(chosen)} bombs, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
