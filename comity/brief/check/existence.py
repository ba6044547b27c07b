"""States themselves: when one began, ended or was united, and whether two share a border."""

from __future__ import annotations

from datetime import date

from comity import actors
from comity.brief.check.record import NO_SERIES, Record, at, is_state, name_of
from comity.brief.check.verdict import CONTRADICTED, DEPENDS, SUPPORTED, Verdict, together, unchecked
from comity.brief.objects import Figure
from comity.brief.wording import said, short_day
from comity.coding.claims import Claim

METHOD = "table of states of comity"
BORDER = "asymmetry/border"
LAND = 1.0
WATER = {2.0: "12", 3.0: "24", 4.0: "150", 5.0: "400"}


def state(claim: Claim, record: Record) -> Verdict:
    """Days of the table of states against the year that is said."""
    return together([_state(claim, record, one) for one in claim.subjects])


def _state(claim: Claim, record: Record, one: str) -> Verdict:
    actor = actors.get(one)
    day = {"independent": actor.start, "ended": actor.end}.get(claim.sense, _united(one))
    if day is None or day > record.day:
        what = {"independent": "the table gives no first day", "ended": "the table gives no last day"}
        return unchecked(f"{what.get(claim.sense, 'the table knows of no union')} of {name_of(one)}")
    evidence = _evidence(one if claim.sense != "reunified" else (_parted(one) or one))
    if not evidence:
        return unchecked(f"the table has {short_day(day)}, but no record of {name_of(one)} can be shown for it")
    figure = said(short_day(day), None, day, METHOD, evidence)
    first, last = claim.when.first or date.min, claim.when.last or date.max
    words = {
        "independent": f"{name_of(one)} is in the table of states from",
        "ended": f"the last day of {name_of(one)} in the table of states is",
    }
    text = f"{words.get(claim.sense, f'the other part of {name_of(one)} ends in the table of states on')} {figure}"
    if first.year <= day.year <= last.year and (claim.when.role != "since" or day.year == first.year):
        return Verdict(SUPPORTED, text, (figure,))
    return Verdict(DEPENDS if abs(day.year - first.year) <= 1 and claim.when.first else CONTRADICTED, text, (figure,))


def _parted(one: str) -> str:
    """The part that ended when a state was united."""
    ended = [id for id in actors.predecessors(one) if actors.get(id).end]
    others = [actor.id for actor in actors.states() if actor.end and one in actors.successors(actor.id)]
    return next(iter([*ended, *others]), "")


def _united(one: str) -> date | None:
    part = _parted(one)
    return actors.get(part).end if part else None


def _evidence(one: str) -> str:
    """A membership of the state that leads to its rows: in the United Nations, else the first there is."""
    spells = [spell for spell in actors.memberships(one) if spell.status == "member"]
    best = next((spell for spell in spells if spell.bloc == "UNO"), spells[0] if spells else None)
    return f"membership/{best.bloc}/{one}" if best else ""


def border(claim: Claim, record: Record) -> Verdict:
    """Direct contiguity by land or water, as the list has it."""
    one, two = claim.subjects[:2]
    if not (is_state(one) and is_state(two)):
        return unchecked("borders are kept of states")
    series = record.of_pair(one, two).get(BORDER, {})
    year = at(series, record.last_of(claim).year)
    covered = record.covered(BORDER, one, two)
    if covered is None:
        return unchecked(f"borders are not held: {NO_SERIES}")
    if year is None:
        return unchecked(
            f"no common border of {name_of(one)} and {name_of(two)} is listed, by land or within 400 miles of water"
        )
    found = series[year]
    by_land = found.value == LAND
    how = (
        "a land border"
        if by_land
        else f"no land border, but water of up to {WATER.get(found.value or 0.0, '400')} miles"
    )
    figure = Figure(how, found)
    text = f"{name_of(one)} and {name_of(two)}: {figure} in {year} (COW contiguity)"
    return Verdict(
        SUPPORTED if by_land else DEPENDS, text, (figure,), covered[1] if covered[1] < record.year - STALE else None
    )


STALE = 10
