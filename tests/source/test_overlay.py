"""OpenAPI Overlay documents: what they change, and where findings then point."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from regen.diagnostics import Diagnostic, RegenError
from regen.source.document import Document
from regen.source.load import load_bytes
from regen.source.overlay import apply
from regen.source.sourcemap import SourceFile

from tests.support import bundled

API = """\
openapi: 3.1.0
info: {title: t, version: '1'}
tags: [{name: a}, {name: b}, {name: c}]
paths:
  /a:
    get:
      tags: [a, b]
      summary: old
  /b:
    get: {}
"""


def document(text: str = API) -> SourceFile:
    return load_bytes(dedent(text).encode(), "api.yaml", "/x/api.yaml")


def overlay(actions: str, version: str = "1.1.0", name: str = "fix.yaml") -> SourceFile:
    head = f"overlay: {version}\ninfo: {{title: o, version: '1'}}\nactions:\n"
    return load_bytes((head + dedent(actions)).encode(), name, f"/x/{name}")


def applied(actions: str, version: str = "1.1.0") -> tuple[Any, list[Diagnostic]]:
    (file,), found = apply([document()], [overlay(actions, version)])
    return file.root, found


def refused(file: SourceFile) -> Diagnostic:
    with pytest.raises(RegenError) as caught:
        apply([document()], [file])
    (finding,) = caught.value.diagnostics
    return finding


def test_an_object_is_merged_member_by_member() -> None:
    root, found = applied("""
        - target: $.paths['/a'].get
          update: {summary: new, tags: [d], x-new: {y: 1}}
    """)
    expected = {"summary": "new", "tags": ["a", "b", "d"], "x-new": {"y": 1}}
    assert root["paths"]["/a"]["get"] == expected
    assert found == []


@pytest.mark.parametrize(
    ("update", "added"),
    [("{name: d}", [{"name": "d"}]), ("[{name: d}, {}]", [{"name": "d"}, {}])],
)
def test_a_list_takes_an_item_or_the_items_of_a_list(
    update: str, added: list[Any]
) -> None:
    root, _ = applied(f"- {{target: $.tags, update: {update}}}")
    assert root["tags"] == [*document().root["tags"], *added]


def test_a_plain_value_is_replaced() -> None:
    root, _ = applied("- {target: $.paths.*.get.summary, update: new}")
    assert root["paths"]["/a"]["get"]["summary"] == "new"


def test_actions_apply_to_what_earlier_ones_made() -> None:
    root, found = applied("""
        - {target: "$.paths['/a']", remove: true}
        - {target: $.paths, update: {/a: {post: {}}}}
        - {target: "$.paths['/a'].post", update: {x-late: 1}}
    """)
    assert root["paths"]["/a"] == {"post": {"x-late": 1}}
    assert found == []


def test_several_items_of_a_list_are_removed() -> None:
    root, _ = applied("- {target: \"$.tags[?@.name != 'b']\", remove: true}")
    assert root["tags"] == [{"name": "b"}]


def test_remove_goes_before_update() -> None:
    root, _ = applied("- {target: $.tags, remove: true, update: [{name: d}]}")
    assert "tags" not in root


def test_copy_merges_what_another_path_selects() -> None:
    root, _ = applied("- {target: \"$.paths['/b']\", copy: \"$.paths['/a']\"}")
    assert root["paths"]["/b"]["get"] == root["paths"]["/a"]["get"]
    assert root["paths"]["/b"]["get"] is not root["paths"]["/a"]["get"]


def test_what_several_targets_take_is_not_shared() -> None:
    root, _ = applied("""
        - {target: $.paths.*.get, update: {x-list: [1]}}
        - {target: "$.paths['/a'].get['x-list']", update: 2}
    """)
    assert root["paths"]["/a"]["get"]["x-list"] == [1, 2]
    assert root["paths"]["/b"]["get"]["x-list"] == [1]


def test_inputs_stay_as_they_are() -> None:
    api, fix = document(), overlay("- {target: $.tags, update: {name: d}}")
    apply([api], [fix])
    assert api.root == document().root
    assert fix.root["actions"][0]["update"] == {"name": "d"}


@pytest.mark.parametrize(
    "action",
    [
        "{target: $.nowhere, update: {}}",
        "{target: $.nowhere, remove: true}",
        "{target: $.nowhere, copy: $.nowhere}",
        "{target: $.tags}",
        "{target: $.tags, remove: false}",
    ],
)
def test_an_action_without_effect_is_a_warning(action: str) -> None:
    root, (finding,) = applied(f"- {action}")
    assert root == document().root
    assert finding.code == "overlay-without-effect"
    assert str(finding.location).startswith("fix.yaml:4:")


@pytest.mark.parametrize(
    ("action", "pointer", "said"),
    [
        ("{target: '$.a[', remove: true}", "/target", "invalid JSONPath"),
        ("{target: $.tags, copy: '$['}", "/copy", "invalid JSONPath"),
        ("{target: info, remove: true}", "/target", "invalid JSONPath"),
        ("{target: $, remove: true}", "/target", "whole document"),
        ("{target: $.info, update: [1]}", "/update", "a list cannot be merged"),
        ("{target: $.info, update: 1}", "/update", "(#/info)"),
        ("{target: $, update: {tags: {}}}", "/update", "an object cannot be merged"),
        ("{target: $.*, update: {}}", "/target", "several kinds"),
        ("{target: $.tags, copy: $.paths.*}", "/copy", "one node and selects 2"),
        ("{target: $.tags, copy: $.no}", "/copy", "one node and selects nothing"),
        ("{target: $.tags, copy: $.info, update: {}}", "/copy", "either"),
        ("{target: $.tags, updates: {}}", "/updates", "no key 'updates'"),
        ("{target: 1, remove: true}", "/target", "must be a JSONPath"),
        ("{target: $.tags, remove: 'yes'}", "/remove", "true or false"),
        ("{remove: true}", "", "needs `target`"),
        ("remove", "", "an action is an object"),
    ],
)
def test_a_wrong_action_is_located(action: str, pointer: str, said: str) -> None:
    finding = refused(overlay(f"- {action}"))
    assert finding.code == "invalid-overlay"
    assert said in finding.message
    assert finding.location is not None
    assert finding.location.file == "fix.yaml"
    assert finding.location.line == 4
    assert finding.location.pointer == f"/actions/0{pointer}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("openapi: 3.1.0\n", "the key 'overlay'"),
        ("- 1\n", "the key 'overlay'"),
        ("overlay: 2.0.0\nactions: [{target: $}]\n", "unknown version '2.0.0'"),
        ("overlay: 1.0.0\n", "`actions`"),
        ("overlay: 1.0.0\nactions: []\n", "`actions`"),
    ],
)
def test_what_is_no_overlay_is_refused(text: str, said: str) -> None:
    assert said in refused(load_bytes(text.encode(), "fix.yaml", "/x/f.yaml")).message


def test_copy_came_with_1_1() -> None:
    finding = refused(overlay("- {target: $.tags, copy: $.tags}", "1.0.0"))
    assert "no key 'copy'" in finding.message
    assert "1.1.0" in finding.hint


def test_places_after_overlays() -> None:
    """What came from an overlay is located there, what moved where it was."""
    first = overlay("""
        - target: $.tags[0]
          remove: true
        - target: $.tags
          update: {name: d}
        - target: $.paths['/a'].get
          update: {summary: new, x-a: [1, 2]}
    """)
    second = overlay("- {target: '$.tags[0]', remove: true}", name="two.yaml")
    third = overlay("- {target: \"$.paths['/b']\", copy: \"$.paths['/a']\"}")
    (file,), _ = apply([document()], [first, second, third])
    assert file.root["tags"] == [{"name": "c"}, {"name": "d"}]
    places = {
        "/tags/0/name": "api.yaml:3:31",
        "/tags/1/name": "fix.yaml:8:12",
        "/paths/~1a/get/summary": "fix.yaml:10:12",
        "/paths/~1a/get/x-a/1": "fix.yaml:10:35",
        "/paths/~1a/get/tags/0": "api.yaml:7:14",
        "/paths/~1b/get/summary": "fix.yaml:10:12",
        "/paths/~1b/get/tags/1": "api.yaml:7:17",
        "/info/title": "api.yaml:2:8",
    }
    assert {place: str(file.location(place)) for place in places} == places
    bundled = Document(file.root, file)
    assert {place: str(bundled.location(place)) for place in places} == places


def test_what_is_left_of_lists_in_lists_keeps_its_place() -> None:
    text = """\
    x-list:
    - gone: true
    - inner:
      - {gone: true}
      - {gone: false, name: kept}
      - {gone: true}
    """
    remove = overlay('- {target: "$..[?@.gone==true]", remove: true}')
    (file,), _ = apply([document(text)], [remove])
    assert file.root == {"x-list": [{"inner": [{"gone": False, "name": "kept"}]}]}
    assert file.location("/x-list/0/inner/0/name").line == 5
    assert file.location("/x-list/0/inner").line == 3


def test_what_is_left_of_a_long_list_keeps_its_place() -> None:
    """Moving the items once for each that is removed would take minutes."""
    items = "".join(f"- {{name: t{n}, x-odd: {n % 2}}}\n" for n in range(4_000))
    remove = overlay("- {target: \"$.tags[?@['x-odd']==1]\", remove: true}")
    (file,), _ = apply([document(f"tags:\n{items}")], [remove])
    assert len(file.root["tags"]) == 2_000
    found = [file.location(f"/tags/{n}/name").line for n in range(2_000)]
    assert found == list(range(2, 4_002, 2))


def test_an_overlay_can_extend_one_of_several_documents() -> None:
    other = load_bytes(API.encode(), "other.yaml", "/x/other.yaml")
    fix = overlay("- {target: $.tags, remove: true}")
    fix.root["extends"] = "./other.yaml"
    (same, changed), found = apply([document(), other], [fix])
    assert ("tags" in same.root, "tags" in changed.root) == (True, False)
    fix.root["extends"] = "https://example.com/api.yaml"
    both, found = apply([document(), other], [fix])
    assert not any("tags" in file.root for file in both)
    assert found == []


def test_nesting_stays_limited() -> None:
    deep = "{a: " * 120 + "end" + "}" * 120
    finding = refused(overlay(f"""
        - {{target: $, update: {deep}}}
        - {{target: $, update: {{b: {{}}}}}}
        - {{target: $.b, copy: $}}
        - {{target: $.a{".a" * 118}, update: {{b: {{}}}}}}
        - {{target: $.a{".a" * 118}.b, copy: $.b}}
    """))
    assert "deeper than 200 levels" in finding.message


def test_references_in_an_overlay_start_from_the_document(tmp_path: Path) -> None:
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "api.yaml").write_text(API)
    (tmp_path / "spec" / "pet.yaml").write_text("type: object\n")
    (tmp_path / "fix.yaml").write_text(
        "overlay: 1.0.0\nactions: [{target: $, update:"
        " {components: {schemas: {Pet: {$ref: pet.yaml}}}}}]\n"
    )
    found = bundled([tmp_path / "spec" / "api.yaml"], [tmp_path / "fix.yaml"])
    assert found.root["components"]["schemas"]["Pet"] == {"type": "object"}
    names = [Path(file.name).name for file in found.files]
    assert names == ["api.yaml", "pet.yaml", "fix.yaml"]


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ("- {target: $.tags, copy: $.tags}\n" * 40, "add more than 1,000 values"),
        (
            f"- {{target: '${'[*]' * 4_000}', remove: true}}",
            "at most 10,000 characters",
        ),
        (f"- {{target: '$[?{'(' * 900}@{')' * 900}]', remove: true}}", "too deeply"),
    ],
)
def test_what_overlays_may_ask_for_is_limited(
    actions: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regen.source.overlay.MAX_OVERLAID", 1_000)
    finding = refused(overlay(actions))
    assert said in finding.message
    assert finding.location
    assert finding.location.pointer.endswith("/target")


def test_how_long_overlays_may_take_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regen.source.overlay.OVERLAY_SECONDS", -1)
    finding = refused(overlay("- {target: $..summary, remove: true}"))
    assert "the overlays take more than" in finding.message
