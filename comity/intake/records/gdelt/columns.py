"""Columns of GDELT event exports, which come without a header: 61 in version 2.0, 57 or 58 in version 1.0."""

from __future__ import annotations

_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_EVENT = "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone"
_PLACE_1 = "Type FullName CountryCode ADM1Code Lat Long FeatureID"
_PLACE_2 = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"


def _columns(place: str) -> tuple[str, ...]:
    actors = [f"Actor{which}{name}" for which in (1, 2) for name in _ACTOR.split()]
    places = [f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in place.split()]
    days = ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate")
    return (*days, *actors, *_EVENT.split(), *places, "DATEADDED", "SOURCEURL")


VERSION_1 = _columns(_PLACE_1)
"""58 columns; the back files to March 2013 lack the last, SOURCEURL."""

VERSION_2 = _columns(_PLACE_2)
