"""Countries and actors as ICEWS prints them."""

from __future__ import annotations

from datetime import date

from comity.actors import candidates
from comity.errors import UnknownActor

MISSING = frozenset({"", "NA", "None", "NULL"})
NO_STATES = "no two states: an actor without a country"
INSIDE = "inside one state"
TERRITORY = "no two states: an actor is a territory"

TERRITORIES = frozenset(
    {
        *("American Samoa", "Anguilla", "Aruba", "Bermuda", "British Virgin Islands", "Cayman Islands", "Cook Islands"),
        *("Falkland Islands (Malvinas)", "Falkland Islands", "Faroe Islands", "French Guiana", "French Polynesia"),
        *("Gibraltar", "Greenland", "Guadeloupe", "Guam", "Guernsey", "Hong Kong", "Isle of Man", "Jersey", "Macao"),
        *("Macau", "Martinique", "Mayotte", "Montserrat", "Netherlands Antilles", "New Caledonia", "Niue"),
        *("Northern Mariana Islands", "Puerto Rico", "Reunion", "Saint Helena", "Tokelau", "Turks and Caicos Islands"),
        *("U.S. Virgin Islands", "Virgin Islands, British", "Virgin Islands, U.S.", "Wallis and Futuna"),
    }
)
"""Territories of a state: no guess is made whether their state acted."""

_SAME = {
    "Congo": "COG",
    "Macedonia": "MKD",
    "the former Yugoslav Republic of Macedonia": "MKD",
    "Palestinian Territory, Occupied": "PSE",
    "Swaziland": "SWZ",
}
"""Names read otherwise elsewhere or no more. Congo is Brazzaville: the other is Democratic Republic of Congo."""

_NAMES = frozenset({"name", "official", "loose name", "loose official"})
"""Why a candidate counts: a state by a name of its own, not by its capital, its people or its president."""


def country(name: str, day: date) -> str:
    """The state that bears a printed name on a day.

    UnknownActor where none does, or several do.

    >>> country("Congo", date(2018, 6, 1)), country("Occupied Palestinian Territory", date(2018, 6, 1))
    ('COG', 'PSE')
    """
    if name in _SAME:
        return _SAME[name]
    found = [one for one in candidates(name, day) if one.why.partition(",")[0] in _NAMES and one.actor.kind == "state"]
    ids = sorted({one.actor.id for one in found})
    if len(ids) != 1:
        raise UnknownActor(f"no one state is called {name!r}", candidates=tuple(ids))
    return ids[0]


def left_out(one: str, two: str) -> str:
    """Why two countries as printed are not two states, where that is known beforehand; else the empty string."""
    if {one, two} & MISSING:
        return NO_STATES
    if one in TERRITORIES or two in TERRITORIES:
        return TERRITORY
    return INSIDE if one == two else ""


def place_of(actor: str) -> str:
    """The country an actor names: the last brackets of "Police (Australia)", or the whole of "China".

    >>> place_of("Police (Australia)"), place_of("China"), place_of("Governor (Falkland Islands (Malvinas))")
    ('Australia', 'China', 'Falkland Islands (Malvinas)')
    """
    if not actor.endswith(")"):
        return actor
    open_brackets = 0
    for place in range(len(actor) - 1, -1, -1):
        open_brackets += {")": 1, "(": -1}.get(actor[place], 0)
        if not open_brackets:
            return actor[place + 1 : -1]
    return actor
