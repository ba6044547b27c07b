"""Warmth: what two states say of each other and what their people think, each apart, each direction apart.

One of two axes; the other is `comity.measure.affinity.deeds`. Words are diplomatic and cheap, opinion is of people and not of
governments: neither stands for the other, and no number is made of both.
"""

from __future__ import annotations

from comity.measure.affinity.axis import Asked, Component, Pair, Reading, axis, pair_of, sums
from comity.measure.affinity.axis import why as _why
from comity.measure.affinity.proportion import METHOD, net, share
from comity.results import Table

FRIENDLY = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE")
HOSTILE = ("REQUEST", "ACCUSE", "REJECT", "THREATEN")
"""PLOVER types of verbal co-operation and of verbal conflict."""

VERBAL = ("icews_verbal_cooperation", "icews_verbal_conflict")
PEW = ("pew_favourable", "pew_unfavourable", "pew_respondents")


def warmth(ledger: Asked, state1: str, state2: str, first: int = 1946, last: int = 2025) -> Table:
    """Words and opinion of two states of each other: one row a component, direction and year.

    Columns component, actor (who speaks or was asked), recipient (of whom), year, value, low, high, unit, n_evidence (events,
    statements or respondents), as_of, method, evidence. Components stand in `COMPONENTS`. Balances run from −1 to 1, shares from 0 to 1. Years without
    a record are left out. ComityError where the two are not two states.
    """
    pair = pair_of(state1, state2)
    return axis("warmth", f"Warmth of {pair.one} and {pair.two}", COMPONENTS, ledger, pair, (first, last))


def why(evidence: str, ledger: Asked) -> Table:
    """The records or sentences behind a reading, warmth/COMPONENT/FROM-TO/YEAR; NoEvidence for another id."""
    return _why(evidence, "warmth", COMPONENTS, ledger)


def _balance(name: str, pair: Pair, year: int, plus: float, minus: float, n: int) -> Reading:
    value, low, high = (float(x) for x in net(plus, minus))
    return Reading(name, pair, year, value, low, high, n)


def _words(ledger: Asked, pair: Pair) -> list[Reading]:
    kind, harsh = (sums(ledger, VERBAL, pair)[name] for name in VERBAL)
    years = sorted(kind.keys() & harsh.keys())
    counts = [(year, kind[year][0], harsh[year][0]) for year in years]
    return [_balance("words", pair, y, plus, minus, int(plus + minus)) for y, plus, minus in counts if plus + minus]


def _tone(ledger: Asked, pair: Pair) -> list[Reading]:
    """Both directions put together; a kind without a record in a year in which the other has one is nought there."""
    ways = [sums(ledger, VERBAL, way) for way in (pair, pair.turned())]
    years = sorted({year for way in ways for name in VERBAL for year in way[name]})
    found = []
    for year in years:
        plus, minus = (sum(way[name].get(year, (0.0, 0))[0] for way in ways) for name in VERBAL)
        if plus + minus:
            found.append(_balance("tone", pair, year, plus, minus, int(plus + minus)))
    return found


def _coded(ledger: Asked, pair: Pair) -> list[Reading]:
    rows = ledger.arrays(_CODED, (list(FRIENDLY), list(HOSTILE), list(pair.ones), list(pair.twos)))
    counts = zip(*(rows[c].tolist() for c in ("y", "plus", "minus")), strict=True)
    return [
        _balance("coded_words", pair, int(y), plus, minus, int(plus + minus))
        for y, plus, minus in counts
        if plus + minus
    ]


def _officials(ledger: Asked, pair: Pair) -> list[Reading]:
    rows = ledger.arrays(_STANCES, (list(pair.ones), list(pair.twos)))
    counts = zip(*(rows[c].tolist() for c in ("y", "plus", "minus", "n")), strict=True)
    return [_balance("officials", pair, int(y), plus, minus, int(n)) for y, plus, minus, n in counts if plus + minus]


def _opinion(name: str, indicator: str, ledger: Asked, pair: Pair) -> list[Reading]:
    held = sums(ledger, (indicator, "pew_respondents"), pair)
    found = []
    for year in sorted(held[indicator].keys() & held["pew_respondents"].keys()):
        (percent, surveys), (asked, _) = held[indicator][year], held["pew_respondents"][year]
        mean = percent / surveys / 100
        value, low, high = (float(x) for x in share(mean * asked, asked))
        found.append(Reading(name, pair, year, value, low, high, int(asked)))
    return found


def _favourable(ledger: Asked, pair: Pair) -> list[Reading]:
    return _opinion("favourable", "pew_favourable", ledger, pair)


def _unfavourable(ledger: Asked, pair: Pair) -> list[Reading]:
    return _opinion("unfavourable", "pew_unfavourable", ledger, pair)


_CODED = """
SELECT year(day) AS y, count(*) FILTER (list_contains(?, type)) AS plus, count(*) FILTER (list_contains(?, type)) AS minus FROM (
    SELECT DISTINCT ON (coalesce(nullif(e.story, ''), e.id)) e.type, coalesce(e.date_start, d.day) AS day
    FROM current_events e JOIN documents d ON d.id = e.document
    WHERE e.status = 'asserted' AND list_contains(?, e.actor) AND list_contains(?, e.recipient)
    ORDER BY coalesce(nullif(e.story, ''), e.id), e.confidence DESC, e.id)
WHERE day IS NOT NULL GROUP BY y ORDER BY y
"""
_STANCES = """
SELECT year(day) AS y, count(*) FILTER (side > 0) AS plus, count(*) FILTER (side < 0) AS minus, count(*) AS n FROM (
    SELECT s.id, any_value(coalesce(s.date_start, d.day)) AS day,
        sum(CASE t.value WHEN 'for' THEN 1 WHEN 'against' THEN -1 ELSE 0 END) AS side
    FROM stances t JOIN current_statements s ON s.id = t.statement JOIN documents d ON d.id = s.document
    WHERE t.kind = 'actor' AND NOT s.negated AND list_has_any(s.speaker_actors, ?) AND list_contains(?, t.target)
    GROUP BY s.id)
WHERE day IS NOT NULL GROUP BY y ORDER BY y
"""

ASKED_OF = f"of those asked, by Pew's weights; {METHOD} as of a simple random sample: weighting and clusters widen the real margin"

TONE = f"(verbal co-operation − verbal conflict) / both, events between the two, either way (ICEWS); {METHOD}"

COMPONENTS = (
    Component("words", "balance, -1 to 1", f"(verbal co-operation − verbal conflict) / both, events from actor to recipient (ICEWS); {METHOD}", True, VERBAL, _words),
    Component("tone", "balance, -1 to 1", TONE, False, VERBAL, _tone),
    Component("coded_words", "balance, -1 to 1", f"(AGREE, CONSULT, SUPPORT, CONCEDE − REQUEST, ACCUSE, REJECT, THREATEN) / all of these, asserted happenings in the texts held; {METHOD}", True, (), _coded),
    Component("officials", "balance, -1 to 1", f"(for − against) / both, statements of the actor's officials that speak of the recipient in the texts held; {METHOD}", True, (), _officials),
    Component("favourable", "share", f"very or somewhat favourable view, {ASKED_OF}", True, PEW, _favourable),
    Component("unfavourable", "share", f"very or somewhat unfavourable view, {ASKED_OF}", True, PEW, _unfavourable),
)  # fmt: skip
"""Each kind of warmth with its formula."""
