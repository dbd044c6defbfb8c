"""Which styles exist where ("Style Values" of the OpenAPI Specification 3.2)."""

from __future__ import annotations

from regen.ir import ParameterLocation, Style

from .reader import Node

COOKIE = "cookie"
"""The style of cookies in OpenAPI 3.2: `form` without percent-encoding."""

STYLES: dict[ParameterLocation, tuple[Style, ...]] = {
    ParameterLocation.PATH: (Style.SIMPLE, Style.LABEL, Style.MATRIX),
    ParameterLocation.QUERY: (
        Style.FORM,
        Style.SPACE_DELIMITED,
        Style.PIPE_DELIMITED,
        Style.DEEP_OBJECT,
    ),
    ParameterLocation.HEADER: (Style.SIMPLE,),
    ParameterLocation.COOKIE: (Style.FORM,),
    ParameterLocation.QUERYSTRING: (Style.FORM,),
}
"""The styles of each location, its default first; forms have those of the query."""


def style_of(node: Node, location: ParameterLocation, place: str) -> Style | None:
    """`style` of a Parameter or Encoding Object; `None` if it names none.

    Args:
        place: what findings call the location.
    """
    text = node.text("style")
    if not text:
        return None
    styles = STYLES[location]
    for style in styles:
        if style.value == text:
            return style
    if text != COOKIE or location is not ParameterLocation.COOKIE:
        node.findings.add(
            "invalid-style",
            f"style {text!r} does not exist in {place}: {styles[0].value} is used",
            node.at("style"),
        )
    return styles[0]
