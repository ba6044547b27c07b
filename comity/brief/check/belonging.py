"""Memberships: who was in which body on a day, since when, and how large and old a body is."""

from __future__ import annotations

import re
from datetime import date

from comity import actors
from comity.actors import Membership
from comity.brief.check.record import Record, is_state, kind_of, name_of
from comity.brief.check.verdict import CONTRADICTED, DEPENDS, SUPPORTED, Verdict, together, unchecked
from comity.brief.objects import Figure
from comity.brief.wording import count, said, short_day
from comity.coding.claims import Claim

METHOD = "dated membership table of comity"
_PAST = re.compile(r"\b(?:was|were|belonged|had been)\b", re.I)
FOUNDING = 366
"""Days after the first within which a member counts as one of the founders."""


def membership(claim: Claim, record: Record, words: str) -> Verdict:
    """Every state named against the body, or the body itself against its size and age."""
    if claim.sense in ("founded", "dissolved", "size"):
        return together([_body(claim, record, id) for id in claim.subjects])
    return together([_of(claim, record, id, bloc, words) for bloc in claim.objects for id in claim.subjects])


def _of(claim: Claim, record: Record, id: str, bloc: str, words: str) -> Verdict:
    if not is_state(id):
        return unchecked(f"{name_of(id)} is no state, and the table lists states as members")
    if kind_of(bloc) == "body":
        return unchecked(f"the members of {name_of(bloc)} are not listed")
    spells = [spell for one in actors.lineage(id) for spell in actors.memberships(one) if spell.bloc == bloc]
    full = [spell for spell in spells if spell.status == "member"]
    how = {"joined": _joined, "left": _left, "founder": _founder}.get(claim.sense, _member)
    return how(claim, record, id, bloc, full or spells, words)


def _member(claim: Claim, record: Record, id: str, bloc: str, spells: list[Membership], words: str) -> Verdict:
    since = claim.when.first if claim.when.role == "since" and claim.when.words else None
    day = record.last_of(claim) if claim.when.words else record.day
    inside = [spell for spell in spells if spell.lasts(day) and spell.status == "member"]
    if not inside and _PAST.search(words) and not claim.when.words:
        inside = [spell for spell in spells if (spell.start or date.min) <= day and spell.status == "member"]
    if not inside:
        return _outside(id, bloc, spells, day)
    begin = _begin(inside[0], spells)
    figure = _figure(inside[0], begin, record.day)
    text = (
        f"{name_of(id)} is a member of {name_of(bloc)} {figure}"
        if inside[0].end is None or inside[0].end > record.day
        else f"{name_of(id)} was a member {figure}"
    )
    if since is None or begin is None:
        return Verdict(SUPPORTED, text, (figure,))
    ok = begin.year == (claim.when.first or begin).year
    name = SUPPORTED if ok else DEPENDS if begin < since else CONTRADICTED
    return Verdict(name, text, (figure,))


def _begin(spell: Membership, spells: list[Membership]) -> date | None:
    """The first day of an unbroken membership, a predecessor's counted in."""
    begin = spell.start
    for other in sorted(spells, key=lambda one: one.start or date.min, reverse=True):
        if begin and other.end and 0 <= (begin - other.end).days <= 1:
            begin = other.start
    return begin


def _figure(spell: Membership, begin: date | None, day: date) -> Figure:
    """The spell as known on the day: an end that came later is not told."""
    start = f"since {short_day(begin)}" if begin else "from the beginning"
    ended = spell.end is not None and spell.end <= day
    text = (
        f"from {short_day(begin) if begin else 'the beginning'} to {short_day(spell.end)}"
        if ended and spell.end
        else start
    )
    return said(text, None, begin or day, METHOD, f"membership/{spell.bloc}/{spell.state}")


def _outside(id: str, bloc: str, spells: list[Membership], day: date) -> Verdict:
    """Not in it on the day: what the table has of the two instead."""
    spells = [spell for spell in spells if (spell.start or date.min) <= day]
    if spells:
        last = spells[-1]
        figure = _figure(last, last.start, day)
        status = "a member" if last.status == "member" else last.status
        return Verdict(
            CONTRADICTED,
            f"on {short_day(day)} {name_of(id)} was no member of {name_of(bloc)}: {status} {figure}",
            (figure,),
        )
    members = sorted(actors.members(bloc, day))
    if not members:
        return unchecked(f"{name_of(bloc)} had no members on {short_day(day)}")
    figure = said(
        count(len(members), "member"), float(len(members)), day, METHOD, f"membership/{bloc}/{members[0]}", len(members)
    )
    return Verdict(
        CONTRADICTED, f"{name_of(id)} is not among the {figure} of {name_of(bloc)} on {short_day(day)}", (figure,)
    )


def _joined(claim: Claim, record: Record, id: str, bloc: str, spells: list[Membership], words: str) -> Verdict:
    begun = [spell for spell in spells if spell.start and spell.start <= record.day and spell.status == "member"]
    if not begun:
        return _outside(id, bloc, spells, record.day)
    figures = tuple(_figure(spell, spell.start, record.day) for spell in begun)
    text = f"{name_of(id)} is in the table of {name_of(bloc)} {', '.join(map(str, figures))}"
    return Verdict(SUPPORTED if _told_of(claim, [spell.start for spell in begun]) else CONTRADICTED, text, figures)


def _left(claim: Claim, record: Record, id: str, bloc: str, spells: list[Membership], words: str) -> Verdict:
    ended = [spell for spell in spells if spell.end and spell.end <= record.day and spell.status == "member"]
    if not ended:
        inside = [spell for spell in spells if spell.lasts(record.day)]
        figures = tuple(_figure(spell, spell.start, record.day) for spell in inside)
        return (
            Verdict(CONTRADICTED, f"{name_of(id)} was still a member {figures[0]}", figures)
            if inside
            else _outside(id, bloc, spells, record.day)
        )
    figures = tuple(_figure(spell, spell.start, record.day) for spell in ended)
    text = f"{name_of(id)} is in the table of {name_of(bloc)} {', '.join(map(str, figures))}"
    return Verdict(SUPPORTED if _told_of(claim, [spell.end for spell in ended]) else CONTRADICTED, text, figures)


def _told_of(claim: Claim, days: list[date | None]) -> bool:
    """Whether one of the days is that of the claim; any will do where it names none."""
    when = claim.when
    if not when.words or when.vague:
        return True
    return any(day and (when.first or date.min).year <= day.year <= (when.last or date.max).year for day in days)


def _founder(claim: Claim, record: Record, id: str, bloc: str, spells: list[Membership], words: str) -> Verdict:
    start = actors.get(bloc).start
    first = min((spell.start for spell in spells if spell.start and spell.status == "member"), default=None)
    if first is None or start is None or first > record.day:
        return _outside(id, bloc, spells, record.day)
    figure = _figure(next(spell for spell in spells if spell.start == first), first, record.day)
    ok = (first - start).days <= FOUNDING
    return Verdict(
        SUPPORTED if ok else CONTRADICTED,
        f"{name_of(bloc)} began on {short_day(start)}; {name_of(id)} is in it {figure}",
        (figure,),
    )


def _body(claim: Claim, record: Record, bloc: str) -> Verdict:
    """A body's age or size."""
    actor = actors.get(bloc)
    if claim.sense == "size":
        return _size(claim, record, bloc)
    day = actor.start if claim.sense == "founded" else actor.end
    first = sorted(actors.members(bloc, actor.start)) if actor.start else []
    if not first:
        return unchecked(f"the members of {name_of(bloc)} are not listed")
    if day is None or day > record.day:
        figure = said("no end", None, record.day, METHOD, f"membership/{bloc}/{first[0]}")
        return Verdict(CONTRADICTED, f"the table has {figure} of {name_of(bloc)}", (figure,))
    figure = said(short_day(day), None, day, METHOD, f"membership/{bloc}/{first[0]}")
    told = _told_of(claim, [day])
    text = f"{name_of(bloc)} {'began' if claim.sense == 'founded' else 'ended'} on {figure}"
    years = {str(one.year) for one in (claim.when.first, claim.when.last) if one}
    if not told and any(year in actor.note for year in years):
        text += f" ({actor.note})"
    otherwise = DEPENDS if any(year in actor.note for year in years) else CONTRADICTED
    return Verdict(SUPPORTED if told else otherwise, text, (figure,))


def _size(claim: Claim, record: Record, bloc: str) -> Verdict:
    day = record.last_of(claim)
    members = sorted(actors.members(bloc, day))
    if not members or claim.number is None:
        return unchecked(f"the members of {name_of(bloc)} are not listed for {short_day(day)}")
    figure = said(
        count(len(members), "member"), float(len(members)), day, METHOD, f"membership/{bloc}/{members[0]}", len(members)
    )
    listed = f": {', '.join(name_of(id) for id in members)}" if len(members) <= 12 else ""
    name = SUPPORTED if len(members) == claim.number else CONTRADICTED
    return Verdict(name, f"{name_of(bloc)} had {figure} on {short_day(day)}{listed}", (figure,))
