"""Which styles exist where ("Style Values" of the OpenAPI Specification 3.2)."""

from __future__ import annotations

from regen.ir import ParameterLocation

from .reader import Node

STYLES: dict[ParameterLocation, tuple[str, ...]] = {
    ParameterLocation.PATH: ("simple", "label", "matrix"),
    ParameterLocation.QUERY: ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    ParameterLocation.HEADER: ("simple",),
    ParameterLocation.COOKIE: ("form", "cookie"),
    ParameterLocation.QUERYSTRING: ("form",),
}
"""The styles of each location, its default first; forms have those of the query."""


def style_of(node: Node, location: ParameterLocation, place: str) -> str:
    """`style` of a Parameter or Encoding Object, if it names one; "" if it does not.

    Args:
        place: what findings call the location.
    """
    styles = STYLES[location]
    style = node.text("style")
    if not style or style in styles:
        return style
    node.findings.add(
        "invalid-style",
        f"style {style!r} does not exist in {place}: {styles[0]} is used",
        node.at("style"),
    )
    return styles[0]
