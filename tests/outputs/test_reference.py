"""Reference pages: everything of the package, with links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from regen import ir
from regen.naming import decide
from regen.outputs import OUTPUTS, markdown
from regen.outputs.python.building import build_surface
from regen.outputs.python.docs import Prose
from regen.outputs.python.surface import Surface
from regen.outputs.render import render

from ..python_output.deploy import api_of, model
from ..render.test_render import SURFACE

LINK = re.compile(r"\]\(([^)]+)\)")


def pages(surface: Surface) -> dict[str, str]:
    return render(OUTPUTS["reference"].files(surface, "shop"))


def test_every_operation_and_class_has_its_place() -> None:
    found = pages(SURFACE)
    page = found["operations/application_actions.md"]
    assert "\n## deploy_application\n" in page
    assert "\n`POST` `/application/{applicationId}/deploy`\n" in page
    assert "| `application_id` | `UUID` | required |" in page
    assert "| `409` | `ConflictError` |  | Operation is in progress. |" in page
    for name, declared in SURFACE.declared.items():
        assert f"\n## {name}\n" in found[f"models/{declared.module}.md"]


def test_links_lead_to_headings() -> None:
    found = pages(SURFACE)
    anchors = {
        f"{path}#{heading.lower()}"
        for path, text in found.items()
        for heading in re.findall(r"^## (\w+)$", text, re.MULTILINE)
    }
    links = 0
    for path, text in found.items():
        for link in LINK.findall(text):
            target = (Path("/") / path).parent / link
            name = str(target.resolve()).removeprefix("/")
            assert name in anchors | found.keys(), link
            links += 1
    assert links > len(SURFACE.declared)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a <script>alert(1)</script> b", "a &lt;script>alert(1)&lt;/script> b"),
        ("`List<Pet>` of <Pet>", "`List<Pet>` of &lt;Pet>"),
        ("```\na < b\n", "```\na < b\n```"),
    ],
)
def test_html_of_the_document_is_shown(text: str, said: str) -> None:
    assert markdown.text(Prose(text)) == said


@pytest.mark.parametrize(
    ("text", "said"), [("a|b", "`a\\|b`"), ("`x`", "`` `x` ``"), ("a\nb", "`a b`")]
)
def test_code_stays_in_its_span(text: str, said: str) -> None:
    assert markdown.code(text) == said


def test_a_cell_is_one_line() -> None:
    doc = ir.Doc(description="a | b\n\n- c\n- <d>")
    text = ir.Primitive(ir.PrimitiveKind.STRING)
    api = api_of(model("Pet", ir.Field("name", text, True, doc)))
    page = pages(build_surface(api, decide(api, package="shop")))["models/pet.md"]
    assert "| required | a \\| b - c - &lt;d> |\n" in page


def test_a_page_emits_no_plain_text() -> None:
    with pytest.raises(TypeError, match="may not emit str"):
        markdown.finalize("text")
