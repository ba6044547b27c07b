"""The camps of a year on a map of the world, drawn on the borders of today and said so."""

from __future__ import annotations

from datetime import date

from comity import actors
from comity.brief.camp_words import called, names_then, then
from comity.brief.colours import NONE, Colours, colours, keys
from comity.brief.findings import Findings
from comity.brief.land import land_states
from comity.brief.pictures import Area, Key, WorldMap
from comity.brief.wording import listed, named, start
from comity.measure.camps.company import Setting

BORDERS = (
    "Shapes: Natural Earth, public domain. They show who holds what today and say nothing of whose it is. "
    "States too small for a shape are dots."
)
CRIMEA = " Crimea is hatched where Russia, which holds it, and Ukraine are in different camps."
DISPUTED = "Disputed:"
"""How the note of a disputed state begins in the table of states."""
MANY = 6


def camp_map(findings: Findings, now: Setting) -> WorldMap:
    """Every state in the colour of its camp; on land of today, by the state that held it in the year."""
    painted = colours(now.found, now.one, now.two, frozenset(now.rivals))
    words = {camp: called(now.group(camp)) for camp in painted.camps}
    areas = {state: area(state, now, painted, words) for state in land_states()}
    names = names_then(findings, (now.one, now.two), now.year)
    missing = any(one.role == NONE for one in areas.values())
    legend = keys(now, painted, names, findings.rival, words)
    marked = tuple((land(unit), start(name)) for unit, name in zip((now.one, now.two), names, strict=True))
    return WorldMap(
        "camps",
        f"The camps of {now.year}",
        "Colour: the camp that a state's alignment with all others puts it in",
        f"World map of the camps of {now.year}. {_told(now, names, findings.rival, words)}",
        areas,
        (*legend, Key(NONE, "no place: not yet a state, or nothing on record")) if missing else legend,
        marked,
        note=f"{BORDERS}{CRIMEA if now.year >= 2014 else ''}{_earlier(now)}",
    )


def area(state: str, now: Setting, painted: Colours, words: dict[str, str]) -> Area:
    """The colour of a piece of today's land in a year, and its words."""
    unit, actor = unit_then(state, now.year), actors.get(state)
    held = unit if unit in painted.states else ""
    role = painted.states.get(held, NONE)
    camp = now.found.camps[now.found.place(held)] if held else ""
    # a successor's land bears the value of the state it was then part of
    earlier = f"then part of {named(then(held, now.year))}; " if held and held not in actors.lineage(state) else ""
    told = words.get(camp) or "alone"
    return Area(role, actor.name, f"{earlier}camp: {told}" if held else "no place", actor.note.startswith(DISPUTED))


def unit_then(state: str, year: int) -> str:
    """The line of states that a piece of today's land belonged to at the end of a year, "" where to none in the tables.

    >>> unit_then("UKR", 1980), unit_then("UKR", 2000), unit_then("HRV", 1980), unit_then("DZA", 1960)
    ('RUS', 'UKR', 'SRB', '')
    """
    day, queue = date(year, 12, 31), list(reversed(actors.lineage(state)))
    seen: set[str] = set()
    while queue:
        id = queue.pop(0)
        one = actors.get(id)
        if id not in seen and (one.start or day) <= day <= (one.end or day):
            return _last(id)
        seen.add(id)
        queue += [other for other in actors.predecessors(id) if other not in seen]
    return ""


def _last(id: str) -> str:
    """The id under which a line is kept: that of the state which continues it to the end."""
    heirs = [one for one in actors.successors(id) if id in actors.lineage(one)]
    return _last(heirs[0]) if heirs else id


def land(unit: str) -> str:
    """The id of today's land on which a state of an earlier year is named."""
    if unit in land_states():
        return unit
    return next((state for state in actors.successors(unit) if state in land_states()), unit)


def _earlier(now: Setting) -> str:
    """What of the year the borders of today cannot show."""
    shown = {state: unit_then(state, now.year) for state in land_states()}
    parts = [
        state
        for state, unit in shown.items()
        if unit and unit not in actors.lineage(state) and unit in now.found.states
    ]
    whole = sorted({named(then(shown[state], now.year)) for state in parts})
    lost = [named(then(state, now.year)) for state in now.found.states if state not in shown.values()][:MANY]
    told = f" States that were then part of {listed(whole)} bear its colour." if whole else ""
    return told + (f" Without land of its own on it: {listed(lost)}." if lost else "")


def _told(now: Setting, names: tuple[str, str], rival: str, words: dict[str, str]) -> str:
    """The alternative text: who is in which camp."""
    one, two = (words.get(camp, "alone") for camp in (now.camp1, now.camp2))
    first = (
        f"{start(names[0])} and {names[1]} are in one camp, {one}"
        if now.same
        else f"{start(names[0])}: {one}; {names[1]}: {two}"
    )
    return f"{first}. Most of {rival}: {words.get(now.rival_camp, 'no camp')}."
