"""How a brief sets quotations and acts told by others: as cells whose evidence is the statement or event itself."""

from __future__ import annotations

from datetime import date

from comity.actors import get
from comity.brief.objects import Cell, Figure
from comity.brief.wording import listed, named, said, short_day, start
from comity.errors import ComityError
from comity.measure.said.claims import Claim
from comity.measure.said.voices import Voice

SPOKEN = {"direct": "quoted", "mixed": "quoted in part", "indirect": "reported speech"}

VERBS = {
    "AGREE": ("agree", "agrees with"),
    "CONSULT": ("meet or confer", "meets or confers with"),
    "SUPPORT": ("support each other", "supports"),
    "CONCEDE": ("make concessions to each other", "concedes to"),
    "COOPERATE": ("work together", "works with"),
    "AID": ("aid each other", "aids"),
    "RETREAT": ("stand down", "stands down towards"),
    "REQUEST": ("make requests of each other", "makes a request of"),
    "ACCUSE": ("accuse each other", "accuses"),
    "REJECT": ("refuse each other", "refuses"),
    "THREATEN": ("threaten each other", "threatens"),
    "PROTEST": ("protest against each other", "protests against"),
    "SANCTION": ("put sanctions on each other", "puts sanctions on"),
    "MOBILIZE": ("mobilise against each other", "mobilises against"),
    "COERCE": ("coerce each other", "coerces"),
    "ASSAULT": ("attack each other", "attacks"),
}
"""Each PLOVER type as two do it to each other, and as one does it to another."""


def about(id: str) -> str:
    """The name of an actor or issue.

    >>> about("USA"), about("taiwan"), about("nobody")
    ('the United States', "Taiwan's status", 'nobody')
    """
    from comity.coding.issues_table import shipped

    if id in shipped():
        return shipped()[id].name
    try:
        return named(get(id))
    except ComityError:
        return id


def quoted(voice: Voice, made: date) -> Figure:
    """The words said, in quotation marks where they are the speaker's own; the statement is their evidence."""
    words = f"“{voice.words}”" if voice.directness == "direct" else voice.words
    return said(words, None, voice.day or made, f"statement, {SPOKEN[voice.directness]}", voice.id, unit="statement")


def spoken_for(voice: Voice) -> str:
    """Who speaks, for whom or from where, when and to whom."""
    states = listed([named(get(id)) for id in voice.states[:2]]) if voice.states else ""
    behind = states if voice.standing == "official" else voice.affiliation or states
    known = not behind or behind.removeprefix("the ").casefold() in voice.speaker.casefold()
    who = voice.speaker if known else f"{voice.speaker} ({behind})"
    return f"{who}; {placed(voice.day, voice.publisher or voice.title)}"


def stances(voice: Voice) -> str:
    """For and against what, as the coder read it; the matters touched where it takes no side."""
    sides = [f"{value} {about(target)}" for target, value in voice.stances[:3]]
    if sides:
        return "; ".join(sides)
    return f"on {listed([about(id) for id in voice.issues[:2]])}" if voice.issues else ""


def placed(day: date | None, where: str) -> str:
    """The day and the publisher, or what is known of them."""
    when = short_day(day) if day else "no date"
    return f"{when}, {where}" if where else when


def acts(claim: Claim, made: date) -> tuple[Cell, ...]:
    """One act as a row: how it is told and who does what, in which sentence, by whom and where."""
    both, one = VERBS[claim.type]
    actor, recipient = (about(id) for id in (claim.actor, claim.recipient))
    act = f"{actor} and {recipient} {both}" if claim.mutual else f"{actor} {one} {recipient}"
    words = said(claim.words, None, claim.published or made, f"event, {claim.how}", claim.id, unit="event")
    by = f"{claim.speaker}; " if claim.speaker else ""
    return (f"{start(claim.how)}{_time(claim)}: {act}", words, by + placed(claim.published, claim.publisher))


def _time(claim: Claim) -> str:
    """When it is to be, for a plan with a day of its own."""
    if claim.how != "planned" or claim.day is None:
        return ""
    if claim.precision == "day":
        return f" for {short_day(claim.day)}"
    return f" for {claim.day:%B %Y}" if claim.precision == "month" else f" for {claim.day.year}"
