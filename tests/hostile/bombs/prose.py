"""Descriptions that repeat a text, for readers of Markdown and HTML."""

from __future__ import annotations

import json
from collections.abc import Callable

from .making import BOMBS, STRING, Bomb, Files, bomb, get, paths, schemas

_TEXTS = {
    "stars": "*",
    "strong stars": "**a",
    "emphasis in emphasis": "*a **a ",
    "underscores": "a_",
    "brackets": "[",
    "closed brackets": "[]",
    "links": "[a](",
    "link titles": '[a](b "',
    "link references": "[a][b] ",
    "definitions of links": "[a]: <b\n",
    "images": "![",
    "nested images": "![[]()",
    "backticks": "`` ` ",
    "growing backticks": "`a``b```c````d",
    "less": "<",
    "tags": "<a ",
    "attributes": '<a b="',
    "closing tags": "</a",
    "instructions": "<?",
    "declarations": "<!A ",
    "cdata": "<![CDATA[",
    "comments": "<!--",
    "comment ends": "<!-- - --",
    "addresses": "<http:",
    "plain addresses": "http://a.b/(",
    "entities": "&amp",
    "numeric entities": "&#x1f;",
    "quotations": "> ",
    "nested quotations": ">- ",
    "lists": "- ",
    "numbers": "1. ",
    "tables": "|a|",
    "table rulers": "|-|\n",
    "spaces": "a ",
    "only spaces": " ",
    "hard breaks": "a  \n",
    "lines": "a\n",
    "blank lines": "\n",
    "carriage returns": "a\r",
    "quotes": '"""',
    "single quotes": "''' ",
    "backslashes": "\\",
    "backslashes and quotes": '\\"',
    "braces": "{{%",
    "headings": "# a\n",
    "underlined headings": "a\n-\n",
    "fences": "```\n",
    "open fences": "~~~ a\n```\n",
    "tabs": "\ta\n",
    "wide": "漢",
    "combining": "e\u0301",
    "joined": "\U0001f468\u200d",
    "bidirectional": "\u202ea\u2066",
}


def _description(unit: str) -> Callable[[], Files]:
    def make() -> Files:
        text = unit * (700_000 // len(json.dumps(unit)))
        return schemas({"A": {"type": "object", "description": text}})

    return make


BOMBS.extend(Bomb(f"text of {name}", _description(_TEXTS[name])) for name in _TEXTS)

_SPOTS = 40


@bomb
def prose_everywhere() -> Files:
    """The same nasty text wherever prose may stand."""
    text = "*a **b [c](<d `e <f g=" * (900_000 // 22 // 10 // _SPOTS)
    parameter = {"name": "p", "in": "query", "schema": STRING, "description": text}
    use = get(
        summary=text,
        description=text,
        parameters=[parameter],
        responses={"200": {"description": text}, "404": {"description": text}},
    )
    return paths({f"/a{n}": use for n in range(_SPOTS)}, tags=[{"name": text}])


@bomb
def long_summaries() -> Files:
    """One word without a place to break it."""
    return paths({f"/a{n}": get(summary="x" * 90_000) for n in range(10)})


@bomb
def enum_descriptions() -> Files:
    values = [f"v{n}" for n in range(20_000)]
    texts = {value: f"a *b* <c> {value}" for value in values}
    return schemas({"A": {"enum": values, "x-enum-descriptions": texts}})


@bomb
def described_properties() -> Files:
    properties = {
        f"p{n}": {"type": "string", "description": "- a `b\n\n# c"}
        for n in range(13_000)
    }
    return schemas({"A": {"type": "object", "properties": properties}})
