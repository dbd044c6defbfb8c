# Part of every client that regen generates. Do not edit.
"""Logging under the package's name, and by an environment variable."""

from __future__ import annotations

import logging
import os
import re
from functools import cache

logger = logging.getLogger(__name__.partition("._runtime")[0])


@cache
def log_from_environment(package: str) -> None:
    """Shows the log on stderr if `<PACKAGE>_LOG` is "debug", "info", ..."""
    variable = re.sub(r"\W", "_", package).upper() + "_LOG"
    level = logging.getLevelNamesMapping().get(os.environ.get(variable, "").upper())
    if level is not None:
        handler = logging.StreamHandler()
        handler.setFormatter(
            logging.Formatter("%(asctime)s %(name)s %(levelname)s: %(message)s")
        )
        logger.addHandler(handler)
        logger.setLevel(level)


def redacted(text: str, secrets: list[str]) -> str:
    """The text without these secrets; those of few characters hide no text."""
    for secret in secrets:
        if len(secret) >= 6:
            text = text.replace(secret, "***")
    return text
