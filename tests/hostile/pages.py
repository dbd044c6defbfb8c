"""What the files around a package may hold, whatever the document says.

Pages are judged as HTML, made by two parsers: CommonMark, as repositories show README
and CHANGELOG, and Python-Markdown, as MkDocs shows reference pages.
"""

from __future__ import annotations

import ast
import posixpath
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser

import markdown  # type: ignore[import-untyped]
import yaml
from markdown_it import MarkdownIt
from regen.outputs.markdown import MARK
from regen.outputs.project import DEPENDENCIES, site_configuration

from .test_payloads import CANARY

Files = Mapping[str, str | None]
"""Path -> text; None for a page that is to go."""

MARKUP = {
    "script": "<script>alert(1)</script>",
    "end of code": "</code></pre></td><script>alert(1)</script>",
    "handler": '"><img src=x onerror="alert(1)">',
    "address of a script": "[x](javascript:alert(1)) ![x](data:text/html,x)",
    "hidden address": "[x](java&#115;cript:alert(1)) [x](<\x01javascript:alert(1)>)",
    "automatic address": "<javascript:alert(1)> <https://a.example/\"onclick='x'>",
    "definition": "a\n\n[a]: javascript:alert(1)\n\n[a] [x][a] ![a]",
    "fence": "```\n<script>alert(1)\n~~~\n<script>",
    "ticks": "` `` ``` <script>alert(1)</script>",
    "table": "| a |\n|---|\n| `|` <script> |\n\n<script>",
    "comment": "--> <script>alert(1)</script> <!--",
    "cdata": "<![CDATA[ <script> ]]> <?php <script> ?> <!A <script>>",
    "attributes": "x{: onclick=alert(1) } \n{: style=color:red onclick=alert(1) }",
    "indented": "a\n\n    <script>\n\n<script>alert(1)</script>\n\n- <script>",
    "entities": "&lt;script&gt; &#x3c;script&#x3e; &#60;script&#62;",
    "lines": "a\u2028<script>\u2029\x85<script>\x0b<script>\r<script>",
    "table of TOML": '"\n[tool.evil]\nx = """\n',
    "keys of YAML": '"\nplugins: [evil]\nhooks: [evil.py]\n',
    "include": '--8<-- "/etc/passwd" {% include "/etc/passwd" %} {{ x }}',
}
"""What is no code of Python, and leaves what text may be in a page or in TOML."""

_ELEMENTS = frozenset(
    (
        *("a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "hr", "img", "li"),
        *(
            "ol",
            "p",
            "pre",
            "strong",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        ),
    )
)
_ATTRIBUTES = frozenset(
    ("align", "alt", "class", "href", "id", "src", "start", "title")
)
_PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class _Elements(HTMLParser):
    """What a page has of HTML that text of a document must not bring."""

    def __init__(self, path: str, known: Collection[str]) -> None:
        super().__init__()
        self.path, self.known = path, known
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ELEMENTS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name not in _ATTRIBUTES or (
                name == "style" and "text-align" not in f"{value}"
            ):
                self.wrong.append(f"{name}={value}")
            if name in ("href", "src") and not self._leads_somewhere(value or ""):
                self.wrong.append(f"{name}={value}")

    def _leads_somewhere(self, address: str) -> bool:
        path = address.partition("#")[0]
        inside = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), path))
        web = re.match("(https?://|mailto:)", address)
        return bool(web) or not path or inside in self.known

    def handle_comment(self, data: str) -> None:
        if f"<!--{data}-->" != MARK:
            self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"<![{data}]>")


@cache
def _commonmark() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def _as_html(text: str) -> Iterator[str]:
    yield _commonmark().render(text)
    yield markdown.markdown(text, extensions=["toc", "tables", "fenced_code"])


def fault_in(files: Files, usual: Files) -> str:
    """What is wrong with the files around a package; empty if nothing is.

    Args:
        usual: those of the document without a payload, which are not looked at again.
    """
    for path, text in files.items():
        if text is None or text == usual.get(path):
            continue
        if path.endswith(".md"):
            fault = _fault_in_page(path, text, files)
        elif path.endswith(".toml"):
            fault = _fault_in_toml(text)
        else:
            fault = _fault_in_site(text)
        if fault:
            return f"{path}: {fault}"
    return ""


def _fault_in_page(path: str, text: str, known: Collection[str]) -> str:
    for html in _as_html(text):
        elements = _Elements(path, known)
        elements.feed(html)
        elements.close()
        if elements.wrong:
            return f"{elements.wrong[:3]} in {html[:5_000]!r}"
    for program in _PROGRAM.findall(text):
        names = {n.id for n in ast.walk(ast.parse(program)) if isinstance(n, ast.Name)}
        if CANARY in names:
            return f"{CANARY} in {program}"
    return ""


def _fault_in_toml(text: str) -> str:
    found = tomllib.loads(text)
    project = found.pop("project")
    build = found.pop("build-system")
    packages = found["tool"]["hatch"]["build"]["targets"]["wheel"].pop("packages")
    system = {"requires": ["hatchling>=1.27"], "build-backend": "hatchling.build"}
    right = (
        found == {"tool": {"hatch": {"build": {"targets": {"wheel": {}}}}}}
        and build == system
        and packages == ["src/tried"]
        and project.pop("dependencies") == [*DEPENDENCIES]
        and project.pop("classifiers") == ["Typing :: Typed"]
        and project.keys() - {"license"}
        == {"name", "version", "description", "readme", "requires-python"}
        and all(isinstance(value, str) for value in project.values())
    )
    return "" if right else text


def _fault_in_site(text: str) -> str:
    usual = yaml.safe_load(site_configuration("t", "docs"))
    found = yaml.safe_load(text)
    right = {**found, "site_name": "t"} == usual and isinstance(found["site_name"], str)
    return "" if right else text
