"""What lies beyond the two: who gains in a third region, the shares of power of the rival, and the gas that passes through."""

from __future__ import annotations

from comity.actors import get
from comity.brief.findings import Findings
from comity.brief.indexed import named_year
from comity.brief.objects import Figure, Sentence
from comity.brief.sizes import ninety, part, shared
from comity.brief.statements import Phrase, joined, say
from comity.brief.wording import count, day, interval, listed, named, possessive
from comity.measure.strength.leaning import Holding
from comity.measure.strength.third_regions import Contest
from comity.measure.transit.parts import Played
from comity.schema import Actor, Estimate


def region(findings: Findings, found: Contest | None) -> tuple[Sentence, ...]:
    """Who gains on whom where both are most active."""
    if found is None:
        return ()
    names = {findings.state1.id: findings.name1, findings.state2.id: findings.name2}
    first, second = found.sides
    place_name = (
        found.region.name
        if found.region.name.endswith(("Asia", "America", "Africa", "Europe"))
        else f"the {found.region.name}"
    )
    years = [named_year(found.pace.evidence, year) for year in found.years]
    told: Phrase = [
        f"In {place_name}, the third region in which both trade most, {possessive(names[first.rival])} share of trade went from ",
        shared(first.first), " to ", shared(first.last), " between ", years[0], " and ", years[1],
        f" and {possessive(names[second.rival])} from ", shared(second.first), " to ", shared(second.last), " (mean of ", Figure(count(found.n_states, "state"), found.pace), ")",
    ]  # fmt: skip
    if not found.gains:
        return (say(told, "; by the trends, neither clearly gains on the other."),)
    other = second.rival if found.gains == first.rival else first.rival
    rough = ", too narrow for so few states" if found.rough else ""
    places = 1 if (found.pace.value or 0.0) >= 0.95 else 2
    pace: Phrase = [_points(found.pace, places), " a year (", ninety(found.pace, places), f"{rough})"]
    return (say(told, f"; {names[found.gains]} gains on {names[other]} by ", pace, "."),)


def _points(pace: Estimate, places: int) -> Figure:
    return Figure(f"{pace.value or 0.0:.{places}f} points", pace)


def rival(findings: Findings, held: tuple[Holding, ...]) -> tuple[Sentence, ...]:
    """How the rival's and the two states' shares of the world's output moved."""
    mine = [one for one in held if one.resource == "wb_gdp"] or [one for one in held if one.resource == "cow_cinc"]
    moved = [one for one in mine if one.then is not None]
    if len(moved) < 2:
        return ()
    order = sorted(moved, key=lambda one: one.actor != findings.against.id)
    names = {a.id: named(a) for a in (findings.state1, findings.state2, findings.against)}
    clauses: list[Phrase] = [
        [f"that of {names[one.actor]} " if at else f"{possessive(names[one.actor])} ", *_moved(one, at == 0)]
        for at, one in enumerate(order)
    ]
    return (say(joined(clauses), "."),)


SHARE_OF = {
    "wb_gdp": "share of the world's GDP at exchange rates",
    "cow_cinc": "share of the world's material capabilities",
}


def _moved(one: Holding, full: bool) -> list[Phrase]:
    if one.then is None:
        return []
    what = f"{SHARE_OF[one.resource]} went " if full else ""
    if not full:
        return ["from ", shared(one.then), " to ", shared(one.now)]
    begun, now = named_year(one.then.evidence, one.then_year), named_year(one.now.evidence, one.year)
    return [what, "from ", shared(one.then), " in ", begun, " to ", shared(one.now), " in ", now]


def gas(findings: Findings, played: Played | None) -> tuple[Sentence, ...]:
    """What the parts of both in a gas trade are worth, and the route round one of them."""
    if played is None or None in played.sides:
        return ()
    names = [_played(played, at, actor) for at, actor in enumerate((findings.state1, findings.state2))]
    clauses: list[Phrase] = [
        [f"{name} ", part(side), " (", Figure(interval(side, "percent"), side), ")"]
        for name, side in zip(names, played.sides, strict=True)
        if side is not None
    ]
    seller, buyers = named(get(played.producer)), listed([named(get(buyer)) for buyer in played.buyers])
    first = next(side for side in played.sides if side is not None)
    head = f"Of the joint gain from gas that {seller} sells to {buyers}, a model of the routes open on "
    return (say(head, Figure(day(played.day), first), " gives ", joined(clauses), "."), *round_about(played))


def _played(played: Played, at: int, actor: Actor) -> str:
    return named(actor) if played.players[at] == actor.id else f"{named(get(played.players[at]))}, for {named(actor)},"


def round_about(played: Played) -> tuple[Sentence, ...]:
    """What a route that bypasses one of the two takes from it."""
    found = played.bypass
    if found is None:
        return ()
    name, verb = named(get(found.state)), "holds" if found.open else "would hold"
    return (
        say(
            Figure(found.name, found.given), f", which passes round {name}, {verb} its part at ", part(found.given), " where it would be ", part(found.without), " without it.",
        ),
    )  # fmt: skip
