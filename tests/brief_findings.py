"""Findings made by hand for the tests of briefs: two invented states, a bloc, a dozen years, every number known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from comity.actors import Membership
from comity.brief.findings import Findings, Pairing
from comity.measure.pacts.bodies import SharedBody
from comity.measure.pacts.ladder import Ladder, Spell
from comity.measure.pacts.treaties import Treaty
from comity.measure.votes.records import RecordStatement
from comity.measure.votes.yardsticks import YARDSTICKS
from comity.schema import LEVEL, Actor, Estimate, Origin

ARCADIA = Actor("RUS", "state", "Arcadia", date(1945, 1, 1))
BOHEMIA = Actor("CHN", "state", "Kingdom of Bohemia", date(1945, 1, 1))
RIVAL = Actor("WEST", "definition", "the West", date(1949, 4, 4), note="[= NATO] Rule: whoever is in it.")
LAST = date(2020, 12, 31)
YEARS = range(2009, 2021)


def estimate(
    value: float | None, year: int = 2020, name: str = "kappa", pair: str = "CHN-RUS", **changes: Any
) -> Estimate:
    """An estimate a tenth wide on either side."""
    low, high = (None, None) if value is None else (round(value - 0.1, 3), round(value + 0.1, 3))
    made = Estimate(value, low, high, LEVEL, 80, date(year, 12, 31), "by hand", f"similarity/{name}/{pair}/{year}")
    return replace(made, **changes)


def series(values: dict[int, float], name: str = "kappa", pair: str = "CHN-RUS") -> dict[int, Estimate]:
    """Estimates by year."""
    return {year: estimate(value, year, name, pair) for year, value in values.items()}


def statement(
    values: dict[int, float], name: str = "kappa", votes: str = "all", pair: str = "CHN-RUS", **changes: Any
) -> RecordStatement:
    """The record statement of the last year, its probabilities given."""
    year, peak = max(values), max(values, key=lambda y: (values[y], -y))
    since = max((y for y in values if y < year and values[y] >= values[year]), default=None)
    others = [y for y in values if y != peak]
    made = RecordStatement(
        yardstick=name,
        votes=votes,
        year=year,
        value=estimate(values[year], year, name, pair),
        since=since,
        first_year=min(values),
        probability=None if since == year - 1 or len(values) == 1 else 0.62,
        peak=estimate(values[peak], peak, name, pair),
        peak_year=peak,
        peak_probability=0.41,
        runner_up_year=max(others, key=lambda y: values[y]) if others else None,
        runner_up_probability=0.2 if others else 0.0,
        skipped_years=(),
        n_votes=900,
        evidence=f"record/{name}/{pair}/{year}" + ("/contested" if votes == "contested" else ""),
    )
    return replace(made, **changes)


def pairing(values: dict[int, float], pair: str = "CHN-RUS", raw: dict[int, float] | None = None) -> Pairing:
    """Every yardstick alike, but for the plain ones where `raw` is given."""
    by_name = {name: raw if raw and not YARDSTICKS[name].chance_corrected else values for name in YARDSTICKS}
    keys = [(name, votes) for name in YARDSTICKS for votes in ("all", "contested")]
    if not values:
        return Pairing(pair, {}, {}, "No vote is held.")
    return Pairing(
        pair,
        {key: series(by_name[key[0]], key[0], pair) for key in keys},
        {key: statement(by_name[key[0]], *key, pair) for key in keys},
    )


RISING = {year: round(0.1 + 0.04 * (year - 2009), 3) for year in YEARS}
FALLING = {year: round(0.5 - 0.04 * (year - 2009), 3) for year in YEARS}

PACT = Treaty(
    "atop:1",
    "Treaty of <Friendship> & Alliance",
    2,
    ("defence",),
    (),
    date(2011, 5, 1),
    None,
    LAST,
    "",
    "",
    "atop",
    "treaty/atop:1",
)
SPELL = Spell(5, "defence pact", date(2011, 5, 1), None, ("defence",), (PACT,), "ladder/CHN-RUS/2011")
LADDER = Ladder("CHN", "RUS", 5, "defence pact", date(2011, 5, 1), (SPELL,), (PACT,), LAST, "", "ladder/CHN-RUS/2020")
BARE = Ladder("CHN", "RUS", 0, "no commitment", None, (), (), LAST, "", "ladder/CHN-RUS/2020")


def membership(bloc: str, state: str, start: date, end: date | None = None) -> Membership:
    """A spell in a body."""
    return Membership(bloc, state, start, end, "member", "", "https://example.org")


def body(bloc: str, name: str, since: date, until: date | None = None) -> SharedBody:
    """A body that holds both."""
    return SharedBody(
        bloc, name, since, until, (f"membership/{bloc}/RUS", f"membership/{bloc}/CHN"), "https://example.org"
    )


def findings(**changes: Any) -> Findings:
    """Two states growing closer and away from the bloc."""
    joined = date(2001, 6, 15)
    made = Findings(
        state1=ARCADIA,
        state2=BOHEMIA,
        against=RIVAL,
        day=LAST,
        as_of=LAST,
        past=False,
        basis="release",
        made=date(2021, 1, 31),
        own=pairing(RISING),
        with1=pairing(FALLING, "RUS-WEST"),
        with2=pairing({year: value - 0.3 for year, value in FALLING.items()}, "CHN-WEST"),
        inside=frozenset(),
        ladder=LADDER,
        bodies=(body("SCO", "Shanghai Cooperation Organisation", joined),),
        memberships={
            "RUS": (membership("SCO", "RUS", joined), membership("CSTO", "RUS", date(2002, 1, 1))),
            "CHN": (membership("SCO", "CHN", joined),),
        },
        rival_bodies=(Actor("NATO", "alliance", "North Atlantic Treaty Organization"),),
        lineage={"RUS": (ARCADIA,), "CHN": (BOHEMIA,)},
        origins=(
            Origin("o", "Clerks", "Votes", "v1", "2021-01-01", "open", "Clerks (2021)", "https://example.org/votes"),
        ),
        covers={"un_vote": (date(2009, 1, 1), LAST), "atop": (date(2009, 1, 1), LAST)},
    )
    return replace(made, **changes)
