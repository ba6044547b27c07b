"""SIPRI Arms Transfers Database: major conventional arms from supplier to recipient, in SIPRI's trend-indicator values.

Indicators, all directed from supplier to recipient, unit "million TIV" (a volume, at the worth of the weapon and not
at its price):
`arms_tiv` the deliveries of a year, from the yearly tables; 0 is a delivery of less than 0.5;
`arms_ordered` a deal, in its year of order, value the TIV of the whole order, none where SIPRI does not know it;
`arms_delivered` a deal, from the first to the last year in which anything was delivered, value the TIV of all that was
delivered in them together, so not a sum for any one year. Items are deals, "sipri:<name>".

Rows about rebels, bodies (NATO, the African Union) and unknown parties are left out and counted.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.sipri_arms import register, tables
from comity.intake.rows import Dialect

_SIPRI = Publisher(
    "Stockholm International Peace Research Institute (SIPRI)",
    "© SIPRI: free for use with citation; reproducing more than a part of a database needs leave",
    "SIPRI Arms Transfers Database",
    register.ADDRESS,
)

LAYOUTS = (register.LAYOUT, tables.LONG_LAYOUT, tables.WIDE_LAYOUT)

ADAPTER = Adapter(
    "sipri_arms",
    "Transfers of major arms (SIPRI): the trade register by deal, or volumes by supplier, recipient and year.",
    LAYOUTS,
    {layout.name: _SIPRI for layout in LAYOUTS},
    dialect=Dialect("cp1252", (frozenset(register.REQUIRED[:3]), frozenset(tables.WIDE))),
)
