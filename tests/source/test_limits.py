"""A document that meets a limit is told of `limit-factor`, which raises it."""

from __future__ import annotations

from pathlib import Path

import pytest
from regen.config import from_flags, load_configs
from regen.diagnostics import RegenError
from regen.pipeline import analyse
from regen.source.limits import most, raised

HEAD = "info: {title: t, version: '1'}\n"
ITEM = "{get: {responses: {'200': {description: ok}}}}"
OVERLAY = """\
overlay: 1.1.0
info: {title: t, version: '1'}
actions:
- {target: $, update: {x-a: {x-b: 1, x-c: 2, x-d: 3}}}
"""
TEXT = "word " * 100
INSTANCES = {
    "source.yaml_reader.MAX_ALIASES": (
        f"x-a: [&a {{}}, *a, &b {{}}, *b, &c {{}}, *c]\npaths: {{/a: {ITEM}}}\n"
    ),
    "source.yaml_reader.MAX_ALIASED_NODES": (
        f"x-a: &id001 [[], [], [], []]\nx-b: *id001\npaths: {{/a: {ITEM}}}\n"
    ),
    "source.yaml_reader.MAX_ALIASED_TEXT": (
        f"x-a: &id001 {TEXT}\nx-b: *id001\nx-c: *id001\npaths: {{/a: {ITEM}}}\n"
    ),
    "source.yaml_reader.MAX_MERGED_KEYS": (
        f"x-a: &a {{b: 1, c: 1, d: 1}}\nx-b: {{<<: *a}}\npaths: {{/a: {ITEM}}}\n"
    ),
    "source.bundle.MAX_INLINED_NODES": (
        "paths: {/a: {$ref: '#/components/pathItems/P'},"
        " /b: {$ref: '#/components/pathItems/P'}}\n"
        f"components: {{pathItems: {{P: {ITEM}}}}}\n"
    ),
    "source.bundle.MAX_INLINED": (
        "paths: {/a: {$ref: '#/components/pathItems/P'},"
        " /b: {$ref: '#/components/pathItems/P'},"
        " /c: {$ref: '#/components/pathItems/P'}}\n"
        f"components: {{pathItems: {{P: {ITEM}}}}}\n"
    ),
    "model.schemas.MAX_PROPERTIES": (
        "paths: {/a: {get: {responses: {'200': {description: ok, content:"
        " {application/json: {schema: {type: object,"
        " properties: {a: {}, b: {}, c: {}}}}}}}}}}\n"
    ),
    "source.swagger.components.MAX_INLINED_NODES": (
        "consumes: [a/b, a/c, a/d]\nproduces: [a/b, a/c, a/d]\npaths: {/a: {post:"
        " {parameters: [{name: b, in: body, schema: {type: object}}],"
        " responses: {'200': {description: ok, schema: {type: object}}}}}}\n"
    ),
    "source.overlay.MAX_OVERLAID": f"paths: {{/a: {ITEM}}}\n",
}


@pytest.mark.parametrize("limit", INSTANCES)
def test_a_limit_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    usual = 500 if "TEXT" in limit else 2
    monkeypatch.setattr(f"regen.{limit}", usual)
    document, overlay = tmp_path / "openapi.yaml", tmp_path / "overlay.yaml"
    version = "swagger: '2.0'" if "swagger" in limit else "openapi: 3.1.0"
    document.write_text(f"{version}\n{HEAD}{INSTANCES[limit]}", encoding="utf-8")
    overlay.write_text(OVERLAY, encoding="utf-8")
    overlays = (overlay,) if "overlay" in limit else ()

    def analysed(factor: int) -> None:
        config = from_flags((document,), tmp_path, "a", overlays=overlays)
        analyse(config._replace(limit_factor=factor))

    with pytest.raises(RegenError) as refused:
        analysed(1)
    (told,) = refused.value.diagnostics
    assert told.location is not None
    assert "`limit-factor` in the configuration allows more" in told.hint
    analysed(1_000)


def test_the_factor_ends_with_the_client() -> None:
    with raised(3):
        assert most(7) == 21
        with raised(1):
            assert most(7) == 7
        assert most(7) == 21
    assert most(7) == 7


def test_the_configuration_has_it(tmp_path: Path) -> None:
    path = tmp_path / "regen.toml"
    path.write_text(
        '[clients.a]\ndocument = "a.yaml"\noutput = "src"\nlimit-factor = 12\n'
    )
    (config,) = load_configs(path)
    assert config.limit_factor == 12
