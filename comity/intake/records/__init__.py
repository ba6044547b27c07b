"""One adapter per public data set: `ADAPTERS["un_votes"].read(paths)` gives a Reading that streams its records.

>>> sorted(ADAPTERS)
['atop', 'blocs', 'un_votes']
"""

from __future__ import annotations

from comity.intake.records import atop, blocs, un_votes
from comity.intake.records.base import Adapter, Layout, Reading

ADAPTERS: dict[str, Adapter] = {adapter.name: adapter for adapter in (un_votes.ADAPTER, atop.ADAPTER, blocs.ADAPTER)}

__all__ = ["ADAPTERS", "Adapter", "Layout", "Reading"]
