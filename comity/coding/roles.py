"""Who and what a phrase means: "a senior Iranian foreign ministry spokesman" is Iran's government.

Sector codes, after PLOVER (Open Event Data Alliance 2018), which keeps them from CAMEO (Schrodt 2012):

    GOV  government: executive, ministries, embassies      LEG  parliament and its members
    MIL  armed forces and their people                     JUD  courts, judges, prosecutors
    COP  police and investigators                          SPY  intelligence and secret services
    PTY  a party or politician, neither ruling nor not     OPP  opposition parties, dissidents
    REB  rebels, militias, terrorists (CAMEO's INS too)    UAF  armed people not known whose
    IGO  body made up of states, and its officials         NGO  body of private people, rights groups, charities
    BUS  companies, trade, industry                        LAB  workers and unions
    MED  media and journalists                             EDU  schools, students, scholars, analysts
    REL  churches, clergy                                  CRM  criminals, smugglers, pirates, hackers
    REF  refugees and migrants                             CVL  other people without an office
    ELI  those who held an office once

The head of the phrase and its own modifiers decide. Where somebody is posted, stays or comes to does not: the Chinese embassy in
Canberra is China's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from comity.coding.roles_chunks import tokens
from comity.coding.roles_reading import Read, read

ROLES = (
    "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "REB", "UAF", "IGO",
    "NGO", "BUS", "LAB", "MED", "EDU", "REL", "CRM", "REF", "CVL", "ELI",
)  # fmt: skip
REMEMBERED = 65_536
"""Phrases whose reading is kept, for texts repeat themselves."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase means: ids of actors (none where nobody known is meant), a sector code or "", a person's name or "", and which words decided."""

    actors: tuple[str, ...]
    role: str
    person: str
    trace: str


@lru_cache(maxsize=REMEMBERED)
def resolve_phrase(phrase: str, day: date | None = None) -> Phrase:
    """Actors, role and person of a noun phrase in a text of that day. Never raises; only the first 40 words are read.

    >>> resolve_phrase("a senior Iranian foreign ministry spokesman")
    Phrase(actors=('IRN',), role='GOV', person='', trace="head 'spokesman', 'foreign ministry' is GOV; 'Iranian' is IRN")
    >>> one = resolve_phrase("Turkish-backed Syrian rebels", date(2019, 10, 12))
    >>> one.actors, one.role
    (('SYR',), 'REB')
    >>> resolve_phrase("the German chancellor", date(1955, 9, 10)).person
    'Konrad Adenauer'
    """
    found: Read = read(tokens(phrase), day)
    return Phrase(found.actors, found.role, found.person, "; ".join(found.trace))


def role_of(words: str) -> str:
    """The sector code of words that name nobody ("foreign ministry", "rebel commander"), or "".

    >>> role_of("rebel commander"), role_of("supreme court judges"), role_of("table")
    ('REB', 'JUD', '')
    """
    return read(tokens(words), None).role
