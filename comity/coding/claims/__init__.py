"""Claims in a text that a public record could speak to: who is said to have done, been or become what, when."""

from __future__ import annotations

from comity.coding.claims.claim import Claim, Found
from comity.coding.claims.finding import claims

__all__ = ["Claim", "Found", "claims"]
