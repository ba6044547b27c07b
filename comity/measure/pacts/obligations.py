"""Treaty obligations of a dyad: days from the member-level record, direction and later years from the dyad-year record.

ATOP comes in two shapes. Member level (4.01, to 2016) has the treaty and its days but, once paired, no direction.
Dyad-years (5.1, to 2018) have direction but neither treaty nor days. Here the first gives the spells; the second says
who owes whom, carries open spells on to its own last year, and adds the years the first knows nothing of, under item "".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

OBLIGATIONS = ("defence", "offence", "neutrality", "non-aggression", "consultation")
"""Strongest first, as in Leeds, Ritter, Mitchell and Long (2002)."""

INDICATORS = dict(zip(("defense", "offense", "neutral", "nonagg", "consul"), OBLIGATIONS, strict=True))
"""ATOP's own spelling, after the prefix `atop_` (dyad-years) or `treaty_` (member spells)."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One obligation between two states under one treaty; `state1 < state2`.

    `owed_by` is "" where both owe it, else the state that does. `end` None = in force on the last day the record
    knows. `item` "" = known from dyad-years only, treaty not named; then `n_parties` is None.
    """

    name: str
    state1: str
    state2: str
    owed_by: str
    start: date
    end: date | None
    item: str
    n_parties: int | None
    origin_id: str


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive years in which `actor` owes `recipient` an obligation, from the dyad-year record."""

    name: str
    actor: str
    recipient: str
    first: int
    last: int
    origin_id: str


def combine(
    spells: Iterable[Obligation],
    runs: Iterable[Run],
    last_year: int | None,
    namesakes: Iterable[Obligation] = (),
) -> list[Obligation]:
    """Spells of one dyad with direction and tail from the runs of the same dyad, then what only the runs know.

    `last_year` is the last year of the dyad-year record (None: none held; spells are then left as they are).
    `namesakes` are the spells of states the dyad-years write under the same number: a year in which one of these began
    or ended may be its year, not this dyad's (the Soviet pledge of 1945 to the Republic of China ended in 1950).
    """
    spells, runs = list(spells), list(runs)
    if last_year is None:
        return sorted(spells, key=_order)
    years = {name: _years_by_actor(runs, name) for name in OBLIGATIONS}
    settled = [known for spell in spells if (known := _settle(spell, years[spell.name], last_year))]
    others = list(namesakes)
    extra = [more for name in OBLIGATIONS for more in _unexplained(name, settled, runs, last_year, others)]
    return sorted(settled + extra, key=_order)


def _order(obligation: Obligation) -> tuple[date, int, str]:
    return obligation.start, OBLIGATIONS.index(obligation.name), obligation.item


def _years_by_actor(runs: list[Run], name: str) -> dict[str, set[int]]:
    years: dict[str, set[int]] = {}
    for run in runs:
        if run.name == name:
            years.setdefault(run.actor, set()).update(range(run.first, run.last + 1))
    return years


def _settle(spell: Obligation, years: dict[str, set[int]], last_year: int) -> Obligation | None:
    """Direction: owed by one where only one owes it in the years of the spell. End: an open spell stops where runs do.

    None where the dyad-years, the newer of the two records, know of no such obligation in any year of the spell: the
    pairing of members of a large treaty cannot tell who promised whom.
    """
    covered = set(range(spell.start.year, min(spell.end.year if spell.end else last_year, last_year) + 1))
    owing = [state for state in (spell.state1, spell.state2) if years.get(state, set()) & covered]
    if covered and not owing:
        return None
    shown = max((year for state in owing for year in years[state] & covered), default=last_year)
    end = date(shown, 12, 31) if spell.end is None and shown < last_year else spell.end
    return replace(spell, owed_by=owing[0] if len(owing) == 1 else "", end=end)


def _unexplained(
    name: str, spells: list[Obligation], runs: list[Run], last_year: int, namesakes: list[Obligation]
) -> list[Obligation]:
    """Years of the runs that no spell of the same obligation touches, and in which no namesake's began or ended."""
    known = {
        year
        for spell in spells
        if spell.name == name
        for year in range(spell.start.year, (spell.end.year if spell.end else last_year) + 1)
    }
    known |= {day.year for spell in namesakes if spell.name == name for day in (spell.start, spell.end) if day}
    by_actor = _years_by_actor(runs, name)
    years = sorted(set().union(*by_actor.values()) - known) if by_actor else []
    return [_yearly(name, stretch, by_actor, last_year, runs, spells) for stretch in stretches(years)]


def _yearly(
    name: str,
    stretch: tuple[int, int],
    by_actor: dict[str, set[int]],
    last_year: int,
    runs: list[Run],
    spells: list[Obligation],
) -> Obligation:
    """From 1 January, or from the day a treaty of the two began in that year, so that no year begins before its treaty."""
    first, last = stretch
    one, two = sorted((runs[0].actor, runs[0].recipient))
    owing = [state for state in (one, two) if by_actor.get(state, set()) & set(range(first, last + 1))]
    start = min((spell.start for spell in spells if spell.start.year == first), default=date(first, 1, 1))
    end = None if last == last_year else date(last, 12, 31)
    origin = next(run.origin_id for run in runs if run.name == name)
    return Obligation(name, one, two, owing[0] if len(owing) == 1 else "", start, end, "", None, origin)


def stretches(years: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of consecutive years.

    >>> stretches([1950, 1951, 1953])
    [(1950, 1951), (1953, 1953)]
    """
    out: list[tuple[int, int]] = []
    for year in sorted(years):
        if out and year == out[-1][1] + 1:
            out[-1] = (out[-1][0], year)
        else:
            out.append((year, year))
    return out
