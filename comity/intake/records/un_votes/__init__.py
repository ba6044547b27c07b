"""Votes in the General Assembly and the Security Council, in every layout they are found in.

Indicator `un_vote`: value 1 yes, 2 abstain, 3 no, None for a member listed without a vote;
state1 the voter, item the vote ("undl:<record number>" or "voeten:<rcid>"), start and end its day.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.un_votes import official, undl_long, voeten, voeten_single, wide

_UN = "© United Nations; non-commercial use with attribution"
_LIBRARY = "United Nations, Dag Hammarskjöld Library"
_OFFICIAL = Publisher(
    _LIBRARY,
    _UN,
    "United Nations, Dag Hammarskjöld Library, General Assembly Voting Data. "
    "https://digitallibrary.un.org/record/4060887",
    "https://digitallibrary.un.org/record/4060887",
)
_PAGES = Publisher(
    _LIBRARY,
    _UN,
    "United Nations, Dag Hammarskjöld Library, General Assembly Voting Data and Security Council Voting Data. "
    "https://digitallibrary.un.org/record/4060887, https://digitallibrary.un.org/record/4055387",
    "https://digitallibrary.un.org/record/4060887",
)
_VOETEN = Publisher(
    "Erik Voeten, Anton Strezhnev, Michael Bailey",
    "CC0 1.0",
    "Voeten, Erik; Strezhnev, Anton; Bailey, Michael (2009), United Nations General Assembly Voting Data, "
    "Harvard Dataverse. https://doi.org/10.7910/DVN/LEJUQZ",
    "https://doi.org/10.7910/DVN/LEJUQZ",
)

ADAPTER = Adapter(
    "un_votes",
    "Votes in the UN General Assembly and Security Council, one record per member listed and vote.",
    (official.LAYOUT, wide.LAYOUT, undl_long.LAYOUT, voeten.LAYOUT, voeten_single.LAYOUT),
    {
        "official": _OFFICIAL,
        "wide": _PAGES,
        "undl_long": _PAGES,
        "voeten": _VOETEN,
        "voeten_single": _VOETEN,
    },
)
