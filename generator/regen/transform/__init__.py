"""Passes over the intermediate model, in their order."""

from __future__ import annotations

from regen import ir
from regen.config import Config

from . import bodies, configured, subclasses, tags, usage


def transform(api: ir.Api, config: Config) -> ir.Api:
    """All passes, in their order.

    Raises:
        RegenError: the configuration names what the document does not have.
    """
    api = configured.paginate(api, config)
    api = configured.add_idempotency_keys(api, config)
    api = bodies.default_as_result(api)
    api = bodies.binary_as_text(api)
    api = tags.run(api)
    if config.prunes:
        api = usage.prune(api)
    return subclasses.run(usage.mark(api))
