"""Where parts came from, through every kind of change."""

from __future__ import annotations

from regen.source.sourcemap import Origin, SourceFile, SourceMap


def file(name: str) -> SourceFile:
    return SourceFile(name, "", {}, lambda _: (1, 1))


A, B, C = file("a"), file("b"), file("c")


def looked_up(source_map: SourceMap, pointer: str) -> tuple[str, str]:
    origin = source_map.look_up(pointer)
    return origin.file.name, origin.pointer


def test_the_nearest_parent_with_an_origin_decides() -> None:
    source_map = SourceMap(Origin(A, ""))
    source_map.note("/x/y", Origin(B, "/q"))
    source_map.note("/x", Origin(C, "/r"))
    assert looked_up(source_map, "") == ("a", "")
    assert looked_up(source_map, "/z/0") == ("a", "/z/0")
    assert looked_up(source_map, "/x/w") == ("c", "/r/w")
    assert looked_up(source_map, "/x/y/a~1b") == ("b", "/q/a~1b")
    assert looked_up(source_map, "/x/yy") == ("c", "/r/yy")


def test_a_copy_knows_what_its_parts_know() -> None:
    before, after = SourceMap(Origin(A, "")), SourceMap(Origin(B, ""))
    before.note("/x/y", Origin(C, "/c"))
    after.note("/new/old", Origin(C, "/forgotten"))
    after.insert("/new", before.extract("/x"))
    assert looked_up(after, "/new/z") == ("a", "/x/z")
    assert looked_up(after, "/new/y/k") == ("c", "/c/k")
    assert looked_up(after, "/new/old") == ("a", "/x/old")
    before.note("/x/y", Origin(B, "/changed"))
    assert looked_up(after, "/new/y") == ("c", "/c")


def test_items_of_a_list_keep_their_origins_when_others_go() -> None:
    source_map = SourceMap(Origin(A, ""))
    source_map.note("/list/2/k", Origin(B, "/b"))
    source_map.renumber("/list", [0, 2, 3])
    assert looked_up(source_map, "/list/0") == ("a", "/list/0")
    assert looked_up(source_map, "/list/1/k") == ("b", "/b")
    assert looked_up(source_map, "/list/1/l") == ("a", "/list/2/l")
    assert looked_up(source_map, "/list/2") == ("a", "/list/3")
    assert looked_up(source_map, "/list") == ("a", "/list")


def test_what_takes_the_place_of_something_dropped_inherits_nothing() -> None:
    source_map = SourceMap(Origin(A, ""))
    source_map.note("/x/y", Origin(B, "/b"))
    source_map.drop("/x")
    assert looked_up(source_map, "/x/y") == ("a", "/x/y")
