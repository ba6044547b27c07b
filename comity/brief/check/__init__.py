"""Claims of a text held against the record: supported, contradicted, a matter of the yardstick, or not to be checked."""

from __future__ import annotations

from comity.brief.check.checking import check
from comity.brief.check.results import Checked, Judged
from comity.brief.check.verdict import CONTRADICTED, DEPENDS, SUPPORTED, UNCHECKED, Verdict

__all__ = ["CONTRADICTED", "DEPENDS", "SUPPORTED", "UNCHECKED", "Checked", "Judged", "Verdict", "check"]
