"""Militarised interstate disputes from 1945 on, in two collections that disagree and are never merged.

`gml` is Gibler, Miller and Little, `cow_mid` Correlates of War: each has indicators of its own (`gml_hostility`,
`cow_mid_hostility`) and items of its own (`gml:2704`, `cow_mid:2704`: one number, one dispute, two codings of it).
Three layouts each. Dyad-years, directed: `_onset _hostility _action _fatality _deaths _side_a _originator`.
Participants, about one state with days: `_part_action _part_side_a _part_originator`. Disputes: items alone.
Dispute-level files of the two have the same columns, so that the name of the record says which one a file is.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.mids import dispute, dyad_year, participants

_GML = Publisher(
    "Douglas M. Gibler, Steven V. Miller, Erin K. Little",
    "free with citation",
    "Gibler, Miller, Little (2016), An Analysis of the Militarized Interstate Dispute (MID) Dataset, 1816-2001, "
    "International Studies Quarterly 60(4), 719-730",
    "https://internationalconflict.ua.edu/data-download/",
)
_COW = Publisher(
    "Glenn Palmer, Roseanne W. McManus, Vito D'Orazio, Michael R. Kenwick, Mikaela Karstens, Chase Bloch, "
    "Nick Dietrich, Kayla Kahn, Kellan Ritter, Michael J. Soules; Correlates of War",
    "free with citation (Correlates of War terms)",
    "Palmer and others (2021), The MID5 Dataset, 2011-2014: Procedures, coding rules, and description, "
    "Conflict Management and Peace Science",
    "https://correlatesofwar.org/data-sets/MIDs/",
)


def _adapter(name: str, stem: str, title: str, doc: str, publisher: Publisher) -> Adapter:
    layouts = (dyad_year.layout(name, stem, title), dispute.layout(name, title), participants.layout(name, title))
    return Adapter(name, doc, layouts, {layout.name: publisher for layout in layouts})


GML = _adapter(
    "gml",
    "gmlmid",
    "Gibler-Miller-Little militarised interstate disputes",
    "Militarised disputes as corrected by Gibler, Miller and Little.",
    _GML,
)
COW_MID = _adapter(
    "cow_mid",
    "cowmid",
    "Militarised interstate disputes (Correlates of War)",
    "Militarised disputes of Correlates of War (MID 5).",
    _COW,
)
