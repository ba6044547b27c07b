"""Response: panel local projections of alignment on pressure, with dyadic-robust errors, leads and placebo dyads."""

from comity.measure.response.answer import Response, response
from comity.measure.response.placebo import Placebo
from comity.measure.response.rows import Row
from comity.measure.response.words import refuse_causal

__all__ = ["Placebo", "Response", "Row", "refuse_causal", "response"]
