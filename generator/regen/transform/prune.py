"""Leaves out the declarations that nothing reaches."""

from __future__ import annotations

from itertools import chain

from msgspec.structs import replace

from regen import ir
from regen.ir.walk import types_of

from .reach import reach, received, sent


def run(api: ir.Api) -> ir.Api:
    """The API without the declarations that no operation, webhook or callback needs."""
    reached = reach(api, chain(sent(api), received(api)), types_of)
    kept = {id_: d for id_, d in api.declarations.items() if id_ in reached}
    return replace(api, declarations=kept)
