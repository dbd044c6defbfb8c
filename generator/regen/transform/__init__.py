"""Passes over the intermediate model, in their order."""

from __future__ import annotations

from regen import ir
from regen.config import Config

from . import model_passes, operation_passes, usage


def transform(api: ir.Api, config: Config) -> ir.Api:
    """All passes, in their order.

    Raises:
        RegenError: the configuration names what the document does not have.
    """
    api = operation_passes.paginate(api, config)
    api = operation_passes.add_idempotency_keys(api, config)
    api = operation_passes.default_as_result(api)
    api = model_passes.binary_as_text(api)
    api = model_passes.fix_tags(api)
    if config.prunes:
        api = usage.prune(api)
    return model_passes.add_bases(usage.mark(api))
