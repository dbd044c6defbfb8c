# Part of every client that regen generates. Do not edit.
"""Numbers that travel otherwise than their types usually do."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypeAlias

from .fields import NumberForm

QuotedInt: TypeAlias = Annotated[int, NumberForm.QUOTED]
"""An integer that is also read from text with its digits: 5 or "5"."""

QuotedFloat: TypeAlias = Annotated[float, NumberForm.QUOTED]
"""A number that is also read from text with its digits: 1.5 or "1.5"."""

DecimalNumber: TypeAlias = Annotated[Decimal, NumberForm.UNQUOTED]
"""A number of which no digit may be lost, and which is no text on the wire."""
