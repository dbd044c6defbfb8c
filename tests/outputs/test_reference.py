"""Reference pages: all of the package, links that lead somewhere, programs that run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from regen import ir
from regen.config import from_flags
from regen.naming import decide
from regen.outputs import markdown
from regen.outputs.python.building import build_surface
from regen.outputs.python.docs import Prose
from regen.outputs.reference import reference_files
from regen.outputs.render import render
from regen.pipeline import analyse, build, generate

from tests.docs.petstore import petstore, reset
from tests.hostile.test_payloads import PAYLOADS

from ..python_output.deploy import API, api_of, model, ref, string_enum
from .browser import CHROMIUM, browser, served

ROOT = Path(__file__).parents[2]
PETSTORE = ROOT / "specs" / "petstore.yaml"
SERVER = "https://petstore.example/v1"
GOLDEN = ROOT / "tests" / "golden"
LINK = re.compile(r"\]\(([^)]+)\)")
PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MKDOCS = """\
site_name: Reference
docs_dir: pages
theme: readthedocs
validation: {anchors: warn, unrecognized_links: warn, absolute_links: warn}
"""


def pages(api: ir.Api) -> dict[str, str]:
    names = decide(api, package="shop")
    return render(reference_files(api, names, build_surface(api, names)))


def pages_of(document: Path, folder: Path) -> dict[str, str]:
    analysis = analyse(from_flags((document,), folder, "shop"))
    return render(reference_files(analysis.api, analysis.names, analysis.surface))


def site(folder: Path, found: dict[str, str]) -> dict[str, str]:
    """The pages of a site that MkDocs builds without a warning."""
    for name, text in found.items():
        path = folder / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(MKDOCS)
    line = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (folder / "site" / "search" / "search_index.json").is_file()
    return {
        path.relative_to(folder / "site").as_posix(): path.read_text(encoding="utf-8")
        for path in (folder / "site").rglob("index.html")
    }


def test_every_operation_and_class_has_its_place() -> None:
    found = pages(API)
    page = found["operations/application_actions.md"]
    assert "\n## deploy_application\n" in page
    assert "\n`POST` `/application/{applicationId}/deploy`\n" in page
    assert "-   `application_id`: `UUID` (path `applicationId`, required)\n" in page
    assert "async def deploy_application(\n    client: AsyncClient, " in page
    assert "| `409` | `ConflictError` |  | Operation is in progress. |" in page
    names = decide(API, package="shop")
    for name in build_surface(API, names).declared:
        assert found[f"models/{name.lower()}.md"].startswith(f"# {name}\n")


def test_what_the_document_says_of_values(tmp_path: Path) -> None:
    found = pages_of(PETSTORE, tmp_path)
    page = found["operations/pets.md"]
    assert "    minimum `1`; maximum `100`; for example `20`\n" in page
    assert "`.items` gives each" not in page  # only with pagination
    assert (
        "- [`create_pet`](../operations/pets.md#create_pet)" in found["models/pet.md"]
    )


def test_the_page_of_an_alias_says_what_its_values_are() -> None:
    text = ir.Primitive(ir.PrimitiveKind.STRING)
    facts = ir.Facts((("maxLength", 9),), ("a@b.example",), "email")
    alias = ir.Alias(ref("Email").id, ("Email",), ir.Doc(), text, facts=facts)
    page = pages(api_of(alias))["models/email.md"]
    said = 'Values: format `email`; maxLength `9`; for example `"a@b.example"`.'
    assert said in page


def test_a_table_has_no_empty_column() -> None:
    plain = string_enum("Kind", "cat")
    told = string_enum("Mood", "glad")
    member = msgspec.structs.replace(told.members[0], doc="Purrs.")
    found = pages(api_of(plain, msgspec.structs.replace(told, members=(member,))))
    assert "\n| member | value |\n|---|---|\n" in found["models/kind.md"]
    assert '| `GLAD` | `"glad"` | Purrs. |' in found["models/mood.md"]


def test_links_lead_to_headings() -> None:
    found = pages(API)
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
    assert links > 10


def test_models_that_differ_in_case_have_pages_of_their_own() -> None:
    found = pages(api_of(model("Pet"), model("PET"), model("Index")))
    assert {"models/pet.md", "models/pet_2.md", "models/index_2.md"} < found.keys()


def test_the_programs_run(tmp_path: Path) -> None:
    reset()
    with petstore() as url:
        document = tmp_path / "petstore.yaml"
        text = PETSTORE.read_text(encoding="utf-8").replace(SERVER, url)
        document.write_text(text, encoding="utf-8")
        generate(build(from_flags((document,), tmp_path, "shop")))
        found = [
            program
            for page in pages_of(document, tmp_path).values()
            for program in PROGRAM.findall(page)
            if "import" in program
        ]
        assert len(found) > 8
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", f"for each in {found!r}: exec(each)"],
            cwd=tmp_path,
            env=os.environ | {"SHOP_KEY": "key"},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr


DOCUMENTS = [PETSTORE, ROOT / "specs" / "deploy-application.md"]
DOCUMENTS += [
    GOLDEN / name / "openapi.yaml"
    for name in ("n04_references", "n08_webhooks_and_callbacks")
]
if corpus := os.environ.get("REGEN_CORPUS"):
    DOCUMENTS += [Path(corpus) / "museum" / "openapi.yaml"]


@pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda p: f"{p.parent.stem}-{p.stem}"
)
def test_mkdocs_builds_them_without_a_warning(document: Path, tmp_path: Path) -> None:
    found = pages_of(document, tmp_path)
    assert len(site(tmp_path, found)) == len(found)


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_person_searches_the_site(tmp_path: Path) -> None:
    """From a query typed on one page, over its results, to another page."""
    line = [sys.executable, "-m", "regen", "reference", str(PETSTORE)]
    line += ["--output", str(tmp_path / "pages"), "--mkdocs"]
    subprocess.run(line, check=True, capture_output=True)
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
    subprocess.run(build, cwd=tmp_path, check=True)
    with served(tmp_path / "site") as url, browser() as page:
        page.open(f"{url}/models/pet/")
        page.type("input[name=q]", "photo")
        text = "document.querySelector('#mkdocs-search-results').innerText"
        # Results of the first letters come before those of the word.
        page.wait_for(f"/download_photo/.test({text}) && !/delete_pet/.test({text})")
        results = page.value(text)
        assert "download_photo" in results
        assert "delete_pet" not in results
        page.value("document.querySelector('a[href$=download_photo]').click()")
        page.wait_for("location.hash == '#download_photo'")
        page.wait_for("document.querySelector('h2#download_photo')")
        assert page.value("location.pathname") == "/operations/photos/"


class Tags(HTMLParser):
    """The elements of a page, and the addresses of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").startswith("javascript:"):
                self.found.add(f"{name}={value}")


HOSTILE = [
    *PAYLOADS.values(),
    *("<script>alert(1)</script>", "\\`<script>x</script>\\`", "`a\n<script>b`"),
    *("   ```\n<script>x</script>\n   ```", "- ```\n  <script>x</script>\n  ```"),
    *(
        "```\n<script>never closed",
        "[x](javascript:alert(1))",
        "![x](data:text/html,x)",
    ),
    *(
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:x'>y</a>",
        "{{ x }} {% y %}",
    ),
    *("| a | b |\n|---|---|\n| `|` | <script> |", "# heading", "> <script>\n> x"),
    *("x | y\n\n</code></td><script>", "<!-- <script> -->", "<?php <script>", "***"),
    *("[a]: javascript:alert(1)\n\n[a]", "&lt;script&gt;", "<details onclick=x>"),
]


def test_text_of_the_document_stays_text(tmp_path: Path) -> None:
    """In a description, a cell, a span of code and a heading, for MkDocs."""
    text = ir.Primitive(ir.PrimitiveKind.STRING)
    fields = []
    for number, said in enumerate(HOSTILE):
        facts = ir.Facts(
            examples=(said,), format=said, constraints=(("pattern", said),)
        )
        doc = ir.Doc(said, said)
        fields.append(ir.Field(f"f{number}{said}", text, True, doc, facts=facts))
    named = [model(f"M{i}", doc=ir.Doc(said, said)) for i, said in enumerate(HOSTILE)]
    api = api_of(model("Pet", *fields), *named)
    plain = site(tmp_path / "plain", pages(api_of(model("Pet"))))
    usual = Tags()
    usual.feed(plain["models/pet/index.html"])
    known = usual.found | {"code", "pre", "table", "thead", "tbody", "tr", "th", "td"}
    known |= {"blockquote", "em", "strong", "ol", "ul", "li", "h2", "br"}
    for path, page in site(tmp_path / "hostile", pages(api)).items():
        tags = Tags()
        tags.feed(page)
        assert not tags.found - known, path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a <script>alert(1)</script> b", "a &lt;script>alert(1)&lt;/script> b"),
        ("`List<Pet>` of <Pet>", "`List<Pet>` of &lt;Pet>"),
        ("```\na < b\n", "```text\na < b\n```"),
        ("<p>a <b>b</b></p><ul><li>c</li></ul>", "a b\n\n-   c"),
        ("# A\n1. b\n   - c", "**A**\n\n1.  b\n\n    -   c"),
        ("[a](/b) [c](https://d.e/(f))", "a [c](https://d.e/%28f%29)"),
        ("{{ a_b }} _c_ 1) \\*", "\\{\\{ a_b \\}\\} *c* 1) \\*"),
        (
            "|a|b|\n|-|-|\n|`x\\|y`|z|",
            "| a | b |\n|---|---|\n| <code>x&#124;y</code> | z |",
        ),
    ],
)
def test_a_description_becomes_markdown_for_every_parser(text: str, said: str) -> None:
    assert markdown.text(Prose(text)) == said


@pytest.mark.parametrize(("text", "said"), [("`x`", "`` `x` ``"), ("a\nb", "`a b`")])
def test_code_stays_in_its_span(text: str, said: str) -> None:
    assert markdown.code(text) == said


def test_a_cell_is_one_line() -> None:
    assert markdown.line("a | b\n\n- c\n- <d>") == "a &#124; b - c - &lt;d>"
    assert markdown.cell_code("a|b") == "<code>a&#124;b</code>"


def test_a_page_emits_no_plain_text() -> None:
    with pytest.raises(TypeError, match="may not emit str"):
        markdown.finalize("text")
