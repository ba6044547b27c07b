"""Deeds: how much two states do together, each kind apart, year by year.

One of two axes; the other is `comity.measure.affinity.warmth`. States may work together without liking each other, so the two are
never added up, and within each no kind is added to another. Words are what one says of the other, deeds what they do: the
line between verbal and material events is that of Duval and Thompson (1980) as ICEWS and PLOVER draw it.
"""

from __future__ import annotations

from comity.measure.affinity.axis import Asked, Component, Pair, Reading, axis, pair_of, sums
from comity.measure.affinity.axis import why as _why
from comity.measure.affinity.proportion import METHOD, net, share
from comity.results import Table

HOSTILE = ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
"""PLOVER types of material conflict."""

MATERIAL = ("COOPERATE", "AID", "RETREAT")
"""PLOVER types of material co-operation."""

OBLIGATIONS = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
DEEDS = ("icews_material_cooperation", "icews_material_conflict")
QUADS = ("icews_verbal_cooperation", "icews_material_cooperation", "icews_verbal_conflict", "icews_material_conflict")


def deeds(ledger: Asked, state1: str, state2: str, first: int = 1946, last: int = 2025) -> Table:
    """What two states did together: one row a component and year.

    Columns component, actor, recipient (in the order of ids; deeds have no direction here), year, value, low, high, unit,
    n_evidence, as_of, method, evidence. Components and their formulas stand in `COMPONENTS`; low and high only where a share of
    counted events is meant, as a sample of what was reported. Years without a record are left out, not nought.
    ComityError where the two are not two states.
    """
    pair = pair_of(state1, state2)
    return axis("deeds", f"Deeds of {pair.one} and {pair.two}", COMPONENTS, ledger, pair, (first, last))


def why(evidence: str, ledger: Asked) -> Table:
    """The records behind a reading, deeds/COMPONENT/S1-S2/YEAR; NoEvidence for another id."""
    return _why(evidence, "deeds", COMPONENTS, ledger)


def _both(ledger: Asked, indicators: tuple[str, ...], pair: Pair) -> dict[int, tuple[float, int]]:
    """Year -> (sum of both directions and all indicators, records)."""
    total: dict[int, tuple[float, int]] = {}
    for way in (pair, pair.turned()):
        for years in sums(ledger, indicators, way).values():
            for year, (value, n) in years.items():
                held = total.get(year, (0.0, 0))
                total[year] = (held[0] + value, held[1] + n)
    return total


def _treaties(ledger: Asked, pair: Pair) -> list[Reading]:
    kinds: dict[int, tuple[set[str], int]] = {}
    for way in (pair, pair.turned()):
        for name, years in sums(ledger, OBLIGATIONS, way).items():
            for year, (value, n) in years.items():
                held, count = kinds.get(year, (set(), 0))
                kinds[year] = (held | {name} if value else held, count + n)
    return [Reading("treaties", pair, y, float(len(k)), None, None, n) for y, (k, n) in sorted(kinds.items())]


def _portion(
    name: str, ledger: Asked, pair: Pair, part: tuple[str, ...], scale: float, whole_sql: str
) -> list[Reading]:
    """scale · part / whole by year, the whole from SQL with the columns y and v."""
    rows = ledger.arrays(whole_sql, (list(pair.ones + pair.twos),))
    whole = {int(y): float(v) for y, v in zip(rows["y"].tolist(), rows["v"].tolist(), strict=True)}
    parts = sorted(_both(ledger, part, pair).items())
    return [
        Reading(name, pair, year, min(scale * value / whole[year], 1.0), None, None, n)
        for year, (value, n) in parts
        if whole.get(year, 0) > 0
    ]


_TRADE = """
SELECT year(start_date) AS y, sum(value) AS v FROM records WHERE current AND value IS NOT NULL
AND indicator IN ('cow_total_imports', 'cow_total_exports') AND list_contains(?, state1) GROUP BY y
"""
_ARMS = """
SELECT year(start_date) AS y, sum(value) AS v FROM records WHERE current AND value IS NOT NULL
AND indicator = 'arms_tiv' AND list_contains(?, state2) GROUP BY y
"""
_EXERCISES = """
SELECT y, count(*) AS v FROM (
    SELECT DISTINCT year(start_date) AS y, item, unnest([state1, state2]) AS state FROM records
    WHERE current AND indicator = 'joint_exercise')
WHERE list_contains(?, state) GROUP BY y
"""


def _trade(ledger: Asked, pair: Pair) -> list[Reading]:
    return _portion("trade", ledger, pair, ("cow_imports",), 2.0, _TRADE)


def _arms(ledger: Asked, pair: Pair) -> list[Reading]:
    return _portion("arms", ledger, pair, ("arms_tiv",), 1.0, _ARMS)


def _exercises(ledger: Asked, pair: Pair) -> list[Reading]:
    return _portion("exercises", ledger, pair, ("joint_exercise",), 2.0, _EXERCISES)


def _imports(ledger: Asked, pair: Pair) -> list[Reading]:
    one, two = (sums(ledger, ("wits_import_share",), way)["wits_import_share"] for way in (pair, pair.turned()))
    return [
        Reading("imports", pair, year, (one[year][0] + two[year][0]) / 200, None, None, one[year][1] + two[year][1])
        for year in sorted(one.keys() & two.keys())
    ]


def _icews(ledger: Asked, pair: Pair) -> list[Reading]:
    counts = [_both(ledger, (name,), pair) for name in QUADS]
    found = []
    for year in sorted(counts[1]):
        n = sum(quad.get(year, (0.0, 0))[0] for quad in counts)
        if n:
            value, low, high = (float(x) for x in share(counts[1][year][0], n))
            found.append(Reading("material", pair, year, value, low, high, int(n)))
    return found


def _balance(ledger: Asked, pair: Pair) -> list[Reading]:
    plus, minus = (_both(ledger, (name,), pair) for name in DEEDS)
    counts = [
        (year, plus.get(year, (0.0, 0))[0], minus.get(year, (0.0, 0))[0]) for year in sorted(plus.keys() | minus.keys())
    ]
    return [_net("balance", pair, year, good, bad) for year, good, bad in counts if good + bad]


def _coded(ledger: Asked, pair: Pair) -> list[Reading]:
    found = []
    rows = ledger.arrays(_CODED, (list(MATERIAL), *(list(x) for x in (pair.ones, pair.twos, pair.twos, pair.ones))))
    for year, n, part in zip(*(rows[c].tolist() for c in ("y", "n", "part")), strict=True):
        value, low, high = (float(x) for x in share(part, n))
        found.append(Reading("coded_material", pair, int(year), value, low, high, int(n)))
    return found


def _coded_balance(ledger: Asked, pair: Pair) -> list[Reading]:
    sides = [list(x) for x in (pair.ones, pair.twos, pair.twos, pair.ones)]
    rows = ledger.arrays(_CODED, (list(MATERIAL), *sides))
    bad = ledger.arrays(_CODED, (list(HOSTILE), *sides))
    counts = zip(rows["y"].tolist(), rows["part"].tolist(), bad["part"].tolist(), strict=True)
    return [_net("coded_balance", pair, int(y), plus, minus) for y, plus, minus in counts if plus + minus]


def _net(name: str, pair: Pair, year: int, plus: float, minus: float) -> Reading:
    value, low, high = (float(x) for x in net(plus, minus))
    return Reading(name, pair, year, value, low, high, int(plus + minus))


_CODED = """
SELECT year(day) AS y, count(*) AS n, count(*) FILTER (list_contains(?, type)) AS part FROM (
    SELECT DISTINCT ON (coalesce(nullif(e.story, ''), e.id)) e.type, coalesce(e.date_start, d.day) AS day
    FROM current_events e JOIN documents d ON d.id = e.document
    WHERE e.status = 'asserted' AND ((list_contains(?, e.actor) AND list_contains(?, e.recipient))
        OR (list_contains(?, e.actor) AND list_contains(?, e.recipient)))
    ORDER BY coalesce(nullif(e.story, ''), e.id), e.confidence DESC, e.id)
WHERE day IS NOT NULL GROUP BY y ORDER BY y
"""

BALANCE = f"(material co-operation − material conflict) / both, events between the two, either way (ICEWS); {METHOD}"

CODED_BALANCE = (
    "(COOPERATE, AID, RETREAT − PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT) / all of these, asserted happenings between the two "
    f"in the texts held; {METHOD}"
)

COMPONENTS = (
    Component("treaties", "kinds of obligation, 0 to 5", "kinds of obligation (defence, offence, neutrality, non-aggression, consultation) in force between the two in a treaty of any size (ATOP 5.1)", False, OBLIGATIONS, _treaties),
    Component("trade", "share", "2 (M12 + M21) / (T1 + T2): trade of the two with each other as a share of all their trade, T imports and exports with all (COW trade)", False, ("cow_imports",), _trade),
    Component("imports", "share", "mean of each one's share of the other's imports (WITS)", False, ("wits_import_share",), _imports),
    Component("arms", "share", "arms delivered between the two as a share of all that both received (SIPRI trend indicator values)", False, ("arms_tiv",), _arms),
    Component("exercises", "share", "2 E12 / (E1 + E2): exercises both took part in as a share of each one's exercises with others", False, ("joint_exercise",), _exercises),
    Component("material", "share", f"material co-operation as a share of all events between the two (ICEWS); {METHOD}", False, QUADS, _icews),
    Component("balance", "balance, -1 to 1", BALANCE, False, DEEDS, _balance),
    Component("coded_material", "share", f"COOPERATE, AID and RETREAT as a share of all asserted happenings between the two in the texts held; {METHOD}", False, (), _coded),
    Component("coded_balance", "balance, -1 to 1", CODED_BALANCE, False, (), _coded_balance),
)  # fmt: skip
"""Each kind of deed with its formula."""
