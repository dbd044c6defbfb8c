"""Several files: external references, overlays, and documents that are merged."""

from __future__ import annotations

import json
from typing import Any

from .making import INFO, STRING, Files, Json, answer, bomb, get, paths, record, schemas

_MANY = 2_000


def overlay(*actions: Json) -> Files:
    """An overlay of some actions."""
    root = {"overlay": "1.1.0", "info": INFO, "actions": actions}
    return {"overlay.json": json.dumps(root)}


def _with_list(items: list[Any]) -> Files:
    """A document with a list for overlays to change."""
    more: Json = {"x-a": items}
    return schemas({"A": STRING}, **more)


@bomb
def files_in_a_row() -> Files:
    """Each file refers to the next."""
    found = {
        f"f{n}.json": json.dumps(record({"a": {"$ref": f"f{n + 1}.json"}}))
        for n in range(_MANY)
    }
    found[f"f{_MANY}.json"] = json.dumps(STRING)
    return schemas({"A": {"$ref": "f0.json"}}) | found


@bomb
def files_that_are_references() -> Files:
    """Each file is nothing but a reference to the next."""
    found = {f"f{n}.json": json.dumps({"$ref": f"f{n + 1}.json"}) for n in range(_MANY)}
    found[f"f{_MANY}.json"] = json.dumps(record({"a": STRING}))
    return schemas({"A": {"$ref": "f0.json"}}) | found


@bomb
def files_that_include_one_another() -> Files:
    names = [f"f{n}.json" for n in range(150)]
    text = json.dumps(record({name: {"$ref": name} for name in names}))
    return schemas({"A": {"$ref": "f0.json"}}) | dict.fromkeys(names, text)


@bomb
def files_that_double() -> Files:
    """Each file combines two references to the next: 2**60 ways to the ground."""
    found = {
        f"f{n}.json": json.dumps({"allOf": [{"$ref": f"f{n + 1}.json"}] * 2})
        for n in range(60)
    }
    found["f60.json"] = json.dumps(record({"a": STRING}))
    return schemas({"A": {"$ref": "f0.json"}}) | found


@bomb
def pointers_into_one_file() -> Files:
    large = {f"p{n}": record({"a": {"$ref": f"#/p{n + 1}"}}) for n in range(6_000)}
    large["p6000"] = STRING
    uses: Json = {f"A{n}": {"$ref": f"large.json#/p{n}"} for n in range(6_000)}
    return schemas(uses) | {"large.json": json.dumps(large)}


@bomb
def paths_in_other_files() -> Files:
    item = json.dumps(get(responses=answer({"$ref": "schema.json"})))
    uses: Json = {f"/a{n}": {"$ref": f"f{n}.json"} for n in range(_MANY)}
    found = {f"f{n}.json": item for n in range(_MANY)}
    return paths(uses) | found | {"schema.json": json.dumps(record({"a": STRING}))}


@bomb
def spellings_of_one_file() -> Files:
    """References that differ and name one file."""
    uses: Json = {f"A{n}": {"$ref": "./" * n + "f.json"} for n in range(800)}
    return schemas(uses) | {"f.json": json.dumps(record({"a": STRING}))}


@bomb
def missing_files() -> Files:
    return schemas({f"A{n}": {"$ref": f"missing{n}.json"} for n in range(12_000)})


@bomb
def overlay_that_adds_to_everything() -> Files:
    """Each action adds an object to each object: they double each time."""
    actions = [
        {"target": "$..[?@.type]", "update": {f"x-{n}": {"type": "string"}}}
        for n in range(40)
    ]
    return schemas({"A": record({"a": STRING})}) | overlay(*actions)


@bomb
def overlay_that_copies() -> Files:
    """Each action copies what there is: it doubles each time."""
    actions = [
        {"target": "$.components.schemas", "copy": "$.components.schemas"}
        | {"target": f"$.components.schemas.A.x{n}"}
        for n in range(40)
    ]
    grow = [
        item
        for n, copy in enumerate(actions)
        for item in (
            {"target": "$.components.schemas.A", "update": {f"x{n}": {}}},
            copy,
        )
    ]
    return schemas({"A": record({"a": STRING})}) | overlay(*grow)


@bomb
def overlay_of_lists_that_double() -> Files:
    actions = [{"target": "$['x-a']", "copy": "$['x-a']"} for _ in range(60)]
    more: Json = {"x-a": [1, 2]}
    return schemas({"A": STRING}, **more) | overlay(*actions)


@bomb
def overlay_of_all_descendants() -> Files:
    found = {f"A{n}": record({"a": STRING}) for n in range(5_000)}
    actions = [{"target": "$..a", "update": {f"x-{n}": 1}} for n in range(60)]
    return schemas(found) | overlay(*actions)


@bomb
def overlay_of_descendants_of_descendants() -> Files:
    level: Json = STRING
    for _ in range(60):
        level = record({"a": level})
    target = "$" + "..*" * 8
    return schemas({"A": level}) | overlay({"target": target, "update": {}})


@bomb
def overlay_of_filters() -> Files:
    """A filter that looks through the whole document for each of its nodes."""
    found = {f"A{n}": record({"a": STRING}) for n in range(3_000)}
    target = "$..[?$..[?@.type == 'none']]"
    return schemas(found) | overlay({"target": target, "remove": True})


@bomb
def overlay_with_a_slow_pattern() -> Files:
    target = "$..[?search(@.description, '(a+)+b')]"
    found = {"A": {"type": "string", "description": "a" * 40 + "!"}}
    return schemas(found) | overlay({"target": target, "remove": True})


@bomb
def overlay_with_a_long_path() -> Files:
    actions = {"target": "$" + ".a" * 300_000, "update": {}}
    return schemas({"A": STRING}) | overlay(actions)


@bomb
def overlay_with_a_path_below_the_limit() -> Files:
    action = {"target": "$" + "[*]" * 3_300, "update": {}}
    return schemas({"A": STRING}) | overlay(action)


@bomb
def overlay_with_a_deep_filter() -> Files:
    actions = {"target": "$[?" + "(" * 4_900 + "@.a" + ")" * 4_900 + "]"}
    return schemas({"A": STRING}) | overlay(actions | {"remove": True})


@bomb
def overlay_of_many_copies() -> Files:
    """Each action makes a copy of a large document."""
    found = {f"A{n}": record({"a": STRING}) for n in range(5_000)}
    names = "$.components.schemas"
    actions = [
        {"target": f"{names}.A{n}", "copy": f"{names}.A{n + 1}.properties"}
        for n in range(3_000)
    ]
    return schemas(found) | overlay(*actions)


@bomb
def overlay_of_names_of_names() -> Files:
    """No wildcard, and as many ways as there are."""
    level: Json = STRING
    for _ in range(60):
        level = record({"a": level})
    target = "$" + "..a" * 30
    return schemas({"A": level}) | overlay({"target": target, "update": {}})


@bomb
def overlay_of_counts() -> Files:
    found = {f"A{n}": STRING for n in range(15_000)}
    target = "$.components.schemas[?count($.components.schemas[*]) < 3]"
    return schemas(found) | overlay({"target": target, "remove": True})


@bomb
def overlay_of_many_names() -> Files:
    names = ", ".join(f"'A{n}'" for n in range(9_000))
    found = {f"A{n}": STRING for n in range(9_000)}
    target = f"$.components.schemas[{names}]"
    return schemas(found) | overlay({"target": target, "update": {"title": "t"}})


@bomb
def overlay_of_many_actions() -> Files:
    found = {f"A{n}": STRING for n in range(4_000)}
    actions = [
        {"target": f"$.components.schemas.A{n}", "update": {"title": f"t{n}"}}
        for n in range(4_000)
    ]
    return schemas(found) | overlay(*actions)


@bomb
def documents_that_are_merged() -> Files:
    """Many documents that say the same of many things."""
    found: Json = {f"A{n}": record({"a": STRING}) for n in range(300)}
    (text,) = schemas(found).values()
    return {f"openapi{n}.json": text for n in range(30)}


@bomb
def documents_that_contradict_each_other() -> Files:
    made: Files = {}
    for n in range(20):
        found: Json = {f"A{m}": record({f"p{n}": STRING}) for m in range(600)}
        (made[f"openapi{n}.json"],) = schemas(found).values()
    return made


@bomb
def overlay_of_repeated_wildcards() -> Files:
    """Each selector finds all nodes twice, once for each level: 2**90."""
    level: Json = STRING
    for _ in range(90):
        level = record({"a": level})
    target = "$" + "[*,*]" * 180
    return schemas({"A": level}) | overlay({"target": target, "update": {}})


@bomb
def overlay_of_repeated_descendants() -> Files:
    target = "$" + "..[*,*]" * 20
    return schemas({"A": record({"a": STRING})}) | overlay(
        {"target": target, "remove": True}
    )


@bomb
def overlay_of_all_again_and_again() -> Files:
    found = {f"A{n}": record({"a": STRING}) for n in range(3_000)}
    actions = [{"target": "$..*", "update": {}} for _ in range(2_000)]
    return schemas(found) | overlay(*actions)


@bomb
def overlay_of_slices() -> Files:
    far = 2**53 - 1
    target = f"$['x-a'][-{far}:{far}:1][::-1][{far}:-{far}:-1]"
    return _with_list([[n] for n in range(90_000)]) | overlay(
        {"target": target, "update": {}}
    )


@bomb
def overlay_that_removes_items() -> Files:
    """Each of many items of one list."""
    items = [{"a": n} for n in range(60_000)]
    return _with_list(items) | overlay({"target": "$['x-a'][*]", "remove": True})


@bomb
def overlay_that_removes_every_second_item() -> Files:
    return _with_list([*range(100_000)]) | overlay(
        {"target": "$['x-a'][::2]", "remove": True}
    )


@bomb
def overlay_of_functions() -> Files:
    found = {f"A{n}": record({"a": STRING}) for n in range(2_000)}
    target = "$..[?length(value($..type)) == count($..*) && match(@.type, '.*')]"
    return schemas(found) | overlay({"target": target, "remove": True})


@bomb
def overlay_that_compares_trees() -> Files:
    """Equality of the whole document with each of its nodes."""
    found = {f"A{n}": record({"a": STRING}) for n in range(4_000)}
    target = "$..[?@ == $.components || $.components == @]"
    return schemas(found) | overlay({"target": target, "remove": True})


@bomb
def overlay_that_appends() -> Files:
    actions = [{"target": "$['x-a']", "update": [n]} for n in range(12_000)]
    return _with_list([]) | overlay(*actions)


@bomb
def overlay_that_moves_and_copies() -> Files:
    actions = [
        (
            {"target": "$.components.schemas", "update": {f"B{n}": {}}}
            if n % 2
            else {
                "target": "$.components.schemas.A",
                "copy": "$.components.schemas",
            }
        )
        for n in range(60)
    ]
    return schemas({"A": record({"a": STRING})}) | overlay(*actions)


@bomb
def documents_with_one_path() -> Files:
    """The same operations under other ids, in each of two documents."""
    made: Files = {}
    for word in ("one", "two"):
        found = {f"/a{n}": get(operationId=f"{word}{n}") for n in range(4_000)}
        (made[f"openapi-{word}.json"],) = paths(found).values()
    return made


@bomb
def documents_with_other_texts() -> Files:
    made: Files = {}
    for n in range(30):
        found: Json = {
            f"A{m}": record({"a": STRING}, description=f"d{n}") for m in range(300)
        }
        (made[f"openapi{n}.json"],) = schemas(found).values()
    return made


@bomb
def files_that_are_pointers() -> Files:
    """Each file leads into the next, by a pointer through a reference."""
    found = {
        f"f{n}.json": json.dumps({"a": {"$ref": f"f{n + 1}.json#/a"}})
        for n in range(_MANY)
    }
    found[f"f{_MANY}.json"] = json.dumps({"a": STRING})
    return schemas({"A": {"$ref": "f0.json#/a"}}) | found


@bomb
def files_in_a_ring() -> Files:
    found = {
        f"f{n}.json": json.dumps({"$ref": f"f{(n + 1) % _MANY}.json"})
        for n in range(_MANY)
    }
    return schemas({"A": {"$ref": "f0.json"}}) | found


@bomb
def files_of_aliases() -> Files:
    """Each file has as many aliases as it may have."""
    uses = "".join(f"  p{n}: *a\n" for n in range(50))
    text = f"type: object\nx-a: &a {{type: object}}\nproperties:\n{uses}"
    made = {f"f{n}.yaml": text for n in range(800)}
    return schemas({f"A{n}": {"$ref": f"f{n}.yaml"} for n in range(800)}) | made


@bomb
def files_that_are_no_schema() -> Files:
    made = {f"f{n}.yaml": "[" * 300 for n in range(1_000)}
    return schemas({f"A{n}": {"$ref": f"f{n}.yaml"} for n in range(1_000)}) | made
