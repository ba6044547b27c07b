"""Alliance Treaty Obligations and Provisions (ATOP), from 1945 on: by directed dyad and year, or by member and spell.

Dyad-years give `atop_defense atop_offense atop_neutral atop_nonagg atop_consul`: one record for each
obligation that holds, directed, from 1 January to 31 December. Member spells give `treaty_defense`
and so on with real days: one record for each pair of co-members and obligation. A pair without a
record has no obligation in the file. Unit "obligation", value 1.
"""

from __future__ import annotations

from comity.intake.records.atop import dyad_year, member_level
from comity.intake.records.base import Adapter, Publisher

_ATOP = Publisher(
    "Brett Ashley Leeds, Jeffrey M. Ritter, Sara McLaughlin Mitchell, Andrew G. Long",
    "free with citation (ATOP terms)",
    "Leeds, Ritter, Mitchell, Long (2002), Alliance Treaty Obligations and Provisions, 1815-1944, "
    "International Interactions 28(3), 237-260",
    "http://www.atopdata.org/",
)

ADAPTER = Adapter(
    "atop",
    "Alliance obligations (ATOP): who has promised whom defence, offence, neutrality, non-aggression or consultation.",
    (dyad_year.LAYOUT, member_level.LAYOUT),
    {"dyad_year": _ATOP, "member_level": _ATOP},
)
