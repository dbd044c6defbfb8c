"""Ordered passes over the intermediate model, one file each."""

from __future__ import annotations

from regen import ir
from regen.config import Config

from . import discriminators, idempotency, pagination, prune, usage


def transform(api: ir.Api, config: Config) -> ir.Api:
    """All passes, in their order.

    Raises:
        RegenError: the configuration names what the document does not have.
    """
    api = pagination.run(api, config)
    api = idempotency.run(api, config)
    api = discriminators.run(api)
    if config.prunes:
        api = prune.run(api)
    return usage.run(api)
